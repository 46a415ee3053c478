//! The search of places behind a form: what is meant comes first, whichever way it is typed.

use serde_json::{Value, json};

use crate::support::{TestApp, on_both, value};

const SEARCH: &str = include_str!("places/search.graphql");

async fn search(app: &TestApp, text: &str) -> Vec<String> {
    let found = app.post(SEARCH, json!({ "filter": { "search": text }, "first": 100 })).await.data();
    let nodes = value(&found, "territories/nodes").as_array().unwrap().clone();
    nodes.iter().map(|it| format!("{} {}", it["ref"].as_str().unwrap(), it["name"].as_str().unwrap())).collect()
}

/// The names that come first.
async fn first(app: &TestApp, text: &str, count: usize) -> Vec<String> {
    let found = search(app, text).await;
    found.into_iter().take(count).map(|it| it.split_once(' ').unwrap().1.to_owned()).collect()
}

async fn what_is_meant_comes_first(app: TestApp) {
    for (text, expected) in [
        // the beginning of a name: communes, the largest first
        ("bre", &["Brest", "Brech", "Bréal-sous-Montfort"][..]),
        ("BRES", &["Brest", "Brest Métropole"]),
        // the whole name, then whole words, the commune before what is wider
        ("brest", &["Brest", "Brest Métropole", "Pays de Brest"]),
        ("bretagne", &["Bretagne"]),
        ("finistere", &["Finistère"]),
        // accents, hyphens, apostrophes and abbreviations
        ("saint brieuc", &["Saint-Brieuc"]),
        ("St-Brieuc", &["Saint-Brieuc"]),
        ("ste reine", &["Sainte-Reine-de-Bretagne"]),
        ("pays d iroise", &["CC du Pays d'Iroise"]),
        ("pays d’iroise", &["CC du Pays d'Iroise"]),
        // an article that is left out
        ("conquet", &["Le Conquet"]),
        // the beginning of a later word
        ("camf", &["Hôpital-Camfrout"]),
        // codes: postal, INSEE, former INSEE, a reference, two digits of a département
        ("29200", &["Brest"]),
        ("29019", &["Brest"]),
        ("29258", &["Brest"]),
        ("epci:242900314", &["Brest Métropole"]),
        ("commune:29019", &["Brest"]),
        ("29", &["Finistère", "Brest"]),
        ("29200 brest", &["Brest"]),
        ("brest 29", &["Brest"]),
    ] {
        assert_eq!(first(&app, text, expected.len()).await, expected, "{text}");
    }
}

async fn what_fits_nothing_finds_nothing(app: TestApp) {
    for text in ["", "  ", "%", "xyzzy", "brest 35000", "2", "99999", "commune:99999"] {
        assert!(search(&app, text).await.is_empty(), "{text}");
    }
    // letters inside of a word are found last, not left out
    assert!(search(&app, "rest").await.iter().any(|it| it == "commune:29019 Brest"));
}

async fn every_territory_is_found_by_its_name_and_by_its_codes(app: TestApp) {
    let list = "query ($page: Int) { territories(page: $page, perPage: 100) { nodes { ref name postalCodes } } }";
    for page in [1, 7, 15] {
        let all = app.post(list, json!({ "page": page })).await.data();
        for it in value(&all, "territories/nodes").as_array().unwrap() {
            let (reference, name) = (it["ref"].as_str().unwrap(), it["name"].as_str().unwrap());
            let mine = format!("{reference} {name}");
            let found = search(&app, name).await;
            // namesakes come before it at most
            let at = found.iter().position(|it| *it == mine).unwrap_or_else(|| panic!("{mine} in {found:?}"));
            assert!(found[..at].iter().all(|it| it.ends_with(&format!(" {name}"))), "{mine}: {found:?}");
            assert_eq!(search(&app, reference).await[0], mine);
            for code in it["postalCodes"].as_array().unwrap() {
                assert!(search(&app, code.as_str().unwrap()).await.contains(&mine), "{mine} by {code}");
            }
        }
    }
}

async fn pages_of_a_search_follow_each_other(app: TestApp) {
    let whole = search(&app, "saint").await;
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let asked = json!({ "filter": { "search": "saint" }, "first": 30, "after": after });
        let page = app.post(SEARCH, asked).await.data();
        let nodes = value(&page, "territories/nodes").as_array().unwrap();
        seen.extend(nodes.iter().map(|it| format!("{} {}", it["ref"].as_str().unwrap(), it["name"].as_str().unwrap())));
        if value(&page, "territories/pageInfo/hasNextPage") == false {
            assert_eq!(value(&page, "territories/totalCount"), seen.len());
            break;
        }
        after = value(&page, "territories/pageInfo/endCursor").clone();
    }
    assert!(seen.len() > 100 && seen[..100] == whole[..], "{seen:?}");
    // backwards from the end of the second page
    let asked = json!({ "filter": { "search": "saint" }, "first": 20 });
    let start = app.post(SEARCH, asked).await.data();
    let cursor = value(&start, "territories/edges/10/cursor").clone();
    let back = app.post(SEARCH, json!({ "filter": { "search": "saint" }, "last": 4, "before": cursor })).await.data();
    let nodes: Vec<&Value> = value(&back, "territories/nodes").as_array().unwrap().iter().collect();
    let expected: Vec<&Value> = value(&start, "territories/nodes").as_array().unwrap()[6..10].iter().collect();
    assert_eq!(nodes, expected);
    // a place in one search is none in another, nor in the list by name
    for filter in [json!({ "search": "sainte" }), json!({})] {
        let refused = app.post(SEARCH, json!({ "filter": filter, "after": cursor })).await.json();
        assert_eq!(refused["errors"][0]["extensions"]["code"], "BAD_INPUT", "{refused}");
    }
}

async fn a_search_goes_with_other_conditions(app: TestApp) {
    let only = json!({ "search": "brest", "kind": ["EPCI"] });
    let found = app.post(SEARCH, json!({ "filter": only })).await.data();
    assert_eq!(value(&found, "territories/nodes"), &json!([{ "ref": "epci:242900314", "name": "Brest Métropole" }]));
    let inside = json!({ "search": "saint", "inside": ["pays:pays-de-brest"], "kind": ["COMMUNE"] });
    let found = app.post(SEARCH, json!({ "filter": inside })).await.data();
    let nodes = value(&found, "territories/nodes").as_array().unwrap();
    assert!(!nodes.is_empty() && nodes.iter().all(|it| it["ref"].as_str().unwrap().starts_with("commune:29")));
    // without a search they come by name, as ever
    let named = app.post(SEARCH, json!({ "filter": { "kind": ["COMMUNE"] }, "first": 2 })).await.data();
    assert_eq!(value(&named, "territories/nodes/0/name"), "Abbaretz");
}

on_both! {
    empty:
        what_is_meant_comes_first,
        what_fits_nothing_finds_nothing,
        every_territory_is_found_by_its_name_and_by_its_codes,
        pages_of_a_search_follow_each_other,
        a_search_goes_with_other_conditions,
    ;
}
