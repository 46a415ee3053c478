//! Signing in, staying signed in, signing out; and that nobody gets in by a token that was made up, is old, or was taken
//! away.

use api::auth::Seal;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::account::admin::NewPerson;
use entity::account::signing_key::SigningKey;
use entity::error::Error;
use entity::reader::Reader;
use entity::value::problem::Case;
use entity::value::role::Role;
use entity::viewer::Viewer;
use entity::writer::Writer;
use serde_json::{Value, json};

use crate::support::{SECRET, Served, TestApp, on_both, value};

pub(crate) const CREATE: &str = include_str!("sessions/create.graphql");
const REFRESH: &str = include_str!("sessions/refresh.graphql");
const END: &str = include_str!("sessions/end.graphql");
const WHO: &str = include_str!("sessions/who.graphql");
pub(crate) const PASSWORD: &str = "kouign-amann au petit matin";

pub(crate) fn operator(app: &TestApp) -> Writer {
    app.store.write(Viewer::operator("test"))
}

/// What the operator reads.
pub(crate) fn reading(app: &TestApp) -> Reader {
    app.store.read(Viewer::operator("test"))
}

pub(crate) async fn person(app: &TestApp, name: &str, role: Role, territories: &[&str]) {
    let new = NewPerson {
        name: name.to_owned(),
        member: None,
        email: format!("{name}@example.org"),
        password: PASSWORD.to_owned(),
        role,
        territories: territories.iter().map(|it| it.parse().unwrap()).collect(),
    };
    operator(app).make_person(new).await.unwrap();
}

pub(crate) async fn sign_in(app: &TestApp, name: &str) -> (String, String) {
    let input = json!({ "input": { "email": format!("{name}@example.org"), "password": PASSWORD } });
    let data = app.post(CREATE, input).await.data();
    let session = value(&data, "sessionCreate/session");
    let text = |name: &str| session[name].as_str().unwrap_or_else(|| panic!("no session: {data}")).to_owned();
    (text("accessToken"), text("refreshToken"))
}

async fn status(app: &TestApp, token: &str) -> u16 {
    app.post_as(token, "published", WHO, Value::Null).await.status.as_u16()
}

pub(crate) async fn refresh(app: &TestApp, token: &str) -> (u16, Value) {
    let answer = app.post(REFRESH, json!({ "input": { "refreshToken": token } })).await;
    (answer.status.as_u16(), answer.json())
}

async fn somebody_signs_in_goes_on_and_out(app: TestApp) {
    person(&app, "maeva", Role::Editor, &["pays:pays-de-brest"]).await;
    let (access, first) = sign_in(&app, "maeva").await;
    let who = app.post_as(&access, "published", WHO, Value::Null).await.data();
    assert_eq!(
        who["viewer"],
        json!({ "role": "EDITOR", "isNetworkWide": false, "territories": [{ "ref": "pays:pays-de-brest" }], "member": { "name": "maeva" },
        "scopes": ["content:read", "content:write", "content:publish", "members:manage", "import"] })
    );
    // an address is an address, however it is written
    let input = json!({ "input": { "email": " MAEVA@Example.org ", "password": PASSWORD } });
    assert!(app.post(CREATE, input).await.data()["sessionCreate"]["session"].is_object());
    // after a quarter of an hour the token is old; the session goes on
    app.at("2026-12-01T12:15:00Z");
    assert_eq!(status(&app, &access).await, 401);
    let (_, went_on) = refresh(&app, &first).await;
    let session = value(&went_on, "data/sessionRefresh/session");
    let (access, second) = (session["accessToken"].as_str().unwrap(), session["refreshToken"].as_str().unwrap());
    assert_eq!(status(&app, access).await, 200);
    // the same once more, at once: another window of the same person, or an answer that was lost
    let (code, again) = refresh(&app, &first).await;
    assert_eq!((code, value(&again, "data/sessionRefresh/session/refreshToken")), (200, &json!(second)));
    assert_eq!(status(&app, access).await, 200);
    // later it is somebody else, and the session ends for both
    app.at("2026-12-01T12:16:00Z");
    let (code, stolen) = refresh(&app, &first).await;
    assert_eq!((code, value(&stolen, "errors/0/extensions/code")), (401, &json!("UNAUTHENTICATED")));
    assert_eq!((status(&app, access).await, refresh(&app, second).await.0), (401, 401));
    // signing out ends this session alone, or all of them
    let ((here, _), (there, _)) = (sign_in(&app, "maeva").await, sign_in(&app, "maeva").await);
    let ended = app.post_as(&here, "published", END, json!({ "input": {} })).await.data();
    assert_eq!(ended["sessionDelete"], json!({ "userErrors": [] }));
    assert_eq!((status(&app, &here).await, status(&app, &there).await), (401, 200));
    let (another, refresh_token) = sign_in(&app, "maeva").await;
    app.post_as(&there, "published", END, json!({ "input": { "everywhere": true } })).await.data();
    assert_eq!(
        (status(&app, &there).await, status(&app, &another).await, refresh(&app, &refresh_token).await.0),
        (401, 401, 401)
    );
    assert_eq!(app.refusal("mutation { sessionDelete(input: {}) { userErrors { code } } }").await, "UNAUTHENTICATED");
    // after a month away one signs in anew
    let (_, old) = sign_in(&app, "maeva").await;
    app.at("2027-01-02T12:00:00Z");
    assert_eq!(refresh(&app, &old).await.0, 401);
}

async fn who_does_not_get_in_does_not_learn_why(app: TestApp) {
    for name in ["ana", "bob"] {
        person(&app, name, Role::Contributor, &[]).await;
    }
    operator(&app).suspend("bob@example.org", true).await.unwrap();
    let ask = async |email: &str, password: &str| {
        let answer = app.post_in("en", CREATE, json!({ "input": { "email": email, "password": password } })).await;
        (answer.status.as_u16(), answer.json()["data"]["sessionCreate"].clone())
    };
    let wrong = ask("ana@example.org", "something else").await;
    assert_eq!(value(&wrong.1, "userErrors/0/code"), "WRONG_CREDENTIALS");
    for (email, password) in [
        ("nobody@example.org", PASSWORD),
        ("bob@example.org", PASSWORD),
        ("ana@example.org", ""),
        ("", ""),
        ("a\0b", "x"),
    ] {
        assert_eq!(ask(email, password).await, wrong, "{email}");
    }
    // who tries too often waits, known or not, whatever the path: aliases of one request count as well
    let many: String = (0..12)
        .map(|n| {
            format!(
                "a{n}: sessionCreate(input: {{ email: \"eve@example.org\", password: \
        \"x{n}\" }}) {{ userErrors {{ code }} }} "
            )
        })
        .collect();
    let answer = app.post(&format!("mutation {{ {many} }}"), Value::Null).await.data();
    let codes: Vec<&Value> = (0..12).map(|n| value(&answer, &format!("a{n}/userErrors/0/code"))).collect();
    assert!(
        codes[..10].iter().all(|it| **it == "WRONG_CREDENTIALS")
            && codes[10..].iter().all(|it| **it == "TOO_MANY_ATTEMPTS"),
        "{codes:?}"
    );
}

async fn of_fifty_who_go_on_at_once_one_chain_lives(app: TestApp) {
    person(&app, "maeva", Role::Contributor, &[]).await;
    let (access, token) = sign_in(&app, "maeva").await;
    let there = app.beside().await;
    let servers = [&app, &there];
    let ends = futures_util::future::join_all((0..50).map(|n| refresh(servers[n % 2], &token))).await;
    let next = value(&ends[0].1, "data/sessionRefresh/session/refreshToken").as_str().unwrap().to_owned();
    for (code, body) in &ends {
        assert_eq!((*code, value(body, "data/sessionRefresh/session/refreshToken")), (200, &json!(next)));
        let access = value(body, "data/sessionRefresh/session/accessToken").as_str().unwrap();
        assert_eq!(status(&app, access).await, 200);
    }
    assert_eq!(status(&app, &access).await, 200, "a race ends nothing");
    assert_eq!(refresh(&app, &next).await.0, 200);
    // now that the one that followed was used, who shows the first has it from elsewhere
    assert_eq!((refresh(&there, &token).await.0, status(&app, &access).await), (401, 401));
}

async fn a_lost_answer_ends_no_session(app: TestApp) {
    person(&app, "maeva", Role::Contributor, &[]).await;
    let (_, first) = sign_in(&app, "maeva").await;
    let lost = refresh(&app, &first).await.1;
    app.at("2026-12-01T12:00:10Z");
    let (code, again) = refresh(&app, &first).await;
    let session = value(&again, "data/sessionRefresh/session");
    assert_eq!((code, &session["refreshToken"]), (200, value(&lost, "data/sessionRefresh/session/refreshToken")));
    let (access, second) = (session["accessToken"].as_str().unwrap(), session["refreshToken"].as_str().unwrap());
    // much later it goes on with what it was given, and the answer may be lost once more
    app.at("2026-12-01T12:14:00Z");
    assert_eq!(
        (status(&app, access).await, refresh(&app, second).await.0, refresh(&app, second).await.0),
        (200, 200, 200)
    );
    app.at("2026-12-01T12:14:11Z");
    assert_eq!((refresh(&app, second).await.0, status(&app, access).await), (401, 401), "too late is stolen");
    // who was taken out of use within the ten seconds is given nothing
    let (_, token) = sign_in(&app, "maeva").await;
    assert_eq!(refresh(&app, &token).await.0, 200);
    operator(&app).suspend("maeva@example.org", true).await.unwrap();
    assert_eq!(refresh(&app, &token).await.0, 401);
}

async fn an_expired_token_keeps_nobody_from_signing_in_or_out(app: TestApp) {
    person(&app, "maeva", Role::Contributor, &[]).await;
    let (access, token) = sign_in(&app, "maeva").await;
    let (there, kept) = sign_in(&app, "maeva").await;
    app.at("2026-12-01T12:15:00Z");
    assert_eq!(status(&app, &access).await, 401);
    for shown in [access.as_str(), "bc_made_up", "undefined"] {
        let bearer = format!("Bearer {shown}");
        let with = async |query: &str, input: Value| {
            app.post_with(&[("authorization", &bearer)], query, json!({ "input": input })).await
        };
        assert!(
            with(
                CREATE,
                json!({
                    "email": "maeva@example.org",
                    "password": PASSWORD
                })
            )
            .await
            .data()["sessionCreate"]["session"]
                .is_object()
        );
        assert!(with(REFRESH, json!({ "refreshToken": token })).await.data()["sessionRefresh"]["session"].is_object());
        let forgotten = with(
            "mutation ($input: PasswordResetRequestInput!) { passwordResetRequest(input: $input) { userErrors { code } } }",
            json!({ "email": "maeva@example.org" }),
        );
        assert_eq!(forgotten.await.data()["passwordResetRequest"]["userErrors"], json!([]));
        for (query, name) in [
            (
                "mutation ($input: AccountVerifyInput!) { done: accountVerify(input: $input) { userErrors { code } } }",
                json!({ "code": "x" }),
            ),
            (
                "mutation ($input: EmailChangeInput!) { done: emailChange(input: $input) { userErrors { code } } }",
                json!({ "code": "x" }),
            ),
            (
                "mutation ($input: PasswordResetInput!) { ...F } fragment F on Mutation { __typename done: \
                    passwordReset(input: $input) { userErrors { code } } }",
                json!({ "code": "x", "password": PASSWORD }),
            ),
        ] {
            assert_eq!(value(&with(query, name).await.data(), "done/userErrors/0/code"), "WRONG_CODE");
        }
        let exchange = with(
            "mutation ($input: SessionExchangeInput!) { done: sessionExchange(input: $input) { userErrors { code } } }",
            json!({ "code": "x", "verifier": "y" }),
        );
        assert_eq!(value(&exchange.await.data(), "done/userErrors/0/code"), "WRONG_CREDENTIALS");
        // what needs somebody is refused as before, alone or beside what does not
        for query in [
            "{ network { name } }",
            "mutation { memberAccept(input: { member: \"x\" }) { userErrors { code } } }",
            "mutation { passwordResetRequest(input: { email: \"a@b.fr\" }) { userErrors { code } } memberAccept(input: { member: \
                \"x\" }) { userErrors { code } } }",
            "{ nothing }",
        ] {
            assert_eq!(app.post_with(&[("authorization", &bearer)], query, Value::Null).await.status, 401, "{query}");
        }
        // what is read beside it is what a visitor reads
        let read = with(
            "mutation ($input: PasswordResetRequestInput!) { passwordResetRequest(input: $input) { query { viewer { \
                role } } } }",
            json!({ "email": "a@example.org" }),
        );
        assert_eq!(read.await.data()["passwordResetRequest"]["query"]["viewer"], Value::Null);
    }
    // an expired token still signs out, and so does a refresh token
    let bearer = format!("Bearer {there}");
    let ended = app.post_with(&[("authorization", &bearer)], END, json!({ "input": {} })).await.data();
    assert_eq!(ended["sessionDelete"], json!({ "userErrors": [] }));
    assert_eq!(refresh(&app, &kept).await.0, 401, "the session is over");
    let (here, carries) = sign_in(&app, "maeva").await;
    let ended = app.post(END, json!({ "input": { "refreshToken": carries } })).await.data();
    assert_eq!((&ended["sessionDelete"]["userErrors"], status(&app, &here).await), (&json!([]), 401));
    for input in [json!({ "refreshToken": "bcr_made_up" }), json!({})] {
        let refused = app.post_with(&[("authorization", "Bearer bc_made_up")], END, json!({ "input": input })).await;
        assert_eq!(
            (refused.status.as_u16(), &refused.json()["errors"][0]["extensions"]["code"]),
            (401, &json!("UNAUTHENTICATED"))
        );
    }
    // of several in one body, each is looked at by itself
    let (_, carries) = sign_in(&app, "maeva").await;
    let body = json!([
        { "query": REFRESH, "variables": { "input": { "refreshToken": carries } } },
        { "query": "{ network { name } }" }
    ]);
    let request = axum::http::Request::post("/graphql")
        .header("content-type", "application/json")
        .header("authorization", "Bearer old");
    let answer = app.send(request.body(body.to_string().into()).unwrap()).await;
    let answers = answer.json();
    assert!(answer.status == 200 && answers[0]["data"]["sessionRefresh"]["session"].is_object());
    assert_eq!(
        (&answers[1]["data"], &answers[1]["errors"][0]["extensions"]["code"]),
        (&Value::Null, &json!("UNAUTHENTICATED"))
    );
}

async fn what_is_taken_away_is_gone_at_the_next_request(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    person(&app, "maeva", Role::Editor, &["pays:pays-de-brest"]).await;
    // somebody else does it, on another server
    let elsewhere = app.another().await.write(Viewer::operator("test"));
    let (access, token) = sign_in(&app, "maeva").await;
    elsewhere.set_role("maeva@example.org", Role::Contributor, &[]).await.unwrap();
    assert_eq!((status(&app, &access).await, refresh(&app, &token).await.0), (401, 401));
    let (access, _) = sign_in(&app, "maeva").await;
    let who = app.post_as(&access, "published", WHO, Value::Null).await.data();
    assert_eq!((&who["viewer"]["role"], &who["viewer"]["isNetworkWide"]), (&json!("CONTRIBUTOR"), &json!(false)));
    elsewhere.suspend("maeva@example.org", true).await.unwrap();
    assert_eq!(status(&app, &access).await, 401);
    elsewhere.suspend("maeva@example.org", false).await.unwrap();
    assert_eq!(status(&app, &access).await, 401, "what was signed before does not come back");
    let (access, _) = sign_in(&app, "maeva").await;
    elsewhere.set_password("maeva@example.org", "far breton aux pruneaux".to_owned()).await.unwrap();
    assert_eq!(status(&app, &access).await, 401);
    // the network keeps somebody who administers it
    for refused in [
        elsewhere.suspend("chief@example.org", true).await,
        elsewhere.set_role("chief@example.org", Role::Editor, &[]).await,
    ] {
        assert!(matches!(refused, Err(Error::Invalid(problems)) if problems[0].case == Case::LastAdministrator));
    }
}

async fn an_account_is_made_of_what_is_right(app: TestApp) {
    let make = async |name: &str, email: &str, password: &str| {
        let new = NewPerson {
            name: name.to_owned(),
            member: None,
            email: email.to_owned(),
            password: password.to_owned(),
            role: Role::Contributor,
            territories: Vec::new(),
        };
        operator(&app).make_person(new).await.map_or_else(|it| it.to_string(), |_| "made".to_owned())
    };
    for (name, email, password, says) in [
        ("A", "a@example.org", "short", "password: Inconsistent"),
        ("A", "a@example.org", &"x".repeat(129), "password: Inconsistent"),
        ("A", "a@example.org", "MotDePasse123", "password: Inconsistent"),
        ("A", "a@example.org", "abababababababab", "password: Inconsistent"),
        ("A", "a@b@example.org", PASSWORD, "email: Malformed"),
        ("A", "a@localhost", PASSWORD, "email: Malformed"),
        ("A", "a b@example.org", PASSWORD, "email: Malformed"),
        (" ", "a@example.org", PASSWORD, "name: Required"),
        ("A", "a@example.org", PASSWORD, "made"),
        ("A", "A@EXAMPLE.ORG", PASSWORD, "email: Taken"),
        ("A", "other@example.org", PASSWORD, "made"),
    ] {
        let said = make(name, email, password).await;
        assert!(said.contains(says), "{email}: {said}");
    }
    let slugs = app.query("{ members { nodes { slug } } }").await;
    assert_eq!(slugs["members"]["nodes"], json!([{ "slug": "a" }, { "slug": "a-2" }]), "what was refused left nothing");
    let racers = futures_util::future::join_all((0..8).map(|_| make("Racer", "racer@example.org", PASSWORD))).await;
    assert_eq!(racers.iter().filter(|it| *it == "made").count(), 1, "{racers:?}");
    assert!(racers.iter().all(|it| it == "made" || it.contains("Taken")), "{racers:?}");
}

async fn tokens_that_were_made_up_are_refused_alike(app: TestApp) {
    person(&app, "maeva", Role::Admin, &[]).await;
    let (good, _) = sign_in(&app, "maeva").await;
    let parts: Vec<&str> = good.split('.').collect();
    let read = |text: &str| -> Value { serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap() };
    let (head, body) = (read(parts[0]), read(parts[1]));
    let write = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    // a key of the network that this story holds, and one of a stranger
    let (ours, strange) = (Ed25519KeyPair::generate().unwrap(), Ed25519KeyPair::generate().unwrap());
    let seal = Seal::of_secret(SECRET).unwrap();
    let sealed = seal.close("k2", ours.to_pkcs8v1().unwrap().as_ref()).unwrap();
    let public = URL_SAFE_NO_PAD.encode(ours.public_key().as_ref());
    let key = SigningKey { kid: "k2".to_owned(), public: public.clone(), sealed, retired_at: None };
    app.store.add_signing_key(key, true).await.unwrap();
    app.at("2026-12-01T12:01:00Z");
    let signed = |key: &Ed25519KeyPair, head: &Value, body: &Value| {
        let text = format!("{}.{}", write(head), write(body));
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(key.sign(text.as_bytes()).as_ref()))
    };
    let with = |of: &Value, name: &str, value: Value| {
        let mut of = of.clone();
        of[name] = value;
        of
    };
    let without = |of: &Value, name: &str| {
        let mut of = of.clone();
        of.as_object_mut().unwrap().remove(name);
        of
    };
    let head = with(&head, "kid", json!("k2"));
    // what is signed rightly is good, and so is what the retired key has signed
    assert_eq!(status(&app, &signed(&ours, &head, &body)).await, 200);
    assert_eq!(status(&app, &good).await, 200);
    let mut forged: Vec<(String, String)> = Vec::new();
    for (name, value) in [
        ("iss", json!("https://elsewhere.test")),
        ("iss", json!(["http://api.test"])),
        ("aud", json!("other")),
        ("aud", json!(["other"])),
        ("sub", json!("01a00000-0000-7000-8000-000000000000")),
        ("sub", json!(1)),
        ("sub", json!("")),
        ("exp", json!(1)),
        ("exp", json!("2000000000")),
        ("nbf", json!(4_000_000_000_u32)),
        ("iat", json!(4_000_000_000_u32)),
        ("epoch", json!(99)),
        ("epoch", json!("1")),
        ("role", json!("ROOT")),
        ("role", json!(null)),
        ("scope", json!("everything")),
        ("territories", json!(["nowhere"])),
        ("territories", json!("*")),
        ("sid", json!("01a00000-0000-7000-8000-000000000000")),
        ("sid", json!(null)),
        ("jti", json!("x")),
        ("more", json!(true)),
    ] {
        forged.push((format!("{name}: {value}"), signed(&ours, &head, &with(&body, name, value))));
    }
    for name in ["iss", "aud", "sub", "exp", "nbf", "iat", "jti", "role", "scope", "territories", "epoch", "sid"] {
        forged.push((format!("no {name}"), signed(&ours, &head, &without(&body, name))));
    }
    for (name, value) in [
        ("alg", json!("none")),
        ("alg", json!("HS256")),
        ("alg", json!("RS256")),
        ("alg", json!("eddsa")),
        ("typ", json!("JWT")),
        ("kid", json!("k3")),
        ("kid", json!("../k2")),
        ("kid", json!(2)),
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        ("jku", json!("https://elsewhere.test/jwks")),
        ("jwk", json!({})),
        ("x5u", json!("https://elsewhere.test")),
        ("b64", json!(false)),
    ] {
        forged.push((format!("head {name}: {value}"), signed(&ours, &with(&head, name, value), &body)));
    }
    forged.push(("another key".to_owned(), signed(&strange, &head, &body)));
    let (text, right) = (format!("{}.{}", write(&head), write(&body)), signed(&ours, &head, &body));
    forged.push(("no signature".to_owned(), format!("{text}.")));
    forged.push(("two parts".to_owned(), text.clone()));
    forged.push(("four parts".to_owned(), format!("{right}.x")));
    forged.push((
        "another body".to_owned(),
        format!("{}.{}.{}", write(&head), write(&with(&body, "epoch", json!(2))), right.rsplit('.').next().unwrap()),
    ));
    let confused = jsonwebtoken::EncodingKey::from_secret(public.as_bytes());
    let mut hs = jsonwebtoken::Header::new(jsonwebtoken::Algorithm::HS256);
    (hs.kid, hs.typ) = (Some("k2".to_owned()), Some("at+jwt".to_owned()));
    forged.push(("signed with the public key".to_owned(), jsonwebtoken::encode(&hs, &body, &confused).unwrap()));
    for odd in ["", "x", "...", "bc_", "bc_0000", "null", "bcr_0000", &format!("{right}{}", "A".repeat(5_000))] {
        forged.push((format!("{odd:.20}"), odd.to_owned()));
    }
    let mut said = Vec::new();
    for (what, token) in &forged {
        let answer = app.post_as(token, "published", WHO, Value::Null).await;
        assert_eq!(answer.status.as_u16(), 401, "{what}: {}", answer.text());
        let mut body = answer.json();
        body["errors"][0]["extensions"]["requestId"] = Value::Null;
        said.push(body);
    }
    assert!(said.iter().all(|it| *it == said[0]) && said.len() > 50, "all are answered alike");
    // an hour later the retired key's time is over
    app.at("2026-12-01T13:01:00Z");
    assert_eq!(status(&app, &signed(&ours, &head, &with(&body, "exp", json!(4_000_000_000_u32)))).await, 200);
    let keys = app.get("/.well-known/jwks.json").await;
    assert_eq!(
        keys.json(),
        json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": "k2", "x": public }] })
    );
    assert_eq!(keys.headers["content-type"], "application/jwk-set+json");
}

on_both! {
    empty:
        somebody_signs_in_goes_on_and_out,
        who_does_not_get_in_does_not_learn_why,
        of_fifty_who_go_on_at_once_one_chain_lives,
        a_lost_answer_ends_no_session,
        an_expired_token_keeps_nobody_from_signing_in_or_out,
        what_is_taken_away_is_gone_at_the_next_request,
        an_account_is_made_of_what_is_right,
        tokens_that_were_made_up_are_refused_alike,
    ;
}
/// From nothing to a first administrator who is signed in, as a volunteer does it.
#[test]
fn a_first_administrator_comes_from_the_command_line() {
    const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("a.db").display());
    let run = |arguments: &[&str], input: &str| {
        let mut child = std::process::Command::new(PROGRAM);
        child
            .args(arguments)
            .env("BC_DATABASE_URL", &database)
            .env("BC_LOG", "error")
            .env("BC_PUBLIC_URL", "http://api.test");
        child
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        let mut child = child.spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.success(), text(&output.stdout), text(&output.stderr))
    };
    let create = ["member", "create", "--name", "Maëva", "--email", "maeva@example.org", "--role", "admin"];
    let (done, _, says) = run(&create, "short\n");
    assert!(!done && says.contains("password: this password has 5 characters; it must have 12 to 128"), "{says}");
    let (done, said, says) = run(&create, &format!("{PASSWORD}\n"));
    assert!(
        done && said.starts_with("made Maëva <maeva@example.org>, administrator")
            && !format!("{said}{says}").contains(PASSWORD),
        "{said}{says}"
    );
    let (_, listed, _) = run(&["member", "list"], "");
    assert!(listed.contains("maeva@example.org ADMIN [*] maeva (never signed in)"), "{listed}");
    let (_, signed, _) = run(
        &["token", "create", "--name", "import", "--role", "editor", "--territory", "pays:pays-de-brest", "--jwt"],
        "",
    );
    let served = Served::start(PROGRAM, &database, &[("BC_LOG", "error"), ("BC_PUBLIC_URL", "http://api.test")]);
    let who = |token: &str| {
        let head = format!("Authorization: Bearer {}\r\n", token.trim());
        let reply = served.post("application/json", &head, json!({ "query": WHO }).to_string().as_bytes()).unwrap();
        (reply.status, reply.json()["data"]["viewer"]["role"].clone())
    };
    assert_eq!(who(&signed), (200, json!("EDITOR")));
    let body =
        json!({ "query": CREATE, "variables": { "input": { "email": "maeva@example.org", "password": PASSWORD } } });
    let session = served.post("application/json", "", body.to_string().as_bytes()).unwrap().json();
    let access = value(&session, "data/sessionCreate/session/accessToken").as_str().unwrap().to_owned();
    assert_eq!(who(&access), (200, json!("ADMIN")));
    // another key: what the old one signed is good for a while
    assert!(run(&["key", "rotate"], "").0);
    assert_eq!((who(&signed).0, who(&access).0), (200, 200));
    assert!(run(&["audit", "--action", "keyRotate"], "").1.contains("\toperator:key\t"));
    // whoever reads no further is no failure
    let mut unread = std::process::Command::new(PROGRAM)
        .arg("audit")
        .env("BC_DATABASE_URL", &database)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(unread.stdout.take());
    let unread = unread.wait_with_output().unwrap();
    assert!(unread.status.success() && unread.stderr.is_empty(), "{unread:?}");
    let id = run(&["token", "list"], "").1.split(' ').next().unwrap().to_owned();
    assert!(run(&["token", "revoke", &id], "").0);
    assert_eq!((who(&signed).0, who(&access).0), (401, 200));
    // a secret that is configured is never printed, and one that is too short is no secret
    let with_secret = |secret: &str, arguments: &[&str]| {
        let mut program = std::process::Command::new(PROGRAM);
        let output = program
            .args(arguments)
            .env("BC_DATABASE_URL", &database)
            .env("BC_SECRET", secret)
            .env("BC_LISTEN", "127.0.0.1:0")
            .output()
            .unwrap();
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    };
    let printed = with_secret(SECRET, &["config"]);
    assert!(printed.contains("secret = ***") && !printed.contains(SECRET), "{printed}");
    assert!(with_secret("short", &["key", "rotate"]).contains("BC_SECRET: the secret has 5 characters; at least 32"));
    let other = "another secret than the one that seals the keys";
    let refused = with_secret(other, &["serve"]);
    assert!(refused.contains("error: the signing keys were sealed with another secret"), "{refused}");
    let secret = folder.path().join("a.secret");
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&secret).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    std::fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let (done, _, says) = run(&["key", "rotate"], "");
    assert!(!done && says.contains("chmod 600"), "{says}");
}
