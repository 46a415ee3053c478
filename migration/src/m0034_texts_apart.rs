//! Versions whose summary and body stand in the row of their entry alone (format 2). Programs of before would take them for versions without
//! texts, and save that: they must not write any more. The way down makes all versions whole.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

const UP: &str = r"
UPDATE compatibility SET oldest_writer = 11 WHERE oldest_writer < 11;
";

const DOWN: &str = r"
UPDATE revision SET format = 1, snapshot = {snapshot_with_texts}
    FROM entry e WHERE e.seq = revision.entry_seq AND revision.format = 2;
UPDATE compatibility SET oldest_writer = 10;
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOWN).await
    }
}
