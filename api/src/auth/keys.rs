//! What tokens are signed with: keys in the database that servers share, or those that the configuration names.

use std::sync::Arc;

use entity::error::Error;
use entity::store::Store;
use serde_json::{Value, json};

use crate::auth::key::Key;
use crate::auth::key_files::KeyFiles;
use crate::auth::key_store::KeyStore;
use crate::auth::seal::Seal;

/// Where the keys come from.
pub(super) enum Keys {
    KeyStore(KeyStore),
    KeyFiles(KeyFiles),
}

impl Keys {
    /// Those of the configuration when there are any, else those of the database, when there is something to open them with.
    pub(super) fn new(store: &Store, seal: Option<Arc<Seal>>, given: Option<KeyFiles>) -> Option<Self> {
        match (given, seal) {
            (Some(given), _) => Some(Self::KeyFiles(given)),
            (None, Some(seal)) => Some(Self::KeyStore(KeyStore::new(store.clone(), seal))),
            (None, None) => None,
        }
    }

    /// The key that is signed with.
    pub(super) async fn current(&self) -> Result<Key, Error> {
        match self {
            Self::KeyStore(shared) => shared.current().await,
            Self::KeyFiles(given) => Ok(given.current().clone()),
        }
    }

    /// The key of this name, while it is good.
    pub(super) async fn find(&self, kid: &str) -> Result<Option<Key>, Error> {
        match self {
            Self::KeyStore(shared) => shared.find(kid).await,
            Self::KeyFiles(given) => Ok(given.all().iter().find(|it| it.kid == kid).cloned()),
        }
    }

    /// The public halves of all that is good (JWKS, RFC 7517 §5; Ed25519: RFC 8037 §2). A shared secret has none.
    pub(super) async fn public(&self) -> Result<Value, Error> {
        let good = match self {
            Self::KeyStore(shared) => shared.good().await?,
            Self::KeyFiles(given) => given.all().to_vec(),
        };
        let public = |it: &Key| Some((it.kid.clone(), it.x.clone()?));
        let keys: Vec<Value> = good
            .iter()
            .filter_map(public)
            .map(|(kid, x)| json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": kid, "x": x }))
            .collect();
        Ok(json!({ "keys": keys }))
    }

    /// Signs with a new key from now on, and tells its name; none where the configuration names the keys.
    pub(super) async fn rotate(&self) -> Result<Option<String>, Error> {
        match self {
            Self::KeyStore(shared) => shared.rotate().await.map(Some),
            Self::KeyFiles(_) => Ok(None),
        }
    }
}
