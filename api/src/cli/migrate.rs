//! `migrate`: brings the tables up to this program, or takes steps back.

use std::process::ExitCode;

use clap::Args;
use entity::upkeep::open::{self, EMPTY, Opening};

use crate::cli::confirm::confirmed_at_terminal;
use crate::cli::output::Output;
use crate::cli::{Absent, told, with_store};
use crate::config::Config;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Undo the last N steps, and delete all that their tables and columns hold. Make a backup first.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    down: Option<u32>,
    /// Do not ask whether to undo steps.
    #[arg(long, requires = "down")]
    yes: bool,
    /// Show the steps that were taken and those that are to come, and change nothing.
    #[arg(long, conflicts_with = "down")]
    status: bool,
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    if arguments.status {
        let status = status(config).await?;
        status.applied.iter().for_each(|it| output.line(format_args!("applied  {it}")));
        status.pending.iter().for_each(|it| output.line(format_args!("pending  {it}")));
        status.unknown.iter().for_each(|it| output.line(format_args!("unknown  {it} (made by a newer program)")));
        let (step, needed) = (status.step(), status.needed());
        output.line(format_args!("the tables are at step {step}; this program needs step {needed}"));
    } else if let Some(steps) = arguments.down {
        undo(config, output, steps, arguments.yes).await?;
    } else {
        let opening = with_store(config, Absent::IsMade, async |_, opening| Ok(opening)).await?;
        let Opening { migrated, steps: (_, step), seeded, made } = opening;
        if !made && !seeded && migrated.is_empty() {
            output.line(format_args!("nothing to do: the tables are at step {step} already"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What the tables of a database that has any went through.
async fn status(config: &Config) -> Result<open::Status, String> {
    let status = open::migrations(&config.opening()).await.map_err(told)?;
    if status.applied.is_empty() { Err(EMPTY.to_owned()) } else { Ok(status) }
}

async fn undo(config: &Config, output: &Output, steps: u32, yes: bool) -> Result<(), String> {
    let applied = status(config).await?.applied;
    let steps = usize::try_from(steps).unwrap_or(usize::MAX).min(applied.len());
    let last: Vec<&str> = applied.iter().rev().take(steps).map(String::as_str).collect();
    let place = config.database.place();
    let what = format!(
        "All that was written into {place} since these steps is deleted for good: {}. Make a backup first.",
        last.join(", ")
    );
    if !yes && !confirmed_at_terminal(&what)? {
        return Err(format!(
            "nothing was undone in {place}. Going back deletes what the tables and columns of {} hold: make a backup first, \
             then answer yes at a terminal, or add --yes",
            last.join(", ")
        ));
    }
    let names = open::undo_migrations(&config.opening(), steps).await.map_err(told)?;
    names.iter().for_each(|it| output.line(format_args!("undid {it}")));
    Ok(())
}
