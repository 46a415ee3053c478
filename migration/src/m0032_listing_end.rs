//! The index of listings that end has all columns by which ended ones are counted. PostgreSQL then counts in this index, which is
//! nearly empty, in place of the primary key, where the count went through all that is listed under an owner.

use sea_orm_migration::prelude::*;

use crate::dialect::run;

const UP: &str = r"
DROP INDEX listing_end;
CREATE INDEX listing_end ON listing (owner, kind, unpublish_at, listed_at) WHERE unpublish_at IS NOT NULL;
";

const DOWN: &str = r"
DROP INDEX listing_end;
CREATE INDEX listing_end ON listing (owner, kind, unpublish_at) WHERE unpublish_at IS NOT NULL;
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
