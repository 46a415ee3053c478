//! Markdown to HTML and to plain text: the one place where texts become markup. Raw HTML is dropped, and what is left
//! goes through an allow-list.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;
use entity::media::mention::SCHEME;
use entity::value::id::Id;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// How deep quotes and lists may be nested before the rest is given as plain text.
const MAX_DEPTH: usize = 32;

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "div",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    let attributes: [(&str, &[&str]); 7] = [
        ("a", &["href", "title"]),
        ("img", &["src", "alt", "title", "width", "height", "loading"]),
        ("ol", &["start"]),
        ("code", &["class"]),
        ("div", &["id"]),
        ("td", &["style"]),
        ("th", &["style"]),
    ];
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(tags))
        .tag_attributes(
            attributes
                .into_iter()
                .map(|(tag, names)| (tag, names.iter().copied().collect()))
                .collect::<HashMap<_, _>>(),
        )
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::Custom(Box::new(note)))
        .id_prefix(Some(NOTE))
        .allowed_classes(HashMap::from([
            ("div", HashSet::from(["footnote-definition"])),
            ("sup", HashSet::from(["footnote-reference", "footnote-definition-label"])),
        ]))
        .filter_style_properties(HashSet::from(["text-align"]))
        .attribute_filter(|tag, name, value| match (tag, name) {
            ("img", "src") if !of_the_web(value) => None,
            _ => Some(Cow::Borrowed(value)),
        })
        .link_rel(Some("noopener noreferrer nofollow"));
    builder
});

/// What the id of a footnote begins with, so that it cannot pass for an id of the page around it.
const NOTE: &str = "note-";

/// Of all relative addresses only those of footnotes are kept.
fn note(address: &str) -> Option<Cow<'_, str>> {
    address.strip_prefix('#').map(|it| Cow::Owned(format!("#{NOTE}{it}")))
}

fn of_the_web(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    address.starts_with("https://") || address.starts_with("http://")
}

/// A picture or a document that a text may refer to by its identifier, for its reader.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct InText {
    /// The address of the file.
    pub(crate) url: String,
    /// What a picture is shown with; none of a document.
    pub(crate) picture: Option<Frame>,
}

/// A picture in a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Frame {
    /// The address of the picture in the size of a text.
    pub(crate) src: String,
    /// The width in pixels at that address.
    pub(crate) width: u32,
    /// The height in pixels.
    pub(crate) height: u32,
    /// What is said of it where the text says nothing.
    pub(crate) alt: String,
}

/// What a text may refer to.
pub(crate) type Shown = BTreeMap<Id, InText>;

/// Safe HTML of a CommonMark text with tables, footnotes and strikethrough. Of the pictures and documents that it refers to, those
/// that are known are shown; of the others their words stay.
pub(crate) fn html(text: &str, shown: &Shown) -> String {
    let mut unsafe_html = String::with_capacity(text.len() * 2);
    html::push_html(&mut unsafe_html, with_media(events(text), shown).into_iter());
    SANITISER.clean(&unsafe_html).to_string()
}

/// The words of a Markdown text without its marks, one block a line.
pub(crate) fn text(markdown: &str) -> String {
    let mut words = String::with_capacity(markdown.len());
    for event in events(markdown) {
        match event {
            Event::Text(it) | Event::Code(it) => words.push_str(&it),
            Event::SoftBreak => words.push(' '),
            Event::HardBreak
            | Event::Start(Tag::List(_))
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::CodeBlock
                | TagEnd::TableHead
                | TagEnd::TableRow,
            ) => words.push('\n'),
            Event::End(TagEnd::TableCell) => words.push(' '),
            _ => {}
        }
    }
    let lines = words.lines().map(str::trim).filter(|it| !it.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The same with the addresses of what `media:` refers to.
fn with_media<'a>(events: Vec<Event<'a>>, shown: &Shown) -> Vec<Event<'a>> {
    let known = |address: &str| {
        let named = address.strip_prefix(SCHEME)?;
        Some(named.parse::<Id>().ok().and_then(|it| shown.get(&it)))
    };
    let (mut made, mut events) = (Vec::with_capacity(events.len()), events.into_iter());
    while let Some(mut event) = events.next() {
        match &mut event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                if let Some(found) = known(dest_url) {
                    *dest_url = found.map_or(CowStr::Borrowed(""), |it| it.url.clone().into());
                }
                made.push(event);
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => match known(dest_url) {
                Some(found) => {
                    let title = title.clone();
                    let words = alt(&mut events);
                    let frame = found.and_then(|it| it.picture.as_ref());
                    made.push(match frame {
                        Some(frame) => Event::InlineHtml(picture(frame, &words, &title).into()),
                        None => Event::Text(words.into()),
                    });
                }
                None => made.push(event),
            },
            _ => made.push(event),
        }
    }
    made
}

/// The words inside of a picture, up to its end.
fn alt<'a>(events: &mut impl Iterator<Item = Event<'a>>) -> String {
    let (mut depth, mut words) = (1_usize, String::new());
    for event in events {
        match event {
            Event::Start(Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Image) => depth -= 1,
            Event::Text(it) | Event::Code(it) => words.push_str(&it),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    words
}

/// The element of a picture: its own words, else what is said of it elsewhere.
fn picture(frame: &Frame, words: &str, title: &str) -> String {
    let escaped = ammonia::clean_text;
    let Frame { src, width, height, alt } = frame;
    let alt = if words.trim().is_empty() { alt } else { words };
    let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escaped(title)) };
    format!(
        "<img src=\"{}\" alt=\"{}\"{title} width=\"{width}\" height=\"{height}\" loading=\"lazy\">",
        escaped(src),
        escaped(alt)
    )
}

/// What the text says, raw HTML left out. A text that is nested absurdly deep is taken as plain text.
fn events(text: &str) -> Vec<Event<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let (mut depth, mut events) = (0_usize, Vec::new());
    for mut event in Parser::new_ext(text, options) {
        match &mut event {
            // only footnotes lead to a place in the text: a heading has no id to lead to
            Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with('#') => *dest_url = "".into(),
            _ => {}
        }
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            let paragraph = [Event::Start(Tag::Paragraph), Event::Text(text.into()), Event::End(TagEnd::Paragraph)];
            return paragraph.into();
        }
        if !matches!(
            event,
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock)
        ) {
            events.push(event);
        }
    }
    events
}
