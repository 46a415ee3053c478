//! What no answer, no error and no log tells: whether there is something by an identifier, what somebody has written, who they
//! are, what opens their account.

use entity::value::role::Role;
use serde_json::{Value, json};

use crate::sessions::{CREATE, PASSWORD, person, sign_in};
use crate::support::{Served, TestApp, on_both, value};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");
/// An identifier that nothing has.
const NOTHING: &str = "01a00000-0000-7000-8000-000000000000";

/// What somebody is answered, without the number of the request.
async fn told(app: &TestApp, token: &str, name: &str, input: Value) -> Value {
    let kind = format!("{}{}", name[..1].to_uppercase(), &name[1..]);
    let mutation =
        format!("mutation ($input: {kind}Input!) {{ {name}(input: $input) {{ userErrors {{ code path message }} }} }}");
    let mut answer = app.post_as(token, "latest", &mutation, json!({ "input": input })).await.json();
    if let Some(values) = answer.pointer_mut("/errors/0/extensions") {
        values["requestId"] = Value::Null;
    }
    answer["extensions"] = Value::Null;
    answer
}

async fn what_is_anothers_is_answered_like_what_is_not_there(app: TestApp) {
    for (name, role, places) in [
        ("chief", Role::Admin, vec![]),
        ("brest", Role::Editor, vec!["pays:pays-de-brest"]),
        ("vannes", Role::Editor, vec!["departement:56"]),
        ("ana", Role::Contributor, vec![]),
        ("bob", Role::Contributor, vec![]),
    ] {
        person(&app, name, role, &places).await;
    }
    let mut tokens = Vec::new();
    for name in ["chief", "brest", "vannes", "ana", "bob"] {
        tokens.push(sign_in(&app, name).await.0);
    }
    let [chief, brest, vannes, ana, bob] = tokens.as_slice() else { panic!("five") };
    app.import(r#"{"kind":"member","key":"asso","memberKind":"ORGANISATION","name":"Asso","slug":"asso","territories":["commune:29019"]}"#).await;
    let does = async |token: &str, mutation: &str| app.post_as(token, "latest", mutation, Value::Null).await.data();
    let ids = does(
        chief,
        "{ asso: member(by: { slug: \"asso\" }) { id } bob: member(by: { slug: \"bob\" }) { id } \
        accounts { nodes { id member { slug } mandates { id } } } }",
    )
    .await;
    let belongs = format!(
        "mutation {{ membershipSet(input: {{ member: {}, organisation: {} }}) {{ organisation {{ team {{ id }} }} }} \
            }}",
        value(&ids, "bob/id"),
        value(&ids, "asso/id")
    );
    let belongs = does(chief, &belongs).await;
    let accounts = value(&ids, "accounts/nodes").as_array().unwrap();
    let of = |name: &str| accounts.iter().find(|it| it["member"]["slug"] == name).unwrap();
    let draft = does(
        ana,
        "mutation { recipeCreate(input: { title: \"Brouillon\", territories: [\"commune:29019\"] }) \
        { recipe { id } } }",
    )
    .await;
    let id = value(&draft, "recipeCreate/recipe/id");
    let shown =
        does(ana, &format!("mutation {{ previewCreate(input: {{ entry: {id} }}) {{ preview {{ id }} }} }}")).await;
    let own = does(ana, "mutation { apiTokenCreate(input: { name: \"x\" }) { apiToken { id } } }").await;
    let sessions = does(ana, "{ viewer { account { sessions { id } } } }").await;
    for (who, name, field, held) in [
        (bob, "mandateRevoke", "id", &of("brest")["mandates"][0]["id"]),
        (vannes, "mandateRevoke", "id", &of("brest")["mandates"][0]["id"]),
        (vannes, "mandateRevoke", "id", &of("chief")["mandates"][0]["id"]),
        (ana, "membershipRemove", "id", value(&belongs, "membershipSet/organisation/team/0/id")),
        (vannes, "membershipRemove", "id", value(&belongs, "membershipSet/organisation/team/0/id")),
        (bob, "previewRevoke", "id", value(&shown, "previewCreate/preview/id")),
        (vannes, "previewRevoke", "id", value(&shown, "previewCreate/preview/id")),
        (bob, "apiTokenRevoke", "id", value(&own, "apiTokenCreate/apiToken/id")),
        (brest, "apiTokenRevoke", "id", value(&own, "apiTokenCreate/apiToken/id")),
        (bob, "sessionRevoke", "id", value(&sessions, "viewer/account/sessions/0/id")),
        (brest, "sessionRevoke", "id", value(&sessions, "viewer/account/sessions/0/id")),
        (bob, "accountSuspend", "account", &of("ana")["id"]),
        (vannes, "accountSuspend", "account", &of("brest")["id"]),
        (brest, "accountSuspend", "account", &of("chief")["id"]),
        (bob, "accountUnsuspend", "account", &of("ana")["id"]),
        (vannes, "accountUnsuspend", "account", &of("brest")["id"]),
        (brest, "accountUnsuspend", "account", &of("chief")["id"]),
        (vannes, "mandateGrant", "account", &of("brest")["id"]),
        (bob, "memberExport", "account", &of("ana")["id"]),
    ] {
        assert!(held.is_string(), "{name}");
        let (foreign, none) = (
            told(&app, who, name, json!({ field: held })).await,
            told(&app, who, name, json!({ field: NOTHING })).await,
        );
        assert_eq!(foreign, none, "{name}");
        assert!(
            foreign["errors"].is_array() || value(&foreign, &format!("data/{name}/userErrors/0/code")) == "NOT_FOUND",
            "{name}: {foreign}"
        );
    }
    // who may is done what they ask
    assert_eq!(
        told(&app, brest, "previewRevoke", json!({ "id": value(&shown, "previewCreate/preview/id") })).await["data"]["previewRevoke"]
            ["userErrors"],
        json!([])
    );
    assert_eq!(
        told(&app, bob, "membershipRemove", json!({ "id": value(&belongs, "membershipSet/organisation/team/0/id") }))
            .await["data"]["membershipRemove"]["userErrors"],
        json!([])
    );
}

async fn no_error_repeats_what_is_long(app: TestApp) {
    person(&app, "ana", Role::Contributor, &[]).await;
    let (ana, _) = sign_in(&app, "ana").await;
    let long = "n".repeat(60_000);
    for (query, variables) in [
        (format!("{{ {long} }}"), Value::Null),
        (format!("{{ network {{ name @{long} }} }}"), Value::Null),
        (format!("query {long} {{ network {{ {long} }} }}"), Value::Null),
        (format!("{{ ...{long} }}"), Value::Null),
        (format!("query ($a: {long}) {{ network {{ name }} }}"), Value::Null),
        (format!("query ({long}: Int) {{ network {{ name }} }}"), Value::Null),
        (format!("{{ initiatives(filter: {{ theme: [\"{long}\"] }}) {{ totalCount }} }}"), Value::Null),
        (format!("{{ initiatives(filter: {{ {long}: 1 }}) {{ totalCount }} }}"), Value::Null),
        (format!("{{ initiatives(after: \"{long}\") {{ nodes {{ slug }} }} }}"), Value::Null),
        ("query ($l: LicenceKey!) { licenceCheck(originals: [$l], proposed: $l) { verdict } }".to_owned(), json!({ "l": long })),
        ("query ($l: LanguageTag!) { network { name(language: $l) } }".to_owned(), json!({ "l": long })),
        ("mutation ($t: String!) { recipeCreate(input: { title: \"x\", territories: [$t] }) { userErrors { message \
            path } } }".to_owned(), json!({ "t": format!("commune:{long}") })),
        ("mutation ($t: TerritoryRef!) { recipeCreate(input: { title: \"x\", territories: [$t] }) { userErrors { \
            message path } } }".to_owned(), json!({ "t": format!("commune:{long}") })),
        ("mutation ($t: Slug!) { recipeCreate(input: { title: \"x\", themes: [$t] }) { userErrors { message path } } \
            }".to_owned(), json!({ "t": long })),
    ] {
        let answer = app.post_as(&ana, "latest", &query, variables).await;
        assert!(answer.body.len() < 4_000, "{} bytes: {:.200} … {:.300}", answer.body.len(), query, answer.text());
        assert!(answer.json()["errors"].is_array() || answer.text().contains("userErrors"), "{:.200}", answer.text());
    }
    let named = json!([{ "query": "{ network { name } }", "operationName": long }]).to_string();
    let request =
        axum::http::Request::post("/graphql").header("content-type", "application/json").body(named.into()).unwrap();
    let refused = app.send(request).await;
    assert!(refused.body.len() < 4_000, "{:.300}", refused.text());
    let row = json!({
        "kind": "recipe",
        "key": "a",
        "title": "x",
        "licence": long,
        "territories": [format!("commune:{long}")],
        long.as_str(): 1
    });
    let report = format!("{:?}", app.import(&row.to_string()).await.rows());
    assert!(report.len() < 4_000, "{} letters: {report:.500}", report.len());
}

/// At no level, whoever writes the line.
async fn no_log_holds_what_somebody_wrote_or_shows(app: TestApp) {
    person(&app, "maeva", Role::Admin, &[]).await;
    let there = Served::start(
        PROGRAM,
        &app.database_url(),
        &[
            ("BC_LOG", "trace,html5ever=trace"),
            ("BC_PUBLIC_URL", "http://api.test"),
            ("BC_SECRET", crate::support::SECRET),
        ],
    );
    let ask = |head: &str, query: &str, input: Value| {
        let body = json!({ "query": query, "variables": { "input": input } }).to_string();
        there.post("application/json", head, body.as_bytes()).unwrap().json()
    };
    let session = ask("", CREATE, json!({ "email": "maeva@example.org", "password": PASSWORD }));
    let session = value(&session, "data/sessionCreate/session");
    let (access, again) = (session["accessToken"].as_str().unwrap(), session["refreshToken"].as_str().unwrap());
    let head = format!("Authorization: Bearer {access}\r\n");
    let create = "mutation ($input: ArticleCreateInput!) { articleCreate(input: $input) { article { id version \
        body(format: HTML) attribution } userErrors { message } } }";
    let made = ask(
        &head,
        create,
        json!({
            "title": "Titre encore inconnu",
            "body": "Un texte que personne ne connaît encore.",
            "territories": ["commune:29019"]
        }),
    );
    let article = value(&made, "data/articleCreate/article");
    let update = "mutation ($input: ArticleUpdateInput!) { articleUpdate(input: $input) { userErrors { message } } }";
    ask(
        &head,
        update,
        json!({ "id": article["id"], "version": article["version"], "summary": "Un chapeau non moins secret" }),
    );
    ask(
        &head,
        "query ($input: String!) { entries(filter: { search: $input }) { totalCount } }",
        json!("non moins secret"),
    );
    ask(
        "",
        "mutation ($input: AccountRegisterInput!) { accountRegister(input: $input) { userErrors { code } } }",
        json!({ "name": "Nom Caché", "email": "cachee@example.org", "password": "un mot de passe jamais vu" }),
    );
    let went_on = ask(
        "",
        "mutation ($input: SessionRefreshInput!) { sessionRefresh(input: $input) { session { refreshToken } } }",
        json!({ "refreshToken": again }),
    );
    let next = value(&went_on, "data/sessionRefresh/session/refreshToken").as_str().unwrap();
    ask("", CREATE, json!({ "email": "autre@example.org", "password": "un autre mot jamais vu" }));
    let log = there.log();
    assert!(article["id"].is_string() && log.matches("answered").count() >= 7, "{log:.500}");
    for secret in [
        "encore inconnu",
        "personne ne conna",
        "moins secret",
        "cachee@",
        "Nom Cach",
        "maeva@",
        "autre@",
        "jamais vu",
        PASSWORD,
        access,
        again,
        next,
        "argon2",
        "Bearer",
        crate::support::SECRET,
    ] {
        let line = log.lines().find(|it| it.contains(secret));
        assert!(line.is_none(), "{secret}: {}", line.unwrap_or_default());
    }
}

on_both! {
    empty:
        what_is_anothers_is_answered_like_what_is_not_there,
        no_error_repeats_what_is_long,
        no_log_holds_what_somebody_wrote_or_shows,
    ;
}
