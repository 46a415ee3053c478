//! JSON Feed 1.1, with the extension `_licence`.

use chrono::SecondsFormat;
use serde_json::{Map, Value, json};

use crate::render::feed::Feed;
use crate::render::item::Item;

/// Writes a page of a feed.
pub(crate) fn json_feed(feed: &Feed<'_>) -> String {
    let mut written = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.home,
        "feed_url": feed.first,
        "language": feed.language,
        "icon": feed.icon,
        "authors": [{ "name": feed.network, "url": feed.home }],
        "items": feed.items.iter().map(|it| entry(feed, it)).collect::<Vec<_>>(),
    });
    if let Some(next) = feed.next {
        written["next_url"] = json!(next);
    }
    format!("{written:#}\n")
}

fn entry(feed: &Feed<'_>, item: &Item) -> Value {
    let authors = item.authors.iter().map(|it| without_nulls(json!({ "name": it.name, "url": it.url })));
    let attachments = item.picture.iter().map(
        |it| json!({ "url": it.original, "mime_type": it.media_type, "title": it.credit_text, "size_in_bytes": it.bytes }),
    );
    without_nulls(json!({
        "id": item.urn(),
        "url": item.url,
        "external_url": item.original.as_ref().map(|it| &it.url),
        "title": item.title,
        "summary": item.summary,
        "content_html": feed.html(item),
        "date_published": item.published.to_rfc3339_opts(SecondsFormat::Secs, true),
        "date_modified": item.changed().to_rfc3339_opts(SecondsFormat::Secs, true),
        "authors": authors.collect::<Vec<_>>(),
        "tags": item.themes.iter().map(|it| &it.name).collect::<Vec<_>>(),
        "language": item.language,
        "image": item.picture.as_ref().map(|it| &it.url),
        "attachments": attachments.collect::<Vec<_>>(),
        "_licence": without_nulls(json!({
            "about": feed.about,
            "key": item.licence.key,
            "name": item.licence.name,
            "url": item.licence.url,
            "credit_html": item.credit_html,
            "credit_text": item.credit_text,
            "source": item.original.as_ref().map(|it| &it.url),
            "based_on": item.based_on,
        })),
    }))
}

/// An object without what is absent: JSON Feed leaves it out.
fn without_nulls(value: Value) -> Value {
    let Value::Object(parts) = value else { return value };
    let is_absent = |it: &Value| it.is_null() || it.as_array().is_some_and(Vec::is_empty);
    Value::Object(parts.into_iter().filter(|(_, it)| !is_absent(it)).collect::<Map<_, _>>())
}
