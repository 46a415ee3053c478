//! A WordPress export (WXR) to rows: posts and pages with their authors and categories. Comments, menus, attachments and e-mail addresses
//! stay behind.

use std::collections::HashSet;
use std::io::{self, BufRead};

use entity::import::brought::{Destination, OldAddress};
use entity::import::row::{Row, RowKind};
use entity::value::kind::Kind;
use html_to_markdown_rs::{ConversionOptions, convert};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Map, Value, json};

use crate::transfer::bounded::Bounded;
use crate::transfer::encoding::other_than_export;
use crate::transfer::ndjson::Line;
use crate::transfer::packed::unpacked;
use crate::transfer::unread::Unread;

/// How deep elements may be nested in a text.
const DEEPEST: usize = 200;
/// The most bytes of one text.
const LONGEST: usize = 4 * 1024 * 1024;
/// The most characters of a summary.
const SUMMARY: usize = 280;

/// What a WordPress site becomes.
pub struct WordPress {
    /// The rows.
    pub lines: Vec<Line>,
    /// Its old addresses.
    pub addresses: Vec<OldAddress>,
    /// What was left behind, one sentence each.
    pub left: Vec<String>,
}

/// The fields of one item, as they stand.
#[derive(Debug, Default)]
struct Item {
    fields: Vec<(String, String)>,
    categories: Vec<String>,
}

impl Item {
    fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|it| it.0 == name).map_or("", |it| it.1.trim())
    }
}

/// Reads an export, which may be in gzip. `licence` is what its texts are given under: an export does not say it.
///
/// # Errors
/// Those of reading; what is no export of WordPress, or only a part of one, says so: [`Unread`].
pub fn read(input: impl BufRead, licence: &str) -> io::Result<WordPress> {
    unpacked(input, |input| read_plain(input, licence))
}

fn read_plain(mut input: impl BufRead, licence: &str) -> io::Result<WordPress> {
    if let Some(other) = other_than_export(input.fill_buf()?) {
        return Err(other.into());
    }
    let wrong = |what: String| io::Error::new(io::ErrorKind::InvalidData, what);
    let (input, part) = Bounded::new(input, LONGEST, "a text is longer than 4 MiB");
    let mut reader = Reader::from_reader(input);
    let (mut path, mut text, mut buffer) = (Vec::<String>::new(), String::new(), Vec::new());
    let (mut item, mut category): (Option<Item>, Option<String>) = (None, None);
    let mut found = Found {
        licence,
        rows: Vec::new(),
        known: HashSet::new(),
        addresses: Vec::new(),
        left: Vec::new(),
        is_export: false,
    };
    let mut channel = Item::default();
    loop {
        part.begins();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            // what was begun is not at its end
            Err(quick_xml::Error::Syntax(_)) if found.is_export => return Err(Unread::XmlCut.into()),
            Err(it) => {
                return Err(wrong(format!("it is no well-formed XML at byte {}: {it}", reader.buffer_position())));
            }
        };
        match event {
            Event::Start(it) => {
                let name = it.name().as_ref().to_owned();
                match name.as_str() {
                    "item" => item = Some(Item::default()),
                    "wp:author" | "wp:category" => channel = Item::default(),
                    "category" => {
                        let domain = it.try_get_attribute("domain").ok().flatten().map(|it| it.value.into_owned());
                        let slug = it.try_get_attribute("nicename").ok().flatten().map(|it| it.value.into_owned());
                        category = match (domain.as_deref(), slug) {
                            (Some("category" | "post_tag"), slug) => slug,
                            _ => None,
                        };
                    }
                    _ => {}
                }
                path.push(name);
                text.clear();
                if path.len() > 20 {
                    return Err(wrong("its elements are nested too deep for an export of WordPress".to_owned()));
                }
            }
            Event::Text(it) => text.push_str(&it),
            Event::CData(it) => text.push_str(&it),
            Event::GeneralRef(it) => {
                let name: &str = &it;
                text.push_str(&html_escape::decode_html_entities(&format!("&{name};")));
            }
            Event::End(_) => {
                let name = path.pop().unwrap_or_default();
                match (name.as_str(), item.as_mut()) {
                    ("item", _) => {
                        if let Some(item) = item.take() {
                            found.item(&item);
                        }
                    }
                    ("category", Some(item)) => {
                        if let Some(slug) = category.take() {
                            found.theme(&slug, text.trim());
                            item.categories.push(slug);
                        }
                    }
                    ("wp:wxr_version", None) => found.is_export = true,
                    ("wp:author", None) => found.author(&channel),
                    (_, Some(item)) => item.fields.push((name, std::mem::take(&mut text))),
                    (_, None) => channel.fields.push((name, std::mem::take(&mut text))),
                }
                text.clear();
            }
            Event::Eof => break,
            _ => {}
        }
        if text.len() > LONGEST {
            return Err(wrong("a text is longer than 4 MiB".to_owned()));
        }
        buffer.clear();
    }
    if !found.is_export {
        return Err(Unread::NoExport.into());
    }
    if !path.is_empty() {
        return Err(Unread::XmlCut.into());
    }
    let numbered = |(at, row): (usize, Row)| Line {
        number: at + 1,
        name: format!("{} \"{}\"", row.kind.word(), row.key),
        row: Ok(row),
    };
    let lines = found.rows.into_iter().enumerate().map(numbered).collect();
    Ok(WordPress { lines, addresses: found.addresses, left: found.left })
}

struct Found<'a> {
    licence: &'a str,
    rows: Vec<Row>,
    /// What there are rows of.
    known: HashSet<(RowKind, String)>,
    addresses: Vec<OldAddress>,
    left: Vec<String>,
    is_export: bool,
}

impl Found<'_> {
    fn push(&mut self, kind: RowKind, key: String, deleted: bool, fields: Map<String, Value>) {
        if self.known.insert((kind, key.clone())) {
            self.rows.push(Row { kind, key, deleted, fields });
        }
    }

    fn theme(&mut self, slug: &str, name: &str) {
        let name = if name.is_empty() { slug } else { name };
        let fields = Map::from_iter([("name".to_owned(), json!({ "fr": name }))]);
        self.push(RowKind::Theme, format!("wp:{slug}"), false, fields);
    }

    fn author(&mut self, it: &Item) {
        let login = it.text("wp:author_login");
        let name = Some(it.text("wp:author_display_name")).filter(|it| !it.is_empty()).unwrap_or(login);
        if !login.is_empty() {
            let fields = json!({ "memberKind": "PERSON", "name": name });
            self.push(RowKind::Member, format!("wp:{login}"), false, fields.as_object().cloned().unwrap_or_default());
        }
    }

    fn item(&mut self, it: &Item) {
        let kind = match it.text("wp:post_type") {
            "post" => Kind::Article,
            "page" => Kind::Page,
            other => return self.left.push(format!("{other} {} \"{}\"", it.text("wp:post_id"), it.text("title"))),
        };
        let status = match it.text("wp:status") {
            "publish" | "future" => "PUBLISHED",
            "pending" => "SUBMITTED",
            _ => "DRAFT",
        };
        let key = format!("wp:{}", it.text("wp:post_id"));
        let content = it.text("content:encoded");
        let mut fields = Map::new();
        fields.insert(
            "title".into(),
            Some(it.text("title")).filter(|it| !it.is_empty()).unwrap_or("(sans titre)").into(),
        );
        match markdown(content) {
            Ok(body) => drop(fields.insert("body".into(), body.into())),
            Err(why) => return self.left.push(format!("{} \"{}\": {why}", key, it.text("title"))),
        }
        let summary = markdown(it.text("excerpt:encoded")).unwrap_or_default().replace('\n', " ");
        if !summary.is_empty() && summary.chars().count() <= SUMMARY {
            fields.insert("summary".into(), summary.into());
        }
        fields.insert("status".into(), status.into());
        fields.insert("licence".into(), self.licence.into());
        let date = it.text("wp:post_date_gmt");
        if status == "PUBLISHED" && !date.starts_with("0000") && date.len() == 19 {
            fields.insert("publishedAt".into(), format!("{}Z", date.replace(' ', "T")).into());
        }
        let author = it.text("dc:creator");
        if !author.is_empty() {
            fields.insert("authors".into(), json!([format!("wp:{author}")]));
        }
        if !it.categories.is_empty() {
            let themes: Vec<String> = it.categories.iter().map(|it| format!("wp:{it}")).collect();
            fields.insert("themes".into(), themes.into());
        }
        let parent = it.text("wp:post_parent");
        if kind == Kind::Page && !matches!(parent, "" | "0") {
            fields.insert("parent".into(), format!("wp:{parent}").into());
        }
        let slug = it.text("wp:post_name");
        if slug.parse::<entity::value::slug::Slug>().is_ok() {
            fields.insert("slug".into(), slug.into());
        }
        if status == "PUBLISHED"
            && let Ok(link) = url::Url::parse(it.text("link"))
        {
            let to = Destination::Row(RowKind::Entry(kind), key.clone());
            let query = link.query().map(|it| format!("?{it}")).unwrap_or_default();
            let path = format!("{}{query}", link.path());
            let bare = path.trim_end_matches('/').to_owned();
            self.addresses
                .extend([bare].into_iter().filter(|it| it.len() > 1).map(|path| OldAddress { path, to: to.clone() }));
        }
        self.push(RowKind::Entry(kind), key, it.text("wp:status") == "trash", fields);
    }
}

/// HTML as Markdown. Line ends of texts without paragraphs are those of WordPress: an empty line ends a paragraph.
fn markdown(html: &str) -> Result<String, String> {
    let mut depth = 0_usize;
    for part in html.split('<').skip(1) {
        if part.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if part.starts_with(|it: char| it.is_ascii_alphabetic())
            && !part.split('>').next().is_some_and(|it| it.ends_with('/'))
        {
            depth += 1;
        }
        // elements that have no end tag count as well, so the limit is generous
        if depth > DEEPEST * 10 {
            return Err("its elements are nested too deep".to_owned());
        }
    }
    let html = if html.contains("<p") || html.contains("<!-- wp:") {
        html.to_owned()
    } else {
        let paragraphs = html.split("\n\n").filter(|it| !it.trim().is_empty());
        paragraphs.map(|it| format!("<p>{}</p>", it.trim().replace('\n', "<br>"))).collect()
    };
    let options = ConversionOptions {
        escape_asterisks: true,
        escape_underscores: true,
        escape_misc: true,
        ..ConversionOptions::default()
    };
    let done = convert(&html, options).map_err(|it| it.to_string())?;
    Ok(done.content.unwrap_or_default().trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPORT: &str = r#"<?xml version="1.0" encoding="UTF-8" ?>
        <rss version="2.0" xmlns:content="c" xmlns:wp="w" xmlns:dc="d" xmlns:excerpt="e"><channel>
        <title>Blog</title><wp:wxr_version>1.2</wp:wxr_version>
        <wp:author><wp:author_login><![CDATA[ana]]></wp:author_login><wp:author_email>ana@a.example</wp:author_email><wp:author_display_name><![CDATA[Ana &]]></wp:author_display_name></wp:author>
        <item><title>Le four &amp; le pain</title><link>https://blog.example/2020/le-four/</link><dc:creator>ana</dc:creator>
        <content:encoded><![CDATA[Du <strong>pain</strong> <script>alert(1)</script>2 * 3

        Encore.]]></content:encoded><wp:post_id>7</wp:post_id><wp:post_name>le-four</wp:post_name><wp:status>publish</wp:status>
        <wp:post_date_gmt>2020-02-03 04:05:06</wp:post_date_gmt><wp:post_type>post</wp:post_type>
        <category domain="category" nicename="pain"><![CDATA[Pain]]></category>
        <wp:comment><wp:comment_author_IP>192.0.2.1</wp:comment_author_IP><wp:comment_content>spam</wp:comment_content></wp:comment></item>
        <item><title>img</title><wp:post_id>8</wp:post_id><wp:post_type>attachment</wp:post_type></item>
        </channel></rss>"#;

    #[test]
    fn posts_come_with_authors_and_categories() {
        let found = read(EXPORT.as_bytes(), "CC-BY-SA-4.0").unwrap();
        let rows: Vec<Row> = found.lines.into_iter().map(|it| it.row.unwrap()).collect();
        let keys: Vec<(&str, &str)> = rows.iter().map(|it| (it.kind.word(), it.key.as_str())).collect();
        assert_eq!(keys, [("member", "wp:ana"), ("theme", "wp:pain"), ("article", "wp:7")]);
        let post = &rows[2].fields;
        assert_eq!(post["title"], "Le four & le pain");
        assert_eq!(post["publishedAt"], "2020-02-03T04:05:06Z");
        let body = post["body"].as_str().unwrap();
        assert!(body.contains("**pain**") && body.contains("2 \\* 3") && body.contains("Encore."), "{body}");
        let all = format!("{rows:?}");
        for private in ["a.example\"", "ana@", "192.0.2", "alert", "spam"] {
            assert!(!all.contains(private), "{private}: {all}");
        }
        assert_eq!(found.addresses[0].path, "/2020/le-four");
        assert_eq!(found.left, ["attachment 8 \"img\""]);
        assert!(read("<rss></rss>".as_bytes(), "x").is_err_and(|it| it.to_string().contains("no export of WordPress")));
    }
}
