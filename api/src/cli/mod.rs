//! The command line: one command, one file.

mod audit;
mod backup;
mod config;
mod confirm;
mod copy;
mod demo;
mod doctor;
mod export;
mod files;
mod import;
mod key;
mod mail;
mod media;
mod member;
mod migrate;
mod output;
mod password;
mod reach;
mod reference;
mod restore;
mod secret;
mod serve;
mod session;
mod signal;
mod token;
mod unpack;

use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;
use std::sync::Arc;

use clap::{CommandFactory, Parser, Subcommand};
use entity::store::Store;
use entity::upkeep::open::Opening;
use entity::value::clock::Clock;
use entity::value::problem::Case;

use crate::cli::output::{Output, fail, note};
use crate::config::Config;
use crate::graphql::sdl;
use crate::json::openapi;
use crate::message::ENGLISH;
use crate::problem;
use crate::telemetry::Telemetry;

/// Serves the content of a network, and looks after its database.
///
/// To try it: `bretagne-creative serve --demo`, then open http://127.0.0.1:8000. To look after a network: make the first
/// administrator with `member create --role admin`, and ask `doctor` what is still to be done.
#[derive(Debug, Parser)]
#[command(name = "bretagne-creative", version, after_help = AFTER_HELP)]
struct Arguments {
    /// Read the settings from this file in place of bretagne-creative.toml in this folder.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

/// What stands below the list of commands.
const AFTER_HELP: &str = "\
Settings stand in bretagne-creative.toml or in the environment (BC_DATABASE_URL, BC_LISTEN, …); `config` prints those in force, \
and `reference settings` explains all of them. Commands work on the database that the settings name, also while it is served.

Exit codes: 0 done, 1 not done or something is wrong, 2 the command line was not understood.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer requests until told to stop. Makes the database when there is none.
    Serve(serve::Arguments),
    /// Bring in content from files, a SPIP site or WordPress; bringing in the same again changes nothing.
    Import(Box<import::Arguments>),
    /// Write all content to a file from which it can be brought in again, here or elsewhere.
    Export(export::Arguments),
    /// Look at the database and the settings, and say in plain words what is to be done.
    Doctor(doctor::Arguments),
    /// Make, invite, accept, list and suspend people, and set their roles and passwords.
    Member(member::Arguments),
    /// List where somebody is signed in, and end a session.
    Session(session::Arguments),
    /// Make, list and revoke the tokens that scripts sign in with.
    Token(token::Arguments),
    /// Show who did what, the newest first, or delete old lines of it.
    Audit(audit::Arguments),
    /// Read the mails that lie on this machine because no mail server is set.
    Mail(mail::Arguments),
    /// Look after uploaded pictures and documents.
    Media(media::Arguments),
    /// Copy a SQLite database, with its secret and its uploaded files, also while it is served.
    Backup(backup::Arguments),
    /// Put a copy that `backup` made in the place of a SQLite database, which is moved aside.
    Restore(restore::Arguments),
    /// Copy a whole database into an empty one, from SQLite to PostgreSQL or back: accounts, versions and the audit included.
    Copy(copy::Arguments),
    /// Bring the tables of the database up to this version of the program, or take steps back.
    Migrate(migrate::Arguments),
    /// Change the key that tokens are signed with.
    Key(key::Arguments),
    /// Print the settings that are in force, without secrets.
    Config,
    /// Print the GraphQL schema (SDL).
    Schema,
    /// Print the description of the JSON addresses (OpenAPI 3.1).
    Openapi,
    /// Print all settings, or all commands, with what is said of them: Markdown.
    Reference(reference::Arguments),
    /// Unpack one AVIF picture, for the process that calls this.
    #[command(hide = true)]
    UnpackAvif,
}

impl Command {
    /// What a command prints that asks neither the settings nor the database.
    fn printed(&self) -> Option<String> {
        match self {
            Self::Schema => Some(sdl()),
            Self::Openapi => Some(openapi::text("https://api.example.org")),
            Self::Reference(page) => Some(reference::page(page, Arguments::command())),
            Self::Serve(_)
            | Self::Import(_)
            | Self::Export(_)
            | Self::Doctor(_)
            | Self::Member(_)
            | Self::Session(_)
            | Self::Token(_)
            | Self::Audit(_)
            | Self::Mail(_)
            | Self::Media(_)
            | Self::Backup(_)
            | Self::Restore(_)
            | Self::Copy(_)
            | Self::Migrate(_)
            | Self::Key(_)
            | Self::UnpackAvif
            | Self::Config => None,
        }
    }
}

/// Parses the command line, runs the command, and says how it went: 0 well, 1 not, 2 not understood.
pub async fn run() -> ExitCode {
    let arguments = Arguments::parse();
    if matches!(arguments.command, Command::UnpackAvif) {
        return unpack::run();
    }
    let output = Output::default();
    if let Some(text) = arguments.command.printed() {
        output.text(&text);
        return output.end(ExitCode::SUCCESS);
    }
    let config = match Config::load(arguments.config.as_deref()) {
        Ok(config) => config,
        Err(cause) => return fail(&cause),
    };
    let telemetry = match Telemetry::begin(&config) {
        Ok(telemetry) => telemetry,
        Err(cause) => return fail(&cause),
    };
    unpack::begin();
    let done = match arguments.command {
        Command::Serve(arguments) => serve::run(&config, &output, arguments).await,
        Command::Import(arguments) => import::run(&config, &output, *arguments).await,
        Command::Export(arguments) => export::run(&config, &output, arguments).await,
        Command::Migrate(arguments) => migrate::run(&config, &output, arguments).await,
        Command::Doctor(arguments) => doctor::run(&config, &output, &arguments).await,
        Command::Backup(arguments) => backup::run(&config, &output, arguments).await,
        Command::Restore(arguments) => restore::run(&config, &output, arguments).await,
        Command::Copy(arguments) => copy::run(&output, arguments).await,
        Command::Config => config::run(&config, &output),
        Command::Audit(arguments) => audit::run(&config, &output, arguments).await,
        Command::Session(arguments) => session::run(&config, &output, arguments).await,
        Command::Token(arguments) => token::run(&config, &output, arguments).await,
        Command::Member(arguments) => member::run(&config, &output, arguments).await,
        Command::Mail(arguments) => mail::run(&config, &output, &arguments),
        Command::Media(arguments) => media::run(&config, &output, arguments).await,
        Command::Key(arguments) => key::run(&config, &output, arguments).await,
        Command::Schema | Command::Openapi | Command::Reference(_) | Command::UnpackAvif => Ok(ExitCode::SUCCESS),
    };
    telemetry.end().await;
    output.end(done.unwrap_or_else(|cause| fail(&cause)))
}

/// Reads an argument of a type of ours.
fn argument<T: FromStr>(text: &str) -> Result<T, String>
where
    Case: From<T::Err>,
{
    text.parse().map_err(|bad| problem::message(&Case::from(bad)).say_in(ENGLISH))
}

/// What is told of an error of the data floor.
fn told(cause: entity::error::Error) -> String {
    problem::told(&cause)
}

/// The same where an id names the thing: `absent` is said when there is none.
fn told_or(cause: entity::error::Error, absent: String) -> String {
    match cause {
        entity::error::Error::NotFound => absent,
        other => told(other),
    }
}

/// Whether a command may make the database that it is to work on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Absent {
    /// Tables are made where there are none.
    IsMade,
    /// There is nothing to look at or to change.
    IsAnError,
}

/// Does something with the configured database, and closes it, whatever became of that.
async fn with_store<T>(
    config: &Config,
    absent: Absent,
    work: impl AsyncFnOnce(&Store, Opening) -> Result<T, String>,
) -> Result<T, String> {
    let (store, opening) = open(config, absent).await?;
    let done = work(&store, opening).await;
    store.close().await;
    done
}

/// Opens the configured database, making the folder of a SQLite file when it is missing and may be made.
async fn open(config: &Config, absent: Absent) -> Result<(Store, Opening), String> {
    let clock = Arc::new(Clock::system());
    let opened = match absent {
        Absent::IsAnError => Store::open_existing(&config.opening(), clock).await,
        Absent::IsMade => {
            if let Some(folder) = config.database.folder() {
                std::fs::create_dir_all(&folder)
                    .map_err(|it| format!("the folder {} cannot be made: {it}", folder.display()))?;
            }
            Store::open(&config.opening(), clock).await
        }
    };
    let (store, opening) = opened.map_err(told)?;
    let place = config.database.place();
    let (before, after) = opening.steps;
    if opening.made {
        note(&format_args!("made a new, empty database at {place}"));
    } else if !opening.migrated.is_empty() {
        note(&format_args!("brought the tables of {place} from step {before} to {after}"));
    } else if opening.seeded {
        note(&format_args!("renewed the lists of licences and territories in {place}"));
    }
    Ok((store, opening))
}
