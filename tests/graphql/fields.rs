//! The schema as a whole: every field answers when it is asked for alone, and says what it is.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::{TestApp, on_both, value};

const INTROSPECTION: &str = include_str!("fields/introspection.graphql");

/// How something of each type is reached.
const WAYS: [(&str, &str); 10] = [
    ("Initiative", "initiatives(first: 30) { nodes {"),
    ("Recipe", "recipes(first: 30) { nodes {"),
    ("Article", "articles(first: 30) { nodes {"),
    ("Event", "events(first: 30) { nodes {"),
    ("Member", "members(first: 30) { nodes {"),
    ("Licence", "licences(first: 34) { nodes {"),
    ("Territory", "territories(first: 20) { nodes {"),
    ("Theme", "themes(first: 30) { nodes {"),
    ("Source", "sources(first: 30) { nodes {"),
    ("Occurrence", "occurrences(from: \"2000-01-01T00:00:00Z\", first: 50) { nodes {"),
];

async fn every_field_answers_alone(app: TestApp) {
    let types = types(&app).await;
    for (name, way) in WAYS {
        let mut together = Vec::new();
        for field in types[name]["fields"].as_array().unwrap() {
            let selection = selection(&types, field);
            let data = app.query(&format!("{{ {way} {selection} }} }} }}")).await;
            let rows = data.as_object().unwrap().values().next().unwrap()["nodes"].as_array().unwrap().clone();
            assert!(!rows.is_empty(), "{name}");
            together.push((selection, rows));
        }
        // what is read for one field alone is what is read for all of them at once
        let all: Vec<&str> = together.iter().map(|it| it.0.as_str()).collect();
        let data = app.query(&format!("{{ {way} {} }} }} }}", all.join(" "))).await;
        let whole = data.as_object().unwrap().values().next().unwrap()["nodes"].as_array().unwrap().clone();
        for (selection, rows) in &together {
            for (alone, among) in rows.iter().zip(&whole) {
                for (field, said) in alone.as_object().unwrap() {
                    assert_eq!(said, &among[field], "{name}.{selection}");
                }
            }
        }
    }
}

async fn the_interface_tells_all_that_its_kinds_share(app: TestApp) {
    let types = types(&app).await;
    let shared: Vec<String> =
        types["Entry"]["fields"].as_array().unwrap().iter().map(|it| selection(&types, it)).collect();
    let data = app
        .query(&format!(
            "{{ entries(first: 60, filter: {{ kind: [RECIPE, EVENT, ARTICLE] }}, orderBy: [{{ \
        field: PUBLISHED_AT, direction: ASC }}]) {{ nodes {{ __typename {} ... on Event {{ timings {{ allDay }} }} ... \
        on Recipe {{ steps {{ text }} }} }} }} }}",
            shared.join(" ")
        ))
        .await;
    let nodes = value(&data, "entries/nodes").as_array().unwrap();
    assert!(
        nodes.iter().filter(|it| it["__typename"] == "Event").all(|it| !it["timings"].as_array().unwrap().is_empty())
    );
    assert!(nodes.iter().any(|it| it["__typename"] == "Recipe"));
}

async fn everything_has_a_description(app: TestApp) {
    let mut silent = Vec::new();
    for (name, it) in types(&app).await {
        if name.starts_with("__") || name == "ID" {
            continue;
        }
        let mut look = |what: String, it: &Value| {
            if it["description"].as_str().is_none_or(str::is_empty) {
                silent.push(what)
            }
        };
        look(name.clone(), &it);
        for part in ["fields", "inputFields", "enumValues"] {
            for inner in it[part].as_array().into_iter().flatten() {
                let path = format!("{name}.{}", inner["name"].as_str().unwrap());
                look(path.clone(), inner);
                for argument in inner["args"].as_array().into_iter().flatten() {
                    look(format!("{path}({})", argument["name"].as_str().unwrap()), argument);
                }
            }
        }
    }
    assert!(silent.is_empty(), "without a description: {silent:?}");
}

on_both! {
    demo:
        every_field_answers_alone,
        the_interface_tells_all_that_its_kinds_share,
    ;
    empty:
        everything_has_a_description,
    ;
}
/// The types of the schema by name.
pub(crate) async fn types(app: &TestApp) -> BTreeMap<String, Value> {
    let data = app.query(INTROSPECTION).await;
    let types = value(&data, "__schema/types").as_array().unwrap();
    types.iter().map(|it| (it["name"].as_str().unwrap().to_owned(), it.clone())).collect()
}

/// The field with what must stand below it: a connection's number, an object's first plain fields.
pub(crate) fn selection(types: &BTreeMap<String, Value>, field: &Value) -> String {
    let name = field["name"].as_str().unwrap();
    let mut inner = &field["type"];
    while inner["ofType"].is_object() {
        inner = &inner["ofType"];
    }
    let inner = inner["name"].as_str().unwrap();
    if inner.ends_with("Connection") {
        let row = if inner == "AdaptationConnection" { "nature entry { id slug }" } else { "id slug" };
        return format!("{name}(first: 2) {{ totalCount nodes {{ {row} }} }}");
    }
    let plain: Vec<&str> = types[inner]["fields"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|it| {
            let kind =
                if it["type"]["kind"] == "NON_NULL" { &it["type"]["ofType"]["kind"] } else { &it["type"]["kind"] };
            kind == "SCALAR" || kind == "ENUM"
        })
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    if plain.is_empty() { name.to_owned() } else { format!("{name} {{ {} }}", plain.join(" ")) }
}
