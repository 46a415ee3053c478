//! Credentials of scripts, and what they let one see: spent and made-up ones are all alike.

use entity::account::api_token::NewToken;
use entity::model::account::Scope;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::editing::token;
use crate::support::{TestApp, on_both};

const VIEWER: &str = include_str!("rights/viewer.graphql");

fn new(role: Role, scopes: &[Scope]) -> NewToken {
    NewToken {
        name: "t".into(),
        account: None,
        member: None,
        role,
        territories: Vec::new(),
        scopes: scopes.to_vec(),
        expires_at: None,
    }
}

async fn a_viewer_is_told_who_they_are(app: TestApp) {
    app.import(r#"{"kind":"member","key":"ana","memberKind":"PERSON","name":"Ana"}"#).await;
    assert_eq!(app.query(VIEWER).await, json!({ "viewer": null }));
    let ana = token(&app, Role::Contributor, &["commune:29019"], Some("ana")).await;
    let answer = app.post_as(&ana, "published", VIEWER, Value::Null).await;
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert_eq!(
        answer.data()["viewer"],
        json!({
            "role": "CONTRIBUTOR",
            "scopes": ["content:read", "content:write"],
            "isNetworkWide": false,
            "territories": [{ "ref": "commune:29019" }],
            "member": { "name": "Ana" }
        })
    );
    let admin = app.token(new(Role::Admin, &[Scope::ContentRead])).await.secret;
    let told = app.post_as(&admin, "latest", VIEWER, Value::Null).await.data();
    assert_eq!((&told["viewer"]["scopes"], &told["viewer"]["isNetworkWide"]), (&json!(["content:read"]), &json!(true)));
}

async fn credentials_that_are_not_good_are_all_alike(app: TestApp) {
    let good = app.token(new(Role::Admin, &[])).await;
    let expiring = NewToken { expires_at: Some("2026-12-01T13:00:00Z".parse().unwrap()), ..new(Role::Admin, &[]) };
    let expiring = app.token(expiring).await.secret;
    assert_eq!(app.post_as(&expiring, "latest", VIEWER, Value::Null).await.status, 200);
    app.at("2026-12-01T13:00:00Z");
    let other = app.another().await;
    let writer = other.write(entity::viewer::Viewer::operator("test"));
    let spent = app.token(new(Role::Editor, &[])).await;
    assert_eq!(app.post_as(&spent.secret, "latest", VIEWER, Value::Null).await.status, 200);
    // revoked by another process: gone at the next request
    writer.revoke_token(spent.id).await.unwrap();
    let mut bodies = Vec::new();
    let (long, upper, short) =
        (format!("bc_{}", "0".repeat(5_000)), good.secret.to_uppercase(), &good.secret[..good.secret.len() - 1]);
    for shown in [
        spent.secret.as_str(),
        &expiring,
        &long,
        &upper,
        short,
        "bc_",
        "x",
        "eyJhbGciOiJub25lIn0.e30.",
        "bc_\u{e9}",
        " ",
        "",
    ] {
        let answer = app.post_as(shown, "latest", VIEWER, Value::Null).await;
        assert_eq!(
            (answer.status.as_u16(), answer.headers["www-authenticate"].to_str().unwrap()),
            (401, "Bearer"),
            "{shown}"
        );
        let mut body = answer.json();
        body["errors"][0]["extensions"]["requestId"].take();
        bodies.push(body);
    }
    assert!(bodies.iter().all(|it| *it == bodies[0]), "{bodies:?}");
    assert_eq!(app.post_as(&good.secret, "latest", VIEWER, Value::Null).await.status, 200);
    assert_eq!(app.post_as(&good.secret, "tomorrow", VIEWER, Value::Null).await.status, 400);
}

async fn a_token_is_at_most_its_account(app: TestApp) {
    let writer = app.store.write(entity::viewer::Viewer::operator("test"));
    let places = |it: &[&str]| it.iter().map(|it| it.parse().unwrap()).collect::<Vec<_>>();
    let made = writer
        .make_token(NewToken { territories: places(&["pays:pays-de-brest"]), ..new(Role::Editor, &[]) })
        .await
        .unwrap();
    let more = |role, territories: &[&str]| NewToken {
        account: Some(made.account),
        territories: places(territories),
        ..new(role, &[])
    };
    assert!(writer.make_token(more(Role::Admin, &["pays:pays-de-brest"])).await.is_err());
    assert!(
        app.store
            .read(entity::viewer::Viewer::operator("test"))
            .tokens()
            .await
            .unwrap()
            .iter()
            .all(|it| it.used_at.is_none())
    );
    let as_far = writer.make_token(more(Role::Editor, &[])).await.unwrap().into_inner().secret;
    let told = app.post_as(&as_far, "latest", VIEWER, Value::Null).await.data();
    assert_eq!(
        told["viewer"]["territories"],
        json!([{ "ref": "pays:pays-de-brest" }]),
        "as far as its account reaches"
    );
    assert!(writer.make_token(more(Role::Editor, &["departement:29"])).await.is_err());
    assert!(writer.make_token(more(Role::Contributor, &["commune:29019"])).await.is_ok());
    let visitor = entity::viewer::Viewer::visitor;
    assert!(app.store.write(visitor()).make_token(new(Role::Editor, &[])).await.is_err());
    assert!(app.store.read(visitor()).tokens().await.is_err());
    // a scope that the role has no use for gives nothing
    let wide = app.token(new(Role::Editor, &Scope::ALL)).await.secret;
    let told = app.post_as(&wide, "latest", VIEWER, Value::Null).await.data();
    assert_eq!(
        told["viewer"]["scopes"],
        json!(["content:read", "content:write", "content:publish", "members:manage", "import"])
    );
    let nobody = writer.make_token(new(Role::Contributor, &[])).await.unwrap_err();
    assert_eq!(nobody.to_string(), "invalid: member: Required", "a contributor writes as a member");
}

async fn tokens_are_made_listed_and_revoked_at_a_terminal(app: TestApp) {
    let made = app.run(&[
        "token",
        "create",
        "--name",
        "import of the magazine",
        "--role",
        "editor",
        "--territory",
        "pays:pays-de-brest",
        "--scope",
        "content:read",
    ]);
    assert!(made.status.success(), "{made:?}");
    let secret = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    let told = app.post_as(&secret, "latest", VIEWER, Value::Null).await.data();
    assert_eq!(told["viewer"]["territories"], json!([{ "ref": "pays:pays-de-brest" }]));
    let listed = String::from_utf8(app.run(&["token", "list"]).stdout).unwrap();
    assert!(listed.contains("import of the magazine") && !listed.contains(&secret[3..]), "{listed}");
    let id = listed.split(' ').next().unwrap();
    assert!(app.run(&["token", "revoke", id]).status.success() && app.run(&["token", "revoke", id]).status.success());
    assert_eq!(app.post_as(&secret, "latest", VIEWER, Value::Null).await.status, 401);
    for wrong in [
        vec!["token", "create", "--name", "x", "--role", "king"],
        vec!["token", "create", "--name", "x", "--role", "editor", "--territory", "commune:99999"],
        vec!["token", "create", "--name", "x", "--role", "editor", "--whole-network", "--scope", "everything"],
        vec!["token", "create", "--name", "", "--role", "editor", "--whole-network"],
        vec!["token", "revoke", "00000000-0000-7000-8000-000000000000"],
    ] {
        let output = app.run(&wrong);
        assert!(!output.status.success() && output.stdout.is_empty() && !output.stderr.is_empty(), "{wrong:?}");
    }
}

on_both! {
    empty:
        a_viewer_is_told_who_they_are,
        credentials_that_are_not_good_are_all_alike,
        a_token_is_at_most_its_account,
        tokens_are_made_listed_and_revoked_at_a_terminal,
    ;
}
