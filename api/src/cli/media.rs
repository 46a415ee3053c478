//! `media`: looks after uploaded files. What nothing shows is deleted, and so is what no row tells of.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use entity::reader::Reader;
use entity::store::Store;
use entity::upkeep::doctor::{Finding, ToDo};
use entity::viewer::Viewer;

use crate::cli::output::Output;
use crate::cli::{Absent, told, with_store};
use crate::config::Config;
use crate::jobs::Removals;
use crate::media::census::{self, Census, Told};

/// How many rows are read at once.
const AT_ONCE: u64 = 1_000;
/// For how long a file may be kept before its row is written: longer than any upload takes.
const UNDER_WAY: i64 = 24 * 3_600_000;
const DAY: i64 = 24 * 3_600_000;
/// How many files are named of those that are not as they should be.
const NAMED: usize = 3;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Delete pictures and documents to which nothing has referred for some time, and files of which no row tells.
    Sweep {
        /// For how many days nothing has referred to them.
        #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=36_500))]
        days: u32,
    },
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    let Command::Sweep { days } = arguments.command;
    with_store(config, Absent::IsAnError, async |store: &Store, _| sweep(config, store, output, days).await).await?;
    Ok(ExitCode::SUCCESS)
}

async fn sweep(config: &Config, store: &Store, output: &Output, days: u32) -> Result<(), String> {
    let operator = Viewer::operator("media sweep");
    let media = config.media_as_it_is()?;
    let before = store.now().plus_milliseconds(-DAY * i64::from(days));
    let swept = store.write(operator.clone()).media_sweep(before).await.map_err(told)?.into_inner();
    let removals = Removals { store: store.clone(), operator: operator.clone(), media: media.clone() };
    let mut files = 0;
    loop {
        match removals.some().await.map_err(told)? {
            0 => break,
            some => files += some,
        }
    }
    let since = store.now().plus_milliseconds(-UNDER_WAY).milliseconds();
    let rows = rows(&store.read(operator)).await?;
    let census = census::taken(media.storage(), rows, since, false).await.map_err(|it| it.to_string())?;
    for name in &census.orphans {
        if let Some((checksum, extension)) = name.split_once('.') {
            media.remove(checksum, extension).await.map_err(|it| it.to_string())?;
        }
    }
    for checksum in &census.leftovers {
        media.remove(checksum, "none").await.map_err(|it| it.to_string())?;
    }
    output.line(format_args!("unused     {swept} pictures and documents deleted, with {files} files"));
    output.line(format_args!("orphans    {} files deleted", census.orphans.len() + census.leftovers.len()));
    output.line(format_args!("kept       {} files, {}", census.well, size(census.bytes)));
    Ok(())
}

/// The files that rows tell of.
async fn rows(reader: &Reader) -> Result<Told, String> {
    let mut rows = Told::new();
    let mut after: Option<String> = None;
    loop {
        let page = reader.media_stored(after.as_deref(), AT_ONCE).await.map_err(told)?;
        let Some(last) = page.last() else { return Ok(rows) };
        after = Some(last.checksum.clone());
        rows.extend(page.into_iter().map(|it| (format!("{}.{}", it.checksum, it.extension), it.bytes)));
    }
}

/// What `doctor` finds of uploaded files, and one line that says where they are.
pub(super) async fn examine(config: &Config, store: &Store, reads_all: bool) -> Result<(String, Finding), String> {
    let place = config.media_place();
    let rows = rows(&store.read(Viewer::operator("doctor"))).await?;
    let since = store.now().plus_milliseconds(-UNDER_WAY).milliseconds();
    let media = config.media_as_it_is()?;
    match census::taken(media.storage(), rows, since, reads_all).await {
        Ok(census) => {
            let line = format!("lie in {place}: {}, {}", counted(census.well), size(census.bytes));
            Ok((line, finding(&census)))
        }
        Err(fault) => {
            let what = "Uploaded files cannot be read or written. Check media_url, the s3_ settings and the disk.";
            let to_do = Some(ToDo::fault(what));
            Ok((
                format!("lie in {place}, which does not answer"),
                Finding { subject: "files", message: fault.to_string(), to_do },
            ))
        }
    }
}

fn finding(census: &Census) -> Finding {
    let Census { well, missing, damaged, orphans, leftovers, .. } = census;
    let message = format!(
        "{well} as they should be, {} missing, {} damaged, {} without a row, variants of {} without a row",
        missing.len(),
        damaged.len(),
        orphans.len(),
        leftovers.len()
    );
    let lost: Vec<&str> = missing.iter().chain(damaged).map(String::as_str).collect();
    let to_do = match (lost.is_empty(), orphans.len() + leftovers.len()) {
        (false, _) => Some(ToDo::fault(format!(
            "Missing or damaged uploaded files: {}{}. Put them back from a backup (`restore`, or copy them into the folder), or \
             send them again.",
            lost.iter().take(NAMED).copied().collect::<Vec<_>>().join(", "),
            if lost.len() > NAMED { ", …" } else { "" }
        ))),
        (true, 0) => None,
        (true, some) => {
            Some(ToDo::advice(format!("{some} uploaded files belong to nothing. `media sweep` deletes them.")))
        }
    };
    Finding { subject: "files", message, to_do }
}

fn counted(files: u64) -> String {
    if files == 1 { "1 file".to_owned() } else { format!("{files} files") }
}

/// A number of bytes as people read it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}
