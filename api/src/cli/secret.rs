//! The secret that signing keys are sealed with: the configured one, or the one in a file beside a SQLite database. A file
//! is made at the first start, and never again while keys are sealed with the one that is gone.

use entity::account::signing_key::SigningKey;
use entity::store::Store;

use crate::auth::Seal;
use crate::cli::output::note;
use crate::cli::told;
use crate::config::Config;

/// What is done when the file of the secret is gone while keys are sealed with what it held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gone {
    /// It is an error: the file is to be put back.
    IsAnError,
    /// Another is made, for new keys to be sealed with.
    IsMadeAnew,
}

/// What signing keys are sealed with; says so when there is nothing.
pub(super) async fn seal(config: &Config, store: &Store, gone: Gone) -> Result<Option<Seal>, String> {
    if let Some(seal) = configured(config)? {
        return Ok(Some(seal));
    }
    let Some(file) = config.secret_file() else {
        if config.auth.jwt_keys.is_empty() {
            tracing::warn!("nobody can sign in: set BC_SECRET to at least 32 characters, the same on every server");
        }
        return Ok(None);
    };
    if gone == Gone::IsAnError && !in_use(store).await?.is_empty() {
        return Err(format!("the signing keys are sealed with a secret that is not there: {}", mend(config)));
    }
    let there = Seal::read(&file)?;
    if there.is_some() {
        return Ok(there);
    }
    let made = Seal::make(&file, &store.chance())?;
    note(&format_args!(
        "made the secret that signing keys are sealed with: {}; it belongs to the database",
        file.display()
    ));
    Ok(Some(made))
}

/// Whether the signing keys of the database can be opened: none when there are none yet, or others are configured.
pub(super) async fn opens(config: &Config, store: &Store) -> Result<Option<bool>, String> {
    let keys = in_use(store).await?;
    if keys.is_empty() || !config.auth.jwt_keys.is_empty() {
        return Ok(None);
    }
    Ok(Some(configured(config)?.is_some_and(|seal| keys.iter().any(|key| seal.opens(key)))))
}

/// What brings keys back that cannot be opened.
pub(super) fn mend(config: &Config) -> String {
    let back = match config.secret_file() {
        Some(file) if config.auth.secret.is_none() => format!("put {} back from the backup", file.display()),
        _ => "set BC_SECRET to the one that they were sealed with".to_owned(),
    };
    format!("{back}; when it is lost, run `key rotate`, after which everybody signs in again")
}

/// The secret that there is; a file is not made.
fn configured(config: &Config) -> Result<Option<Seal>, String> {
    if let Some(secret) = &config.auth.secret {
        return Seal::of_secret(secret.reveal()).map(Some).map_err(|it| format!("BC_SECRET: {it}"));
    }
    config.secret_file().map_or(Ok(None), |file| Seal::read(&file))
}

async fn in_use(store: &Store) -> Result<Vec<SigningKey>, String> {
    let mut keys = store.signing_keys().await.map_err(told)?;
    keys.retain(|key| key.retired_at.is_none() && !key.sealed.is_empty());
    Ok(keys)
}
