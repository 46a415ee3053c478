//! An open database and its two doors. What is behind them, nobody outside this floor reaches.

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::db::connect::{self, Connections, Options};
use crate::db::pool::{Lanes, Purpose};
use crate::db::server;
use crate::db::sql::schema;
use crate::db::turn::WritePool;
use crate::db::write_ahead_log;
use crate::error::{Error, Result};
use crate::reader::Reader;
use crate::reference::Reference;
use crate::reference::seed;
use crate::upkeep::recompute;
use crate::value::clock::Clock;
use crate::viewer::Viewer;
use crate::viewer::allowance::Allowance;
use crate::viewer::grant_cache::Rights;
use crate::writer::Writer;

/// The level of tables that this program reads and writes; the database says the oldest level it can live with.
const LEVEL: i64 = 4;
/// How long the database has to answer when it is asked whether it is there.
const PATIENCE: Duration = Duration::from_millis(1_000);
/// How long reading the reference data may take.
const LOADING: Duration = Duration::from_secs(30);

/// An open, migrated database with its reference data in memory.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    /// Reads lists and what hangs on them.
    pub(crate) read: Lanes,
    /// Reads what answers begin with: who asks, and what they may do.
    pub(crate) look_up: Lanes,
    /// Reads what accounts see of their own desk.
    pub(crate) private: Lanes,
    pub(crate) write: WritePool,
    pub(crate) clock: Arc<Clock>,
    pub(crate) rights: Rights,
    pub(crate) allowance: Allowance,
    reference: ArcSwap<Reference>,
}

/// What opening a database did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opening {
    /// The migrations that were applied.
    pub migrated: Vec<String>,
    /// Whether licences and territories were loaded or renewed.
    pub seeded: bool,
    /// Whether there was nothing at all before, so that all tables were made.
    pub made: bool,
}

impl Store {
    /// Opens the database, brings its tables and its reference data up to this program, and reads them into memory.
    ///
    /// # Errors
    /// [`Error::Unusable`] with one sentence when the database cannot be reached, locked or written, is not ours, or
    /// is newer than this program.
    pub async fn open(options: &Options, clock: Arc<Clock>) -> Result<(Self, Opening)> {
        let connections = connect::open(options, true).await?;
        Self::brought_up(connections, options.allowance, clock, true).await
    }

    /// The same for a database that has tables already; nothing is made where there is none.
    ///
    /// # Errors
    /// The same, and when there is nothing yet.
    pub async fn open_existing(options: &Options, clock: Arc<Clock>) -> Result<(Self, Opening)> {
        let connections = connect::open(options, false).await?;
        Self::brought_up(connections, options.allowance, clock, false).await
    }

    async fn brought_up(
        connections: Connections,
        allowance: Allowance,
        clock: Arc<Clock>,
        make: bool,
    ) -> Result<(Self, Opening)> {
        let Connections { read, write } = connections;
        let opened = Self::bring_up(read.clone(), write.clone(), allowance, clock, make).await;
        if opened.is_err() {
            read.close().await;
            write_ahead_log::close(write.maintenance()).await;
        }
        opened
    }

    async fn bring_up(
        read: Lanes,
        write: WritePool,
        allowance: Allowance,
        clock: Arc<Clock>,
        make: bool,
    ) -> Result<(Self, Opening)> {
        let made = check_ours(write.maintenance()).await? == Held::Nothing;
        if made && !make {
            return Err(Error::Unusable(
                "there is nothing in this database yet; check BC_DATABASE_URL, or make its tables: serve, or migrate"
                    .into(),
            ));
        }
        let migrated = migration::up(write.maintenance())
            .await
            .map_err(|it| Error::Unusable(format!("the database cannot be migrated: {it}")))?;
        let txn = write.begin().await?;
        // the row is locked until the commit, so that of several servers that start at once one loads
        txn.execute_unprepared("UPDATE clock SET value = value WHERE name = 'reference'").await?;
        let seeded = seed::load(&txn, clock.now()).await?;
        if seeded {
            touch_reference(&txn).await?;
        }
        let seeded = txn.commit(seeded).await?.into_inner();
        recompute::renew(&write, clock.now()).await?;
        let (look_up, private) = (read.with(Purpose::LookUp), read.with(Purpose::Private));
        let reference = ArcSwap::from_pointee(Reference::load(&look_up).await?);
        let rights = Rights::new();
        let inner = Arc::new(Inner { read, look_up, private, write, clock, rights, allowance, reference });
        Ok((Self { inner }, Opening { migrated, seeded, made }))
    }

    /// The present moment by the clock of this store.
    pub fn now(&self) -> crate::value::clock::Instant {
        self.inner.clock.now()
    }

    /// An identifier that nothing has yet.
    pub fn new_id(&self) -> crate::value::id::Id {
        self.inner.clock.new_id()
    }

    /// A door for reading, for one request of one viewer.
    pub fn read(&self, viewer: Viewer) -> Reader {
        Reader::new(Arc::clone(&self.inner), viewer)
    }

    /// A door for writing, for one request of one viewer.
    pub fn write(&self, viewer: Viewer) -> Writer {
        Writer::new(Arc::clone(&self.inner), viewer)
    }

    /// Which engine holds the data: `SQLite` or `PostgreSQL`.
    pub fn engine(&self) -> &'static str {
        match self.inner.write.backend() {
            DbBackend::Postgres => "PostgreSQL",
            _ => "SQLite",
        }
    }

    /// Closes every connection, those that read first: what was committed is then in the file itself.
    pub async fn close(&self) {
        self.inner.read.close().await;
        write_ahead_log::close(self.inner.write.maintenance()).await;
    }

    /// Asks once whether the database is there, and whether it takes changes. That it does not answer is no error here: it is what
    /// [`Store::is_up`] says from then on.
    pub async fn ask_whether_up(&self) {
        let control = self.inner.read.heartbeat();
        let ask = async { Ok::<_, Error>((tick(control).await?, server::is_read_only(control).await?)) };
        let asked = tokio::time::timeout(PATIENCE, ask).await;
        let up = matches!(asked, Ok(Ok(_)));
        if self.inner.read.set_up(up) {
            match &asked {
                Ok(Ok(_)) => tracing::info!("the database answers again"),
                Ok(Err(cause)) => tracing::error!(error = %cause, "the database does not answer"),
                Err(_) => tracing::error!("the database does not answer in time"),
            }
            if !up {
                self.inner.read.tell_why();
            }
        }
        if let Ok(Ok((_, read_only))) = asked
            && self.inner.read.set_read_only(read_only)
        {
            match read_only {
                true => tracing::error!("the database takes no changes any more: it is read-only"),
                false => tracing::info!("the database takes changes again"),
            }
        }
    }

    /// Reads once what others have changed of the reference data, and tries a disk that could not be written. Does nothing while the
    /// database does not answer.
    ///
    /// # Errors
    /// Those of the database; what is in memory stays as it was.
    pub async fn follow(&self) -> Result<()> {
        if !self.is_up() {
            return Ok(());
        }
        let late = |_| Error::Internal("the reference data could not be read in time".into());
        let refreshed = tokio::time::timeout(LOADING, self.inner.refresh()).await.map_err(late).flatten();
        if !self.is_writable()
            && let Err(cause) = self.inner.write.try_disk().await
        {
            tracing::debug!(error = %cause, "the disk cannot be written yet");
        }
        refreshed
    }

    /// Whether the disk of the database took what was written last.
    pub fn is_writable(&self) -> bool {
        self.inner.write.is_writable()
    }

    /// Whether the database answered when it was last asked.
    pub fn is_up(&self) -> bool {
        self.inner.read.is_up()
    }

    /// Whether the database took no changes when it was last asked.
    pub fn is_read_only(&self) -> bool {
        self.inner.read.is_read_only()
    }
}

impl Inner {
    /// What is in memory now.
    pub(crate) fn reference(&self) -> Arc<Reference> {
        self.reference.load_full()
    }

    /// Reads the reference data again if the database has newer; never goes back to older.
    pub(crate) async fn refresh(&self) -> Result<()> {
        if tick(&self.look_up).await? == self.reference().tick {
            return Ok(());
        }
        let fresh = Arc::new(Reference::load(&self.look_up).await?);
        self.reference.rcu(|held| if fresh.tick >= held.tick { Arc::clone(&fresh) } else { Arc::clone(held) });
        Ok(())
    }

    /// The same after something was written: it is done, and must not look as if it were not when this fails. Whoever watches
    /// the clock tries again.
    pub(crate) async fn catch_up(&self) {
        if let Err(cause) = self.refresh().await {
            tracing::warn!(error = %cause, "the reference data could not be read again");
        }
    }
}

impl Inner {
    /// Has SQLite put what it wrote beside the file into it, so that nothing of what was erased lies there.
    pub(crate) async fn write_through(&self) {
        write_ahead_log::write_through(self.write.maintenance()).await;
    }
}

/// The clock that moves with every change of the reference data.
pub(crate) async fn tick(db: &impl ConnectionTrait) -> Result<i64> {
    ticks(db, "reference").await
}

/// Where the clock of this name stands.
pub(crate) async fn ticks(db: &impl ConnectionTrait, name: &str) -> Result<i64> {
    let text = match db.get_database_backend() {
        DbBackend::Postgres => "SELECT value FROM clock WHERE name = $1",
        _ => "SELECT value FROM clock WHERE name = ?",
    };
    let ask = Statement::from_sql_and_values(db.get_database_backend(), text, [name.into()]);
    let row = db.query_one_raw(ask).await?.ok_or_else(|| Error::Internal("the table clock is empty".into()))?;
    Ok(row.try_get_by_index(0)?)
}

/// Moves that clock: to be called in every transaction that changes what is held in memory.
pub(crate) async fn touch_reference(db: &impl ConnectionTrait) -> Result<()> {
    db.execute_unprepared("UPDATE clock SET value = value + 1 WHERE name = 'reference'").await?;
    Ok(())
}

/// What a database holds before it is brought up to this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// Not a single table.
    Nothing,
    /// Tables of ours.
    Ours,
}

/// What a database holds.
///
/// # Errors
/// [`Error::Unusable`] when it is of something else, or of a newer version of this program.
pub(crate) async fn check_ours(db: &DatabaseConnection) -> Result<Held> {
    let backend = db.get_database_backend();
    let row = db.query_one_raw(Statement::from_string(backend, schema::tables(backend))).await?;
    let tables: i64 = row.map(|it| it.try_get_by_index(0)).transpose()?.unwrap_or_default();
    // asked after the tables: when another runner makes them just now, its migrations are seen too
    let status = migration::status(db).await?;
    if status.applied.is_empty() && tables > 0 {
        let sentence = "the database holds tables of something else; name an empty one in BC_DATABASE_URL";
        return Err(Error::Unusable(sentence.into()));
    }
    if status.unknown.is_empty() {
        return Ok(if status.applied.is_empty() { Held::Nothing } else { Held::Ours });
    }
    let ask = Statement::from_string(backend, "SELECT oldest_writer FROM compatibility");
    let oldest: i64 = db.query_one_raw(ask).await?.map(|it| it.try_get_by_index(0)).transpose()?.unwrap_or(i64::MAX);
    if oldest > LEVEL || !status.pending.is_empty() {
        return Err(Error::Unusable(
            "the database was made by a newer version of this program; install that version".into(),
        ));
    }
    Ok(Held::Ours)
}

/// Which migrations the database has and which it needs. Opens it, changes nothing in it.
///
/// # Errors
/// [`Error::Unusable`] when it cannot be opened.
pub async fn migrations(options: &Options) -> Result<migration::Status> {
    let Connections { read, write } = connect::open(options, true).await?;
    let status = migration::status(write.maintenance()).await;
    read.close().await;
    write_ahead_log::close(write.maintenance()).await;
    Ok(status?)
}

/// Undoes the last migrations, newest first, with all that their tables hold.
///
/// # Errors
/// [`Error::Unusable`] when it cannot be opened.
pub async fn undo_migrations(options: &Options, steps: usize) -> Result<Vec<String>> {
    let Connections { read, write } = connect::open(options, true).await?;
    let undone = migration::down(write.maintenance(), steps).await;
    read.close().await;
    write_ahead_log::close(write.maintenance()).await;
    Ok(undone?)
}
