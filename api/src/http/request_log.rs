//! What every request goes through: it gets a number, a time to end in, and one line in the log with neither an
//! address nor anything that the client wrote but the path.

use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    CONNECTION, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use entity::db::caller::Caller;
use tracing::Instrument;

use crate::app::App;
use crate::caller;
use crate::error::{Code, WireError};
use crate::http::error_response;
use crate::http::request_id::REQUEST_ID;

/// How much longer than others a request is waited for that has begun to write; the database itself gives up before.
const WRITING: Duration = Duration::from_secs(30);

/// Where files are sent to, and how long one of them may take to come in.
pub(crate) const UPLOADS: &str = "/api/media";
const UPLOADING: Duration = Duration::from_secs(10 * 60);

/// The header by which a page says that no window that opened it, or that it opens, reaches it.
pub(crate) const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
/// What it says then.
pub(crate) const APART: &str = "same-origin";

/// Numbers, times, counts and logs a request.
pub(crate) async fn follow(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let id = uuid::Uuid::now_v7().to_string();
    let header = HeaderValue::from_str(&id).unwrap_or(HeaderValue::from_static("unknown"));
    // a number of the client's own making is not taken over: it could be anything
    request.headers_mut().insert(REQUEST_ID, header.clone());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", id = %id, method = %method, route = %route);
    let under_way = UnderWay::begin(&app, span.clone());
    let mut response = within_time(&app, request, next).instrument(span.clone()).await;
    under_way.end();
    let (took, status) = (begun.elapsed(), response.status().as_u16());
    app.metrics().answered(&method, &route, status, took);
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(status, ms, path, "answered"));
    response.headers_mut().insert(REQUEST_ID, header);
    if app.is_draining() {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// A request that is counted as long as it is under way, also when its client goes away.
struct UnderWay {
    app: App,
    span: tracing::Span,
    answered: bool,
}

impl UnderWay {
    fn begin(app: &App, span: tracing::Span) -> Self {
        app.metrics().in_flight.inc();
        Self { app: app.clone(), span, answered: false }
    }

    fn end(mut self) {
        self.answered = true;
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.app.metrics().in_flight.dec();
        if !self.answered {
            self.span.in_scope(|| tracing::info!("the client went away"));
        }
    }
}

async fn within_time(app: &App, request: Request, next: Next) -> Response {
    let (headers, path) = (request.headers().clone(), request.uri().path().to_owned());
    // a file may come over a slow line; how long it may be silent is bounded where it is received
    let seconds = if path == UPLOADS { UPLOADING.as_secs() } else { app.limits().seconds };
    let caller = Caller::default();
    let mut answering = Box::pin(caller::answering(caller.clone(), next.run(request)));
    if let Ok(response) = tokio::time::timeout(Duration::from_secs(seconds), &mut answering).await {
        return response;
    }
    // what has not begun to write never does; what has is answered with what becomes of it
    if caller.give_up() {
        return match tokio::time::timeout(WRITING, &mut answering).await {
            Ok(response) => response,
            // it goes on, and nobody waits any longer for what becomes of it
            Err(_) => {
                error_response::refused(app, &headers, &path, WireError::new(Code::UnknownOutcome, "unknown-outcome"))
            }
        };
    }
    // what the request reads is dropped, and stops its statement with it
    error_response::refused(app, &headers, &path, WireError::new(Code::Timeout, "timeout").number("seconds", seconds))
}

/// Sets the headers that keep browsers from guessing, framing and telling.
pub(crate) async fn secure(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    let nothing = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
    let policy = headers.entry(CONTENT_SECURITY_POLICY).or_insert(nothing);
    let framed_anywhere = policy.to_str().is_ok_and(|it| it.contains("frame-ancestors *"));
    if !framed_anywhere {
        headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    response
}
