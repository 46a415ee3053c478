//! A copy of the database in which an import is tried: it finds what the rows find, keeps nobody waiting, and is thrown away.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sea_orm::{DatabaseConnection, DbBackend, DbErr, RuntimeErr, SqlxPostgresConnector, SqlxSqliteConnector};
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqlitePool};

use crate::db::connect::private;
use crate::db::turn::WritePool;
use crate::error::{Error, Result};
use crate::value::id::Id;

/// The tables of a schema of PostgreSQL, and whether their rows are numbered.
const TABLES: &str = "SELECT c.relname::text, EXISTS (SELECT 1 FROM pg_attribute a \
    WHERE a.attrelid = c.oid AND a.attname = 'seq' AND a.attidentity <> '') \
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind = 'r'";

/// The database as it is at this moment, for one who alone reads and writes it. Closing the connection throws it away.
pub(super) async fn copy(of: &WritePool, name: Id) -> Result<WritePool> {
    let copied = match of.backend() {
        DbBackend::Postgres => postgres(of.maintenance().get_postgres_connection_pool()).await,
        _ => sqlite(of.maintenance().get_sqlite_connection_pool(), name).await,
    };
    copied.map(|db| WritePool::new(db, Arc::default(), None)).map_err(|cause| match &cause {
        sqlx::Error::Database(it) if it.code().as_deref() == Some("42501") => Error::Unusable(
            "to try an import takes the right to make temporary tables: GRANT TEMPORARY ON DATABASE".into(),
        ),
        _ => Error::from(DbErr::Exec(RuntimeErr::SqlxError(cause.into()))),
    })
}

/// A file that is gone when this is dropped: SQLite goes on with a file that it holds open.
struct Passing(PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        // there is none when it could not be made
        let _gone = std::fs::remove_file(&self.0);
    }
}

/// A file beside the database, so that it finds as much room and as few readers; nothing of it waits for the disk.
async fn sqlite(pool: &SqlitePool, name: Id) -> std::result::Result<DatabaseConnection, sqlx::Error> {
    let source = pool.connect_options();
    let file = Passing(beside(source.get_filename(), name));
    private(&file.0);
    // reads one state of the database, and stops nobody who writes
    let mut reading = source.as_ref().clone().connect().await?;
    sqlx::query("VACUUM INTO ?").bind(file.0.to_string_lossy().into_owned()).execute(&mut reading).await?;
    reading.close().await?;
    let options = SqliteConnectOptions::new()
        .filename(&file.0)
        .journal_mode(SqliteJournalMode::Memory)
        .locking_mode(SqliteLockingMode::Exclusive)
        .synchronous(SqliteSynchronous::Off)
        .foreign_keys(true)
        .statement_cache_capacity(256)
        .disable_statement_logging();
    let alone = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
    let pool = alone.test_before_acquire(false).connect_with(options).await?;
    // SQLite opens the file itself with the first statement
    sqlx::query("SELECT count(*) FROM entry").execute(&pool).await?;
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

fn beside(database: &Path, name: Id) -> PathBuf {
    let mut file = database.as_os_str().to_owned();
    file.push(format!("-trial-{name}"));
    file.into()
}

/// Temporary tables of the same names, which one connection alone sees. The tables themselves are out of its sight.
async fn postgres(pool: &PgPool) -> std::result::Result<DatabaseConnection, sqlx::Error> {
    let alone = PgPoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
    let pool = alone.test_before_acquire(false).connect_with(pool.connect_options().as_ref().clone()).await?;
    let mut connection = pool.acquire().await?;
    sqlx::query("SET statement_timeout = 0").execute(&mut *connection).await?;
    let mut copying = connection.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ").await?;
    let schema: String = sqlx::query_scalar("SELECT current_schema()::text").fetch_one(&mut *copying).await?;
    let tables: Vec<(String, bool)> = sqlx::query_as(TABLES).bind(&schema).fetch_all(&mut *copying).await?;
    for (table, numbered) in tables {
        let (from, to) = (format!("{}.{}", quoted(&schema), quoted(&table)), format!("pg_temp.{}", quoted(&table)));
        let mut statements = vec![
            format!("CREATE TEMPORARY TABLE {} (LIKE {from} INCLUDING ALL)", quoted(&table)),
            format!("INSERT INTO {to} SELECT * FROM {from}"),
            format!("ANALYZE {to}"),
        ];
        if numbered {
            let last = format!("SELECT max(seq) FROM {to}");
            statements.push(format!("SELECT setval(pg_get_serial_sequence('{to}', 'seq'), ({last}))"));
        }
        for statement in statements {
            sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *copying).await?;
        }
    }
    // what was not copied is not found, rather than written
    sqlx::query("SET search_path TO pg_temp").execute(&mut *copying).await?;
    copying.commit().await?;
    drop(connection);
    Ok(SqlxPostgresConnector::from_sqlx_postgres_pool(pool))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
