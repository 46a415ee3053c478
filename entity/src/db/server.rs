//! What a PostgreSQL server grants: the encoding that it keeps texts in, whether it takes changes, and how many connections.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};
use sqlx::postgres::{PgConnectOptions, PgPool};
use sqlx::{ConnectOptions, Connection, Row};

use crate::db::refusal::{read_only, told};
use crate::error::{Error, Result};

/// How long it has to grant a connection.
const PATIENCE: Duration = Duration::from_secs(1);
/// The oldest PostgreSQL that will do.
const OLDEST: i32 = 15;
/// The fewest connections that a server can work with: one that reads, one that writes, one that looks after both.
const FEWEST: u32 = 3;
/// From how many connections on some are left to commands beside the server.
const ENOUGH: u32 = 6;
/// How many are left to them.
const LEFT: u32 = 2;

/// Version, encoding, whether nothing can be changed, whether it follows another server.
const FACTS: &str = "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'), \
     current_setting('transaction_read_only') = 'on', pg_is_in_recovery()";

/// How many connections a role may have to a database; a superuser is bound by the server alone.
const LIMIT: &str = "SELECT LEAST( \
         CASE WHEN r.rolsuper OR r.rolconnlimit < 0 THEN NULL ELSE r.rolconnlimit END, \
         CASE WHEN r.rolsuper OR d.datconnlimit < 0 THEN NULL ELSE d.datconnlimit END, \
         current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int \
             - COALESCE(current_setting('reserved_connections', true)::int, 0)) \
     FROM pg_roles r, pg_database d WHERE r.rolname = session_user AND d.datname = current_database()";

/// Tells in one sentence why no connection can be had; none when one can.
pub(crate) type Reason = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = Option<String>> + Send>> + Send + Sync>;

/// How many connections there are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sizes {
    pub(crate) readers: u32,
    pub(crate) writers: u32,
    pub(crate) control: u32,
}

impl Sizes {
    /// What is wished for, when so many read.
    pub(crate) fn wished(readers: u32) -> Self {
        Self { readers: readers.max(1), writers: (readers / 2).max(2), control: 4 }
    }

    fn sum(self) -> u32 {
        self.readers + self.writers + self.control
    }

    /// As much of it as is granted; none when that is not enough for anything.
    fn within(self, granted: u32) -> Option<Self> {
        if self.sum() <= granted {
            return Some(self);
        }
        let ours = if granted >= ENOUGH { granted - LEFT } else { granted };
        let rest = ours.checked_sub(FEWEST)?;
        let writers = (1 + rest / 4).min(self.writers);
        Some(Self { readers: (ours - 1 - writers).min(self.readers), writers, control: 1 })
    }
}

/// Looks at a server before anything is made in it, and tells how many connections there may be.
///
/// # Errors
/// [`Error::Unusable`] with one sentence, when it will not do.
pub(crate) async fn look(pool: &PgPool, wished: Sizes) -> Result<Sizes> {
    let told = |cause: sqlx::Error| told(&cause);
    let facts = sqlx::query(FACTS).fetch_one(pool).await.map_err(told)?;
    let version: i32 = facts.try_get(0).map_err(told)?;
    let encoding: String = facts.try_get(1).map_err(told)?;
    if version < OLDEST * 10_000 {
        let major = version / 10_000;
        return Err(Error::Unusable(format!("PostgreSQL {major} is too old; version {OLDEST} or later is needed")));
    }
    if encoding != "UTF8" {
        return Err(Error::Unusable(format!(
            "the database keeps texts in {encoding}, which cannot hold them all; make one in UTF8: createdb -E UTF8 -T \
             template0 NAME"
        )));
    }
    if facts.try_get(2).map_err(told)? {
        return Err(Error::Unusable(read_only(facts.try_get(3).map_err(told)?).into()));
    }
    let granted: i32 = sqlx::query_scalar(LIMIT).fetch_one(pool).await.map_err(told)?;
    let granted = u32::try_from(granted).unwrap_or_default();
    let sizes = wished.within(granted).ok_or_else(|| {
        Error::Unusable(format!(
            "PostgreSQL grants this role {granted} connections; at least {FEWEST} are needed: ALTER ROLE … CONNECTION LIMIT"
        ))
    })?;
    if sizes != wished {
        tracing::warn!(
            granted,
            wished = wished.sum(),
            reading = sizes.readers,
            writing = sizes.writers,
            "PostgreSQL grants fewer connections than are wished for; the server works with those"
        );
    }
    Ok(sizes)
}

/// Why a connection is not granted, in one sentence; none when it is.
pub(crate) async fn refusal(options: &PgConnectOptions) -> Option<String> {
    match tokio::time::timeout(PATIENCE, options.connect()).await {
        Ok(Ok(connection)) => {
            if let Err(cause) = connection.close().await {
                tracing::debug!(error = %cause, "a connection could not be closed");
            }
            None
        }
        Ok(Err(cause)) => Some(told(&cause).to_string()),
        Err(_) => Some("PostgreSQL does not answer in time".to_owned()),
    }
}

/// Whether the database takes no changes at this moment. SQLite says so only when it is tried.
pub(crate) async fn is_read_only(db: &impl ConnectionTrait) -> Result<bool> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(false);
    }
    let ask = "SELECT current_setting('transaction_read_only') = 'on'";
    let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, ask)).await?;
    Ok(row.map(|it| it.try_get_by_index(0)).transpose()?.unwrap_or_default())
}

/// What `doctor` says of connections.
pub(crate) async fn connections(db: &impl ConnectionTrait) -> Result<String> {
    let number = |row: Option<QueryResult>, at: usize| row.map(|it| it.try_get_by_index::<i32>(at)).transpose();
    let granted = number(db.query_one_raw(Statement::from_string(DbBackend::Postgres, LIMIT)).await?, 0)?;
    let used =
        "SELECT count(*)::int FROM pg_stat_activity WHERE usename = session_user AND datname = current_database()";
    let used = number(db.query_one_raw(Statement::from_string(DbBackend::Postgres, used)).await?, 0)?;
    Ok(format!("{} are granted to this role, {} of them in use", granted.unwrap_or_default(), used.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_granted_is_shared_out() {
        let wished = Sizes::wished(10);
        assert_eq!(wished, Sizes { readers: 10, writers: 5, control: 4 });
        assert_eq!(wished.within(97), Some(wished));
        assert_eq!(wished.within(8), Some(Sizes { readers: 4, writers: 1, control: 1 }));
        for granted in FEWEST..40 {
            let sizes = wished.within(granted).unwrap();
            assert!(sizes.sum() <= granted && sizes.readers > 0 && sizes.writers > 0 && sizes.control > 0, "{granted}");
        }
        assert_eq!((wished.within(2), wished.within(0)), (None, None));
    }
}
