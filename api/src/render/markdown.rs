//! Markdown to HTML and to plain text: the one place where texts become markup. Raw HTML is dropped, and what is left
//! goes through an allow-list.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

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
        ("img", &["src", "alt", "title"]),
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

/// Safe HTML of a CommonMark text with tables, footnotes and strikethrough.
pub(crate) fn html(text: &str) -> String {
    let mut unsafe_html = String::with_capacity(text.len() * 2);
    html::push_html(&mut unsafe_html, events(text).into_iter());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_becomes_ordinary_html() {
        let answer = html("## Besoin\nUn *jardin*, [là](https://a.net).\n\n| a | b |\n|---|---|\n| 1 | 2 |");
        assert!(
            answer.contains("<h2>Besoin</h2>") && answer.contains("<em>jardin</em>") && answer.contains("<td>1</td>"),
            "{answer}"
        );
        assert!(answer.contains("href=\"https://a.net\" rel=\"noopener noreferrer nofollow\""), "{answer}");
        assert_eq!(
            text("## Besoin\nUn *jardin*,\n[là](https://a.net).\n\n- un\n- deux"),
            "Besoin\nUn jardin, là.\nun\ndeux"
        );
    }

    #[test]
    fn nothing_hostile_gets_through() {
        for hostile in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt&#58;alert(1))",
            "[x](java\nscript:alert(1))",
            "![x](data:image/svg+xml;base64,PHN2Zz4=)",
            "[x](vbscript:x) <svg/onload=alert(1)>",
            "<a href=\"https://a.net\" style=\"position:fixed\" onclick=\"x\">y</a>",
            "<https://a.net/\"onmouseover=alert(1)>",
            "```\"><script>x</script>\ny\n```",
            "[x]: javascript:alert(1)\n[x]",
            "a\u{0}b <iframe src=https://a.net></iframe>",
        ] {
            let answer = html(hostile).to_lowercase();
            for mark in [
                "<script",
                "<svg",
                "<iframe",
                "href=\"java",
                "href=\"vb",
                "src=\"data",
                " onerror=",
                " onclick=",
                " style=",
                "\" onmouse",
            ] {
                assert!(!answer.contains(mark), "{hostile} gave {answer}");
            }
        }
    }

    #[test]
    fn tables_keep_their_alignment_and_footnotes_their_links() {
        let table = html("| a | b |\n|:-:|--:|\n| 1 | 2 |");
        assert!(table.contains("text-align:center") && table.contains("text-align:right"), "{table}");
        let note = html("a[^x]\n\n[^x]: [b](#x)");
        assert!(note.contains("href=\"#note-x\"") && note.contains("id=\"note-x\""), "{note}");
        assert_eq!(note.matches("href").count(), 1, "{note}");
    }

    #[test]
    fn only_the_web_has_pictures_and_only_absolute_links_lead_out() {
        for text in ["![x](mailto:a@b.c)", "![x](#a)", "![x](/a.png)", "[x](/a)", "[x](//a.net)", "[x](#a)"] {
            let answer = html(text);
            assert!(!answer.contains("href") && !answer.contains("src"), "{answer}");
        }
        assert!(html("![x](HTTPS://a.net/b.png)").contains("src="));
    }

    #[test]
    fn each_item_and_row_has_a_line_of_its_own() {
        assert_eq!(text("- a\n  - b\n  - c\n- d"), "a\nb\nc\nd");
        assert_eq!(text("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |"), "a b\n1 2\n3 4");
    }

    #[test]
    fn deep_nesting_is_survived() {
        for deep in [">".repeat(20_000), "[".repeat(20_000), "- ".repeat(5_000), "*a ".repeat(10_000)] {
            assert!(html(&deep).len() < 400_000);
            text(&deep);
        }
    }

    /// How long it takes at best, of a few times: what else the machine does only adds to it.
    fn best(work: impl Fn()) -> std::time::Duration {
        let once = |_| {
            let begun = std::time::Instant::now();
            work();
            begun.elapsed()
        };
        (0..5).map(once).min().unwrap_or_default()
    }

    #[test]
    fn hostile_texts_take_no_more_than_their_length() {
        let shapes = [
            "*a ",
            "**a",
            "_a_",
            "*a **b ",
            "a**b",
            "~~a",
            "`",
            "`a``",
            "[",
            "[a](",
            "[a][",
            "![",
            "![a](b",
            "]",
            "[a]: b\n",
            "[^a]",
            "[^a]: b\n",
            "> ",
            "> a\n",
            "- ",
            "- a\n",
            " - a\n",
            "1. a\n",
            "|a",
            "| a | b |\n|-|-|\n",
            "# ",
            "&amp;",
            "&#",
            "\\",
            "<a",
            "<!--",
            "<![CDATA[",
            "<a href=\"",
            "<https://a.net>",
            "http://a.net ",
            "a\n\n",
            "---\n",
            "```\n",
            "    a\n",
            "\u{301}",
        ];
        let mut slow = Vec::new();
        for shape in shapes {
            let text = |bytes: usize| shape.repeat(bytes / shape.len());
            let (short, long) = (text(16 * 1024), text(64 * 1024));
            let (one, four) =
                (best(|| drop((html(&short), super::text(&short)))), best(|| drop((html(&long), super::text(&long)))));
            // sixteen times as long would be quadratic
            if four > one * 12 && four > std::time::Duration::from_millis(60) {
                slow.push(format!("{shape:?}: {one:?}, four times as long {four:?}"));
            }
            assert!(html(&long).len() <= 40 * long.len(), "{shape:?} grows");
        }
        assert!(slow.is_empty(), "{slow:#?}");
    }
}
