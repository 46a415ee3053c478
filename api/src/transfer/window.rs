//! The rows that come next in an import, read back from where they lie: some at once, since the database is asked about several together.

use std::collections::VecDeque;

use entity::error::Error;
use entity::import::row::Row;
use entity::value::problem::Problem;

use crate::transfer::index::{Index, Indexed};

/// How many lines are looked at ahead.
const AHEAD: usize = 100;
/// From how many bytes of rows on no further line is looked at: long rows take longer than asking about them.
const BYTES: usize = 2 * 1024 * 1024;

/// A row, or why there is none.
pub(super) type Found = Result<Row, Vec<Problem>>;

/// The rows that come next.
pub(super) struct Window<'a> {
    index: &'a Index,
    /// The place of the line after those that are here.
    next: usize,
    rows: VecDeque<Found>,
}

impl<'a> Window<'a> {
    /// Before the first row.
    pub(super) fn new(index: &'a Index) -> Self {
        Self { index, next: 0, rows: VecDeque::new() }
    }

    /// The rows to look at ahead, those that come next among them.
    ///
    /// # Errors
    /// Those of reading a row back.
    pub(super) fn ahead(&mut self) -> Result<Vec<&Row>, Error> {
        let here = &self.index.lines()[self.next - self.rows.len()..self.next];
        let mut bytes: usize = here.iter().map(Indexed::length).sum();
        while self.rows.len() < AHEAD && bytes < BYTES && self.next < self.index.lines().len() {
            bytes += self.index.lines()[self.next].length();
            self.read()?;
        }
        Ok(self.rows.iter().filter_map(|it| it.as_ref().ok()).collect())
    }

    /// Takes the rows of so many lines.
    ///
    /// # Errors
    /// The same.
    pub(super) fn take(&mut self, count: usize) -> Result<Vec<Found>, Error> {
        while self.rows.len() < count {
            self.read()?;
        }
        Ok(self.rows.drain(..count).collect())
    }

    /// Reads one more row. The thread does so itself: what was put down is mostly still in the memory of the system; where it is not, a row is one
    /// short read.
    fn read(&mut self) -> Result<(), Error> {
        self.rows.push_back(self.index.row(self.next)?);
        self.next += 1;
        Ok(())
    }
}
