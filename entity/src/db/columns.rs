//! Reads the columns of a row one after the other, in the order in which they were selected.

use sea_orm::{QueryResult, TryGetable};
use serde::de::DeserializeOwned;

use crate::error::Result;

/// A row whose columns are taken one after the other.
pub(crate) struct Columns<'a> {
    row: &'a QueryResult,
    next: usize,
}

impl<'a> Columns<'a> {
    pub(crate) fn new(row: &'a QueryResult) -> Self {
        Self { row, next: 0 }
    }

    pub(crate) fn take<T: TryGetable>(&mut self) -> Result<T> {
        let at = self.next;
        self.next += 1;
        Ok(self.row.try_get_by_index(at)?)
    }

    /// A JSON array; null is an empty one.
    pub(crate) fn json_list<T: DeserializeOwned>(&mut self) -> Result<Vec<T>> {
        match self.take::<Option<String>>()? {
            Some(text) => Ok(serde_json::from_str(&text)?),
            None => Ok(Vec::new()),
        }
    }
}
