//! `key`: signs with a new key from now on.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use entity::store::Store;

use crate::auth::Auth;
use crate::cli::output::Output;
use crate::cli::secret::{Gone, seal};
use crate::cli::{Absent, told, with_store};
use crate::config::Config;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Sign tokens with a new key from now on; what the old key has signed is valid for another hour.
    Rotate,
}

pub(super) async fn run(config: &Config, output: &Output, arguments: Arguments) -> Result<ExitCode, String> {
    match arguments.command {
        Command::Rotate => {
            let rotate = async |store: &Store, _| {
                let signer = signer(config, store, Gone::IsMadeAnew).await?;
                signer.rotate().await.map_err(told)
            };
            let kid = with_store(config, Absent::IsAnError, rotate).await?;
            let kid = kid.ok_or("the keys are those that BC_JWT_KEYS names: put another file first")?;
            output.line(format_args!("new tokens are signed with {kid}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What signs for the configured network.
pub(super) async fn signer(config: &Config, store: &Store, gone: Gone) -> Result<Auth, String> {
    let (keys, seal) = (config.auth.keys()?, seal(config, store, gone).await?);
    if seal.is_none() && keys.is_none() {
        return Err("nothing can be signed without a secret: set BC_SECRET".to_owned());
    }
    Ok(Auth::new(store.clone(), config.site().api_url().to_owned(), seal, keys))
}
