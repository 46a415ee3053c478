//! The scripts that pages of others may load: `/embed.js`, which never changes its meaning, and those of our own framed pages.

use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use axum::response::Response;

use crate::http::channel::answer::of_type;
use crate::http::etag;

/// Kept for an hour, then asked about: what is mended arrives the same day.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// The web components.
pub(crate) async fn components(headers: HeaderMap) -> Response {
    script(headers, include_str!("../../../assets/embed/embed.js")).await
}

/// What tells WordPress of a frame's height and clicks.
pub(crate) async fn frame(headers: HeaderMap) -> Response {
    script(headers, include_str!("../../../assets/embed/frame.js")).await
}

/// What makes the composer answer at once, and copies.
pub(crate) async fn composer(headers: HeaderMap) -> Response {
    script(headers, include_str!("../../../assets/embed/composer.js")).await
}

async fn script(headers: HeaderMap, text: &'static str) -> Response {
    let mut response = of_type("text/javascript; charset=utf-8", text);
    response.headers_mut().insert(CACHE_CONTROL, KEPT);
    etag::tag(headers, response).await
}
