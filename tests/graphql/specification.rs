//! GraphQL to the letter, where the library that carries documents out goes its own way.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::{Answer, TestApp, on_both, value};

async fn a_field_that_failed_is_null_at_its_key(app: TestApp) {
    let answer = app.post("{ network { name } account { id } viewer { role } }", Value::Null).await.json();
    assert_eq!(answer["data"].as_object().unwrap().keys().collect::<Vec<_>>(), ["network", "account", "viewer"]);
    assert_eq!((&answer["data"]["account"], &answer["errors"][0]["path"]), (&Value::Null, &json!(["account"])));
    assert!(answer["data"]["network"]["name"].is_string(), "{answer}");
}

async fn what_may_not_be_null_takes_its_parent_with_it(app: TestApp) {
    let answer = app
        .post("{ network { name } themes(first: 2) { nodes { initiatives(first: 0) { totalCount } } } }", Value::Null)
        .await
        .json();
    assert_eq!(answer.get("data"), Some(&Value::Null), "{answer}");
    assert_eq!(answer["errors"][0]["path"], json!(["themes", "nodes", 0, "initiatives"]));
    let nullable =
        "{ network { name } theme(by: { slug: \"numerique\" }) { name x: initiatives(first: 0) { totalCount } } }";
    let answer = app.post(nullable, Value::Null).await.json();
    assert_eq!(answer["data"]["theme"], Value::Null);
    assert!(answer["data"]["network"]["name"].is_string(), "{answer}");
    assert_eq!(answer["errors"][0]["path"], json!(["theme", "x"]));
    // the same of what is asked of an interface
    let answer = app
        .post("{ entries(first: 2) { nodes { title adaptations(first: 0) { totalCount } } } }", Value::Null)
        .await
        .json();
    assert_eq!(
        (answer.get("data"), &answer["errors"][0]["path"]),
        (Some(&Value::Null), &json!(["entries", "nodes", 0, "adaptations"])),
        "{answer}"
    );
    // an error in a request that was not begun leaves no data at all
    assert!(app.post("{ nothing }", Value::Null).await.json().get("data").is_none());
}

async fn a_selection_that_matches_nothing_is_an_empty_object(app: TestApp) {
    let data = app
        .query(
            "{ entries(first: 40) { nodes { ... on Article { title } } } kinds: entries(first: 40) { \
        nodes { __typename } } }",
        )
        .await;
    let kinds = value(&data, "kinds/nodes").as_array().unwrap();
    for (node, kind) in value(&data, "entries/nodes").as_array().unwrap().iter().zip(kinds) {
        assert_eq!(node.get("title").is_some(), kind["__typename"] == "Article", "{node}");
        assert!(node.is_object(), "{node}");
    }
    assert!(kinds.iter().any(|it| it["__typename"] != "Article"));
    let data = app
        .query(
            "{ article: articles(first: 1) { nodes { licence { key @include(if: false) } } } network \
        @include(if: false) { name } }",
        )
        .await;
    assert_eq!(data, json!({ "article": { "nodes": [{ "licence": {} }] } }));
    assert_eq!(
        app.query("{ network { ...F } } fragment F on Network { name @skip(if: true) }").await,
        json!({ "network": {} })
    );
    assert_eq!(
        app.query(
            "{ network { name } @skip(if: true) }"
                .replace("{ name } @skip(if: true)", "@skip(if: true) { name }")
                .as_str()
        )
        .await,
        json!({})
    );
    // something that is not there stays null
    assert_eq!(
        app.query("{ theme(by: { slug: \"nothing\" }) { name @skip(if: true) } }").await,
        json!({ "theme": null })
    );
    let wrong = "mutation { sessionCreate(input: { email: \"a@example.org\", password: \"x\" }) { userErrors { ... on \
        StaleError { currentVersion } } } }";
    assert_eq!(app.query(wrong).await, json!({ "sessionCreate": { "userErrors": [{}] } }));
}

async fn a_fragment_on_an_interface_may_stand_in_another(app: TestApp) {
    let plain = app.query("{ entries(first: 60) { nodes { id __typename licence { key } } } }").await;
    let nested = app
        .query(
            "{ entries(first: 60) { nodes { ... on Located { ... on Node { id ... on Theme { name } } \
        ... on Licensed { licence { key } } } ...F __typename } } } fragment F on Licensed { ...G } fragment G on Node \
        { id ... on Located { __typename } }",
        )
        .await;
    let nested = value(&nested, "entries/nodes").as_array().unwrap();
    for (node, whole) in nested.iter().zip(value(&plain, "entries/nodes").as_array().unwrap()) {
        assert_eq!((&node["id"], &node["__typename"]), (&whole["id"], &whole["__typename"]), "{node}");
        let located = ["Initiative", "Event"].contains(&whole["__typename"].as_str().unwrap());
        assert_eq!(node.get("licence"), located.then_some(&whole["licence"]), "{node}");
    }
    let located = nested.iter().filter(|it| it.get("licence").is_some()).count();
    assert!(located > 0 && located < nested.len(), "some are located, some are not");
}

async fn what_is_selected_twice_is_one(app: TestApp) {
    let parts = "{ node(id: $id) { ... on Node { id } ...A ...T } node(id: $id) { ... on Theme { parent { name } } } } \
        fragment A on Article { title } fragment T on Theme { parent { id } name }";
    let theme =
        app.query("{ theme(by: { slug: \"numerique\" }) { id name parent { id name } } }").await["theme"].take();
    let data = app.post(&format!("query ($id: ID!) {parts}"), json!({ "id": theme["id"] })).await.data();
    assert_eq!(data["node"]["name"], theme["name"]);
    assert_eq!(data["node"]["parent"], theme["parent"]);
    let keys: Vec<&String> = data["node"].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["id", "parent", "name"]);
}

async fn one_key_is_not_answered_with_the_data_of_another(app: TestApp) {
    for query in [
        "{ theme(by: { slug: \"numerique\" }) { ...F initiatives(first: 1) { nodes { slug } } } } fragment F on Theme \
            { initiatives(first: 2) { nodes { title } } }",
        "{ entries { nodes { ... on Article { x: title } ... on Event { x: capacity } } } }",
        "{ entries { nodes { ... on Licensed { x: attribution } ... on Article { x: attribution(format: HTML) } } } }",
        "query ($a: Int, $b: Int) { initiatives(first: $a) { totalCount } ... { initiatives(first: $b) { totalCount } \
            } }",
    ] {
        assert_eq!(app.refusal(query).await, "VALIDATION_FAILED", "{query}");
    }
}

async fn what_does_not_fit_the_schema_is_refused(app: TestApp) {
    for query in [
        "{ initiatives(filter: { maturity: [IDEA], maturity: [TESTED] }) { totalCount } }",
        "{ initiatives(filter: { maturity: [\"IDEA\"] }) { totalCount } }",
        "query ($no: Boolean) { network { name @skip(if: $no) } }",
        "query ($t: Slug) { initiatives(filter: { theme: [$t] }) { totalCount } }",
        "query ($n: Int, $n: Int) { initiatives(first: $n) { totalCount } }",
        "query ($slug: Slug) { theme(by: { slug: $slug }) { id } }",
        "{ theme(by: {}) { id } }",
        "query () { network { name } }",
        "queryQ { network { name } }",
        "{ initiatives(first: 1) { totalCount } } fragment F on Network { name }",
        "{ network @skip(if: true) { nothing } }",
        "{ initiatives(filter: { language: [fr] }) { totalCount } }",
        "{ initiatives(filter: { language: fr }) @skip(if: true) { totalCount } }",
        "{ occurrences(from: 2026) { totalCount } }",
        "{ theme(by: { slug: { is: \"numerique\" } }) { id } }",
        "query ($t: Slug! = NUMERIQUE) { theme(by: { slug: $t }) { id } }",
        "subscription { network { name } }",
    ] {
        let answer = app.post(query, json!({ "slug": "x", "no": true, "t": "x", "n": 1 })).await.json();
        let code = answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("{query}: {answer}"));
        assert!(["VALIDATION_FAILED", "PARSE_FAILED"].contains(&code), "{query}: {answer}");
        assert!(answer.get("data").is_none(), "{query}");
    }
    // in JSON, the value of an enumeration is a text
    let by_variable = "query ($m: [Maturity!]) { initiatives(filter: { maturity: $m }) { totalCount } }";
    assert!(app.post(by_variable, json!({ "m": ["IDEA"] })).await.data()["initiatives"].is_object());
    let listed = "; it must be one of these: DEVELOPING, ENDED, IDEA, MATURE, STARTING";
    for (variables, more) in
        [(json!({ "m": ["IDEE"] }), listed), (json!({ "m": [1] }), ""), (json!({ "m": [null] }), "")]
    {
        let error = app.post_in("en", by_variable, variables).await.json()["errors"][0].clone();
        assert_eq!(error["message"], format!("The value of \"m.0\" is not of the type Maturity!{more}."), "{error}");
    }
}

async fn blanks_may_stand_in_the_type_of_a_variable(app: TestApp) {
    let query = "query ($n: Int !, $k: [ EntryKind #\n! , ] = [RECIPE]) {\n  entries(first: $n, filter: { kind: $k }) \
        { totalCount }\n}";
    assert_eq!(app.post(query, json!({ "n": 1 })).await.data(), json!({ "entries": { "totalCount": 0 } }));
    let error = app.post(&query.replace("totalCount", "nothing"), json!({ "n": 1 })).await.json()["errors"][0].clone();
    assert_eq!(error["locations"], json!([{ "line": 3, "column": 46 }]), "{error}");
    assert_eq!(app.refusal("query ($n: Int ! !) { entries(first: $n) { totalCount } }").await, "PARSE_FAILED");
}

async fn a_character_of_any_plane_may_be_escaped(app: TestApp) {
    let title = |text: &str| format!("{{ initiatives(filter: {{ search: \"{text}\" }}) {{ totalCount }} }}");
    for text in ["\\ud83d\\ude00", "\\u{1F600}", "\\u{e9}t\\u00e9", "\\u{22}\\u{5C}\\u{a}"] {
        assert_eq!(app.query(&title(text)).await, json!({ "initiatives": { "totalCount": 0 } }), "{text}");
    }
    for text in ["\\ud83d", "\\ude00\\ud83d", "\\u{110000}", "\\u{D83D}", "\\u{}"] {
        let error = app.post(&title(text), Value::Null).await.json()["errors"][0].clone();
        assert_eq!(error["extensions"]["code"], "PARSE_FAILED", "{text}: {error}");
        assert_eq!(error["locations"], json!([{ "line": 1, "column": 34 }]), "{text}: {error}");
    }
    // what stands after it keeps its place
    let error = app
        .post("{ initiatives(filter: { search: \"\\ud83d\\ude00\" }) { nothing } }", Value::Null)
        .await
        .json()["errors"][0]
        .clone();
    assert_eq!(error["locations"], json!([{ "line": 1, "column": 53 }]));
}

async fn an_empty_name_of_an_operation_is_none(app: TestApp) {
    let body = |text: &str| json!({ "query": text, "operationName": "" });
    let (one, two) = ("query A { __typename }", "query A { __typename } query B { __typename }");
    let hash = "ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38";
    let kept = json!({
        "operationName": "",
        "query": "{__typename}",
        "extensions": { "persistedQuery": { "version": 1, "sha256Hash": hash } }
    });
    assert_eq!(send(&app, &body(one)).await.data(), json!({ "__typename": "Query" }));
    assert_eq!(send(&app, &kept).await.data(), json!({ "__typename": "Query" }));
    assert_eq!(send(&app, &json!([body(one), body(one)])).await.json()[1]["data"], json!({ "__typename": "Query" }));
    assert_eq!(
        app.get("/graphql?query=%7B__typename%7D&operationName=").await.data(),
        json!({ "__typename": "Query" })
    );
    assert_eq!(send(&app, &body(two)).await.json()["errors"][0]["extensions"]["code"], "VALIDATION_FAILED");
}

async fn more_requests_than_a_body_may_hold_are_no_success(app: TestApp) {
    let one = json!({ "query": "{ __typename }" });
    let answer = send(&app, &json!(vec![one.clone(); 11])).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["errors"][0]["extensions"]["limit"]), (400, &json!("batch")));
    let dear = json!({ "query": "{ a: __schema { description } b: __schema { description } }" });
    let answer = send(&app, &json!([dear, dear])).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["errors"][0]["extensions"]["limit"]), (400, &json!("cost")));
    assert_eq!(send(&app, &json!(vec![one; 10])).await.status, 200);
}

async fn the_schema_says_what_it_is_of(app: TestApp) {
    let data = app.query("{ __schema { d: description queryType { description } } }").await;
    assert!(value(&data, "__schema/d").as_str().unwrap().contains("Bretagne Creative"), "{data}");
}

on_both! {
    demo:
        a_field_that_failed_is_null_at_its_key,
        what_may_not_be_null_takes_its_parent_with_it,
        a_selection_that_matches_nothing_is_an_empty_object,
        a_fragment_on_an_interface_may_stand_in_another,
        what_is_selected_twice_is_one,
    ;
    empty:
        one_key_is_not_answered_with_the_data_of_another,
        what_does_not_fit_the_schema_is_refused,
        blanks_may_stand_in_the_type_of_a_variable,
        a_character_of_any_plane_may_be_escaped,
        an_empty_name_of_an_operation_is_none,
        more_requests_than_a_body_may_hold_are_no_success,
        the_schema_says_what_it_is_of,
    ;
}
async fn send(app: &TestApp, body: &Value) -> Answer {
    let request = Request::post("/graphql").header("content-type", "application/json");
    app.send(request.body(Body::from(body.to_string())).unwrap()).await
}
