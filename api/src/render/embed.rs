//! Pages to be framed by other sites: an entry, or a list. They need no script, ask no other server for anything, and their credit
//! cannot be switched off. The web components of `embed.js` show the element `main` of the same pages.

use askama::Template;
use entity::value::kind::Kind;
use html_escape::decode_html_entities;

use crate::render::content::Content;
use crate::render::item::Item;
use crate::render::when::When;

/// The colours of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Light,
    Dark,
    /// Those that the visitor's device prefers.
    Auto,
}

/// How a list is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Side by side where there is room.
    Cards,
    /// One below the other.
    List,
    /// The dates of events, the next first.
    Agenda,
    /// By commune, with the places.
    MapList,
}

impl Scheme {
    pub(crate) const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The word for it in addresses.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Auto => "auto",
        }
    }
}

impl Layout {
    pub(crate) const ALL: [Self; 4] = [Self::Cards, Self::List, Self::Agenda, Self::MapList];

    /// The word for it in addresses.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Cards => "cards",
            Self::List => "list",
            Self::Agenda => "agenda",
            Self::MapList => "map-list",
        }
    }
}

/// The height at which most of an entry is seen without scrolling, in pixels.
pub(crate) fn frame_height(kind: Kind) -> u32 {
    match kind {
        Kind::Event => 560,
        Kind::Initiative | Kind::Recipe | Kind::Article | Kind::Page => 640,
    }
}

/// What all framed pages have.
#[derive(Debug, Clone)]
pub(crate) struct Frame<'a> {
    /// The language of the labels (BCP 47).
    pub(crate) language: &'a str,
    pub(crate) scheme: Scheme,
    pub(crate) title: &'a str,
    pub(crate) network: &'a str,
    /// The address of the site.
    pub(crate) home: &'a str,
    /// The address of this API.
    pub(crate) api: &'a str,
    /// Whether the script is loaded that tells WordPress the height and the clicks.
    pub(crate) speaks_to_wordpress: bool,
    /// For that script: the entry whose links it follows.
    pub(crate) id: Option<String>,
}

/// An entry as a page.
#[derive(Template)]
#[template(path = "frame_entry.html")]
pub(crate) struct EntryPage<'a> {
    pub(crate) frame: Frame<'a>,
    pub(crate) item: &'a Item,
    /// When it takes place.
    pub(crate) whens: Vec<When>,
    /// What is read of it: safe HTML.
    pub(crate) content: String,
    /// What is said above it, when it is not what the public sees.
    pub(crate) banner: Option<&'a str>,
    /// The address of the calendar of its dates.
    pub(crate) calendar: Option<String>,
    /// The address at which oEmbed tells of it, without the format.
    pub(crate) oembed: String,
    /// JSON-LD in which no sign ends an element of HTML.
    pub(crate) json_ld: String,
    pub(crate) labels: EntryLabels,
}

/// The fixed texts of the page of an entry.
pub(crate) struct EntryLabels {
    pub(crate) when: String,
    pub(crate) add_to_calendar: String,
    /// What leads to the entry's own page.
    pub(crate) read_on: String,
}

/// A list as a page.
#[derive(Template)]
#[template(path = "frame_list.html")]
pub(crate) struct ListPage<'a> {
    pub(crate) frame: Frame<'a>,
    pub(crate) layout: Layout,
    /// What stands under which heading; one group without a heading but for lists by commune.
    pub(crate) groups: Vec<Group<'a>>,
    /// The feed of the same list.
    pub(crate) feed: String,
    pub(crate) labels: ListLabels,
}

/// Entries under a heading.
pub(crate) struct Group<'a> {
    pub(crate) heading: Option<String>,
    pub(crate) cards: Vec<Card<'a>>,
}

/// An entry in a list.
pub(crate) struct Card<'a> {
    pub(crate) item: &'a Item,
    /// The next time at which it takes place, or the one that the row is about.
    pub(crate) when: Option<When>,
    /// Where a map shows it.
    pub(crate) map: Option<String>,
}

/// The fixed texts of the page of a list.
pub(crate) struct ListLabels {
    pub(crate) nothing: String,
    pub(crate) map: String,
    /// What leads to the site.
    pub(crate) home: String,
    pub(crate) feed: String,
}

impl EntryPage<'_> {
    /// As HTML.
    pub(crate) fn html(&self) -> String {
        self.render().expect(super::WRITES)
    }
}

impl ListPage<'_> {
    /// As HTML.
    pub(crate) fn html(&self) -> String {
        self.render().expect(super::WRITES)
    }
}

/// What is read of an entry, for a page that asks no other server for anything: pictures that lie elsewhere become links, and links
/// inside of the page stay inside.
pub(crate) fn content(content: &Content, own: &str) -> String {
    let html = content.html().replace("<a href=\"#", "<a target=\"_self\" href=\"#");
    let mut kept = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some(at) = rest.find("<img ") {
        let (before, tag) = rest.split_at(at);
        kept.push_str(before);
        // what the sanitiser lets through is written out in full: no sign `>` stands inside of a value
        let end = tag.find('>').map_or(tag.len(), |it| it + 1);
        let (tag, after) = tag.split_at(end);
        let source = attribute(tag, "src").unwrap_or_default();
        if source.starts_with(&format!("{own}/")) {
            kept.push_str(tag);
        } else {
            let name = attribute(tag, "alt").filter(|it| !it.trim().is_empty()).unwrap_or_else(|| source.clone());
            let link = ElsewhereLink { url: &source, name: &name };
            kept.push_str(&link.render().expect(super::WRITES));
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// The value of an attribute of a tag that the sanitiser wrote.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split_once(&format!(" {name}=\""))?.1.split('"').next()?;
    Some(decode_html_entities(value).into_owned())
}

/// Where the links of a page lead that begins with `http`.
pub(crate) fn targets(html: &str) -> impl Iterator<Item = String> {
    let values = html.split(" href=\"").skip(1).filter_map(|it| it.split('"').next());
    values.map(|it| decode_html_entities(it).into_owned()).filter(|it| it.starts_with("http"))
}

#[derive(Template)]
#[template(source = "🖼 <a href=\"{{ url }}\">{{ name }}</a>", ext = "html")]
struct ElsewhereLink<'a> {
    url: &'a str,
    name: &'a str,
}

/// A frame for the page of another site, with a link for readers that show no frames.
#[derive(Template)]
#[template(
    source = "<iframe src=\"{{ src }}\" title=\"{{ title }}\" width=\"100%\" height=\"{{ height }}\" style=\"border: 0\" loading=\"lazy\"><a href=\"{{ url }}\">{{ title }}</a></iframe>",
    ext = "html"
)]
pub(crate) struct IframeHtml<'a> {
    pub(crate) src: &'a str,
    pub(crate) title: &'a str,
    pub(crate) height: u32,
    pub(crate) url: &'a str,
}

/// The frame that oEmbed gives away: a credit line that stays where frames are taken out, then the frame, in the form that WordPress
/// recognises.
#[derive(Template)]
#[template(
    source = "<blockquote>{{ credit|safe }}</blockquote><iframe src=\"{{ src }}\" title=\"{{ title }}\" width=\"{{ width }}\" height=\"{{ height }}\" frameborder=\"0\" marginwidth=\"0\" marginheight=\"0\" scrolling=\"no\"></iframe>",
    ext = "html"
)]
pub(crate) struct OEmbedHtml<'a> {
    /// Safe HTML.
    pub(crate) credit: &'a str,
    pub(crate) src: &'a str,
    pub(crate) title: &'a str,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// Entries as HTML that loads nothing: title, summary, credit.
#[derive(Template)]
#[template(
    source = "{% for item in items %}<article lang=\"{{ item.language }}\"><h3><a href=\"{{ item.url }}\">{{ item.title }}</a></h3>{% if let Some(summary) = item.summary %}<p>{{ summary }}</p>{% endif %}<p><small>{{ item.credit_html|safe }}</small></p></article>{% if !loop.last %}\n{% endif %}{% endfor %}",
    ext = "html"
)]
pub(crate) struct PlainHtml<'a> {
    pub(crate) items: &'a [Item],
}

/// The element of `embed.js` for one entry, or for a list.
#[derive(Template)]
#[template(
    source = "<script type=\"module\" src=\"{{ api }}/embed.js\"></script>\n<bretagne-creative-{{ name }}{% for (name, value) in attributes %} {{ name }}=\"{{ value }}\"{% endfor %}><a href=\"{{ url }}\">{{ title }}</a></bretagne-creative-{{ name }}>",
    ext = "html"
)]
pub(crate) struct ComponentHtml<'a> {
    pub(crate) api: &'a str,
    /// `entry` or `list`.
    pub(crate) name: &'a str,
    pub(crate) attributes: &'a [(String, String)],
    pub(crate) url: &'a str,
    pub(crate) title: &'a str,
}

/// A piece of HTML for somebody's page.
pub(crate) fn snippet(template: &impl Template) -> String {
    template.render().expect(super::WRITES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::content::Section;
    use crate::render::item::tests::{HOSTILE, hostile, item};

    fn frame() -> Frame<'static> {
        Frame {
            language: "fr",
            scheme: Scheme::Auto,
            title: HOSTILE,
            network: HOSTILE,
            home: "https://site.test",
            api: "https://api.test",
            speaks_to_wordpress: false,
            id: None,
        }
    }

    fn page(item: &Item) -> String {
        let text = || HOSTILE.to_owned();
        let page = EntryPage {
            frame: frame(),
            item,
            whens: vec![When { start: text(), text: text(), note: Some(text()) }],
            content: content(item.content.as_ref().unwrap(), "https://api.test"),
            banner: Some(HOSTILE),
            calendar: Some("https://api.test/events/a.ics".to_owned()),
            oembed: "https://api.test/oembed?url=a".to_owned(),
            json_ld: "{}".to_owned(),
            labels: EntryLabels { when: text(), add_to_calendar: text(), read_on: text() },
        };
        page.html()
    }

    #[test]
    fn no_text_leaves_its_place() {
        let item = hostile(Kind::Event);
        let list = |layout| ListPage {
            frame: frame(),
            layout,
            groups: vec![Group {
                heading: Some(HOSTILE.to_owned()),
                cards: vec![Card { item: &item, when: None, map: Some("https://osm.test/".to_owned()) }],
            }],
            feed: "https://api.test/feed.atom".to_owned(),
            labels: ListLabels {
                nothing: HOSTILE.to_owned(),
                map: HOSTILE.to_owned(),
                home: HOSTILE.to_owned(),
                feed: HOSTILE.to_owned(),
            },
        };
        for html in Layout::ALL.map(|it| list(it).html()).into_iter().chain([page(&item)]) {
            assert!(!html.contains("<b>") && !html.contains("\"'<"), "{html}");
            assert_eq!(html.matches("</script>").count(), html.matches("<script").count(), "{html}");
        }
        let plain = snippet(&PlainHtml { items: std::slice::from_ref(&item) });
        let iframe = snippet(&IframeHtml { src: HOSTILE, title: HOSTILE, height: 1, url: HOSTILE });
        assert!(!plain.contains("<b>") && !iframe.contains("<b>") && !iframe.contains("\"'"), "{plain} {iframe}");
    }

    #[test]
    fn an_entry_is_complete() {
        let html = page(&item(Kind::Recipe));
        for part in
            ["Durée", "3 h", "Un texte <em>léger</em>", "tournevis", "Accueillir", "Dire bonjour", "Ana Le Goff"]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
    }

    #[test]
    fn pictures_from_elsewhere_become_links() {
        let html = "<p><img src=\"https://other.test/a.jpg?b=1&amp;c=2\" alt=\"Un &lt;chat&gt;\"> <img src=\"https://api.test/media/a.jpg\" alt=\"\"><a href=\"#1\">1</a></p>";
        let whole = Content { sections: vec![Section { heading: None, html: html.into() }], ..Content::default() };
        let kept = content(&whole, "https://api.test");
        assert!(kept.contains("<a href=\"https://other.test/a.jpg?b=1&#38;c=2\">Un &#60;chat&#62;</a>"), "{kept}");
        assert!(
            kept.contains("<img src=\"https://api.test/media/a.jpg\"") && kept.contains("target=\"_self\" href=\"#1\"")
        );
        assert!(!kept.contains("<img src=\"https://other"), "{kept}");
        assert_eq!(targets(&kept).collect::<Vec<_>>(), ["https://other.test/a.jpg?b=1&c=2"]);
    }
}
