//! What a client wishes to be answered with (`Accept`, RFC 9110 §12.5.1): a page for people, or JSON.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_TYPE};

/// Whether a page is wished for before JSON, as browsers say it.
pub(crate) fn prefers_page(headers: &HeaderMap) -> bool {
    weight(headers, is_html) > weight(headers, is_json)
}

/// Whether JSON-LD is wished for by name, and no less than a page.
pub(crate) fn prefers_json_ld(headers: &HeaderMap) -> bool {
    let wished = weight(headers, |it| it == "application/ld+json");
    wished > 0.0 && wished >= weight(headers, is_html)
}

/// Whether an error is answered as JSON: the client accepts JSON, or sends JSON and does not ask for a page.
pub(crate) fn speaks_json(headers: &HeaderMap) -> bool {
    if prefers_page(headers) {
        return false;
    }
    let sent = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).map(|it| named(it).to_ascii_lowercase());
    weight(headers, is_json) > 0.0 || sent.is_some_and(|it| is_json(&it))
}

/// Whether a media type is accepted by its own name.
pub(crate) fn names(headers: &HeaderMap, media_type: &str) -> bool {
    weight(headers, |it| it == media_type) > 0.0
}

/// How much one of these media types is wished for, by its own name; 0 when none of them is named.
fn weight(headers: &HeaderMap, is_meant: impl Fn(&str) -> bool) -> f32 {
    let accepted = headers.get_all(ACCEPT).iter().filter_map(|it| it.to_str().ok()).flat_map(|it| it.split(','));
    let meant = accepted.filter(|it| is_meant(&named(it).to_ascii_lowercase()));
    meant.map(weight_of).fold(0.0, f32::max)
}

fn named(media: &str) -> &str {
    media.split(';').next().unwrap_or_default().trim()
}

fn weight_of(media: &str) -> f32 {
    let mut parameters = media.split(';').skip(1).map(str::trim);
    parameters.find_map(|it| it.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0)
}

fn is_html(media: &str) -> bool {
    media == "text/html"
}

fn is_json(media: &str) -> bool {
    media == "application/json" || media.starts_with("application/") && media.ends_with("+json")
}
