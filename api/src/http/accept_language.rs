//! The languages that a reader wishes for: `Accept-Language` (RFC 9110 §12.5.4), and `?language=` in the address of a page.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use entity::value::language::LanguageTag;

/// How many languages are looked at.
const MAX: usize = 10;

/// The languages that the headers name, the most wished for first. What cannot be read is passed over.
pub(crate) fn wished(headers: &HeaderMap) -> Arc<[LanguageTag]> {
    let Some(text) = headers.get(ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok()) else { return Arc::default() };
    let mut wishes: Vec<(LanguageTag, u16)> = text.split(',').take(MAX).filter_map(wish).collect();
    wishes.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    wishes.into_iter().filter(|(_, weight)| *weight > 0).map(|(tag, _)| tag).collect()
}

/// The same for a page of ours: the language that its address names comes first.
pub(crate) fn of_page(headers: &HeaderMap, query: Option<&str>) -> Vec<LanguageTag> {
    let named = named(query).and_then(|it| it.parse().ok());
    named.into_iter().chain(wished(headers).iter().cloned()).collect()
}

/// What the address of a page says of its language, as it stands there.
pub(crate) fn named(query: Option<&str>) -> Option<String> {
    let mut parts = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    parts.find(|(name, _)| name == "language").map(|(_, language)| language.into_owned())
}

/// One wish with its weight in thousandths.
fn wish(text: &str) -> Option<(LanguageTag, u16)> {
    let (tag, rest) = text.split_once(';').unwrap_or((text, "q=1"));
    let weight: f32 = rest.trim().strip_prefix("q=")?.parse().ok()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 … 1000")]
    let thousandths = (weight.clamp(0.0, 1.0) * 1000.0) as u16;
    Some((tag.trim().parse().ok()?, thousandths))
}
