//! The web address at which the people of an initiative can be written to.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

// programs that do not know the field cannot read the versions that have it
const UP: &str = r"
ALTER TABLE initiative ADD COLUMN contact_url {text};
UPDATE compatibility SET oldest_writer = 5 WHERE oldest_writer < 5;
";

const DOWN: &str = r"
UPDATE revision SET snapshot = {snapshot_without_contact} WHERE snapshot LIKE '%contactUrl%';
ALTER TABLE initiative DROP COLUMN contact_url;
UPDATE compatibility SET oldest_writer = 4;
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
