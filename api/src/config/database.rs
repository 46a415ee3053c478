//! Which database is opened, and how.

use std::path::{Path, PathBuf};
use std::time::Duration;

use documented::DocumentedFields;
use serde::{Deserialize, Serialize};

use crate::secret::Secret;

/// Which database is opened, and how.
#[derive(Debug, Clone, Serialize, Deserialize, DocumentedFields)]
pub struct Database {
    /// The database: `sqlite:PATH`, or `postgres://USER:PASSWORD@HOST/DATABASE` for PostgreSQL 15 or later. A relative path
    /// begins in the folder where the program is run.
    pub database_url: Secret,
    /// A read replica of the PostgreSQL: the address of a server that follows it by streaming replication. Visitors' reads go there
    /// while it is no further behind than `database_read_lag_ms`.
    pub database_read_url: Option<Secret>,
    /// How many milliseconds old the content of the read replica may be.
    pub database_read_lag_ms: u64,
    /// How many connections read. `0` takes one a core on SQLite and 10 on PostgreSQL.
    pub database_connections: u32,
    /// How many milliseconds one statement may take on PostgreSQL.
    pub statement_timeout_ms: u64,
}

impl Default for Database {
    fn default() -> Self {
        Self {
            database_url: Secret::new("sqlite:data/bretagne-creative.db"),
            database_read_url: None,
            database_read_lag_ms: 2_000,
            database_connections: 0,
            statement_timeout_ms: 10_000,
        }
    }
}

impl Database {
    /// The SQLite file, when there is one.
    pub fn file(&self) -> Option<PathBuf> {
        let path = self.database_url.reveal().strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path).split('?').next()?;
        Some(path).filter(|it| !it.is_empty() && *it != ":memory:").map(PathBuf::from)
    }

    /// The folder that a SQLite file is to lie in, when there is one.
    pub fn folder(&self) -> Option<PathBuf> {
        self.file()?.parent().filter(|it| !it.as_os_str().is_empty()).map(Path::to_path_buf)
    }

    /// Where the database is, for people: the path of the file, or the address without what is secret in it.
    pub fn place(&self) -> String {
        self.file().map_or_else(|| self.database_url.to_string(), |it| it.display().to_string())
    }

    /// The read replica, when one is named.
    pub(super) fn replica(&self) -> Option<entity::ReadReplica> {
        let most_behind = Duration::from_millis(self.database_read_lag_ms);
        self.database_read_url.as_ref().map(|it| entity::ReadReplica { url: it.reveal().to_owned(), most_behind })
    }

    /// How many connections read.
    pub(super) fn readers(&self) -> u32 {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let chosen = match self.database_url.reveal().starts_with("sqlite:") {
            true => u32::try_from(cores).unwrap_or(2),
            false => 10,
        };
        if self.database_connections == 0 { chosen } else { self.database_connections }
    }
}
