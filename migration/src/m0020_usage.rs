//! How much each account has written lately, and which entries editors were told of lately.

use sea_orm_migration::prelude::*;

use crate::dialect::{drop_tables, run};

const TABLES: [&str; 2] = ["account_usage", "editor_notice"];

const UP: &str = r"
CREATE TABLE account_usage (
    account_seq {int} PRIMARY KEY,
    minute {int} NOT NULL,
    writes {int} NOT NULL,
    day {int} NOT NULL,
    bytes {int} NOT NULL,
    entries {int} NOT NULL
) {strict};
CREATE INDEX account_usage_day ON account_usage (day);
CREATE TABLE editor_notice (
    entry_seq {int} NOT NULL REFERENCES entry (seq),
    occasion {text} NOT NULL,
    told_at {int} NOT NULL,
    PRIMARY KEY (entry_seq, occasion)
) {strict};
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &TABLES).await
    }
}
