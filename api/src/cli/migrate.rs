//! `migrate`: brings the tables up to this program, or takes steps back.

use std::process::ExitCode;

use clap::Args;
use entity::store;

use crate::cli::{fail, open};
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

pub(super) async fn run(config: &Config, arguments: Arguments) -> ExitCode {
    if arguments.status {
        return match store::migrations(&config.database()).await {
            Ok(status) => {
                status.applied.iter().for_each(|it| println!("applied  {it}"));
                status.pending.iter().for_each(|it| println!("pending  {it}"));
                status.unknown.iter().for_each(|it| println!("unknown  {it} (made by a newer program)"));
                ExitCode::SUCCESS
            }
            Err(cause) => fail(&cause),
        };
    }
    if let Some(steps) = arguments.down {
        return match store::undo_migrations(&config.database(), steps).await {
            Ok(names) => {
                names.iter().for_each(|it| println!("undid {it}"));
                ExitCode::SUCCESS
            }
            Err(cause) => fail(&cause),
        };
    }
    match open(config).await {
        Ok((_, opening)) => {
            opening.migrated.iter().for_each(|it| println!("applied {it}"));
            if opening.seeded {
                println!("loaded licences and territories");
            }
            if opening == entity::store::Opening::default() {
                println!("nothing to do");
            }
            ExitCode::SUCCESS
        }
        Err(cause) => fail(&cause),
    }
}
