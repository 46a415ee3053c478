//! Rows in memory, found by row number, identifier or key.

use std::collections::HashMap;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::value::id::Id;

/// What can stand on a [`Shelf`].
pub trait Shelved {
    /// The row's number inside the database.
    fn seq(&self) -> i64;
    /// Its id.
    fn id(&self) -> Id;
    /// Its public key: a slug, a reference, a licence's key.
    fn key(&self) -> &str;
}

/// Rows of one small table, in the order in which they are listed, found by row number, id or public key.
#[derive(Debug, Clone)]
pub struct Shelf<T> {
    rows: Vec<Arc<T>>,
    by_seq: HashMap<i64, usize>,
    by_id: HashMap<Id, usize>,
    by_key: HashMap<String, usize>,
}

impl<T: Shelved> Shelf<T> {
    pub(crate) fn new(rows: Vec<T>) -> Self {
        let mut shelf =
            Self { rows: Vec::new(), by_seq: HashMap::new(), by_id: HashMap::new(), by_key: HashMap::new() };
        for row in rows {
            shelf.put(row);
        }
        shelf
    }

    /// Takes in a row: at the end, or in the place that it had. A change may move it in the order, which is right
    /// again when the shelf is read anew.
    pub(crate) fn put(&mut self, row: T) {
        let at = self.by_seq.get(&row.seq()).copied().unwrap_or(self.rows.len());
        if let Some(before) = self.rows.get(at) {
            self.by_key.remove(before.key());
        }
        self.by_seq.insert(row.seq(), at);
        self.by_id.insert(row.id(), at);
        self.by_key.insert(row.key().to_owned(), at);
        match self.rows.get_mut(at) {
            Some(held) => *held = Arc::new(row),
            None => self.rows.push(Arc::new(row)),
        }
    }

    /// All rows, in order.
    pub fn all(&self) -> &[Arc<T>] {
        &self.rows
    }

    /// The row with this number.
    pub fn by_seq(&self, seq: i64) -> Option<&Arc<T>> {
        self.by_seq.get(&seq).map(|at| &self.rows[*at])
    }

    /// The row with this id.
    pub fn by_id(&self, id: Id) -> Option<&Arc<T>> {
        self.by_id.get(&id).map(|at| &self.rows[*at])
    }

    /// The row with this public key: a slug, a reference, a licence's key.
    pub fn by_key(&self, key: &str) -> Option<&Arc<T>> {
        self.by_key.get(key).map(|at| &self.rows[*at])
    }

    /// The row that a foreign key points to.
    pub(crate) fn expect(&self, seq: i64) -> Result<Arc<T>> {
        self.by_seq(seq).cloned().ok_or_else(|| Error::Internal(format!("no row {seq} in memory").into()))
    }
}
