//! The operations that front ends send run unchanged, with the corpus's true content, the same on both databases, and
//! with no more SQL than their lists are deep.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::support::{TestApp, on_both, value};

/// Each operation that reads, and how many statements it may send.
const READS: [(&str, u32); 8] = [
    ("Search", 3),
    ("Lineage", 5),
    ("Home", 3),
    ("InitiativeList", 1),
    ("InitiativesInTerritory", 2),
    ("MembersWithInitiatives", 1),
    ("UpcomingEvents", 1),
    ("Agenda", 1),
];

async fn each_operation_answers_the_corpus(app: TestApp) {
    for (name, statements) in READS {
        let answer = app.post(&document(name), variables(name)).await;
        assert_eq!(answer.statements(), statements, "{name}");
        let data = still(answer.data());
        insta::with_settings!({ prepend_module_to_snapshot => false }, {
            insta::assert_json_snapshot!(name, data);
        });
    }
}

async fn statements_do_not_grow_with_rows(app: TestApp) {
    for (name, few, many) in [("InitiativeList", 2, 70), ("MembersWithInitiatives", 2, 79), ("UpcomingEvents", 2, 25)] {
        let mut asked = variables(name);
        let mut statements = Vec::new();
        for first in [few, many] {
            asked["first"] = json!(first);
            statements.push(app.post(&document(name), asked.clone()).await.statements());
        }
        assert_eq!(statements[0], statements[1], "{name}");
    }
}

async fn every_published_initiative_has_its_page(app: TestApp) {
    let corpus = corpus("initiative");
    assert_eq!(corpus.len(), 73);
    for (slug, row) in corpus {
        let answer = app.post(&document("InitiativePage"), json!({ "slug": slug })).await;
        assert!(answer.statements() <= 2, "{slug}");
        let data = answer.data();
        let page = value(&data, "initiative");
        assert_eq!(page["title"], row["title"]);
        assert_eq!(page["summary"], row["summary"]);
        assert_eq!(page["language"], row["language"]);
        assert_eq!(page["maturity"], row["maturity"]);
        assert_eq!(value(page, "licence/key"), &row["licence"]);
        assert_eq!(page["territories"].as_array().unwrap().len(), row["territories"].as_array().unwrap().len());
        let themes: Vec<&Value> = page["themes"].as_array().unwrap().iter().map(|it| &it["slug"]).collect();
        assert_eq!(themes, row["themes"].as_array().unwrap().iter().collect::<Vec<_>>());
        let credit = page["attribution"].as_str().unwrap();
        assert!(credit.contains(row["title"].as_str().unwrap().split_whitespace().next().unwrap()), "{credit}");
        assert!(credit.contains(&format!("https://site.test/initiative/{slug}")), "{credit}");
        assert!(page["body"].as_str().unwrap().starts_with("<h2>"), "{slug}");
    }
}

async fn the_log_of_changes_tells_of_every_public_entry(app: TestApp) {
    let (document, mut asked) = (document("Changes"), variables("Changes"));
    let mut told = BTreeSet::new();
    loop {
        let data = app.post(&document, asked.clone()).await.data();
        let page = value(&data, "changes");
        for line in page["nodes"].as_array().unwrap().iter().filter(|it| it["entry"].is_object()) {
            assert_eq!(line["action"], "UPSERT", "{line}");
            assert!(!line["entry"]["attribution"].as_str().unwrap().is_empty(), "{line}");
            told.insert(line["id"].as_str().unwrap().to_owned());
        }
        asked["after"] = value(page, "pageInfo/endCursor").clone();
        if value(page, "pageInfo/hasNextPage") == false {
            break;
        }
    }
    let all = app.query("{ entries { totalCount } }").await;
    assert_eq!(value(&all, "entries/totalCount"), told.len());
}

on_both! {
    demo:
        each_operation_answers_the_corpus,
        the_log_of_changes_tells_of_every_public_entry,
        statements_do_not_grow_with_rows,
        every_published_initiative_has_its_page,
    ;
}
fn document(name: &str) -> String {
    read(&format!("{name}.graphql"))
}

fn variables(name: &str) -> Value {
    serde_json::from_str(&read(&format!("{name}.json"))).unwrap()
}

fn read(file: &str) -> String {
    std::fs::read_to_string(format!("{}/../tests/operations/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The rows of the corpus of one kind, by key.
fn corpus(kind: &str) -> BTreeMap<String, Value> {
    let rows = include_str!("../api/data/demo.ndjson").lines().map(|it| serde_json::from_str::<Value>(it).unwrap());
    rows.filter(|it| it["kind"] == kind).map(|it| (it["key"].as_str().unwrap().to_owned(), it)).collect()
}

/// The same without what is drawn by chance: ids and cursors.
fn still(mut data: Value) -> Value {
    match &mut data {
        Value::Object(fields) => {
            for (name, inner) in fields.iter_mut() {
                if matches!(name.as_str(), "id" | "startCursor" | "endCursor") && inner.is_string() {
                    *inner = json!(format!("[{name}]"));
                }
                *inner = still(inner.take());
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|it| *it = still(it.take())),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    data
}
