//! The pool of reading connections. Each carries one statement at a time, so that a statement that nobody waits for can
//! be stopped in the database, and so that all of them give up at once when the database is gone.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, QueryResult, Statement};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::budget::Budget;
use crate::db::rows::{Failed, fetch};
use crate::db::server::Reason;
use crate::error::{self, Result};

/// How long a statement waits for a connection.
const PATIENCE: Duration = Duration::from_secs(2);

/// How many connections may turn out to have been cut before a statement is given up.
const MAX_CUT: usize = 16;

/// For how long connections that the database does not grant are left aside.
const ASIDE: Duration = Duration::from_secs(30);

/// One connection, and how what it carries is stopped.
pub(crate) struct ReadConnection {
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

/// What a statement is for: no kind of reading takes the connections that the others need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Short look-ups that answers begin with, such as who shows a token: every connection is theirs.
    LookUp,
    /// Lists and what hangs on them: one connection is left to look-ups.
    List,
    /// What an account reads of its own desk: half of the connections at most.
    Private,
}

/// The connections that read, for one purpose.
#[derive(Clone)]
pub(crate) struct Pool {
    shared: Arc<Shared>,
    purpose: Purpose,
    /// Counts what is read with `Select`, when somebody counts.
    budget: Option<Arc<Budget>>,
}

struct Shared {
    free: Mutex<VecDeque<ReadConnection>>,
    all: Semaphore,
    size: usize,
    lists: Arc<Semaphore>,
    private: Arc<Semaphore>,
    /// A connection of its own: for what stops the others, and for asking whether the database is there.
    control: DatabaseConnection,
    up: watch::Sender<bool>,
    read_only: AtomicBool,
    /// Why connections are not granted, and whether that was told.
    reason: Option<Reason>,
    told: AtomicBool,
}

impl Pool {
    pub(crate) fn new(lanes: Vec<ReadConnection>, control: DatabaseConnection, reason: Option<Reason>) -> Self {
        let lists = lanes.len().saturating_sub(1).max(1);
        let shared = Shared {
            all: Semaphore::new(lanes.len()),
            size: lanes.len(),
            lists: Arc::new(Semaphore::new(lists)),
            private: Arc::new(Semaphore::new(lists.div_ceil(2))),
            free: Mutex::new(lanes.into()),
            control,
            up: watch::Sender::new(true),
            read_only: AtomicBool::new(false),
            reason,
            told: AtomicBool::new(false),
        };
        Self { shared: Arc::new(shared), purpose: Purpose::List, budget: None }
    }

    /// The same connections for another purpose.
    pub(crate) fn with(&self, purpose: Purpose) -> Self {
        Self { shared: Arc::clone(&self.shared), purpose, budget: None }
    }

    /// The same connections for the same purpose; what is read with `Select` counts.
    pub(crate) fn within(&self, budget: Option<Arc<Budget>>) -> Self {
        Self { budget, ..self.clone() }
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.shared.control.get_database_backend()
    }

    /// The connection on which it is asked whether the database is there. Nothing else goes over it.
    pub(crate) fn heartbeat(&self) -> &DatabaseConnection {
        &self.shared.control
    }

    /// Whether the database answered when it was last asked.
    pub(crate) fn is_up(&self) -> bool {
        *self.shared.up.borrow()
    }

    /// Says whether the database answers; statements under way give up when it does not.
    pub(crate) fn set_up(&self, up: bool) -> bool {
        self.shared.up.send_if_modified(|held| std::mem::replace(held, up) != up)
    }

    /// Says in the log why no connection can be had, when that is so.
    pub(crate) fn tell_why(&self) {
        self.shared.tell_why();
    }

    /// Whether the database takes no changes.
    pub(crate) fn is_read_only(&self) -> bool {
        self.shared.read_only.load(Ordering::Relaxed)
    }

    /// Says whether the database takes no changes; tells whether that is news.
    pub(crate) fn set_read_only(&self, read_only: bool) -> bool {
        self.shared.read_only.swap(read_only, Ordering::Relaxed) != read_only
    }

    /// Carries out a statement; dropped before its end, or over its budget, it is stopped in the database too.
    pub(crate) async fn rows(&self, statement: Statement, budget: Option<&Budget>) -> Result<Vec<QueryResult>> {
        Ok(self.unless_gone(self.carry(statement, budget)).await?)
    }

    /// The same for a statement that is written out, over the budget of these connections.
    pub(crate) async fn answer(&self, statement: Statement) -> std::result::Result<Vec<QueryResult>, Failed> {
        self.unless_gone(self.carry(statement, self.budget.as_deref())).await
    }

    /// Does something that needs the database, and gives up when the database is known to be gone.
    pub(crate) async fn while_up<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        self.unless_gone(work).await
    }

    async fn unless_gone<T, E: From<DbErr>>(
        &self,
        work: impl Future<Output = std::result::Result<T, E>>,
    ) -> std::result::Result<T, E> {
        let mut gone = self.shared.up.subscribe();
        if !*gone.borrow_and_update() {
            return Err(gave_up().into());
        }
        tokio::select! {
            done = work => done,
            _ = gone.wait_for(|up| !up) => Err(gave_up().into()),
        }
    }

    async fn carry(
        &self,
        statement: Statement,
        budget: Option<&Budget>,
    ) -> std::result::Result<Vec<QueryResult>, Failed> {
        let mut rows = self.once(statement.clone(), budget).await;
        // one that was cut says so only when it is used, and where no more are granted an open one does it: again does no harm
        for _ in 0..MAX_CUT {
            if !matches!(&rows, Err(Failed::Database(cause)) if error::is_cut(cause) || is_refusal(cause)) {
                break;
            }
            rows = self.once(statement.clone(), budget).await;
        }
        rows
    }

    async fn once(
        &self,
        statement: Statement,
        budget: Option<&Budget>,
    ) -> std::result::Result<Vec<QueryResult>, Failed> {
        let mut lane = self.take().await?;
        let rows = fetch(lane.db()?, statement, budget).await;
        // a statement that was left in the middle is stopped like one that nobody waits for
        lane.done = !matches!(rows, Err(Failed::OverBudget(_)));
        if matches!(rows, Err(Failed::Database(DbErr::ConnectionAcquire(_) | DbErr::Conn(_)))) {
            lane.renew();
        }
        // a way that is cut fails at once, and silence is noticed before: this is a server that says no until the time is over
        let no = matches!(rows, Err(Failed::Database(DbErr::ConnectionAcquire(_))));
        if no && self.is_up() && self.shared.reason.is_some() {
            lane.aside = true;
            self.shared.leave_aside();
            self.shared.tell_why();
            return Err(refused().into());
        }
        rows
    }

    async fn take(&self) -> std::result::Result<Taken, DbErr> {
        let shared = &self.shared;
        let mut shares = Vec::new();
        if self.purpose == Purpose::Private {
            // as long as the request lasts: who reads much waits for themselves, not others for them
            shares.push(Arc::clone(&shared.private).acquire_owned().await.map_err(|_| gave_up())?);
        }
        let begun = tokio::time::timeout(PATIENCE, async {
            if self.purpose != Purpose::LookUp {
                shares.push(Arc::clone(&shared.lists).acquire_owned().await.map_err(|_| gave_up())?);
            }
            shared.all.acquire().await.map_err(|_| gave_up())
        });
        begun.await.unwrap_or_else(|_| Err(gave_up()))?.forget();
        let lane = shared.free.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        Ok(Taken { lane, home: Arc::clone(shared), shares, done: false, aside: false })
    }

    /// Closes every connection, once what they carry has come to its end or is given up.
    pub(crate) async fn close(&self) {
        let shared = &self.shared;
        let all = u32::try_from(shared.size).unwrap_or(u32::MAX);
        let _all_free = tokio::time::timeout(PATIENCE, shared.all.acquire_many(all)).await;
        let lanes = std::mem::take(&mut *shared.free.lock().unwrap_or_else(PoisonError::into_inner));
        for db in lanes.iter().map(|it| &it.db).chain([&shared.control]) {
            if let Err(cause) = db.close_by_ref().await {
                tracing::warn!(error = %cause, "a connection could not be closed");
            }
        }
    }
}

impl Shared {
    fn put_back(&self, lane: ReadConnection) {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push_back(lane);
        self.all.add_permits(1);
    }

    /// Leaves those aside that are not open, when no more are granted: whoever comes waits for one that is.
    fn leave_aside(self: &Arc<Self>) {
        let mut left = Vec::new();
        {
            let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
            let closed = |lane: &ReadConnection| lane.db.get_postgres_connection_pool().size() == 0;
            // a permit that was taken belongs to somebody who is about to take a connection
            let mut places = self.all.forget_permits(free.iter().filter(|lane| closed(lane)).count());
            for lane in std::mem::take(&mut *free) {
                if places > 0 && closed(&lane) {
                    places -= 1;
                    left.push(lane);
                } else {
                    free.push_back(lane);
                }
            }
        }
        left.into_iter().for_each(|lane| self.put_back_later(lane));
    }

    fn put_back_later(self: &Arc<Self>, lane: ReadConnection) {
        let home = Arc::clone(self);
        tokio::spawn(async move {
            tokio::time::sleep(ASIDE).await;
            home.put_back(lane);
        });
    }

    /// Says once why no connection was granted, and again when it happens after that time.
    fn tell_why(self: &Arc<Self>) {
        if self.told.swap(true, Ordering::Relaxed) {
            return;
        }
        let home = Arc::clone(self);
        tokio::spawn(async move {
            let Some(reason) = &home.reason else { return };
            if let Some(sentence) = reason().await {
                tracing::warn!("a connection was not granted: {sentence}");
            }
            tokio::time::sleep(ASIDE * 20).await;
            home.told.store(false, Ordering::Relaxed);
        });
    }

    /// Stops what a lane carries, and gives it back once it is quiet; another in its place when it does not become so.
    async fn quieten(&self, mut lane: ReadConnection) {
        if lane.make.is_none() {
            self.stop(&lane).await;
        } else if tokio::time::timeout(PATIENCE, self.stop(&lane)).await.is_err() {
            lane.renew();
        }
        self.put_back(lane);
    }

    async fn stop(&self, lane: &ReadConnection) {
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
}

impl ReadConnection {
    fn renew(&mut self) {
        if let Some(make) = &self.make {
            (self.db, self.stop) = make();
        }
    }
}

/// A lane that is in use; it goes home by itself.
struct Taken {
    lane: Option<ReadConnection>,
    home: Arc<Shared>,
    /// What its purpose may have at once; given back when the lane is quiet.
    shares: Vec<OwnedSemaphorePermit>,
    done: bool,
    /// Whether the database does not grant it now.
    aside: bool,
}

impl Taken {
    fn renew(&mut self) {
        if let Some(lane) = &mut self.lane {
            lane.renew();
        }
    }

    fn db(&self) -> std::result::Result<&DatabaseConnection, DbErr> {
        self.lane.as_ref().map(|it| &it.db).ok_or_else(gave_up)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let Some(lane) = self.lane.take() else { return };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) if !self.done => {
                let (home, shares) = (Arc::clone(&self.home), std::mem::take(&mut self.shares));
                runtime.spawn(async move {
                    home.quieten(lane).await;
                    drop(shares);
                });
            }
            Ok(_) if self.aside => self.home.put_back_later(lane),
            _ => self.home.put_back(lane),
        }
    }
}

fn refused() -> DbErr {
    DbErr::ConnectionAcquire(sea_orm::ConnAcquireErr::ConnectionClosed)
}

fn is_refusal(cause: &DbErr) -> bool {
    matches!(cause, DbErr::ConnectionAcquire(sea_orm::ConnAcquireErr::ConnectionClosed))
}

fn gave_up() -> DbErr {
    DbErr::ConnectionAcquire(sea_orm::ConnAcquireErr::Timeout)
}
