//! Opens a database: migrations, reference data, and rows brought up to the present rules.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use arc_swap::ArcSwap;
pub use migration::Status;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

use crate::database::Inner;
use crate::db::connect::{self, Connections, Options};
use crate::db::counter::{Held, touch_reference};
use crate::db::pool::{Pool, Purpose};
use crate::db::rendered::Kept;
use crate::db::replica::Replica;
use crate::db::sql::schema;
use crate::db::turn::WritePool;
use crate::db::write_ahead_log::{self};
use crate::error::{Error, Result};
use crate::model::allowance::Allowance;
use crate::reference::{Snapshot, seed};
use crate::store::{LEVEL, Store};
use crate::upkeep::recompute;
use crate::upkeep::renamed::Known;
use crate::value::clock::Clock;
use crate::viewer::grant_cache::GrantCache;

/// What opening a database did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opening {
    /// The migrations that were applied.
    pub migrated: Vec<String>,
    /// The step that the tables were at before, and the one that they are at now: the numbers of the last migrations.
    pub steps: (u32, u32),
    /// Whether licences and territories were loaded or renewed.
    pub seeded: bool,
    /// Whether there was nothing at all before, so that all tables were made.
    pub made: bool,
}

/// What is told of a database without tables.
pub const EMPTY: &str = "the database is empty: it has no tables; check BC_DATABASE_URL, put a backup in its place, or make \
                         the tables with `migrate`";

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
/// [`Error::Unusable`] when there is none, or it cannot be opened.
pub async fn migrations(options: &Options) -> Result<Status> {
    let Connections { read, write, .. } = connect::open(options, false).await?;
    let status = migration::status(write.maintenance()).await;
    read.close().await;
    write_ahead_log::close(write.maintenance()).await;
    Ok(status?)
}

/// Undoes the last migrations, newest first, with all that their tables hold.
///
/// # Errors
/// [`Error::Unusable`] when there is none, or it cannot be opened.
pub async fn undo_migrations(options: &Options, steps: usize) -> Result<Vec<String>> {
    let Connections { read, write, .. } = connect::open(options, false).await?;
    let undone = migration::down(write.maintenance(), steps).await;
    read.close().await;
    write_ahead_log::close(write.maintenance()).await;
    Ok(undone?)
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

    /// The same for a database that has its tables already; none is made, and none is brought up to this program.
    ///
    /// # Errors
    /// The same, and when there is nothing yet, or the tables are older than this program.
    pub async fn open_existing(options: &Options, clock: Arc<Clock>) -> Result<(Self, Opening)> {
        let connections = connect::open(options, false).await?;
        Self::brought_up(connections, options.allowance, clock, false).await
    }

    pub(crate) async fn brought_up(
        connections: Connections,
        allowance: Allowance,
        clock: Arc<Clock>,
        make: bool,
    ) -> Result<(Self, Opening)> {
        let Connections { read, write, replica } = connections;
        let opened = Self::bring_up(read.clone(), write.clone(), replica, allowance, clock, make).await;
        if opened.is_err() {
            read.close().await;
            write_ahead_log::close(write.maintenance()).await;
        }
        opened
    }

    pub(crate) async fn bring_up(
        read: Pool,
        write: WritePool,
        replica: Option<Replica>,
        allowance: Allowance,
        clock: Arc<Clock>,
        make: bool,
    ) -> Result<(Self, Opening)> {
        let made = check_ours(write.maintenance()).await? == Held::Nothing;
        let before = migration::status(write.maintenance()).await?;
        if made && !make {
            return Err(Error::Unusable(EMPTY.into()));
        }
        if !before.pending.is_empty() && !make {
            return Err(Error::Unusable(format!(
                "the tables are at step {} and this program needs step {}: make a backup, then bring them up with \
                 `migrate`",
                before.step(),
                before.needed()
            )));
        }
        let migrated = migration::up(write.maintenance())
            .await
            .map_err(|it| Error::Unusable(format!("the database cannot be migrated: {it}")))?;
        let txn = write.begin().await?;
        // the row is locked until the commit, so that of several servers that start at once one loads
        txn.execute_unprepared("UPDATE clock SET value = value WHERE name = 'reference'").await?;
        let known = Known::read(&txn).await?;
        let seeded = seed::load(&txn, clock.now()).await?;
        if seeded {
            known.tell(&txn, clock.now()).await?;
            touch_reference(&txn).await?;
        }
        let seeded = txn.commit(seeded).await?.into_inner();
        recompute::renew(&write, clock.now()).await?;
        let (look_up, private) = (read.with(Purpose::LookUp), read.with(Purpose::Private));
        let reference = ArcSwap::from_pointee(Snapshot::load(&look_up).await?);
        let rights = GrantCache::new();
        let inner = Arc::new(Inner {
            read,
            look_up,
            private,
            write,
            replica,
            clock,
            rights,
            allowance,
            reference,
            rendered: Kept::new(),
            newest: AtomicI64::new(0),
        });
        let store = Self { inner };
        store.reindex_by_present_rules().await?;
        Ok((store, Opening { migrated, steps: (before.step(), before.needed()), seeded, made }))
    }
}
