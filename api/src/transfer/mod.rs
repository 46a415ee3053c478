//! Files to rows: NDJSON, JSON and CSV in the exchange format, and the database of a SPIP site, with a report per row.

mod bounded;
mod carry;
mod csv_rows;
mod dependency;
mod encoding;
mod export;
pub mod files;
mod format;
mod index;
pub(crate) mod json;
mod markdown_files;
mod narrow;
mod ndjson;
mod packed;
mod references;
mod report;
pub mod spip;
mod spool;
mod unread;
mod window;
pub mod wordpress;

use std::collections::HashMap;
use std::io::BufRead;
use std::path::Path;

pub use csv_rows::Mapping;
use data_encoding::HEXLOWER;
use entity::db::turn::Committed;
use entity::error::Error;
use entity::import::files::Brought;
use entity::import::row::{Manner, Mode, RowKind};
use entity::store::Store;
use entity::viewer::Viewer;
use entity::writer::Writer;
pub use export::{Export, FileNames, FileToCopy};
pub use format::Format;
use index::Index;
pub use ndjson::Line;
use ndjson::Sink;
pub use report::{Report, Summary, Told, Unfinished};
use sha2::{Digest, Sha256};
pub use spool::NoRoom;
pub use unread::{Unread, Unreadable};

/// What was done with a row.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// It was tried, before all rows are carried out.
    Tried,
    /// This became of it.
    Done(&'a Told),
}

/// Which rows come in as submissions that ask to be public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Submitting {
    /// None: what may not be public is refused.
    None,
    /// Those that the viewer may not publish.
    WithoutRight,
    /// All that may not be public, whatever is in the way.
    All,
}

/// The rows of a file, ready to be imported, and what its content is told by. What the rows say is held in memory up to 1 MiB, else
/// in a file.
#[derive(Debug)]
pub struct Batch {
    index: Index,
    /// The circles of members who credit each other, by the numbers of their lines.
    circles: HashMap<usize, usize>,
    digest: String,
    submitting: Submitting,
    /// The files that rows bring along, by kind and key.
    files: HashMap<(RowKind, String), Vec<Brought>>,
    /// What was put into storage for them, by checksum and ending.
    stored: Vec<(String, String)>,
}

impl Batch {
    /// Reads a whole file: every line is looked at, a bad one does not stop the rest.
    ///
    /// # Errors
    /// Those of reading; what is no lines of text at all says what it is; [`NoRoom`].
    pub fn read(input: impl BufRead) -> std::io::Result<Self> {
        let (mut index, mut digest) = (Index::default(), Sha256::new());
        ndjson::read(input, |bytes| digest.update(bytes), &mut |line| index.push(line).map(drop))?;
        Ok(Self::of(index, digest))
    }

    /// Rows that a reader hands on one by one, and what their content is told by.
    fn gathered(read: impl FnOnce(&mut Sink<'_>) -> std::io::Result<()>) -> std::io::Result<Self> {
        let (mut index, mut digest) = (Index::default(), Sha256::new());
        read(&mut |line| {
            digest.update(&line.name);
            digest.update(index.push(line)?);
            Ok(())
        })?;
        Ok(Self::of(index, digest))
    }

    /// Rows that were read elsewhere, and what their content is told by.
    ///
    /// # Errors
    /// [`NoRoom`], where there are many.
    pub fn of_lines(lines: impl IntoIterator<Item = Line>) -> std::io::Result<Self> {
        Self::gathered(|sink| lines.into_iter().try_for_each(sink))
    }

    fn of(mut index: Index, digest: Sha256) -> Self {
        let (circles, digest) = (dependency::by_dependency(&mut index), HEXLOWER.encode(&digest.finalize()));
        Self { index, circles, digest, submitting: Submitting::None, files: HashMap::new(), stored: Vec::new() }
    }

    /// The same rows; what may not be public as it is comes in as a submission.
    #[must_use]
    pub fn or_submitted(self) -> Self {
        Self { submitting: Submitting::All, ..self }
    }

    /// The same rows; what the viewer may not publish comes in as a submission.
    #[must_use]
    pub fn or_submitted_without_right(self) -> Self {
        Self { submitting: Submitting::WithoutRight, ..self }
    }

    /// Rows that are each one JSON object, in order.
    ///
    /// # Errors
    /// [`NoRoom`], where they are long.
    pub fn of_texts(texts: &[String]) -> std::io::Result<Self> {
        let line = |(at, text): (usize, &String)| ndjson::line(at + 1, text.trim().as_bytes());
        Self::of_lines(texts.iter().enumerate().map(line))
    }

    /// Reads a whole file of a format.
    ///
    /// # Errors
    /// Those of reading; what is not of the format says what it is: [`Unread`]; [`NoRoom`].
    pub fn read_as(format: Format, mut input: impl BufRead, mapping: &Mapping) -> std::io::Result<Self> {
        if let Some(other) = encoding::other_than(format, input.fill_buf()?) {
            return Err(other.into());
        }
        match format {
            Format::Ndjson => Self::read(input)?.with_rows(),
            // an array says itself that it has no rows
            Format::Json => Self::gathered(|sink| ndjson::array(input, sink)),
            Format::Csv => Self::gathered(|sink| csv_rows::read(input, mapping, sink))?.with_rows(),
        }
    }

    /// Refuses a file without rows: one that was written by half, or not at all, is no import that went well.
    fn with_rows(self) -> std::io::Result<Self> {
        if self.is_empty() { Err(Unread::Empty.into()) } else { Ok(self) }
    }

    /// The same of a file that may be in gzip.
    ///
    /// # Errors
    /// The same; a packed file that is cut or damaged, or too large unpacked, says so.
    pub fn read_unpacked(format: Format, input: impl BufRead, mapping: &Mapping) -> std::io::Result<Self> {
        packed::unpacked(input, |input| Self::read_as(format, input, mapping))
    }

    /// Reads the Markdown files of a folder, each a row with its front matter.
    ///
    /// # Errors
    /// Those of reading, with the file; [`NoRoom`].
    pub fn read_folder(folder: &Path, mapping: &Mapping) -> std::io::Result<Self> {
        Self::gathered(|sink| markdown_files::read(folder, mapping, sink))?.with_rows()
    }

    /// The kinds and keys of the first rows, so many at most.
    pub fn first_keys(&self, most: usize) -> Vec<(RowKind, String)> {
        self.index.keys().take(most).map(|(kind, key)| (kind, key.to_owned())).collect()
    }

    /// What the rows are called, in order.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.index.lines().iter().map(move |line| self.index.name(line))
    }

    /// Whether any row could not be read, so that nobody knows what it would have been.
    pub fn has_unread(&self) -> bool {
        self.index.has_unread()
    }

    /// How many lines say something.
    pub fn len(&self) -> usize {
        self.index.lines().len()
    }

    /// Whether no line says anything.
    pub fn is_empty(&self) -> bool {
        self.index.lines().is_empty()
    }

    /// What its content is told by: SHA-256 in hexadecimal digits.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Imports the rows; `step` is called after each. Strict imports try all rows first, which `step` is told of as well.
    ///
    /// # Errors
    /// Those of the database; what is wrong with a row is in the report.
    pub async fn import(
        &self,
        store: &Store,
        viewer: Viewer,
        origin: &str,
        manner: impl Into<Manner>,
        mut step: impl FnMut(),
    ) -> Result<Report, Error> {
        let go_on = |_: Step<'_>| {
            step();
            true
        };
        let mut report = self.import_while(store, viewer, origin, manner, go_on).await?;
        match report.unfinished.take() {
            Some(Unfinished::Failed(cause)) => Err(cause),
            Some(Unfinished::Stopped) | None => Ok(report),
        }
    }

    /// The same as long as `go_on`, which is called after each row, says so. Where the import ends early, of itself or by
    /// the database, the report says why: it holds what is in by then, and all refusals.
    ///
    /// # Errors
    /// Those of the database, before the first row.
    pub async fn import_while(
        &self,
        store: &Store,
        viewer: Viewer,
        origin: &str,
        manner: impl Into<Manner>,
        mut go_on: impl FnMut(Step<'_>) -> bool,
    ) -> Result<Report, Error> {
        let writer = store.write(viewer.clone());
        let report = self.carried(&writer, origin, manner.into(), &mut go_on).await.map(|(report, _)| report);
        self.abandon_files(store, viewer).await?;
        report
    }

    /// Imports few rows at once, with what was committed: for one who waits for all of them.
    ///
    /// # Errors
    /// Those of the database; what is wrong with a row is in the report.
    pub async fn import_small(
        &self,
        writer: &Writer,
        origin: &str,
        manner: Manner,
    ) -> Result<Committed<Report>, Error> {
        let (mut report, done) = self.carried(writer, origin, manner, &mut |_| true).await?;
        match (report.unfinished.take(), done) {
            (Some(Unfinished::Failed(cause)), _) => Err(cause),
            (Some(Unfinished::Stopped) | None, Some(done)) => Ok(done.map(|()| report)),
            (Some(Unfinished::Stopped) | None, None) => {
                Err(Error::Internal("an import that has neither ended nor failed".into()))
            }
        }
    }

    /// How many rows are gone through in a mode.
    pub fn steps(&self, mode: Mode) -> usize {
        match mode {
            Mode::Lenient | Mode::DryRun => self.len(),
            Mode::Strict => 2 * self.len(),
        }
    }
}
