//! `import`: brings in a file of NDJSON, and the demo corpus at a first start.

use std::fs::File;
use std::io::{BufReader, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use entity::import::{Manner, Mode, Outcome};
use entity::store::Store;
use entity::viewer::Viewer;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::{fail, open};
use crate::config::Config;
use crate::transfer::{Batch, Report};

/// The demo corpus, as it lies in the repository.
const DEMO: &str = include_str!("../../data/demo.ndjson");
/// The origin of the demo corpus.
const DEMO_ORIGIN: &str = "demo";

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The file: NDJSON, one object a line. `-` reads standard input.
    file: PathBuf,
    /// Where the rows come from: keys belong to their origin.
    #[arg(long, default_value = "import", value_name = "NAME", value_parser = origin)]
    origin: String,
    /// Print the plan and write nothing.
    #[arg(long, conflicts_with = "strict")]
    dry_run: bool,
    /// Take all rows or none: one refusal or conflict undoes everything.
    #[arg(long)]
    strict: bool,
    /// Take entries that were public elsewhere as they were there, although they lack a text or an author, or their licence
    /// does not go together with their origin's or takes back what was given; the audit log names each.
    #[arg(long)]
    as_published: bool,
    /// Print only refusals, conflicts and the summary.
    #[arg(long)]
    quiet: bool,
}

pub(super) async fn run(config: &Config, arguments: Arguments) -> ExitCode {
    match import(config, &arguments).await {
        Ok(report) if report.summary().is_clean() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(cause) => fail(&cause),
    }
}

async fn import(config: &Config, arguments: &Arguments) -> Result<Report, String> {
    let batch = if arguments.file.as_os_str() == "-" {
        Batch::read(std::io::stdin().lock())
    } else {
        File::open(&arguments.file).and_then(|it| Batch::read(BufReader::new(it)))
    };
    let batch = batch.map_err(|it| format!("{} cannot be read: {it}", arguments.file.display()))?;
    let (store, _) = open(config).await?;
    let mode = match (arguments.dry_run, arguments.strict) {
        (true, _) => Mode::DryRun,
        (false, true) => Mode::Strict,
        (false, false) => Mode::Lenient,
    };
    let manner = Manner { mode, as_published: arguments.as_published };
    let bar = progress(batch.len());
    let report = batch.import(&store, Viewer::operator("import"), &arguments.origin, manner, || bar.inc(1)).await;
    bar.finish_and_clear();
    let report = report.map_err(|it| it.to_string())?;
    tell(&report, arguments);
    Ok(report)
}

/// Prints what is worth a line: every row of a plan, else what changed; refusals and conflicts always.
fn tell(report: &Report, arguments: &Arguments) {
    for row in report.rows() {
        let worth = match row.outcome {
            Outcome::Refused(_) | Outcome::Conflict { .. } => true,
            Outcome::Created | Outcome::Updated(_) => {
                !arguments.quiet && (arguments.dry_run || !std::io::stdout().is_terminal())
            }
            Outcome::Same => arguments.dry_run && !arguments.quiet,
        };
        if worth {
            println!("{row}");
        }
    }
    let kept = match (report.kept, arguments.dry_run) {
        (true, _) => "",
        (false, true) => " (dry run: nothing was written)",
        (false, false) => " (strict: nothing was written)",
    };
    println!("{}{kept}", report.summary());
}

fn progress(rows: usize) -> ProgressBar {
    let shown =
        if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(rows as u64), shown);
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} rows, {eta} left");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Loads the demo corpus unless it is here already, or the database holds content of its own; says which.
pub(super) async fn demo(store: &Store) -> Result<String, String> {
    let batch = Batch::read(DEMO.as_bytes()).map_err(|it| it.to_string())?;
    let writer = store.write(Viewer::operator("import"));
    let told = |it: entity::error::Error| it.to_string();
    if writer.is_imported(DEMO_ORIGIN, batch.digest()).await.map_err(told)? {
        return Ok("the demo corpus is here already".to_owned());
    }
    if writer.holds_other_than(DEMO_ORIGIN).await.map_err(told)? {
        return Ok("left the demo corpus out: the database holds content of its own".to_owned());
    }
    let report =
        batch.import(store, Viewer::operator("import"), DEMO_ORIGIN, Mode::Lenient, || ()).await.map_err(told)?;
    for row in report.rows().iter().filter(|it| matches!(it.outcome, Outcome::Refused(_))) {
        eprintln!("{row}");
    }
    Ok(format!("loaded the demo corpus: {}", report.summary()))
}

/// A name of 1 to 64 of `a-z`, `0-9`, `-`, `_`, `.`.
fn origin(text: &str) -> Result<String, String> {
    let plain = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, b'-' | b'_' | b'.');
    if (1..=64).contains(&text.len()) && text.bytes().all(plain) {
        Ok(text.to_owned())
    } else {
        Err("an origin has 1 to 64 of a-z, 0-9, - _ .".to_owned())
    }
}
