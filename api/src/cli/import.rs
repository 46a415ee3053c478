//! `import`: brings in a file of NDJSON, or a SPIP site, and the demo corpus at a first start.

mod absent;
mod files;
mod spip;
mod wordpress;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Args, Subcommand, ValueEnum};
use entity::import::row::{self, Manner, Mode, Outcome};
use entity::store::Store;
use entity::viewer::Viewer;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::output::{Output, note};
use crate::cli::signal::told_to_stop;
use crate::cli::{Absent, told, with_store};
use crate::config::Config;
use crate::transfer::files::{Files, Source};
use crate::transfer::{Batch, Report, Step};

/// The demo corpus, as it lies in the repository.
const DEMO: &str = include_str!("../../data/demo.ndjson");
/// The origin of the demo corpus.
pub(super) const DEMO_ORIGIN: &str = "demo";

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    from: Option<From>,
    /// The file: NDJSON, one JSON object a line; a table (CSV); or a folder of Markdown files with front matter. `-` reads
    /// standard input.
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
    /// What becomes of entries that this origin brought in before and that the file does not have any more.
    #[arg(long, value_enum, conflicts_with_all = ["only", "limit"])]
    absent: Option<absent::Absence>,
    /// Withdraw what is absent also where that is more than a tenth of all that came from the origin.
    #[arg(long, requires = "absent")]
    force: bool,
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

/// How rows are brought in.
#[derive(Debug, Args)]
struct How {
    /// Print the plan and write nothing: the rows are tried in a copy of the database.
    #[arg(long, conflicts_with = "strict")]
    dry_run: bool,
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
    quiet: bool,
    /// Write what became of every row to this file, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    results: Option<PathBuf>,
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    match arguments.from {
        Some(From::Spip(arguments)) => return spip::run(config, output, arguments).await,
        Some(From::Wordpress(arguments)) => return wordpress::run(config, output, arguments).await,
        None => {}
    }
    let (file, how) = (arguments.file.unwrap_or_default(), arguments.how);
    let mut batch = arguments.reading.read(&file)?;
    let folder = arguments.files.or_else(|| folder_of(&file));
    let source = folder.map_or(Source::Nowhere, Source::Folder);
    let import = async |store: &Store, _| {
        let origin = named(store, arguments.origin, &batch).await?;
        let media = if batch.names_files() { Some(files::media(config, &how)?) } else { None };
        if let Some(media) = &media {
            let (viewer, from_private) = (Viewer::operator("import"), arguments.private_addresses);
            let keeps = !how.dry_run;
            let files = Files { media, store, viewer, origin: &origin, source, from_private, keeps };
            batch.bring_files(&files, || true).await.map_err(told)?;
        }
        let report = import(store, &batch, &origin, &how).await?;
        if let Some(media) = media.filter(|_| !how.dry_run) {
            files::remove_abandoned(store, media).await;
        }
        if let Some(absence) = arguments.absent {
            absence.see_to(store, (&batch, &report), &origin, (&how, arguments.force), output).await?;
        }
        Ok(report)
    };
    let report = with_store(config, how.absent(), import).await?;
    tell(&report, output, &how)?;
    ended(&report, &how)
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
fn ended(report: &Report, how: &How) -> Result<ExitCode, String> {
    if let Some(unfinished) = &report.unfinished {
        let left = match how.mode() {
            Mode::Lenient => "what is told above is in; run it again for the rest",
            Mode::Strict if report.kept => "what is told above is in; run it again for the rest",
            Mode::Strict | Mode::DryRun => "nothing was written; run it again",
        };
        return Err(format!("the import ended before its last row ({unfinished}): {left}"));
    }
    Ok(if report.summary().is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn import(store: &Store, batch: &Batch, origin: &str, how: &How) -> Result<Report, String> {
    let told = Arc::new(AtomicBool::new(false));
    let listening = tokio::spawn(stop_on_signal(Arc::clone(&told)));
    let bar = progress(batch.steps(how.mode()));
    let step = |_: Step<'_>| {
        bar.inc(1);
        !told.load(Ordering::Relaxed)
    };
    let viewer = Viewer::operator("import");
    let report = batch.import_while(store, viewer, origin, how.manner(), step).await;
    bar.finish_and_clear();
    listening.abort();
    report.map_err(crate::cli::told)
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

/// Ends an import after the rows in hand when the system says so; at once when it says so again.
async fn stop_on_signal(told: Arc<AtomicBool>) {
    told_to_stop().await;
    told.store(true, Ordering::Relaxed);
    told_to_stop().await;
    std::process::exit(1);
}

impl How {
    /// A plan changes nothing, and so makes no database either.
    fn absent(&self) -> Absent {
        if self.dry_run { Absent::IsAnError } else { Absent::IsMade }
    }

    fn manner(&self) -> Manner {
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

    fn mode(&self) -> Mode {
        match (self.dry_run, self.strict) {
            (true, _) => Mode::DryRun,
            (false, true) => Mode::Strict,
            (false, false) => Mode::Lenient,
        }
    }
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
    put_down(report, how)
}

/// Writes what became of every row to the file that was named for it.
fn put_down(report: &Report, how: &How) -> Result<(), String> {
    let Some(file) = &how.results else { return Ok(()) };
    let lines: String = report.rows().iter().map(|it| format!("{}\n", it.json(&[]))).collect();
    std::fs::write(file, lines).map_err(|it| format!("{} cannot be written: {it}", file.display()))
}

fn progress(rows: usize) -> ProgressBar {
    let shown =
        if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(rows as u64), shown);
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} rows, {per_sec}, {eta} left");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
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
