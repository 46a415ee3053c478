//! An answer that is nothing but an error: in the form of GraphQL at its path, elsewhere problem details (RFC 9457) for who
//! speaks JSON, and one sentence for who reads pages.

use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use serde_json::json;

use crate::app::App;
use crate::error::Told;
use crate::http::trace::REQUEST_ID;
use crate::http::{accept, graphql, language};

/// In how many seconds one may try again when the server is not well.
const LATER: HeaderValue = HeaderValue::from_static("1");

/// Answers an error in the form that belongs to the path.
pub(crate) fn refused(app: &App, headers: &HeaderMap, path: &str, told: Told) -> Response {
    if path == "/graphql" { graphql::refused(app, headers, told) } else { sentence(app, headers, &told) }
}

/// Answers an error as one sentence: of plain text, or in problem details for who speaks JSON.
pub(crate) fn sentence(app: &App, headers: &HeaderMap, told: &Told) -> Response {
    app.metrics().refused(told.code.word());
    let wished = language::wished(headers);
    let said = told.say(&wished);
    let mut response = match accept::speaks_json(headers) {
        true => problem(headers, told, &said),
        false => (told.code.status(), format!("{said}\n")).into_response(),
    };
    response.headers_mut().insert(VARY, HeaderValue::from_name(ACCEPT));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(CONTENT_LANGUAGE, HeaderValue::from_static(crate::message::language(&wished)));
    later(response)
}

fn problem(headers: &HeaderMap, told: &Told, said: &str) -> Response {
    let status = told.code.status();
    let body = json!({
        "type": "about:blank",
        "title": status.canonical_reason(),
        "status": status.as_u16(),
        "detail": said,
        "code": told.code.word(),
        "requestId": headers.get(REQUEST_ID).and_then(|it| it.to_str().ok()),
    });
    (status, [(CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}

/// Says when to come back, to who is sent away for now.
pub(crate) fn later(mut response: Response) -> Response {
    if matches!(response.status(), StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS) {
        response.headers_mut().insert(RETRY_AFTER, LATER);
    }
    response
}
