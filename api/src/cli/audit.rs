//! `audit`: who did what, the newest first; `audit prune` deletes old lines.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use entity::db::paging::{Between, MAX_ROWS, Page};
use entity::query::audit::{Narrowed, Record};
use entity::reader::Reader;
use entity::store::Store;
use entity::value::clock::Instant;
use entity::value::id::Id;
use entity::viewer::Viewer;

use crate::cli::confirm::confirmed;
use crate::cli::output::Output;
use crate::cli::{Absent, argument, told, with_store};
use crate::config::Config;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Show only what was done by this account: its id, or its e-mail address.
    #[arg(long, value_name = "ID|EMAIL")]
    account: Option<String>,
    /// Show only what was done with this entry, account, member, session or token.
    #[arg(long, value_name = "ID", value_parser = argument::<Id>)]
    object: Option<Id>,
    /// Show only this action, by the name of its mutation, such as entryPublish. Repeat it for several.
    #[arg(long = "action", value_name = "NAME")]
    actions: Vec<String>,
    /// Show at most so many lines.
    #[arg(long, default_value_t = 100, value_name = "LINES", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    limit: u32,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Delete the lines of the audit log from before a day or a moment; nothing else changes with it.
    Prune {
        /// The first day that is kept, which begins at midnight UTC, such as 2026-01-01; or a moment (RFC 3339).
        #[arg(long, value_name = "DATE", value_parser = moment)]
        before: Instant,
        /// Do not ask whether to delete.
        #[arg(long)]
        yes: bool,
    },
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    let work = async |store: &Store, _| match arguments.command {
        Some(Command::Prune { before, yes }) => prune(store, output, before, yes).await,
        None => tell(store, output, arguments).await,
    };
    with_store(config, Absent::IsAnError, work).await?;
    Ok(ExitCode::SUCCESS)
}

async fn prune(store: &Store, output: &Output, before: Instant, yes: bool) -> Result<(), String> {
    let what = format!("All lines of the audit log from before {before} are deleted for good.");
    if !yes && !confirmed(&what)? {
        return Err("nothing was deleted; answer yes, or add --yes".to_owned());
    }
    let pruned = store.write(Viewer::operator("audit")).prune_audit(before).await;
    let deleted = pruned.map_err(|it| format!("not all lines could be deleted, run it again: {}", told(it)))?;
    output.line(format_args!("deleted {deleted} lines from before {before}"));
    Ok(())
}

/// A day, by its first moment in UTC, or a moment.
fn moment(text: &str) -> Result<Instant, String> {
    let day = || format!("{text}T00:00:00Z").parse();
    let wrong = "is neither a day, such as 2026-01-01, nor a moment, such as 2026-01-01T12:00:00Z";
    text.parse().or_else(|_| day()).map_err(|_: entity::value::clock::BadInstant| wrong.to_owned())
}

async fn tell(store: &Store, output: &Output, arguments: Arguments) -> Result<(), String> {
    let reader = store.read(Viewer::operator("audit"));
    let account = match &arguments.account {
        Some(named) => Some(reader.account_named(named).await.map_err(told)?.account),
        None => None,
    };
    let actions = Some(arguments.actions).filter(|it| !it.is_empty());
    let narrowed = Narrowed { object: arguments.object, account, actions };
    let (mut left, mut after) = (arguments.limit, None);
    while left > 0 {
        let page = Page::First(left.min(MAX_ROWS), Between { after, before: None });
        let slice = reader.audit(&narrowed, &page).await.map_err(told)?;
        slice.rows.iter().for_each(|record| output.line(line(record)));
        left -= u32::try_from(slice.rows.len()).unwrap_or(left);
        after = slice.rows.last().map(|it| Reader::audit_cursor(&narrowed, it));
        if !slice.has_next || !output.arrives() {
            break;
        }
    }
    Ok(())
}

/// When, who, by what, what, with what, what exactly; `-` for what there is none of. A tab between them, so that programs can
/// read it too.
fn line(it: &Record) -> String {
    let object = it.object_kind.as_deref().zip(it.object).map(|(kind, id)| format!("{kind}:{id}"));
    let parts = [
        it.at.to_string(),
        it.actor.clone(),
        it.credential.clone(),
        it.action.clone(),
        object.unwrap_or_else(|| "-".to_owned()),
        it.detail.clone().unwrap_or_else(|| "-".to_owned()),
    ];
    parts.map(|it| it.replace(char::is_control, " ")).join("\t")
}
