//! Values on their way from one database to another, and what the rows of a table come to.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::error::Error;

/// How many rows are read and written at once.
pub(super) const ROWS: usize = 200;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Whole,
    Real,
    /// SQLite keeps it as 0 or 1.
    TrueOrFalse,
    Text,
    Bytes,
    /// 16 bytes on SQLite.
    Uuid,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Null,
    Whole(i64),
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) shape: Shape,
}

/// A foreign key of PostgreSQL that was taken off: its table, its name, its definition.
pub(super) type Key = (String, String, String);

/// What the rows of a table come to, in whatever order they are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) rows: u64,
    sum: u128,
}

impl Sum {
    pub(super) fn add(&mut self, row: &[Cell]) {
        let mut digest = Sha256::new();
        for cell in row {
            let (mark, bytes): (u8, &[u8]) = match cell {
                Cell::Null => (0, &[]),
                Cell::Whole(it) => (1, &it.to_be_bytes()),
                Cell::Real(it) => (2, &it.to_bits().to_be_bytes()),
                Cell::Text(it) => (3, it.as_bytes()),
                Cell::Bytes(it) => (4, it),
            };
            digest.update([mark]);
            digest.update((bytes.len() as u64).to_be_bytes());
            digest.update(bytes);
        }
        let digest = digest.finalize();
        let first = digest.iter().take(16).fold(0_u128, |sum, it| (sum << 8) | u128::from(*it));
        self.rows += 1;
        self.sum = self.sum.wrapping_add(first);
    }

    /// 32 hexadecimal digits.
    pub(super) fn told(self) -> String {
        HEXLOWER.encode(&self.sum.to_be_bytes())
    }
}

/// A name as it stands in a statement.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A value that does not fit its column.
pub(super) fn misfit(column: &Column, cell: &Cell) -> Error {
    let held = match cell {
        Cell::Null => "nothing",
        Cell::Whole(_) => "a whole number",
        Cell::Real(_) => "a number",
        Cell::Text(_) => "a text",
        Cell::Bytes(_) => "bytes",
    };
    Error::Unusable(format!("the column {} takes no such value as the source has there: {held}", column.name))
}

/// How many rows a statement with so many parameters at most can insert.
pub(super) fn rows_at_once(columns: usize, parameters: usize) -> usize {
    (parameters / columns.max(1)).clamp(1, ROWS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_rows_does_not_count_and_all_else_does() {
        let sum = |rows: &[&[Cell]]| {
            let mut sum = Sum::default();
            rows.iter().for_each(|it| sum.add(it));
            sum
        };
        let (one, two) = ([Cell::Whole(1), Cell::Text("a".into())], [Cell::Null, Cell::Text(String::new())]);
        assert_eq!(sum(&[&one, &two]), sum(&[&two, &one]));
        assert_ne!(sum(&[&one]), sum(&[&one, &one]));
        assert_ne!(sum(&[&[Cell::Null]]), sum(&[&[Cell::Text(String::new())]]));
        assert_ne!(
            sum(&[&[Cell::Text("ab".into()), Cell::Null]]),
            sum(&[&[Cell::Text("a".into()), Cell::Text("b".into())]])
        );
    }
}
