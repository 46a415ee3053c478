//! Those who look after accounts: mandates, tokens, suspension, the audit log.

use entity::account::api_token::NewToken;
use entity::mail::outbox::MailKind;
use entity::model::account::Scope;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::sessions::{CREATE, PASSWORD, person, sign_in};
use crate::support::{Served, TestApp, on_both, value};

const GRANT: &str = include_str!("administering/grant.graphql");
const REVOKE: &str = include_str!("administering/revoke.graphql");
const SUSPEND: &str = include_str!("administering/suspend.graphql");
const UNSUSPEND: &str = include_str!("administering/unsuspend.graphql");
const TOKEN: &str = include_str!("administering/token.graphql");
const SPEND: &str = include_str!("administering/spend.graphql");
pub(crate) const EXPORT: &str = include_str!("administering/export.graphql");
pub(crate) const ERASE: &str = include_str!("administering/erase.graphql");
const WHO: &str = include_str!("administering/who.graphql");

/// Does something as somebody: what was done, or the code of the refusal.
pub(crate) async fn does(app: &TestApp, token: &str, mutation: &str, input: Value) -> Value {
    let answer = app.post_as(token, "published", mutation, json!({ "input": input })).await.json();
    match answer.get("errors") {
        Some(errors) => errors[0]["extensions"]["code"].clone(),
        None => answer["data"]["done"].clone(),
    }
}

pub(crate) async fn asks(app: &TestApp, token: &str, query: &str) -> Value {
    app.post_as(token, "latest", query, Value::Null).await.data()
}

pub(crate) async fn status(app: &TestApp, token: &str) -> u16 {
    app.post_as(token, "published", WHO, Value::Null).await.status.as_u16()
}

fn script(role: Role) -> NewToken {
    let (territories, scopes) = (Vec::new(), Vec::new());
    NewToken { name: "t".into(), account: None, member: None, role, territories, scopes, expires_at: None }
}

/// The id of the account of somebody who is signed in.
pub(crate) async fn account(app: &TestApp, token: &str) -> Value {
    value(&asks(app, token, WHO).await, "viewer/account/id").clone()
}

pub(crate) async fn people(app: &TestApp) -> (String, String, String, String) {
    person(app, "chief", Role::Admin, &[]).await;
    person(app, "brest", Role::Editor, &["pays:pays-de-brest"]).await;
    person(app, "ana", Role::Contributor, &[]).await;
    person(app, "bob", Role::Contributor, &[]).await;
    let all = [
        sign_in(app, "chief").await,
        sign_in(app, "brest").await,
        sign_in(app, "ana").await,
        sign_in(app, "bob").await,
    ];
    let [chief, brest, ana, bob] = all.map(|it| it.0);
    (chief, brest, ana, bob)
}

async fn mandates_are_given_and_taken_within_what_one_has(app: TestApp) {
    let (chief, brest, ana, bob) = people(&app).await;
    let (of_ana, of_brest) = (account(&app, &ana).await, account(&app, &brest).await);
    let member = value(&asks(&app, &ana, WHO).await, "viewer/member/id").clone();
    let give = |territory: Value| json!({ "account": of_ana, "territory": territory });
    for (who, input) in [
        (&bob, give(json!("commune:29019"))),
        (&brest, give(json!(null))),
        (&brest, give(json!("departement:29"))),
        (&brest, give(json!("commune:56260"))),
        (&brest, json!({ "account": of_brest, "territory": "commune:29019" })),
    ] {
        assert_eq!(does(&app, who, GRANT, input.clone()).await, "FORBIDDEN", "{input}");
    }
    for (input, expected) in [
        (give(json!("commune:99999")), "UNKNOWN"),
        (
            json!({ "account": of_ana, "territory": "commune:29019", "expiresAt": "2026-11-30T00:00:00Z" }),
            "INCONSISTENT",
        ),
        (json!({ "account": "0", "territory": "commune:29019" }), "NOT_FOUND"),
    ] {
        assert_eq!(value(&does(&app, &chief, GRANT, input).await, "userErrors/0/code"), expected);
    }
    // by the account, or the member who has it; until a moment
    let given = does(
        &app,
        &brest,
        GRANT,
        json!({ "account": member, "territory": "commune:29019", "expiresAt": "2026-12-02T00:00:00Z" }),
    )
    .await;
    assert_eq!(value(&given, "mandate/expiresAt"), "2026-12-02T00:00:00.000Z", "{given}");
    assert_eq!(app.mail().await.1, MailKind::MandateGranted);
    let (ana, _) = sign_in(&app, "ana").await;
    let who = asks(&app, &ana, WHO).await;
    assert_eq!(
        (&who["viewer"]["role"], &who["viewer"]["territories"]),
        (&json!("EDITOR"), &json!([{ "ref": "commune:29019" }]))
    );
    app.at("2026-12-01T12:10:00Z");
    // who gave it takes it back; with the last one somebody is a contributor again
    assert_eq!(
        value(&does(&app, &bob, REVOKE, json!({ "id": given["mandate"]["id"] })).await, "userErrors/0/code"),
        "NOT_FOUND"
    );
    assert_eq!(
        does(&app, &brest, REVOKE, json!({ "id": given["mandate"]["id"] })).await,
        json!({ "account": null, "userErrors": [] }),
        "an editor reads no account but their own"
    );
    assert_eq!(value(&asks(&app, &ana, WHO).await, "viewer/role"), "CONTRIBUTOR", "at the next request");
    assert_eq!(
        value(&does(&app, &brest, REVOKE, json!({ "id": given["mandate"]["id"] })).await, "userErrors/0/code"),
        "NOT_FOUND"
    );
    // an editor neither takes nor suspends what another was given by others
    does(&app, &chief, GRANT, give(json!("commune:29019"))).await;
    assert_eq!(
        value(&does(&app, &brest, SUSPEND, json!({ "account": of_ana })).await, "userErrors/0/code"),
        "NOT_FOUND"
    );
    assert_eq!(
        does(&app, &brest, SUSPEND, json!({ "account": member })).await,
        "FORBIDDEN",
        "a member is seen by everybody"
    );
    let of_bob = account(&app, &bob).await;
    let suspended = does(&app, &brest, SUSPEND, json!({ "account": of_bob })).await;
    assert_eq!(suspended, json!({ "account": null, "userErrors": [] }));
    assert_eq!(status(&app, &bob).await, 401);
    let input = json!({ "input": { "email": "bob@example.org", "password": PASSWORD } });
    assert!(app.post(CREATE, input).await.data()["sessionCreate"]["session"].is_null());
    assert_eq!(
        does(&app, &brest, UNSUSPEND, json!({ "account": of_bob })).await,
        json!({ "account": null, "userErrors": [] })
    );
    assert_eq!(sign_in(&app, "bob").await.0.len(), sign_in(&app, "bob").await.0.len());
    let of_chief = account(&app, &chief).await;
    assert_eq!(
        value(&does(&app, &chief, SUSPEND, json!({ "account": of_chief })).await, "userErrors/0/code"),
        "INCONSISTENT",
        "the last administrator"
    );
    // a mandate that ran out counts no more
    does(
        &app,
        &chief,
        GRANT,
        json!({ "account": of_ana, "territory": "commune:29019", "expiresAt": "2026-12-01T12:11:00Z" }),
    )
    .await;
    app.at("2026-12-01T12:11:00Z");
    let (ana, _) = sign_in(&app, "ana").await;
    assert_eq!(value(&asks(&app, &ana, WHO).await, "viewer/territories"), &json!([]));
}

async fn tokens_are_made_for_oneself_and_are_never_more(app: TestApp) {
    let (chief, brest, ana, _) = people(&app).await;
    let made = does(
        &app,
        &brest,
        TOKEN,
        json!({ "name": "nightly", "scopes": ["content:read"], "territories": ["commune:29019"] }),
    )
    .await;
    let (id, secret) = (value(&made, "apiToken/id").clone(), value(&made, "secret").as_str().unwrap().to_owned());
    let who = asks(&app, &secret, WHO).await;
    assert_eq!(
        (&who["viewer"]["scopes"], &who["viewer"]["territories"]),
        (&json!(["content:read"]), &json!([{ "ref": "commune:29019" }]))
    );
    for (who, input, expected) in [
        (&brest, json!({ "name": "x", "role": "ADMIN" }), "role"),
        (&brest, json!({ "name": "x", "territories": ["departement:29"] }), "territories"),
        (&brest, json!({ "name": "x", "scopes": ["admin"] }), "scopes"),
        (&ana, json!({ "name": "x", "scopes": ["content:publish"] }), "scopes"),
        (&ana, json!({ "name": "x", "scopes": [] }), "scopes"),
        (&ana, json!({ "name": "", }), "name"),
        (&ana, json!({ "name": "x", "scopes": ["everything"] }), "scopes"),
        (&ana, json!({ "name": "x", "expiresAt": "2026-01-01T00:00:00Z" }), "expiresAt"),
    ] {
        let refused = does(&app, who, TOKEN, input.clone()).await;
        assert_eq!(
            (&refused["apiToken"], value(&refused, "userErrors/0/path/0")),
            (&Value::Null, &json!(expected)),
            "{input}: {refused}"
        );
    }
    // what a script shows looks after no account: it makes nothing, ends nothing, gives nothing out, erases nothing
    let of_brest = account(&app, &brest).await;
    const END: &str =
        "mutation ($input: SessionDeleteInput!) { done: sessionDelete(input: $input) { userErrors { code path } } }";
    for (mutation, input) in [
        (TOKEN, json!({ "name": "x", "scopes": ["content:read"] })),
        (EXPORT, json!({})),
        (ERASE, json!({ "account": of_brest, "credits": "KEEP" })),
        (END, json!({ "everywhere": true })),
    ] {
        assert_eq!(does(&app, &secret, mutation, input.clone()).await, "FORBIDDEN", "{input}");
    }
    let other = does(&app, &brest, TOKEN, json!({ "name": "other" })).await["apiToken"]["id"].take();
    assert_eq!(does(&app, &secret, SPEND, json!({ "id": other })).await, "FORBIDDEN");
    // an administrator's script makes tokens, none wider or longer than itself
    let narrow = NewToken {
        scopes: vec![Scope::Admin],
        expires_at: Some("2026-12-02T00:00:00Z".parse().unwrap()),
        ..script(Role::Admin)
    };
    let narrow = app.token(narrow).await.secret;
    for (input, expected) in [
        (json!({ "name": "x", "role": "EDITOR" }), "scopes"),
        (json!({ "name": "x", "scopes": ["admin"], "expiresAt": "2027-01-01T00:00:00Z" }), "expiresAt"),
    ] {
        let refused = does(&app, &narrow, TOKEN, input.clone()).await;
        assert_eq!(
            (&refused["apiToken"], value(&refused, "userErrors/0/path/0")),
            (&Value::Null, &json!(expected)),
            "{input}: {refused}"
        );
    }
    let of_ana = account(&app, &ana).await;
    assert_eq!(does(&app, &brest, TOKEN, json!({ "name": "x", "account": of_ana })).await, "FORBIDDEN");
    assert_eq!(
        app.post(TOKEN, json!({ "input": { "name": "x" } })).await.json()["errors"][0]["extensions"]["code"],
        "UNAUTHENTICATED"
    );
    assert!(
        value(
            &does(&app, &chief, TOKEN, json!({ "name": "for Ana", "account": of_ana, "role": "CONTRIBUTOR" })).await,
            "secret"
        )
        .is_string()
    );
    let listed =
        asks(&app, &ana, "{ viewer { account { email apiTokens { name role scopes } sessions { isCurrent } } } }")
            .await;
    assert_eq!(
        value(&listed, "viewer/account"),
        &json!({
            "email": "ana@example.org",
            "apiTokens": [{ "name": "for Ana", "role": "CONTRIBUTOR", "scopes": ["content:read", "content:write"] }],
            "sessions": [{ "isCurrent": true }]
        })
    );
    assert_eq!(does(&app, &ana, SPEND, json!({ "id": id })).await, "FORBIDDEN");
    assert!(value(&does(&app, &brest, SPEND, json!({ "id": id })).await, "apiToken/revokedAt").is_string());
    assert_eq!(status(&app, &secret).await, 401);
}

async fn sessions_are_listed_and_ended_from_elsewhere(app: TestApp) {
    let (chief, brest, ana, _) = people(&app).await;
    let of_ana = account(&app, &ana).await;
    app.at("2026-12-01T12:01:00Z");
    let (other, _) = sign_in(&app, "ana").await;
    let listed = asks(&app, &other, "{ viewer { account { sessions { id isCurrent createdAt } } } }").await;
    let sessions = value(&listed, "viewer/account/sessions").as_array().unwrap();
    assert_eq!(sessions.iter().map(|it| it["isCurrent"].as_bool().unwrap()).collect::<Vec<_>>(), [true, false]);
    let end = "mutation ($input: SessionRevokeInput!) { done: sessionRevoke(input: $input) { account { id } userErrors { code } } }";
    assert_eq!(
        value(&does(&app, &brest, end, json!({ "id": sessions[1]["id"] })).await, "userErrors/0/code"),
        "NOT_FOUND"
    );
    assert_eq!(
        (status(&app, &ana).await, does(&app, &other, end, json!({ "id": sessions[1]["id"] })).await),
        (200, json!({ "account": { "id": of_ana }, "userErrors": [] }))
    );
    assert_eq!((status(&app, &ana).await, status(&app, &other).await), (401, 200));
    assert_eq!(value(&does(&app, &chief, end, json!({ "id": sessions[0]["id"] })).await, "account/id"), &of_ana);
    assert_eq!(status(&app, &other).await, 401);
}

async fn who_did_what_is_read_by_administrators_and_holds_no_secret(app: TestApp) {
    let (chief, brest, ana, _) = people(&app).await;
    let made = does(
        &app,
        &ana,
        "mutation ($input: RecipeCreateInput!) { done: recipeCreate(input: $input) { recipe { id } } }",
        json!({ "title": "Secret de fabrication", "body": "x", "territories": ["commune:29019"] }),
    )
    .await;
    let id = value(&made, "recipe/id").clone();
    does(
        &app,
        &brest,
        "mutation ($input: EntryPublishInput!) { done: entryPublish(input: $input) { entry { id } } }",
        json!({ "id": id, "version": 1 }),
    )
    .await;
    does(&app, &ana, TOKEN, json!({ "name": "script" })).await;
    let of_ana = account(&app, &ana).await;
    let log = |filter: &str| {
        format!(
            "{{ auditLog(first: 100{filter}) {{ totalCount nodes {{ createdAt actor credential action objectKind object \
                detail }} }} }}"
        )
    };
    assert_eq!(
        app.post_as(&brest, "latest", &log(""), Value::Null).await.json()["errors"][0]["extensions"]["code"],
        "FORBIDDEN"
    );
    assert_eq!(app.refusal(&log("")).await, "UNAUTHENTICATED");
    let of_entry = asks(&app, &chief, &log(&format!(", filter: {{ object: {id} }}"))).await;
    let acts: Vec<&str> = value(&of_entry, "auditLog/nodes")
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["action"].as_str().unwrap())
        .collect();
    assert_eq!((acts, value(&of_entry, "auditLog/totalCount")), (vec!["entryPublish", "recipeCreate"], &json!(2)));
    let by_ana = asks(&app, &chief, &log(&format!(", filter: {{ account: {of_ana} }}"))).await;
    let of_recipe =
        value(&by_ana, "auditLog/nodes").as_array().unwrap().iter().find(|it| it["action"] == "recipeCreate").unwrap();
    assert!(
        of_recipe["credential"].as_str().unwrap().starts_with("session:") && of_recipe["objectKind"] == "recipe",
        "{of_recipe}"
    );
    let all = asks(&app, &chief, &log("")).await.to_string();
    for private in ["@", "bc_", "bcr_", PASSWORD, "Secret de fabrication", "argon2"] {
        assert!(!all.contains(private), "{private} in {all}");
    }
    // pages follow one another without a gap
    let whole = value(&asks(&app, &chief, &log("")).await, "auditLog/nodes").as_array().unwrap().len();
    let (mut seen, mut after) = (0, String::new());
    loop {
        let page = asks(
            &app,
            &chief,
            &format!(
                "{{ auditLog(first: 3{after}) {{ nodes {{ createdAt }} pageInfo {{ hasNextPage endCursor }} }} }}"
            ),
        )
        .await;
        seen += value(&page, "auditLog/nodes").as_array().unwrap().len();
        if value(&page, "auditLog/pageInfo/hasNextPage") == &json!(false) {
            break;
        }
        after = format!(", after: {}", value(&page, "auditLog/pageInfo/endCursor"));
    }
    assert_eq!(seen, whole);
    assert_eq!(
        app.post_as(&chief, "latest", "{ auditLog(after: \"x\") { nodes { createdAt } } }", Value::Null).await.json()["errors"]
            [0]["extensions"]["code"],
        "BAD_INPUT"
    );
}

async fn what_must_go_leaves_a_tombstone(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    person(&app, "brest", Role::Editor, &["pays:pays-de-brest"]).await;
    let ((chief, _), (brest, _)) = (sign_in(&app, "chief").await, sign_in(&app, "brest").await);
    let purge = "mutation ($input: EntryPurgeInput!) { done: entryPurge(input: $input) { deletedId userErrors { code path } } }";
    for kind in ["initiatives", "recipes", "articles", "events"] {
        let found = app.query(&format!("{{ {kind}(first: 1) {{ totalCount nodes {{ id slug title }} }} }}")).await;
        let (id, slug, title) = (
            value(&found, &format!("{kind}/nodes/0/id")),
            value(&found, &format!("{kind}/nodes/0/slug")),
            value(&found, &format!("{kind}/nodes/0/title")).as_str().unwrap(),
        );
        assert_eq!(does(&app, &brest, purge, json!({ "id": id, "reason": "x" })).await, "FORBIDDEN");
        assert_eq!(
            value(&does(&app, &chief, purge, json!({ "id": id, "reason": "" })).await, "userErrors/0/code"),
            "REQUIRED"
        );
        let done = does(&app, &chief, purge, json!({ "id": id, "reason": "judgment of the 1st of December" })).await;
        assert_eq!(done, json!({ "deletedId": id, "userErrors": [] }), "{kind}");
        let one = &kind[..kind.len() - 1];
        let left = asks(
            &app,
            &chief,
            &format!(
                "{{ entry(by: {{ id: {id} }}) {{ title body status slug authors {{ name \
            }} themes {{ slug }} }} revisions(entry: {id}) {{ title }} {one}(by: {{ slug: {slug} }}) {{ id }} {kind} \
            {{ totalCount }} }}"
            ),
        )
        .await;
        assert_eq!(
            left["entry"],
            json!({
                "title": "—",
                "body": "",
                "status": "WITHDRAWN",
                "slug": left["entry"]["slug"],
                "authors": [],
                "themes": []
            })
        );
        assert_eq!((&left["revisions"], &left[one]), (&json!([{ "title": "—" }]), &Value::Null));
        assert!(!left.to_string().contains(title), "{left}");
        let public = app.query(&format!("{{ entry(by: {{ id: {id} }}) {{ id }} {kind} {{ totalCount }} }}")).await;
        assert_eq!(
            (&public["entry"], value(&public, &format!("{kind}/totalCount")).as_u64()),
            (&Value::Null, value(&found, &format!("{kind}/totalCount")).as_u64().map(|it| it - 1))
        );
    }
}

async fn accounts_are_found_and_somebody_is_given_another_role(app: TestApp) {
    let (chief, brest, ana, _) = people(&app).await;
    let guest = "mutation ($input: MemberInviteInput!) { done: memberInvite(input: $input) { userErrors { code \
        path } } }";
    does(
        &app,
        &chief,
        guest,
        json!({ "name": "Zoé", "email": "zoe@example.org", "role": "EDITOR", "territories": ["departement:56"] }),
    )
    .await;
    let found = async |filter: &str| {
        value(
            &asks(
                &app,
                &chief,
                &format!("{{ accounts(filter: {filter}) {{ totalCount nodes {{ email name isConfirmed }} }} }}"),
            )
            .await,
            "accounts",
        )
        .clone()
    };
    assert_eq!(
        found("{ email: \" ZOE@example.org\" }").await,
        json!({ "totalCount": 1, "nodes": [{ "email": "zoe@example.org", "name": "Zoé", "isConfirmed": false }] })
    );
    assert_eq!(
        (
            found("{ isConfirmed: false }").await["totalCount"].clone(),
            found("{ role: [EDITOR], isConfirmed: true }").await["totalCount"].clone(),
            found("{ status: [SUSPENDED] }").await["totalCount"].clone(),
            found("{ role: [] }").await["totalCount"].clone()
        ),
        (json!(1), json!(1), json!(0), json!(0))
    );
    const ROLE: &str = "mutation ($input: AccountRoleSetInput!) { done: accountRoleSet(input: $input) { account { role } \
        userErrors { code path } } }";
    let of_ana = account(&app, &ana).await;
    let raised = json!({ "account": of_ana, "role": "EDITOR", "territories": ["pays:pays-de-brest"] });
    assert_eq!(does(&app, &brest, ROLE, raised.clone()).await, "FORBIDDEN");
    assert_eq!(value(&does(&app, &chief, ROLE, raised).await, "account/role"), "EDITOR");
    assert_eq!(status(&app, &ana).await, 401);
    let (ana, _) = sign_in(&app, "ana").await;
    let can = "{ viewer { role canCreate canPublish here: canPublish(territory: \"commune:29019\") there: \
        canPublish(territory: \"commune:56260\") canManageMembers canImport canAdminister mandatesGranted { account } } \
        }";
    let expected = |role: &str, here: bool, all: bool| {
        json!({
            "role": role,
            "canCreate": true,
            "canPublish": here,
            "here": here,
            "there": all,
            "canManageMembers": here,
            "canImport": all,
            "canAdminister": all,
            "mandatesGranted": []
        })
    };
    assert_eq!(asks(&app, &ana, can).await["viewer"], expected("EDITOR", true, false));
    let wanted = json!({ "account": of_ana, "role": "CONTRIBUTOR" });
    does(&app, &chief, ROLE, wanted).await;
    assert_eq!(asks(&app, &sign_in(&app, "ana").await.0, can).await["viewer"], expected("CONTRIBUTOR", false, false));
    does(&app, &brest, GRANT, json!({ "account": of_ana, "territory": "commune:29019" })).await;
    let given = asks(
        &app,
        &brest,
        "{ viewer { mandatesGranted { account member { slug } mandate { id territory { ref } } } } }",
    )
    .await;
    assert_eq!(
        (
            value(&given, "viewer/mandatesGranted/0/member/slug"),
            value(&given, "viewer/mandatesGranted/0/mandate/territory/ref")
        ),
        (&json!("ana"), &json!("commune:29019"))
    );
    let id = value(&given, "viewer/mandatesGranted/0/mandate/id");
    assert_eq!(does(&app, &brest, REVOKE, json!({ "id": id })).await["userErrors"], json!([]));
}

on_both! {
    demo:
        what_must_go_leaves_a_tombstone,
    ;
    empty:
        mandates_are_given_and_taken_within_what_one_has,
        tokens_are_made_for_oneself_and_are_never_more,
        sessions_are_listed_and_ended_from_elsewhere,
        who_did_what_is_read_by_administrators_and_holds_no_secret,
        accounts_are_found_and_somebody_is_given_another_role,
    ;
}
/// What one of two servers on a PostgreSQL takes away, the other refuses at once.
#[test]
fn what_one_server_takes_away_the_other_refuses() {
    crate::support::Engine::Postgres.tell(TestApp::empty, |app| async move {
        person(&app, "chief", Role::Admin, &[]).await;
        person(&app, "ana", Role::Contributor, &[]).await;
        let settings = [("BC_SECRET", crate::support::SECRET), ("BC_PUBLIC_URL", "http://api.test")];
        let program = env!("CARGO_BIN_EXE_bretagne-creative");
        let [one, other] = [0, 1].map(|_| Served::start(program, &app.database_url(), &settings));
        let ask = |server: &Served, token: &str, body: Value| {
            let head = if token.is_empty() { String::new() } else { format!("Authorization: Bearer {token}\r\n") };
            let reply = server.post("application/json", &head, body.to_string().as_bytes()).unwrap();
            (reply.status, serde_json::from_slice::<Value>(&reply.body).unwrap())
        };
        let enter = |server: &Served, name: &str| {
            let (_, data) = ask(
                server,
                "",
                json!({
                    "query": CREATE,
                    "variables": { "input": { "email": format!("{name}@example.org"), "password": PASSWORD } }
                }),
            );
            value(&data, "data/sessionCreate/session/accessToken").as_str().unwrap().to_owned()
        };
        let (chief, ana) = (enter(&one, "chief"), enter(&one, "ana"));
        let who = json!({ "query": WHO });
        let (code, data) = ask(&other, &ana, who.clone());
        assert_eq!(code, 200, "{data}");
        for round in 0..5 {
            let ana = enter(&other, "ana");
            assert_eq!(ask(&other, &ana, who.clone()).0, 200);
            let input = |mutation: &str| {
                json!({
                    "query": mutation,
                    "variables": { "input": { "account": value(&data, "data/viewer/account/id") } }
                })
            };
            assert_eq!(value(&ask(&one, &chief, input(SUSPEND)).1, "data/done/account/status"), &json!("SUSPENDED"));
            assert_eq!(ask(&other, &ana, who.clone()).0, 401, "{round}");
            assert_eq!(value(&ask(&one, &chief, input(UNSUSPEND)).1, "data/done/account/status"), &json!("ACTIVE"));
        }
    });
}

/// The first administrator comes from the environment where nobody can type; never a second one.
#[test]
fn the_first_administrator_is_made_at_the_first_start() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("first.db").display());
    let program = env!("CARGO_BIN_EXE_bretagne-creative");
    let enter = |server: &Served, email: &str| {
        let body =
            json!({ "query": CREATE, "variables": { "input": { "email": email, "password": PASSWORD } } }).to_string();
        let reply = server.post("application/json", "", body.as_bytes()).unwrap();
        serde_json::from_slice::<Value>(&reply.body).unwrap()["data"]["sessionCreate"]["session"].is_object()
    };
    let settings = |email: &'static str| [("BC_ADMIN_EMAIL", email), ("BC_ADMIN_PASSWORD", PASSWORD)];
    {
        let first = Served::start(program, &database, &settings("chief@example.org"));
        assert!(enter(&first, "chief@example.org"));
        assert!(!first.log().contains(PASSWORD) && !first.log().contains("chief@example.org"), "{}", first.log());
    }
    let second = Served::start(program, &database, &settings("eve@example.org"));
    assert!(enter(&second, "chief@example.org") && !enter(&second, "eve@example.org"));
}
