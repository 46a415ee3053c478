//! Feeds: the newest entries of a selection, for programs that follow them. Three formats say the same.

mod atom;
mod json_feed;
mod rss;

use chrono::{DateTime, Utc};
use html_escape::encode_quoted_attribute;

pub(crate) use self::atom::atom;
pub(crate) use self::json_feed::json_feed;
pub(crate) use self::rss::rss;
use crate::render::item::Item;

/// A page of a feed.
#[derive(Debug, Clone)]
pub(crate) struct Feed<'a> {
    pub(crate) title: &'a str,
    pub(crate) description: &'a str,
    /// The language of its title (BCP 47).
    pub(crate) language: &'a str,
    /// The network's name.
    pub(crate) network: &'a str,
    /// The address of the site.
    pub(crate) home: &'a str,
    pub(crate) icon: &'a str,
    /// Where the extension `_licence` of JSON Feed is described.
    pub(crate) about: &'a str,
    /// The address of this page.
    pub(crate) this: &'a str,
    /// The address of the newest page, by which the feed is known.
    pub(crate) first: &'a str,
    /// The address of the next older page (RFC 5005 §3).
    pub(crate) next: Option<&'a str>,
    /// Whether texts are given whole.
    pub(crate) is_full: bool,
    pub(crate) items: &'a [Item],
}

impl Feed<'_> {
    /// When any of its entries last changed: nothing else changes a feed.
    fn updated(&self) -> DateTime<Utc> {
        self.items.iter().map(Item::changed).max().unwrap_or(DateTime::UNIX_EPOCH)
    }

    /// What a reader shows of an entry: its text or its summary, and under it the credit, as aggregators drop what stands
    /// elsewhere.
    fn html(&self, item: &Item) -> String {
        let summary =
            item.summary.as_deref().map(|it| format!("<p>{}</p>\n", encode_quoted_attribute(it))).unwrap_or_default();
        let picture = item.picture.as_ref().map(|it| {
            let (url, alt, credit) =
                (encode_quoted_attribute(&it.url), encode_quoted_attribute(&it.alt), &it.credit_html);
            let size = format!("width=\"{}\" height=\"{}\"", it.width, it.height);
            format!("<figure><img src=\"{url}\" alt=\"{alt}\" {size}><figcaption>{credit}</figcaption></figure>\n")
        });
        let text = item.content.as_ref().filter(|_| self.is_full).map(super::content::Content::html);
        let (picture, text) = (picture.unwrap_or_default(), text.unwrap_or_default());
        format!("{picture}{summary}{text}<p><small>{}</small></p>", item.credit_html)
    }
}

#[cfg(test)]
mod tests {
    use entity::value::kind::Kind;

    use super::*;
    use crate::render::item::Original;
    use crate::render::item::tests::{hostile, item, picture};

    fn items() -> Vec<Item> {
        let mut article = item(Kind::Article);
        article.original = Some(Original {
            url: "https://source.test/a?b=1&c=2".to_owned(),
            site: Some("Source & Cie".to_owned()),
            home: Some("https://source.test/".to_owned()),
        });
        article.picture = Some(picture());
        vec![item(Kind::Recipe), article, item(Kind::Event)]
    }

    fn feed(items: &[Item]) -> Feed<'_> {
        Feed {
            title: "Bretagne Creative",
            description: "Les contenus du réseau",
            language: "fr",
            network: "Bretagne Creative",
            home: "https://site.test",
            icon: "https://api.test/favicon.svg",
            about: "https://api.test/embed/about#json-feed",
            this: "https://api.test/feed?after=a",
            first: "https://api.test/feed",
            next: Some("https://api.test/feed?after=b&kind=recipe"),
            is_full: true,
            items,
        }
    }

    #[test]
    fn each_format_is_written_as_it_was() {
        let items = items();
        let feed = feed(&items);
        insta::assert_snapshot!("atom", atom(&feed).replace("><", ">\n<"));
        insta::assert_snapshot!("rss", rss(&feed).replace("><", ">\n<"));
        insta::assert_snapshot!("json_feed", json_feed(&feed));
    }

    #[test]
    fn no_text_breaks_a_format() {
        let items = [hostile(Kind::Article), hostile(Kind::Event)];
        for is_full in [true, false] {
            let feed = Feed { is_full, ..feed(&items) };
            for text in [atom(&feed), rss(&feed)] {
                let mut reader = quick_xml::Reader::from_str(&text);
                while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
                assert!(!text.contains("<b>") && !text.contains('\u{b}'), "{text}");
            }
            let read: serde_json::Value = serde_json::from_str(&json_feed(&feed)).unwrap();
            assert_eq!(read["items"][0]["title"], items[0].title);
            assert!(!read["items"][0]["content_html"].as_str().unwrap().contains("<b>"));
        }
    }
}
