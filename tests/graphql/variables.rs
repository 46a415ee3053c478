//! Variables that were not sent are absent, not null, and what stands beside them is looked at all the same.

use serde_json::json;

use crate::support::{TestApp, on_both};

async fn a_variable_that_was_not_sent_is_absent(app: TestApp) {
    let all = app.query("{ initiatives { totalCount } }").await;
    let query = "query ($t: [Slug!], $s: String, $n: Int) { initiatives(first: $n, filter: { theme: $t, search: $s, \
        not: { theme: $t, search: \"zzzz\" } }) { totalCount } }";
    assert_eq!(app.post(query, json!({})).await.data(), all);
    // a null that was sent is no condition either; an empty list matches nothing
    assert_eq!(app.post(query, json!({ "t": null })).await.data(), all);
    assert_eq!(app.post(query, json!({ "t": [] })).await.data(), json!({ "initiatives": { "totalCount": 0 } }));
    // what is negated is then an empty object, which matches nothing: it does not widen
    let negated = "query ($t: [Slug!]) { initiatives(filter: { not: { theme: $t } }) { totalCount } }";
    assert_eq!(app.post(negated, json!({})).await.data(), json!({ "initiatives": { "totalCount": 0 } }));
}

async fn an_argument_that_was_not_sent_has_its_default(app: TestApp) {
    let query = "query ($f: TextFormat, $l: LanguageTag) { initiative(by: { slug: \"heol\" }) { body(format: $f) \
        attribution(language: $l) } }";
    let plain = app.query("{ initiative(by: { slug: \"heol\" }) { body attribution } }").await;
    assert_eq!(app.post(query, json!({})).await.data(), plain);
}

async fn what_stands_beside_it_is_looked_at(app: TestApp) {
    for (query, variables) in [
        ("query ($t: [Slug!]) { initiatives(filter: { theme: $t, foo: 1 }) { totalCount } }", json!({})),
        ("query ($t: [Slug!]) { initiatives(filter: { or: [{ theme: $t, foo: 1 }] }) { totalCount } }", json!({})),
        ("query ($t: Slug) { initiatives(filter: { theme: [$t], foo: 1 }) { totalCount } }", json!({})),
        ("query ($t: Slug!) { initiatives(filter: { theme: [$t] }) { totalCount } }", json!({})),
        ("query ($t: [Slug!] = [\"a\"]) { initiatives(filter: { theme: $t, foo: 1 }) { totalCount } }", json!({})),
        (
            "query ($f: InitiativeFilter) { initiatives(filter: $f) { totalCount } }",
            json!({ "f": { "theme": ["a"], "foo": 1 } }),
        ),
        (
            "query ($f: [InitiativeFilter!]) { initiatives(filter: { or: $f }) { totalCount } }",
            json!({ "f": [{ "foo": 1 }] }),
        ),
        ("query ($f: InitiativeFilter = { foo: 1 }) { initiatives(filter: $f) { totalCount } }", json!({})),
        ("query ($unused: ID) { network { name } }", json!({})),
        ("{ initiatives(filter: { theme: $nothing }) { totalCount } }", json!({})),
        ("{ ...F } fragment F on Query { initiatives(filter: { theme: $nothing, foo: 1 }) { totalCount } }", json!({})),
    ] {
        let answer = app.post(query, variables).await.json();
        assert_eq!(answer["errors"][0]["extensions"]["code"], "VALIDATION_FAILED", "{query}: {answer}");
    }
}

async fn only_the_operation_that_is_asked_for_loses_something(app: TestApp) {
    let query = "query A($t: [Slug!]) { ...F } query B($t: [Slug!]!) { ...F } fragment F on Query { \
        initiatives(filter: { theme: $t }) { totalCount } }";
    let ask = |name: &str| json!({ "query": query, "operationName": name }).to_string();
    let send = |body: String| {
        axum::http::Request::post("/graphql")
            .header("content-type", "application/json")
            .body(axum::body::Body::from(body))
            .unwrap()
    };
    let all = app.query("{ initiatives { totalCount } }").await;
    assert_eq!(app.send(send(ask("A"))).await.data(), all);
    assert_eq!(app.send(send(ask("B"))).await.json()["errors"][0]["extensions"]["code"], "VALIDATION_FAILED");
}

on_both! {
    demo:
        a_variable_that_was_not_sent_is_absent,
        an_argument_that_was_not_sent_has_its_default,
        only_the_operation_that_is_asked_for_loses_something,
    ;
    empty:
        what_stands_beside_it_is_looked_at,
    ;
}
