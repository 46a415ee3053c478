//! The command line: one command, one file.

mod audit;
mod config;
mod doctor;
mod import;
mod key;
mod member;
mod migrate;
mod serve;
mod session;
mod token;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use entity::clock::Clock;
use entity::store::{Opening, Store};

use crate::auth::Seal;
use crate::config::Config;
use crate::graphql::sdl;
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
    /// Print the configuration that is in force, secrets hidden.
    Config,
    /// Tell who did what, the newest first.
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
    let done = match arguments.command {
        Command::Serve(arguments) => serve::run(&config, arguments).await,
        Command::Import(arguments) => import::run(&config, arguments).await,
        Command::Migrate(arguments) => migrate::run(&config, arguments).await,
        Command::Schema => {
            print!("{}", sdl());
            ExitCode::SUCCESS
        }
        Command::Doctor => doctor::run(&config).await,
        Command::Config => config::run(&config),
        Command::Audit(arguments) => audit::run(&config, arguments).await,
        Command::Session(arguments) => session::run(&config, arguments).await,
        Command::Token(arguments) => token::run(&config, arguments).await,
        Command::Member(arguments) => member::run(&config, arguments).await,
        Command::Key(arguments) => key::run(&config, arguments).await,
    };
    telemetry.end().await;
    done
}

/// Opens the configured database, making the folder of a SQLite file when it is missing.
async fn open(config: &Config) -> Result<(Store, Opening), String> {
    if let Some(folder) = config.database_folder() {
        std::fs::create_dir_all(&folder)
            .map_err(|it| format!("the folder {} cannot be made: {it}", folder.display()))?;
    }
    Store::open(&config.database(), Arc::new(Clock::system())).await.map_err(|it| it.to_string())
}

/// What signing keys are sealed with; says so when there is nothing.
fn seal(config: &Config, store: &Store) -> Result<Option<Seal>, String> {
    let seal = config.seal(&store.chance())?;
    if seal.is_none() && config.jwt_keys.is_empty() {
        tracing::warn!("nobody can sign in: set BC_SECRET to at least 32 characters, the same on every server");
    }
    Ok(seal)
}

/// Writes a line of a list to standard output; tells whether somebody reads on.
fn say(text: &str) -> Result<bool, String> {
    match writeln!(std::io::stdout(), "{text}") {
        Ok(()) => Ok(true),
        Err(cause) if cause.kind() == std::io::ErrorKind::BrokenPipe => Ok(false),
        Err(cause) => Err(format!("standard output cannot be written: {cause}")),
    }
}

fn fail(cause: &impl std::fmt::Display) -> ExitCode {
    eprintln!("error: {cause}");
    ExitCode::FAILURE
}
