//! What is known of the connections that write.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use sea_orm::DbErr;
use tokio::time::Instant;

use crate::error;

/// What is known of the connections that write.
#[derive(Debug, Default)]
pub(crate) struct Health {
    /// Whether the connection that was used last must not be used again.
    suspect: AtomicBool,
    /// Whether the disk refused what was written last.
    pub(crate) unwritable: AtomicBool,
    /// When something that is public was written last.
    wrote: Mutex<Option<Instant>>,
}

impl Health {
    /// Whether a connection must be closed rather than used again.
    pub(crate) fn take_suspect(&self) -> bool {
        self.suspect.swap(false, Ordering::Relaxed)
    }

    pub(crate) fn note(&self, cause: &DbErr) {
        if error::spoils_connection(cause) {
            self.suspect.store(true, Ordering::Relaxed);
        }
        if error::is_unwritable(cause) && !self.unwritable.swap(true, Ordering::Relaxed) {
            tracing::error!(error = %cause, "the disk of the database is full, or refuses to be written");
        }
    }

    /// Notes that what everybody reads was written just now.
    pub(crate) fn note_written(&self) {
        *self.wrote.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// When that was last, by this process.
    pub(crate) fn written(&self) -> Option<Instant> {
        *self.wrote.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
