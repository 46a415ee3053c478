//! An import under way: one row after the other, each in a savepoint of its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::database::Inner;
use crate::db::turn::{Turn, WritePool};
use crate::entry::saver::{Batch, Saver};
use crate::error::Result;
use crate::import::files::Brought;
use crate::import::{Manner, Row, RowKind};
use crate::reference::Snapshot;
use crate::value::id::Id;
use crate::value::url::WebAddress;
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
            batch: Some(&self.batch),
        }
    }
}

impl Import {
    /// What is written at the end of the batch.
    pub(crate) fn batch(&self) -> MutexGuard<'_, Batch> {
        self.batch.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a row makes an entry that is new by all that is known before it is read: its save may leave rows to the end of the batch, and
    /// reads none that others have left.
    pub(crate) fn is_plainly_new(&self, row: &Row, files: &[Brought]) -> bool {
        let RowKind::Entry(_) = row.kind else { return false };
        let text = |name: &str| row.fields.get(name).and_then(Value::as_str).map(str::trim);
        let is_known = row.deleted || self.ids.contains_key(&(row.kind, row.key.clone()));
        let may_match = self.manner.matching.is_some() || !files.is_empty();
        let batch = self.batch();
        let is_kept = text("id").is_some_and(|it| it.parse().is_ok_and(|id| batch.has(id)));
        let address = text("originalUrl").and_then(|it| it.parse::<WebAddress>().ok());
        !is_known && !may_match && !is_kept && address.is_none_or(|it| !batch.has_original(&it.page_key()))
    }

    /// Writes what earlier rows of the batch have left.
    pub(crate) async fn write_kept(&self) -> Result<()> {
        let rows = self.batch().take();
        rows.write(self.transaction()).await
    }
}

/// From how many rows on PostgreSQL is told at once what its tables hold: until it has counted for itself, it expects little of them.
pub(super) const MANY: usize = 500;

/// How many rows are committed together at most.
pub(super) const ROWS: usize = 100;

/// For how long the turn is kept at most, but for the row in hand.
pub(super) const TURN: Duration = Duration::from_millis(200);
