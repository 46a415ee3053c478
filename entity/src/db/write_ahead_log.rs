//! SQLite's write-ahead log: written through when the database is closed, so that one file is the database, and watched
//! while it is open.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::error::Result;

/// The bytes that are kept of the log once all of it is in the database.
pub(crate) const KEPT_BYTES: u64 = 64 * 1024 * 1024;
/// From how many bytes on the log is beyond reason: 64 times what SQLite writes through by itself.
pub(crate) const TOO_MANY_BYTES: u64 = 4 * KEPT_BYTES;
/// How long closing waits for what is still being written.
const PATIENCE: Duration = Duration::from_secs(10);

/// Puts all that was written into the database file itself, and empties the log. It waits a second at most for others who
/// read what is older, and says so when they read on.
pub(crate) async fn write_through(db: &DatabaseConnection) {
    if db.get_database_backend() != DbBackend::Sqlite {
        return;
    }
    let work = async {
        db.execute_unprepared("PRAGMA busy_timeout = 1000").await?;
        let ask = Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
        let busy = db.query_one_raw(ask).await?.map(|row| row.try_get_by_index::<i64>(0)).transpose();
        db.execute_unprepared("PRAGMA busy_timeout = 5000").await?;
        busy
    };
    match tokio::time::timeout(PATIENCE, work).await {
        Ok(Ok(Some(0) | None)) => {}
        Ok(Ok(Some(_))) => tracing::warn!(
            "another program reads the database: the last changes stay in its -wal file; the command backup makes whole \
             copies"
        ),
        Ok(Err(cause)) => tracing::warn!(error = %cause, "the write-ahead log could not be written through"),
        Err(_) => tracing::warn!("the write-ahead log could not be written through in time"),
    }
}

/// Closes the connection that writes, once all is in the file.
pub(crate) async fn close(db: &DatabaseConnection) {
    write_through(db).await;
    match tokio::time::timeout(PATIENCE, db.close_by_ref()).await {
        Ok(Ok(())) => {}
        Ok(Err(cause)) => tracing::warn!(error = %cause, "a connection could not be closed"),
        Err(_) => tracing::warn!("a connection could not be closed in time"),
    }
}

/// Whether the log is of a reasonable size, and what is said of it.
pub(crate) async fn size(db: &impl ConnectionTrait) -> Result<(bool, String)> {
    let bytes = file(db).await?.map_or(0, |file| bytes_of_log(&file));
    let megabytes = bytes / 1_000_000;
    if bytes <= TOO_MANY_BYTES {
        return Ok((true, format!("{megabytes} MB in the write-ahead log")));
    }
    let mend = "another program holds the database at an older state; end it, and the log is emptied";
    Ok((false, format!("{megabytes} MB in the write-ahead log: {mend}")))
}

/// The file of the database; none on PostgreSQL and in memory.
pub(crate) async fn file(db: &impl ConnectionTrait) -> Result<Option<PathBuf>> {
    if db.get_database_backend() != DbBackend::Sqlite {
        return Ok(None);
    }
    let ask = Statement::from_string(DbBackend::Sqlite, "SELECT file FROM pragma_database_list WHERE name = 'main'");
    let name: Option<String> = db.query_one_raw(ask).await?.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(name.filter(|it| !it.is_empty()).map(PathBuf::from))
}

pub(crate) fn bytes_of_log(file: &Path) -> u64 {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    std::fs::metadata(name).map_or(0, |it| it.len())
}
