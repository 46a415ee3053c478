//! Warns when SQLite's write-ahead log grows without end, once for each time that it does.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use entity::error::Error;
use entity::store::Store;

use crate::jobs::{Job, Rhythm, Round};

/// How often the size of the log is looked at.
const EVERY: Duration = Duration::from_secs(60);

/// Looks at the size of the log.
pub(crate) struct Log {
    store: Store,
    warned: AtomicBool,
}

impl Log {
    /// Looks at the log of a store; there is none on PostgreSQL.
    pub(crate) fn new(store: Store) -> Self {
        Self { store, warned: AtomicBool::new(false) }
    }
}

impl Job for Log {
    const NAME: &'static str = "log";

    fn rhythm(&self) -> Rhythm {
        Rhythm { every: EVERY, at_most: EVERY }
    }

    async fn run(&self, _: Round) -> Result<(), Error> {
        let overlong = self.store.overlong_log().await?;
        let warned = self.warned.swap(overlong.is_some(), Ordering::Relaxed);
        if let Some(bytes) = overlong.filter(|_| !warned) {
            tracing::warn!(
                bytes,
                "the write-ahead log grows: another program holds the database at an older state; end it"
            );
        }
        Ok(())
    }
}
