//! Opens a database with the settings that this crate relies on, or says in one sentence why it cannot.

use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::time::Duration;

use sea_orm::{SqlxPostgresConnector, SqlxSqliteConnector};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use crate::db::health::Health;
use crate::db::pool::{Make, Pool, ReadConnection, Stop};
use crate::db::refusal::told;
use crate::db::replica::Replica;
use crate::db::server::{self, Reason, Sizes};
use crate::db::turn::WritePool;
use crate::db::{address, write_ahead_log};
use crate::error::{Error, Result};
use crate::model::allowance::Allowance;

/// How long a connection has to say that it is there.
const PING: Duration = Duration::from_millis(300);

/// How many bytes of the file all reading connections map together. They are pages of the file, which the system takes back when it
/// needs the room.
const MAPPED_BYTES: u64 = 256 * 1024 * 1024;

/// After how many instructions SQLite asks whether anybody still waits for the statement: some microseconds, but one
/// instruction may compare a whole text.
const INSTRUCTIONS: i32 = 200;

/// Which database, and how many connections.
#[derive(Debug, Clone)]
pub struct Options {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// Connections that read: one a core is best for SQLite; on PostgreSQL the pool's size.
    pub readers: u32,
    /// How long one statement may take on PostgreSQL.
    pub statement_timeout: Duration,
    /// How much a contributor may write.
    pub allowance: Allowance,
    /// A streaming replica of the PostgreSQL, from which what everybody reads is read.
    pub replica: Option<ReadReplica>,
}

/// A read replica.
#[derive(Debug, Clone)]
pub struct ReadReplica {
    /// `postgres://…`.
    pub url: String,
    /// How old what it has may be.
    pub most_behind: Duration,
}

/// The two ends of an open database: on SQLite one connection writes, on PostgreSQL some.
pub(crate) struct Connections {
    pub(crate) read: Pool,
    pub(crate) write: WritePool,
    pub(crate) replica: Option<Replica>,
}

/// Opens the database that `options` name; a SQLite file that does not exist is made when `make` says so.
pub(crate) async fn open(options: &Options, make: bool) -> Result<Connections> {
    if options.url.starts_with("sqlite:") {
        if options.replica.is_some() {
            return Err(Error::Unusable(
                "BC_DATABASE_READ_URL names a replica of a PostgreSQL, and the database is SQLite: take it out".into(),
            ));
        }
        sqlite(options, make).await
    } else if options.url.starts_with("postgres:") || options.url.starts_with("postgresql:") {
        postgres(options).await
    } else {
        Err(Error::Unusable(
            "the database address begins with neither sqlite: nor postgres://; name a file as sqlite:PATH in BC_DATABASE_URL".into(),
        ))
    }
}

async fn sqlite(options: &Options, make: bool) -> Result<Connections> {
    let base = SqliteConnectOptions::from_str(&options.url)
        .map_err(|_| {
            Error::Unusable("the SQLite address cannot be read; sqlite:data/bretagne-creative.db is one".into())
        })?
        .create_if_missing(make)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .foreign_keys(true)
        .statement_cache_capacity(256)
        .pragma("cache_size", "-16000")
        .pragma("journal_size_limit", write_ahead_log::KEPT_BYTES.to_string())
        // what is erased is gone from the file as well
        .pragma("secure_delete", "ON")
        .disable_statement_logging();
    if make {
        private(base.get_filename());
    } else if !base.get_filename().exists() {
        return Err(Error::Unusable(format!(
            "there is no database at {}; check BC_DATABASE_URL, put a backup there with `restore`, or make a new one with \
             `serve` or `migrate`",
            base.get_filename().display()
        )));
    }
    // no ping before a connection is taken: a file does not go away, and each ping costs as much as a statement
    let pool = || {
        SqlitePoolOptions::new()
            .max_connections(1)
            .min_connections(1)
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
    };
    let health = Arc::new(Health::default());
    let (before, after) = (Arc::clone(&health), Arc::clone(&health));
    // SQLite ends a transaction by itself when it cannot write, and the driver then counts one that is not there: on such a
    // connection the next transaction would be a savepoint that nobody commits
    let write = pool()
        .before_acquire(move |connection, _| {
            let fit = !before.take_suspect() && !connection.is_in_transaction();
            Box::pin(async move { Ok(fit) })
        })
        .after_release(move |connection, _| {
            let after = Arc::clone(&after);
            Box::pin(async move {
                // what was dropped halfway is undone first
                connection.ping().await?;
                Ok(!after.take_suspect() && !connection.is_in_transaction())
            })
        });
    let write = write.connect_with(base.clone()).await.map_err(|it| told(&it))?;
    let small = base.clone().pragma("cache_size", "10");
    // the first write tells whether the file is ours to write and free to lock
    let mut probe = write.acquire().await.map_err(|it| told(&it))?;
    let trial = probe.begin_with("BEGIN IMMEDIATE").await.map_err(|it| told(&it))?;
    trial.rollback().await.map_err(|it| told(&it))?;
    drop(probe);
    let base = base.pragma("query_only", "1");
    let control = pool().connect_with(base.clone()).await.map_err(|it| told(&it))?;
    let connections = options.readers.max(1) + 1;
    // each connection maps the file for itself, and each map counts against the process
    let base = base.pragma("mmap_size", (MAPPED_BYTES / u64::from(connections)).to_string());
    let mut lanes = Vec::new();
    for _ in 0..connections {
        let flag = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&flag);
        let pool = pool().after_connect(move |connection, _| {
            let asked = Arc::clone(&asked);
            Box::pin(async move {
                let mut handle = connection.lock_handle().await?;
                handle.set_progress_handler(INSTRUCTIONS, move || !asked.load(Ordering::Relaxed));
                Ok(())
            })
        });
        let pool = pool.connect_with(base.clone()).await.map_err(|it| told(&it))?;
        lanes.push(ReadConnection {
            db: SqlxSqliteConnector::from_sqlx_sqlite_pool(pool),
            stop: Stop::Flag(flag),
            make: None,
        });
    }
    Ok(Connections {
        read: Pool::new(lanes, SqlxSqliteConnector::from_sqlx_sqlite_pool(control), None),
        write: WritePool::new(SqlxSqliteConnector::from_sqlx_sqlite_pool(write), health, Some(small)),
        replica: None,
    })
}

/// Makes a file that nobody else may read, when there is none yet: SQLite's other files take after it.
pub(crate) fn private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // that it cannot be made, opening it tells in words
        let _made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    }
}

async fn postgres(options: &Options) -> Result<Connections> {
    let base = of_postgres(&options.url, options)?;
    let first = match pool(1).connect_with(base.clone()).await {
        Ok(first) => first,
        // the pool tries again until its time is over, and then does not say why
        Err(cause) => return Err(base.connect().await.err().map_or_else(|| told(&cause), |why| told(&why))),
    };
    let sizes = server::look(&first, Sizes::wished(options.readers)).await;
    first.close().await;
    let sizes = sizes?;
    let write = pool(sizes.writers).connect_with(base.clone()).await.map_err(|it| told(&it))?;
    let asked = base.clone();
    let reason: Reason = Arc::new(move || {
        let asked = asked.clone();
        Box::pin(async move { server::refusal(&asked).await })
    });
    let replica = options.replica.as_ref().map(|it| replica(it, options)).transpose()?;
    Ok(Connections {
        read: reading(&base, sizes.readers, sizes.control, Some(reason)),
        write: WritePool::new(SqlxPostgresConnector::from_sqlx_postgres_pool(write), Arc::default(), None),
        replica,
    })
}

/// How a PostgreSQL is spoken to.
fn of_postgres(url: &str, options: &Options) -> Result<PgConnectOptions> {
    let timeout = options.statement_timeout.as_millis().to_string();
    Ok(address::postgres(url)?
        .application_name("bretagne-creative")
        .options([("statement_timeout", timeout.as_str()), ("lock_timeout", "5000"), ("TimeZone", "UTC")])
        // statements are short: compiling one takes longer than carrying it out
        .options([("jit", "off")])
        .statement_cache_capacity(256)
        .disable_statement_logging())
}

/// A read replica; that it is not there yet is no fault.
fn replica(of: &ReadReplica, options: &Options) -> Result<Replica> {
    let base = of_postgres(&of.url, options)?.options([("default_transaction_read_only", "on")]);
    Ok(Replica::new(reading(&base, options.readers.max(1), 2, None), of.most_behind))
}

fn pool(size: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(Duration::from_secs(2))
        .test_before_acquire(false)
        .before_acquire(move |connection, meta| {
            Box::pin(async move {
                let fresh = size == 1 && meta.idle_for < Duration::from_secs(1);
                // one that does not answer at once is as good as cut
                Ok(fresh || matches!(tokio::time::timeout(PING, connection.ping()).await, Ok(Ok(()))))
            })
        })
}

/// Connections that read, opened when they are first used.
fn reading(base: &PgConnectOptions, readers: u32, control: u32, reason: Option<Reason>) -> Pool {
    // a connection whose other end is silent keeps its place until the system gives it up: the next probe takes another
    let control = pool(control).connect_lazy_with(base.clone());
    let base = base.clone();
    let make: Make = Arc::new(move || {
        let process = Arc::new(AtomicI32::new(0));
        let known = Arc::clone(&process);
        let pool = pool(1).after_connect(move |connection, _| {
            let known = Arc::clone(&known);
            Box::pin(async move {
                let number: i32 = sqlx::query_scalar("SELECT pg_backend_pid()").fetch_one(connection).await?;
                known.store(number, Ordering::Relaxed);
                Ok(())
            })
        });
        let db = SqlxPostgresConnector::from_sqlx_postgres_pool(pool.connect_lazy_with(base.clone()));
        (db, Stop::Process(process))
    });
    let lanes = (0..readers).map(|_| {
        let (db, stop) = make();
        ReadConnection { db, stop, make: Some(Arc::clone(&make)) }
    });
    Pool::new(lanes.collect(), SqlxPostgresConnector::from_sqlx_postgres_pool(control), reason)
}
