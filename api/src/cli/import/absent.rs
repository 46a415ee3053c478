//! What an origin brought in before, and has no more.

use clap::ValueEnum;
use entity::import::row::Mode;
use entity::store::Store;
use entity::viewer::Viewer;

use crate::cli::import::{How, import};
use crate::cli::output::{Output, note};
use crate::cli::told;
use crate::transfer::{Batch, Report};

/// What becomes of entries that the origin has no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Absence {
    /// They are named.
    Report,
    /// They are withdrawn.
    Withdraw,
}

/// Which part of what came from an origin is withdrawn at most, unless it is forced: a tenth.
const PART: usize = 10;

impl Absence {
    /// Names what is absent, or withdraws it, after an import that came to its end.
    pub(super) async fn see_to(
        self,
        store: &Store,
        (batch, report): (&Batch, &Report),
        origin: &str,
        (how, force): (&How, bool),
        output: &Output,
    ) -> Result<(), String> {
        if report.unfinished.is_some() {
            return Ok(());
        }
        let here = store.read(Viewer::operator("import")).entries_from(origin).await.map_err(told)?;
        let known = here.len();
        let absent = batch.withdrawing_absent(here);
        let names: Vec<&str> = absent.names().collect();
        if self == Self::Report || how.mode() == Mode::DryRun || names.is_empty() {
            names.iter().for_each(|it| output.line(format_args!("absent: {it}")));
            return Ok(());
        }
        if batch.has_unread() {
            return Err(
                "some lines cannot be read, so that nobody knows what is absent; nothing was withdrawn".to_owned()
            );
        }
        if names.len() * PART > known && !force {
            return Err(format!(
                "{} of {known} entries of this origin are absent, more than a tenth: nothing was withdrawn; look at them with \
                 --absent report, and withdraw them with --force",
                names.len()
            ));
        }
        let done = import(store, &absent, origin, how).await?;
        note(&format_args!("withdrawn, because they are absent: {}", done.summary().updated));
        Ok(())
    }
}
