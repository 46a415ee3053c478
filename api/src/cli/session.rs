//! `session`: where somebody is signed in, and how that is ended.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use entity::reader::Reader;
use entity::store::Store;
use entity::value::id::Id;
use entity::viewer::Viewer;

use crate::cli::output::Output;
use crate::cli::{Absent, argument, told, told_or, with_store};
use crate::config::Config;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List where an account is signed in, the last used session first.
    List {
        /// The account: its id, or its e-mail address.
        #[arg(value_name = "ID|EMAIL")]
        account: String,
    },
    /// End a session, which is over from the next request on.
    Revoke {
        /// The id of the session, as `session list` shows it.
        #[arg(value_parser = argument::<Id>)]
        id: Id,
    },
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    let work = async |store: &Store, _| {
        let operator = Viewer::operator("session");
        match arguments.command {
            Command::List { account } => list(&store.read(operator), output, &account).await,
            Command::Revoke { id } => {
                let absent = || format!("there is no session {id}; `session list` shows those of an account");
                store.write(operator).revoke_session(id).await.map_err(|it| told_or(it, absent()))?;
                output.line(format_args!("ended session {id}"));
                Ok(())
            }
        }
    };
    with_store(config, Absent::IsAnError, work).await?;
    Ok(ExitCode::SUCCESS)
}

async fn list(reader: &Reader, output: &Output, named: &str) -> Result<(), String> {
    let sessions = async { reader.sessions(Some(reader.account_named(named).await?.account)).await };
    for it in sessions.await.map_err(told)? {
        output.line(format_args!("{} since {}, last seen {}, until {}", it.id, it.begun_at, it.seen_at, it.expires_at));
    }
    Ok(())
}
