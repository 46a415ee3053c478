//! What a database says of itself.

use sea_orm::DbBackend;

/// Counts the tables that a database holds, but for the list of migrations.
pub(crate) fn tables(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => {
            "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'seaql_migrations'"
        }
        _ => {
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
             AND name <> 'seaql_migrations'"
        }
    }
}
