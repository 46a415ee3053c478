//! Credentials on the wire: signed tokens (JWT, RFC 7519) that people show, opaque ones that scripts show, and how often
//! somebody may try. Who they belong to, and what they may do, the data floor says at each request.

mod device;
pub(crate) mod key;
mod key_files;
mod key_store;
mod keys;
pub(crate) mod oidc;
mod rate_limit;
mod seal;

use std::sync::Arc;

use entity::error::Error;
use entity::model::account::Scope;
use entity::model::claims::Claims;
use entity::store::Store;
use entity::value::clock::Instant;
use entity::value::id::Id;
use entity::value::role::Role;
use entity::value::territory::TerritoryRef;
use entity::viewer::Viewer;
use jsonwebtoken::{Algorithm, Header, Validation};
pub use key_files::{KeyFiles, Signing};
use keys::Keys;
pub(crate) use rate_limit::{RateLimit, network};
pub use seal::Seal;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::auth::key::LEEWAY;
pub(crate) use crate::auth::oidc::login::{Returned, Sent, Trouble};
use crate::auth::oidc::provider::Provider;
pub use crate::auth::oidc::provider_config::Issuer;

/// The type that the header of an access token names (RFC 9068 §2.1).
const TYPE: &str = "at+jwt";
/// For how many milliseconds an access token is good.
const ACCESS: i64 = 15 * 60 * 1_000;

/// The most bytes of what is looked at as a signed token.
const MAX_BYTES: usize = 4_096;
/// What the audience of tokens is called.
const AUDIENCE: &str = "bretagne-creative";

/// Signs tokens, and says who shows one.
pub(crate) struct Auth {
    store: Store,
    issuer: String,
    keys: Option<Keys>,
    seal: Option<Arc<Seal>>,
    issuers: Vec<Provider>,
    /// How often somebody may try to sign in.
    pub(crate) attempts: RateLimit,
}

/// The body of a signed token.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    iss: String,
    aud: String,
    sub: String,
    jti: String,
    iat: i64,
    nbf: i64,
    exp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<String>,
    epoch: i64,
    role: String,
    territories: Vec<String>,
    scope: String,
}

/// The header of a signed token as we write it: nothing else is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    alg: Algorithm,
    typ: String,
    kid: String,
}

/// A token that was signed.
pub(crate) struct Signed {
    pub(crate) token: String,
    pub(crate) expires_at: Instant,
}

impl Auth {
    /// Without a seal and without keys nothing can be signed: there are no sessions then, and only opaque tokens are good.
    pub(crate) fn new(store: Store, issuer: String, seal: Option<Seal>, given: Option<KeyFiles>) -> Self {
        let seal = seal.map(Arc::new);
        let keys = Keys::new(&store, seal.clone(), given);
        Self { store, issuer, keys, seal, issuers: Vec::new(), attempts: RateLimit::new() }
    }

    /// The same, with other issuers whose word counts.
    ///
    /// # Errors
    /// One sentence, when other servers cannot be asked.
    pub(crate) fn with_issuers(self, issuers: Vec<Issuer>) -> Result<Self, String> {
        let foreign = issuers.into_iter().map(|it| Provider::new(it, self.store.clone()));
        Ok(Self { issuers: foreign.collect::<Result<_, _>>()?, ..self })
    }

    /// The issuers with which people can sign in: what each is called in addresses, and by people.
    pub(crate) fn doors(&self) -> impl Iterator<Item = (&str, &str)> {
        self.issuers.iter().filter(|it| it.lets_in() && self.seal.is_some()).map(Provider::names)
    }

    /// Sends somebody to the issuer of this name, to come back to `back`; `challenge` is what the front end made of a secret
    /// of its own.
    pub(crate) async fn send_away(&self, key: &str, back: &str, challenge: &str) -> Result<Sent, Trouble> {
        let (seal, issuer) = self.door(key)?;
        issuer.send_away(seal, back, challenge).await
    }

    /// Takes somebody in who comes back from there.
    pub(crate) async fn take_in(
        &self,
        key: &str,
        back: &str,
        kept: &str,
        (state, code): (&str, &str),
    ) -> Result<Returned, Trouble> {
        let (seal, issuer) = self.door(key)?;
        issuer.take_in(seal, back, kept, state, code).await
    }

    fn door(&self, key: &str) -> Result<(&Seal, &Provider), Trouble> {
        let issuer = self.issuers.iter().find(|it| it.lets_in() && it.names().0 == key);
        self.seal.as_deref().zip(issuer).ok_or(Trouble::Unknown)
    }

    /// Whether anything can be signed.
    pub(crate) fn can_sign(&self) -> bool {
        self.keys.is_some()
    }

    /// Who shows a token; none when it is not good, whatever is wrong with it.
    pub(crate) async fn viewer(&self, token: &str) -> Result<Option<Viewer>, Error> {
        if token.starts_with("bc_") {
            return self.store.authenticate(token).await;
        }
        if let Some(issuer) = self.issuers.iter().find(|it| it.speaks(token)) {
            return match issuer.read(token).await {
                Some(identity) => self.store.identified(&identity).await,
                None => Ok(None),
            };
        }
        match self.read(token).await? {
            Some(claims) => self.store.claimed(&claims).await,
            None => Ok(None),
        }
    }

    /// Opens the key that is signed with, before anything is made that is to be signed.
    ///
    /// # Errors
    /// Those of the database; one sentence when the secret does not open it.
    pub(crate) async fn ready(&self) -> Result<(), Error> {
        match &self.keys {
            Some(keys) => keys.current().await.map(|_| ()),
            None => Ok(()),
        }
    }

    /// Signs what somebody claims; none when there is nothing to sign with.
    pub(crate) async fn sign(&self, claims: &Claims) -> Result<Option<Signed>, Error> {
        let now = self.store.now();
        let expires_at = claims.expires_at.unwrap_or_else(|| now.plus_milliseconds(ACCESS));
        let second = now.milliseconds() / 1_000;
        let territories = match &claims.territories {
            None => vec!["*".to_owned()],
            Some(named) => named.iter().map(ToString::to_string).collect(),
        };
        let body = Body {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            sub: claims.account.to_string(),
            jti: claims.id.to_string(),
            iat: second,
            nbf: second,
            exp: expires_at.milliseconds() / 1_000,
            sid: claims.session.map(|it| it.to_string()),
            epoch: claims.epoch,
            role: claims.role.word().to_owned(),
            territories,
            scope: claims.scopes.iter().map(|it| it.name()).collect::<Vec<_>>().join(" "),
        };
        Ok(self.write(TYPE, &body).await?.map(|token| Signed { token, expires_at }))
    }

    /// Signs a body under a header of this type.
    async fn write<T: Serialize>(&self, kind: &str, body: &T) -> Result<Option<String>, Error> {
        let Some(keys) = &self.keys else { return Ok(None) };
        let key = keys.current().await?;
        let mut header = Header::new(key.algorithm);
        header.typ = Some(kind.to_owned());
        header.kid = Some(key.kid.clone());
        let signed = jsonwebtoken::encode(&header, body, &key.private);
        signed.map(Some).map_err(|it| Error::Internal(Box::new(it)))
    }

    /// The public keys (JWKS, RFC 7517 §5).
    pub(crate) async fn public_keys(&self) -> Result<serde_json::Value, Error> {
        match &self.keys {
            Some(keys) => keys.public().await,
            None => Ok(serde_json::json!({ "keys": [] })),
        }
    }

    /// Signs with a new key from now on; what the old one has signed is good for another hour.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) async fn rotate(&self) -> Result<Option<String>, Error> {
        match &self.keys {
            Some(keys) => keys.rotate().await,
            None => Ok(None),
        }
    }

    /// What a token of ours claims whose time is over, when nothing else is wrong with it.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) async fn lapsed(&self, token: &str) -> Result<Option<Claims>, Error> {
        let now = self.store.now().milliseconds() / 1_000;
        Ok(self.signed(token).await?.filter(|it| it.exp <= now).as_ref().and_then(claims))
    }

    async fn read(&self, token: &str) -> Result<Option<Claims>, Error> {
        let now = self.store.now().milliseconds() / 1_000;
        Ok(self.signed(token).await?.filter(|it| it.exp > now).as_ref().and_then(claims))
    }

    /// The body of an access token that one of our keys has signed, whether or not its time is over.
    async fn signed(&self, token: &str) -> Result<Option<Body>, Error> {
        let now = self.store.now().milliseconds() / 1_000;
        let begun = |it: &Body| it.nbf <= now + LEEWAY && it.iat <= now + LEEWAY && it.exp >= it.iat;
        Ok(self.verified::<Body>(token, TYPE, AUDIENCE).await?.filter(begun))
    }

    /// The body of what one of our keys has signed under a header of this type, for this audience.
    async fn verified<T: DeserializeOwned>(&self, token: &str, kind: &str, audience: &str) -> Result<Option<T>, Error> {
        let (Some(keys), Some(head)) = (&self.keys, head(token)) else { return Ok(None) };
        if head.typ != kind {
            return Ok(None);
        }
        // the key says how it signs; the token only repeats it
        let Some(key) = keys.find(&head.kid).await?.filter(|it| it.algorithm == head.alg) else { return Ok(None) };
        let mut rules = Validation::new(key.algorithm);
        rules.set_issuer(&[&self.issuer]);
        rules.set_audience(&[audience]);
        rules.set_required_spec_claims(&["iss", "aud", "sub", "exp", "nbf"]);
        // times are compared with the clock of the store
        rules.validate_exp = false;
        Ok(jsonwebtoken::decode::<T>(token, &key.public, &rules).ok().map(|it| it.claims))
    }
}

/// What a body claims, when every part of it is what it should be.
fn claims(body: &Body) -> Option<Claims> {
    let role = [Role::Contributor, Role::Editor, Role::Admin].into_iter().find(|it| it.word() == body.role)?;
    let id = |text: &str| text.parse::<Id>().ok();
    let scopes: Result<Vec<Scope>, _> = body.scope.split(' ').filter(|it| !it.is_empty()).map(str::parse).collect();
    let named: Result<Vec<TerritoryRef>, _> =
        body.territories.iter().filter(|it| *it != "*").map(|it| it.parse()).collect();
    Some(Claims {
        account: id(&body.sub)?,
        id: id(&body.jti)?,
        session: match &body.sid {
            Some(text) => Some(id(text)?),
            None => None,
        },
        epoch: body.epoch,
        role,
        scopes: scopes.ok()?,
        territories: if body.territories == ["*"] { None } else { Some(named.ok()?) },
        expires_at: None,
    })
}

/// The header, when the text has the form of a signed token of ours.
fn head(token: &str) -> Option<Head> {
    use base64::Engine;
    if token.len() > MAX_BYTES || token.split('.').count() != 3 {
        return None;
    }
    let head = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(token.split('.').next()?).ok()?;
    serde_json::from_slice(&head).ok()
}
