//! `key`: signs with a new key from now on.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use entity::store::Store;

use crate::auth::Auth;
use crate::cli::{fail, open, seal};
use crate::config::Config;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Sign with a new key from now on; what the old one has signed is good for another hour.
    Rotate,
}

pub(super) async fn run(config: &Config, arguments: Arguments) -> ExitCode {
    let done = async {
        let (store, _) = open(config).await?;
        match arguments.command {
            Command::Rotate => {
                let kid = signer(config, &store)?.rotate().await.map_err(|it| it.to_string())?;
                let kid = kid.ok_or("the keys are those that BC_JWT_KEYS names: put another file first")?;
                println!("new tokens are signed with {kid}");
                Ok::<(), String>(())
            }
        }
    };
    match done.await {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => fail(&cause),
    }
}

/// What signs for the configured network.
pub(super) fn signer(config: &Config, store: &Store) -> Result<Auth, String> {
    let (seal, keys) = (seal(config, store)?, config.keys()?);
    if seal.is_none() && keys.is_none() {
        return Err("nothing can be signed without a secret: set BC_SECRET".to_owned());
    }
    Ok(Auth::new(store.clone(), config.site().api_url().to_owned(), seal, keys))
}
