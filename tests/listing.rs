//! What is listed under themes, territories, members, sources and licences is what the entries say, whatever happens to them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::support::{TestApp, on_both, value};

/// Under what an entry is listed, by the entry's own account.
const OF_ENTRIES: &str = include_str!("listing/of_entries.graphql");

/// Every public entry.
async fn entries(app: &TestApp) -> Vec<Value> {
    let (mut all, mut after) = (Vec::new(), Value::Null);
    loop {
        let data = app.post(OF_ENTRIES, json!({ "after": after })).await.data();
        let page = value(&data, "entries");
        all.extend(page["nodes"].as_array().unwrap().iter().cloned());
        after = value(page, "pageInfo/endCursor").clone();
        if value(page, "pageInfo/hasNextPage") == false {
            return all;
        }
    }
}

/// Each node of a tree with all that lies above it, itself included.
async fn ancestors(
    app: &TestApp,
    query: &str,
    list: &str,
    key: &str,
    above: &str,
) -> BTreeMap<String, BTreeSet<String>> {
    let mut parents = BTreeMap::<String, Vec<String>>::new();
    let mut after = Value::Null;
    loop {
        let data = app.post(query, json!({ "after": after })).await.data();
        let page = value(&data, list);
        for node in page["nodes"].as_array().unwrap() {
            let named = |it: &Value| it[key].as_str().unwrap().to_owned();
            let up = match &node[above] {
                Value::Array(many) => many.iter().map(named).collect(),
                Value::Null => Vec::new(),
                one => vec![named(one)],
            };
            parents.insert(named(node), up);
        }
        after = value(page, "pageInfo/endCursor").clone();
        if value(page, "pageInfo/hasNextPage") == false {
            break;
        }
    }
    let mut closed = BTreeMap::new();
    for node in parents.keys() {
        let (mut found, mut next) = (BTreeSet::new(), vec![node.clone()]);
        while let Some(it) = next.pop() {
            next.extend(parents[&it].iter().cloned());
            found.insert(it);
        }
        closed.insert(node.clone(), found);
    }
    closed
}

/// The ids of a list, newest first, with its count.
async fn listed(app: &TestApp, filter: &str) -> (Vec<String>, u64) {
    let (mut ids, mut after) = (Vec::new(), Value::Null);
    loop {
        let query = format!(
            "query L($after: String) {{ entries(first: 7, after: $after, filter: {{ {filter} }}) {{ totalCount nodes {{ id }} \
             pageInfo {{ hasNextPage endCursor }} }} }}"
        );
        let data = app.post(&query, json!({ "after": after })).await.data();
        let page = value(&data, "entries");
        ids.extend(page["nodes"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()));
        after = value(page, "pageInfo/endCursor").clone();
        if value(page, "pageInfo/hasNextPage") == false {
            return (ids, page["totalCount"].as_u64().unwrap());
        }
    }
}

fn slugs(node: &Value, list: &str, key: &str) -> BTreeSet<String> {
    let of = |it: &Value| it[key].as_str().map(str::to_owned);
    node[list].as_array().into_iter().flatten().filter_map(of).collect()
}

fn members(node: &Value, list: &str) -> BTreeSet<String> {
    let of = |it: &Value| it["member"]["slug"].as_str().map(str::to_owned);
    node[list].as_array().into_iter().flatten().filter_map(of).collect()
}

/// Compares every list under an owner, its count and its pages with what the entries say.
async fn each_list_is_what_the_entries_say(app: &TestApp) {
    let themes = "query T($after: String) { themes(first: 100, after: $after) { nodes { slug parent { slug } } \
        pageInfo { hasNextPage endCursor } } }";
    let themes = ancestors(app, themes, "themes", "slug", "parent").await;
    let territories = "query T($after: String) { territories(first: 100, after: $after) { nodes { ref parents { ref } } \
        pageInfo { hasNextPage endCursor } } }";
    let territories = ancestors(app, territories, "territories", "ref", "parents").await;
    let mut wanted = BTreeMap::<String, Vec<String>>::new();
    for node in entries(app).await {
        let id = node["id"].as_str().unwrap().to_owned();
        let above = |of: BTreeSet<String>, tree: &BTreeMap<String, BTreeSet<String>>| -> BTreeSet<String> {
            of.iter().flat_map(|it| tree[it].iter().cloned()).collect()
        };
        let mut put = |filter: String| wanted.entry(filter).or_default().push(id.clone());
        above(slugs(&node, "themes", "slug"), &themes).iter().for_each(|it| put(format!("theme: [\"{it}\"]")));
        let places = above(slugs(&node, "territories", "ref"), &territories);
        places.iter().for_each(|it| put(format!("territory: [\"{it}\"]")));
        members(&node, "authors").iter().for_each(|it| put(format!("author: [\"{it}\"]")));
        put(format!("licence: {{ key: [\"{}\"] }}", node["licence"]["key"].as_str().unwrap()));
    }
    assert!(wanted.len() > 40, "the corpus names too little");
    for (filter, ids) in &wanted {
        let (found, count) = listed(app, filter).await;
        assert_eq!(&found, ids, "{filter}");
        assert_eq!(count, ids.len() as u64, "{filter}");
    }
    let pairs: Vec<_> = wanted.iter().filter(|(_, ids)| ids.len() > 2).collect();
    for pair in pairs.windows(2).step_by(3) {
        let both: Vec<&String> = pair[0].1.iter().filter(|it| pair[1].1.contains(it)).collect();
        let (found, count) = listed(app, &format!("and: [{{ {} }}, {{ {} }}]", pair[0].0, pair[1].0)).await;
        assert_eq!(found.iter().collect::<Vec<_>>(), both, "{} and {}", pair[0].0, pair[1].0);
        assert_eq!(count, both.len() as u64);
        let either: BTreeSet<&String> = pair[0].1.iter().chain(pair[1].1).collect();
        let (found, count) = listed(app, &format!("or: [{{ {} }}, {{ {} }}]", pair[0].0, pair[1].0)).await;
        assert_eq!(found.iter().collect::<BTreeSet<_>>(), either, "{} or {}", pair[0].0, pair[1].0);
        assert_eq!(count, either.len() as u64);
    }
}

async fn lists_of_the_corpus_are_what_its_entries_say(app: TestApp) {
    each_list_is_what_the_entries_say(&app).await;
}

async fn several_values_find_each_entry_once(app: TestApp) {
    let filter = "theme: [\"numerique\", \"alimentation\", \"mobilite\"]";
    let (found, count) = listed(&app, filter).await;
    let unique: BTreeSet<&String> = found.iter().collect();
    assert_eq!(unique.len(), found.len());
    assert_eq!(count, found.len() as u64);
}

async fn a_list_follows_what_happens_to_an_entry(app: TestApp) {
    let row = |more: &str| {
        format!(
            "{{\"kind\":\"theme\",\"key\":\"pain\",\"name\":{{\"fr\":\"Pain\"}}}}\n\
             {{\"kind\":\"theme\",\"key\":\"four\",\"name\":{{\"fr\":\"Four\"}},\"parent\":\"pain\"}}\n\
             {{\"kind\":\"initiative\",\"key\":\"fournil\",\"title\":\"Fournil\",\"body\":\"x\",\"authors\":[{{\"name\":\"X\"}}],{more}}}"
        )
    };
    let published = "\"status\":\"PUBLISHED\",\"publishedAt\":\"2026-01-01T00:00:00Z\",\"themes\":[\"four\"]";
    let counted = async |filter: &str| listed(&app, filter).await;
    assert_eq!(app.import(&row(published)).await.summary().refused, 0);
    for filter in ["theme: [\"four\"]", "theme: [\"pain\"]"] {
        assert_eq!(counted(filter).await.1, 1, "{filter}");
    }
    // planned: not yet
    app.import(&row("\"status\":\"PUBLISHED\",\"publishedAt\":\"2099-01-01T00:00:00Z\",\"themes\":[\"four\"]")).await;
    assert_eq!(counted("theme: [\"pain\"]").await, (Vec::new(), 0));
    // another theme
    app.import(&row("\"status\":\"PUBLISHED\",\"publishedAt\":\"2026-01-01T00:00:00Z\",\"themes\":[\"pain\"]")).await;
    assert_eq!(counted("theme: [\"four\"]").await.1, 0);
    assert_eq!(counted("theme: [\"pain\"]").await.1, 1);
    // the tree moves
    app.import(&row(published)).await;
    app.import(r#"{"kind":"theme","key":"four","name":{"fr":"Four"},"parent":null}"#).await;
    assert_eq!(counted("theme: [\"pain\"]").await.1, 0);
    assert_eq!(counted("theme: [\"four\"]").await.1, 1);
    // withdrawn
    app.import(&row("\"status\":\"WITHDRAWN\"")).await;
    assert_eq!(counted("theme: [\"four\"]").await, (Vec::new(), 0));
}

/// Statements are written out once; the moment is none of what is kept of them.
async fn a_list_that_was_asked_before_shows_what_has_become_due(app: TestApp) {
    let rows = "{\"kind\":\"theme\",\"key\":\"pain\",\"name\":{\"fr\":\"Pain\"}}\n\
        {\"kind\":\"initiative\",\"key\":\"four\",\"title\":\"Four\",\"body\":\"x\",\"authors\":[{\"name\":\"X\"}],\"themes\":[\"pain\"],\
        \"status\":\"PUBLISHED\",\"publishedAt\":\"2026-12-01T13:00:00Z\",\"unpublishAt\":\"2026-12-01T15:00:00Z\"}";
    assert_eq!(app.import(rows).await.summary().refused, 0);
    let nested = "{ themes { nodes { initiatives(first: 3) { totalCount nodes { slug } } } } }";
    for (moment, count) in [("12:00", 0), ("13:30", 1), ("15:30", 0), ("14:00", 1)] {
        app.at(&format!("2026-12-01T{moment}:00Z"));
        assert_eq!(listed(&app, "theme: [\"pain\"]").await.1, count, "{moment}");
        let data = app.query(nested).await;
        let of_theme = value(&data, "themes/nodes/0/initiatives");
        assert_eq!(
            (&of_theme["totalCount"], of_theme["nodes"].as_array().unwrap().len() as u64),
            (&json!(count), count)
        );
    }
}

on_both! {
    empty:
        a_list_that_was_asked_before_shows_what_has_become_due,
        a_list_follows_what_happens_to_an_entry,
    ;
    demo:
        lists_of_the_corpus_are_what_its_entries_say,
        several_values_find_each_entry_once,
    ;
}
