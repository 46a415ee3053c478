//! GraphQL over HTTP: what comes in is read and bounded here, what goes out says what it is.

use async_graphql::{Request, Response, Variables};
use axum::body::{Body, to_bytes};
use axum::extract::{Query, State};
use axum::http::header::{ACCEPT, AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::IntoResponse;
use entity::viewer::Viewer;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::http::{language, limits};

/// How many bytes a request may have.
const MAX_BYTES: usize = 256 * 1024;
/// The media type of answers that follow the specification (GraphQL over HTTP, "media types").
const GRAPHQL_JSON: &str = "application/graphql-response+json";
/// The media type of before.
const JSON: &str = "application/json";

/// A request as it comes in.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    query: String,
    operation_name: Option<String>,
    variables: Option<serde_json::Map<String, serde_json::Value>>,
}

/// The same in the query of an address, where variables are a text.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AskedByGet {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<String>,
}

pub(crate) async fn by_post(State(app): State<App>, headers: HeaderMap, body: Body) -> axum::response::Response {
    let json = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).is_some_and(is_json);
    if !json {
        let message = "the content type is to be application/json";
        return refused(&headers, StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", message);
    }
    let Ok(bytes) = to_bytes(body, MAX_BYTES).await else {
        return refused(&headers, StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE", "a request has at most 256 KiB");
    };
    match serde_json::from_slice::<Asked>(&bytes) {
        Ok(asked) => answer(&app, &headers, asked).await,
        Err(cause) => refused(
            &headers,
            StatusCode::BAD_REQUEST,
            "MALFORMED",
            &format!("the body is not a GraphQL request: {cause}"),
        ),
    }
}

pub(crate) async fn by_get(
    State(app): State<App>,
    headers: HeaderMap,
    Query(asked): Query<AskedByGet>,
) -> axum::response::Response {
    let Some(query) = asked.query else {
        let message = "a query is expected: POST it as JSON, or GET with ?query=; people find an explorer at /graphiql";
        return refused(&headers, StatusCode::BAD_REQUEST, "MALFORMED", message);
    };
    let variables = asked.variables.as_deref().filter(|it| !it.is_empty()).map(serde_json::from_str).transpose();
    let Ok(variables) = variables else {
        return refused(&headers, StatusCode::BAD_REQUEST, "MALFORMED", "variables are a JSON object");
    };
    answer(&app, &headers, Asked { query, operation_name: asked.operation_name, variables }).await
}

async fn answer(app: &App, headers: &HeaderMap, asked: Asked) -> axum::response::Response {
    if headers.contains_key(AUTHORIZATION) {
        // nobody has been given a credential yet, so none can be good
        return refused(headers, StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", "this credential is not valid");
    }
    if let Err(cause) = limits::scan(&asked.query) {
        return refused(headers, StatusCode::BAD_REQUEST, "TOO_DEEP", &cause.message());
    }
    let mut request = Request::new(asked.query);
    if let Some(variables) = asked.variables {
        request = request.variables(Variables::from_json(serde_json::Value::Object(variables)));
    }
    if let Some(name) = asked.operation_name {
        request = request.operation_name(name);
    }
    let (response, statements) = app.execute(Viewer::visitor(), language::wished(headers), request).await;
    let mut answer = written(headers, status(headers, &response), &response);
    if app.diagnostics()
        && let Ok(timing) = HeaderValue::from_str(&format!("sql;desc=\"{statements} statements\""))
    {
        answer.headers_mut().insert("server-timing", timing);
    }
    answer
}

/// The older media type always answers 200; the newer tells requests that could not be begun by 400.
fn status(headers: &HeaderMap, response: &Response) -> StatusCode {
    let begun = response.errors.is_empty() || response.data != async_graphql::Value::Null;
    let failed_inside = response.errors.iter().any(|it| !it.path.is_empty());
    if begun || failed_inside || media_type(headers) == JSON { StatusCode::OK } else { StatusCode::BAD_REQUEST }
}

fn refused(headers: &HeaderMap, status: StatusCode, code: &str, message: &str) -> axum::response::Response {
    let error = serde_json::json!({ "errors": [{ "message": message, "extensions": { "code": code } }] });
    written(headers, status, &error)
}

fn written(headers: &HeaderMap, status: StatusCode, body: &impl Serialize) -> axum::response::Response {
    let bytes = serde_json::to_vec(body).unwrap_or_default();
    let headers = [
        (CONTENT_TYPE, format!("{}; charset=utf-8", media_type(headers))),
        (CACHE_CONTROL, "no-store".to_owned()),
        (VARY, "Accept, Accept-Language, Authorization".to_owned()),
    ];
    (status, headers, bytes).into_response()
}

fn media_type(headers: &HeaderMap) -> &'static str {
    let newer = headers.get(ACCEPT).and_then(|it| it.to_str().ok()).is_some_and(|it| it.contains(GRAPHQL_JSON));
    if newer { GRAPHQL_JSON } else { JSON }
}

fn is_json(content_type: &str) -> bool {
    let plain = content_type.split(';').next().unwrap_or_default().trim();
    plain.eq_ignore_ascii_case(JSON) || plain.eq_ignore_ascii_case(GRAPHQL_JSON)
}
