//! Applies and undoes migrations: each in one transaction, under a lock that every other runner waits for.
//! A killed run leaves nothing half done; the next one goes on where it stopped.

use sea_orm_migration::sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use sea_orm_migration::{MigrationTrait, MigratorTrait};

use crate::{
    m0001_reference, m0002_member, m0003_entry, m0004_history, m0005_account, m0006_media, m0007_desk, m0008_identity,
    m0009_public, m0013_public_once, m0016_attempt, m0017_given, m0020_usage, m0021_maker, m0022_facts, m0024_contact,
    m0025_names, m0026_listing, m0027_media, m0028_search, m0029_changes, m0030_old_addresses, m0031_language,
    m0032_listing_end, m0033_entry_found, m0034_texts_apart,
};

/// What a run of [`up`] or [`down`] did: the names of the migrations, in the order they ran.
pub type Progress = Vec<String>;

/// Which migrations a database has, and which it still needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Names of those applied, oldest first.
    pub applied: Vec<String>,
    /// Names of those this program knows and the database has not.
    pub pending: Vec<String>,
    /// Names of those the database has and this program does not know: the database is newer.
    pub unknown: Vec<String>,
}

impl Status {
    /// The step that the database is at: the number of the last migration that was applied, 0 for none.
    pub fn step(&self) -> u32 {
        self.applied.last().map_or(0, |it| number(it))
    }

    /// The step that this program needs: the number of the last migration that it knows.
    pub fn needed(&self) -> u32 {
        self.pending.last().map_or_else(|| self.step(), |it| number(it)).max(self.step())
    }
}

/// The number of a migration, which its name begins with: 24 for `m0024_contact`.
fn number(name: &str) -> u32 {
    name.trim_start_matches('m').split('_').next().and_then(|it| it.parse().ok()).unwrap_or_default()
}

/// Applies every pending migration.
///
/// # Errors
/// Those of the database; a database that has migrations unknown to this program is refused untouched.
pub async fn up(db: &DatabaseConnection) -> Result<Progress, DbErr> {
    let mut done = Progress::new();
    loop {
        let step = locked(db).await?;
        let before = status(&step).await?;
        let Some(next) = before.pending.first().cloned() else {
            step.rollback().await?;
            return Ok(done);
        };
        if !before.unknown.is_empty() {
            step.rollback().await?;
            return Err(DbErr::Migration(format!("the database has migrations unknown here: {:?}", before.unknown)));
        }
        Migrator::up(&step, Some(1)).await?;
        step.commit().await?;
        done.push(next);
    }
}

/// Undoes the last `steps` migrations, newest first.
///
/// # Errors
/// Those of the database.
pub async fn down(db: &DatabaseConnection, steps: usize) -> Result<Progress, DbErr> {
    let mut done = Progress::new();
    for _ in 0..steps {
        let step = locked(db).await?;
        let Some(last) = status(&step).await?.applied.last().cloned() else {
            step.rollback().await?;
            break;
        };
        Migrator::down(&step, Some(1)).await?;
        step.commit().await?;
        done.push(last);
    }
    Ok(done)
}

/// Compares what the database has with what this program knows. Writes nothing.
///
/// # Errors
/// Those of the database.
pub async fn status(db: &impl ConnectionTrait) -> Result<Status, DbErr> {
    let known: Vec<String> = Migrator::migrations().iter().map(|it| it.name().to_owned()).collect();
    let applied = applied(db).await?;
    Ok(Status {
        pending: known.iter().filter(|name| !applied.contains(name)).cloned().collect(),
        unknown: applied.iter().filter(|name| !known.contains(name)).cloned().collect(),
        applied,
    })
}

async fn applied(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let exists = match db.get_database_backend() {
        DbBackend::Postgres => "SELECT 1 WHERE to_regclass('seaql_migrations') IS NOT NULL",
        _ => "SELECT 1 FROM sqlite_master WHERE name = 'seaql_migrations'",
    };
    let backend = db.get_database_backend();
    let ask = |sql: &str| sea_orm_migration::sea_orm::Statement::from_string(backend, sql.to_owned());
    if db.query_one_raw(ask(exists)).await?.is_none() {
        return Ok(Vec::new());
    }
    let rows = db.query_all_raw(ask("SELECT version FROM seaql_migrations ORDER BY version")).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

/// Begins a transaction that no other runner can be in: SQLite's write lock, or an advisory lock of PostgreSQL.
async fn locked(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let step = db.begin_with_options(options).await?;
    if db.get_database_backend() == DbBackend::Postgres {
        // the number is "BC migr" in ASCII: any constant will do, as long as it stays
        step.execute_unprepared("SELECT pg_advisory_xact_lock(18650263457624690)").await?;
    }
    Ok(step)
}

struct Migrator;

#[sea_orm_migration::async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_reference::Migration),
            Box::new(m0002_member::Migration),
            Box::new(m0003_entry::Migration),
            Box::new(m0004_history::Migration),
            Box::new(m0005_account::Migration),
            Box::new(m0006_media::Migration),
            Box::new(m0007_desk::Migration),
            Box::new(m0008_identity::Migration),
            Box::new(m0009_public::Migration),
            Box::new(m0013_public_once::Migration),
            Box::new(m0016_attempt::Migration),
            Box::new(m0017_given::Migration),
            Box::new(m0020_usage::Migration),
            Box::new(m0021_maker::Migration),
            Box::new(m0022_facts::Migration),
            Box::new(m0024_contact::Migration),
            Box::new(m0025_names::Migration),
            Box::new(m0026_listing::Migration),
            Box::new(m0027_media::Migration),
            Box::new(m0028_search::Migration),
            Box::new(m0029_changes::Migration),
            Box::new(m0030_old_addresses::Migration),
            Box::new(m0031_language::Migration),
            Box::new(m0032_listing_end::Migration),
            Box::new(m0033_entry_found::Migration),
            Box::new(m0034_texts_apart::Migration),
        ]
    }
}
