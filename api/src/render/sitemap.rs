//! Sitemaps (sitemaps.org, protocol 0.9) of the front end's addresses, with the versions in other languages and the pictures.

use chrono::{DateTime, SecondsFormat, Utc};

use crate::render::xml::Document;

/// A page of the front end.
pub(crate) struct Location {
    pub(crate) url: String,
    pub(crate) changed: DateTime<Utc>,
    /// The versions of it, its own among them: language and address. Empty where there is but one.
    pub(crate) alternates: Vec<(String, String)>,
    /// The addresses of its pictures.
    pub(crate) pictures: Vec<String>,
}

const NAMES: [(&str, &str); 3] = [
    ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"),
    ("xmlns:xhtml", "http://www.w3.org/1999/xhtml"),
    ("xmlns:image", "http://www.google.com/schemas/sitemap-image/1.1"),
];

/// Writes the addresses of pages.
pub(crate) fn pages(locations: &[Location]) -> String {
    let mut document = Document::begin();
    document.within("urlset", &NAMES, |it| {
        for location in locations {
            it.within("url", &[], |it| {
                it.text("loc", &[], &location.url);
                it.text("lastmod", &[], &location.changed.to_rfc3339_opts(SecondsFormat::Secs, true));
                for (language, url) in &location.alternates {
                    it.empty("xhtml:link", &[("rel", "alternate"), ("hreflang", language), ("href", url)]);
                }
                for picture in &location.pictures {
                    it.within("image:image", &[], |it| it.text("image:loc", &[], picture));
                }
            });
        }
    });
    document.end()
}

/// Writes the addresses of sitemaps.
pub(crate) fn index(urls: &[String]) -> String {
    let mut document = Document::begin();
    document.within("sitemapindex", &NAMES[..1], |it| {
        for url in urls {
            it.within("sitemap", &[], |it| it.text("loc", &[], url));
        }
    });
    document.end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_as_it_was() {
        let location = Location {
            url: "https://site.test/recipe/a?b=1&c=2".to_owned(),
            changed: "2026-03-01T08:00:00Z".parse().unwrap(),
            alternates: vec![("fr".to_owned(), "https://site.test/recipe/a".to_owned())],
            pictures: vec!["https://api.test/media/a.jpg".to_owned()],
        };
        insta::assert_snapshot!("sitemap", pages(&[location]).replace("><", ">\n<"));
        insta::assert_snapshot!("sitemap_index", index(&["https://api.test/sitemap/2026.xml".to_owned()]));
    }
}
