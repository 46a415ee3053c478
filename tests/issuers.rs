//! Other issuers: people sign in with them, and show what they signed. What they say counts as far as the configuration says,
//! and nothing that was made up, is old, or is meant for somebody else is taken.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::account::registration::Invitation;
use entity::value::role::Role;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::durable::holder;
use crate::sessions::{operator, person, reading, sign_in};
use crate::support::{self, Answer, FakeIssuer, TestApp, on_both, value};

/// 2026-12-01T12:00:00Z, in seconds.
const NOW: i64 = 1_796_126_400;
pub(crate) const VERIFIER: &str = "a-secret-of-the-front-end-that-nobody-else-has";
const EXCHANGE: &str = include_str!("issuers/exchange.graphql");
const WHO: &str = include_str!("issuers/who.graphql");

fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER))
}

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).map_or("", |it| it.to_str().unwrap())
}

/// Where somebody is sent, with what is in its query, and what their browser keeps.
async fn leaves(app: &TestApp) -> (HashMap<String, String>, String) {
    let answer = app.get(&format!("/oidc/sso/start?challenge={}", challenge())).await;
    assert_eq!((answer.status.as_u16(), header(&answer, "cache-control")), (303, "no-store"), "{}", answer.text());
    let url = url::Url::parse(header(&answer, "location")).unwrap();
    let mut sent: HashMap<String, String> = url.query_pairs().into_owned().collect();
    sent.insert("path".to_owned(), url.path().to_owned());
    let cookie = header(&answer, "set-cookie");
    assert!(cookie.contains("; HttpOnly; SameSite=Lax; Max-Age=600"), "{cookie}");
    (sent, cookie.split(';').next().unwrap().to_owned())
}

/// Where somebody is sent on who comes back: what stands behind `#`.
async fn comes_back(app: &TestApp, query: &str, cookie: &str) -> String {
    let request = axum::http::Request::get(format!("/oidc/sso/callback?{query}")).header("cookie", cookie);
    let answer = app.send(request.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!((answer.status.as_u16(), header(&answer, "cache-control")), (303, "no-store"), "{}", answer.text());
    assert!(header(&answer, "set-cookie").contains("Max-Age=0"));
    let (page, end) = header(&answer, "location").split_once('#').unwrap();
    assert_eq!(page, "https://site.test/compte/sign-in");
    end.to_owned()
}

/// Signs somebody in, of whom the issuer says this: the code for the front end, or what went wrong.
pub(crate) async fn goes_and_comes(app: &TestApp, issuer: &FakeIssuer, claims: Value) -> String {
    let (sent, cookie) = leaves(app).await;
    let code = issuer.lets_in(&sent, claims);
    comes_back(app, &format!("code={code}&state={}", sent["state"]), &cookie).await
}

async fn exchange(app: &TestApp, code: &str, verifier: &str) -> Value {
    app.post_in("en", EXCHANGE, json!({ "input": { "code": code, "verifier": verifier } })).await.data()["done"].take()
}

async fn enters(app: &TestApp, issuer: &FakeIssuer, claims: Value) -> String {
    let code = goes_and_comes(app, issuer, claims).await;
    let done = exchange(app, &code, VERIFIER).await;
    done["session"]["accessToken"].as_str().unwrap_or_else(|| panic!("{code}: {done}")).to_owned()
}

async fn who(app: &TestApp, token: &str) -> Value {
    app.post_as(token, "published", WHO, Value::Null).await.data()["viewer"].take()
}

async fn status(app: &TestApp, token: &str) -> u16 {
    app.post_as(token, "published", WHO, Value::Null).await.status.as_u16()
}

async fn somebody_signs_in_with_another_issuer(app: TestApp) {
    let issuer = FakeIssuer::start().await;
    let app = app.beside_with(vec![issuer.setting(json!({}))]).await;
    let doors = app.query("{ network { identityProviders { key name url } } }").await;
    assert_eq!(
        doors["network"]["identityProviders"],
        json!([{ "key": "sso", "name": "Compte du réseau", "url": "http://api.test/oidc/sso/start" }])
    );
    let (sent, cookie) = leaves(&app).await;
    assert_eq!(
        (sent["path"].as_str(), sent["response_type"].as_str(), sent["code_challenge_method"].as_str()),
        ("/authorize", "code", "S256")
    );
    assert_eq!(
        (sent["scope"].as_str(), sent["redirect_uri"].as_str()),
        ("openid profile email", "http://api.test/oidc/sso/callback")
    );
    assert!(!cookie.contains(&sent["state"]) && !cookie.contains(&challenge()), "what is kept is sealed");
    let ana = json!({ "sub": "ana-1", "name": "Ana  Le\tGall", "email": "ANA@example.org", "email_verified": true });
    let code = issuer.lets_in(&sent, ana.clone());
    let query = format!("code={code}&state={}", sent["state"]);
    let end = comes_back(&app, &query, &cookie).await;
    assert!(end.len() == 32 && end.chars().all(|it| it.is_ascii_hexdigit()), "{end}");
    // the code is of no use to who did not begin, and of none after that
    let wrong = exchange(&app, &end, "something-else-that-is-as-long-as-it-has-to-be").await;
    assert_eq!((value(&wrong, "userErrors/0/code"), &wrong["session"]), (&json!("WRONG_CREDENTIALS"), &Value::Null));
    assert_eq!(exchange(&app, &end, VERIFIER).await, wrong);
    assert_eq!(comes_back(&app, &query, &cookie).await, "error=SIGN_IN_REFUSED", "the issuer takes its code once");
    let token = enters(&app, &issuer, ana.clone()).await;
    let known = who(&app, &token).await;
    assert_eq!(
        (&known["role"], &known["member"], value(&known, "account/email")),
        (&json!("CONTRIBUTOR"), &json!({ "name": "Ana Le Gall", "slug": "ana-le-gall" }), &Value::Null),
        "an issuer that is not trusted with addresses claims none"
    );
    assert_eq!(
        app.query("{ members { totalCount } }").await["members"]["totalCount"],
        0,
        "an editor lets a new member in"
    );
    // once more it is the same person, whatever they are called by now
    let again = enters(&app, &issuer, json!({ "sub": "ana-1", "name": "Ana", "iat": NOW + 1 })).await;
    assert_eq!(value(&who(&app, &again).await, "account/id"), value(&known, "account/id"));
    let late = goes_and_comes(&app, &issuer, ana.clone()).await;
    app.at("2026-12-01T12:02:00Z");
    assert_eq!(value(&exchange(&app, &late, VERIFIER).await, "userErrors/0/code"), "WRONG_CREDENTIALS");
    // who is suspended here is not let in, and what is held is given out and erased with the rest
    let held =
        operator(&app).export_person(value(&known, "account/id").as_str().unwrap().parse().unwrap()).await.unwrap();
    assert_eq!(
        (value(&held, "identities/0/subject"), value(&held, "identities/0/issuer")),
        (&json!("ana-1"), &json!(issuer.url))
    );
    operator(&app).suspend(value(&known, "account/id").as_str().unwrap(), true).await.unwrap();
    assert_eq!(
        (status(&app, &again).await, goes_and_comes(&app, &issuer, ana).await.as_str()),
        (401, "error=SIGN_IN_REFUSED")
    );
}

async fn who_did_not_sign_in_there_is_not_let_in(app: TestApp) {
    let issuer = FakeIssuer::start().await;
    let app = app.beside_with(vec![issuer.setting(json!({}))]).await;
    for (query, status) in
        [("", 400), ("?challenge=short", 400), ("?challenge=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%0A", 400)]
    {
        assert_eq!(app.get(&format!("/oidc/sso/start{query}")).await.status.as_u16(), status, "{query}");
    }
    assert_eq!(app.get(&format!("/oidc/other/start?challenge={}", challenge())).await.status.as_u16(), 404);
    assert_eq!(app.get("/oidc/other/callback?code=x&state=y").await.status.as_u16(), 404);
    for (claims, why) in [
        (json!({ "nonce": "another" }), "nonce"),
        (json!({ "aud": "somebody else" }), "audience"),
        (json!({ "iss": "http://127.0.0.1:1" }), "issuer"),
        (json!({ "exp": NOW }), "expired"),
        (json!({ "sub": "" }), "nobody"),
        (json!({ "sub": 7 }), "no text"),
        (json!({ "sub": "a\nb" }), "a line's end"),
        (json!({ "head": { "alg": "none" } }), "unsigned"),
        (json!({ "head": { "alg": "HS256", "kid": "shared" } }), "another algorithm"),
        (json!({ "head": { "alg": "RS256", "kid": "unknown" } }), "unknown key"),
    ] {
        let mut all = json!({ "sub": "ana-1" });
        for (name, value) in claims.as_object().unwrap() {
            all[name] = value.clone();
        }
        // a door of its own each time, for tries are counted
        let door = app.beside_with(vec![issuer.setting(json!({}))]).await;
        assert_eq!(goes_and_comes(&door, &issuer, all).await, "error=SIGN_IN_REFUSED", "{why}");
    }
    let (sent, cookie) = leaves(&app).await;
    let code = issuer.lets_in(&sent, json!({ "sub": "ana-1" }));
    let good = format!("code={code}&state={}", sent["state"]);
    for (query, cookie, says) in [
        (good.as_str(), "", "SIGN_IN_EXPIRED"),
        (good.as_str(), "sign-in=made-up", "SIGN_IN_REFUSED"),
        (format!("code={code}&state=other").as_str(), cookie.as_str(), "SIGN_IN_REFUSED"),
        (format!("code={code}").as_str(), cookie.as_str(), "SIGN_IN_EXPIRED"),
        ("error=access_denied", cookie.as_str(), "DENIED_BY_ISSUER"),
    ] {
        assert_eq!(comes_back(&app, query, cookie).await, format!("error={says}"), "{query}");
    }
    app.at("2026-12-01T12:10:00Z");
    assert_eq!(comes_back(&app, &good, &cookie).await, "error=SIGN_IN_REFUSED", "away for too long");
    assert_eq!(app.query("{ members { totalCount } }").await["members"]["totalCount"], 0);
    assert_eq!(
        reading(&app).people(&entity::account::directory::Sought::default()).await.unwrap().len(),
        0,
        "what was refused left nothing"
    );
    let gone = json!({
        "key": "gone",
        "name": "Gone",
        "issuer": "http://127.0.0.1:1",
        "client_id": "x",
        "private_network": true
    });
    let far = json!({ "key": "far", "name": "Far", "issuer": "https://127.0.0.1:1", "client_id": "x" });
    let app = app.beside_with(vec![gone, far]).await;
    for key in ["gone", "far"] {
        let answer = app.get(&format!("/oidc/{key}/start?challenge={}", challenge())).await;
        assert_eq!((answer.status.as_u16(), header(&answer, "retry-after")), (503, "1"), "{}", answer.text());
    }
}

async fn an_address_is_linked_only_where_the_issuer_is_trusted_with_it(app: TestApp) {
    person(&app, "ana", Role::Editor, &["departement:29"]).await;
    let issuer = FakeIssuer::start().await;
    let strict = app.beside_with(vec![issuer.setting(json!({}))]).await;
    let trusting = app.beside_with(vec![issuer.setting(json!({ "links_by_email": true }))]).await;
    let ana = |verified: bool| json!({ "sub": "ana-1", "email": "ana@example.org", "email_verified": verified });
    assert_eq!(goes_and_comes(&strict, &issuer, ana(true)).await, "error=ADDRESS_TAKEN");
    let other =
        enters(&trusting, &issuer, json!({ "sub": "eve-1", "email": "ana@example.org", "email_verified": false }))
            .await;
    assert_eq!(who(&trusting, &other).await["role"], "CONTRIBUTOR", "an address that was not shown is nobody's");
    let linked = enters(&trusting, &issuer, ana(true)).await;
    assert_eq!(who(&trusting, &linked).await["role"], "EDITOR");
    // linked once, it stays so
    let linked = enters(&strict, &issuer, ana(true)).await;
    assert_eq!(value(&who(&strict, &linked).await, "member/slug"), "ana");
    assert!(!sign_in(&app, "ana").await.0.is_empty(), "the password stays good");
    // who was invited comes with the other account in place of a password, with what they were invited to
    let guest = Invitation {
        name: "Zoé".into(),
        email: "zoe@example.org".into(),
        language: "fr".into(),
        role: Role::Editor,
        territories: vec!["departement:56".parse().unwrap()],
    };
    operator(&app).invite(guest).await.unwrap();
    let zoe = json!({ "sub": "zoe-1", "name": "Zoé", "email": "zoe@example.org", "email_verified": true });
    let zoe = who(&trusting, &enters(&trusting, &issuer, zoe).await).await;
    assert_eq!(
        (&zoe["role"], &zoe["territories"], value(&zoe, "member/slug")),
        (&json!("EDITOR"), &json!([{ "ref": "departement:56" }]), &json!("zoe"))
    );
    assert_eq!(
        trusting.query("{ member(by: { slug: \"zoe\" }) { name } }").await["member"]["name"],
        "Zoé",
        "who was invited need not wait"
    );
    // somebody registered with an address that was not theirs, and never showed it
    let join = "mutation ($input: AccountRegisterInput!) { accountRegister(input: $input) { userErrors { code } } }";
    app.post(
        join,
        json!({ "input": { "name": "Eve", "email": "bob@example.org", "password": "far breton aux pruneaux" } }),
    )
    .await
    .data();
    let bob = json!({ "sub": "bob-1", "name": "Bob", "email": "bob@example.org", "email_verified": true });
    let bob = enters(&strict, &issuer, bob).await;
    assert_eq!(value(&who(&strict, &bob).await, "member/name"), "Bob");
    // who has no address here gives one without a password, by a session
    let gives =
        "mutation ($input: EmailChangeRequestInput!) { emailChangeRequest(input: $input) { userErrors { code } } }";
    strict.mails().await;
    let asked =
        strict.post_as(&bob, "published", gives, json!({ "input": { "email": "robert@example.org" } })).await.data();
    assert_eq!(asked["emailChangeRequest"], json!({ "userErrors": [] }));
    let (to, _, code) = strict.mail().await;
    assert_eq!(to, "robert@example.org");
    let takes =
        "mutation ($input: EmailChangeInput!) { emailChange(input: $input) { account { email } userErrors { code } } }";
    assert_eq!(
        strict.post(takes, json!({ "input": { "code": code } })).await.data()["emailChange"]["userErrors"],
        json!([])
    );
    assert_eq!(value(&who(&strict, &bob).await, "account/email"), "robert@example.org");
}

async fn rights_are_what_the_issuer_says_and_what_was_said_last_counts(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    let issuer = FakeIssuer::start().await;
    let mapped = json!({
        "role_claim": "realm_access.roles",
        "roles": { "editors": "EDITOR", "chiefs": "ADMIN" },
        "territories_claim": "https://reseau.test/territoires",
        "scope_claim": "scope"
    });
    let app = app.beside_with(vec![issuer.setting(mapped)]).await;
    let token = |at: i64, roles: Value, places: Value, scope: &str| {
        issuer.sign(&json!({ "iss": issuer.url, "aud": ["https://api.test", "others"], "sub": "ana-1", "name": "Ana", "email": "ana@example.org", "email_verified": true, "iat": at, "exp": NOW + 600,
        "realm_access": { "roles": roles }, "https://reseau.test/territoires": places, "scope": scope }))
    };
    let all = "openid content:read content:write content:publish admin";
    let first =
        token(NOW - 10, json!(["editors", "others"]), json!(["departement:29", "commune:99999", "nothing"]), all);
    let said = who(&app, &first).await;
    assert_eq!(said["scopes"], json!(["content:read", "content:write", "content:publish"]));
    assert_eq!(
        (&said["role"], &said["territories"], &said["isNetworkWide"]),
        (&json!("EDITOR"), &json!([{ "ref": "departement:29" }]), &json!(false))
    );
    assert_eq!(
        app.query("{ members { nodes { name } } }").await["members"]["nodes"],
        json!([{ "name": "Ana" }, { "name": "chief" }])
    );
    assert_eq!(
        who(&app, &token(NOW - 10, json!(["editors"]), json!(["departement:29"]), "content:read")).await["scopes"],
        json!(["content:read"])
    );
    // less is less at once, and what was signed before gives nothing back
    let less = token(NOW - 5, json!(["others"]), json!(["departement:29"]), all);
    assert_eq!(who(&app, &less).await["role"], "CONTRIBUTOR");
    assert_eq!(who(&app, &first).await["role"], "CONTRIBUTOR");
    assert_eq!(who(&app, &token(NOW - 3, json!("editors"), json!("*"), all)).await["isNetworkWide"], true);
    assert_eq!(
        who(&app, &token(NOW - 2, json!(["editors"]), Value::Null, all)).await["territories"],
        json!([]),
        "nowhere is nowhere"
    );
    let chief = token(NOW - 1, json!(["editors", "chiefs"]), json!("*"), all);
    assert_eq!(who(&app, &chief).await["role"], "ADMIN");
    // the last who administers stays
    operator(&app).suspend("chief@example.org", true).await.unwrap();
    assert_eq!(
        who(&app, &token(NOW, json!(["editors"]), json!("*"), all)).await["role"],
        "EDITOR",
        "the token is an upper bound"
    );
    assert_eq!(who(&app, &chief).await["role"], "ADMIN");
    let acts = reading(&app).people(&entity::account::directory::Sought::default()).await.unwrap();
    assert_eq!(acts.iter().filter(|it| it.role == Role::Admin).count(), 2);
    // somebody who is taken out of use here is out, whatever the issuer says
    operator(&app).suspend("chief@example.org", false).await.unwrap();
    let ana = value(&who(&app, &chief).await, "account/id").as_str().unwrap().parse().unwrap();
    operator(&app).suspend_account(ana, true, entity::model::mandate::Gave::Stays).await.unwrap();
    assert_eq!(status(&app, &chief).await, 401);
}

async fn what_another_issuer_did_not_sign_for_us_is_refused_alike(app: TestApp) {
    let issuer = FakeIssuer::start().await;
    let setting = issuer.setting(json!({}));
    let app = app.beside_with(vec![setting]).await;
    let body = json!({
        "iss": issuer.url,
        "aud": "https://api.test",
        "sub": "ana-1",
        "iat": NOW,
        "nbf": NOW,
        "exp": NOW + 600
    });
    let head = json!({ "alg": "RS256", "typ": "at+jwt", "kid": "k1" });
    let good = issuer.sign_under(&head, &body);
    assert_eq!(status(&app, &good).await, 200);
    let with = |of: &Value, change: Value| {
        let mut changed = of.clone();
        for (name, value) in change.as_object().unwrap() {
            match value {
                Value::Null => {
                    changed.as_object_mut().unwrap().remove(name);
                }
                value => changed[name] = value.clone(),
            }
        }
        changed
    };
    for without in [json!({ "typ": null }), json!({ "typ": "JWT" }), json!({ "typ": "application/at+JWT" })] {
        assert_eq!(status(&app, &issuer.sign_under(&with(&head, without.clone()), &body)).await, 200, "{without}");
    }
    let mut forged = Vec::new();
    for change in [
        json!({ "aud": null }),
        json!({ "aud": "somebody else" }),
        json!({ "aud": [] }),
        json!({ "aud": 7 }),
        json!({ "sub": null }),
        json!({ "sub": "" }),
        json!({ "sub": ["ana-1"] }),
        json!({ "exp": null }),
        json!({ "exp": NOW }),
        json!({ "exp": "never" }),
        json!({ "exp": -1 }),
        json!({ "exp": 1e300 }),
        json!({ "iat": null }),
        json!({ "iat": NOW + 60 }),
        json!({ "nbf": NOW + 60 }),
        json!({ "nbf": "now" }),
        json!({ "exp": NOW + 1, "iat": NOW + 3 }),
        json!({ "sub": "x".repeat(256) }),
        json!({ "sub": "a\u{0}b" }),
    ] {
        forged.push((change.to_string(), issuer.sign_under(&head, &with(&body, change))));
    }
    for change in [
        json!({ "alg": "none" }),
        json!({ "alg": "RS384" }),
        json!({ "alg": "ES256" }),
        json!({ "alg": "HS256" }),
        json!({ "alg": null }),
        json!({ "alg": 7 }),
        json!({ "kid": null }),
        json!({ "kid": "unknown" }),
        json!({ "kid": "shared" }),
        json!({ "kid": "next" }),
        json!({ "kid": ["k1"] }),
        json!({ "crit": ["exp"] }),
        json!({ "typ": "logout+jwt" }),
        json!({ "typ": 7 }),
    ] {
        forged.push((change.to_string(), issuer.sign_under(&with(&head, change), &body)));
    }
    // the public key, or the secret that stands among the keys, taken for what is signed with
    for (kid, secret) in [("k1", issuer.public()), ("shared", b"shared".to_vec())] {
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(kid.to_owned());
        forged.push((
            format!("HS256 under {kid}"),
            jsonwebtoken::encode(&header, &body, &EncodingKey::from_secret(&secret)).unwrap(),
        ));
    }
    let parts: Vec<&str> = good.split('.').collect();
    forged.push(("no signature".into(), format!("{}.{}.", parts[0], parts[1])));
    forged.push((
        "another body".into(),
        format!(
            "{}.{}.{}",
            parts[0],
            URL_SAFE_NO_PAD.encode(with(&body, json!({ "sub": "bob" })).to_string()),
            parts[2]
        ),
    ));
    let stranger = FakeIssuer::start().await;
    forged.push(("a stranger's key".into(), stranger.sign_under(&head, &body)));
    forged.push(("an unknown issuer".into(), stranger.sign_under(&head, &with(&body, json!({ "iss": stranger.url })))));
    forged.push((
        "an issuer with a slash".into(),
        issuer.sign_under(&head, &with(&body, json!({ "iss": format!("{}/", issuer.url) }))),
    ));
    forged.push(("too long".into(), issuer.sign_under(&head, &with(&body, json!({ "more": "x".repeat(9_000) })))));
    let alike = app.post_as("made up", "published", WHO, Value::Null).await;
    for (what, token) in &forged {
        let answer = app.post_as(token, "published", WHO, Value::Null).await;
        assert_eq!(answer.status.as_u16(), 401, "{what}");
        assert_eq!(answer.json()["errors"][0]["message"], alike.json()["errors"][0]["message"], "{what}");
    }
    assert!(issuer.asked() <= 2, "made-up keys make nobody ask again and again: {}", issuer.asked());
    // without an audience, what says who signed in is not taken for what may act
    let only_in = app.beside_with(vec![issuer.setting(json!({ "audience": null }))]).await;
    let said = issuer.sign(&with(&body, json!({ "aud": "bretagne-creative-desk" })));
    assert_eq!(
        (status(&only_in, &good).await, status(&only_in, &said).await, status(&app, &said).await),
        (401, 401, 401)
    );
    let keys_alone = app
        .beside_with(vec![
            issuer.setting(
                json!({ "client_id": null, "client_secret": null, "jwks_url": format!("{}/jwks", issuer.url) }),
            ),
        ])
        .await;
    let doors = keys_alone.query("{ network { identityProviders { key } } }").await;
    assert_eq!((status(&keys_alone, &good).await, value(&doors, "network/identityProviders")), (200, &json!([])));
    assert_eq!(keys_alone.get(&format!("/oidc/sso/start?challenge={}", challenge())).await.status.as_u16(), 404);
    // another key is asked for, some seconds later
    issuer.rotate("k2");
    let fresh = issuer.sign_under(&with(&head, json!({ "kid": "k2" })), &body);
    app.at("2026-12-01T12:00:30Z");
    assert_eq!((status(&app, &fresh).await, status(&app, &good).await), (200, 401));
    // what was fetched goes on being good for a day when the issuer does not answer
    issuer.falls_silent();
    let long = issuer.sign_under(&with(&head, json!({ "kid": "k2" })), &with(&body, json!({ "exp": NOW + 200_000 })));
    for (moment, expected) in
        [("2026-12-01T14:00:00Z", 200), ("2026-12-02T12:00:29Z", 200), ("2026-12-02T12:00:30Z", 401)]
    {
        app.at(moment);
        assert_eq!(status(&app, &long).await, expected, "{moment}");
    }
}

on_both! {
    empty:
        somebody_signs_in_with_another_issuer,
        who_did_not_sign_in_there_is_not_let_in,
        an_address_is_linked_only_where_the_issuer_is_trusted_with_it,
        rights_are_what_the_issuer_says_and_what_was_said_last_counts,
        what_another_issuer_did_not_sign_for_us_is_refused_alike,
    ;
}
/// The write has begun and waits for a table when its browser goes away.
#[test]
fn a_browser_that_went_away_cut_a_sign_in_short() {
    support::Engine::Postgres.tell(TestApp::empty, async |app: TestApp| {
        let issuer = FakeIssuer::start().await;
        let app = app.beside_with(vec![issuer.setting(json!({}))]).await;
        let (sent, cookie) = leaves(&app).await;
        let code = issuer.lets_in(&sent, json!({ "sub": "ana-1", "name": "Ana" }));
        let path = format!("/oidc/sso/callback?code={code}&state={}", sent["state"]);
        let request = axum::http::Request::get(path).header("cookie", &cookie).body(axum::body::Body::empty()).unwrap();
        let (held, release) = holder(&app.database_url(), "LOCK TABLE identity IN EXCLUSIVE MODE").await;
        let waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'identity'::regclass \
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        let pause = || tokio::time::sleep(std::time::Duration::from_millis(10));
        let begun = async {
            while app.number(waits).await == 0 {
                pause().await;
            }
        };
        app.leaves_when(request, begun).await;
        release.send(()).unwrap();
        held.await.unwrap();
        for _ in 0..1_000 {
            if app.number("SELECT count(*) FROM identity").await == 1 {
                return;
            }
            pause().await;
        }
        panic!("what had begun was cut short");
    });
}
