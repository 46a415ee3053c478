//! The command line: one command, one file.

mod audit;
mod backup;
mod config;
mod demo;
mod doctor;
mod import;
mod key;
mod member;
mod migrate;
mod output;
mod restore;
mod secret;
mod serve;
mod session;
mod signal;
mod token;

use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use entity::store::Store;
use entity::upkeep::open::Opening;
use entity::value::clock::Clock;
use entity::value::problem::Case;

use crate::cli::output::{Output, fail, note};
use crate::config::Config;
use crate::graphql::sdl;
use crate::message::ENGLISH;
use crate::problem;
use crate::telemetry::Telemetry;

/// The content API of Bretagne Creative.
#[derive(Debug, Parser)]
#[command(version, about, long_about = None)]
struct Arguments {
    /// The configuration file; `bretagne-creative.toml` when it exists.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API: makes and migrates the database when needed.
    Serve(serve::Arguments),
    /// Import a file of NDJSON; running it again changes nothing.
    Import(import::Arguments),
    /// Bring the tables of the database up to this program, or take steps back.
    Migrate(migrate::Arguments),
    /// Print the GraphQL schema (SDL).
    Schema,
    /// Check the database: connection, migrations, settings, foreign keys, invariants.
    Doctor,
    /// Copy a SQLite database, and the secret that belongs to it, while a server runs.
    Backup(backup::Arguments),
    /// Put a copy in the place of a SQLite database; what was there is moved aside.
    Restore(restore::Arguments),
    /// Print the configuration that is in force, secrets hidden.
    Config,
    /// Tell who did what, the newest first; delete old lines.
    Audit(audit::Arguments),
    /// Make, list and revoke the tokens that scripts show.
    Token(token::Arguments),
    /// Make accounts of people, invite and accept them, list them, change their roles, suspend them.
    Member(member::Arguments),
    /// List where somebody is signed in, and end it.
    Session(session::Arguments),
    /// Sign with a new key from now on.
    Key(key::Arguments),
}

/// Parses the command line, runs the command, and says how it went: 0 well, 1 not, 2 not understood.
pub async fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let config = match Config::load(arguments.config.as_deref()) {
        Ok(config) => config,
        Err(cause) => return fail(&cause),
    };
    let telemetry = match Telemetry::begin(&config) {
        Ok(telemetry) => telemetry,
        Err(cause) => return fail(&cause),
    };
    let output = Output::default();
    let done = match arguments.command {
        Command::Serve(arguments) => serve::run(&config, &output, arguments).await,
        Command::Import(arguments) => import::run(&config, &output, arguments).await,
        Command::Migrate(arguments) => migrate::run(&config, &output, arguments).await,
        Command::Schema => {
            output.text(&sdl());
            Ok(ExitCode::SUCCESS)
        }
        Command::Doctor => doctor::run(&config, &output).await,
        Command::Backup(arguments) => backup::run(&config, &output, arguments).await,
        Command::Restore(arguments) => restore::run(&config, &output, arguments).await,
        Command::Config => config::run(&config, &output),
        Command::Audit(arguments) => audit::run(&config, &output, arguments).await,
        Command::Session(arguments) => session::run(&config, &output, arguments).await,
        Command::Token(arguments) => token::run(&config, &output, arguments).await,
        Command::Member(arguments) => member::run(&config, &output, arguments).await,
        Command::Key(arguments) => key::run(&config, &output, arguments).await,
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
        Absent::IsAnError => Store::open_existing(&config.database(), clock).await,
        Absent::IsMade => {
            if let Some(folder) = config.database_folder() {
                std::fs::create_dir_all(&folder)
                    .map_err(|it| format!("the folder {} cannot be made: {it}", folder.display()))?;
            }
            Store::open(&config.database(), clock).await
        }
    };
    let (store, opening) = opened.map_err(told)?;
    if opening.made {
        note(&format_args!("made a new database: {}", config.database_url));
    }
    Ok((store, opening))
}
