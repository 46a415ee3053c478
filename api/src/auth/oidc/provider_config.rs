//! Another issuer, as the configuration names it, and what its claims mean here.

use std::collections::{BTreeMap, BTreeSet};

use documented::DocumentedFields;
use entity::model::account::Scope;
use entity::model::external_identity::{Identity, Places};
use entity::value::clock::Instant;
use entity::value::role::Role;
use entity::value::territory::TerritoryRef;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use crate::secret::Passphrase;

/// The most characters of a subject (OpenID Connect Core 1.0 §2).
const MAX_SUBJECT: usize = 255;

/// Another issuer whose word counts.
#[derive(Debug, Clone, Serialize, Deserialize, DocumentedFields)]
#[serde(deny_unknown_fields)]
pub struct Issuer {
    /// The name of the issuer in addresses and in the audit log: lower case letters, digits and hyphens.
    pub key: String,
    /// The name of the issuer for people, such as on a button.
    pub name: String,
    /// The issuer (`iss`), exactly as its tokens spell it.
    pub issuer: String,
    /// The audience (`aud`) of access tokens that are shown to this API; without it none are taken.
    #[serde(default)]
    pub audience: Option<String>,
    /// The address of the public keys of the issuer (JWKS), for an issuer without OpenID Connect Discovery.
    #[serde(default)]
    pub jwks_url: Option<String>,
    /// The name under which this API is registered with the issuer; without it people cannot sign in there.
    #[serde(default)]
    pub client_id: Option<String>,
    /// The secret of that registration, when it has one.
    #[serde(default)]
    pub client_secret: Option<Passphrase>,
    /// The scopes that are asked for when people sign in, beside `openid`: `profile` and `email` when absent.
    #[serde(default = "profile_and_email")]
    pub scopes: Vec<String>,
    /// Whether somebody whose e-mail address the issuer has verified gets the account that has this address here. No when absent.
    #[serde(default)]
    pub links_by_email: bool,
    /// The claim that names roles, such as `realm_access.roles`; without it roles are given here.
    #[serde(default)]
    pub role_claim: Option<String>,
    /// The role here for each value of `role_claim`; any other value makes a contributor.
    #[serde(default)]
    pub roles: BTreeMap<String, Role>,
    /// The claim that names territories, such as `commune:29019`, or `*` for the whole network; without it mandates are given here.
    #[serde(default)]
    pub territories_claim: Option<String>,
    /// The claim that names scopes, such as `scope`; without it a token is good for all that its role can make use of.
    #[serde(default)]
    pub scope_claim: Option<String>,
    /// Whether the issuer stands in a network of one's own, so that its address need neither be public nor begin with `https`. No
    /// when absent.
    #[serde(default)]
    pub private_network: bool,
}

fn profile_and_email() -> Vec<String> {
    vec!["profile".to_owned(), "email".to_owned()]
}

impl Issuer {
    /// What is wrong with it, in one sentence.
    pub(crate) fn fault(&self) -> Option<String> {
        let told = |what: &str| Some(format!("issuers: {}: {what}", self.key));
        let plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
        if self.key.is_empty() || self.key.len() > 40 || !self.key.chars().all(plain) {
            return told("key has 1 to 40 of a-z, 0-9, -");
        }
        for (name, url) in [("issuer", Some(&self.issuer)), ("jwks_url", self.jwks_url.as_ref())] {
            let Some(url) = url else { continue };
            let scheme = Url::parse(url).ok().filter(|it| it.has_host()).map(|it| it.scheme().to_owned());
            match scheme.as_deref() {
                Some("https") => {}
                Some("http") if self.private_network => {}
                _ => return told(&format!("{name} is not an address that begins with https://")),
            }
            if Url::parse(url).is_ok_and(|it| !it.username().is_empty() || it.password().is_some()) {
                return told(&format!("{name} takes neither a user name nor a password"));
            }
        }
        if self.audience.is_none() && self.client_id.is_none() {
            return told("needs audience, to take its access tokens, or client_id, to sign in with it");
        }
        if self.audience.is_some() && self.audience == self.client_id {
            return told("audience is client_id: what says who signed in would be taken for what may act here");
        }
        if self.client_id.is_some() && self.jwks_url.is_some() {
            return told("signing in needs discovery: leave jwks_url out");
        }
        if self.role_claim.is_some() == self.roles.is_empty() {
            return told("role_claim and roles go together");
        }
        if self.territories_claim.is_some() && self.role_claim.is_none() {
            return told("territories_claim needs role_claim");
        }
        None
    }

    /// Whom a verified body speaks of, and what it says of their rights; none when it names nobody.
    pub(crate) fn identity(&self, body: &Value, claimed_at: Instant) -> Option<Identity> {
        let text = |name: &str| body.get(name)?.as_str().map(str::trim).filter(|it| !it.is_empty());
        let subject = body.get("sub")?.as_str()?;
        if subject.is_empty() || subject.chars().count() > MAX_SUBJECT || subject.contains(char::is_control) {
            return None;
        }
        let theirs = matches!(body.get("email_verified"), Some(Value::Bool(true)));
        let telling = |name: &Option<String>| name.as_ref().map(|it| texts(claim(body, it)));
        let highest = |named: BTreeSet<String>| {
            named.iter().filter_map(|it| self.roles.get(it)).max().copied().unwrap_or(Role::Contributor)
        };
        Some(Identity {
            by: self.key.clone(),
            issuer: self.issuer.clone(),
            subject: subject.to_owned(),
            name: text("name").or_else(|| text("preferred_username")).map(str::to_owned),
            email: text("email").filter(|_| theirs).map(str::to_owned),
            links_by_email: self.links_by_email,
            role: telling(&self.role_claim).map(highest),
            places: telling(&self.territories_claim).map(|it| places(&it)),
            scopes: telling(&self.scope_claim).map(|it| it.iter().filter_map(|it| it.parse::<Scope>().ok()).collect()),
            claimed_at,
        })
    }
}

fn places(named: &BTreeSet<String>) -> Places {
    if named.contains("*") {
        return Places::Whole;
    }
    Places::Inside(named.iter().filter_map(|it| it.parse::<TerritoryRef>().ok()).collect())
}

/// The claim of this name, or at this path with dots.
fn claim<'a>(body: &'a Value, name: &str) -> Option<&'a Value> {
    body.get(name).or_else(|| name.split('.').try_fold(body, |it, part| it.get(part)))
}

/// What a claim says: a list of texts, or one, its words counting as well.
fn texts(value: Option<&Value>) -> BTreeSet<String> {
    match value {
        Some(Value::String(text)) => text.split_whitespace().chain([text.as_str()]).map(str::to_owned).collect(),
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => BTreeSet::new(),
    }
}
