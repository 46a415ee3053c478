//! Pieces of a text around the words that were searched for, as HTML in which `<mark>` alone is a tag.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::model::entry::{Entry, Own};
use crate::model::member::Member;
use crate::query::search::find::{Hit, Matches};
use crate::value::words::markdown::plain;
use crate::value::words::query::SearchText;
use crate::value::words::{Word, forms, words};

/// The most pieces of a hit.
const MAX_PIECES: usize = 2;
/// How many characters a piece has, about.
const LENGTH: usize = 200;
/// How much of a text is looked at, in bytes: pieces stand at the beginning rather than nowhere.
const MAX_BYTES: usize = 32 * 1024;

/// What is marked.
struct Marked {
    terms: HashSet<String>,
    beginnings: Vec<String>,
    /// The letters that any of them begins with: a stem begins as its word does.
    letters: HashSet<u8>,
}

impl Marked {
    fn of(text: &SearchText) -> Self {
        let clauses = || text.wanted.iter();
        let words = clauses().flat_map(|it| it.words.iter().chain(&it.compound));
        let beginnings = clauses().filter(|it| it.is_beginning).flat_map(|it| it.words.iter().cloned());
        let (terms, beginnings): (HashSet<String>, Vec<String>) =
            (words.flat_map(|it| forms(it)).collect(), beginnings.collect());
        let letters = terms.iter().chain(&beginnings).filter_map(|it| it.bytes().next()).collect();
        Self { terms, beginnings, letters }
    }

    /// The term that a word of the text is marked for.
    fn term(&self, word: &Word) -> Option<String> {
        if word.is_stop || !word.folded.bytes().next().is_some_and(|it| self.letters.contains(&it)) {
            return None;
        }
        let stem = forms(&word.folded).into_iter().find(|it| self.terms.contains(it));
        let longer = || self.beginnings.iter().find(|it| word.folded.starts_with(it.as_str())).cloned();
        stem.or_else(longer)
    }
}

/// The text, escaped for HTML, with marks around these words.
fn written(text: &str, marked: &[(usize, usize)]) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    let mut last = 0;
    for (start, end) in marked {
        escape(&text[last..*start], &mut html);
        html.push_str("<mark>");
        escape(&text[*start..*end], &mut html);
        html.push_str("</mark>");
        last = *end;
    }
    escape(&text[last..], &mut html);
    html
}

fn escape(text: &str, html: &mut String) {
    let mut blank = html.ends_with(' ');
    for character in text.chars() {
        match character {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            it if it.is_whitespace() || it.is_control() => {
                if !blank {
                    html.push(' ');
                }
                blank = true;
                continue;
            }
            other => html.push(other),
        }
        blank = false;
    }
}

/// The piece of a text with the most different words that are marked, and how many those are.
fn piece(text: &str, marked: &Marked) -> Option<(usize, String)> {
    let text = &text[..text.floor_char_boundary(MAX_BYTES)];
    let found: Vec<(Word, String)> =
        words(text).into_iter().filter_map(|it| marked.term(&it).map(|term| (it, term))).collect();
    let distinct = |from: usize| {
        let end = found[from].0.start + LENGTH;
        let within = found[from..].iter().take_while(|(it, _)| it.end <= end).take(64);
        within.map(|(_, term)| term).collect::<HashSet<_>>().len()
    };
    let best = (0..found.len().min(1_000)).max_by_key(|at| (distinct(*at), usize::MAX - at))?;
    let first = found[best].0.start;
    // a little of what goes before, from the beginning of a word
    let begin = text[..first].char_indices().rev().take(60).last().map_or(first, |(at, _)| at);
    let begin = match text[begin..first].find(char::is_whitespace) {
        Some(at) if begin > 0 => begin + at,
        _ => begin,
    };
    let end = text.floor_char_boundary(first + LENGTH).max(found[best].0.end);
    let end = if end < text.len() {
        text[..end].rfind(char::is_whitespace).filter(|it| *it >= found[best].0.end).unwrap_or(end)
    } else {
        end
    };
    let inside = found.iter().filter(|(it, _)| it.start >= begin && it.end <= end);
    let places: Vec<(usize, usize)> = inside.map(|(it, _)| (it.start - begin, it.end - begin)).collect();
    let html = written(text[begin..end].trim_end(), &places);
    let before = if begin > 0 { "… " } else { "" };
    let after = if end < text.trim_end().len() { " …" } else { "" };
    Some((distinct(best), format!("{before}{}{after}", html.trim())))
}

/// The beginning of a text.
fn beginning(text: &str) -> Option<String> {
    let text = text.trim();
    let end = text.char_indices().nth(LENGTH).map_or(text.len(), |(at, _)| at);
    let whole = end == text.len();
    let end = if whole { end } else { text[..end].rfind(char::is_whitespace).unwrap_or(end) };
    let html = written(&text[..end], &[]);
    (!html.is_empty()).then(|| if whole { html } else { format!("{html} …") })
}

impl Matches {
    /// Pieces of a hit around the words that were searched for, those first that have the most of them; the beginning of its text where
    /// it has none of them. HTML in which `<mark>` alone is a tag.
    pub fn highlights(&self, hit: &Hit) -> Vec<String> {
        let marked = Marked::of(&self.text);
        let texts = match hit {
            Hit::Entry(entry) => texts(entry),
            Hit::Member(member) => of_member(member),
        };
        let mut pieces: Vec<(usize, String)> = texts.iter().filter_map(|it| piece(it, &marked)).collect();
        pieces.sort_by_key(|(count, _)| usize::MAX - count);
        if pieces.is_empty() {
            return texts.iter().find_map(|it| beginning(it)).into_iter().collect();
        }
        pieces.into_iter().take(MAX_PIECES).map(|(_, it)| it).collect()
    }

    /// The title or name of a hit with the words that were searched for marked, in the same HTML.
    pub fn highlighted_title(&self, hit: &Hit) -> String {
        let marked = Marked::of(&self.text);
        let title = match hit {
            Hit::Entry(entry) => &entry.title,
            Hit::Member(member) => &member.name,
        };
        let places: Vec<(usize, usize)> =
            words(title).iter().filter(|it| marked.term(it).is_some()).map(|it| (it.start, it.end)).collect();
        written(title, &places)
    }
}

fn of_member(member: &Member) -> Vec<Cow<'_, str>> {
    member.bio.iter().map(|it| plain(it)).collect()
}

/// The texts of an entry, the most telling first.
fn texts(entry: &Entry) -> Vec<Cow<'_, str>> {
    let summary = entry.summary.as_deref().map(Cow::Borrowed);
    let mut texts: Vec<Cow<'_, str>> = summary.into_iter().chain(entry.body.as_deref().map(plain)).collect();
    match &entry.own {
        Some(Own::Initiative(own)) => {
            let own = [&own.need, &own.response, &own.story, &own.social_value, &own.call_for_help];
            texts.extend(own.into_iter().flatten().map(|it| plain(it)));
        }
        Some(Own::Recipe(own)) => {
            texts.extend([&own.purpose, &own.preparation].into_iter().flatten().map(|it| plain(it)));
            texts.extend(own.steps.iter().map(|it| plain(&it.text)));
        }
        Some(Own::Article(own)) => texts.extend(own.postscript.as_deref().map(plain)),
        Some(Own::Event(_) | Own::Page(_)) | None => {}
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, search: &str) -> Option<String> {
        piece(text, &Marked::of(&SearchText::read(search))).map(|(_, it)| it)
    }

    #[test]
    fn words_are_marked_and_everything_else_is_escaped() {
        assert_eq!(
            of("L'école & les <b>Jardins</b>", "jardin ecole").unwrap(),
            "L&#39;<mark>école</mark> &amp; les &lt;b&gt;<mark>Jardins</mark>&lt;/b&gt;"
        );
        assert_eq!(of("Rien", "jardin"), None);
        assert_eq!(of("<mark>x</mark> jardin", "jardin").unwrap(), "&lt;mark&gt;x&lt;/mark&gt; <mark>jardin</mark>");
        assert_eq!(of("ar c’hoarioù", "c'hoari*").unwrap(), "ar <mark>c’hoarioù</mark>");
    }

    #[test]
    fn a_piece_stands_around_what_it_marks() {
        let text = format!("{} un jardin partagé à Brest {}", "avant ".repeat(60), "après ".repeat(60));
        let found = of(&text, "jardin partage").unwrap();
        assert!(
            found.starts_with("… avant")
                && found.ends_with("après …")
                && found.contains("<mark>jardin</mark> <mark>partagé</mark>"),
            "{found}"
        );
        assert!(found.chars().count() < 330, "{found}");
        assert!(of(&"é".repeat(70_000), "x").is_none());
    }
}
