//! The format of rows, as `/exchange.schema.json` describes it, and small imports through GraphQL.

use axum::body::Body;
use axum::http::Request;
use entity::account::api_token::NewToken;
use entity::model::account::Scope;
use entity::value::role::Role;
use entity::viewer::Viewer;
use serde_json::{Value, json};

use crate::editing::token;
use crate::support::{TestApp, on_both, value};

const IMPORT: &str = include_str!("exchange/import.graphql");

/// What is wrong with a value by a schema: the keywords that the schema of rows uses, but for patterns and formats, which
/// `tests/checks/exchange` has judged by others.
fn wrong(root: &Value, schema: &Value, it: &Value, at: &str) -> Option<String> {
    let no = |why: &str| Some(format!("{at}: {why}: {it}"));
    if let Some(reference) = schema["$ref"].as_str() {
        let found = root.pointer(reference.trim_start_matches('#')).unwrap();
        if let Some(why) = wrong(root, found, it, at) {
            return Some(why);
        }
    }
    if let Some(kind) = schema["type"].as_str() {
        let fits = match kind {
            "object" => it.is_object(),
            "array" => it.is_array(),
            "string" => it.is_string(),
            "boolean" => it.is_boolean(),
            "null" => it.is_null(),
            "number" => it.is_number(),
            "integer" => it.as_f64().is_some_and(|it| it.fract() == 0.0),
            other => panic!("{other}"),
        };
        if !fits {
            return no(kind);
        }
    }
    if schema["enum"].as_array().is_some_and(|all| !all.contains(it)) {
        return no("none of the values");
    }
    if schema.get("const").is_some_and(|one| one != it) {
        return no("another value");
    }
    let number = |name: &str| schema[name].as_f64();
    if let Some(found) = it.as_f64()
        && (number("minimum").is_some_and(|least| found < least) || number("maximum").is_some_and(|most| found > most))
    {
        return no("out of range");
    }
    if let Some(text) = it.as_str() {
        let count = text.chars().count() as f64;
        if number("minLength").is_some_and(|it| count < it) || number("maxLength").is_some_and(|it| count > it) {
            return no("length");
        }
    }
    let inside = |schema: &Value| wrong(root, schema, it, at);
    let all = |name: &str| schema[name].as_array().cloned().unwrap_or_default();
    if let Some(why) = all("allOf").iter().find_map(inside) {
        return Some(why);
    }
    let any = all("anyOf");
    if !any.is_empty() && any.iter().all(|it| inside(it).is_some()) {
        return any.iter().find_map(inside);
    }
    let one = all("oneOf");
    if !one.is_empty() && one.iter().filter(|it| inside(it).is_none()).count() != 1 {
        return no("not one of the forms");
    }
    if let Some(asked) = schema.get("if")
        && inside(asked).is_none()
        && let Some(why) = inside(&schema["then"])
    {
        return Some(why);
    }
    if let Some(items) = it.as_array() {
        if number("maxItems").is_some_and(|most| items.len() as f64 > most) {
            return no("too many items");
        }
        if let Some(of) = schema.get("items") {
            return items.iter().enumerate().find_map(|(place, it)| wrong(root, of, it, &format!("{at}/{place}")));
        }
    }
    if let Some(fields) = it.as_object() {
        if all("required").iter().any(|it| !fields.contains_key(it.as_str().unwrap())) {
            return no("a field is missing");
        }
        for (name, held) in fields {
            let place = format!("{at}/{name}");
            let known = schema["properties"].get(name);
            let why = match (known, schema.get("additionalProperties")) {
                (Some(known), _) => wrong(root, known, held, &place),
                (None, Some(Value::Bool(false))) => Some(format!("{place}: unknown")),
                (None, Some(other)) if other.is_object() => wrong(root, other, held, &place),
                (None, _) => None,
            };
            if why.is_some() {
                return why;
            }
        }
    }
    None
}

async fn every_row_is_of_the_schema_and_no_other(app: TestApp) {
    let answer = app.get("/exchange.schema.json").await;
    assert_eq!(
        (answer.status.as_u16(), &answer.headers["content-type"]),
        (200, &"application/schema+json".parse().unwrap())
    );
    let schema = answer.json();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let judged = |row: &Value| wrong(&schema, &schema, row, "");
    let root = crate::architecture::root();
    let mut rows = 0;
    let mut hold = |from: &str, text: &str| {
        for (at, line) in text.lines().enumerate() {
            let row: Value = serde_json::from_str(line).unwrap();
            assert_eq!(judged(&row), None, "{from} {at}");
            rows += 1;
        }
    };
    for file in ["api/data/demo.ndjson", "api/data/demo/pictures.ndjson", "examples/import/rows.ndjson"] {
        hold(file, &std::fs::read_to_string(root.join(file)).unwrap());
    }
    hold("GET /api/export", &app.get("/api/export").await.text());
    let done = app.run(&["export"]);
    hold("export", &String::from_utf8(done.stdout).unwrap());
    assert!(rows > 800, "{rows}");
    for bad in [
        json!({ "kind": "article" }),
        json!({ "kind": "article", "key": "" }),
        json!({ "kind": "song", "key": "a" }),
        json!({ "kind": "article", "key": "a", "titel": "A" }),
        json!({ "kind": "article", "key": "a", "title": 12 }),
        json!({ "kind": "article", "key": "a", "title": "a".repeat(201) }),
        json!({ "kind": "article", "key": "a", "steps": [] }),
        json!({ "kind": "article", "key": "a", "status": "published" }),
        json!({ "kind": "article", "key": "a", "authors": [{ "nom": "Ana" }] }),
        json!({ "kind": "article", "key": "a", "location": { "latitude": 91 } }),
        json!({ "kind": "article", "key": "a", "media": [{ "path": "a.jpg", "url": "https://a.example/a.jpg" }] }),
        json!({ "kind": "recipe", "key": "a", "steps": [{ "title": "A" }] }),
        json!({ "kind": "event", "key": "a", "timings": [{ "begin": "2026-01-01T10:00:00Z" }] }),
        json!({ "kind": "theme", "key": "a", "name": "A" }),
        json!({ "kind": "member", "key": "a", "name": "A", "memberKind": "ROBOT" }),
        json!(["article"]),
    ] {
        assert!(judged(&bad).is_some(), "{bad}");
    }
    // null clears any field, and former names are read
    let clears =
        json!({ "kind": "recipe", "key": "a", "summary": null, "steps": null, "whatFor": "x", "deleted": false });
    assert_eq!(judged(&clears), None);
}

async fn few_rows_come_in_through_graphql_as_over_http(app: TestApp) {
    let admin = token(&app, Role::Admin, &[], None).await;
    let import =
        async |who: &str, input: Value| app.post_as(who, "published", IMPORT, json!({ "input": input })).await.json();
    let rows = json!([
        r#"{"kind":"article","key":"b","title":"Second","body":"Text.","authors":[{"name":"Ana"}],"status":"PUBLISHED"}"#,
        r#"{"kind":"article","key":"c","title":"","body":"x"}"#,
        r#"{"kind":"article","key":"d","#,
    ]);
    let tried = import(&admin, json!({ "origin": "x", "rows": rows, "dryRun": true })).await;
    let done = &tried["data"]["done"];
    assert_eq!(
        (&done["results"][0]["outcome"], &done["summary"]["isKept"]),
        (&json!("CREATED"), &json!(false)),
        "{tried}"
    );
    let strict = import(&admin, json!({ "origin": "x", "rows": rows, "mode": "STRICT" })).await;
    assert_eq!(strict["data"]["done"]["summary"]["isKept"], json!(false), "{strict}");
    assert_eq!(app.number("SELECT count(*) FROM entry").await, 0);
    let told = import(&admin, json!({ "origin": "x", "rows": rows })).await;
    let done = &told["data"]["done"];
    assert_eq!(done["userErrors"], json!([]), "{told}");
    assert_eq!(
        done["results"][0],
        json!({ "line": 1, "row": "article \"b\"", "outcome": "CREATED", "fields": [], "conflicts": [], "proposed": [],
            "problems": [], "downgradeReasons": [] })
    );
    assert_eq!(value(done, "results/1/problems/0"), &json!({ "code": "REQUIRED", "path": ["title"] }));
    assert_eq!(done["results"][2]["outcome"], "REFUSED");
    assert_eq!(
        done["summary"],
        json!({ "created": 1, "updated": 0, "same": 0, "adopted": 0, "proposed": 0, "conflicts": 0, "refused": 2, "isKept": true })
    );
    // the same rows by the other way are the same
    let request = Request::post("/api/import?origin=x").header("content-type", "application/x-ndjson");
    let request = request.header("authorization", format!("Bearer {admin}"));
    let over_http = app.send(request.body(Body::from(rows[0].as_str().unwrap().to_owned())).unwrap()).await.text();
    assert!(over_http.contains("\"SAME\""), "{over_http}");
    let changed = json!([r#"{"kind":"article","key":"b","title":"Other"}"#]);
    let told = import(&admin, json!({ "origin": "x", "rows": changed })).await;
    assert_eq!(value(&told, "data/done/results/0/fields"), &json!(["title"]));
    let adopts = json!([r#"{"kind":"article","key":"1","slug":"b","title":"Other"}"#]);
    let told = import(&admin, json!({ "origin": "y", "rows": adopts, "match": "SLUG" })).await;
    assert_eq!(value(&told, "data/done/results/0/outcome"), "ADOPTED");
    // too many at once, and nobody
    let many: Vec<String> =
        (0..101).map(|it| format!(r#"{{"kind":"article","key":"m{it}","title":"M","body":"x"}}"#)).collect();
    let told = import(&admin, json!({ "origin": "x", "rows": many })).await;
    assert_eq!(value(&told, "data/done/userErrors/0"), &json!({ "code": "TOO_LONG", "path": ["rows"] }));
    let nobody = app.post(IMPORT, json!({ "input": { "origin": "x", "rows": rows } })).await.json();
    assert_eq!(value(&nobody, "errors/0/extensions/code"), "UNAUTHENTICATED", "{nobody}");
    assert_eq!(app.number("SELECT count(*) FROM entry").await, 1);
}

async fn a_token_imports_through_graphql_what_it_could_write(app: TestApp) {
    let new = NewToken {
        name: "script".into(),
        account: None,
        member: None,
        role: Role::Editor,
        territories: vec!["pays:pays-de-brest".parse().unwrap()],
        scopes: vec![Scope::ContentRead, Scope::ContentWrite, Scope::Import],
        expires_at: None,
    };
    let made = app.token(new).await;
    app.store.write(Viewer::operator("token")).bind_token(made.id, &["x".to_owned()]).await.unwrap();
    let import = async |origin: &str, rows: Value| {
        let input = json!({ "input": { "origin": origin, "rows": rows } });
        app.post_as(&made.secret, "published", IMPORT, input).await.json()
    };
    let rows = json!([
        r#"{"kind":"article","key":"near","title":"Near","body":"x","authors":[{"name":"Ana"}],"status":"PUBLISHED","territories":["commune:29019"]}"#,
        r#"{"kind":"article","key":"far","title":"Far","body":"x","territories":["commune:35238"]}"#,
        r#"{"kind":"theme","key":"t","name":{"fr":"Thème"}}"#,
    ]);
    let told = import("x", rows.clone()).await;
    let results = value(&told, "data/done/results");
    assert_eq!(
        (&results[0]["outcome"], &results[0]["downgradeReasons"][0]["path"]),
        (&json!("CREATED"), &json!(["status"]))
    );
    assert_eq!((&results[1]["outcome"], &results[2]["outcome"]), (&json!("REFUSED"), &json!("REFUSED")));
    assert_eq!(app.number("SELECT count(*) FROM entry WHERE status = 'SUBMITTED'").await, 1);
    assert_eq!(value(&import("z", rows).await, "errors/0/extensions/code"), "FORBIDDEN");
    app.import(r#"{"kind":"member","key":"ana","slug":"ana","memberKind":"PERSON","name":"Ana"}"#).await;
    let contributor = token(&app, Role::Contributor, &[], Some("ana")).await;
    let input = json!({ "input": { "origin": "x", "rows": [] } });
    let told = app.post_as(&contributor, "published", IMPORT, input).await.json();
    assert_eq!(value(&told, "errors/0/extensions/code"), "FORBIDDEN");
}

on_both! {
    demo: every_row_is_of_the_schema_and_no_other,;
    empty:
        few_rows_come_in_through_graphql_as_over_http,
        a_token_imports_through_graphql_what_it_could_write,
    ;
}
