//! Files to rows and back: NDJSON in the exchange format, with a report per row.

mod ndjson;
mod order;
mod report;

use std::io::BufRead;

use entity::error::Error;
use entity::import::{Import, Manner, Mode, Outcome};
use entity::store::Store;
use entity::viewer::Viewer;
use sha2::{Digest, Sha256};

pub use ndjson::Line;
pub use report::{Report, Summary};

/// The rows of a file, ready to be imported, and what its content is told by.
#[derive(Debug)]
pub struct Batch {
    lines: Vec<Line>,
    digest: String,
}

impl Batch {
    /// Reads a whole file: every line is looked at, a bad one does not stop the rest.
    ///
    /// # Errors
    /// Those of reading.
    pub fn read(input: impl BufRead) -> std::io::Result<Self> {
        let mut digest = Sha256::new();
        let lines = ndjson::read(input, |bytes| digest.update(bytes))?;
        let digest = digest.finalize().iter().map(|it| format!("{it:02x}")).collect();
        Ok(Self { lines: order::by_dependency(lines), digest })
    }

    /// How many lines say something.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether no line says anything.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// What its content is told by: SHA-256 in hexadecimal digits.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Imports the rows; `step` is called after each.
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
        let manner = manner.into();
        let mode = manner.mode;
        let mut import = store.write(viewer).import(origin, &self.digest, manner).await?;
        let mut report = Report::default();
        for line in &self.lines {
            let outcome = taken(&mut import, line).await?;
            report.add(line, outcome);
            step();
        }
        report.sort();
        let keep = mode != Mode::Strict || report.summary().is_clean();
        import.finish(&report.summary().to_string(), keep).await?;
        report.kept = keep && mode != Mode::DryRun;
        Ok(report)
    }
}

async fn taken(import: &mut Import, line: &Line) -> Result<Outcome, Error> {
    match &line.row {
        Ok(row) => import.row(row).await,
        Err(problems) => Ok(Outcome::Refused(problems.clone())),
    }
}
