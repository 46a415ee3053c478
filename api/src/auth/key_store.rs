//! The signing keys (Ed25519, RFC 8032), as servers on one database share them: read when they are first needed, and again
//! when others were added.

use std::sync::Arc;

use arc_swap::ArcSwapOption;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::account::signing_key::SigningKey;
use entity::error::Error;
use entity::store::Store;
use entity::value::clock::Instant;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use tokio::sync::Mutex;

use crate::auth::key::Key;
use crate::auth::seal::Seal;

/// For how many milliseconds what a retired key has signed is good.
const OVERLAP: i64 = 60 * 60 * 1_000;
/// After how many milliseconds the keys are read again.
const FRESH: i64 = 60 * 1_000;
/// How often, in milliseconds, unknown names make the keys be read.
const UNKNOWN: i64 = 1_000;

/// The keys in the database.
pub(super) struct KeyStore {
    store: Store,
    seal: Arc<Seal>,
    held: ArcSwapOption<Held>,
    loading: Mutex<()>,
}

/// The keys as they were read.
struct Held {
    keys: Vec<Key>,
    read_at: Instant,
    /// The clock of keys under which they were read.
    moved: i64,
}

impl KeyStore {
    pub(super) fn new(store: Store, seal: Arc<Seal>) -> Self {
        Self { store, seal, held: ArcSwapOption::empty(), loading: Mutex::new(()) }
    }

    /// The key that is signed with; the first server makes one.
    pub(super) async fn current(&self) -> Result<Key, Error> {
        let in_use = |held: &Held| held.keys.iter().find(|it| it.retired_at.is_none()).cloned();
        if let Some(key) = in_use(&*self.held(FRESH).await?) {
            return Ok(key);
        }
        self.add(false).await?;
        let held = self.held(0).await?;
        in_use(&held).ok_or_else(|| {
            // a key is in use that this secret does not open
            let sentence =
                "the signing keys were sealed with another secret; give that one in BC_SECRET, or run key rotate";
            Error::Unusable(sentence.into())
        })
    }

    /// The key of this name, while it is good.
    pub(super) async fn find(&self, kid: &str) -> Result<Option<Key>, Error> {
        let now = self.store.now();
        let good = |it: &&Key| {
            let until = it.retired_at.map(|at| at.plus_milliseconds(OVERLAP));
            it.kid == kid && until.is_none_or(|until| now < until)
        };
        let held = self.held(FRESH).await?;
        if let Some(key) = held.keys.iter().find(good) {
            return Ok(Some(key.clone()));
        }
        Ok(self.held(UNKNOWN).await?.keys.iter().find(good).cloned())
    }

    /// All that is good.
    pub(super) async fn good(&self) -> Result<Vec<Key>, Error> {
        self.current().await?;
        let now = self.store.now();
        let held = self.held(FRESH).await?;
        let good = held.keys.iter().filter(|it| it.retired_at.is_none_or(|at| now < at.plus_milliseconds(OVERLAP)));
        Ok(good.cloned().collect())
    }

    /// Retires what is in use for a new key; tells its name.
    pub(super) async fn rotate(&self) -> Result<String, Error> {
        self.add(true).await?;
        self.held(0).await?;
        Ok(self.current().await?.kid)
    }

    async fn add(&self, rotate: bool) -> Result<(), Error> {
        let fault = |what: &str| Error::Internal(what.to_owned().into());
        let pair = Ed25519KeyPair::generate().map_err(|_| fault("no signing key can be made"))?;
        let private = pair.to_pkcs8v1().map_err(|_| fault("a signing key cannot be written"))?;
        let kid = URL_SAFE_NO_PAD.encode(&self.store.chance()[..12]);
        let sealed = self.seal.close(&kid, private.as_ref()).ok_or_else(|| fault("a signing key cannot be sealed"))?;
        let public = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        self.store.add_signing_key(SigningKey { kid, public, sealed, retired_at: None }, rotate).await
    }

    /// The keys as they were read at most so many milliseconds ago.
    async fn held(&self, age: i64) -> Result<Arc<Held>, Error> {
        let fresh = |now: Instant, moved: i64| {
            let young = |it: &Arc<Held>| now.milliseconds() - it.read_at.milliseconds() < age;
            self.held.load_full().filter(|it| age > 0 && it.moved == moved && young(it))
        };
        if let Some(held) = fresh(self.store.now(), self.store.keys_moved().await?) {
            return Ok(held);
        }
        let _alone = self.loading.lock().await;
        let moved = self.store.keys_moved().await?;
        if let Some(held) = fresh(self.store.now(), moved) {
            return Ok(held);
        }
        let read_at = self.store.now();
        let known = self.store.signing_keys().await?;
        let held =
            Arc::new(Held { keys: known.into_iter().filter_map(|it| self.opened(it)).collect(), read_at, moved });
        self.held.store(Some(Arc::clone(&held)));
        Ok(held)
    }

    fn opened(&self, key: SigningKey) -> Option<Key> {
        let private = self.seal.open(&key.kid, &key.sealed)?;
        Some(Key {
            public: DecodingKey::from_ed_components(&key.public).ok()?,
            private: EncodingKey::from_ed_der(&private),
            algorithm: Algorithm::EdDSA,
            kid: key.kid,
            x: Some(key.public),
            retired_at: key.retired_at,
        })
    }
}
