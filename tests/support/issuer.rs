//! Another issuer (OpenID Connect) on this machine: says who it is, knows people, and signs what it is told to.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The name and secret by which the API is registered.
const CLIENT: &str = "bretagne-creative-desk";
const SECRET: &str = "a secret of the registration";

/// Another issuer.
#[derive(Clone)]
pub(crate) struct FakeIssuer {
    pub(crate) url: String,
    known: Arc<Mutex<Known>>,
}

struct Known {
    kid: String,
    key: Arc<KeyPair>,
    /// What is given for a code, with the challenge that its verifier must fit.
    codes: HashMap<String, (Value, String)>,
    asked: usize,
    silent: bool,
}

impl FakeIssuer {
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let known = Known { kid: "k1".to_owned(), key: fresh(), codes: HashMap::new(), asked: 0, silent: false };
        let issuer = Self { url, known: Arc::new(Mutex::new(known)) };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/jwks", get(jwks))
            .route("/token", post(token))
            .with_state(issuer.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        issuer
    }

    /// How the configuration names it, with these settings of its own.
    pub(crate) fn setting(&self, own: Value) -> Value {
        let mut setting = json!({
            "key": "sso", "name": "Compte du réseau", "issuer": self.url, "audience": "https://api.test",
            "client_id": CLIENT, "client_secret": SECRET, "private_network": true,
        });
        for (name, value) in own.as_object().unwrap() {
            setting[name] = value.clone();
        }
        setting
    }

    /// Begins to sign with another key, and forgets the one before.
    pub(crate) fn rotate(&self, kid: &str) {
        let mut known = self.known.lock().unwrap();
        (known.kid, known.key) = (kid.to_owned(), fresh());
    }

    /// Answers nobody any more.
    pub(crate) fn falls_silent(&self) {
        self.known.lock().unwrap().silent = true;
    }

    /// How often somebody asked who it is.
    pub(crate) fn asked(&self) -> usize {
        self.known.lock().unwrap().asked
    }

    /// Signs a body as it stands.
    pub(crate) fn sign(&self, body: &Value) -> String {
        let kid = self.known.lock().unwrap().kid.clone();
        self.sign_under(&json!({ "alg": "RS256", "typ": "JWT", "kid": kid }), body)
    }

    /// Signs a body under a head as it stands.
    pub(crate) fn sign_under(&self, head: &Value, body: &Value) -> String {
        let write = |it: &Value| URL_SAFE_NO_PAD.encode(it.to_string());
        let text = format!("{}.{}", write(head), write(body));
        let key = Arc::clone(&self.known.lock().unwrap().key);
        let mut signature = vec![0; key.public_modulus_len()];
        key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature).unwrap();
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// The bytes of the public key, as somebody might take them for a secret.
    pub(crate) fn public(&self) -> Vec<u8> {
        self.known.lock().unwrap().key.public_key().as_ref().to_vec()
    }

    /// Lets somebody sign in who was sent here: the code that they take back.
    pub(crate) fn lets_in(&self, sent: &HashMap<String, String>, claims: Value) -> String {
        let mut body = json!({
            "iss": self.url, "aud": CLIENT, "nonce": sent["nonce"], "iat": 1_796_126_400, "exp": 1_796_126_700,
        });
        for (name, value) in claims.as_object().unwrap() {
            body[name] = value.clone();
        }
        let mut known = self.known.lock().unwrap();
        let code = format!("code-{}", known.codes.len());
        known.codes.insert(code.clone(), (body, sent["code_challenge"].clone()));
        code
    }
}

fn fresh() -> Arc<KeyPair> {
    Arc::new(KeyPair::generate(KeySize::Rsa2048).unwrap())
}

async fn metadata(State(issuer): State<FakeIssuer>) -> Result<Json<Value>, StatusCode> {
    let silent = {
        let mut known = issuer.known.lock().unwrap();
        known.asked += 1;
        known.silent
    };
    if silent {
        return Err(StatusCode::BAD_GATEWAY);
    }
    let url = &issuer.url;
    Ok(Json(json!({
        "issuer": url, "authorization_endpoint": format!("{url}/authorize"), "token_endpoint": format!("{url}/token"),
        "jwks_uri": format!("{url}/jwks"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    })))
}

async fn jwks(State(issuer): State<FakeIssuer>) -> Json<Value> {
    let kid = issuer.known.lock().unwrap().kid.clone();
    // RSAPublicKey (RFC 8017 §A.1.1): 256 bytes of the modulus begin at the tenth, and the exponent is 65537
    let n = URL_SAFE_NO_PAD.encode(&issuer.public()[9..265]);
    Json(json!({ "keys": [
        { "kty": "RSA", "kid": kid, "alg": "RS256", "use": "sig", "n": n, "e": "AQAB" },
        { "kty": "oct", "kid": "shared", "k": "c2hhcmVk" },
        { "kty": "of the future", "kid": "next" },
    ] }))
}

async fn token(State(issuer): State<FakeIssuer>, headers: HeaderMap, form: String) -> (StatusCode, Json<Value>) {
    let asked: HashMap<String, String> = url::form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    let refused = |why: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": why })));
    let shown = headers.get("authorization").and_then(|it| it.to_str().ok()).unwrap_or_default();
    // the parts are encoded as a form's (RFC 6749 §2.3.1)
    if shown != format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{}", SECRET.replace(' ', "+")))) {
        return refused("invalid_client");
    }
    let found = issuer.known.lock().unwrap().codes.remove(&asked["code"]);
    let Some((mut body, challenge)) = found else { return refused("invalid_grant") };
    if URL_SAFE_NO_PAD.encode(Sha256::digest(&asked["code_verifier"])) != challenge {
        return refused("invalid_grant");
    }
    let head = body.as_object_mut().unwrap().remove("head");
    let id_token = match head {
        Some(head) => issuer.sign_under(&head, &body),
        None => issuer.sign(&body),
    };
    (StatusCode::OK, Json(json!({ "access_token": "opaque", "token_type": "Bearer", "id_token": id_token })))
}
