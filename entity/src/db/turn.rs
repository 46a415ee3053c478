//! Write transactions: where they begin, and the one way to commit. Only `Turn::commit` yields the proof, `Committed`,
//! that an answer needs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sea_orm::entity::prelude::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use crate::db::caller::Caller;
use crate::db::health::Health;
use crate::db::later::Later;
use crate::error::{self, Error, Result};

/// How many idle connections may turn out to have been cut before a transaction begins.
const MAX_CUT: usize = 16;
/// How long a trial of the disk may take.
const TRIAL: Duration = Duration::from_secs(5);
/// How long PostgreSQL is asked what became of a transaction whose commit was not answered.
const SETTLING: Duration = Duration::from_secs(3);
/// How long it is left alone before it is asked again.
const PAUSE: Duration = Duration::from_millis(50);
/// The transaction of a connection, if it has changed anything, and when its server was started.
const WHICH: &str = "SELECT pg_current_xact_id_if_assigned()::text, pg_postmaster_start_time()::text";
/// What became of a transaction; nothing on a server that is not the one it was sent to.
const OUTCOME: &str = "SELECT CASE WHEN pg_postmaster_start_time()::text = $2 THEN pg_xact_status($1::xid8) END";
/// How much a trial of the disk writes, in bytes: more than any mutation does.
const ROOM: &str = "1048576";

/// A value that a committed transaction stands behind. Only a commit makes one, so that nothing is told as done that is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed<T>(T);

impl<T> Committed<T> {
    /// The value.
    pub fn into_inner(self) -> T {
        self.0
    }

    /// The same commit with another value.
    pub fn map<U>(self, other: impl FnOnce(T) -> U) -> Committed<U> {
        Committed(other(self.0))
    }

    /// A value that needed no write: an earlier transaction has committed it, or nothing was to be changed.
    pub(crate) fn already(value: T) -> Self {
        Self(value)
    }
}

impl<T> std::ops::Deref for Committed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl Caller {
    /// Begins a write for this request, unless it is given up meanwhile.
    pub(crate) async fn begins(&self, begin: impl Future<Output = Result<Turn>>) -> Result<Turn> {
        let turn = tokio::select! {
            biased;
            () = self.gone() => return Err(Error::GaveUp),
            begun = begin => begun?,
        };
        // given up in the same moment: the transaction is dropped, and so undone
        if self.begin() { Ok(Turn { caller: Some(self.clone()), ..turn }) } else { Err(Error::GaveUp) }
    }
}

/// The connections that write: one on SQLite, some on PostgreSQL.
#[derive(Clone)]
pub(crate) struct WritePool {
    db: DatabaseConnection,
    health: Arc<Health>,
    /// How SQLite opens the connection that tries the disk.
    trial: Option<SqliteConnectOptions>,
}

impl WritePool {
    pub(crate) fn new(db: DatabaseConnection, health: Arc<Health>, trial: Option<SqliteConnectOptions>) -> Self {
        Self { db, health, trial }
    }

    /// The connections themselves, for what is no change of rows: migrations, settings of the engine, its log.
    pub(crate) fn maintenance(&self) -> &DatabaseConnection {
        &self.db
    }

    /// Has the engine count what its tables hold, so that it plans well at once.
    pub(crate) async fn analyse(&self) -> Result<()> {
        self.db.execute_unprepared("ANALYZE").await?;
        Ok(())
    }

    /// The same, to look on while statements are sent.
    #[cfg(test)]
    pub(crate) fn maintenance_mut(&mut self) -> &mut DatabaseConnection {
        &mut self.db
    }

    pub(crate) async fn close(self) -> Result<()> {
        Ok(self.db.close().await?)
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.db.get_database_backend()
    }

    /// Begins a transaction that may write: on SQLite it takes the write lock at once, so that it never fails halfway.
    pub(crate) async fn begin(&self) -> Result<Turn> {
        // a connection that was cut while it was idle says so only when it is used: another is taken
        for _ in 0..MAX_CUT {
            match self.begin_once().await {
                Err(cause) if cause.is_cut() => {}
                other => return other,
            }
        }
        self.begin_once().await
    }

    /// Begins a transaction whose first act locks the row that every writer of public things locks: writers take turns, and
    /// each sees what the others have done.
    pub(crate) async fn begin_turn(&self) -> Result<Turn> {
        for _ in 0..MAX_CUT {
            match self.begin_turn_once().await {
                Err(cause) if cause.is_cut() => {}
                other => return other,
            }
        }
        self.begin_turn_once().await
    }

    async fn begin_once(&self) -> Result<Turn> {
        let mode = Some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() };
        let txn = self.db.begin_with_options(options).await.inspect_err(|it| self.health.note(it))?;
        let asks = (self.backend() == DbBackend::Postgres).then(|| self.db.clone());
        Ok(Turn {
            txn,
            health: Arc::clone(&self.health),
            failed: AtomicBool::new(false),
            later: Later::default(),
            caller: None,
            public: false,
            asks,
        })
    }

    async fn begin_turn_once(&self) -> Result<Turn> {
        let turn = self.begin_once().await?;
        // SQLite has one writer at a time as it is
        if self.backend() == DbBackend::Postgres {
            turn.execute_unprepared("UPDATE clock SET value = value WHERE name = 'change'").await?;
        }
        Ok(Turn { public: true, ..turn })
    }

    /// When this process last wrote what everybody reads.
    pub(crate) fn written(&self) -> Option<tokio::time::Instant> {
        self.health.written()
    }

    /// Whether the disk took what was written last.
    pub(crate) fn is_writable(&self) -> bool {
        !self.health.unwritable.load(Ordering::Relaxed)
    }

    /// Tries whether the disk takes what is written, and keeps nothing of it.
    pub(crate) async fn try_disk(&self) -> Result<()> {
        let tried = match &self.trial {
            Some(options) => {
                let tried = tokio::time::timeout(TRIAL, try_sqlite(options)).await;
                tried
                    .unwrap_or(Err(sqlx::Error::PoolTimedOut))
                    .map_err(|it| DbErr::Exec(RuntimeErr::SqlxError(it.into())).into())
            }
            None => self.try_postgres().await,
        };
        if tried.is_ok() && self.health.unwritable.swap(false, Ordering::Relaxed) {
            tracing::info!("the disk of the database can be written again");
        }
        tried
    }

    async fn try_postgres(&self) -> Result<()> {
        let turn = self.begin().await?;
        turn.execute_unprepared("CREATE TEMPORARY TABLE trial ON COMMIT DROP AS SELECT repeat('x', 1000)").await?;
        turn.commit(()).await.map(Committed::into_inner)
    }
}

/// Writes a megabyte into SQLite's log through a cache that holds next to none of it, and takes it back.
async fn try_sqlite(options: &SqliteConnectOptions) -> std::result::Result<(), sqlx::Error> {
    let mut connection = options.connect().await?;
    let mut trial = connection.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
        "CREATE TABLE trial (room); INSERT INTO trial VALUES (zeroblob({ROOM}))"
    )))
    .execute(&mut *trial)
    .await?;
    trial.rollback().await?;
    connection.close().await
}

/// A transaction that writes. Dropped before its commit, it is undone. A statement that fails ends it: SQLite may have undone it
/// by itself by then, and PostgreSQL takes nothing more.
pub(crate) struct Turn {
    txn: DatabaseTransaction,
    health: Arc<Health>,
    failed: AtomicBool,
    later: Later,
    caller: Option<Caller>,
    /// Whether it may change what everybody reads.
    public: bool,
    /// Where PostgreSQL is asked what became of it when its commit is not answered; none of SQLite, and of a savepoint.
    asks: Option<DatabaseConnection>,
}

/// What is known of a transaction whose commit was not answered.
enum Outcome {
    Kept,
    Undone,
    Unknown,
}

/// The transaction as PostgreSQL numbers it, and the server that does.
struct Numbered {
    transaction: String,
    server: String,
}

impl Numbered {
    /// None where nothing was changed.
    async fn of(txn: &DatabaseTransaction) -> std::result::Result<Option<Self>, DbErr> {
        let row = txn.query_one_raw(Statement::from_string(DbBackend::Postgres, WHICH)).await?;
        let Some(row) = row else { return Ok(None) };
        let (transaction, server): (Option<String>, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        Ok(transaction.map(|transaction| Self { transaction, server }))
    }

    /// Asks over other connections, as long as it takes and makes sense.
    async fn settle(&self, db: &DatabaseConnection) -> Outcome {
        let settled = async {
            loop {
                match self.status(db).await {
                    Ok(Some(status)) if status == "committed" => return Outcome::Kept,
                    Ok(Some(status)) if status == "aborted" => return Outcome::Undone,
                    // the server goes on with it, or has not noticed yet that nobody listens; or cannot be reached
                    Ok(Some(_)) | Err(_) => tokio::time::sleep(PAUSE).await,
                    // another server, or one that was started anew: it may number transactions otherwise
                    Ok(None) => return Outcome::Unknown,
                }
            }
        };
        tokio::time::timeout(SETTLING, settled).await.unwrap_or(Outcome::Unknown)
    }

    async fn status(&self, db: &DatabaseConnection) -> std::result::Result<Option<String>, DbErr> {
        let values = [self.transaction.as_str().into(), self.server.as_str().into()];
        let row = db.query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, OUTCOME, values)).await?;
        row.map_or(Ok(None), |it| it.try_get_by_index(0))
    }
}

impl Turn {
    /// Commits what was written: only so is anything told as done. Where PostgreSQL does not answer the commit, it is asked what
    /// became of it.
    ///
    /// # Errors
    /// [`Error::UnknownOutcome`] when nobody says what became of it; any other error means that nothing was kept.
    pub(crate) async fn commit<T>(self, value: T) -> Result<Committed<T>> {
        // PostgreSQL answers the commit of a transaction that has failed without an error, and keeps nothing
        self.ready().await?;
        let numbered = match &self.asks {
            Some(_) => Numbered::of(&self.txn).await.inspect_err(|it| self.note(it))?,
            None => None,
        };
        let done = self.txn.commit().await.inspect_err(|it| self.health.note(it));
        if self.public {
            self.health.note_written();
        }
        if let Err(cause) = done {
            let (Some(numbered), Some(db), true) = (numbered, &self.asks, error::is_cut(&cause)) else {
                return Err(cause.into());
            };
            match numbered.settle(db).await {
                Outcome::Kept => {}
                Outcome::Undone => return Err(cause.into()),
                Outcome::Unknown => return Err(Error::UnknownOutcome(cause)),
            }
        }
        if let Some(caller) = &self.caller {
            caller.note_committed();
        }
        Ok(Committed(value))
    }

    /// Undoes what was written.
    pub(crate) async fn rollback(self) -> Result<()> {
        Ok(self.txn.rollback().await.inspect_err(|it| self.health.note(it))?)
    }

    /// A transaction within this one, which can be undone alone.
    pub(crate) async fn savepoint(&self) -> Result<Turn> {
        self.ready().await?;
        let txn = self.txn.begin().await.inspect_err(|it| self.note(it))?;
        Ok(Turn {
            txn,
            health: Arc::clone(&self.health),
            failed: AtomicBool::new(false),
            later: Later::default(),
            caller: None,
            public: false,
            asks: None,
        })
    }

    /// Sends a statement whose answer is not read, together with others: before the next statement of this transaction that is no such one,
    /// and before the commit.
    pub(crate) fn later(&self, statement: Statement) {
        self.later.add(statement);
    }

    /// What must be so before a statement is sent: none has failed, and those that wait have been sent.
    async fn ready(&self) -> std::result::Result<(), DbErr> {
        self.intact()?;
        for statement in self.later.take() {
            self.txn.execute_raw(statement).await.inspect_err(|it| self.note(it))?;
        }
        Ok(())
    }

    fn intact(&self) -> std::result::Result<(), DbErr> {
        match self.failed.load(Ordering::Relaxed) {
            true => Err(DbErr::Custom("a statement of this transaction has failed".to_owned())),
            false => Ok(()),
        }
    }

    fn note(&self, cause: &DbErr) {
        self.failed.store(true, Ordering::Relaxed);
        self.health.note(cause);
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Turn {
    fn get_database_backend(&self) -> DbBackend {
        self.txn.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> std::result::Result<ExecResult, DbErr> {
        self.ready().await?;
        self.txn.execute_raw(statement).await.inspect_err(|it| self.note(it))
    }

    async fn execute_unprepared(&self, text: &str) -> std::result::Result<ExecResult, DbErr> {
        self.ready().await?;
        self.txn.execute_unprepared(text).await.inspect_err(|it| self.note(it))
    }

    async fn query_one_raw(&self, statement: Statement) -> std::result::Result<Option<QueryResult>, DbErr> {
        self.ready().await?;
        self.txn.query_one_raw(statement).await.inspect_err(|it| self.note(it))
    }

    async fn query_all_raw(&self, statement: Statement) -> std::result::Result<Vec<QueryResult>, DbErr> {
        self.ready().await?;
        self.txn.query_all_raw(statement).await.inspect_err(|it| self.note(it))
    }
}
