//! The pages of the documentation, as the server shows them: our own texts, so that everything in them is kept, but nothing that is HTML.

use askama::Template;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// A page of the documentation.
#[derive(Template)]
#[template(path = "manual.html")]
pub(crate) struct Manual<'a> {
    /// The language of the page (BCP 47).
    pub(crate) language: &'a str,
    /// The network's name.
    pub(crate) network: &'a str,
    pub(crate) title: &'a str,
    /// The name of the list of pages.
    pub(crate) pages_heading: &'a str,
    /// The pages, each by its address; the one that is shown has none.
    pub(crate) pages: Vec<(Option<String>, String)>,
    /// The text: HTML that is made of ours.
    pub(crate) html: String,
}

impl Manual<'_> {
    pub(crate) fn html(&self) -> String {
        self.render().expect(super::WRITES)
    }
}

/// The title of a text.
pub(crate) fn title(markdown: &str) -> &str {
    markdown.lines().find_map(|it| it.strip_prefix("# ")).unwrap_or_default()
}

/// A text as HTML. `address` says where a relative link leads; the words of one that leads nowhere stay.
pub(crate) fn text(markdown: &str, address: impl Fn(&str) -> Option<String>) -> String {
    let events: Vec<Event<'_>> = Parser::new_ext(markdown, Options::ENABLE_TABLES).collect();
    let (mut made, mut led): (Vec<Event<'_>>, Vec<bool>) = (Vec::with_capacity(events.len()), Vec::new());
    let (mut is_in_head, mut skips) = (false, false);
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
                let id = Some(CowStr::from(anchor(&events[at + 1..])));
                made.push(Event::Start(Tag::Heading {
                    level: *level,
                    id,
                    classes: classes.clone(),
                    attrs: attrs.clone(),
                }));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let is_whole =
                    dest_url.starts_with("https://") || dest_url.starts_with("http://") || dest_url.starts_with('#');
                let led_to = if is_whole { Some(dest_url.to_string()) } else { address(dest_url) };
                led.push(led_to.is_some());
                if let Some(url) = led_to {
                    let (dest_url, title, id) = (url.into(), title.clone(), id.clone());
                    made.push(Event::Start(Tag::Link { link_type: *link_type, dest_url, title, id }));
                }
            }
            Event::End(TagEnd::Link) => {
                if led.pop() == Some(true) {
                    made.push(event.clone());
                }
            }
            // a table that is wider than a phone scrolls, also by the keyboard
            Event::Start(Tag::Table(_)) => {
                made.push(Event::Html("<div class=\"wide\" tabindex=\"0\">\n".into()));
                made.push(event.clone());
            }
            Event::End(TagEnd::Table) => {
                made.push(event.clone());
                made.push(Event::Html("</div>\n".into()));
            }
            Event::Start(Tag::TableHead) | Event::End(TagEnd::TableHead) => {
                is_in_head = matches!(event, Event::Start(_));
                made.push(event.clone());
            }
            // the corner above the names of rows is no header
            Event::Start(Tag::TableCell) if is_in_head && is_empty(&events[at + 1..]) => {
                made.push(Event::Html("<td></td>".into()));
                skips = true;
            }
            Event::End(TagEnd::TableCell) if skips => skips = false,
            Event::Html(it) | Event::InlineHtml(it) => made.push(Event::Text(it.clone())),
            other => made.push(other.clone()),
        }
    }
    let mut written = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut written, made.into_iter());
    written
}

/// Whether a cell that has begun ends at once.
fn is_empty(events: &[Event<'_>]) -> bool {
    matches!(events.first(), Some(Event::End(TagEnd::TableCell)))
}

/// The name of a heading in addresses, as the sites make it that show the same texts: its words in small letters, with hyphens.
fn anchor(events: &[Event<'_>]) -> String {
    let mut name = String::new();
    for event in events.iter().take_while(|it| !matches!(it, Event::End(TagEnd::Heading(_)))) {
        if let Event::Text(text) | Event::Code(text) = event {
            for letter in text.chars().flat_map(char::to_lowercase) {
                match letter {
                    ' ' => name.push('-'),
                    it if it.is_alphanumeric() || it == '-' || it == '_' => name.push(it),
                    _ => {}
                }
            }
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_somewhere_or_are_words() {
        let of = |it: &str| text(it, |it| (it == "json.md").then(|| "/docs/en/json".to_owned()));
        assert_eq!(of("[a](json.md) [b](other.md)"), "<p><a href=\"/docs/en/json\">a</a> b</p>\n");
        assert_eq!(of("## Le `texte`, à lire"), "<h2 id=\"le-texte-à-lire\">Le <code>texte</code>, à lire</h2>\n");
        assert!(!of("a <script>alert(1)</script>").contains("<script"));
        assert_eq!(title("x\n# Le titre\n"), "Le titre");
    }

    #[test]
    fn tables_scroll_and_have_no_empty_header() {
        let html = text("| | *a* |\n| --- | --- |\n| x | |\n", |_| None);
        let head = "<thead><tr><td></td><th><em>a</em></th></tr></thead>";
        assert!(html.starts_with("<div class=\"wide\" tabindex=\"0\">\n<table>") && html.contains(head), "{html}");
        assert!(html.contains("<tr><td>x</td><td></td></tr>") && html.ends_with("</table>\n</div>\n"), "{html}");
    }
}
