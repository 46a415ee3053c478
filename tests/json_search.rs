//! The search as JSON: what GraphQL finds, in the same order, with the credit and the licence of every entry; completions; and one item of
//! the agenda.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use url::form_urlencoded::byte_serialize;

use crate::searching::HOSTILE;
use crate::support::{TestApp, on_both, value};

async fn json_of(app: &TestApp, path: &str) -> Value {
    let answer = app.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    assert_eq!(answer.headers["content-type"], "application/json; charset=utf-8");
    answer.json()
}

fn written(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}

fn ids(items: &Value) -> Vec<String> {
    let id = |it: &Value| it["entry"]["id"].as_str().or(it["member"]["id"].as_str()).unwrap().to_owned();
    items.as_array().unwrap().iter().map(id).collect()
}

const FOUND: &str = "totalCount totalCountIsExact pageInfo { hasNextPage endCursor } suggestions \
    nodes { highlight highlightedTitle distanceKm entry { id attribution } member { id } } \
    facets { kind { value label count } theme { value count } year { value count } }";

async fn the_search_is_that_of_graphql(app: TestApp) {
    for (path, query) in [
        ("text=jardins+partages&first=10", "text: \"jardins partages\", first: 10"),
        ("text=brest&kind=INITIATIVE&first=50", "text: \"brest\", filter: { kind: [INITIATIVE] }, first: 50"),
        ("text=brest&kind=initiative,recipe", "text: \"brest\", filter: { kind: [INITIATIVE, RECIPE] }"),
        ("text=%22pays+de+brest%22&order=newest", "text: \"\\\"pays de brest\\\"\", orderBy: NEWEST"),
        (
            "text=jardin&territory=pays:pays-de-brest&isFreeCultural=true",
            "text: \"jardin\", filter: { territory: [\"pays:pays-de-brest\"], licence: { isFreeCultural: true } }",
        ),
        (
            "theme=alimentation&language=fr&first=7",
            "filter: { theme: [\"alimentation\"], language: [\"fr\"] }, first: 7",
        ),
        (
            "near=48.39,-4.49,60&order=nearest",
            "filter: { near: { latitude: 48.39, longitude: -4.49, radiusKm: 60 } }, orderBy: NEAREST",
        ),
        ("text=recyclrie", "text: \"recyclrie\""),
        ("text=infini&last=3", "text: \"infini\", last: 3"),
    ] {
        let found = json_of(&app, &format!("/api/search?{path}&facets=true")).await;
        let asked = app.query(&format!("{{ found: search({query}) {{ {FOUND} }} }}")).await;
        let asked = value(&asked, "found");
        assert_eq!(ids(&found["items"]), ids(&asked["nodes"]), "{path}");
        assert_eq!(found["page"]["totalCount"], asked["totalCount"], "{path}");
        assert_eq!(found["page"]["totalCountIsExact"], asked["totalCountIsExact"], "{path}");
        assert_eq!(found["page"]["hasNextPage"], asked["pageInfo"]["hasNextPage"], "{path}");
        // one cursor serves both
        assert_eq!(found["page"]["endCursor"], asked["pageInfo"]["endCursor"], "{path}");
        assert_eq!(found["suggestions"], asked["suggestions"], "{path}");
        for (item, node) in found["items"].as_array().unwrap().iter().zip(asked["nodes"].as_array().unwrap()) {
            for field in ["highlight", "highlightedTitle", "distanceKm"] {
                assert_eq!(item[field], node[field], "{path}: {field}");
            }
            assert_eq!(item["entry"]["attribution"], node["entry"]["attribution"], "{path}");
        }
        assert_eq!(found["facets"]["kind"], asked["facets"]["kind"], "{path}");
        let counts = |facets: &Value, name: &str| -> Vec<(Value, Value)> {
            let values = facets[name].as_array().unwrap().iter();
            values.map(|it| (it["value"].clone(), it["count"].clone())).collect()
        };
        for facet in ["theme", "year"] {
            assert_eq!(counts(&found["facets"], facet), counts(&asked["facets"], facet), "{path}: {facet}");
        }
    }
    assert_eq!(json_of(&app, "/api/search?text=jardin").await["facets"], Value::Null);
    assert!(json_of(&app, "/api/search?text=recyclrie").await["suggestions"][0].as_str().unwrap().contains("recycl"));
    let members = json_of(&app, "/api/search?text=infini").await;
    assert!(members["items"].as_array().unwrap().iter().any(|it| it["member"]["name"].is_string()));
}

async fn every_hit_has_its_credit_and_its_licence(app: TestApp) {
    let page = json_of(&app, "/api/search?text=jardin&fields=summary&first=50").await;
    let entries: Vec<&Value> = page["items"].as_array().unwrap().iter().map(|it| &it["entry"]).collect();
    assert!(entries.iter().any(|it| it.is_object()));
    for entry in entries.into_iter().filter(|it| it.is_object()) {
        let names: BTreeSet<&str> = entry.as_object().unwrap().keys().map(String::as_str).collect();
        let always = ["attribution", "authors", "id", "kind", "language", "licence", "slug", "summary", "title", "url"];
        assert_eq!(names, BTreeSet::from(always));
        assert!(entry["licence"]["key"].is_string() && entry["licence"]["shortName"].is_string());
        let by = app.query(&format!("{{ node(id: {}) {{ ... on Entry {{ attribution }} }} }}", entry["id"])).await;
        assert_eq!(entry["attribution"], *value(&by, "node/attribution"));
    }
    let more = json_of(&app, "/api/search?text=jardin&first=2&include=bodyHtml,translations").await;
    assert!(more["items"][0]["entry"]["bodyHtml"].is_string() && more["items"][0]["entry"]["translations"].is_array());
    let usual = json_of(&app, "/api/search?text=jardin&first=1").await;
    assert!(usual["items"][0]["entry"].get("body").is_none() && usual["items"][0]["entry"]["themes"].is_array());
    // what is asked for beside each takes one statement for all of them
    let (few, many) =
        (app.get("/api/search?text=brest&first=2").await, app.get("/api/search?text=brest&first=50").await);
    assert_eq!((few.status.as_u16(), many.status.as_u16()), (200, 200));
    assert!(many.statements() <= few.statements() + 1, "{} and {}", few.statements(), many.statements());
}

async fn pages_of_hits_follow_each_other(app: TestApp) {
    for path in ["/api/search?text=brest&first=7&fields=title", "/api/search?text=brest&perPage=9&page=1&fields=title"]
    {
        let (mut address, mut seen) = (path.to_owned(), Vec::new());
        loop {
            let answer = app.get(&address).await;
            assert_eq!(answer.status, 200, "{address}: {}", answer.text());
            let page = answer.json();
            seen.extend(ids(&page["items"]));
            let Some(next) = page["links"]["next"].as_str() else {
                assert_eq!(page["page"]["totalCount"], json!(seen.len()));
                let before = page["links"]["prev"].as_str().unwrap().strip_prefix("http://api.test").unwrap();
                assert!(!json_of(&app, before).await["items"].as_array().unwrap().is_empty());
                break;
            };
            let link = answer.headers["link"].to_str().unwrap();
            assert!(link.contains(&format!("<{next}>; rel=\"next\"")), "{link}");
            address = next.strip_prefix("http://api.test").unwrap().to_owned();
        }
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len(), "{path}");
        assert_eq!(seen[..20], ids(&json_of(&app, "/api/search?text=brest&first=20").await["items"])[..], "{path}");
    }
    for path in ["/api/search?text=jardin", "/api/suggest?text=jard"] {
        let first = app.get(path).await;
        assert_eq!(first.headers["access-control-allow-origin"], "*");
        let request = Request::get(path).header("if-none-match", &first.headers["etag"]).body(Body::empty()).unwrap();
        let again = app.send(request).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
    }
}

async fn mistakes_name_what_is_right(app: TestApp) {
    for (path, parameter, suggestion) in [
        ("search?txet=jardin", "txet", "text"),
        ("search?text=jardin&teme=numerique", "teme", "theme"),
        ("search?text=jardin&theme=jardins-partage", "theme", "jardins-partages"),
        ("search?text=jardin&kind=INITIATIV", "kind", "INITIATIVE"),
        ("search?text=jardin&kind=initiativ", "kind", "initiative"),
        ("search?text=jardin&order=newst", "order", "newest"),
        ("search?text=jardin&fields=titel", "fields", "title"),
        ("search?text=jardin&facets=tru", "facets", "true"),
        ("suggest?tex=jard", "tex", "text"),
        ("serch?text=jardin", "kind", "search"),
    ] {
        let answer = app.get(&format!("/api/{path}")).await;
        let problem = answer.json();
        assert_eq!(answer.status.as_u16(), 400, "{path}: {problem}");
        assert_eq!(answer.headers["content-type"], "application/problem+json", "{path}");
        assert_eq!((&problem["code"], &problem["parameter"]), (&json!("BAD_INPUT"), &json!(parameter)), "{path}");
        assert!(problem["suggestions"].as_array().unwrap().contains(&json!(suggestion)), "{path}: {problem}");
    }
    for (path, code) in [
        ("search?text=jardin&order=nearest", "BAD_INPUT"),
        ("search?text=jardin&text=brest", "BAD_INPUT"),
        ("search?text=jardin&first=101", "OUT_OF_RANGE"),
        ("search?text=jardin&after=zz", "BAD_INPUT"),
        ("search?text=jardin&page=2000&perPage=100", "PAGE_TOO_DEEP"),
        ("search?text=jardin&count=true", "BAD_INPUT"),
        ("search?text=jardin&status=DRAFT", "BAD_INPUT"),
        ("search?text=jardin&maturity=MATURE", "BAD_INPUT"),
        ("suggest?text=jard&first=21", "OUT_OF_RANGE"),
        ("suggest?text=jard&first=x", "BAD_INPUT"),
    ] {
        let answer = app.get(&format!("/api/{path}")).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (400, &json!(code)), "{path}: {}", answer.text());
    }
    for path in ["search/x", "suggest/x", "changes/x"] {
        assert_eq!(app.get(&format!("/api/{path}")).await.status, 404, "{path}");
    }
    let foreign = json_of(&app, "/api/search?text=brest&first=2").await;
    let cursor = foreign["page"]["endCursor"].as_str().unwrap();
    assert_eq!(app.get(&format!("/api/search?text=rennes&after={cursor}")).await.status, 400);
    // the fields of a form that nobody has filled in ask for nothing
    let blank = json_of(&app, "/api/search?text=&kind=&first=3&theme=&facets=").await;
    assert_eq!((blank["items"].as_array().unwrap().len(), &blank["facets"]), (3, &Value::Null));
}

async fn every_text_is_a_search_here_as_well(app: TestApp) {
    for text in HOSTILE {
        let (path, shown) = (written(text), text.chars().take(20).collect::<String>());
        let found = app.get(&format!("/api/search?text={path}&facets=true")).await;
        assert_eq!(found.status, 200, "{shown:?}: {}", found.text());
        assert!(!found.text().contains("<script"), "{shown:?}");
        // the texts of a list, and a page that shows what was asked
        for list in ["initiatives?search=", "search?search="] {
            assert_eq!(app.get(&format!("/api/{list}{path}")).await.status, 200, "{list}{shown:?}");
        }
        let suggested = app.get(&format!("/api/suggest?text={path}")).await;
        assert_eq!(suggested.status, 200, "{shown:?}: {}", suggested.text());
        let page = app.get(&format!("/api/explore/search?text={path}")).await;
        assert_eq!(page.status, 200, "{shown:?}");
        assert!(!page.text().contains("<script"), "{shown:?}");
    }
    // bytes that are no text, and an address that is longer than any
    for path in ["/api/search?text=%FF%FE", "/api/suggest?text=%C3", "/api/search?text=a%00b"] {
        assert_eq!(app.get(path).await.status, 200, "{path}");
    }
    for path in ["search", "suggest"] {
        let long = format!("/api/{path}?text={}", "a".repeat(60_000));
        let answer = app.get(&long).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (413, &json!("PAYLOAD_TOO_LARGE")), "{path}");
    }
}

async fn completions_are_those_of_graphql(app: TestApp) {
    for text in ["jard", "Brest rép", "les jard", "", "jardin ", "zzzz"] {
        let found = json_of(&app, &format!("/api/suggest?text={}", written(text))).await;
        let query = "query ($text: String!) { suggest(text: $text) { text count } }";
        let asked = app.post(query, json!({ "text": text })).await.data();
        assert_eq!(found["items"], asked["suggest"], "{text}");
    }
    assert!(json_of(&app, "/api/suggest").await["items"].as_array().unwrap().is_empty());
    let three = json_of(&app, "/api/suggest?text=c&first=3").await;
    assert!(three["items"].as_array().unwrap().len() <= 3);
}

async fn what_nobody_may_see_is_not_found_here_either(app: TestApp) {
    let row = |status: &str| {
        format!(
            r#"{{"kind":"article","key":"x","title":"Le xylophagisme","body":"Le xylophage mange.","authors":[{{"name":"Zzyzx"}}],"status":"{status}"}}"#
        )
    };
    let hidden = async || {
        for text in ["xylophagisme", "xylophag*", "zzyzx", "xylofagisme"] {
            let found = json_of(&app, &format!("/api/search?text={text}&facets=true")).await;
            assert_eq!((&found["page"]["totalCount"], &found["suggestions"]), (&json!(0), &json!([])), "{text}");
            assert_eq!(found["facets"]["kind"], json!([]), "{text}");
        }
        assert_eq!(json_of(&app, "/api/suggest?text=xylo").await["items"], json!([]));
    };
    app.import(&row("DRAFT")).await;
    hidden().await;
    app.import(&row("PUBLISHED")).await;
    assert_eq!(json_of(&app, "/api/search?text=xylophagisme").await["page"]["totalCount"], 1);
    app.import(r#"{"kind":"article","key":"x","deleted":true}"#).await;
    hidden().await;
}

async fn people_explore_the_search(app: TestApp) {
    assert!(app.get("/api").await.text().contains("/api/explore/search"));
    let page = app.get("/api/explore/search?text=jardin+partag%C3%A9&first=2").await.text();
    assert!(page.contains("name=\"text\" value=\"jardin partagé\"") && page.contains("&#34;highlight&#34;"), "{page}");
    assert!(page.contains("/api/explore/search?text=jardin+partag%C3%A9"), "the next page is explored as well");
    let wrong = app.get("/api/explore/search?text=a&teme=x").await.text();
    assert!(wrong.contains("theme"));
    let document = json_of(&app, "/openapi.json").await;
    for (path, parameters) in
        [("/api/search", &["text", "facets", "order", "kind", "theme"][..]), ("/api/suggest", &["text"])]
    {
        let described = document["paths"][path]["get"]["parameters"].as_array().unwrap();
        for name in parameters {
            assert!(described.iter().any(|it| it["name"] == *name), "{path}: {name}");
        }
        for parameter in described {
            let name = parameter["name"].as_str().unwrap();
            // what is described is taken: a parameter that is not known is told with all that are
            let told = app.get(&format!("{path}?{name}=%3F")).await.json();
            let allowed = told["allowed"].as_array().into_iter().flatten();
            assert!(allowed.into_iter().all(|it| it != "text"), "{path}: {name}: {told}");
        }
    }
    assert!(document["paths"]["/api/occurrences/{id}"]["get"]["responses"]["410"].is_object());
}

async fn an_item_of_the_agenda_has_an_address(app: TestApp) {
    let row = |more: &str| {
        format!(
            r#"{{"kind":"event","key":"veillee","title":"Veillée","body":"Une veillée.","authors":[{{"name":"Ana"}}],"licence":"CC-BY-4.0","timings":[{{"start":"2026-12-20T18:00:00Z","end":"2026-12-20T20:00:00Z"}}],{more}}}"#
        )
    };
    app.import(&row(r#""status":"PUBLISHED""#)).await;
    let agenda = json_of(&app, "/api/occurrences?from=2026-12-01T00:00:00Z&include=body").await;
    let items = agenda["items"].as_array().unwrap();
    let item = items.iter().find(|it| it["event"]["title"] == "Veillée").unwrap();
    let id = item["id"].as_str().unwrap();
    let answer = app.get(&format!("/api/occurrences/{id}?fields=body")).await;
    let one = answer.json();
    assert_eq!((&one["id"], &one["timing"]), (&item["id"], &item["timing"]));
    assert_eq!((&one["event"]["body"], &one["event"]["licence"]["key"]), (&json!("Une veillée."), &json!("CC-BY-4.0")));
    assert!(one["event"]["attribution"].as_str().unwrap().contains("Ana"));
    let link = answer.headers["link"].to_str().unwrap();
    assert!(
        link.contains("rel=\"license\"") && link.contains(&format!("/api/occurrences/{id}>; rel=\"self\"")),
        "{link}"
    );
    let whole = json_of(&app, &format!("/api/occurrences/{id}")).await;
    let same = json_of(&app, &format!("/api/occurrences/{}", id.trim_start_matches("occurrence:"))).await;
    assert_eq!(whole, same);
    assert_eq!(app.get(&format!("/api/occurrences/{id}?field=body")).await.json()["suggestions"], json!(["fields"]));
    for unknown in ["x", "occurrence:x", "occurrence:0199f1a2-0000-7000-8000-000000000001", "%00"] {
        assert_eq!(app.get(&format!("/api/occurrences/{unknown}")).await.status, 404, "{unknown}");
    }
    let event = item["event"]["id"].as_str().unwrap();
    app.import(r#"{"kind":"event","key":"veillee","deleted":true}"#).await;
    for gone in [format!("occurrences/{id}"), format!("events/{event}"), "events/veillee".to_owned()] {
        let answer = app.get(&format!("/api/{gone}")).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (410, &json!("GONE")), "{gone}");
        assert!(!answer.text().contains("Veillée"), "{gone}");
    }
    // one that never was public is not there at all
    app.statement(
        "UPDATE entry SET status = 'DRAFT', published_at = NULL, public_version = NULL WHERE slug = 'veillee'",
    )
    .await;
    for hidden in [format!("occurrences/{id}"), format!("events/{event}"), "events/veillee".to_owned()] {
        assert_eq!(app.get(&format!("/api/{hidden}")).await.status, 404, "{hidden}");
    }
}

on_both! {
    demo:
        the_search_is_that_of_graphql,
        every_hit_has_its_credit_and_its_licence,
        pages_of_hits_follow_each_other,
        mistakes_name_what_is_right,
        every_text_is_a_search_here_as_well,
        completions_are_those_of_graphql,
        what_nobody_may_see_is_not_found_here_either,
        people_explore_the_search,
    ;
    empty:
        an_item_of_the_agenda_has_an_address,
    ;
}
