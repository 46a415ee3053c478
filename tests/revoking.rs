//! What somebody may do is remembered by every server; what is taken away on one of them is gone on the others as soon as
//! it is answered.

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::sessions::{PASSWORD, operator, person, refresh, sign_in};
use crate::support::{TestApp, on_both, value};

const WHO: &str = include_str!("revoking/who.graphql");
const LATEST: &str = "{ recipes { totalCount } }";

/// What a server says of who shows a token: their role, or that it is not good.
async fn role(server: &TestApp, token: &str) -> String {
    let answer = server.post_as(token, "published", WHO, Value::Null).await;
    match answer.status.as_u16() {
        200 => value(&answer.data(), "viewer/role").as_str().unwrap().to_owned(),
        status => status.to_string(),
    }
}

async fn done(server: &TestApp, token: &str, field: &str, answers: &str, input: Value) -> Value {
    let name = format!("{}{}", field[..1].to_uppercase(), &field[1..]);
    let query = format!(
        "mutation ($input: {name}Input!) {{ done: {field}(input: $input) {{ {answers} userErrors {{ code path }} }} }}"
    );
    let done = server.post_as(token, "published", &query, json!({ "input": input })).await.data()["done"].take();
    assert_eq!(done["userErrors"], json!([]), "{field}");
    done
}

async fn ids(server: &TestApp, token: &str) -> (Value, Value) {
    let data = server.post_as(token, "latest", WHO, Value::Null).await.data();
    (value(&data, "viewer/account/id").clone(), value(&data, "viewer/member/id").clone())
}

async fn what_one_server_takes_away_is_gone_on_the_others_with_the_answer(app: TestApp) {
    let other = app.beside().await;
    for name in ["chief", "deputy"] {
        person(&app, name, Role::Admin, &[]).await;
    }
    person(&app, "ana", Role::Contributor, &[]).await;
    let (chief, _) = sign_in(&app, "chief").await;
    let (account, member) = ids(&app, &sign_in(&app, "ana").await.0).await;
    // each begins with a session that the other server has just taken
    let fresh = async || {
        // a door of its own, that has not counted how often somebody tried
        let (access, again) = sign_in(&app.beside().await, "ana").await;
        assert_eq!(
            (role(&other, &access).await, role(&other, &access).await),
            ("CONTRIBUTOR".into(), "CONTRIBUTOR".into())
        );
        (access, again)
    };

    let (access, _) = fresh().await;
    let (untouched, _) = fresh().await;
    done(&app, &access, "sessionDelete", "", json!({})).await;
    assert_eq!((role(&other, &access).await.as_str(), role(&other, &untouched).await.as_str()), ("401", "CONTRIBUTOR"));

    let (access, _) = fresh().await;
    done(&app, &untouched, "sessionDelete", "", json!({ "everywhere": true })).await;
    assert_eq!((role(&other, &access).await.as_str(), role(&other, &untouched).await.as_str()), ("401", "401"));

    let (access, again) = fresh().await;
    let sessions = app
        .post_as(&access, "latest", "{ viewer { account { sessions { id isCurrent } } } }", Value::Null)
        .await
        .data();
    let session = value(&sessions, "viewer/account/sessions")
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["isCurrent"] == true)
        .unwrap()["id"]
        .clone();
    done(&app, &chief, "sessionRevoke", "account { id }", json!({ "id": session })).await;
    assert_eq!(role(&other, &access).await, "401");
    assert_eq!(refresh(&other, &again).await.0, 401);

    // a refresh token that was used comes back: somebody else has it
    let (access, again) = fresh().await;
    refresh(&app, &again).await;
    app.at("2026-12-01T12:01:00Z");
    refresh(&app, &again).await;
    assert_eq!(role(&other, &access).await, "401");

    let (access, _) = fresh().await;
    done(&app, &chief, "accountSuspend", "account { status }", json!({ "account": account })).await;
    assert_eq!(role(&other, &access).await, "401");
    done(&app, &chief, "accountUnsuspend", "account { status }", json!({ "account": account })).await;

    let (access, _) = fresh().await;
    let mandate = done(
        &app,
        &chief,
        "mandateGrant",
        "mandate { id }",
        json!({ "account": account, "territory": "departement:29" }),
    )
    .await["mandate"]["id"]
        .take();
    let (raised, _) = sign_in(&app.beside().await, "ana").await;
    assert_eq!((role(&other, &access).await.as_str(), role(&other, &raised).await.as_str()), ("CONTRIBUTOR", "EDITOR"));
    done(&app, &chief, "mandateRevoke", "account { id }", json!({ "id": mandate })).await;
    assert_eq!(role(&other, &raised).await, "CONTRIBUTOR");

    let (access, _) = fresh().await;
    let token = done(
        &app,
        &access,
        "apiTokenCreate",
        "apiToken { id } secret",
        json!({ "name": "script", "role": "CONTRIBUTOR" }),
    )
    .await;
    let secret = token["secret"].as_str().unwrap();
    assert_eq!((role(&other, secret).await, role(&other, secret).await), ("CONTRIBUTOR".into(), "CONTRIBUTOR".into()));
    done(&app, &access, "apiTokenRevoke", "apiToken { revokedAt }", json!({ "id": token["apiToken"]["id"] })).await;
    assert_eq!(role(&other, secret).await, "401");

    let (access, _) = fresh().await;
    operator(&app).set_role("ana@example.org", Role::Editor, &[]).await.unwrap();
    assert_eq!(role(&other, &access).await, "401");
    operator(&app).set_role("ana@example.org", Role::Contributor, &[]).await.unwrap();

    let (access, _) = fresh().await;
    operator(&app).set_password("ana@example.org", PASSWORD.to_owned()).await.unwrap();
    assert_eq!(role(&other, &access).await, "401");

    let (access, _) = fresh().await;
    let reset =
        "mutation ($input: PasswordResetRequestInput!) { passwordResetRequest(input: $input) { userErrors { code } } }";
    app.post(reset, json!({ "input": { "email": "ana@example.org" } })).await.data();
    let code = app.mails().await.pop().unwrap().code.unwrap();
    let reset = "mutation ($input: PasswordResetInput!) { passwordReset(input: $input) { userErrors { code } } }";
    app.post(reset, json!({ "input": { "code": code, "password": PASSWORD } })).await.data();
    assert_eq!(role(&other, &access).await, "401");

    let (access, _) = fresh().await;
    done(&app, &chief, "memberErase", "account { status }", json!({ "account": account, "credits": "KEEP" })).await;
    assert_eq!(role(&other, &access).await, "401");
    assert_ne!(member, Value::Null);
}

async fn a_membership_that_ends_is_gone_on_the_others_with_the_answer(app: TestApp) {
    app.import(
        r#"
            {"kind":"member","key":"asso","memberKind":"ORGANISATION","name":"Asso"}
            {"kind":"recipe","key":"r","title":"R","authors":["asso"],"status":"DRAFT","territories":["commune:29019"]}
        "#,
    )
    .await;
    let other = app.beside().await;
    person(&app, "chief", Role::Admin, &[]).await;
    person(&app, "ana", Role::Contributor, &[]).await;
    let ((chief, _), (ana, _)) = (sign_in(&app, "chief").await, sign_in(&app, "ana").await);
    let asso = app.query("{ member(by: { slug: \"asso\" }) { id } }").await["member"]["id"].take();
    let (_, member) = ids(&app, &ana).await;
    let sees = async || other.post_as(&ana, "latest", LATEST, Value::Null).await.data()["recipes"]["totalCount"] == 1;
    let belongs = |until: Value| json!({ "member": member, "organisation": asso, "mayWrite": true, "endsOn": until });
    assert!(!sees().await);
    done(&app, &chief, "membershipSet", "organisation { id }", belongs(Value::Null)).await;
    assert!(sees().await && sees().await);
    done(&app, &chief, "membershipSet", "organisation { id }", belongs(json!("2026-11-30"))).await;
    assert!(!sees().await);
    // the last day is told, and nobody needs to say that it is over
    done(&app, &chief, "membershipSet", "organisation { id }", belongs(json!("2026-12-01"))).await;
    assert!(sees().await);
    app.at("2026-12-01T12:14:00Z");
    assert!(sees().await);
    let token = done(
        &app,
        &ana,
        "apiTokenCreate",
        "secret",
        json!({ "name": "script", "role": "CONTRIBUTOR", "expiresAt": "2026-12-02T00:00:30Z" }),
    )
    .await;
    let secret = value(&token, "secret").as_str().unwrap();
    let sees = async || other.post_as(secret, "latest", LATEST, Value::Null).await.data()["recipes"]["totalCount"] == 1;
    app.at("2026-12-01T23:59:59Z");
    assert!(sees().await);
    app.at("2026-12-02T00:00:00Z");
    assert!(!sees().await);
    assert_eq!(role(&other, secret).await, "CONTRIBUTOR");
    app.at("2026-12-02T00:00:30Z");
    assert_eq!(role(&other, secret).await, "401");
}

async fn a_mandate_ends_by_itself(app: TestApp) {
    let other = app.beside().await;
    person(&app, "chief", Role::Admin, &[]).await;
    person(&app, "ana", Role::Contributor, &[]).await;
    let ((chief, _), (ana, _)) = (sign_in(&app, "chief").await, sign_in(&app, "ana").await);
    let (account, _) = ids(&app, &ana).await;
    let given = json!({ "account": account, "territory": "departement:29", "expiresAt": "2026-12-01T12:00:10Z" });
    done(&app, &chief, "mandateGrant", "mandate { id }", given).await;
    let (ana, _) = sign_in(&app, "ana").await;
    let places = async || other.post_as(&ana, "latest", WHO, Value::Null).await.data()["viewer"]["territories"].take();
    assert_eq!(places().await, json!([{ "ref": "departement:29" }]));
    app.at("2026-12-01T12:00:09Z");
    assert_eq!(places().await, json!([{ "ref": "departement:29" }]));
    app.at("2026-12-01T12:00:10Z");
    assert_eq!(places().await, json!([]));
}

on_both! {
    empty:
        what_one_server_takes_away_is_gone_on_the_others_with_the_answer,
        a_membership_that_ends_is_gone_on_the_others_with_the_answer,
        a_mandate_ends_by_itself,
    ;
}
