//! What a client may keep: a body that is told by its hash, and 304 for who holds it already (RFC 9110 §13).

use axum::body::{Body, to_bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// What is kept is asked about each time: content changes without notice.
const REVALIDATED: HeaderValue = HeaderValue::from_static("public, no-cache");

/// Gives an answer with a finished body its tag, or answers 304.
pub(crate) async fn tag(headers: HeaderMap, response: Response) -> Response {
    if response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let digest = Sha256::digest(&bytes);
    let hash = HEXLOWER.encode(&digest[..16]);
    // weak: the same content may travel packed or not
    let tag = format!("W/\"{hash}\"");
    if parts.headers.get(CACHE_CONTROL).is_none_or(|it| it == "no-store") {
        parts.headers.insert(CACHE_CONTROL, REVALIDATED);
    }
    let held = headers.get_all(IF_NONE_MATCH).iter().filter_map(|it| it.to_str().ok());
    let held = held.flat_map(|it| it.split(',')).any(|it| it.trim() == "*" || weak(it) == weak(&tag));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        parts.headers.insert(ETAG, tag);
    }
    if held {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(CONTENT_TYPE);
        parts.headers.remove(CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Tags compare without regard to their strength (RFC 9110 §8.8.3.2).
fn weak(tag: &str) -> &str {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag)
}
