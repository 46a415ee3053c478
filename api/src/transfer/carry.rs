//! Rows are carried out one after the other, and their report grows with them.

use entity::db::turn::Committed;
use entity::error::Error;
use entity::import::files::Brought;
use entity::import::importer::Import;
use entity::import::row::{Manner, Mode, Outcome, Row};
use entity::value::problem::{Case, Problem};
use entity::writer::Writer;

use crate::transfer::index::Indexed;
use crate::transfer::report::{Report, Told, Unfinished};
use crate::transfer::window::{Found, Window};
use crate::transfer::{Batch, Step, Submitting};

/// What became of a row, and why it is not public when it asked to be.
type Taken = (Outcome, Vec<Problem>);

impl Batch {
    pub(super) async fn carried(
        &self,
        writer: &Writer,
        origin: &str,
        manner: Manner,
        go_on: &mut impl FnMut(Step<'_>) -> bool,
    ) -> Result<(Report, Option<Committed<()>>), Error> {
        if manner.mode == Mode::Strict {
            let trial = Manner { mode: Mode::DryRun, ..manner };
            let import = writer.import(origin, &self.digest, trial).await?;
            let (tried, done) = self.carry(import, trial.mode, &mut |_: &Told| go_on(Step::Tried)).await;
            if tried.unfinished.is_some() || !tried.summary().is_clean() {
                return Ok((tried, done));
            }
        }
        let import = writer.import(origin, &self.digest, manner).await?;
        Ok(self.carry(import, manner.mode, &mut |told: &Told| go_on(Step::Done(told))).await)
    }

    async fn carry(
        &self,
        mut import: Import,
        mode: Mode,
        go_on: &mut impl FnMut(&Told) -> bool,
    ) -> (Report, Option<Committed<()>>) {
        let writes = mode != Mode::DryRun;
        let (mut report, mut kept, mut window) = (Report::default(), 0, Window::new(&self.index));
        for lines in self.index.lines().chunk_by(|one, next| self.is_of_circle(one, next)) {
            let before = report.rows().len();
            match self.taken_together(&mut import, &mut window, lines.len()).await {
                Ok(taken) => {
                    for (line, (outcome, withheld)) in lines.iter().zip(taken) {
                        let (number, name) = (line.number, self.index.name(line));
                        report.add(Told { number, name, outcome, withheld });
                    }
                }
                Err(cause) => report.unfinished = Some(Unfinished::Failed(cause)),
            }
            if import.is_settled() && writes {
                kept = report.rows().len();
            }
            // each row is told of, also those behind the one at which it is to stop
            let stops = report.rows()[before..].iter().filter(|told| !go_on(told)).count();
            if stops > 0 {
                report.unfinished = Some(Unfinished::Stopped);
            }
            if report.unfinished.is_some() {
                break;
            }
        }
        let ended = match &report.unfinished {
            None => import.finish(&report.summary().to_string()).await.map(Some),
            Some(Unfinished::Stopped) => import.stop().await.map(|()| None),
            Some(Unfinished::Failed(_)) => Ok(None),
        };
        let mut done = None;
        match ended {
            Err(cause) => report.unfinished = Some(Unfinished::Failed(cause)),
            Ok(ended) => {
                done = ended;
                if writes && !matches!(report.unfinished, Some(Unfinished::Failed(_))) {
                    kept = report.rows().len();
                }
            }
        }
        if report.unfinished.is_some() {
            report.cut(kept);
            report.kept = kept > 0;
        } else {
            report.kept = writes;
        }
        report.sort();
        (report, done)
    }

    fn is_of_circle(&self, one: &Indexed, next: &Indexed) -> bool {
        let circle = self.circles.get(&one.number);
        circle.is_some() && circle == self.circles.get(&next.number)
    }

    /// What becomes of the next line, or of the next lines where several come in together.
    async fn taken_together(
        &self,
        import: &mut Import,
        window: &mut Window<'_>,
        count: usize,
    ) -> Result<Vec<Taken>, Error> {
        if import.is_blind() {
            import.foresee(window.ahead()?).await?;
        }
        let found = window.take(count)?;
        if count > 1 {
            let rows = found.iter().map(|it| it.as_ref().ok().map(|row| (row, self.files_of(row))));
            let rows: Option<Vec<_>> = rows.collect();
            if let Some(rows) = rows
                && let Some(outcomes) = import.circle(&rows).await?
            {
                return Ok(outcomes.into_iter().map(|it| (it, Vec::new())).collect());
            }
        }
        let mut taken = Vec::new();
        for it in found {
            taken.push(self.taken(import, it).await?);
        }
        Ok(taken)
    }

    fn files_of(&self, row: &Row) -> &[Brought] {
        self.files.get(&(row.kind, row.key.clone())).map(Vec::as_slice).unwrap_or_default()
    }

    /// What becomes of a line, and why it is not public when it asked to be.
    async fn taken(&self, import: &mut Import, found: Found) -> Result<Taken, Error> {
        let row = match found {
            Ok(row) => row,
            Err(problems) => return Ok((Outcome::Refused(problems), Vec::new())),
        };
        let files = self.files_of(&row);
        let outcome = import.row_with(&row, files).await?;
        let Outcome::Refused(problems) = &outcome else { return Ok((outcome, Vec::new())) };
        let fits = match self.submitting {
            Submitting::None => false,
            Submitting::WithoutRight => problems.iter().all(|it| it.case == Case::MayNotPublish),
            Submitting::All => true,
        };
        if let Some(submitted) = submitted(&row).filter(|_| fits) {
            let second = import.row_with(&submitted, files).await?;
            if !matches!(second, Outcome::Refused(_)) {
                return Ok((second, problems.clone()));
            }
        }
        Ok((outcome, Vec::new()))
    }
}

/// A row that asks to be public, as a submission.
fn submitted(row: &Row) -> Option<Row> {
    let status = row.fields.get("status").and_then(serde_json::Value::as_str);
    status.filter(|it| *it == "PUBLISHED").map(|_| {
        let mut row = row.clone();
        row.fields.insert("status".into(), "SUBMITTED".into());
        row
    })
}
