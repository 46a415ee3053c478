//! The icon that browsers show beside the name of a page.

use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::http::etag;

/// It changes with the program at most; who has it asks again after a week.
const KEPT: &str = "public, max-age=604800";

pub(crate) async fn svg(headers: HeaderMap) -> Response {
    answer(headers, "image/svg+xml", include_bytes!("../../assets/favicon.svg")).await
}

/// For browsers that do not take the other, and for whoever asks without reading a page.
pub(crate) async fn ico(headers: HeaderMap) -> Response {
    answer(headers, "image/x-icon", include_bytes!("../../assets/favicon.ico")).await
}

async fn answer(headers: HeaderMap, kind: &'static str, bytes: &'static [u8]) -> Response {
    let of_file = [(CONTENT_TYPE, kind), (CACHE_CONTROL, KEPT)];
    etag::tag(headers, (of_file, bytes).into_response()).await
}
