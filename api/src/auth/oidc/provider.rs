//! What other issuers sign: their keys, fetched and kept for a while, and the access tokens that people show (RFC 9068).

use std::sync::Arc;

use arc_swap::ArcSwapOption;
use axum::http::Request;
use axum::http::header::ACCEPT;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::model::external_identity::Identity;
use entity::store::Store;
use entity::value::clock::Instant;
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use openidconnect::IssuerUrl;
use openidconnect::core::CoreProviderMetadata;
use serde_json::Value;
use tokio::sync::Mutex;

use crate::auth::key::LEEWAY;
use crate::auth::oidc::provider_config::Issuer;
use crate::outgoing::{Outgoing, Reach};

/// For how many milliseconds what was fetched is good, unless a key is missing.
const FRESH: i64 = 60 * 60 * 1_000;
/// For how many milliseconds it is gone by when the issuer does not answer any more.
const STALE: i64 = 24 * FRESH;
/// How often, in milliseconds, unknown keys and failures make it be fetched again.
const AGAIN: i64 = 10 * 1_000;
/// The most bytes of what is looked at as a token.
const MAX_BYTES: usize = 8_192;
/// What may be signed with: each has a public half.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// Another issuer, with its keys.
pub(crate) struct Provider {
    pub(crate) issuer: Issuer,
    pub(crate) outgoing: Outgoing,
    pub(crate) store: Store,
    held: ArcSwapOption<Held>,
    tried_at: Mutex<Option<Instant>>,
}

/// What an issuer says of itself.
pub(crate) struct Held {
    /// Its endpoints; none for one without discovery.
    pub(crate) metadata: Option<CoreProviderMetadata>,
    keys: Vec<Jwk>,
    read_at: Instant,
}

impl Provider {
    /// # Errors
    /// One sentence, when other servers cannot be asked.
    pub(crate) fn new(issuer: Issuer, store: Store) -> Result<Self, String> {
        let reach = if issuer.private_network { Reach::Private } else { Reach::Public };
        let outgoing = Outgoing::new(reach)?;
        Ok(Self { issuer, outgoing, store, held: ArcSwapOption::empty(), tried_at: Mutex::new(None) })
    }

    /// Whether a token says that it comes from here; what it says is not verified yet.
    pub(crate) fn speaks(&self, token: &str) -> bool {
        let body = if token.len() > MAX_BYTES { None } else { token.split('.').nth(1) };
        body.and_then(json).is_some_and(|it| it.get("iss").and_then(Value::as_str) == Some(&self.issuer.issuer))
    }

    /// Whom an access token speaks of; none when it is not good, or not for this API.
    pub(crate) async fn read(&self, token: &str) -> Option<Identity> {
        let audience = self.issuer.audience.as_ref()?;
        let head = json(token.split('.').next()?)?;
        let kind = head.get("typ").map(|it| it.as_str().unwrap_or("?").to_ascii_lowercase());
        let of_access = kind.is_none_or(|it| matches!(it.as_str(), "jwt" | "at+jwt" | "application/at+jwt"));
        if !of_access || head.get("crit").is_some() {
            return None;
        }
        let algorithm: Algorithm = head.get("alg")?.as_str()?.parse().ok()?;
        if !ALGORITHMS.contains(&algorithm) {
            return None;
        }
        let key = self.key(head.get("kid").and_then(Value::as_str)?, algorithm).await?;
        let mut rules = Validation::new(algorithm);
        rules.set_issuer(&[&self.issuer.issuer]);
        rules.set_audience(&[audience]);
        rules.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
        // times are compared below, with the clock of the store
        rules.validate_exp = false;
        let body = jsonwebtoken::decode::<Value>(token, &key, &rules).ok()?.claims;
        let now = self.store.now().milliseconds() / 1_000;
        let (exp, iat) = (seconds(&body, "exp")?, seconds(&body, "iat")?);
        let nbf = if body.get("nbf").is_some() { seconds(&body, "nbf")? } else { iat };
        if exp <= now || nbf > now + LEEWAY || iat > now + LEEWAY || exp < iat {
            return None;
        }
        self.issuer.identity(&body, moment(iat))
    }

    /// The key of this name for this algorithm.
    async fn key(&self, kid: &str, algorithm: Algorithm) -> Option<DecodingKey> {
        let fits = |it: &&Jwk| {
            let common = &it.common;
            let named = common.key_id.as_deref() == Some(kid);
            let signs = !matches!(common.public_key_use, Some(PublicKeyUse::Encryption));
            let with = common
                .key_algorithm
                .is_none_or(|it| it.to_string().parse::<Algorithm>().is_ok_and(|it| it == algorithm));
            named && signs && with
        };
        for age in [FRESH, AGAIN] {
            if let Some(key) = self.held(age).await?.keys.iter().find(fits) {
                return DecodingKey::from_jwk(key).ok();
            }
        }
        None
    }

    /// What the issuer says of itself, as it was fetched lately.
    pub(crate) async fn told_lately(&self) -> Option<Arc<Held>> {
        self.held(FRESH).await
    }

    /// The same, fetched anew unless that was just done.
    pub(crate) async fn told_anew(&self) -> Option<Arc<Held>> {
        self.held(AGAIN).await
    }

    /// What the issuer says of itself, fetched at most so many milliseconds ago, or when it last could be within a day; none
    /// when it could not.
    async fn held(&self, age: i64) -> Option<Arc<Held>> {
        let since = |it: Instant| self.store.now().milliseconds() - it.milliseconds();
        let fresh = || self.held.load_full().filter(|it| since(it.read_at) < age);
        if let Some(held) = fresh() {
            return Some(held);
        }
        // while one fetches, the others go on with what there is, unless a key is missing in it
        let left = || self.held.load_full().filter(|it| since(it.read_at) < STALE);
        let mut tried_at = match (self.tried_at.try_lock(), left()) {
            (Ok(alone), _) => alone,
            (Err(_), Some(held)) if age == FRESH => return Some(held),
            (Err(_), _) => self.tried_at.lock().await,
        };
        let tried = tried_at.is_some_and(|it| since(it) < AGAIN);
        if let Some(held) = fresh().or_else(|| left().filter(|_| tried)) {
            return Some(held);
        }
        if tried {
            return None;
        }
        *tried_at = Some(self.store.now());
        match self.fetch().await {
            Ok(held) => self.held.store(Some(Arc::new(held))),
            Err(cause) => tracing::warn!(issuer = self.issuer.key, cause, "an issuer does not say who it is"),
        }
        left()
    }

    async fn fetch(&self) -> Result<Held, String> {
        let read_at = self.store.now();
        if let Some(url) = &self.issuer.jwks_url {
            let request = Request::get(url).header(ACCEPT, "application/json").body(Vec::new());
            let answer = self.outgoing.send(request.map_err(|it| it.to_string())?).await.map_err(told)?;
            if !answer.status().is_success() {
                return Err(format!("{} answers {}", url, answer.status()));
            }
            let keys = serde_json::from_slice(answer.body()).map_err(told)?;
            return Ok(Held { metadata: None, keys: readable(&keys), read_at });
        }
        let issuer = IssuerUrl::new(self.issuer.issuer.clone()).map_err(told)?;
        let metadata = CoreProviderMetadata::discover_async(issuer, &self.outgoing).await.map_err(told)?;
        let keys = serde_json::to_value(metadata.jwks()).map_err(told)?;
        Ok(Held { metadata: Some(metadata), keys: readable(&keys), read_at })
    }
}

/// The keys of a set that can be read: what is of a kind unknown here does no harm.
fn readable(keys: &Value) -> Vec<Jwk> {
    let all = keys.get("keys").and_then(Value::as_array);
    let one = |it: &Value| serde_json::from_value::<JwkSet>(serde_json::json!({ "keys": [it] })).ok();
    all.into_iter().flatten().filter_map(one).flat_map(|it| it.keys).collect()
}

/// An error and what caused it, on one line.
pub(crate) fn told(error: impl std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(it) = cause {
        text = format!("{text}: {it}");
        cause = it.source();
    }
    text
}

/// A part of a token, as JSON.
pub(crate) fn json(part: &str) -> Option<Value> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

/// A moment in whole seconds since 1970, as claims tell it (RFC 7519 §2, NumericDate).
fn seconds(body: &Value, name: &str) -> Option<i64> {
    let value = body.get(name)?;
    #[expect(clippy::cast_possible_truncation, reason = "what lies below a second does not count, and the rest fits")]
    let whole = value.as_i64().or_else(|| value.as_f64().map(|it| it as i64))?;
    (0..=253_402_300_799).contains(&whole).then_some(whole)
}

/// That moment by the clock of the store.
pub(crate) fn moment(seconds: i64) -> Instant {
    Instant::of(chrono::DateTime::from_timestamp(seconds, 0).unwrap_or_default())
}
