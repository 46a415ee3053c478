//! A paragraph of Markdown, read back: whether it says what it should, mark by mark.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::transfer::spip::markup::tree::{Inline, unlinked};

/// What a paragraph should say: its words with its marks.
pub(crate) fn expected(inlines: &[Inline]) -> String {
    let mut out = String::new();
    expect(inlines, &mut out);
    squeezed(&out)
}

fn expect(inlines: &[Inline], out: &mut String) {
    for it in inlines {
        match it {
            Inline::Text(text) => out.push_str(text),
            Inline::Strong(inner) => wrap('\u{1}', '\u{2}', out, |out| expect(inner, out)),
            Inline::Emphasis(inner) => wrap('\u{3}', '\u{4}', out, |out| expect(inner, out)),
            Inline::Struck(inner) => wrap('\u{5}', '\u{6}', out, |out| expect(inner, out)),
            Inline::Code(code) => out.push_str(&code.replace('\n', " ")),
            Inline::Link { content, .. } => wrap('\u{7}', '\u{8}', out, |out| expect(&unlinked(content), out)),
            Inline::Picture { alt, .. } => out.push_str(alt),
            Inline::Break => out.push('\u{e}'),
            Inline::Note(_) => out.push('\u{f}'),
        }
    }
}

fn wrap(open: char, end: char, out: &mut String, inner: impl FnOnce(&mut String)) {
    out.push(open);
    inner(out);
    out.push(end);
}

/// What Markdown makes of a paragraph, in the same form.
pub(crate) fn said(text: &str) -> String {
    // a note is read as one only where it is defined
    let mut with_notes = text.to_owned();
    for (at, _) in text.match_indices("[^") {
        if let Some(end) = text[at..].find(']') {
            with_notes.push_str(&format!("\n\n{}: x", &text[at..=at + end]));
        }
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut out = String::new();
    let mut paragraphs = 0;
    let mut in_note = false;
    for event in Parser::new_ext(&with_notes, options) {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => in_note = true,
            Event::End(TagEnd::FootnoteDefinition) => in_note = false,
            _ if in_note => {}
            Event::Start(Tag::Paragraph) => paragraphs += 1,
            Event::End(TagEnd::Paragraph) => {}
            Event::Text(it) | Event::Code(it) => out.push_str(&it),
            Event::Start(Tag::Strong) => out.push('\u{1}'),
            Event::End(TagEnd::Strong) => out.push('\u{2}'),
            Event::Start(Tag::Emphasis) => out.push('\u{3}'),
            Event::End(TagEnd::Emphasis) => out.push('\u{4}'),
            Event::Start(Tag::Strikethrough) => out.push('\u{5}'),
            Event::End(TagEnd::Strikethrough) => out.push('\u{6}'),
            Event::Start(Tag::Link { .. }) => out.push('\u{7}'),
            Event::End(TagEnd::Link) => out.push('\u{8}'),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::HardBreak => out.push('\u{e}'),
            Event::SoftBreak => out.push(' '),
            Event::FootnoteReference(_) => out.push('\u{f}'),
            _ => out.push('\u{10}'),
        }
    }
    if paragraphs > 1 {
        out.push('\u{11}');
    }
    squeezed(&out)
}

fn squeezed(text: &str) -> String {
    text.split(' ').filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}
