//! oEmbed 1.0: what a site shows of an entry whose address somebody pasted.

use serde_json::{Map, Value, json};

use crate::render::item::Item;
use crate::render::xml::Document;

/// What is answered of an entry.
pub(crate) struct OEmbed<'a> {
    pub(crate) item: &'a Item,
    pub(crate) html: &'a str,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) network: &'a str,
    pub(crate) home: &'a str,
}

/// How long a consumer may keep the answer, in seconds.
const KEPT_SECONDS: u32 = 24 * 60 * 60;

impl OEmbed<'_> {
    /// As JSON.
    pub(crate) fn json(&self) -> String {
        format!("{}\n", Value::Object(self.members()))
    }

    /// As XML.
    pub(crate) fn xml(&self) -> String {
        let mut document = Document::begin();
        document.within("oembed", &[], |it| {
            for (name, value) in self.members() {
                match value {
                    Value::String(text) => it.text(&name, &[], &text),
                    other => it.text(&name, &[], &other.to_string()),
                }
            }
        });
        document.end()
    }

    /// The members, of which oEmbed has none for licences: those are our own.
    fn members(&self) -> Map<String, Value> {
        let Self { item, html, width, height, network, home } = self;
        let author = item.authors.first();
        let picture = item.picture.as_ref();
        let members = [
            ("type", json!("rich")),
            ("version", json!("1.0")),
            ("title", json!(item.title)),
            ("author_name", json!(author.map(|it| &it.name))),
            ("author_url", json!(author.and_then(|it| it.url.as_ref()))),
            ("provider_name", json!(network)),
            ("provider_url", json!(home)),
            ("cache_age", json!(KEPT_SECONDS)),
            ("html", json!(html)),
            ("width", json!(width)),
            ("height", json!(height)),
            ("thumbnail_url", json!(picture.map(|it| &it.url))),
            ("thumbnail_width", json!(picture.map(|it| it.width))),
            ("thumbnail_height", json!(picture.map(|it| it.height))),
            ("license", json!(item.licence.key)),
            ("license_name", json!(item.licence.name)),
            ("license_url", json!(item.licence.url)),
            ("credit_text", json!(item.credit_text)),
            ("credit_html", json!(item.credit_html)),
        ];
        members.into_iter().filter(|(_, it)| !it.is_null()).map(|(name, it)| (name.to_owned(), it)).collect()
    }
}

#[cfg(test)]
mod tests {
    use entity::value::kind::Kind;

    use super::*;
    use crate::render::item::tests::{hostile, item};

    #[test]
    fn both_forms_are_written_as_they_were() {
        let item = item(Kind::Recipe);
        let html = "<blockquote><a href=\"https://site.test\">x</a></blockquote><iframe></iframe>";
        let it = OEmbed {
            item: &item,
            html,
            width: 600,
            height: 400,
            network: "Bretagne & Creative",
            home: "https://site.test",
        };
        insta::assert_snapshot!("oembed_json", format!("{:#}", serde_json::from_str::<Value>(&it.json()).unwrap()));
        insta::assert_snapshot!("oembed_xml", it.xml().replace("><", ">\n<"));
        let hostile = hostile(Kind::Recipe);
        let it = OEmbed { item: &hostile, ..it };
        assert_eq!(serde_json::from_str::<Value>(&it.json()).unwrap()["title"], hostile.title);
        assert!(!it.xml().contains("]]>\r") && !it.xml().contains('\u{b}'));
    }
}
