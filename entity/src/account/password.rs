//! Passwords: which are good enough, and how they are kept: Argon2id, off the threads that answer, a few at a time.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, Result};
use crate::value::line;
use crate::value::problem::{Case, Problem};

/// Memory in KiB, passes, lanes: what OWASP's cheat sheet on password storage names first for Argon2id with one lane.
const COST: (u32, u32, u32) = (19_456, 2, 1);
/// How many are hashed at once, so that sign-ins cannot take all memory and all cores.
const AT_ONCE: usize = 2;
/// The fewest and the most characters.
const LENGTH: std::ops::RangeInclusive<usize> = 12..=128;
/// The fewest different characters.
const DIFFERENT: usize = 5;
/// Passwords of twelve characters and more that are guessed first, in lower case.
const COMMON: &str = include_str!("../../data/common-passwords.txt");

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

/// What is compared with when there is no account, so that an answer takes as long as when there is one.
static NOBODY: LazyLock<String> = LazyLock::new(|| hashed("nobody has this password", [7; 16]).unwrap_or_default());

/// Refuses a password that is too short, too long, or guessed first.
///
/// # Errors
/// The problem, with the field `password`.
pub(crate) fn check(password: &str, email: &str) -> std::result::Result<(), Problem> {
    let password = prepared(password);
    let count = password.chars().count();
    if !LENGTH.contains(&count) {
        let case = Case::PasswordLength { count, min: *LENGTH.start(), max: *LENGTH.end() };
        return Err(Problem::new("password", case));
    }
    if let Some(sign) = line::unfit(&password).filter(|it| it.is_control()) {
        return Err(Problem::new("password", sign.into()));
    }
    let plain = password.to_lowercase();
    let mut different: Vec<char> = plain.chars().collect();
    different.sort_unstable();
    different.dedup();
    let common = COMMON.lines().any(|it| it == plain) || different.len() < DIFFERENT || plain == email.to_lowercase();
    if common {
        return Err(Problem::new("password", Case::PasswordGuessed));
    }
    Ok(())
}

/// The hash of a password, with this salt, in the PHC format.
pub(crate) async fn hash(password: String, salt: [u8; 32]) -> Result<String> {
    let mut short = [0; 16];
    short.copy_from_slice(&salt[..16]);
    apart(move || hashed(&prepared(&password), short)).await?
}

/// A password as it is hashed (RFC 8265, OpaqueString): NFC, every space the plain one. So it is the same password
/// whichever keyboard or system it was typed on.
fn prepared(password: &str) -> String {
    let space = |it: char| if it.is_whitespace() && !it.is_control() { ' ' } else { it };
    password.chars().map(space).nfc().collect()
}

/// The forms in which a password may have been hashed before it was prepared: as it was typed, and in NFD.
fn older_forms(password: &str) -> Vec<String> {
    let prepared = prepared(password);
    let mut forms = vec![password.to_owned(), password.nfc().collect(), password.nfd().collect()];
    forms.sort_unstable();
    forms.dedup();
    forms.retain(|it| *it != prepared);
    forms
}

/// Whether a password is the one of a hash; without a hash never, after the same time. Second: whether the hash was
/// made at another cost than today's, or of a form that is not prepared.
pub(crate) async fn verify(password: String, hash: Option<String>) -> Result<(bool, bool)> {
    apart(move || {
        let known = hash.as_deref().unwrap_or(&NOBODY);
        let Ok(parsed) = PasswordHash::new(known) else { return (false, false) };
        let is = |form: &str| Argon2::default().verify_password(form.as_bytes(), &parsed).is_ok();
        let fits_prepared = is(&prepared(&password));
        let fits = fits_prepared || older_forms(&password).iter().any(|it| is(it));
        let outdated = !fits_prepared
            || Params::try_from(&parsed).map_or(true, |it| (it.m_cost(), it.t_cost(), it.p_cost()) != COST);
        (fits && hash.is_some(), outdated)
    })
    .await
}

fn hashed(password: &str, salt: [u8; 16]) -> Result<String> {
    let internal = |it: String| Error::Internal(it.into());
    let params = Params::new(COST.0, COST.1, COST.2, None).map_err(|it| internal(it.to_string()))?;
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = hasher.hash_password_with_salt(password.as_bytes(), &salt).map_err(|it| internal(it.to_string()))?;
    Ok(hash.to_string())
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _turn = TURNS.acquire().await.map_err(|it| Error::Internal(it.into()))?;
    tokio::task::spawn_blocking(work).await.map_err(|it| Error::Internal(it.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_the_same_in_every_normal_form() {
        let (nfc, nfd) = ("épicerie à vélo", "e\u{301}picerie a\u{300} ve\u{301}lo");
        let hash = hash(nfd.to_owned(), [1; 32]).await.unwrap();
        assert_eq!(verify(nfc.to_owned(), Some(hash.clone())).await.unwrap(), (true, false));
        assert_eq!(verify("épicerie\u{a0}à vélo".to_owned(), Some(hash)).await.unwrap(), (true, false));
        let older = hashed(nfd, [1; 16]).unwrap();
        assert_eq!(verify(nfc.to_owned(), Some(older.clone())).await.unwrap(), (true, true));
        assert_eq!(verify(nfd.to_owned(), Some(older.clone())).await.unwrap(), (true, true));
        assert!(!verify("epicerie a velo".to_owned(), Some(older)).await.unwrap().0);
    }
}
