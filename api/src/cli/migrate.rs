//! `migrate`: brings the tables up to this program, or takes steps back.

use std::process::ExitCode;

use clap::Args;
use entity::upkeep::open::{self, Opening};

use crate::cli::output::Output;
use crate::cli::{Absent, told, with_store};
use crate::config::Config;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Undo the last N migrations, with all that their tables hold.
    #[arg(long, value_name = "N")]
    down: Option<usize>,
    /// Only tell which migrations are applied and which are pending.
    #[arg(long, conflicts_with = "down")]
    status: bool,
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    if arguments.status {
        let status = open::migrations(&config.opening()).await.map_err(told)?;
        status.applied.iter().for_each(|it| output.line(format_args!("applied  {it}")));
        status.pending.iter().for_each(|it| output.line(format_args!("pending  {it}")));
        status.unknown.iter().for_each(|it| output.line(format_args!("unknown  {it} (made by a newer program)")));
    } else if let Some(steps) = arguments.down {
        let names = open::undo_migrations(&config.opening(), steps).await.map_err(told)?;
        names.iter().for_each(|it| output.line(format_args!("undid {it}")));
    } else {
        let opening = with_store(config, Absent::IsMade, async |_, opening| Ok(opening)).await?;
        opening.migrated.iter().for_each(|it| output.line(format_args!("applied {it}")));
        if opening.seeded {
            output.line("loaded licences and territories");
        }
        if opening == Opening::default() {
            output.line("nothing to do");
        }
    }
    Ok(ExitCode::SUCCESS)
}
