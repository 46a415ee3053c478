//! The JSON below `/api`: the same content, filters, orders and pages as GraphQL; credit and licence in each item; clear problems.

use std::collections::BTreeSet;
use std::process::Command;

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::{Engine, Served, TestApp, on_both, tool, value};

const KINDS: [&str; 11] = [
    "initiatives",
    "recipes",
    "articles",
    "events",
    "occurrences",
    "pages",
    "members",
    "territories",
    "themes",
    "licences",
    "sources",
];

async fn json_of(app: &TestApp, path: &str) -> Value {
    let answer = app.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    assert_eq!(answer.headers["content-type"], "application/json; charset=utf-8");
    answer.json()
}

fn texts(items: &Value, field: &str) -> Vec<String> {
    items.as_array().unwrap().iter().map(|it| it[field].as_str().unwrap_or_default().to_owned()).collect()
}

async fn lists_are_those_of_graphql(app: TestApp) {
    for (path, query) in [
        ("initiatives", "initiatives(first: 20)"),
        (
            "initiatives?territory=pays:pays-de-brest&first=50",
            "initiatives(first: 50, filter: { territory: [\"pays:pays-de-brest\"] })",
        ),
        (
            "initiatives?theme=numerique,alimentation&order=title",
            "initiatives(filter: { theme: [\"numerique\", \"alimentation\"] }, orderBy: [{ field: TITLE, direction: ASC }])",
        ),
        ("recipes?order=-title&first=3", "recipes(first: 3, orderBy: [{ field: TITLE, direction: DESC }])"),
        ("articles?articleKind=SUMMARY&first=5", "articles(first: 5, filter: { articleKind: [SUMMARY] })"),
        (
            "articles?isFreeCultural=true&language=fr",
            "articles(filter: { licence: { isFreeCultural: true }, language: [\"fr\"] })",
        ),
        (
            "initiatives?near=48.39,-4.49,20",
            "initiatives(filter: { near: { latitude: 48.39, longitude: -4.49, radiusKm: 20 } })",
        ),
        (
            "initiatives?within=48,-5,49,-4",
            "initiatives(filter: { within: { south: 48, west: -5, north: 49, east: -4 } })",
        ),
        ("initiatives?search=jardin", "initiatives(filter: { search: \"jardin\" })"),
        (
            "events?endsAfter=2026-12-10T00:00:00Z&startsBefore=2026-12-20T00:00:00Z",
            "events(filter: { endsAfter: \"2026-12-10T00:00:00Z\", startsBefore: \"2026-12-20T00:00:00Z\" })",
        ),
        ("initiatives?page=2&perPage=7", "initiatives(page: 2, perPage: 7)"),
        ("members?kind=ORGANISATION", "members(filter: { kind: [ORGANISATION] })"),
        (
            "territories?inside=pays:pays-de-brest&kind=COMMUNE",
            "territories(filter: { inside: [\"pays:pays-de-brest\"], kind: [COMMUNE] })",
        ),
        ("themes?isRoot=true", "themes(filter: { isRoot: true })"),
        ("sources?search=bretons", "sources(filter: { search: \"bretons\" })"),
    ] {
        let found = json_of(&app, &format!("/api/{path}")).await;
        let asked =
            app.query(&format!("{{ list: {query} {{ nodes {{ id }} pageInfo {{ hasNextPage endCursor }} }} }}")).await;
        assert_eq!(texts(&found["items"], "id"), texts(value(&asked, "list/nodes"), "id"), "{path}");
        assert_eq!(found["page"]["hasNextPage"], *value(&asked, "list/pageInfo/hasNextPage"), "{path}");
        // one cursor serves both
        assert_eq!(found["page"]["endCursor"], *value(&asked, "list/pageInfo/endCursor"), "{path}");
    }
    let licences = json_of(&app, "/api/licences?first=100&isFreeCultural=true").await;
    assert!(licences["items"].as_array().unwrap().iter().all(|it| it["isFreeCultural"] == true));
    let agenda = json_of(&app, "/api/occurrences?from=2015-01-01T00:00:00Z&to=2024-02-01T00:00:00Z").await;
    let asked = app.query("{ occurrences(from: \"2015-01-01T00:00:00Z\", to: \"2024-02-01T00:00:00Z\") { nodes { id event { id } } } }").await;
    assert_eq!(texts(&agenda["items"], "id"), texts(value(&asked, "occurrences/nodes"), "id"));
    assert!(agenda["items"][0]["event"]["attribution"].is_string());
}

async fn pages_lead_through_the_whole_list(app: TestApp) {
    for path in [
        "/api/initiatives?first=9&fields=title",
        "/api/members?first=30",
        "/api/articles?perPage=10",
        "/api/occurrences?first=5&from=2010-01-01T00:00:00Z",
    ] {
        let (mut address, mut seen) = (path.to_owned(), Vec::new());
        let last = loop {
            let answer = app.get(&address).await;
            assert_eq!(answer.status, 200, "{address}: {}", answer.text());
            let page = answer.json();
            seen.extend(texts(&page["items"], "id"));
            let Some(next) = page["links"]["next"].as_str() else { break address };
            let link = answer.headers["link"].to_str().unwrap();
            assert!(link.contains(&format!("<{next}>; rel=\"next\"")), "{link}");
            address = next.strip_prefix("http://api.test").unwrap().to_owned();
        };
        let distinct: BTreeSet<&String> = seen.iter().collect();
        assert_eq!(distinct.len(), seen.len(), "{path}");
        let whole = json_of(&app, &format!("{path}&count=true")).await;
        assert_eq!(whole["page"]["totalCount"], seen.len(), "{path}");
        // and back
        let back = json_of(&app, &last).await;
        let before = back["links"]["prev"].as_str().unwrap().strip_prefix("http://api.test").unwrap().to_owned();
        assert!(!json_of(&app, &before).await["items"].as_array().unwrap().is_empty());
    }
}

async fn credit_and_licence_stay_whatever_is_asked_for(app: TestApp) {
    for kind in ["initiatives", "recipes", "articles", "events", "pages"] {
        let page = json_of(&app, &format!("/api/{kind}?fields=summary&first=5")).await;
        for item in page["items"].as_array().unwrap() {
            let names: BTreeSet<&str> = item.as_object().unwrap().keys().map(String::as_str).collect();
            let always =
                ["attribution", "authors", "id", "kind", "language", "licence", "slug", "summary", "title", "url"];
            assert_eq!(names, BTreeSet::from(always), "{kind}");
            assert!(item["licence"]["key"].is_string() && item["licence"]["shortName"].is_string());
            let by = app.query(&format!("{{ node(id: {}) {{ ... on Entry {{ attribution }} }} }}", item["id"])).await;
            assert_eq!(item["attribution"], *value(&by, "node/attribution"));
        }
    }
    let usual = json_of(&app, "/api/recipes?first=1").await;
    assert!(usual["items"][0].get("body").is_none() && usual["items"][0].get("duration").is_some());
    let more = json_of(&app, "/api/recipes?first=1&include=steps,bodyHtml,initiatives").await;
    assert!(
        more["items"][0]["steps"].is_array()
            && more["items"][0]["bodyHtml"].is_string()
            && more["items"][0]["themes"].is_array()
    );
    let one = json_of(&app, "/api/recipes/organiser-un-repair-cafe").await;
    assert!(one["body"].as_str().unwrap().len() > 100 && one["steps"].as_array().unwrap().len() > 1);
    assert_eq!(one["url"], "https://site.test/recipe/organiser-un-repair-cafe");
    let same = json_of(&app, &format!("/api/recipes/{}", one["id"].as_str().unwrap())).await;
    assert_eq!(one, same);
    for path in [
        "territories/brest",
        "territories/commune:29019",
        "licences/CC-BY-SA-4.0",
        "themes/numerique",
        "sources/eco-bretons",
    ] {
        assert!(json_of(&app, &format!("/api/{path}")).await["id"].is_string(), "{path}");
    }
    let names = json_of(&app, "/api/themes/numerique?fields=names").await;
    assert_eq!(names.as_object().unwrap().len(), 4, "{names}");
}

async fn what_is_read_beside_takes_one_statement_each(app: TestApp) {
    let few = app.get("/api/initiatives?first=2&include=articles,recipes,translations,body").await;
    let many = app.get("/api/initiatives?first=70&include=articles,recipes,translations,body").await;
    assert_eq!((few.status.as_u16(), many.status.as_u16()), (200, 200));
    assert!(many.statements() <= 14, "{}", many.statements());
    assert!(app.get("/api/initiatives?first=100").await.statements() <= 3);
    assert_eq!(app.get("/api/themes?first=100").await.statements(), 0);
    let linked = many.json()["items"].as_array().unwrap().iter().any(|it| it["articles"][0]["attribution"].is_string());
    assert!(linked);
}

async fn problems_name_what_is_right(app: TestApp) {
    for (path, status, parameter, suggestion) in [
        ("initiativs", 400, "kind", "initiatives"),
        ("recipe", 400, "kind", "recipes"),
        ("initiatives?teme=numerique", 400, "teme", "theme"),
        ("initiatives?theme=jardins-partage", 400, "theme", "jardins-partages"),
        ("initiatives?territory=pays:pays-de-brets", 400, "territory", "pays:pays-de-brest"),
        ("initiatives?licence=CC-BYSA-4.0", 400, "licence", "CC-BY-SA-4.0"),
        ("initiatives?fields=titel", 400, "fields", "title"),
        ("initiatives?include=artikles", 400, "include", "articles"),
        ("initiatives?order=titre", 400, "order", "title"),
        ("initiatives?maturity=MATUR", 400, "maturity", "MATURE"),
        ("recipes/organiser-un-repair-cafe?field=title", 400, "field", "fields"),
    ] {
        let answer = app.get(&format!("/api/{path}")).await;
        let problem = answer.json();
        assert_eq!(answer.status.as_u16(), status, "{path}: {problem}");
        assert_eq!(answer.headers["content-type"], "application/problem+json", "{path}");
        assert_eq!((&problem["code"], &problem["parameter"]), (&json!("BAD_INPUT"), &json!(parameter)), "{path}");
        assert!(problem["suggestions"].as_array().unwrap().contains(&json!(suggestion)), "{path}: {problem}");
        assert!(problem["detail"].as_str().unwrap().len() > 10 && problem["requestId"].is_string());
    }
    for (path, code) in [
        ("initiatives?first=0", "OUT_OF_RANGE"),
        ("initiatives?first=101", "OUT_OF_RANGE"),
        ("initiatives?first=x", "BAD_INPUT"),
        ("initiatives?first=5&last=5", "BAD_INPUT"),
        ("initiatives?first=5&first=6", "BAD_INPUT"),
        ("initiatives?page=2000&perPage=100", "PAGE_TOO_DEEP"),
        ("initiatives?after=zz", "BAD_INPUT"),
        ("initiatives?near=1,2", "BAD_INPUT"),
        ("initiatives?near=95,2,3", "OUT_OF_RANGE"),
        ("initiatives?near=48,-4,900", "OUT_OF_RANGE"),
        ("initiatives?within=49,-4,48,-5", "OUT_OF_RANGE"),
        ("initiatives?publishedAfter=yesterday", "BAD_INPUT"),
        ("initiatives?isFreeCultural=maybe", "BAD_INPUT"),
        ("initiatives?status=DRAFT", "BAD_INPUT"),
        ("initiatives?language=%00", "BAD_INPUT"),
        ("initiatives?author=nobody-at-all", "BAD_INPUT"),
        ("events?from=2026-01-01T00:00:00Z", "BAD_INPUT"),
        ("initiatives?first=100&include=articles,recipes,events,adaptations&perPage=100", "BAD_INPUT"),
    ] {
        let answer = app.get(&format!("/api/{path}")).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (400, &json!(code)), "{path}: {}", answer.text());
    }
    for path in [
        "recipes/nothing-here",
        "recipes/0199f1a2-0000-7000-8000-000000000001",
        "members/nobody",
        "occurrences/x",
        "recipes/%FF",
        "recipes/a/b",
    ] {
        let answer = app.get(&format!("/api/{path}")).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["code"]), (404, &json!("NOT_FOUND")), "{path}");
    }
    let french = Request::get("/api/initiatives?teme=x").header("accept-language", "fr").body(Body::empty()).unwrap();
    let told = app.send(french).await.json();
    assert!(told["detail"].as_str().unwrap().contains("Vouliez-vous dire « theme »"), "{told}");
    // the fields of a form that nobody has filled in ask for nothing
    assert_eq!(app.get("/api/initiatives?teme=").await.status, 400);
    assert_eq!(json_of(&app, "/api/initiatives?theme=&first=&search=").await["items"].as_array().unwrap().len(), 20);
    let long = format!("/api/initiatives?search={}", "a".repeat(20_000));
    assert_eq!(app.get(&long).await.status, 413);
}

async fn what_is_held_is_not_sent_again(app: TestApp) {
    for path in
        KINDS.map(|it| format!("/api/{it}")).into_iter().chain(["/openapi.json", "/api/changes"].map(str::to_owned))
    {
        let first = app.get(&path).await;
        assert_eq!(first.status, 200, "{path}");
        assert_eq!(first.headers["cache-control"], "public, no-cache", "{path}");
        assert_eq!(first.headers["access-control-allow-origin"], "*");
        let request = Request::get(&path).header("if-none-match", &first.headers["etag"]).body(Body::empty()).unwrap();
        let again = app.send(request).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
    }
}

async fn what_is_not_public_does_not_exist(app: TestApp) {
    let rows = |status: &str| {
        format!(
            "{{\"kind\":\"article\",\"key\":\"secret\",\"title\":\"Hushhush\",\"body\":\"x\",\"language\":\"fr\",\"licence\":\"CC-BY-4.0\",\"authors\":[{{\"name\":\"X\"}}],\"status\":\"{status}\"}}"
        )
    };
    app.import(&rows("DRAFT")).await;
    let hidden = async || {
        for path in ["/api/articles?search=hushhush", "/api/articles?first=100", "/api/changes?first=100"] {
            let answer = app.get(path).await;
            assert!(!answer.text().contains("Hushhush"), "{path}");
        }
        app.get("/api/articles/secret").await.status.as_u16()
    };
    assert_eq!(hidden().await, 404);
    app.import(&rows("PUBLISHED")).await;
    assert_eq!(json_of(&app, "/api/articles/secret").await["title"], "Hushhush");
    app.import("{\"kind\":\"article\",\"key\":\"secret\",\"deleted\":true}").await;
    assert_eq!(hidden().await, 410);
    assert_eq!(app.get("/api/articles/secret").await.json()["code"], "GONE");
}

async fn hostile_texts_stay_texts(app: TestApp) {
    let title = "a < b & \"c\" ]]> \u{1f4a9}";
    let row = json!({ "kind": "article", "key": "hostile", "title": title, "body": "<script>alert(1)</script> **b** ".repeat(400),
        "language": "fr", "licence": "CC-BY-4.0", "authors": [{ "name": "O'Hara \"X\" & Co" }], "status": "PUBLISHED" });
    assert!(app.import(&row.to_string()).await.summary().is_clean());
    let item = json_of(&app, "/api/articles/hostile").await;
    assert_eq!((&item["title"], &item["authors"][0]["name"]), (&json!(title), &json!("O'Hara \"X\" & Co")));
    assert!(!item["bodyHtml"].as_str().unwrap().contains("<script"));
    assert!(item["attributionHtml"].as_str().unwrap().contains("&amp; Co"));
    let page = app.get("/api/explore/articles?search=%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert_eq!(page.status, 200);
    assert!(
        !page.text().contains("<script")
            && page.headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'")
    );
}

async fn the_description_fits_the_answers(app: TestApp) {
    let document = json_of(&app, "/openapi.json").await;
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["servers"][0]["url"], "http://api.test");
    for kind in KINDS {
        let operation = &document["paths"][format!("/api/{kind}")]["get"];
        assert!(operation["operationId"].is_string(), "{kind}");
        // every parameter that is described is taken
        for parameter in operation["parameters"].as_array().unwrap() {
            let name = parameter["name"].as_str().unwrap();
            assert!(parameter["description"].as_str().is_some_and(|it| it.len() > 10), "{kind}: {name}");
            let answer = app.get(&format!("/api/{kind}?{name}=%3F")).await;
            assert_ne!(
                answer.json()["detail"].as_str().map(|it| it.contains("paramètre « ") && it.contains("pas ici de")),
                Some(true),
                "{kind}: {name}"
            );
        }
        // every field that is answered is described
        let page = json_of(&app, &format!("/api/{kind}?first=3")).await;
        let name = operation["responses"]["200"]["content"]["application/json"]["schema"]["properties"]["items"]["items"]["$ref"].as_str().unwrap();
        let mut known = BTreeSet::new();
        described(&document, name, &mut known);
        for item in page["items"].as_array().unwrap() {
            for field in item.as_object().unwrap().keys() {
                assert!(known.contains(field), "{kind}: {field} is not in {known:?}");
            }
        }
    }
}

/// The names of the properties of a schema, those of its parts included.
fn described(document: &Value, reference: &str, known: &mut BTreeSet<String>) {
    let schema = document.pointer(reference.trim_start_matches('#')).unwrap_or_else(|| panic!("{reference}"));
    for part in schema["allOf"].as_array().into_iter().flatten().chain([schema]) {
        if let Some(reference) = part["$ref"].as_str() {
            described(document, reference, known);
        }
        known.extend(part["properties"].as_object().into_iter().flat_map(|it| it.keys().cloned()));
    }
}

async fn people_explore_it(app: TestApp) {
    let page = app.get("/api").await;
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    assert!(KINDS.iter().all(|it| page.text().contains(&format!("/api/explore/{it}"))));
    for kind in KINDS {
        let page = app.get(&format!("/api/explore/{kind}?first=2")).await;
        assert_eq!(page.status, 200, "{kind}");
        assert!(
            page.text().contains("&#34;items&#34;") && page.text().contains("name=\"first\" value=\"2\""),
            "{kind}"
        );
    }
    let wrong = app.get("/api/explore/recipes?theme=jardins-partage").await;
    assert!(wrong.text().contains("jardins-partages"), "what is wrong is shown");
    let request = Request::get("/api").header("accept", "application/json").body(Body::empty()).unwrap();
    assert_eq!(app.send(request).await.headers["location"], "/openapi.json");
    let post = Request::post("/api/recipes").body(Body::empty()).unwrap();
    assert_eq!(app.send(post).await.status, 405);
}

on_both! {
    demo:
        lists_are_those_of_graphql,
        pages_lead_through_the_whole_list,
        credit_and_licence_stay_whatever_is_asked_for,
        what_is_read_beside_takes_one_statement_each,
        problems_name_what_is_right,
        what_is_held_is_not_sent_again,
        what_is_not_public_does_not_exist,
        hostile_texts_stay_texts,
        the_description_fits_the_answers,
        people_explore_it,
        every_request_of_the_page_is_answered,
    ;
}

const PAGES: [&str; 2] = ["docs/json.md", "docs/fr/json.md"];

/// What a page tells readers to ask is answered, in both languages alike.
async fn every_request_of_the_page_is_answered(app: TestApp) {
    let mut shown = Vec::new();
    for name in PAGES {
        let page = std::fs::read_to_string(format!("{}/../{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let addresses: Vec<&str> = page
            .split("https://api.example.org")
            .skip(1)
            .map(|it| it.split(['\'', '"', '`', ' ']).next().unwrap())
            .collect();
        let asked: Vec<&str> =
            addresses.into_iter().filter(|it| it.starts_with("/api/") || it.starts_with("/openapi")).collect();
        assert!(asked.len() >= 9, "{asked:?}");
        for path in &asked {
            let answer = app.get(path).await;
            let is_wrong = path.contains("teme=");
            assert_eq!(answer.status.as_u16(), if is_wrong { 400 } else { 200 }, "{path}");
            let found = answer.json();
            // the events of the corpus are over
            let is_list = path.contains('?') && !path.contains("include=parents") && !path.contains("occurrences");
            let is_list = is_list && !is_wrong;
            assert!(!is_list || !found["items"].as_array().unwrap().is_empty(), "{path}");
        }
        // what is shown of an answer is what is answered
        let sample: Value =
            serde_json::from_str(page.split("```json\n").nth(1).unwrap().split("```").next().unwrap()).unwrap();
        let answer = json_of(&app, "/api/initiatives?first=1&fields=id").await;
        for part in ["", "/page", "/links", "/items/0", "/items/0/licence"] {
            let keys =
                |of: &Value| of.pointer(part).unwrap().as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
            assert_eq!(keys(&sample), keys(&answer), "{part}");
        }
        let programs: Vec<&str> =
            page.split("```").skip(1).step_by(2).filter(|it| it.starts_with("sh") || it.starts_with("html")).collect();
        shown.push(programs.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
    }
    assert_eq!(shown[0], shown[1], "the programs of both pages are the same");
}

/// As much of a page as the script touches; what it made is printed when nothing is left to be done.
const DOCUMENT: &str = r#"
const element = (tag) => ({ tag, children: [], append(...them) { this.children.push(...them); } });
const list = element("ul");
globalThis.document = { createElement: element, getElementById: (id) => (id === "bretagne-creative" ? list : null) };
process.on("beforeExit", () => { console.log(JSON.stringify(list.children)); process.exit(); });
"#;

#[test]
fn the_script_of_the_page_makes_a_list() {
    let Some(node) = tool("node") else { return };
    Engine::Sqlite.tell(TestApp::demo, async |app: TestApp| {
        let served = Served::start(env!("CARGO_BIN_EXE_bretagne-creative"), &app.database_url(), &[("BC_LOG", "warn")]);
        for name in PAGES {
            let page = std::fs::read_to_string(format!("{}/../{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
            let script = page.split("<script>").nth(1).unwrap().split("</script>").next().unwrap();
            let script = script.replace("https://api.example.org", &format!("http://{}", served.address));
            let ran = Command::new(&node).arg("--eval").arg(format!("{DOCUMENT}{script}")).output().unwrap();
            assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
            let items: Value = serde_json::from_slice(&ran.stdout).unwrap();
            assert_eq!(items.as_array().unwrap().len(), 5, "{items}");
            assert!(items[0]["children"][0]["textContent"].is_string());
            assert!(items[0]["children"][2]["innerHTML"].as_str().unwrap().contains("<a "));
        }
    });
}
