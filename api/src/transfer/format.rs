//! The formats of files of rows.

/// How the rows of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Ndjson,
    /// One JSON array of objects.
    Json,
    /// A line of names, then a line a row.
    Csv,
}
