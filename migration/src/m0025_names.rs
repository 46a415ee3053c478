//! Fields that have other names since: in versions, in what an import compares with, and in the names of acts in the audit.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

/// Columns that hold entries as JSON: a name in quotation marks before a colon is a key there, since texts escape theirs.
const COLUMNS: [(&str, &str); 2] = [("revision", "snapshot"), ("external_id", "imported")];
/// Fields of recipes and pages.
const FIELDS: [(&str, &str); 3] = [("learnings", "lessonsLearned"), ("whatFor", "purpose"), ("inMenu", "isInMenu")];
/// What a timing says of itself: an event says it under the new name already, and no entry has one of these statuses.
const TIMINGS: [&str; 4] = ["SCHEDULED", "CANCELLED", "POSTPONED", "MOVED_ONLINE"];
/// Acts in the audit.
const ACTS: [(&str, &str); 6] = [
    ("entryRetract", "entryUnsubmit"),
    ("entryReturn", "entryRequestChanges"),
    ("proposalRetract", "proposalUnsubmit"),
    ("sessionEnd", "sessionDelete"),
    ("sessionEndAll", "sessionDeleteAll"),
    ("accountResume", "accountUnsuspend"),
];

/// Replaces pieces of a text in a column, each pair in turn.
fn replace((table, column): (&str, &str), pairs: &[(String, String)]) -> String {
    let replaced = pairs.iter().fold(column.to_owned(), |it, (from, to)| format!("replace({it}, '{from}', '{to}')"));
    let touched: Vec<String> = pairs.iter().map(|(from, _)| format!("{column} LIKE '%{from}%'")).collect();
    format!("UPDATE {table} SET {column} = {replaced} WHERE {};\n", touched.join(" OR "))
}

fn acts(renamed: impl Fn(&(&'static str, &'static str)) -> (&'static str, &'static str)) -> String {
    let act = |it| {
        let (from, to) = renamed(it);
        format!("UPDATE audit SET action = '{to}' WHERE action = '{from}';\n")
    };
    ACTS.iter().map(act).collect()
}

fn key(name: &str) -> String {
    format!("\"{name}\":")
}

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let fields = FIELDS.iter().map(|(former, present)| (key(former), key(present)));
        let timings = TIMINGS.iter().map(|it| (format!("\"status\":\"{it}\""), format!("\"eventStatus\":\"{it}\"")));
        let pairs: Vec<(String, String)> = fields.chain(timings).collect();
        let mut sql: String = COLUMNS.iter().map(|it| replace(*it, &pairs)).collect();
        sql += &acts(|(former, present)| (former, present));
        // programs that do not know the names cannot read the versions that have them
        sql += "UPDATE compatibility SET oldest_writer = 6 WHERE oldest_writer < 6;\n";
        run(manager, &sql).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let fields = FIELDS.iter().map(|(former, present)| (key(present), key(former)));
        // a timing ends with it, and another one or the end of the list follows; what an event says ends with the text at most
        let timings = TIMINGS.iter().flat_map(|it| {
            ["},", "}]"].map(|end| (format!("\"eventStatus\":\"{it}\"{end}"), format!("\"status\":\"{it}\"{end}")))
        });
        let pairs: Vec<(String, String)> = fields.chain(timings).collect();
        let mut sql: String = COLUMNS.iter().map(|it| replace(*it, &pairs)).collect();
        sql += &acts(|(former, present)| (present, former));
        sql += "UPDATE compatibility SET oldest_writer = 5;\n";
        run(manager, &sql).await
    }
}
