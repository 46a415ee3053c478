//! The face that the web sees: media types, statuses, headers, pages.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;
use sha2::Digest;

use crate::support::{Answer, Served, TestApp, on_both};

async fn queries_come_by_post_and_by_get(app: TestApp) {
    let answer = app.get("/graphql?query=query(%24n:Int)%7Binitiatives(first:%24n)%7Bnodes%7Bslug%7D%7D%7D&variables=%7B%22n%22:1%7D").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["data"]["initiatives"]["nodes"].as_array().unwrap().len(), 1);
    assert_eq!(answer.headers["content-type"], "application/json; charset=utf-8");
    assert_eq!(answer.headers["access-control-allow-origin"], "*");
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
}

async fn the_newer_media_type_tells_what_could_not_begin(app: TestApp) {
    for (accept, status) in [("application/json", 200), ("application/graphql-response+json", 400)] {
        let request = Request::post("/graphql").header("content-type", "application/json").header("accept", accept);
        let answer = app.send(request.body(Body::from(r#"{"query":"{ nothing }"}"#)).unwrap()).await;
        assert_eq!(
            (answer.status.as_u16(), answer.headers["content-type"].to_str().unwrap()),
            (status, format!("{accept}; charset=utf-8").as_str())
        );
    }
}

async fn what_is_no_request_is_refused(app: TestApp) {
    let long = format!("{{\"query\":\"{}\"}}", " ".repeat(300_000));
    let deep = json!({ "query": format!("{{ node(id: {}) {{ id }} }}", "[".repeat(50_000)) }).to_string();
    for (kind, body, status, code) in [
        ("text/plain", r#"{"query":"{ network { name } }"}"#, 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("application/x-www-form-urlencoded", "query={network{name}}", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("multipart/form-data; boundary=x", "--x--", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("application/json", "{", 400, "MALFORMED"),
        ("application/json", "[]", 400, "MALFORMED"),
        ("application/json", r#"{"query":7}"#, 400, "MALFORMED"),
        ("application/json", r#"{"query":"{ network { name } }","variables":[1]}"#, 400, "MALFORMED"),
        ("application/json", long.as_str(), 413, "PAYLOAD_TOO_LARGE"),
        ("application/json", deep.as_str(), 200, "LIMIT_EXCEEDED"),
    ] {
        let request = Request::post("/graphql").header("content-type", kind);
        let answer = app.send(request.body(Body::from(body.to_owned())).unwrap()).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["errors"][0]["extensions"]["code"]), (status, &json!(code)));
    }
    assert_eq!(app.get("/graphql").await.status, 400);
    assert_eq!(app.get("/nothing").await.status, 404);
    assert_eq!(app.get("/graphiql/../Cargo.toml").await.status, 404);
}

async fn every_error_has_a_code_and_a_place(app: TestApp) {
    let nested = "{ themes { nodes ".to_owned() + &"{ parent ".repeat(20) + "{ id }" + &" }".repeat(22);
    for (query, code) in [
        ("{", "PARSE_FAILED"),
        ("{ nothing }", "VALIDATION_FAILED"),
        ("{ network { name(x: 1) } }", "VALIDATION_FAILED"),
        ("query ($a: Nothing) { network { name } }", "VALIDATION_FAILED"),
        ("{ initiatives(filter: { theme: [\"É\"] }) { totalCount } }", "BAD_INPUT"),
        ("{ initiatives(first: 0) { totalCount } }", "OUT_OF_RANGE"),
        (nested.as_str(), "LIMIT_EXCEEDED"),
    ] {
        let error = app.post(query, serde_json::Value::Null).await.json()["errors"][0].clone();
        assert_eq!(error["extensions"]["code"], code, "{query}: {error}");
        assert!(error["locations"][0]["line"].is_number(), "{error}");
    }
}

async fn a_credential_that_nobody_gave_is_refused(app: TestApp) {
    for credential in ["Bearer x", "Bearer bc_123", "Basic YTpi", "Bearer"] {
        let request =
            Request::post("/graphql").header("content-type", "application/json").header("authorization", credential);
        let answer = app.send(request.body(Body::from(r#"{"query":"{ network { name } }"}"#)).unwrap()).await;
        assert_eq!(answer.status, 401);
        assert_eq!(answer.headers["cache-control"], "no-store");
    }
}

async fn an_empty_credential_is_none(app: TestApp) {
    let answer = app.post_with(&[("authorization", " ")], "{ network { name } }", json!(null)).await;
    assert!(answer.data()["network"]["name"].is_string());
}

async fn pages_are_for_people(app: TestApp) {
    for (path, holds) in [
        ("/", "/graphiql"),
        ("/graphiql", "start.js"),
        ("/graphiql/start.js", "createRoot"),
        ("/graphiql/graphiql.min.js", "GraphiQL"),
        ("/schema.graphql", "type Query"),
        ("/embed/initiative/heol", "sous licence"),
    ] {
        let answer = app.get(path).await;
        assert!(answer.status == 200 && answer.text().contains(holds), "{path}");
        assert!(answer.headers.contains_key("content-security-policy"), "{path}");
    }
    let embed = app.get("/embed/initiative/heol").await;
    assert!(embed.headers["content-security-policy"].to_str().unwrap().contains("frame-ancestors *"));
    let scripts =
        embed.text().matches("<script").count() - embed.text().matches("<script type=\"application/ld+json\">").count();
    assert!(scripts == 0 && !embed.headers.contains_key("set-cookie"));
    let landing = app.get("/").await;
    assert!(landing.headers["content-security-policy"].to_str().unwrap().contains("frame-ancestors 'none'"));
}

async fn a_document_may_be_named_by_its_hash(app: TestApp) {
    let text = "query N($n: Int) { initiatives(first: $n) { nodes { slug } } }";
    let hash = "c3e5a6c45c3f7f3c5a2f2b2a2d6ba2f1b4d1c6a1e0f6d7f0a9c8b7a6f5e4d3c2";
    let real: String = sha2::Sha256::digest(text.as_bytes()).iter().map(|it| format!("{it:02x}")).collect();
    let named = |hash: &str| {
        json!({
            "extensions": { "persistedQuery": { "version": 1, "sha256Hash": hash } },
            "variables": { "n": 1 }
        })
    };
    let unknown = send(&app, &named(&real)).await;
    assert_eq!(
        (unknown.status.as_u16(), &unknown.json()["errors"][0]["message"]),
        (200, &json!("PersistedQueryNotFound"))
    );
    assert_eq!(unknown.json()["errors"][0]["extensions"]["code"], "PERSISTED_QUERY_NOT_FOUND");
    let mut both = named(hash);
    both["query"] = json!(text);
    assert_eq!(send(&app, &both).await.json()["errors"][0]["extensions"]["code"], "PERSISTED_QUERY_MISMATCH");
    let mut both = named(&real);
    both["query"] = json!(text);
    let first = send(&app, &both).await.data();
    assert_eq!(send(&app, &named(&real)).await.data(), first);
    assert_eq!(
        send(&app, &json!({ "documentId": format!("sha256:{real}"), "variables": { "n": 1 } })).await.data(),
        first
    );
    let by_get = app.get(&format!("/graphql?variables=%7B%22n%22:1%7D&extensions=%7B%22persistedQuery%22:%7B%22version%22:1,%22sha256Hash%22:%22{real}%22%7D%7D")).await;
    assert_eq!(by_get.data(), first);
}

async fn several_requests_come_in_one_body(app: TestApp) {
    let answer = send(
        &app,
        &json!([
            { "query": "{ network { name } }" },
            { "query": "{ nothing }" },
            { "query": "{ initiatives { totalCount } }" }
        ]),
    )
    .await;
    let answers = answer.json();
    assert_eq!((answer.status.as_u16(), answers.as_array().unwrap().len()), (200, 3));
    assert!(
        answers[0]["data"]["network"]["name"].is_string()
            && answers[2]["data"]["initiatives"]["totalCount"].is_number()
    );
    assert_eq!(answers[1]["errors"][0]["extensions"]["code"], "VALIDATION_FAILED");
}

async fn errors_are_said_in_the_language_of_the_reader(app: TestApp) {
    for (languages, says) in [
        ("br", "etre 1 ha 100 e rank bezañ"),
        ("en-GB,fr;q=0.5", "it must lie between 1 and 100"),
        ("de, fr;q=0.5", "sa valeur doit être entre 1 et 100"),
        ("de", "sa valeur doit être entre 1 et 100"),
    ] {
        let answer = app.post_in(languages, "{ initiatives(first: 0) { totalCount } }", serde_json::Value::Null).await;
        let error = &answer.json()["errors"][0];
        assert!(error["message"].as_str().unwrap().contains(says), "{languages}: {error}");
        assert_eq!(
            (&error["extensions"]["code"], &error["extensions"]["name"], &error["extensions"]["max"]),
            (&json!("OUT_OF_RANGE"), &json!("first"), &json!(100))
        );
        assert_eq!(error["extensions"]["requestId"], answer.headers["x-request-id"].to_str().unwrap());
        assert!(answer.headers["vary"].to_str().unwrap().contains("Accept-Language"));
    }
    let missing =
        app.send(Request::get("/embed/recipe/none").header("accept-language", "br").body(Body::empty()).unwrap()).await;
    assert_eq!(
        (missing.status.as_u16(), missing.text().as_str(), missing.headers["content-language"].to_str().unwrap()),
        (404, "N’eus netra amañ.\n", "br")
    );
    // who sends a number of their own gets one of ours
    let own = Request::get("/").header("x-request-id", "mine").body(Body::empty()).unwrap();
    assert_ne!(app.send(own).await.headers["x-request-id"], "mine");
}

async fn what_did_not_change_is_not_sent_again(app: TestApp) {
    for path in [
        "/graphql?query=%7Binitiatives%7BtotalCount%7D%7D",
        "/embed/initiative/heol",
        "/schema.graphql",
        "/graphiql",
        "/graphiql/start.js",
    ] {
        let first = app.get(path).await;
        let tag = first.headers.get("etag").unwrap_or_else(|| panic!("{path}")).clone();
        let again = app.send(Request::get(path).header("if-none-match", tag).body(Body::empty()).unwrap()).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        let other =
            app.send(Request::get(path).header("if-none-match", "\"other\"").body(Body::empty()).unwrap()).await;
        assert_eq!((other.status.as_u16(), &other.body), (200, &first.body), "{path}");
    }
    let page = app.get("/embed/initiative/heol").await;
    app.import_as(
        "demo",
        entity::import::row::Mode::Lenient,
        r#"{"kind":"initiative","key":"heol","title":"Autre titre"}"#,
    )
    .await;
    let tag = page.headers["etag"].clone();
    let changed = app
        .send(Request::get("/embed/initiative/heol").header("if-none-match", tag).body(Body::empty()).unwrap())
        .await;
    assert!(changed.status == 200 && changed.text().contains("Autre titre"));
    for path in ["/graphql?query=%7Bnothing%7D", "/nothing", "/health/ready"] {
        let answer = app.get(path).await;
        assert!(answer.headers["cache-control"] == "no-store" && !answer.headers.contains_key("etag"), "{path}");
    }
}

async fn answers_travel_packed_to_who_takes_them_packed(app: TestApp) {
    for kind in ["gzip", "br"] {
        let request = Request::get("/schema.graphql").header("accept-encoding", kind).body(Body::empty()).unwrap();
        let packed = app.send(request).await;
        assert_eq!(packed.headers["content-encoding"], kind);
        assert!(packed.body.len() * 3 < app.get("/schema.graphql").await.body.len());
    }
    let body = br#"{"query":"{ network { name } }"}"#;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, body).unwrap();
    let request =
        Request::post("/graphql").header("content-type", "application/json").header("content-encoding", "gzip");
    let answer = app.send(request.body(Body::from(packer.finish().unwrap())).unwrap()).await;
    assert!(answer.data()["network"]["name"].is_string());
}

async fn browsers_may_read_from_anywhere_without_credentials(app: TestApp) {
    let preflight = Request::options("/graphql")
        .header("origin", "https://partner.test")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type");
    let answer = app.send(preflight.body(Body::empty()).unwrap()).await;
    assert_eq!((answer.status.as_u16(), answer.headers["access-control-allow-origin"].to_str().unwrap()), (200, "*"));
    assert!(!answer.headers.contains_key("access-control-allow-credentials"));
    assert!(answer.headers["access-control-allow-headers"].to_str().unwrap().contains("content-type"));
}

async fn every_answer_keeps_browsers_in_bounds(app: TestApp) {
    for path in [
        "/",
        "/graphql",
        "/graphiql",
        "/schema.graphql",
        "/embed/initiative/heol",
        "/embed/initiative/none",
        "/nothing",
        "/health/live",
    ] {
        let headers = app.get(path).await.headers;
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert!(headers.contains_key("referrer-policy") && headers.contains_key("x-request-id"), "{path}");
        let framed = headers["content-security-policy"].to_str().unwrap().contains("frame-ancestors *");
        assert_eq!(
            (framed, headers.contains_key("x-frame-options")),
            (path == "/embed/initiative/heol", path != "/embed/initiative/heol"),
            "{path}"
        );
    }
}

on_both! {
    demo:
        queries_come_by_post_and_by_get,
        pages_are_for_people,
        a_document_may_be_named_by_its_hash,
        several_requests_come_in_one_body,
        what_did_not_change_is_not_sent_again,
        answers_travel_packed_to_who_takes_them_packed,
        every_answer_keeps_browsers_in_bounds,
    ;
    empty:
        the_newer_media_type_tells_what_could_not_begin,
        what_is_no_request_is_refused,
        every_error_has_a_code_and_a_place,
        a_credential_that_nobody_gave_is_refused,
        an_empty_credential_is_none,
        errors_are_said_in_the_language_of_the_reader,
        browsers_may_read_from_anywhere_without_credentials,
    ;
}
/// Sends JSON to GraphQL.
async fn send(app: &TestApp, body: &serde_json::Value) -> Answer {
    let request = Request::post("/graphql").header("content-type", "application/json").header("accept-language", "en");
    app.send(request.body(Body::from(body.to_string())).unwrap()).await
}

#[test]
fn only_trusted_documents_are_carried_out_when_it_is_so_configured() {
    let folder = tempfile::tempdir().unwrap();
    let (list, database) = (folder.path().join("list.json"), folder.path().join("a.db"));
    let manifest = json!({ "format": "apollo-persisted-query-manifest", "version": 1, "operations": [
        { "id": "Names", "name": "Names", "type": "query", "body": "query Names { network { name } }" },
    ] });
    std::fs::write(&list, manifest.to_string()).unwrap();
    let database = format!("sqlite:{}", database.display());
    let settings = [("BC_DOCUMENTS", list.to_str().unwrap()), ("BC_DOCUMENTS_ONLY", "true")];
    let served = Served::start(env!("CARGO_BIN_EXE_bretagne-creative"), &database, &settings);
    let ask = |body: serde_json::Value| served.post("application/json", "", body.to_string().as_bytes()).unwrap();
    for good in [json!({ "documentId": "Names" }), json!({ "query": "query Names { network { name } }" })] {
        assert!(ask(good.clone()).json()["data"]["network"]["name"].is_string(), "{good}");
    }
    assert_eq!(ask(json!({ "query": "{ network { name } }" })).code(), "PERSISTED_QUERY_REQUIRED");
    assert_eq!(ask(json!({ "documentId": "Others" })).code(), "PERSISTED_QUERY_NOT_FOUND");
    std::fs::write(&list, "{\"Bad\": \"{\"}").unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_bretagne-creative"))
        .arg("serve")
        .env("BC_DATABASE_URL", &database)
        .env("BC_LISTEN", "127.0.0.1:0")
        .envs(settings)
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("holds Bad, which is refused"), "{output:?}");
}
