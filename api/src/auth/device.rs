//! Marks of devices on which somebody has signed in before. They open nothing: whoever shows one is counted apart from all others
//! who try passwords of its account.

use entity::error::Error;
use entity::value::id::Id;
use serde::{Deserialize, Serialize};

use crate::auth::Auth;

/// The type that the header of a mark names: it is no access token.
const TYPE: &str = "device+jwt";
/// What its audience is called: nobody but we reads it.
const AUDIENCE: &str = "bretagne-creative/device";
/// For how many seconds it is good.
const LASTS: i64 = 400 * 24 * 3_600;

/// The body of a mark.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mark {
    iss: String,
    aud: String,
    /// The account.
    sub: String,
    /// The device.
    jti: String,
    iat: i64,
    nbf: i64,
    exp: i64,
}

impl Auth {
    /// Signs the mark of a device for an account: the one that it has shown, when that was of this account, else a new one. None
    /// when there is nothing to sign with.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) async fn sign_device(&self, account: Id, shown: Option<(Id, Id)>) -> Result<Option<String>, Error> {
        let second = self.store.now().milliseconds() / 1_000;
        let known = shown.filter(|(of, _)| *of == account).map(|(_, device)| device);
        let mark = Mark {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            sub: account.to_string(),
            jti: known.unwrap_or_else(|| self.store.new_id()).to_string(),
            iat: second,
            nbf: second,
            exp: second + LASTS,
        };
        self.write(TYPE, &mark).await
    }

    /// Of which account a mark is, and of which device; none when it is not good.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) async fn device(&self, shown: &str) -> Result<Option<(Id, Id)>, Error> {
        let now = self.store.now().milliseconds() / 1_000;
        let mark = self.verified::<Mark>(shown, TYPE, AUDIENCE).await?.filter(|it| it.exp > now);
        Ok(mark.and_then(|it| Some((it.sub.parse().ok()?, it.jti.parse().ok()?))))
    }
}
