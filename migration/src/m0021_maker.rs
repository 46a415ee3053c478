//! Who made a proposal, whoever goes on with it; and accounts without what nothing counts any more: attempts are counted in a
//! table of their own.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

const UP: &str = r"
ALTER TABLE revision ADD COLUMN proposed_by_seq {int} REFERENCES member (seq);
UPDATE revision SET proposed_by_seq = author_seq WHERE state <> 'ACCEPTED';
ALTER TABLE account DROP COLUMN failed_attempts;
ALTER TABLE account DROP COLUMN locked_until;
UPDATE compatibility SET oldest_writer = 4 WHERE oldest_writer < 4;
";

const DOWN: &str = r"
ALTER TABLE account ADD COLUMN locked_until {int};
ALTER TABLE account ADD COLUMN failed_attempts {int} NOT NULL DEFAULT 0;
ALTER TABLE revision DROP COLUMN proposed_by_seq;
UPDATE compatibility SET oldest_writer = 3;
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
