//! How an answer of GraphQL is written: media type, status and headers (GraphQL over HTTP, §6).

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use async_graphql::Response as Outcome;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, VARY, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use entity::budget::Budget;
use hyper::body::{Frame, SizeHint};

use crate::app::App;
use crate::caller;
use crate::error::{Code, WireError, of_server};
use crate::graphql::engine::plain::shape;
use crate::graphql::execution::refusal;
use crate::http::accept_language;
use crate::http::request_id::REQUEST_ID;

/// The media type of answers that follow the specification.
pub(crate) const GRAPHQL_JSON: &str = "application/graphql-response+json";

/// The media type of before.
pub(crate) const JSON: &str = "application/json";

/// The header that tells how many statements an answer took.
pub(crate) const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// The older media type answers 200 where the newer tells by 400 what could not be begun.
pub(crate) fn status(headers: &HeaderMap, fault: Option<Code>, has_changed: bool, outcome: &Outcome) -> StatusCode {
    // a query may be asked again; who has changed something is not told to
    let done = has_changed || caller::of_task().has_committed();
    if let Some(code) = of_server(&outcome.errors).filter(|code| !done || !code.status().is_server_error()) {
        return code.status();
    }
    match (fault, begun(outcome), media_type(headers)) {
        (Some(code), ..) if !code.is_of_graphql() => code.status(),
        (Some(_), _, GRAPHQL_JSON) | (None, false, GRAPHQL_JSON) => StatusCode::BAD_REQUEST,
        _ => StatusCode::OK,
    }
}

/// An answer that is nothing but an error, as the client of GraphQL expects it.
pub(crate) fn refused(app: &App, headers: &HeaderMap, told: WireError) -> Response {
    let code = told.code;
    let status = match code.is_of_graphql() && media_type(headers) == JSON {
        true => StatusCode::OK,
        false => code.status(),
    };
    refused_with(app, headers, status, told)
}

pub(crate) fn refused_with(app: &App, headers: &HeaderMap, status: StatusCode, told: WireError) -> Response {
    let mut outcome = refusal(told, &accept_language::wished(headers));
    number(app, headers, std::slice::from_mut(&mut outcome));
    written(headers, status, bytes(&outcome))
}

/// Puts the number of the request into every error, and counts them.
pub(crate) fn number(app: &App, headers: &HeaderMap, outcomes: &mut [Outcome]) {
    let id = headers.get(REQUEST_ID).and_then(|it| it.to_str().ok()).unwrap_or_default();
    for error in outcomes.iter_mut().flat_map(|it| &mut it.errors) {
        let values = error.extensions.get_or_insert_default();
        values.set("requestId", id);
        if let Some(async_graphql::Value::String(code)) = values.get("code") {
            app.metrics().refused(Code::known(code));
        }
    }
}

/// Writes an answer as JSON: without `data` when nothing was begun (GraphQL §7.1).
fn write(outcome: &Outcome, out: &mut Vec<u8>) {
    let mut next = b'{';
    let mut begin = |key: &str, out: &mut Vec<u8>| {
        out.push(std::mem::replace(&mut next, b','));
        shape::json(key, out);
        out.push(b':');
    };
    if begun(outcome) {
        begin("data", out);
        shape::write(&outcome.data, out);
    }
    if !outcome.errors.is_empty() {
        begin("errors", out);
        shape::json(&outcome.errors, out);
    }
    if !outcome.extensions.is_empty() {
        begin("extensions", out);
        shape::json(&outcome.extensions, out);
    }
    if next == b'{' {
        out.push(b'{');
    }
    out.push(b'}');
}

/// The bytes of one answer.
pub(crate) fn bytes(outcome: &Outcome) -> Vec<u8> {
    let mut out = Vec::with_capacity(4_096);
    write(outcome, &mut out);
    out
}

/// The bytes of the answers to several requests.
pub(crate) fn bytes_of_all(outcomes: &[Outcome]) -> Vec<u8> {
    let mut out = vec![b'['];
    for (at, outcome) in outcomes.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write(outcome, &mut out);
    }
    out.push(b']');
    out
}

/// Whether anything was carried out: an error in a field has a path.
pub(crate) fn begun(outcome: &Outcome) -> bool {
    outcome.errors.is_empty() || outcome.errors.iter().any(|it| !it.path.is_empty())
}

pub(crate) fn written(headers: &HeaderMap, status: StatusCode, bytes: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, format!("{}; charset=utf-8", media_type(headers))),
        (CACHE_CONTROL, "no-store".to_owned()),
        (VARY, "Accept, Accept-Language, Authorization, Content-View".to_owned()),
    ];
    let mut response = (status, headers, bytes).into_response();
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    later(response)
}

pub(crate) fn allowing(mut response: Response, methods: &'static str) -> Response {
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(methods));
    response
}

pub(crate) fn timed(app: &App, mut response: Response, statements: u32) -> Response {
    if app.diagnostics()
        && let Ok(timing) = HeaderValue::from_str(&format!("sql;desc=\"{statements} statements\""))
    {
        response.headers_mut().insert(SERVER_TIMING, timing);
    }
    response
}

/// The media type of the answer: the newer when it is asked for and not less wished for than the older.
pub(crate) fn media_type(headers: &HeaderMap) -> &'static str {
    let accepted = headers.get_all(ACCEPT).iter().filter_map(|it| it.to_str().ok()).flat_map(|it| it.split(','));
    let (mut newer, mut older) = (None::<f32>, None::<f32>);
    for wish in accepted {
        let mut parts = wish.split(';').map(str::trim);
        let named = parts.next().unwrap_or_default();
        let weight = parts.find_map(|it| it.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
        match named {
            GRAPHQL_JSON if newer.is_none() => newer = Some(weight),
            JSON | "*/*" | "application/*" => older = Some(older.unwrap_or(0.0).max(weight)),
            _ => {}
        }
    }
    if newer.is_some_and(|it| it > 0.0 && it >= older.unwrap_or(0.0)) { GRAPHQL_JSON } else { JSON }
}

/// JSON, in UTF-8 when it says in what.
pub(crate) fn is_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let plain = parts.next().unwrap_or_default();
    let named = plain.eq_ignore_ascii_case(JSON) || plain.eq_ignore_ascii_case(GRAPHQL_JSON);
    let charset =
        parts.filter_map(|it| it.split_once('=')).find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    named && charset.is_none_or(|(_, it)| it.trim().trim_matches('"').eq_ignore_ascii_case("utf-8"))
}

/// In how many seconds one may try again when the server is not well.
pub(crate) const LATER: HeaderValue = HeaderValue::from_static("1");

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

pub(crate) struct Holding {
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
