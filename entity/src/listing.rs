//! Keeps the tables `listing` and `listing_count` in step with the entries they are derived from. Each function runs in the
//! transaction of the change; `doctor` counts what does not fit.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

use crate::db::turn::Turn;
use crate::error::Result;
use crate::model::listing::Owner;

/// The owners of each entry: where a part ends, a condition may follow.
const OWNERS: [(&str, &str); 6] = [
    (
        "SELECT t.entry_seq, c.ancestor_seq * 8 + 1 AS owner FROM entry_theme t \
         JOIN theme_closure c ON c.descendant_seq = t.theme_seq WHERE TRUE",
        "c.ancestor_seq",
    ),
    (
        "SELECT t.entry_seq, c.ancestor_seq * 8 + 2 AS owner FROM entry_territory t \
         JOIN territory_closure c ON c.descendant_seq = t.territory_seq WHERE TRUE",
        "c.ancestor_seq",
    ),
    (
        "SELECT t.entry_seq, t.member_seq * 8 + 3 AS owner FROM entry_credit t WHERE t.member_seq IS NOT NULL",
        "t.member_seq",
    ),
    (
        "SELECT t.entry_seq, t.member_seq * 8 + 4 AS owner FROM entry_credit t \
         WHERE t.member_seq IS NOT NULL AND t.role = 'AUTHOR'",
        "t.member_seq",
    ),
    ("SELECT t.entry_seq, t.source_seq * 8 + 5 AS owner FROM article t WHERE t.source_seq IS NOT NULL", "t.source_seq"),
    ("SELECT t.seq AS entry_seq, t.licence_seq * 8 + 6 AS owner FROM entry t WHERE TRUE", "t.licence_seq"),
];
const INTO: &str = "INSERT INTO listing (owner, kind, listed_at, id, unpublish_at, entry_seq) \
    SELECT o.owner, e.kind, e.listed_at, e.id, e.unpublish_at, e.seq";
const ADD: &str = "INSERT INTO listing_count (owner, kind, entries) SELECT owner, kind, 1 FROM listing WHERE entry_seq = $1 \
    ON CONFLICT (owner, kind) DO UPDATE SET entries = listing_count.entries + 1";
const SUBTRACT: &str = "UPDATE listing_count SET entries = entries - 1 \
    WHERE (owner, kind) IN (SELECT owner, kind FROM listing WHERE entry_seq = $1)";

/// The rows of all entries as they ought to be.
fn all() -> String {
    let parts = OWNERS.map(|(part, _)| part).join(" UNION ");
    format!(
        "SELECT o.owner, e.kind, e.listed_at, e.id, e.unpublish_at, e.seq AS entry_seq \
         FROM entry e JOIN ({parts}) o ON o.entry_seq = e.seq WHERE e.status = 'PUBLISHED'"
    )
}

async fn run(db: &impl ConnectionTrait, text: &str, key: i64) -> Result<()> {
    db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), text, [key.into()])).await?;
    Ok(())
}

fn later(turn: &Turn, text: &str, value: impl Into<Value>) {
    turn.later(Statement::from_sql_and_values(turn.get_database_backend(), text, [value.into()]));
}

/// Lists an entry anew, under what it has now; not at all unless its status is PUBLISHED. Like all that is said of entries here, it is sent
/// before the next statement of the transaction whose answer is read.
pub(crate) fn renew(turn: &Turn, entry: i64) {
    remove(turn, entry);
    add(turn, entry);
}

/// Lists an entry that was listed nowhere.
pub(crate) fn add(turn: &Turn, entry: i64) {
    later(turn, &of_entries("= $1"), entry);
    later(turn, ADD, entry);
}

/// The same as [`renew`] for many entries, in as many statements as for one.
pub(crate) fn renew_many(turn: &Turn, entries: &BTreeSet<i64>) -> Result<()> {
    let these = match turn.get_database_backend() {
        DbBackend::Postgres => "IN (SELECT CAST(value AS bigint) FROM json_array_elements_text(CAST($1 AS json)))",
        _ => "IN (SELECT value FROM json_each($1))",
    };
    let counted =
        format!("SELECT owner, kind, count(*) AS entries FROM listing WHERE entry_seq {these} GROUP BY owner, kind");
    let subtract = format!(
        "UPDATE listing_count SET entries = listing_count.entries - gone.entries FROM ({counted}) gone \
         WHERE gone.owner = listing_count.owner AND gone.kind = listing_count.kind"
    );
    let add = format!(
        "INSERT INTO listing_count (owner, kind, entries) {counted} \
         ON CONFLICT (owner, kind) DO UPDATE SET entries = listing_count.entries + excluded.entries"
    );
    let numbers = serde_json::to_string(entries)?;
    for text in [subtract, format!("DELETE FROM listing WHERE entry_seq {these}"), of_entries(these), add] {
        later(turn, &text, numbers.as_str());
    }
    Ok(())
}

/// A statement that lists the entries whose numbers meet a condition.
fn of_entries(condition: &str) -> String {
    let parts = OWNERS.map(|(part, _)| {
        let entry = if part.starts_with("SELECT t.seq") { "t.seq" } else { "t.entry_seq" };
        format!("{part} AND {entry} {condition}")
    });
    // joined in this order: without statistics SQLite else walks all that is published
    format!(
        "{INTO} FROM ({}) o CROSS JOIN entry e WHERE e.seq = o.entry_seq AND e.status = 'PUBLISHED'",
        parts.join(" UNION ")
    )
}

/// Lists an entry nowhere any more.
pub(crate) fn remove(turn: &Turn, entry: i64) {
    later(turn, SUBTRACT, entry);
    later(turn, "DELETE FROM listing WHERE entry_seq = $1", entry);
}

/// Lists anew what stands under an owner, because what lies inside it has changed.
pub(crate) async fn renew_owner(db: &impl ConnectionTrait, owner: Owner) -> Result<()> {
    let number = owner.number();
    run(db, "DELETE FROM listing WHERE owner = $1", number).await?;
    run(db, "DELETE FROM listing_count WHERE owner = $1", number).await?;
    let (part, key) = match owner {
        Owner::Theme(_) => OWNERS[0],
        Owner::Territory(_) => OWNERS[1],
        Owner::Member(_) => OWNERS[2],
        Owner::Author(_) => OWNERS[3],
        Owner::Source(_) => OWNERS[4],
        Owner::Licence(_) => OWNERS[5],
    };
    let text = format!(
        "{INTO} FROM entry e JOIN (SELECT DISTINCT * FROM ({part} AND {key} = $1) d) o ON o.entry_seq = e.seq \
         WHERE e.status = 'PUBLISHED'"
    );
    run(db, &text, Owner::seq(number)).await?;
    let count = "INSERT INTO listing_count (owner, kind, entries) \
        SELECT owner, kind, count(*) FROM listing WHERE owner = $1 GROUP BY owner, kind";
    run(db, count, number).await
}

/// Lists anew what stands under those owners whose descendants are not the same any more. The pairs are of an ancestor and one of
/// its descendants.
pub(crate) async fn renew_moved(
    db: &impl ConnectionTrait,
    owner: fn(i64) -> Owner,
    before: &BTreeSet<(i64, i64)>,
    after: &BTreeSet<(i64, i64)>,
) -> Result<()> {
    let moved: BTreeSet<i64> = before.symmetric_difference(after).map(|(ancestor, _)| *ancestor).collect();
    for ancestor in moved {
        renew_owner(db, owner(ancestor)).await?;
    }
    Ok(())
}

/// Makes both tables anew.
pub(crate) async fn rebuild(db: &impl ConnectionTrait) -> Result<()> {
    db.execute_unprepared("DELETE FROM listing").await?;
    db.execute_unprepared("DELETE FROM listing_count").await?;
    let fill = format!("INSERT INTO listing (owner, kind, listed_at, id, unpublish_at, entry_seq) {}", all());
    db.execute_unprepared(&fill).await?;
    let count = "INSERT INTO listing_count (owner, kind, entries) SELECT owner, kind, count(*) FROM listing GROUP BY owner, kind";
    db.execute_unprepared(count).await?;
    Ok(())
}

/// A statement that counts the rows that ought to be and are not, those that are and ought not to be, and the wrong numbers.
pub(crate) fn differing() -> String {
    let all = all();
    let held = "SELECT owner, kind, listed_at, id, unpublish_at, entry_seq FROM listing";
    format!(
        "SELECT (SELECT count(*) FROM ({all} EXCEPT {held}) missing) + (SELECT count(*) FROM ({held} EXCEPT {all}) surplus) \
         + (SELECT count(*) FROM (SELECT owner, kind, count(*) FROM listing GROUP BY owner, kind \
         EXCEPT SELECT owner, kind, entries FROM listing_count) wrong) \
         + (SELECT count(*) FROM (SELECT owner, kind, entries FROM listing_count WHERE entries <> 0 \
         EXCEPT SELECT owner, kind, count(*) FROM listing GROUP BY owner, kind) stray)"
    )
}
