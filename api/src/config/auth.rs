//! What tokens are signed with, with whom else people sign in, and the first administrator.

use std::collections::BTreeSet;
use std::path::PathBuf;

use documented::DocumentedFields;
use serde::{Deserialize, Serialize};

use crate::auth::{Issuer, KeyFiles, Signing};
use crate::config::fault::BadConfig;
use crate::config::form;
use crate::secret::Passphrase;

/// What tokens are signed with, with whom else people sign in, and the first administrator.
#[derive(Debug, Clone, Serialize, Deserialize, DocumentedFields)]
pub struct Auth {
    /// What the signing keys in the database are sealed with: at least 32 characters, the same on every server of a database.
    /// On SQLite a file beside the database holds one when none is given; on PostgreSQL nobody can sign in without it.
    pub secret: Option<Passphrase>,
    /// How tokens are signed: `EdDSA`, or `HS256` with a secret in a file that `jwt_keys` names.
    pub jwt_algorithm: Signing,
    /// Files with keys to sign with in place of those in the database, separated by commas: the first signs, and what the others
    /// have signed is good as well.
    #[serde(deserialize_with = "form::paths")]
    pub jwt_keys: Vec<PathBuf>,
    /// Other issuers with whom people sign in, or whose access tokens are taken: in the file as `[[issuers]]`, with the fields
    /// below.
    pub issuers: Vec<Issuer>,
    /// The e-mail address of the first administrator, whose account `serve` makes when there is no administrator.
    pub admin_email: Option<String>,
    /// The name of the first administrator; what stands before the `@` of the address when absent.
    pub admin_name: Option<String>,
    /// The password of the first administrator. It has no use once the account is there: take it away then.
    pub admin_password: Option<Passphrase>,
}

impl Default for Auth {
    fn default() -> Self {
        Self {
            secret: None,
            jwt_algorithm: Signing::EdDsa,
            jwt_keys: Vec::new(),
            issuers: Vec::new(),
            admin_email: None,
            admin_name: None,
            admin_password: None,
        }
    }
}

impl Auth {
    pub(super) fn check(&self) -> Result<(), BadConfig> {
        if self.jwt_algorithm == Signing::Hs256 && self.jwt_keys.is_empty() {
            return Err(BadConfig::new("jwt_algorithm HS256 needs a secret to sign with: set jwt_keys to a file"));
        }
        if let Some(fault) = self.issuers.iter().find_map(Issuer::fault) {
            return Err(BadConfig::new(fault));
        }
        let keys: BTreeSet<&str> = self.issuers.iter().flat_map(|it| [it.key.as_str(), it.issuer.as_str()]).collect();
        if keys.len() < 2 * self.issuers.len() {
            return Err(BadConfig::new("issuers: two of them have the same key, or the same issuer"));
        }
        if self.admin_email.is_none() && self.admin_password.is_some() {
            return Err(BadConfig::new("admin_password needs an address: set admin_email"));
        }
        Ok(())
    }

    /// Whether people sign in by way of one of the other issuers.
    pub(super) fn signs_in_elsewhere(&self) -> bool {
        self.issuers.iter().any(|it| it.client_id.is_some())
    }

    /// The keys that the configuration names.
    ///
    /// # Errors
    /// One sentence, when a file cannot be used.
    pub fn keys(&self) -> Result<Option<KeyFiles>, String> {
        KeyFiles::read(self.jwt_algorithm, &self.jwt_keys)
    }
}
