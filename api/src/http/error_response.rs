//! An answer that is nothing but an error: in the form of GraphQL at its path, elsewhere problem details (RFC 9457) for
//! clients that speak JSON, and one sentence for clients that read pages.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use entity::budget::Budget;
use hyper::body::{Frame, SizeHint};
use serde_json::json;

use crate::app::App;
use crate::error::Told;
use crate::http::request_log::REQUEST_ID;
use crate::http::{accept, accept_language, graphql};

/// In how many seconds one may try again when the server is not well.
const LATER: HeaderValue = HeaderValue::from_static("1");

/// Answers an error in the form that belongs to the path.
pub(crate) fn refused(app: &App, headers: &HeaderMap, path: &str, told: Told) -> Response {
    if path == "/graphql" { graphql::refused(app, headers, told) } else { sentence(app, headers, &told) }
}

/// Answers an error as one sentence: of plain text, or in problem details for clients that speak JSON.
pub(crate) fn sentence(app: &App, headers: &HeaderMap, told: &Told) -> Response {
    app.metrics().refused(told.code.word());
    let wished = accept_language::wished(headers);
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

/// Tells a client that is sent away for now when to come back.
pub(crate) fn later(mut response: Response) -> Response {
    if matches!(response.status(), StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS) {
        response.headers_mut().insert(RETRY_AFTER, LATER);
    }
    response
}

/// An answer that goes on counting against its budgets until its last byte is sent.
pub(crate) fn holding(response: Response, budgets: Vec<Arc<Budget>>) -> Response {
    response.map(|body| Body::new(Holding { body, _budgets: budgets }))
}

struct Holding {
    body: Body,
    _budgets: Vec<Arc<Budget>>,
}

impl HttpBody for Holding {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
