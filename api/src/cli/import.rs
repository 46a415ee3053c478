//! `import`: brings in a file of NDJSON, or a SPIP site, and the demo corpus at a first start.

mod absent;
mod files;
mod how;
mod running;
mod spip;
mod wordpress;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use absent::{Became, Missing, bring};
use clap::{Args, Subcommand};
use entity::import::row::{Mode, Outcome};
use entity::store::Store;
use entity::viewer::Viewer;
use how::How;
use running::progress;

use crate::cli::output::{Output, note};
use crate::cli::{told, with_store};
use crate::config::Config;
use crate::transfer::files::{Files, Source};
use crate::transfer::{Batch, Report};

/// The demo corpus, as it lies in the repository.
const DEMO: &str = include_str!("../../data/demo.ndjson");
/// The origin of the demo corpus.
pub(super) const DEMO_ORIGIN: &str = "demo";

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    from: Option<From>,
    /// The file: NDJSON, one JSON object a line, or a table (CSV), in gzip or not; or a folder of Markdown files with front matter.
    /// `-` reads standard input.
    #[arg(required = true)]
    file: Option<PathBuf>,
    /// A name for where the rows come from: the keys of rows belong to their origin. Without it, the one that these keys belong
    /// to already.
    #[arg(long, value_name = "NAME", value_parser = origin)]
    origin: Option<String>,
    #[command(flatten)]
    reading: files::Reading,
    /// The folder of the pictures and documents that rows name by a path; without it, the folder of the file.
    #[arg(long, value_name = "FOLDER")]
    files: Option<PathBuf>,
    /// Fetch the pictures and documents that rows name by an address also from private networks, and without TLS.
    #[arg(long)]
    private_addresses: bool,
    #[command(flatten)]
    how: How,
}

/// Other systems that content is brought in from.
#[derive(Debug, Subcommand)]
enum From {
    /// Bring in a SPIP site: its articles, sections, authors, keywords, events and old addresses. Tells in French what is to be
    /// looked at.
    Spip(spip::Arguments),
    /// Bring in an export of WordPress (WXR): its posts, pages, authors, categories and old addresses.
    Wordpress(wordpress::Arguments),
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    match arguments.from {
        Some(From::Spip(arguments)) => return spip::run(config, output, arguments).await,
        Some(From::Wordpress(arguments)) => return wordpress::run(config, output, arguments).await,
        None => {}
    }
    let (file, how) = (arguments.file.unwrap_or_default(), arguments.how);
    how.checked()?;
    let mut batch = how.narrowed(arguments.reading.read(&file)?);
    let folder = arguments.files.or_else(|| folder_of(&file));
    let source = folder.map_or(Source::Nowhere, Source::Folder);
    let import = async |store: &Store, _| {
        let origin = named(store, arguments.origin, &batch).await?;
        let media = if batch.names_files() { Some(files::media(config, how.dry_run)?) } else { None };
        if let Some(media) = &media {
            let (viewer, from_private) = (Viewer::operator("import"), arguments.private_addresses);
            let keeps = !how.dry_run;
            let files = Files { media, store, viewer, origin: &origin, source, from_private, keeps };
            let bar = progress(batch.count_files(), "files");
            let brought = batch.bring_files(&files, || {
                bar.inc(1);
                true
            });
            let brought = brought.await;
            bar.finish_and_clear();
            brought.map_err(told)?;
        }
        let done = bring(store, &batch, &origin, &how).await?;
        if let Some(media) = media.filter(|_| !how.dry_run) {
            files::remove_abandoned(store, media).await;
        }
        Ok(done)
    };
    let (report, missing) = with_store(config, how.no_database(), import).await?;
    tell(&report, output, &how)?;
    missing.tell(output);
    ended(&report, &missing, &how)
}

/// The origin of rows: the one that is named, else the one that has brought in the first of them before. A name that is made up would
/// bring in everything twice.
async fn named(store: &Store, origin: Option<String>, batch: &Batch) -> Result<String, String> {
    /// How many rows are looked for.
    const MOST: usize = 20;
    if let Some(origin) = origin {
        return Ok(origin);
    }
    let reader = store.read(Viewer::operator("import"));
    let found = reader.origins_of(&batch.first_keys(MOST)).await.map_err(told)?;
    match found.as_slice() {
        [only] => {
            note(&format_args!("these rows came from the origin {only} before; they are taken as its own"));
            Ok(only.clone())
        }
        [] => Err("nobody has brought in these rows before: name where they come from with --origin NAME".to_owned()),
        several => Err(format!("several origins have such rows ({}): name one with --origin NAME", several.join(", "))),
    }
}

/// How the command ends after an import.
fn ended(report: &Report, missing: &Missing, how: &How) -> Result<ExitCode, String> {
    if let Some(unfinished) = &report.unfinished {
        let left = match how.mode() {
            Mode::Lenient => "what is told above is in; run it again for the rest",
            Mode::Strict if report.kept => "what is told above is in; run it again for the rest",
            Mode::Strict | Mode::DryRun => "nothing was written; run it again",
        };
        return Err(format!("the import ended before its last row ({unfinished}): {left}"));
    }
    if let Became::Kept(why) = &missing.became {
        return Err(why.clone());
    }
    Ok(if report.summary().is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The folder in which the files of an import lie; standard input has none.
fn folder_of(file: &Path) -> Option<PathBuf> {
    if file.as_os_str() == "-" {
        return None;
    }
    if file.is_dir() {
        return Some(file.to_path_buf());
    }
    let folder = file.parent().filter(|it| !it.as_os_str().is_empty());
    Some(folder.map_or_else(|| PathBuf::from("."), Path::to_path_buf))
}

/// Prints what is worth a line: every row of a plan, else what changed; refusals and conflicts always.
fn tell(report: &Report, output: &Output, how: &How) -> Result<(), String> {
    for row in report.rows() {
        let worth = match row.outcome {
            Outcome::Refused(_) | Outcome::Conflict { .. } | Outcome::Proposed(_) => true,
            Outcome::Adopted(ref touched) if !touched.conflicts.is_empty() || !touched.proposed.is_empty() => true,
            Outcome::Created | Outcome::Updated(_) | Outcome::Adopted(_) => {
                !how.quiet && (how.dry_run || !std::io::stdout().is_terminal())
            }
            Outcome::Same => how.dry_run && !how.quiet,
        };
        if worth {
            output.line(row);
        }
    }
    let kept = match (report.kept, how.mode()) {
        (true, _) => "",
        (false, Mode::DryRun) => " (dry run: nothing was written)",
        (false, Mode::Strict) => " (strict: nothing was written)",
        (false, Mode::Lenient) => " (nothing was written)",
    };
    output.line(format_args!("{}{kept}", report.summary()));
    how.put_down(report)
}

/// Loads the demo corpus unless it is here already, or the database holds content of its own; whether a demo corpus is here now, be
/// it an older one, and in words.
pub(super) async fn demo(store: &Store) -> Result<(bool, String), String> {
    let batch = Batch::read(DEMO.as_bytes()).map_err(|it| it.to_string())?;
    let reader = store.read(Viewer::operator("import"));
    if reader.is_imported(DEMO_ORIGIN, batch.digest()).await.map_err(told)? {
        return Ok((true, "the demo corpus is here already".to_owned()));
    }
    if reader.holds_other_than(DEMO_ORIGIN).await.map_err(told)? {
        let is_here = reader.has_imported(DEMO_ORIGIN).await.map_err(told)?;
        return Ok((is_here, "left the demo corpus out: the database holds content of its own".to_owned()));
    }
    let report =
        batch.import(store, Viewer::operator("import"), DEMO_ORIGIN, Mode::Lenient, || ()).await.map_err(told)?;
    for row in report.rows().iter().filter(|it| matches!(it.outcome, Outcome::Refused(_))) {
        note(row);
    }
    Ok((true, format!("loaded the demo corpus: {}", report.summary())))
}

/// A name of 1 to 64 of `a-z`, `0-9`, `-`, `_`, `.`.
pub(super) fn origin(text: &str) -> Result<String, String> {
    let plain = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, b'-' | b'_' | b'.');
    if (1..=64).contains(&text.len()) && text.bytes().all(plain) {
        Ok(text.to_owned())
    } else {
        Err("an origin has 1 to 64 of a-z, 0-9, - _ .".to_owned())
    }
}
