//! What is known of the rows that come next, in the batch in hand.

use std::collections::HashSet;

use crate::import::row::{Row, RowKind};
use crate::value::id::Id;

/// What is known of rows to come, in the batch in hand.
#[derive(Debug, Default)]
pub(crate) struct Foreseen {
    /// How many rows are left until more are to be looked at.
    pub(super) left: usize,
    /// Keys that no import from this origin has brought.
    pub(super) unknown: HashSet<(RowKind, String)>,
    /// Ids that no entry has.
    pub(super) unused: HashSet<Id>,
}

impl Foreseen {
    /// Counts a row that was taken.
    pub(super) fn count(&mut self) {
        self.left = self.left.saturating_sub(1);
    }

    /// Takes note of what has an id by now.
    pub(super) fn note_used(&mut self, id: Id) {
        self.unused.remove(&id);
    }

    /// Whether it is known that no import from this origin has brought a key.
    pub(super) fn is_unknown(&self, row: &Row) -> bool {
        self.unknown.contains(&(row.kind, row.key.clone()))
    }

    /// Whether it is known that no entry has an id.
    pub(super) fn is_unused(&self, id: Id) -> bool {
        self.unused.contains(&id)
    }
}
