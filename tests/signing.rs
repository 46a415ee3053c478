//! What tokens are signed with, as the configuration says: keys that it names, a secret that is shared, other issuers. What it says
//! wrongly is told in one sentence, before anything is served.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use aws_lc_rs::signature::Ed25519KeyPair;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::sessions::{CREATE, PASSWORD};
use crate::support::{Engine, Served, TestApp, value};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");

fn file(folder: &Path, name: &str, text: &str, mode: u32) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    path
}

fn pem() -> String {
    let der = Ed25519KeyPair::generate().unwrap().to_pkcs8v1().unwrap();
    format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der.as_ref()))
}

fn start(database: &str, algorithm: &str, keys: &[&Path]) -> Served {
    let keys: Vec<String> = keys.iter().map(|it| it.display().to_string()).collect();
    let settings = [
        ("BC_JWT_ALGORITHM", algorithm),
        ("BC_JWT_KEYS", &keys.join(", ")),
        ("BC_PUBLIC_URL", "http://api.test"),
        ("BC_ADMIN_EMAIL", "chief@example.org"),
        ("BC_ADMIN_PASSWORD", PASSWORD),
    ];
    Served::start(PROGRAM, database, &settings)
}

fn enter(server: &Served) -> String {
    let input = json!({ "input": { "email": "chief@example.org", "password": PASSWORD } });
    let body = json!({ "query": CREATE, "variables": input }).to_string();
    let reply = server.post("application/json", "", body.as_bytes()).unwrap();
    let data: Value = serde_json::from_slice(&reply.body).unwrap();
    value(&data, "data/sessionCreate/session/accessToken").as_str().unwrap().to_owned()
}

fn status(server: &Served, token: &str) -> u16 {
    let head = format!("Authorization: Bearer {token}\r\n");
    server.post("application/json", &head, br#"{"query":"{ viewer { role } }"}"#).unwrap().status
}

fn head(token: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap()).unwrap()
}

fn public(server: &Served) -> Vec<Value> {
    let keys: Value = serde_json::from_slice(&server.get("/.well-known/jwks.json").unwrap().body).unwrap();
    keys["keys"].as_array().unwrap().clone()
}

/// On a PostgreSQL without BC_SECRET as well: the keys are there.
fn keys_of_the_configuration_sign(engine: Engine) {
    engine.tell(TestApp::empty, |app| async move {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (file(folder.path(), "one.pem", &pem(), 0o600), file(folder.path(), "two.pem", &pem(), 0o640));
        let shared = file(folder.path(), "shared", "a secret that all who check share, long enough\n", 0o600);
        let database = app.database_url();
        let (first, by_one) = {
            let server = start(&database, "EdDSA", &[&one]);
            let token = enter(&server);
            assert_eq!((status(&server, &token), public(&server).len()), (200, 1));
            assert_eq!((&head(&token)["alg"], &head(&token)["kid"]), (&json!("EdDSA"), &public(&server)[0]["kid"]));
            (public(&server)[0].clone(), token)
        };
        // another key in front: what the one before has signed is good until it is taken out
        let by_two = {
            let server = start(&database, "EdDSA", &[&two, &one]);
            let token = enter(&server);
            assert_eq!((status(&server, &by_one), status(&server, &token)), (200, 200));
            assert!(
                public(&server).len() == 2 && public(&server).contains(&first) && head(&token)["kid"] != first["kid"]
            );
            token
        };
        {
            let server = start(&database, "EdDSA", &[&two]);
            assert_eq!((status(&server, &by_one), status(&server, &by_two)), (401, 200));
        }
        let server = start(&database, "HS256", &[&shared]);
        let token = enter(&server);
        assert_eq!(
            (&head(&token)["alg"], status(&server, &token), status(&server, &by_two)),
            (&json!("HS256"), 200, 401)
        );
        assert!(public(&server).is_empty(), "a secret has no public half");
        let [head, body, signature] = token.split('.').collect::<Vec<_>>()[..] else { panic!("{token}") };
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"at+jwt","kid":"x"}"#);
        for forged in [
            format!("{none}.{body}."),
            format!("{head}.{body}."),
            format!("{head}.{}.{signature}", URL_SAFE_NO_PAD.encode("{}")),
        ] {
            assert_eq!(status(&server, &forged), 401, "{forged}");
        }
    });
}

#[test]
fn keys_of_the_configuration_sign_on_sqlite() {
    keys_of_the_configuration_sign(Engine::Sqlite);
}

#[test]
fn keys_of_the_configuration_sign_on_postgres() {
    keys_of_the_configuration_sign(Engine::Postgres);
}

#[test]
fn what_the_configuration_says_wrongly_of_keys_and_issuers_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("x.db").display());
    let said = |settings: &[(&str, &str)]| {
        let mut program = Command::new(PROGRAM);
        // an address that cannot be listened on: what is not refused before ends there
        let program = program.arg("serve").env("BC_DATABASE_URL", &database).env("BC_LISTEN", "192.0.2.1:1");
        let output = program.envs(settings.iter().copied()).current_dir(folder.path()).output().unwrap();
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let (open, short) =
        (file(folder.path(), "open.pem", &pem(), 0o644), file(folder.path(), "short", "too short", 0o600));
    let missing = folder.path().join("missing");
    for (algorithm, path, says) in [
        ("HS256", None, "jwt_algorithm HS256 needs a secret"),
        ("RS256", None, "JWT_ALGORITHM"),
        ("EdDSA", Some(&missing), "missing cannot be used"),
        ("EdDSA", Some(&open), "can be read by everybody"),
        ("EdDSA", Some(&short), "is no Ed25519 private key"),
        ("HS256", Some(&short), "has 9 bytes; HS256 needs at least 32"),
    ] {
        let path = path.map(|it| it.display().to_string()).unwrap_or_default();
        let said = said(&[("BC_JWT_ALGORITHM", algorithm), ("BC_JWT_KEYS", &path)]);
        assert!(said.contains(says), "{algorithm} {path}: {said}");
    }
    let good = json!({ "key": "sso", "name": "SSO", "issuer": "https://sso.example.org", "client_id": "api" });
    for (own, says) in [
        (json!({ "key": "S S" }), "key has 1 to 40"),
        (json!({ "issuer": "http://sso.example.org" }), "issuer is not an address that begins with https://"),
        (json!({ "issuer": "sso" }), "issuer is not an address that begins with https://"),
        (json!({ "client_id": null }), "needs audience"),
        (json!({ "audience": "api" }), "audience is client_id"),
        (json!({ "jwks_url": "https://sso.example.org/jwks" }), "leave jwks_url out"),
        (json!({ "role_claim": "roles" }), "role_claim and roles go together"),
        (json!({ "roles": { "chief": "ADMIN" } }), "role_claim and roles go together"),
        (json!({ "roles": { "chief": "GOD" }, "role_claim": "roles" }), "GOD"),
        (json!({ "territories_claim": "places" }), "territories_claim needs role_claim"),
        (json!({ "colour": "blue" }), "COLOUR: there is no such setting"),
        (json!({}), "set account_url"),
    ] {
        let mut issuer = good.clone();
        for (name, value) in own.as_object().unwrap() {
            issuer[name] = value.clone();
        }
        let said = said(&[("BC_ISSUERS", &toml(&[&issuer]))]);
        assert!(said.contains(says), "{own}: {said}");
    }
    let account = ("BC_ACCOUNT_URL", "https://site.test/compte/{purpose}");
    assert!(said(&[("BC_ISSUERS", &toml(&[&good, &good])), account]).contains("same key"));
    assert!(said(&[("BC_ISSUERS", &toml(&[&good])), account]).contains("cannot be listened on"), "that is a good one");
    let mut secret = good.clone();
    secret["client_secret"] = json!("s3cret");
    let mut program = Command::new(PROGRAM);
    let program = program.arg("config").env("BC_ISSUERS", toml(&[&secret])).env(account.0, account.1);
    let output =
        program.env("BC_SMTP_URL", "smtps://ana:s3cret@mail.test").env("BC_MAIL_FROM", "a@b.example").output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(told.contains("smtp_url = smtps://***@mail.test") && told.contains("sso.example.org"), "{told}");
    assert!(!told.contains("s3cret") && !told.contains("ana"), "{told}");
}

/// A list of tables, as TOML and the environment spell it.
fn toml(issuers: &[&Value]) -> String {
    let table = |it: &&Value| {
        let pairs = it.as_object().unwrap().iter().filter(|(_, value)| !value.is_null());
        let pairs: Vec<String> = pairs
            .map(|(name, value)| match value {
                Value::Object(inner) => {
                    let inner: Vec<String> = inner.iter().map(|(name, value)| format!("{name} = {value}")).collect();
                    format!("{name} = {{ {} }}", inner.join(", "))
                }
                value => format!("{name} = {value}"),
            })
            .collect();
        format!("{{ {} }}", pairs.join(", "))
    };
    format!("[{}]", issuers.iter().map(table).collect::<Vec<_>>().join(", "))
}
