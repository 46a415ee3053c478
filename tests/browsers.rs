//! What browsers and the clients in them do: preflights, slashes at the end, pages in place of data, names that lead elsewhere.

use axum::body::Body;
use axum::http::{Method, Request};
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::sessions::{person, sign_in};
use crate::support::{Answer, Served, TestApp, on_both, value};

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

async fn ask(app: &TestApp, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = Request::builder().method(method).uri(path);
    let request = headers.iter().fold(request, |it, (name, value)| it.header(*name, *value));
    app.send(request.body(Body::empty()).unwrap()).await
}

async fn a_page_may_send_the_headers_that_its_libraries_add(app: TestApp) {
    let wished = "apollographql-client-name,authorization,baggage,cache-control,content-type,sentry-trace,traceparent";
    for method in ["POST", "GET"] {
        let preflight = [
            ("origin", "https://site.test"),
            ("access-control-request-method", method),
            ("access-control-request-headers", wished),
        ];
        let answer = ask(&app, Method::OPTIONS, "/graphql", &preflight).await;
        let header = |name: &str| answer.headers[name].to_str().unwrap().to_owned();
        assert_eq!((answer.status.as_u16(), header("access-control-allow-origin")), (200, "*".to_owned()));
        assert_eq!(
            (header("access-control-allow-headers"), header("access-control-max-age")),
            (wished.to_owned(), "86400".to_owned())
        );
        assert!(header("vary").contains("access-control-request-headers"));
        assert!(!answer.headers.contains_key("access-control-allow-credentials"), "no cookie speaks for anybody");
    }
    let answer = app.post_with(&[("origin", "https://site.test")], "{ network { name } }", Value::Null).await;
    let exposed = answer.headers["access-control-expose-headers"].to_str().unwrap();
    for name in ["x-request-id", "retry-after", "www-authenticate", "etag"] {
        assert!(exposed.contains(name), "{name} in {exposed}");
    }
}

async fn a_slash_at_the_end_names_the_same(app: TestApp) {
    for path in ["/graphiql/", "/embed/initiative/heol/", "/schema.graphql/", "/health/live/"] {
        let (with, without) = (app.get(path).await, app.get(path.trim_end_matches('/')).await);
        assert_eq!((with.status.as_u16(), &with.body), (200, &without.body), "{path}");
    }
    let request = Request::post("/graphql/").header("content-type", "application/json");
    let answer = app.send(request.body(Body::from(r#"{"query":"{ network { name } }"}"#)).unwrap()).await;
    assert!(answer.data()["network"]["name"].is_string());
    let query = app.get("/graphql/?query={network{name}}").await;
    assert!(query.data()["network"]["name"].is_string());
    assert_eq!(
        (app.get("/nothing/").await.status.as_u16(), app.get("//elsewhere.test/").await.status.as_u16()),
        (404, 404)
    );
}

async fn a_browser_is_led_to_the_explorer(app: TestApp) {
    let led = ask(&app, Method::GET, "/graphql", &[("accept", BROWSER)]).await;
    assert_eq!((led.status.as_u16(), led.headers["location"].to_str().unwrap()), (303, "/graphiql"));
    for accept in ["application/json", "*/*", "application/graphql-response+json, text/html;q=0.5"] {
        let refused = ask(&app, Method::GET, "/graphql", &[("accept", accept)]).await;
        assert_eq!(refused.status, 400, "{accept}");
        assert_eq!(refused.json()["errors"][0]["extensions"]["code"], "MALFORMED");
    }
    let asked = ask(&app, Method::GET, "/graphql?query={network{name}}", &[("accept", BROWSER)]).await;
    assert!(asked.data()["network"]["name"].is_string(), "who asks something is answered");
}

async fn who_speaks_json_is_told_in_json(app: TestApp) {
    for (method, path, headers, status, code) in [
        (Method::GET, "/nothing", [("accept", "application/json")], 404, "NOT_FOUND"),
        (Method::POST, "/api/graphql", [("content-type", "application/json")], 405, "METHOD_NOT_ALLOWED"),
        (Method::POST, "/graphiql", [("content-type", "application/json")], 405, "METHOD_NOT_ALLOWED"),
        (Method::DELETE, "/embed/article/x", [("accept", "application/problem+json")], 405, "METHOD_NOT_ALLOWED"),
        (Method::GET, "/embed/article/nothing", [("accept", "application/vnd.api+json")], 404, "NOT_FOUND"),
    ] {
        let answer = ask(&app, method, path, &headers).await;
        assert_eq!(
            (answer.status.as_u16(), answer.headers["content-type"].to_str().unwrap()),
            (status, "application/problem+json"),
            "{path}"
        );
        let said = answer.json();
        assert_eq!((&said["status"], &said["code"]), (&json!(status), &json!(code)));
        assert!(
            said["detail"].as_str().unwrap().len() > 5
                && said["requestId"] == answer.headers["x-request-id"].to_str().unwrap()
        );
        assert_eq!(answer.headers.contains_key("allow"), status == 405, "{path}");
    }
    for accept in [BROWSER, "*/*"] {
        let answer = ask(&app, Method::GET, "/nothing", &[("accept", accept)]).await;
        assert_eq!(
            (answer.status.as_u16(), answer.headers["content-type"].to_str().unwrap()),
            (404, "text/plain; charset=utf-8")
        );
    }
    let other = ask(&app, Method::PUT, "/graphql", &[]).await;
    assert_eq!(
        (other.status.as_u16(), &other.json()["errors"][0]["extensions"]["code"]),
        (405, &json!("METHOD_NOT_ALLOWED"))
    );
}

async fn a_page_that_was_public_is_gone_and_one_that_never_was_is_not_there(app: TestApp) {
    person(&app, "chief", Role::Admin, &[]).await;
    let (chief, _) = sign_in(&app, "chief").await;
    let found = app.query("{ initiative(by: { slug: \"heol\" }) { id version } }").await;
    let input =
        json!({ "input": { "id": value(&found, "initiative/id"), "version": value(&found, "initiative/version") } });
    let withdraw = "mutation ($input: EntryWithdrawInput!) { entryWithdraw(input: $input) { userErrors { message } } }";
    let done = app.post_as(&chief, "published", withdraw, input).await.data();
    assert_eq!(done["entryWithdraw"]["userErrors"], json!([]));
    for path in ["/embed/initiative/heol", "/embed/initiative/heol/"] {
        let gone = app.get(path).await;
        assert_eq!((gone.status.as_u16(), gone.headers["cache-control"].to_str().unwrap()), (410, "no-store"));
        assert!(!gone.text().contains("Heol"), "nothing of it is told");
    }
    assert_eq!(app.get("/embed/recipe/heol").await.status, 404, "of another kind there was none");
    let create = "mutation { recipeCreate(input: { title: \"Jamais vu\" }) { recipe { slug } } }";
    let made = app.post_as(&chief, "latest", create, Value::Null).await.data();
    assert_eq!(value(&made, "recipeCreate/recipe/slug"), "jamais-vu");
    assert_eq!(app.get("/embed/recipe/jamais-vu").await.status, 404, "a draft was never public");
    for page in ["/", "/graphiql"] {
        assert_eq!(app.get(page).await.headers["cross-origin-opener-policy"], "same-origin", "{page}");
    }
}

on_both! {
    demo:
        a_slash_at_the_end_names_the_same,
        a_page_that_was_public_is_gone_and_one_that_never_was_is_not_there,
    ;
    empty:
        a_page_may_send_the_headers_that_its_libraries_add,
        a_browser_is_led_to_the_explorer,
        who_speaks_json_is_told_in_json,
    ;
}
/// A page of the web whose name is made to lead here must not read the counts.
#[test]
fn counts_are_for_who_knows_the_name_of_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("a.db").display());
    let settings = [
        ("BC_LOG", "error"),
        ("BC_METRICS_LISTEN", "127.0.0.1:0"),
        ("BC_METRICS_HOSTS", "api.internal, counts.internal"),
    ];
    let served = Served::start(env!("CARGO_BIN_EXE_bretagne-creative"), &database, &settings);
    let address = served.counts().unwrap();
    let own = address.to_string();
    for (host, status) in [
        (own.as_str(), 200),
        ("localhost", 200),
        ("LOCALHOST:9000", 200),
        ("[::1]:9000", 200),
        ("counts.internal", 200),
        ("api.internal:9000", 200),
        ("attacker.test", 421),
        ("attacker.test:9000", 421),
        ("localhost.attacker.test", 421),
        ("127.0.0.1.attacker.test", 421),
        ("192.0.2.7", 421),
        ("", 421),
    ] {
        let head = format!("GET /metrics HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let reply = Served::raw_to(address, head.as_bytes()).unwrap();
        assert_eq!(reply.status, status, "{host}");
        assert_eq!(String::from_utf8_lossy(&reply.body).contains("http_requests"), status == 200, "{host}");
    }
}
