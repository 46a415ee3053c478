//! Who tries passwords, or asks for mails, in somebody's name: they are slowed down, and keep nobody out.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::Request;
use entity::mail::outbox::MailKind;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::sessions::{CREATE, PASSWORD, operator, person};
use crate::support::{TestApp, on_both, value};

const SIGN_IN: &str = include_str!("guessing/sign_in.graphql");
const FORGOT: &str = include_str!("guessing/forgot.graphql");
const RESET: &str = include_str!("guessing/reset.graphql");

/// What somebody is answered who speaks from an address.
async fn from(app: &TestApp, address: impl Into<String>, mutation: &str, input: Value) -> Value {
    let body = json!({ "query": mutation, "variables": { "input": input } }).to_string();
    let request = Request::post("/graphql").header("content-type", "application/json");
    let mut request = request.body(Body::from(body)).unwrap();
    let peer = api::http::Peer(address.into().parse::<IpAddr>().unwrap());
    request.extensions_mut().insert(peer);
    app.send(request).await.data()["done"].take()
}

fn shows(name: &str, password: &str) -> Value {
    json!({ "email": format!("{name}@example.org"), "password": password })
}

fn code(done: &Value) -> &str {
    done.pointer("/userErrors/0/code").and_then(Value::as_str).unwrap_or("done")
}

async fn one_stranger_keeps_nobody_out(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    person(&app, "ana", Role::Contributor, &[]).await;
    let there = app.beside().await;
    for (name, stranger) in [("chief", "192.0.2.1"), ("ana", "192.0.2.2")] {
        for n in 0..12 {
            let guessed = from(&app, stranger, SIGN_IN, shows(name, &format!("something else {n}"))).await;
            let asked = from(&app, stranger, FORGOT, json!({ "email": format!("{name}@example.org") })).await;
            let (guess, ask) =
                if n < 10 { ("WRONG_CREDENTIALS", "done") } else { ("TOO_MANY_ATTEMPTS", "TOO_MANY_ATTEMPTS") };
            assert_eq!((code(&guessed), code(&asked)), (guess, ask), "{name}, {n}");
        }
        let elsewhere = from(&there, stranger, SIGN_IN, shows(name, "something else")).await;
        assert_eq!(code(&elsewhere), "TOO_MANY_ATTEMPTS", "servers count together");
        for n in 0..8 {
            let owner = from(&app, "198.51.100.7", SIGN_IN, shows(name, PASSWORD)).await;
            assert!(owner["session"].is_object(), "{name}, {n}: {owner}");
        }
    }
}

async fn another_password_opens_what_tries_had_closed(app: TestApp) {
    person(&app, "ana", Role::Contributor, &[]).await;
    for n in 0..12 {
        let guessed = from(&app, "192.0.2.1", SIGN_IN, shows("ana", &format!("forgotten {n}"))).await;
        assert_eq!(code(&guessed), if n < 10 { "WRONG_CREDENTIALS" } else { "TOO_MANY_ATTEMPTS" });
    }
    assert_eq!(
        code(&from(&app, "192.0.2.1", SIGN_IN, shows("ana", PASSWORD)).await),
        "TOO_MANY_ATTEMPTS",
        "the right one as well"
    );
    from(&app, "192.0.2.1", FORGOT, json!({ "email": "ana@example.org" })).await;
    let (_, occasion, secret) = app.mail().await;
    assert_eq!(occasion, MailKind::ResetRequested);
    let next = "far breton aux pruneaux";
    assert_eq!(
        from(&app, "192.0.2.1", RESET, json!({ "code": secret, "password": next })).await["userErrors"],
        json!([])
    );
    for _ in 0..4 {
        assert!(
            from(&app, "192.0.2.1", SIGN_IN, shows("ana", next)).await["session"].is_object(),
            "a good try does not count"
        );
    }
    // and so does the command line
    for n in 0..11 {
        from(&app, "192.0.2.3", SIGN_IN, shows("ana", &format!("forgotten {n}"))).await;
    }
    operator(&app).set_password("ana@example.org", PASSWORD.to_owned()).await.unwrap();
    assert!(from(&app, "192.0.2.3", SIGN_IN, shows("ana", PASSWORD)).await["session"].is_object());
}

async fn many_strangers_are_slowed_and_a_known_device_is_not(app: TestApp) {
    person(&app, "ana", Role::Contributor, &[]).await;
    person(&app, "bob", Role::Contributor, &[]).await;
    let first = from(&app, "198.51.100.7", SIGN_IN, shows("ana", PASSWORD)).await;
    let mark = value(&first, "deviceToken").as_str().unwrap().to_owned();
    let of_bob =
        from(&app, "198.51.100.8", SIGN_IN, shows("bob", PASSWORD)).await["deviceToken"].as_str().unwrap().to_owned();
    // a mark opens nothing
    assert_eq!(app.post_as(&mark, "published", "{ network { name } }", Value::Null).await.status, 401);
    let there = app.beside().await;
    let servers = [&app, &there];
    for round in 0..10 {
        let guesses =
            (0..10).map(|n| from(servers[n % 2], format!("203.0.113.{}", round * 10 + n), SIGN_IN, shows("ana", "x")));
        for guessed in futures_util::future::join_all(guesses).await {
            assert_eq!(code(&guessed), "WRONG_CREDENTIALS", "an address alone is generous");
        }
    }
    // from here on each waits its turn, and not too many wait
    let more = (0..12).map(|n| from(servers[n % 2], format!("203.0.113.{}", 100 + n), SIGN_IN, shows("ana", "x")));
    let begun = Instant::now();
    let ends = futures_util::future::join_all(more).await;
    let refused = ends.iter().filter(|it| code(it) == "TOO_MANY_ATTEMPTS").count();
    assert_eq!((refused, begun.elapsed() >= Duration::from_secs(5)), (9, true), "three wait, the last for six seconds");
    // who has signed in on this device before does not stand in that line
    let with = |name: &str, password: &str, mark: &str| {
        let mut input = shows(name, password);
        input["deviceToken"] = json!(mark);
        input
    };
    assert_eq!(code(&from(&app, "198.51.100.9", SIGN_IN, shows("ana", PASSWORD)).await), "TOO_MANY_ATTEMPTS");
    let known = from(&app, "198.51.100.9", SIGN_IN, with("ana", PASSWORD, &mark)).await;
    assert!(known["session"].is_object() && known["deviceToken"].is_string(), "{known}");
    for odd in [of_bob.as_str(), "", "made up", value(&known, "session/accessToken").as_str().unwrap()] {
        assert_eq!(
            code(&from(&app, "198.51.100.9", SIGN_IN, with("ana", PASSWORD, odd)).await),
            "TOO_MANY_ATTEMPTS",
            "{odd:.20}"
        );
    }
    // a mark has a bound of its own
    let tries: Vec<Value> =
        futures_util::future::join_all((0..11).map(|_| from(&app, "198.51.100.10", SIGN_IN, with("ana", "x", &mark))))
            .await;
    assert_eq!(tries.iter().filter(|it| code(it) == "TOO_MANY_ATTEMPTS").count(), 1);
    // after a while the line is gone
    app.at("2026-12-01T12:01:00Z");
    assert!(from(&app, "198.51.100.11", SIGN_IN, shows("ana", PASSWORD)).await["session"].is_object());
    let audit = app.store.read(entity::viewer::Viewer::operator("test"));
    let narrowed =
        entity::query::audit::Narrowed { actions: Some(vec!["accountSlow".to_owned()]), ..Default::default() };
    let page = entity::db::paging::Page::default();
    assert!(!audit.audit(&narrowed, &page).await.unwrap().rows.is_empty(), "who administers is told");
}

async fn nobody_is_drowned_in_mails(app: TestApp) {
    person(&app, "ana", Role::Contributor, &[]).await;
    for n in 0..40 {
        let asked = from(&app, format!("203.0.113.{n}"), FORGOT, json!({ "email": "ana@example.org" })).await;
        assert_eq!(asked, json!({ "userErrors": [] }), "each is answered alike");
    }
    assert_eq!(app.mails().await.len(), 10);
    app.at("2026-12-01T12:00:59Z");
    assert_eq!(app.mails().await.len(), 0);
    app.at("2026-12-01T12:02:00Z");
    let mails = app.mails().await;
    assert_eq!(mails.len(), 2, "one a minute");
    let input = json!({ "code": mails[0].code.clone().unwrap(), "password": "far breton aux pruneaux" });
    assert_eq!(from(&app, "198.51.100.7", RESET, input).await["userErrors"], json!([]));
    app.at("2026-12-01T12:30:00Z");
    let rest = app.mails().await;
    assert_eq!(rest.iter().filter(|it| it.occasion == MailKind::ResetRequested).count(), 8, "no more than ten wait");
    // who wishes to sign in meanwhile is not concerned
    assert!(app.post(CREATE, json!({ "input": shows("ana", "far breton aux pruneaux") })).await.data()["sessionCreate"]["session"].is_object());
}

on_both! {
    empty:
        one_stranger_keeps_nobody_out,
        another_password_opens_what_tries_had_closed,
        many_strangers_are_slowed_and_a_known_device_is_not,
        nobody_is_drowned_in_mails,
    ;
}
