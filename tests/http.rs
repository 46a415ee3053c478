//! The face that the web sees: media types, statuses, headers, pages.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::support::on_both;

on_both! {
    async fn queries_come_by_post_and_by_get(app: demo) {
        let answer = app.get("/graphql?query=query(%24n:Int)%7Binitiatives(first:%24n)%7Bnodes%7Bslug%7D%7D%7D&variables=%7B%22n%22:1%7D").await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json()["data"]["initiatives"]["nodes"].as_array().unwrap().len(), 1);
        assert_eq!(answer.headers["content-type"], "application/json; charset=utf-8");
        assert_eq!(answer.headers["access-control-allow-origin"], "*");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    }

    async fn the_newer_media_type_tells_what_could_not_begin(app: empty) {
        for (accept, status) in [("application/json", 200), ("application/graphql-response+json", 400)] {
            let request = Request::post("/graphql").header("content-type", "application/json").header("accept", accept);
            let answer = app.send(request.body(Body::from(r#"{"query":"{ nothing }"}"#)).unwrap()).await;
            assert_eq!((answer.status.as_u16(), answer.headers["content-type"].to_str().unwrap()), (status, format!("{accept}; charset=utf-8").as_str()));
        }
    }

    async fn what_is_no_request_is_refused(app: empty) {
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

    async fn every_error_has_a_code_and_a_place(app: empty) {
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

    async fn a_credential_that_nobody_gave_is_refused(app: empty) {
        for credential in ["Bearer x", "Bearer bc_123", "Basic YTpi", ""] {
            let request = Request::post("/graphql").header("content-type", "application/json").header("authorization", credential);
            let answer = app.send(request.body(Body::from(r#"{"query":"{ network { name } }"}"#)).unwrap()).await;
            assert_eq!(answer.status, 401);
            assert_eq!(answer.headers["cache-control"], "no-store");
        }
    }

    async fn pages_are_for_people(app: demo) {
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
        assert!(!embed.text().contains("<script") && !embed.headers.contains_key("set-cookie"));
        let landing = app.get("/").await;
        assert!(landing.headers["content-security-policy"].to_str().unwrap().contains("frame-ancestors 'none'"));
    }
}
