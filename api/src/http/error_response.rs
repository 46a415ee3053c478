//! An answer that is nothing but an error: in the form of GraphQL at its path, elsewhere problem details (RFC 9457) for
//! clients that speak JSON, and one sentence for clients that read pages.

use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, VARY, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use entity::value::language::LanguageTag;
use serde_json::json;

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
        true => problem(headers, told, told.code.status(), &said),
        false => (told.code.status(), format!("{said}\n")).into_response(),
    };
    in_language(response, &wished)
}

/// Answers an error as problem details, whatever the client accepts, with a status that tells all by itself.
pub(crate) fn problem_details(app: &App, headers: &HeaderMap, told: &WireError) -> Response {
    app.metrics().refused(told.code.word());
    let wished = accept_language::wished(headers);
    let mut response = in_language(problem(headers, told, status(told.code), &told.say(&wished)), &wished);
    if response.status() == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// The status of an error outside GraphQL, where no answer stands beside it.
fn status(code: Code) -> StatusCode {
    match (code.status(), code) {
        (StatusCode::OK, Code::SignInRequired) => StatusCode::UNAUTHORIZED,
        (StatusCode::OK, Code::Forbidden) => StatusCode::FORBIDDEN,
        (StatusCode::OK, Code::Internal) => StatusCode::INTERNAL_SERVER_ERROR,
        (StatusCode::OK, _) => StatusCode::UNPROCESSABLE_ENTITY,
        (status, _) => status,
    }
}

fn in_language(mut response: Response, wished: &[LanguageTag]) -> Response {
    response.headers_mut().insert(VARY, HeaderValue::from_name(ACCEPT));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(CONTENT_LANGUAGE, HeaderValue::from_static(crate::message::language(wished)));
    later(response)
}

fn problem(headers: &HeaderMap, told: &WireError, status: StatusCode, said: &str) -> Response {
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
