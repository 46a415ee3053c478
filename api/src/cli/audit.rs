//! `audit`: who did what, the newest first.

use std::process::ExitCode;

use clap::Args;
use entity::audit::{Narrowed, Record};
use entity::id::Id;
use entity::paging::{Between, MAX_ROWS, Page};
use entity::reader::Reader;
use entity::store::Store;
use entity::viewer::Viewer;

use crate::cli::output::Output;
use crate::cli::{Absent, argument, told, with_store};
use crate::config::Config;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Only what was done by this account: its id, or its e-mail address.
    #[arg(long, value_name = "ID|EMAIL")]
    account: Option<String>,
    /// Only what was done with this entry, account, member, session or token.
    #[arg(long, value_name = "ID", value_parser = argument::<Id>)]
    object: Option<Id>,
    /// Only this, by the name of the mutation, such as entryPublish. Repeat it.
    #[arg(long = "action", value_name = "NAME")]
    actions: Vec<String>,
    /// At most so many lines.
    #[arg(long, default_value_t = 100, value_name = "LINES", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    limit: u32,
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    with_store(config, Absent::IsAnError, async |store, _| tell(store, output, arguments).await).await?;
    Ok(ExitCode::SUCCESS)
}

async fn tell(store: &Store, output: &Output, arguments: Arguments) -> Result<(), String> {
    let account = match &arguments.account {
        Some(named) => Some(store.write(Viewer::operator("audit")).account_named(named).await.map_err(told)?.account),
        None => None,
    };
    let actions = Some(arguments.actions).filter(|it| !it.is_empty());
    let narrowed = Narrowed { object: arguments.object, account, actions };
    let reader = store.read(Viewer::operator("audit"));
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
