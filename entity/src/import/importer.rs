//! An import under way: one row after the other, each in a savepoint of its own.

use crate::import::Manner;
use crate::import::RowKind;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::database::Inner;
use crate::db::turn::{Turn, WritePool};
use crate::entry::saver::Saver;
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
    /// The entries (by row number) of the batch that are to be listed at its end.
    pub(crate) unlisted: Mutex<BTreeSet<i64>>,
    pub(crate) ids: HashMap<(RowKind, String), Id>,
}

impl Import {
    pub(crate) fn desk<'a>(&'a self, db: &'a Turn) -> Saver<'a, Turn> {
        Saver {
            db,
            clock: &self.inner.clock,
            viewer: &self.viewer,
            reference: &self.reference,
            author: None,
            as_published: self.manner.as_published,
            unlisted: Some(&self.unlisted),
        }
    }
}

/// From how many rows on PostgreSQL is told at once what its tables hold: until it has counted for itself, it expects little of them.
pub(super) const MANY: usize = 500;

/// How many rows are committed together at most.
pub(super) const ROWS: usize = 100;

/// For how long the turn is kept at most, but for the row in hand.
pub(super) const TURN: Duration = Duration::from_millis(200);
