//! Which rows an import takes, and how: what is said alike of a file, of a SPIP site and of an export of WordPress.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use entity::import::row::{self, Manner, Mode, RowKind};

use crate::cli::Absent;
use crate::transfer::{Batch, Report};

/// What becomes of a field that changed on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OnConflict {
    /// It stays as it is here, and is told.
    Keep,
    /// It takes what comes in.
    Theirs,
    /// What comes in waits for an editor as a proposal; of what is not public, it stays as it is here, and is told.
    Propose,
}

/// By what rows take over what is here already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Matched {
    /// An article by the page that it is about.
    #[value(name = "originalUrl")]
    OriginalUrl,
    /// Anything by its slug: the one that the row names, else the one of its key or of its title.
    Slug,
}

/// What becomes of entries that the origin has no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Absence {
    /// They are named.
    Report,
    /// They are withdrawn.
    Withdraw,
}

/// Which rows are taken, and how.
#[derive(Debug, Args)]
pub(super) struct How {
    /// Take only rows of this kind, with the members, themes and sources that they name; repeat it for several.
    #[arg(long, value_name = "KIND", value_parser = row_kind)]
    only: Vec<RowKind>,
    /// Take so many entries at most, with the members, themes and sources that they name. Where there are no entries, or where
    /// `--only` names kinds, so many of these rows.
    #[arg(long, value_name = "NUMBER")]
    limit: Option<usize>,
    /// What becomes of entries that this origin brought in before and has no more.
    #[arg(long, value_enum)]
    pub(super) absent: Option<Absence>,
    /// Withdraw what is absent also where that is more than a tenth of all that came from the origin.
    #[arg(long, requires = "absent")]
    pub(super) force: bool,
    /// Print the plan and write nothing: the rows are tried in a copy of the database.
    #[arg(long, conflicts_with = "strict")]
    pub(super) dry_run: bool,
    /// Try all rows first, and write none if one is refused or in conflict.
    #[arg(long)]
    strict: bool,
    /// Take entries that were public elsewhere as they were there, although they lack a text or an author, their licence
    /// does not go together with their origin's or takes back what was given, or their source refuses to be republished; the
    /// audit log names each.
    #[arg(long)]
    as_published: bool,
    /// What becomes of a field that changed here and there since the last import.
    #[arg(long, value_enum, default_value = "keep")]
    on_conflict: OnConflict,
    /// At a first import from an origin, take rows for what is here already, by the address of the original or by the slug; nothing
    /// is overwritten by that.
    #[arg(long = "match", value_enum, value_name = "FIELD")]
    matched: Option<Matched>,
    /// Print only refusals, conflicts and the summary.
    #[arg(long)]
    pub(super) quiet: bool,
    /// Write what became of every row to this file, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    results: Option<PathBuf>,
}

impl How {
    /// Refuses what does not go together.
    ///
    /// # Errors
    /// One sentence: what, and why.
    pub(super) fn checked(&self) -> Result<(), String> {
        if self.absent.is_some() && (!self.only.is_empty() || self.limit.is_some()) {
            return Err("--absent does not go together with --only or --limit: rows that are left out are not absent \
                 there; see to what is absent in an import of all rows"
                .to_owned());
        }
        Ok(())
    }

    /// The rows that are wanted.
    pub(super) fn narrowed(&self, batch: Batch) -> Batch {
        batch.narrowed(&self.only, self.limit)
    }

    /// A plan changes nothing, and so makes no database either.
    pub(super) fn no_database(&self) -> Absent {
        if self.dry_run { Absent::IsAnError } else { Absent::IsMade }
    }

    pub(super) fn manner(&self) -> Manner {
        let on_conflict = match self.on_conflict {
            OnConflict::Keep => row::OnConflict::Keep,
            OnConflict::Theirs => row::OnConflict::Theirs,
            OnConflict::Propose => row::OnConflict::Propose,
        };
        let matching = self.matched.map(|it| match it {
            Matched::OriginalUrl => row::Matching::OriginalUrl,
            Matched::Slug => row::Matching::Slug,
        });
        Manner { mode: self.mode(), as_published: self.as_published, on_conflict, matching }
    }

    pub(super) fn mode(&self) -> Mode {
        match (self.dry_run, self.strict) {
            (true, _) => Mode::DryRun,
            (false, true) => Mode::Strict,
            (false, false) => Mode::Lenient,
        }
    }

    /// Writes what became of every row to the file that was named for it.
    ///
    /// # Errors
    /// One sentence, when it cannot be written.
    pub(super) fn put_down(&self, report: &Report) -> Result<(), String> {
        let Some(file) = &self.results else { return Ok(()) };
        let lines: String = report.rows().iter().map(|it| format!("{}\n", it.json(&[]))).collect();
        std::fs::write(file, lines).map_err(|it| format!("{} cannot be written: {it}", file.display()))
    }
}

fn row_kind(word: &str) -> Result<RowKind, String> {
    RowKind::of_word(word)
        .ok_or_else(|| format!("\"{word}\" is none of {}", RowKind::ALL.map(RowKind::word).join(", ")))
}
