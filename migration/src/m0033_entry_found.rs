//! An index of entries by row number with all that a search reads of them. Rows of `entry` hold whole texts: a search that looked at
//! 10,000 of them to rank and count its hits read most of the archive. PostgreSQL keeps long texts apart from their rows, and needs no
//! such index.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::dialect::run;

const UP: &str = r"
CREATE INDEX entry_found ON entry
    (seq, status, kind, published_at, unpublish_at, listed_at, id, licence_seq, language, home_territory_seq, created_by_seq);
";

const DOWN: &str = r"
DROP INDEX entry_found;
";

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        on_sqlite(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        on_sqlite(manager, DOWN).await
    }
}

async fn on_sqlite(manager: &SchemaManager<'_>, statements: &str) -> Result<(), DbErr> {
    match manager.get_database_backend() {
        DbBackend::Sqlite => run(manager, statements).await,
        _ => Ok(()),
    }
}
