//! The public log is read by others from now on: it tells what is planned from what is done, so that whoever follows it by number
//! misses nothing that falls due later.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

// Whatever stands in the log by now counts as planned: it is given to readers of the log when its moment has come.
// Programs that do not write down what is planned must not write any more.
const UP: &str = r"
ALTER TABLE change ADD COLUMN planned {bool} NOT NULL DEFAULT TRUE;
CREATE INDEX change_planned ON change (at, seq) WHERE planned;
CREATE INDEX article_original_licence ON article (original_licence_seq) WHERE original_licence_seq IS NOT NULL;
UPDATE compatibility SET oldest_writer = 10 WHERE oldest_writer < 10;
";

const DOWN: &str = r"
DROP INDEX article_original_licence;
DROP INDEX change_planned;
ALTER TABLE change DROP COLUMN planned;
UPDATE compatibility SET oldest_writer = 7;
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
