//! RSS 2.0, with what its modules say of credit and licence: Dublin Core, Creative Commons, Media RSS; and Atom's links.

use chrono::{DateTime, SecondsFormat, Utc};

use crate::render::feed::Feed;
use crate::render::item::{Item, Picture};
use crate::render::xml::Document;

/// Writes a page of a feed.
pub(crate) fn rss(feed: &Feed<'_>) -> String {
    let mut document = Document::begin();
    let names = [
        ("version", "2.0"),
        ("xmlns:atom", "http://www.w3.org/2005/Atom"),
        ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:creativeCommons", "http://backend.userland.com/creativeCommonsRssModule"),
        ("xmlns:media", "http://search.yahoo.com/mrss/"),
        ("xmlns:georss", "http://www.georss.org/georss"),
    ];
    document.within("rss", &names, |it| {
        it.within("channel", &[], |it| {
            it.text("title", &[], feed.title);
            it.text("link", &[], feed.home);
            it.text("description", &[], feed.description);
            it.text("language", &[], feed.language);
            it.text("lastBuildDate", &[], &date(feed.updated()));
            it.text("docs", &[], "https://www.rssboard.org/rss-specification");
            it.empty("atom:link", &[("rel", "self"), ("type", "application/rss+xml"), ("href", feed.this)]);
            it.empty("atom:link", &[("rel", "first"), ("type", "application/rss+xml"), ("href", feed.first)]);
            if let Some(next) = feed.next {
                it.empty("atom:link", &[("rel", "next"), ("type", "application/rss+xml"), ("href", next)]);
            }
            for item in feed.items {
                it.within("item", &[], |it| entry(it, feed, item));
            }
        });
    });
    document.end()
}

fn entry(it: &mut Document, feed: &Feed<'_>, item: &Item) {
    it.text("title", &[], &item.title);
    it.text("link", &[], &item.url);
    it.text("guid", &[("isPermaLink", "false")], &item.urn());
    it.text("pubDate", &[], &date(item.published));
    it.text("atom:updated", &[], &item.changed().to_rfc3339_opts(SecondsFormat::Secs, true));
    for person in &item.authors {
        it.text("dc:creator", &[], &person.name);
    }
    it.text("dc:language", &[], &item.language);
    it.text("dc:rights", &[], &item.credit_text);
    if let Some(url) = &item.licence.url {
        it.text("creativeCommons:license", &[], url);
        it.empty("atom:link", &[("rel", "license"), ("href", url)]);
    }
    if let Some(original) = &item.original {
        if let (Some(site), Some(home)) = (&original.site, &original.home) {
            it.text("source", &[("url", home)], site);
        }
        it.text("dc:source", &[], &original.url);
        it.empty("atom:link", &[("rel", "via"), ("href", &original.url)]);
    }
    for theme in &item.themes {
        it.text("category", &[], &theme.name);
    }
    if let Some((latitude, longitude)) = item.point {
        it.text("georss:point", &[], &format!("{latitude} {longitude}"));
    }
    if let Some(picture) = &item.picture {
        let length = picture.bytes.to_string();
        it.empty("enclosure", &[("url", &picture.original), ("length", &length), ("type", &picture.media_type)]);
    }
    let html = feed.html(item);
    if feed.is_full {
        let short = Feed { is_full: false, ..feed.clone() };
        it.text("description", &[], &short.html(item));
        it.text("content:encoded", &[], &html);
    } else {
        it.text("description", &[], &html);
    }
    // readers such as feedparser take the first description that they meet for that of the item
    if let Some(picture) = &item.picture {
        media(it, picture);
    }
}

/// A picture with its own credit (Media RSS).
pub(super) fn media(it: &mut Document, picture: &Picture) {
    let (width, height) = (picture.width.to_string(), picture.height.to_string());
    let content = [("url", picture.url.as_str()), ("medium", "image"), ("width", &width), ("height", &height)];
    it.within("media:content", &content, |it| {
        it.text("media:description", &[], &picture.alt);
        it.text("media:credit", &[], &picture.credit_text);
        if let Some(url) = &picture.licence.url {
            it.text("media:license", &[("href", url)], &picture.licence.name);
        }
    });
}

/// A date as RSS has it (RFC 822, with years of four digits).
fn date(moment: DateTime<Utc>) -> String {
    moment.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
