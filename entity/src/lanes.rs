//! Connections that read. Each carries one statement at a time, so that a statement nobody waits for any more can be
//! stopped in the database itself, and so that all of them give up at once when the database is known to be gone.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::StreamExt;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, QueryResult, Statement, StreamTrait};
use sqlx::{Decode, Row, TypeInfo, ValueRef};
use tokio::sync::{Semaphore, watch};

use crate::budget::Budget;
use crate::error::{Error, Result};

/// How long a statement waits for a connection.
const PATIENCE: Duration = Duration::from_secs(2);

/// One connection, and how what it carries is stopped.
pub(crate) struct Lane {
    pub(crate) db: DatabaseConnection,
    pub(crate) stop: Stop,
    /// How another is made in its place, when its other end has gone silent.
    pub(crate) make: Option<Make>,
}

/// Makes a connection, which is opened when it is first used.
pub(crate) type Make = Arc<dyn Fn() -> (DatabaseConnection, Stop) + Send + Sync>;

/// How a statement is stopped while it runs.
pub(crate) enum Stop {
    /// SQLite asks this flag every few hundred instructions.
    Flag(Arc<AtomicBool>),
    /// PostgreSQL is told the number of the process that carries it.
    Process(Arc<AtomicI32>),
}

/// All connections that read.
pub(crate) struct Lanes {
    free: Mutex<VecDeque<Lane>>,
    permits: Semaphore,
    size: usize,
    /// A connection of its own: for what stops the others, and for asking whether the database is there.
    pub(crate) control: DatabaseConnection,
    up: watch::Sender<bool>,
    read_only: AtomicBool,
}

impl Lanes {
    pub(crate) fn new(lanes: Vec<Lane>, control: DatabaseConnection) -> Arc<Self> {
        let (permits, size) = (Semaphore::new(lanes.len()), lanes.len());
        Arc::new(Self {
            free: Mutex::new(lanes.into()),
            permits,
            size,
            control,
            up: watch::Sender::new(true),
            read_only: AtomicBool::new(false),
        })
    }

    /// Whether the database answered when it was last asked.
    pub(crate) fn is_up(&self) -> bool {
        *self.up.borrow()
    }

    /// Says whether the database answers; statements under way give up when it does not.
    pub(crate) fn set_up(&self, up: bool) -> bool {
        self.up.send_if_modified(|held| std::mem::replace(held, up) != up)
    }

    /// Whether the database takes no changes.
    pub(crate) fn is_read_only(&self) -> bool {
        self.read_only.load(Ordering::Relaxed)
    }

    /// Says whether the database takes no changes; tells whether that is news.
    pub(crate) fn set_read_only(&self, read_only: bool) -> bool {
        self.read_only.swap(read_only, Ordering::Relaxed) != read_only
    }

    /// Carries out a statement; dropped before its end, or over its budget, it is stopped in the database too.
    pub(crate) async fn rows(
        self: &Arc<Self>,
        statement: &SelectStatement,
        budget: Option<&Budget>,
    ) -> Result<Vec<QueryResult>> {
        self.while_up(self.carry(statement, budget)).await
    }

    /// Does something that needs the database, and gives up when the database is known to be gone.
    pub(crate) async fn while_up<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        let mut gone = self.up.subscribe();
        if !*gone.borrow_and_update() {
            return Err(gave_up());
        }
        tokio::select! {
            done = work => done,
            _ = gone.wait_for(|up| !up) => Err(gave_up()),
        }
    }

    async fn carry(self: &Arc<Self>, statement: &SelectStatement, budget: Option<&Budget>) -> Result<Vec<QueryResult>> {
        let first = self.once(statement, budget).await;
        // a connection that was cut while it was idle says so only when it is used; reading again does no harm
        if first.as_ref().is_err_and(Error::is_cut) { self.once(statement, budget).await } else { first }
    }

    async fn once(self: &Arc<Self>, statement: &SelectStatement, budget: Option<&Budget>) -> Result<Vec<QueryResult>> {
        let mut lane = self.take().await?;
        let rows = fetch(lane.db()?, statement, budget).await;
        // a statement that was left in the middle is stopped like one that nobody waits for
        lane.done = !matches!(rows, Err(Error::OverBudget(_)));
        if matches!(rows, Err(Error::Unavailable(DbErr::ConnectionAcquire(_) | DbErr::Conn(_)))) {
            lane.renew();
        }
        rows
    }

    async fn take(self: &Arc<Self>) -> Result<Taken> {
        let permit = tokio::time::timeout(PATIENCE, self.permits.acquire()).await;
        let permit = permit.ok().and_then(std::result::Result::ok).ok_or_else(gave_up)?;
        permit.forget();
        let lane = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        Ok(Taken { lane, home: Arc::clone(self), done: false })
    }

    fn put_back(&self, lane: Lane) {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push_back(lane);
        self.permits.add_permits(1);
    }

    /// Stops what a lane carries, and gives it back once it is quiet; another in its place when it does not become so.
    async fn quieten(&self, mut lane: Lane) {
        if lane.make.is_none() {
            self.stop(&lane).await;
        } else if tokio::time::timeout(PATIENCE, self.stop(&lane)).await.is_err() {
            lane.renew();
        }
        self.put_back(lane);
    }

    async fn stop(&self, lane: &Lane) {
        match &lane.stop {
            Stop::Flag(flag) => {
                flag.store(true, Ordering::Relaxed);
                // a connection is handed out again only when it has left its statement
                let _quiet = lane.db.ping().await;
                flag.store(false, Ordering::Relaxed);
            }
            Stop::Process(process) => {
                let number = process.load(Ordering::Relaxed);
                let backend = self.control.get_database_backend();
                let stop = Statement::from_sql_and_values(backend, "SELECT pg_cancel_backend($1)", [number.into()]);
                if let Err(cause) = self.control.query_one_raw(stop).await {
                    tracing::debug!(error = %cause, "a statement could not be stopped");
                }
                let _quiet = lane.db.ping().await;
            }
        }
    }

    /// Closes every connection, once what they carry has come to its end or is given up.
    pub(crate) async fn close(&self) {
        let all = u32::try_from(self.size).unwrap_or(u32::MAX);
        let _all_free = tokio::time::timeout(PATIENCE, self.permits.acquire_many(all)).await;
        let lanes = std::mem::take(&mut *self.free.lock().unwrap_or_else(PoisonError::into_inner));
        for db in lanes.iter().map(|it| &it.db).chain([&self.control]) {
            if let Err(cause) = db.close_by_ref().await {
                tracing::warn!(error = %cause, "a connection could not be closed");
            }
        }
    }
}

impl Lane {
    fn renew(&mut self) {
        if let Some(make) = &self.make {
            (self.db, self.stop) = make();
        }
    }
}

/// A lane that is in use; it goes home by itself.
struct Taken {
    lane: Option<Lane>,
    home: Arc<Lanes>,
    done: bool,
}

impl Taken {
    fn renew(&mut self) {
        if let Some(lane) = &mut self.lane {
            lane.renew();
        }
    }

    fn db(&self) -> Result<&DatabaseConnection> {
        self.lane.as_ref().map(|it| &it.db).ok_or_else(gave_up)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let Some(lane) = self.lane.take() else { return };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) if !self.done => {
                let home = Arc::clone(&self.home);
                runtime.spawn(async move { home.quieten(lane).await });
            }
            _ => self.home.put_back(lane),
        }
    }
}

/// Reads rows one by one, so that no more of them is held than the budget allows.
async fn fetch(
    db: &DatabaseConnection,
    statement: &SelectStatement,
    budget: Option<&Budget>,
) -> Result<Vec<QueryResult>> {
    let Some(budget) = budget else { return Ok(db.query_all(statement).await?) };
    let mut stream = db.stream(statement).await?;
    let mut rows = Vec::new();
    while let Some(row) = stream.next().await {
        let row = row?;
        budget.read(bytes(&row))?;
        rows.push(row);
    }
    Ok(rows)
}

/// How many bytes the values of a row take.
fn bytes(row: &QueryResult) -> usize {
    if let Some(row) = row.try_as_sqlite_row() {
        return (0..row.len()).filter_map(|at| row.try_get_raw(at).ok()).map(text_bytes).sum();
    }
    let of_postgres = |row: &sqlx::postgres::PgRow| {
        (0..row.len()).filter_map(|at| row.try_get_raw(at).ok()?.as_bytes().ok().map(<[u8]>::len)).sum()
    };
    row.try_as_pg_row().map_or(0, of_postgres)
}

/// How many bytes a text or a blob of SQLite takes; numbers take next to none, and are not to be turned into texts.
fn text_bytes(value: sqlx::sqlite::SqliteValueRef<'_>) -> usize {
    let long = !value.is_null() && matches!(value.type_info().name(), "TEXT" | "BLOB");
    if !long {
        return 0;
    }
    <&[u8] as Decode<sqlx::Sqlite>>::decode(value).map_or(0, <[u8]>::len)
}

fn gave_up() -> Error {
    Error::Unavailable(DbErr::ConnectionAcquire(sea_orm::ConnAcquireErr::Timeout))
}
