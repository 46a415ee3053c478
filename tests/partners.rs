//! What the pages for partners show is asked here, in both languages: the frame, every request, and the script, which runs in
//! Node.js as in a page.

use std::process::Command;

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;
use url::form_urlencoded::byte_serialize;

use crate::support::{Answer, Engine, Served, TestApp, on_both, tool, value};

const PAGES: [&str; 2] = ["docs/partners.md", "docs/fr/partenaires.md"];

/// As much of a page as the script touches; what it made is printed when nothing is left to be done.
const DOCUMENT: &str = r#"
const element = (tag) => ({ tag, children: [], append(...them) { this.children.push(...them); } });
const list = element("ul");
globalThis.document = { createElement: element, getElementById: (id) => (id === "bretagne-creative" ? list : null) };
process.on("beforeExit", () => { console.log(JSON.stringify(list.children)); process.exit(); });
"#;

fn page(name: &str) -> String {
    std::fs::read_to_string(format!("{}/../{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// What stands between two marks, each time.
fn between<'a>(text: &'a str, begin: &'a str, end: &'a str) -> Vec<&'a str> {
    text.split(begin).skip(1).map(|it| it.split_once(end).unwrap().0).collect()
}

fn address(query: &str) -> String {
    format!("/graphql?query={}", byte_serialize(query.as_bytes()).collect::<String>())
}

async fn from_another_site(app: &TestApp, path: &str, held: &str) -> Answer {
    let request = Request::get(path).header("origin", "https://partner.test").header("if-none-match", held);
    app.send(request.body(Body::empty()).unwrap()).await
}

async fn every_request_is_answered_to_any_site(app: TestApp) {
    for name in PAGES {
        let page = page(name);
        let requests = between(&page, "--data-urlencode 'query=", "'");
        assert_eq!(requests.len(), page.matches("curl ").count(), "{name}");
        let mut asked = Vec::new();
        for request in requests {
            let answer = from_another_site(&app, &address(request), "").await;
            assert_eq!(answer.headers["access-control-allow-origin"], "*");
            let again = from_another_site(&app, &address(request), answer.headers["etag"].to_str().unwrap()).await;
            assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{request}");
            let data = answer.data();
            let (field, rows) = data.as_object().unwrap().iter().next().unwrap();
            match field.as_str() {
                // nobody has this id: what is gone is answered alike
                "nodes" => assert_eq!(rows, &serde_json::json!([null])),
                "occurrences" => assert!(rows["nodes"].is_array()),
                "territories" => {
                    let refs = rows["nodes"].as_array().unwrap();
                    assert!(refs.iter().any(|it| it["ref"] == "pays:pays-de-brest"), "{rows}");
                }
                _ => assert!(!rows["nodes"].as_array().unwrap().is_empty(), "{request}: {rows}"),
            }
            asked.push(field.clone());
        }
        assert_eq!(asked, ["initiatives", "occurrences", "territories", "themes", "entries", "nodes"], "{name}");
        let postal_code = r#"{ territories(filter: { postalCode: "29200" }) { nodes { ref } } }"#;
        assert!(page.contains(r#"postalCode: "29200""#));
        assert_eq!(value(&app.query(postal_code).await, "territories/nodes/0/ref"), "commune:29019");
    }
}

async fn the_frame_holds_what_the_licence_asks_for(app: TestApp) {
    for name in PAGES {
        let page = page(name);
        let path = between(&page, "src=\"https://api.example.org", "\"")[0];
        let framed = app.get(path).await;
        assert_eq!(framed.status, 200, "{path}");
        let policy = framed.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors *") && policy.contains("default-src 'none'"), "{policy}");
        assert!(!framed.headers.contains_key("x-frame-options") && !framed.headers.contains_key("set-cookie"));
        let title = between(&page, "title=\"", "\"")[0];
        assert!(framed.text().contains(title) && framed.text().contains("CC BY-SA 4.0"));
    }
}

#[test]
fn the_script_shows_a_list_with_its_credits() {
    let Some(node) = tool("node") else { return };
    Engine::Sqlite.tell(TestApp::demo, async |app: TestApp| {
        let served = Served::start(env!("CARGO_BIN_EXE_bretagne-creative"), &app.database_url(), &[("BC_LOG", "warn")]);
        for name in PAGES {
            let page = page(name);
            let script = between(&page, "<script>", "</script>")[0];
            let script = script.replace("https://api.example.org", &format!("http://{}", served.address));
            let ran = Command::new(&node).arg("--eval").arg(format!("{DOCUMENT}{script}")).output().unwrap();
            assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
            let items: Value = serde_json::from_slice(&ran.stdout).unwrap();
            assert_eq!(items.as_array().unwrap().len(), 5, "{items}");
            let [link, _, credit] = items[0]["children"].as_array().unwrap().as_slice() else { panic!("{items}") };
            assert!(link["href"].as_str().unwrap().starts_with("http") && link["textContent"].is_string());
            assert!(credit["innerHTML"].as_str().unwrap().contains("<a "), "{credit}");
        }
    });
}

on_both! {
    demo:
        every_request_is_answered_to_any_site,
        the_frame_holds_what_the_licence_asks_for,
    ;
}
