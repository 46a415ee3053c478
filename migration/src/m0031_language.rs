//! The entries of a language in the order of lists: a feed in a language that few of a large archive have reads those few.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

const UP: &str = r"
CREATE INDEX entry_by_language ON entry (language, kind, status, listed_at, id, published_at, unpublish_at{and_seq});
";

const DOWN: &str = r"
DROP INDEX entry_by_language;
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
