//! An answer that is nothing but an error: in the form of GraphQL at its path, elsewhere problem details (RFC 9457) for
//! clients that speak JSON, and one sentence for clients that read pages.

use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, VARY, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use entity::value::language::LanguageTag;
use serde_json::{Value, json};

use crate::app::App;
use crate::error::{Code, WireError};
use crate::http::graphql_response::{self, later};
use crate::http::request_id::REQUEST_ID;
use crate::http::{accept, accept_language};

/// Answers an error in the form that belongs to the path.
pub(crate) fn refused(app: &App, headers: &HeaderMap, path: &str, told: WireError) -> Response {
    if path == "/graphql" { graphql_response::refused(app, headers, told) } else { sentence(app, headers, &told) }
}

/// Answers an error as one sentence: of plain text, or in problem details for clients that speak JSON.
pub(crate) fn sentence(app: &App, headers: &HeaderMap, told: &WireError) -> Response {
    app.metrics().refused(told.code.word());
    let wished = accept_language::wished(headers);
    let said = told.say(&wished);
    let response = match accept::speaks_json(headers) {
        true => problem(headers, told, told.code.status_of_page(), &said),
        false => (told.code.status_of_page(), format!("{said}\n")).into_response(),
    };
    challenged(in_language(response, &wished))
}

/// Says by what an answer that asks for somebody is told who it is (RFC 9110 §15.5.2).
fn challenged(mut response: Response) -> Response {
    if response.status() == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

fn in_language(mut response: Response, wished: &[LanguageTag]) -> Response {
    response.headers_mut().insert(VARY, HeaderValue::from_name(ACCEPT));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(CONTENT_LANGUAGE, HeaderValue::from_static(crate::message::language(wished)));
    later(response)
}

/// Answers an error as problem details (RFC 9457), whatever the client accepts.
pub(crate) fn details(app: &App, headers: &HeaderMap, told: &WireError) -> Response {
    detailed(app, headers, told, told.code.status_of_page())
}

/// The same of a body that was sent: one that was understood and is not taken is answered 422 (RFC 9110 §15.5.21).
pub(crate) fn details_of_content(app: &App, headers: &HeaderMap, told: &WireError) -> Response {
    let status =
        if told.code == Code::BadInput { StatusCode::UNPROCESSABLE_ENTITY } else { told.code.status_of_page() };
    detailed(app, headers, told, status)
}

fn detailed(app: &App, headers: &HeaderMap, told: &WireError, status: StatusCode) -> Response {
    app.metrics().refused(told.code.word());
    let wished = accept_language::wished(headers);
    challenged(in_language(problem(headers, told, status, &told.say(&wished)), &wished))
}

fn problem(headers: &HeaderMap, told: &WireError, status: StatusCode, said: &str) -> Response {
    let body = members(headers, told, status, said);
    (status, [(CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}

/// The problem details of an error, to be shown.
pub(crate) fn described(headers: &HeaderMap, told: &WireError, wished: &[LanguageTag]) -> Value {
    members(headers, told, told.code.status_of_page(), &told.say(wished))
}

fn members(headers: &HeaderMap, told: &WireError, status: StatusCode, said: &str) -> Value {
    let mut body = json!({
        "type": "about:blank",
        "title": status.canonical_reason(),
        "status": status.as_u16(),
        "detail": said,
        "code": told.code.word(),
        "requestId": headers.get(REQUEST_ID).and_then(|it| it.to_str().ok()),
    });
    if let Some((parameter, suggestions, allowed)) = told.parameter() {
        body["parameter"] = json!(parameter);
        if !suggestions.is_empty() {
            body["suggestions"] = json!(suggestions);
        }
        if !allowed.is_empty() {
            body["allowed"] = json!(allowed);
        }
    }
    body
}
