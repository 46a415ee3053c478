//! An open database and its two doors, `Reader` and `Writer`. Nothing outside this crate reaches the database itself.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::DbBackend;

use crate::database::Inner;
use crate::db::counter::tick;
use crate::db::replica::{Following, Replica};
use crate::db::server;
use crate::db::write_ahead_log::{self, TOO_MANY_BYTES, bytes_of_log, file};
use crate::error::{Error, Result};
use crate::reader::Reader;
use crate::viewer::Viewer;
use crate::writer::Writer;

/// The level of tables that this program reads and writes; the database says the oldest level it can live with.
pub(crate) const LEVEL: i64 = 11;
/// How long the database has to answer when it is asked whether it is there.
const PATIENCE: Duration = Duration::from_millis(1_000);
/// How long reading the reference data may take.
const LOADING: Duration = Duration::from_secs(30);

/// An open, migrated database with its reference data in memory.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

impl Store {
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
        if let Some(replica) = &self.inner.replica {
            replica.pool.close().await;
        }
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

    /// Asks once how far the read replica is, where there is one.
    pub async fn ask_replica(&self) {
        if let Some(replica) = &self.inner.replica {
            replica.ask(&self.inner.look_up).await;
        }
    }

    /// What is known of the read replica; none where none is named.
    pub fn following(&self) -> Option<Following> {
        self.inner.replica.as_ref().map(Replica::following)
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

impl Store {
    /// How many bytes the log has, when that is more than is reasonable: it grows while another program goes on
    /// reading what is long past. None on PostgreSQL.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn overlong_log(&self) -> Result<Option<u64>> {
        let Some(file) = file(&self.inner.look_up).await? else { return Ok(None) };
        Ok(Some(bytes_of_log(&file)).filter(|it| *it > TOO_MANY_BYTES))
    }
}
