//! `copy`: a whole database into an empty one, from SQLite to PostgreSQL or back.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use entity::upkeep::copy::{CopiedTable, REBUILT, copy};
use entity::value::clock::Clock;

use crate::cli::output::{Output, note};
use crate::cli::told;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The address of the database that is copied: `sqlite:PATH` or `postgres://…`. It may be served meanwhile: one state of it is
    /// read.
    from: String,
    /// The address of the database that it is copied into. It is empty, or has the tables of this program and nothing in them.
    to: String,
}

pub(super) async fn run(output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    let Arguments { from, to } = arguments;
    if from == to {
        return Err("nothing was copied: FROM and TO are the same database".to_owned());
    }
    let (mut tables, mut rows) = (0_usize, 0_u64);
    let each = |it: &CopiedTable| {
        tables += 1;
        rows += it.rows;
        output.line(format_args!("{:<24} {:>9} rows  {}", it.name, it.rows, it.checksum));
    };
    copy(&from, &to, Arc::new(Clock::system()), each)
        .await
        .map_err(|it| format!("nothing was copied: {}", told(it)))?;
    output.line(format_args!("copied {tables} tables with {rows} rows: counts and checksums agree"));
    output.line(format_args!("made anew: {} and what belongs to them", REBUILT.join(", ")));
    note(&"uploaded files stay where they are: let BC_MEDIA_URL of the copy lead there, or copy their folder");
    note(
        &"keys are sealed with the secret of the source: give the copy the same BC_SECRET, or the file beside the source",
    );
    Ok(ExitCode::SUCCESS)
}
