//! Rows are brought in, and what their origin brought in before and has no more is seen to.

use entity::import::row::{Mode, Outcome};
use entity::store::Store;
use entity::viewer::Viewer;

use crate::cli::import::how::{Absence, How};
use crate::cli::import::running::import;
use crate::cli::output::{Output, note};
use crate::cli::told;
use crate::transfer::{Batch, Report};

/// Which part of what came from an origin is withdrawn at most, unless it is forced: a tenth.
const PART: usize = 10;

/// What an origin has no more.
#[derive(Debug, Default)]
pub(super) struct Missing {
    /// The names of its entries.
    pub(super) names: Vec<String>,
    /// What became of them.
    pub(super) became: Became,
}

/// What became of entries that an origin has no more.
#[derive(Debug, Default)]
pub(super) enum Became {
    /// They are named, and left as they are.
    #[default]
    Named,
    /// So many are withdrawn.
    Withdrawn(usize),
    /// They are left as they are although they were to be withdrawn: why.
    Kept(String),
}

/// Brings in all rows, and then sees to what their origin has no more.
///
/// # Errors
/// One sentence: what the database says before the first row.
pub(super) async fn bring(store: &Store, batch: &Batch, origin: &str, how: &How) -> Result<(Report, Missing), String> {
    let report = import(store, batch, origin, how).await?;
    // what is absent is known, and withdrawn, only once all else is in
    let is_done = report.unfinished.is_none() && (report.kept || how.mode() == Mode::DryRun);
    let missing = match how.absent.filter(|_| is_done) {
        Some(absence) => {
            let seen = see_to(absence, store, batch, origin, how).await;
            // the rows are in, and their report is still to be told
            seen.unwrap_or_else(|cause| Missing { became: Became::Kept(cause), ..Missing::default() })
        }
        None => Missing::default(),
    };
    Ok((report, missing))
}

/// Names what is absent, or withdraws it.
async fn see_to(absence: Absence, store: &Store, batch: &Batch, origin: &str, how: &How) -> Result<Missing, String> {
    let here = store.read(Viewer::operator("import")).entries_from(origin).await.map_err(told)?;
    let known = here.len();
    let absent = batch.withdrawing_absent(here).map_err(|it| it.to_string())?;
    let names: Vec<String> = absent.names().collect();
    let became = match absence {
        Absence::Withdraw if !names.is_empty() => match why_not(names.len(), known, batch, how) {
            Some(why) => Became::Kept(why),
            None if how.mode() == Mode::DryRun => Became::Named,
            None => withdrawn(store, &absent, origin, how).await,
        },
        Absence::Report | Absence::Withdraw => Became::Named,
    };
    Ok(Missing { names, became })
}

/// Why so many entries are not withdrawn, where they are not.
fn why_not(absent: usize, known: usize, batch: &Batch, how: &How) -> Option<String> {
    if batch.has_unread() {
        return Some(
            "some lines cannot be read, so that nobody knows what is absent; nothing was withdrawn".to_owned(),
        );
    }
    (absent * PART > known && !how.force).then(|| {
        format!(
            "{absent} of {known} entries of this origin are absent, more than a tenth: nothing was withdrawn; look at them with \
             --absent report, and withdraw them with --force"
        )
    })
}

async fn withdrawn(store: &Store, absent: &Batch, origin: &str, how: &How) -> Became {
    let done = match import(store, absent, origin, how).await {
        Ok(done) => done,
        Err(cause) => return Became::Kept(format!("what is absent was not withdrawn: {cause}")),
    };
    for row in done.rows().iter().filter(|it| matches!(it.outcome, Outcome::Refused(_))) {
        note(row);
    }
    match done.unfinished {
        Some(cause) => Became::Kept(format!("not all that is absent was withdrawn ({cause}): run it again")),
        None => Became::Withdrawn(done.summary().updated),
    }
}

impl Missing {
    /// Tells of it, one line each; of what is withdrawn, only how many.
    pub(super) fn tell(&self, output: &Output) {
        match &self.became {
            Became::Named | Became::Kept(_) => {
                self.names.iter().for_each(|it| output.line(format_args!("absent: {it}")));
            }
            Became::Withdrawn(count) => note(&format_args!("withdrawn, because they are absent: {count}")),
        }
    }
}
