//! From draft to published: who writes, who publishes, what is refused, and nothing lost when two come at once.

use entity::account::api_token::NewToken;
use entity::model::account::Scope;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::support::{TestApp, on_both, value};

const PUBLISH: &str = include_str!("operations/EntryPublish.graphql");
const CREATE: &str = include_str!("operations/ArticleCreate.graphql");
const UPDATE: &str = include_str!("editing/update.graphql");

const PEOPLE: &str = r#"
    {"kind":"member","key":"ana","memberKind":"PERSON","name":"Ana"}
    {"kind":"member","key":"bob","memberKind":"PERSON","name":"Bob"}
    {"kind":"theme","key":"alimentation","name":{"fr":"Alimentation"}}
"#;

/// A token of a role, in some territories, as a member.
pub(crate) async fn token(app: &TestApp, role: Role, territories: &[&str], member: Option<&str>) -> String {
    let new = NewToken {
        name: format!("{role:?}"),
        account: None,
        member: member.map(|it| it.parse().unwrap()),
        role,
        territories: territories.iter().map(|it| it.parse().unwrap()).collect(),
        scopes: Vec::new(),
        expires_at: None,
    };
    app.token(new).await.secret
}

async fn the_operations_of_the_contract_run_unchanged(app: TestApp) {
    app.import(PEOPLE).await;
    let ana = token(&app, Role::Contributor, &[], Some("ana")).await;
    let brest = token(&app, Role::Editor, &["pays:pays-de-brest"], None).await;
    let variables: Value = serde_json::from_str(include_str!("operations/ArticleCreate.json")).unwrap();
    let made = app.post_as(&ana, "published", CREATE, variables).await.data();
    let article = value(&made, "articleCreate/article");
    assert_eq!(
        (&article["status"], &article["version"], &article["slug"]),
        (&json!("DRAFT"), &json!(1), &json!("un-jardin-au-pied-de-la-tour"))
    );
    assert_eq!(made["articleCreate"]["userErrors"], json!([]));
    let published = app
        .post_as(&brest, "published", PUBLISH, json!({ "input": { "id": article["id"], "version": 1 } }))
        .await
        .data();
    let entry = value(&published, "entryPublish/entry");
    assert_eq!(
        (&entry["status"], &entry["version"], entry["publishedAt"].is_string()),
        (&json!("PUBLISHED"), &json!(2), true),
        "{published}"
    );
    let seen = app
        .query(
            "{ article(by: { slug: \"un-jardin-au-pied-de-la-tour\" }) { authors { name } themes { slug } \
        homeTerritory { ref } licence { key } } }",
        )
        .await;
    assert_eq!(seen["article"]["authors"], json!([{ "name": "Ana" }]), "{seen}");
}

async fn an_initiative_lives_from_draft_to_withdrawal(app: TestApp) {
    app.import(PEOPLE).await;
    let ana = token(&app, Role::Contributor, &[], Some("ana")).await;
    let bob = token(&app, Role::Contributor, &[], Some("bob")).await;
    let brest = token(&app, Role::Editor, &["pays:pays-de-brest"], None).await;
    let narrow = NewToken {
        name: "who imports nothing".into(),
        account: None,
        member: None,
        role: Role::Editor,
        territories: vec!["pays:pays-de-brest".parse().unwrap()],
        scopes: vec![Scope::ContentRead, Scope::ContentPublish],
        expires_at: None,
    };
    let narrow = app.token(narrow).await.secret;
    let morbihan = token(&app, Role::Editor, &["departement:56"], None).await;
    let create = "mutation ($input: InitiativeCreateInput!) { initiativeCreate(input: $input) { initiative { id \
        version } userErrors { code path } } }";
    let input =
        json!({ "title": "Le four banal", "need": "Du pain.", "territories": ["commune:29019"], "maturity": "IDEA" });
    let made = app.post_as(&ana, "published", create, json!({ "input": input })).await.data();
    let id = value(&made, "initiativeCreate/initiative/id").clone();
    let find = format!(
        "{{ initiative(by: {{ id: {id} }}) {{ status version }} node(id: {id}) {{ id }} initiatives {{ totalCount \
            nodes {{ slug }} }} theme: entries {{ totalCount }} }}"
    );
    let sees = async |who: Option<&str>, view: &str| {
        let data = match who {
            Some(token) => app.post_as(token, view, &find, Value::Null).await.data(),
            None => app.query(&find).await,
        };
        let by_id = !data["initiative"].is_null();
        assert_eq!(
            (by_id, by_id, u64::from(by_id)),
            (
                !data["node"].is_null(),
                value(&data, "initiatives/nodes") != &json!([]),
                data["initiatives"]["totalCount"].as_u64().unwrap()
            ),
            "every path says the same: {data}"
        );
        by_id
    };
    // the draft: its author in the latest view, and the editor of the place
    assert!(sees(Some(&ana), "latest").await && sees(Some(&brest), "latest").await);
    assert!(!sees(Some(&ana), "published").await && !sees(None, "").await);
    assert!(!sees(Some(&bob), "latest").await && !sees(Some(&morbihan), "latest").await);
    let step = async |who: &str, name: &str, more: Value| {
        let ty = name[..1].to_uppercase() + &name[1..];
        let mut input = json!({ "id": id });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        app.post_as(
            who,
            "published",
            &format!(
                "mutation ($input: {ty}Input!) {{ {name}(input: $input) {{ entry {{ \
            status version }} userErrors {{ code path message }} }} }}"
            ),
            json!({ "input": input }),
        )
        .await
        .json()
    };
    let code = |answer: &Value, name: &str| match &answer["errors"] {
        Value::Null => answer["data"][name]["userErrors"][0]["code"].as_str().unwrap_or("done").to_owned(),
        errors => errors[0]["extensions"]["code"].as_str().unwrap().to_owned(),
    };
    for (who, name, more, expected) in [
        (&bob, "entrySubmit", json!({ "version": 1 }), "NOT_FOUND"),
        (&morbihan, "entryPublish", json!({ "version": 1 }), "NOT_FOUND"),
        (&ana, "entryPublish", json!({ "version": 1 }), "FORBIDDEN"),
        (&ana, "entrySubmit", json!({ "version": 7 }), "STALE"),
        (&ana, "entrySubmit", json!({ "version": 1 }), "done"),
        (&ana, "entrySubmit", json!({ "version": 2 }), "WRONG_STATUS"),
        (&ana, "entryWithdraw", json!({ "version": 2 }), "FORBIDDEN"),
        (&brest, "entryRequestChanges", json!({ "version": 2, "note": " " }), "REQUIRED"),
        (&brest, "entryRequestChanges", json!({ "version": 2, "note": "Where exactly?" }), "done"),
        (&ana, "entrySubmit", json!({ "version": 3 }), "done"),
        (&narrow, "entryPublish", json!({ "version": 4, "publishedAt": "2020-01-01T00:00:00Z" }), "INCONSISTENT"),
        (&brest, "entryPublish", json!({ "version": 4, "unpublishAt": "2020-01-01T00:00:00Z" }), "INCONSISTENT"),
        (&brest, "entryPublish", json!({ "version": 4, "publishedAt": "2026-12-24T00:00:00Z" }), "done"),
    ] {
        let answer = step(who, name, more).await;
        assert_eq!(code(&answer, name), expected, "{name}: {answer}");
    }
    // published for later: nobody sees it before, by any path
    assert!(!sees(None, "").await && !sees(Some(&bob), "published").await && sees(Some(&brest), "latest").await);
    app.at("2026-12-24T00:00:00Z");
    assert!(sees(None, "").await);
    // public now: whoever may not is told so, for it is there to be seen
    assert_eq!(code(&step(&morbihan, "entryWithdraw", json!({ "version": 5 })).await, "entryWithdraw"), "FORBIDDEN");
    assert_eq!(code(&step(&brest, "entryWithdraw", json!({ "version": 5 })).await, "entryWithdraw"), "done");
    assert!(!sees(None, "").await && sees(Some(&ana), "latest").await);
}

async fn absent_leaves_alone_and_null_clears(app: TestApp) {
    app.import(PEOPLE).await;
    let ana = token(&app, Role::Contributor, &[], Some("ana")).await;
    let input = json!({ "title": "One", "summary": "Short.", "body": "Long." });
    let made = app.post_as(&ana, "latest", CREATE, json!({ "input": input })).await.data();
    let id = value(&made, "articleCreate/article/id").clone();
    let kept = app
        .post_as(&ana, "latest", UPDATE, json!({ "input": { "id": id, "version": 1, "title": "Two" } }))
        .await
        .data();
    assert_eq!(
        kept["articleUpdate"]["article"],
        json!({ "title": "Two", "summary": "Short.", "body": "Long.", "slug": "one", "version": 2 })
    );
    // a variable that was not sent names nothing
    let one = "mutation ($id: ID!, $summary: String, $title: String) { articleUpdate(input: { id: $id, version: 2, \
        title: $title, summary: $summary, body: \"Longer.\" }) { article { title summary body } } }";
    let kept = app.post_as(&ana, "latest", one, json!({ "id": id })).await.data();
    assert_eq!(kept["articleUpdate"]["article"], json!({ "title": "Two", "summary": "Short.", "body": "Longer." }));
    let cleared = app
        .post_as(
            &ana,
            "latest",
            UPDATE,
            json!({ "input": { "id": id, "version": 3, "summary": null, "slug": "three" } }),
        )
        .await
        .data();
    assert_eq!(
        cleared["articleUpdate"]["article"],
        json!({ "title": "Two", "summary": null, "body": "Longer.", "slug": "three", "version": 4 })
    );
    let by_old = app.post_as(&ana, "latest", "{ article(by: { slug: \"one\" }) { slug } }", Value::Null).await.data();
    assert_eq!(by_old["article"]["slug"], "three");
}

async fn what_was_written_is_looked_back_at_and_restored(app: TestApp) {
    app.import(PEOPLE).await;
    let (ana, bob) = (
        token(&app, Role::Contributor, &[], Some("ana")).await,
        token(&app, Role::Contributor, &[], Some("bob")).await,
    );
    let admin = token(&app, Role::Admin, &[], None).await;
    let made = app.post_as(&ana, "latest", CREATE, json!({ "input": { "title": "One", "body": "First.", "summary": "Short.", "territories": ["commune:29019"] } })).await.data();
    let id = value(&made, "articleCreate/article/id").clone();
    app.post_as(
        &ana,
        "latest",
        UPDATE,
        json!({ "input": { "id": id, "version": 1, "body": "Second.", "summary": null, "slug": "uno" } }),
    )
    .await
    .data();
    let step = async |name: &str, ty: &str, input: Value| {
        let query = format!("mutation ($input: {ty}!) {{ {name}(input: $input) {{ userErrors {{ code path }} }} }}");
        app.post_as(&admin, "latest", &query, json!({ "input": input })).await.data()
    };
    app.post_as(
        &ana,
        "latest",
        "mutation ($id: ID!) { entrySubmit(input: { id: $id, version: 2 }) { userErrors { code } } }",
        json!({ "id": id }),
    )
    .await
    .data();
    step(
        "entryRequestChanges",
        "EntryRequestChangesInput",
        json!({ "id": id, "version": 3, "note": "Where exactly?" }),
    )
    .await;
    let back = "query ($id: ID!) { revisions(entry: $id) { version title status changedFields author { name } } \
        reviewNotes(entry: $id) { version note author { name } } }";
    let seen = app.post_as(&ana, "latest", back, json!({ "id": id })).await.data();
    let changes: Vec<(&Value, &Value, &Value)> = seen["revisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (&it["version"], &it["status"], &it["changedFields"]))
        .collect();
    assert_eq!(
        changes[..3],
        [
            (&json!(4), &json!("DRAFT"), &json!(["status"])),
            (&json!(3), &json!("SUBMITTED"), &json!(["status"])),
            (&json!(2), &json!("DRAFT"), &json!(["body", "slug", "summary"])),
        ],
        "{seen}"
    );
    assert_eq!(
        (&seen["revisions"][3]["author"], &seen["revisions"][0]["author"]),
        (&json!({ "name": "Ana" }), &Value::Null)
    );
    assert_eq!(seen["reviewNotes"], json!([{ "version": 3, "note": "Where exactly?", "author": null }]));
    // nobody else looks back: not another contributor, not a visitor, not when it is published either
    let nothing = json!({ "revisions": [], "reviewNotes": [] });
    assert_eq!(app.post_as(&bob, "latest", back, json!({ "id": id })).await.data(), nothing);
    assert_eq!(app.post(back, json!({ "id": id })).await.data(), nothing);
    const RESTORE: &str = "mutation ($input: RevisionRestoreInput!) { revisionRestore(input: $input) { entry { title \
        body summary slug status version } userErrors { code path } } }";
    let restore = async |who: &str, version: i32, earlier: i32| {
        app.post_as(
            who,
            "latest",
            RESTORE,
            json!({ "input": { "id": id, "version": version, "restoreVersion": earlier } }),
        )
        .await
        .data()["revisionRestore"]
            .clone()
    };
    assert_eq!(restore(&bob, 4, 1).await["userErrors"][0]["code"], "NOT_FOUND");
    assert_eq!(restore(&ana, 3, 1).await["userErrors"][0]["code"], "STALE");
    assert_eq!(restore(&ana, 4, 9).await["userErrors"], json!([{ "code": "UNKNOWN", "path": ["restoreVersion"] }]));
    let done = restore(&ana, 4, 1).await;
    assert_eq!(
        done["entry"],
        json!({
            "title": "One",
            "body": "First.",
            "summary": "Short.",
            "slug": "uno",
            "status": "DRAFT",
            "version": 5
        }),
        "{done}"
    );
    step("entryPublish", "EntryPublishInput", json!({ "id": id, "version": 5 })).await;
    assert_eq!(app.post(back, json!({ "id": id })).await.data(), nothing);
    // what is public is changed by who may publish it; others propose
    let proposed = restore(&ana, 6, 2).await;
    assert_eq!((&proposed["userErrors"], value(&proposed, "entry/version")), (&json!([]), &json!(7)), "{proposed}");
    let public = app.query(&format!("{{ entry(by: {{ id: {id} }}) {{ title version }} }}")).await;
    assert_eq!(public["entry"], json!({ "title": "One", "version": 6 }));
}

async fn who_comes_second_is_told(app: TestApp) {
    app.import(PEOPLE).await;
    let (ana, admin) =
        (token(&app, Role::Contributor, &[], Some("ana")).await, token(&app, Role::Admin, &[], Some("bob")).await);
    let made = app.post_as(&ana, "latest", CREATE, json!({ "input": { "title": "One", "body": "x" } })).await.data();
    let id = value(&made, "articleCreate/article/id").clone();
    app.post_as(
        &admin,
        "latest",
        UPDATE,
        json!({ "input": { "id": id, "version": 1, "title": "Theirs", "summary": "S" } }),
    )
    .await
    .data();
    let late = app
        .post_as(&ana, "latest", UPDATE, json!({ "input": { "id": id, "version": 1, "title": "Mine" } }))
        .await
        .data();
    let error = value(&late, "articleUpdate/userErrors/0");
    assert_eq!(
        (&error["code"], &error["currentVersion"], &error["changedFields"], &error["changedBy"]),
        (&json!("STALE"), &json!(2), &json!(["summary", "title"]), &json!({ "name": "Bob" }))
    );
    // of many at once, one wins, and none is an internal error
    let racers = (0..20).map(|n| {
        let input = json!({ "input": { "id": id, "version": 2, "title": format!("Racer {n}") } });
        let (app, ana) = (&app, &ana);
        async move { app.post_as(ana, "latest", UPDATE, input).await.data() }
    });
    let ends = futures_util::future::join_all(racers).await;
    let codes: Vec<&Value> = ends.iter().map(|it| &it["articleUpdate"]["userErrors"]).collect();
    assert_eq!(codes.iter().filter(|it| **it == &json!([])).count(), 1, "{codes:?}");
    assert!(codes.iter().all(|it| **it == json!([]) || it[0]["code"] == "STALE"));
}

async fn a_creation_that_is_sent_again_makes_nothing_more(app: TestApp) {
    app.import(PEOPLE).await;
    let ana = token(&app, Role::Contributor, &[], Some("ana")).await;
    let input = json!({ "input": { "title": "Once", "body": "x", "idempotencyKey": "form-17" } });
    let racers = (0..10).map(|_| {
        let (app, ana, input) = (&app, &ana, input.clone());
        async move { app.post_as(ana, "latest", CREATE, input).await.data()["articleCreate"]["article"]["id"].clone() }
    });
    let ids = futures_util::future::join_all(racers).await;
    assert!(ids[0].is_string() && ids.iter().all(|it| *it == ids[0]), "{ids:?}");
    let other =
        "mutation { recipeCreate(input: { title: \"R\", idempotencyKey: \"form-17\" }) { userErrors { code path } } }";
    let refused = app.post_as(&ana, "latest", other, Value::Null).await.data();
    assert_eq!(refused["recipeCreate"]["userErrors"], json!([{ "code": "TAKEN", "path": ["idempotencyKey"] }]));
}

async fn a_text_may_be_long(app: TestApp) {
    app.import(PEOPLE).await;
    let ana = token(&app, Role::Contributor, &[], Some("ana")).await;
    let create = "mutation ($input: ArticleCreateInput!) { articleCreate(input: $input) { article { body } userErrors \
        { code path message } } }";
    let long = "Un paragraphe. ".repeat(10_000);
    let made = app.post_as(&ana, "latest", create, json!({ "input": { "title": "Long", "body": long } })).await.data();
    assert_eq!(value(&made, "articleCreate/article/body").as_str().map(str::len), Some(long.len()));
    let refused =
        app.post_as(&ana, "latest", create, json!({ "input": { "title": "Long", "postscript": long } })).await.json();
    assert_eq!(value(&refused, "errors/0/extensions/code"), "LIMIT_EXCEEDED", "other texts are shorter");
}

async fn what_is_wrong_is_told_all_at_once(app: TestApp) {
    app.import(PEOPLE).await;
    let ana = token(&app, Role::Contributor, &[], Some("ana")).await;
    let create = "mutation ($input: EventCreateInput!) { eventCreate(input: $input) { event { id } userErrors { code \
        path message } } }";
    let input = json!({ "title": " ", "themes": ["nothing"], "authors": [{ "member": "nobody" }] });
    let names = app.post_as(&ana, "latest", create, json!({ "input": input })).await.data();
    assert_eq!(
        names["eventCreate"]["userErrors"].as_array().unwrap().iter().map(|it| it["path"].clone()).collect::<Vec<_>>(),
        [json!(["themes", "0"]), json!(["authors", "0", "member"]), json!(["title"]), json!(["timings"])]
    );
    let input = json!({
        "title": " ",
        "territories": ["commune:99999"],
        "licence": "WTFPL",
        "timings": [{ "start": "2026-01-02T00:00:00Z", "end": "2026-01-01T00:00:00Z" }]
    });
    let told = app.post_as(&ana, "latest", create, json!({ "input": input })).await.data();
    let codes: Vec<String> = told["eventCreate"]["userErrors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| format!("{} {}", it["code"].as_str().unwrap(), it["path"][0].as_str().unwrap()))
        .collect();
    assert_eq!(codes, ["REQUIRED title", "UNKNOWN territories", "UNKNOWN licence", "INCONSISTENT timings"]);
    let good = json!({
        "title": "Fest",
        "timings": [{ "startDate": "2026-07-01", "endDate": "2026-07-02" }],
        "organisers": [{ "name": "Foyer" }]
    });
    let made = app.post_as(&ana, "latest", create, json!({ "input": good })).await.data();
    assert!(made["eventCreate"]["event"]["id"].is_string(), "{made}");
    // what is not to be set is no field of the input
    for field in [
        "status: PUBLISHED",
        "publishedAt: \"2026-01-01T00:00:00Z\"",
        "createdAt: \"2020-01-01T00:00:00Z\"",
        "version: 3",
        "createdBy: \"x\"",
    ] {
        let query = format!("mutation {{ articleCreate(input: {{ title: \"T\", {field} }}) {{ article {{ id }} }} }}");
        assert_eq!(
            app.post_as(&ana, "latest", &query, Value::Null).await.json()["errors"][0]["extensions"]["code"],
            "VALIDATION_FAILED",
            "{field}"
        );
    }
    let bare = app.post_as(&ana, "latest", CREATE, json!({ "input": { "title": "Bare" } })).await.data();
    let id = value(&bare, "articleCreate/article/id");
    let admin = token(&app, Role::Admin, &[], None).await;
    let blocked = app.post_as(&admin, "latest", PUBLISH, json!({ "input": { "id": id, "version": 1 } })).await.data();
    assert_eq!(value(&blocked, "entryPublish/userErrors/0/path"), &json!(["body"]), "{blocked}");
}

async fn who_writes_as_nobody_writes_where_they_have_rights(app: TestApp) {
    let brest = token(&app, Role::Editor, &["pays:pays-de-brest"], None).await;
    for (territories, done) in [(json!(["commune:29019"]), true), (json!(["commune:56260"]), false), (json!([]), false)]
    {
        let answer = app
            .post_as(&brest, "latest", CREATE, json!({ "input": { "title": "T", "territories": territories } }))
            .await
            .json();
        assert_eq!(answer["data"]["articleCreate"]["article"]["id"].is_string(), done, "{answer}");
        assert_eq!(answer["errors"][0]["extensions"]["code"] == "FORBIDDEN", !done, "{answer}");
    }
}

async fn nobody_moves_something_to_where_they_have_no_rights(app: TestApp) {
    app.import(PEOPLE).await;
    let brest = token(&app, Role::Editor, &["pays:pays-de-brest"], None).await;
    let row = r#"{"kind":"article","key":"there","title":"There","body":"x","status":"PUBLISHED","territories":["commune:29019"],"authors":["ana"]}"#;
    app.import(row).await;
    let found = app.query("{ article(by: { slug: \"there\" }) { id } }").await;
    let id = value(&found, "article/id");
    let away = app
        .post_as(
            &brest,
            "latest",
            UPDATE,
            json!({ "input": { "id": id, "version": 1, "territories": ["commune:56260"] } }),
        )
        .await
        .json();
    assert_eq!(away["errors"][0]["extensions"]["code"], "FORBIDDEN", "{away}");
    let near = app
        .post_as(
            &brest,
            "latest",
            UPDATE,
            json!({ "input": { "id": id, "version": 1, "territories": ["commune:29103"] } }),
        )
        .await
        .data();
    assert_eq!(near["articleUpdate"]["article"]["version"], 2, "{near}");
}

on_both! {
    empty:
        the_operations_of_the_contract_run_unchanged,
        an_initiative_lives_from_draft_to_withdrawal,
        absent_leaves_alone_and_null_clears,
        what_was_written_is_looked_back_at_and_restored,
        who_comes_second_is_told,
        a_creation_that_is_sent_again_makes_nothing_more,
        a_text_may_be_long,
        what_is_wrong_is_told_all_at_once,
        who_writes_as_nobody_writes_where_they_have_rights,
        nobody_moves_something_to_where_they_have_no_rights,
    ;
}
