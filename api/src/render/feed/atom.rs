//! Atom (RFC 4287), with licences (RFC 4946), pages (RFC 5005), pictures (Media RSS) and places (GeoRSS).

use chrono::{DateTime, SecondsFormat, Utc};

use crate::render::feed::Feed;
use crate::render::item::{Item, Person};
use crate::render::xml::Document;

/// Writes a page of a feed.
pub(crate) fn atom(feed: &Feed<'_>) -> String {
    let mut document = Document::begin();
    let names = [
        ("xmlns", "http://www.w3.org/2005/Atom"),
        ("xmlns:media", "http://search.yahoo.com/mrss/"),
        ("xmlns:georss", "http://www.georss.org/georss"),
        ("xml:lang", feed.language),
    ];
    document.within("feed", &names, |it| {
        it.text("id", &[], feed.first);
        it.text("title", &[], feed.title);
        it.text("subtitle", &[], feed.description);
        it.text("updated", &[], &moment(feed.updated()));
        it.text("icon", &[], feed.icon);
        it.within("author", &[], |it| {
            it.text("name", &[], feed.network);
            it.text("uri", &[], feed.home);
        });
        it.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", feed.home)]);
        it.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", feed.this)]);
        it.empty("link", &[("rel", "first"), ("type", "application/atom+xml"), ("href", feed.first)]);
        if let Some(next) = feed.next {
            it.empty("link", &[("rel", "next"), ("type", "application/atom+xml"), ("href", next)]);
        }
        for item in feed.items {
            it.within("entry", &[("xml:lang", &item.language)], |it| entry(it, feed, item));
        }
    });
    document.end()
}

fn entry(it: &mut Document, feed: &Feed<'_>, item: &Item) {
    it.text("id", &[], &item.urn());
    it.text("title", &[], &item.title);
    it.text("published", &[], &moment(item.published));
    it.text("updated", &[], &moment(item.changed()));
    for person in &item.authors {
        it.within("author", &[], |it| author(it, person));
    }
    it.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &item.url)]);
    if let Some(url) = &item.licence.url {
        it.empty("link", &[("rel", "license"), ("href", url), ("title", &item.licence.name)]);
    }
    it.text("rights", &[], &item.credit_text);
    if let Some(original) = &item.original {
        it.empty("link", &[("rel", "via"), ("href", &original.url)]);
        if let (Some(site), Some(home)) = (&original.site, &original.home) {
            it.within("source", &[], |it| {
                it.text("id", &[], home);
                it.text("title", &[], site);
                it.empty("link", &[("rel", "alternate"), ("href", home)]);
            });
        }
    }
    for url in &item.based_on {
        it.empty("link", &[("rel", "related"), ("href", url)]);
    }
    for theme in &item.themes {
        it.empty("category", &[("term", &theme.key), ("label", &theme.name)]);
    }
    if let Some((latitude, longitude)) = item.point {
        it.text("georss:point", &[], &format!("{latitude} {longitude}"));
    }
    if let Some(picture) = &item.picture {
        let length = picture.bytes.to_string();
        let whole =
            [("rel", "enclosure"), ("type", &picture.media_type), ("length", &length), ("href", &picture.original)];
        it.empty("link", &whole);
    }
    let html = feed.html(item);
    if feed.is_full {
        if let Some(summary) = &item.summary {
            it.text("summary", &[], summary);
        }
        it.text("content", &[("type", "html"), ("xml:base", &item.url)], &html);
    } else {
        it.text("summary", &[("type", "html")], &html);
    }
    // readers such as feedparser take the first description that they meet for that of the entry
    if let Some(picture) = &item.picture {
        super::rss::media(it, picture);
    }
}

fn author(it: &mut Document, person: &Person) {
    it.text("name", &[], &person.name);
    if let Some(url) = &person.url {
        it.text("uri", &[], url);
    }
}

fn moment(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}
