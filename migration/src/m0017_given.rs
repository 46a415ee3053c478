//! Who gave somebody the right to write for an organisation; and what an account gave is found without reading all mandates.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

const UP: &str = r"
ALTER TABLE membership ADD COLUMN granted_by_seq {int} REFERENCES account (seq);
CREATE INDEX membership_granted_by ON membership (granted_by_seq);
CREATE INDEX mandate_granted_by ON mandate (granted_by_seq);
";

const DOWN: &str = r"
DROP INDEX mandate_granted_by;
DROP INDEX membership_granted_by;
ALTER TABLE membership DROP COLUMN granted_by_seq;
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
