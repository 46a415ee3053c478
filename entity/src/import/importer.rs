//! An import under way: one row after the other, each in a savepoint of its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::database::Inner;
use crate::db::turn::{Turn, WritePool};
use crate::entry::saver::{Batch, Saver};
use crate::import::foreseen::Foreseen;
use crate::import::{Manner, RowKind};
use crate::reference::Snapshot;
use crate::value::id::Id;
use crate::viewer::Viewer;

/// An import under way.
pub struct Import {
    pub(crate) inner: Arc<Inner>,
    pub(crate) viewer: Viewer,
    pub(crate) origin: String,
    pub(crate) manner: Manner,
    pub(crate) run: i64,
    /// The copy of the database that a dry run writes into.
    pub(crate) scratch: Option<WritePool>,
    pub(crate) transaction: Option<Turn>,
    /// When the batch began.
    pub(crate) began: Instant,
    /// For how long batches have followed each other without a pause.
    pub(crate) busy: Duration,
    pub(crate) pending: usize,
    /// How many rows were taken.
    pub(crate) taken: usize,
    pub(crate) reference: Snapshot,
    pub(crate) touched: bool,
    pub(crate) themes_moved: bool,
    /// What is written at the end of the batch.
    pub(crate) batch: Mutex<Batch>,
    pub(crate) ids: HashMap<(RowKind, String), Id>,
    pub(super) foreseen: Foreseen,
}

impl Import {
    pub(crate) fn desk<'a>(&'a self, db: &'a Turn) -> Saver<'a> {
        Saver {
            db,
            clock: &self.inner.clock,
            viewer: &self.viewer,
            reference: &self.reference,
            author: None,
            as_published: self.manner.as_published,
            batch: Some(&self.batch),
        }
    }
}

impl Import {
    /// What is written at the end of the batch.
    pub(crate) fn batch(&self) -> MutexGuard<'_, Batch> {
        self.batch.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// From how many rows on PostgreSQL is told at once what its tables hold: until it has counted for itself, it expects little of them.
pub(super) const MANY: usize = 500;

/// How many rows are committed together at most.
pub(super) const ROWS: usize = 100;

/// For how long the turn is kept at most, but for the row in hand.
pub(super) const TURN: Duration = Duration::from_millis(200);
