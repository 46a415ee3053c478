//! An answer that is nothing but an error: JSON for who speaks GraphQL, one sentence for who reads pages.

use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::error::Told;
use crate::http::{graphql, language};

/// In how many seconds one may try again when the server is not well.
const LATER: HeaderValue = HeaderValue::from_static("1");

/// Answers an error in the form that belongs to the path.
pub(crate) fn refused(app: &App, headers: &HeaderMap, path: &str, told: Told) -> Response {
    if path == "/graphql" { graphql::refused(app, headers, told) } else { sentence(app, headers, &told) }
}

/// Answers an error as one sentence of plain text.
pub(crate) fn sentence(app: &App, headers: &HeaderMap, told: &Told) -> Response {
    app.metrics().refused(told.code.word());
    let wished = language::wished(headers);
    let mut response = (told.code.status(), format!("{}\n", told.say(&wished))).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(CONTENT_LANGUAGE, HeaderValue::from_static(crate::message::language(&wished)));
    later(response)
}

/// Says when to come back, to who is sent away for now.
pub(crate) fn later(mut response: Response) -> Response {
    if matches!(response.status(), StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS) {
        response.headers_mut().insert(RETRY_AFTER, LATER);
    }
    response
}
