//! What stands in brackets: notes, links, words of the glossary, anchors.

use crate::transfer::spip::markup::element::is_html;
use crate::transfer::spip::markup::read::{DEEPEST, MOST_OPEN, Reader};
use crate::transfer::spip::markup::site::{Kind, Loss};
use crate::transfer::spip::markup::tag::tag;
use crate::transfer::spip::markup::tree::Inline;

impl Reader<'_> {
    /// A note, a link, a word of the glossary, or an anchor.
    pub(crate) fn bracket(&mut self, rest: &str, out: &mut String) -> usize {
        if self.open >= MOST_OPEN {
            return 0;
        }
        if let Some(inner) = rest.strip_prefix("[[") {
            let Some(end) = end_of_note(inner) else {
                self.open += 1;
                return 0;
            };
            if self.depth < DEEPEST {
                self.note(&inner[..end], out);
            }
            return end + 4;
        }
        let Some(end) = end_of_bracket(&rest[1..]) else {
            self.open += 1;
            return 0;
        };
        let inner = &rest[1..=end];
        let taken = end + 2;
        if let Some(term) = inner.strip_prefix('?').filter(|it| !it.contains("->") && !it.trim().is_empty()) {
            self.term(term, out);
            return taken;
        }
        let anchor = inner.strip_suffix("<-").or_else(|| inner.strip_prefix("<-"));
        if let Some(name) = anchor.filter(|it| !it.contains("->")) {
            self.lose(Loss::Anchor(name.trim().to_owned()));
            return taken;
        }
        let Some(arrow) = inner.find("->") else { return 0 };
        let target = inner[arrow + 2..].trim_start_matches('>').trim();
        self.link(inner[..arrow].trim(), target, out);
        taken
    }

    fn note(&mut self, inner: &str, out: &mut String) {
        // `[[<name> text]]` names the note; the name says nothing once notes are numbered
        let named = inner.trim_start().strip_prefix('<').and_then(|it| it.split_once('>'));
        let content = match named {
            Some((name, text)) if name.len() <= 20 && tag(inner.trim_start()).is_none_or(|it| !is_html(&it.name)) => {
                text
            }
            _ => inner,
        };
        let place = self.notes.len();
        self.notes.push(Vec::new());
        let blocks = self.inside(content.trim());
        self.notes[place] = blocks;
        self.inline(out, Inline::Note(place));
    }

    fn term(&mut self, inner: &str, out: &mut String) {
        let (word, title) = split_title(inner);
        let word = word.split(['#', '}']).next().unwrap_or(word).trim();
        let wiki = self.language.split('_').next().unwrap_or("fr");
        let address = format!("https://{wiki}.wikipedia.org/wiki/{}", word.replace(' ', "_"));
        let content = vec![Inline::Text(self.text(word))];
        self.inline(out, Inline::Link { address, title: title.map(str::to_owned), content });
    }

    pub(crate) fn link(&mut self, text: &str, target: &str, out: &mut String) {
        let (text, title) = split_title(text);
        let short = target.split(['#', '?']).next().unwrap_or(target);
        let digits = short.trim_start_matches(|it: char| it.is_alphabetic());
        let kind = Kind::of(short[..short.len() - digits.len()].trim());
        let id = digits.trim().parse::<u64>().ok();
        let mut content = self.line_inside(text);
        let address = if let (Some(kind), Some(id)) = (kind, id) {
            match self.site.target(kind, id) {
                Some(found) => {
                    if content.is_empty() {
                        content = self.line_inside(&found.title);
                    }
                    Some(found.address)
                }
                None => {
                    self.lose(Loss::DeadLink(target.to_owned()));
                    None
                }
            }
        } else if let Some(name) = target.strip_prefix('#') {
            self.lose(Loss::Anchor(format!("#{name}")));
            None
        } else {
            if content.is_empty() {
                content = vec![Inline::Text(target.to_owned())];
            }
            self.address(target)
        };
        match address {
            Some(address) => {
                self.inline(out, Inline::Link { address, title: title.map(str::to_owned), content });
            }
            None => {
                for it in content {
                    self.inline(out, it);
                }
            }
        }
    }
}

/// The end of a note that begins before `inner`: brackets in it close first.
fn end_of_note(inner: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, it) in inner.char_indices() {
        match it {
            '[' => depth += 1,
            ']' if depth > 0 => depth -= 1,
            ']' if inner[at..].starts_with("]]") => return Some(at),
            _ => {}
        }
    }
    None
}

/// The end of a bracket that begins before `inner`: brackets in it close first, and no paragraph ends in it.
fn end_of_bracket(inner: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, it) in inner.char_indices() {
        match it {
            '[' => depth += 1,
            ']' if depth > 0 => depth -= 1,
            ']' => return Some(at),
            '\n' if inner[at + 1..].starts_with('\n') => return None,
            _ => {}
        }
    }
    None
}

/// `text|title{lang}`: the text, and the title of a link.
fn split_title(text: &str) -> (&str, Option<&str>) {
    match text.split_once('|') {
        Some((text, title)) => {
            let title =
                title.rsplit_once('{').filter(|(_, it)| it.ends_with('}') && it.len() <= 9).map_or(title, |it| it.0);
            (text.trim(), Some(title.trim()).filter(|it| !it.is_empty()))
        }
        None => (text, None),
    }
}
