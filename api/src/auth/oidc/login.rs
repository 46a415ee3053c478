//! Signing in with another issuer: OpenID Connect Core 1.0 §3.1, the code flow with PKCE (RFC 7636). What must be remembered
//! until somebody comes back goes with them, sealed, in a cookie: any server of the database can take them in.

use std::sync::Arc;

use entity::model::external_identity::Identity;
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreProviderMetadata};
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, TokenResponse,
};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::auth::oidc::provider::{Held, Provider, json, moment, told};
use crate::auth::seal::Seal;

/// For how many milliseconds somebody may be away to sign in.
const AWAY: i64 = 10 * 60 * 1_000;
/// What the cookie is sealed for.
const NAME: &str = "sign-in";

/// Why somebody cannot sign in there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// No issuer of this name lets people sign in.
    Unknown,
    /// The issuer does not answer.
    Unreachable,
    /// What came back is not what was asked for.
    Refused,
}

/// Somebody who is sent away to sign in.
pub(crate) struct Sent {
    /// Where to.
    pub(crate) to: Url,
    /// What their browser keeps until they come back.
    pub(crate) kept: String,
}

/// What came back, verified.
pub(crate) struct Returned {
    pub(crate) identity: Identity,
    /// What the front end made of a secret of its own.
    pub(crate) challenge: String,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    by: String,
    state: String,
    nonce: String,
    verifier: String,
    challenge: String,
    until: i64,
}

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

impl Provider {
    /// Where people begin to sign in; none when they cannot.
    pub(crate) fn lets_in(&self) -> bool {
        self.issuer.client_id.is_some()
    }

    /// What it is called in addresses, and by people.
    pub(crate) fn names(&self) -> (&str, &str) {
        (&self.issuer.key, &self.issuer.name)
    }

    /// Sends somebody there, who comes back to `back`.
    pub(crate) async fn send_away(&self, seal: &Seal, back: &str, challenge: &str) -> Result<Sent, Trouble> {
        let client = self.client(back, self.told_lately().await)?;
        let chance = || base64_url(&self.store.chance());
        let kept = Kept {
            by: self.issuer.key.clone(),
            state: chance(),
            nonce: chance(),
            verifier: chance(),
            challenge: challenge.to_owned(),
            until: self.store.now().plus_milliseconds(AWAY).milliseconds(),
        };
        let (state, nonce) = (CsrfToken::new(kept.state.clone()), Nonce::new(kept.nonce.clone()));
        let verifier = PkceCodeVerifier::new(kept.verifier.clone());
        let asked = self.issuer.scopes.iter().cloned().map(Scope::new);
        let (to, _, _) = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || state, || nonce)
            .add_scopes(asked)
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        let text = serde_json::to_vec(&kept).map_err(|_| Trouble::Refused)?;
        let kept = seal.close(NAME, &text).ok_or(Trouble::Refused)?;
        Ok(Sent { to, kept })
    }

    /// Takes somebody in who comes back with what their browser kept.
    pub(crate) async fn take_in(
        &self,
        seal: &Seal,
        back: &str,
        kept: &str,
        state: &str,
        code: &str,
    ) -> Result<Returned, Trouble> {
        let kept = seal.open(NAME, kept).and_then(|it| serde_json::from_slice::<Kept>(&it).ok());
        let now = self.store.now().milliseconds();
        let good = |it: &Kept| it.by == self.issuer.key && now < it.until && alike(&it.state, state);
        let kept = kept.filter(good).ok_or(Trouble::Refused)?;
        let client = self.client(back, self.told_lately().await)?;
        let exchange = client.exchange_code(AuthorizationCode::new(code.to_owned()));
        let exchange = exchange.map_err(|it| self.refused(&told(it)))?;
        let exchange = exchange.set_pkce_verifier(PkceCodeVerifier::new(kept.verifier));
        let tokens = exchange.request_async(&self.outgoing).await;
        let tokens = tokens.map_err(|it| self.refused(&told(it)))?;
        let token = tokens.id_token().ok_or_else(|| self.refused("no ID token came back"))?;
        let nonce = Nonce::new(kept.nonce);
        let access = tokens.access_token();
        let identity = match self.verified(&client, token, access, &nonce) {
            Ok(identity) => identity,
            // the issuer may have begun to sign with another key
            Err(_) => {
                let client = self.client(back, self.told_anew().await)?;
                self.verified(&client, token, access, &nonce).map_err(|it| self.refused(&it))?
            }
        };
        Ok(Returned { identity, challenge: kept.challenge })
    }

    /// Whom an ID token speaks of, when it is good: signature, issuer, audience, times, nonce and access token.
    fn verified(
        &self,
        client: &Client,
        token: &CoreIdToken,
        access: &openidconnect::AccessToken,
        nonce: &Nonce,
    ) -> Result<Identity, String> {
        let store = self.store.clone();
        let verifier = client.id_token_verifier().set_time_fn(move || store.now().utc());
        let claims = token.claims(&verifier, nonce).map_err(told)?;
        if let Some(expected) = claims.access_token_hash() {
            let algorithm = token.signing_alg().map_err(told)?;
            let key = token.signing_key(&verifier).map_err(told)?;
            if AccessTokenHash::from_token(access, algorithm, key).map_err(told)? != *expected {
                return Err("the access token is not the one that belongs to the ID token".to_owned());
            }
        }
        // read again for the claims of the issuer's own
        let body = token.to_string().split('.').nth(1).and_then(json);
        let said_at = moment(claims.issue_time().timestamp());
        body.and_then(|it| self.issuer.identity(&it, said_at)).ok_or_else(|| "the ID token names nobody".to_owned())
    }

    fn client(&self, back: &str, held: Option<Arc<Held>>) -> Result<Client, Trouble> {
        let id = self.issuer.client_id.clone().ok_or(Trouble::Unknown)?;
        let metadata: CoreProviderMetadata = held.and_then(|it| it.metadata.clone()).ok_or(Trouble::Unreachable)?;
        let secret = self.issuer.client_secret.as_ref().map(|it| ClientSecret::new(it.reveal().to_owned()));
        let back = RedirectUrl::new(back.to_owned()).map_err(|_| Trouble::Unknown)?;
        Ok(CoreClient::from_provider_metadata(metadata, ClientId::new(id), secret).set_redirect_uri(back))
    }

    fn refused(&self, why: &str) -> Trouble {
        tracing::warn!(issuer = self.issuer.key, why, "somebody who signed in elsewhere was not taken in");
        Trouble::Refused
    }
}

/// Whether two secrets are the same, in a time that tells nothing of where they differ.
fn alike(one: &str, other: &str) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(one.as_bytes(), other.as_bytes()).is_ok()
}

fn base64_url(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}
