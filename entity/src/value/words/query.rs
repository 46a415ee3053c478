//! What somebody types into a search: words, phrases in quotation marks, words that must not occur (`-word`), beginnings of words
//! (`word*`). Every text is one; what looks like an operator and is none is words.

use crate::value::words::{forms, words};

/// The most words and phrases that are looked for, and as many that must not occur.
pub const MAX_CLAUSES: usize = 8;
/// The most words of a phrase.
const MAX_PHRASE: usize = 16;

/// One thing that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its words, folded: one, or those of a phrase in order, stop words left out.
    pub words: Vec<String>,
    /// A compound such as `co-working` in one word.
    pub compound: Option<String>,
    /// Whether the word is only the beginning of those that are looked for.
    pub is_beginning: bool,
    /// Whether it was typed in quotation marks.
    pub is_quoted: bool,
}

/// A search, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchText {
    /// What must occur, each of them.
    pub wanted: Vec<Clause>,
    /// What must not occur, none of them.
    pub unwanted: Vec<Clause>,
}

impl Clause {
    /// The forms in which the only word of the clause is indexed; of a phrase those of its first.
    pub fn forms(&self) -> Vec<String> {
        self.words.first().map(|it| forms(it)).unwrap_or_default()
    }

    /// The same phrase in the stems of each language.
    pub fn phrases(&self) -> Vec<Vec<String>> {
        use crate::value::words::Stemming;
        let mut phrases: Vec<Vec<String>> = Vec::new();
        for it in [Stemming::French, Stemming::English, Stemming::None] {
            let phrase: Vec<String> = self.words.iter().map(|word| it.stem(word)).collect();
            if !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
        }
        phrases
    }
}

impl SearchText {
    /// Reads what was typed. The first 8 words and phrases count, and the first 8 that must not occur; equal ones count once.
    pub fn read(text: &str) -> Self {
        let mut read = Self::default();
        let mut rest = text;
        while !rest.is_empty() && (read.wanted.len() < MAX_CLAUSES || read.unwanted.len() < MAX_CLAUSES) {
            rest = rest.trim_start();
            let negative = negated(rest);
            let body = if negative { &rest[1..] } else { rest };
            let (inner, quoted, after) = match quotation(body) {
                Some((inner, after)) => (inner, true, after),
                None => {
                    let end = body.char_indices().skip(1).find(|(_, it)| it.is_whitespace() || is_quote(*it));
                    let end = end.map_or(body.len(), |(at, _)| at);
                    (&body[..end], false, &body[end..])
                }
            };
            rest = after;
            let side = if negative { &mut read.unwanted } else { &mut read.wanted };
            for clause in clauses(inner, quoted) {
                if side.len() < MAX_CLAUSES && !side.contains(&clause) {
                    side.push(clause);
                }
            }
        }
        read
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }
}

/// Whether a minus before a word or a quotation excludes it.
fn negated(text: &str) -> bool {
    let mut signs = text.chars();
    matches!(signs.next(), Some('-' | '\u{2212}'))
        && text.starts_with('-')
        && signs.next().is_some_and(|it| it.is_alphanumeric() || is_quote(it))
}

fn is_quote(it: char) -> bool {
    matches!(it, '"' | '“' | '”' | '„' | '«' | '»')
}

/// What stands between quotation marks, and what follows them. A quotation that is not closed goes to the end.
fn quotation(text: &str) -> Option<(&str, &str)> {
    let opening = text.chars().next().filter(|it| is_quote(*it))?;
    let inner = &text[opening.len_utf8()..];
    Some(match inner.char_indices().find(|(_, it)| is_quote(*it)) {
        Some((at, closing)) => (&inner[..at], &inner[at + closing.len_utf8()..]),
        None => (inner, ""),
    })
}

/// The clauses of a piece of text: one of a quotation, one of each word otherwise.
fn clauses(text: &str, quoted: bool) -> Vec<Clause> {
    // words that are as long as no text is are not read to their end
    let text = &text[..text.floor_char_boundary(4096)];
    let found = words(text);
    if quoted {
        let phrase: Vec<String> =
            found.into_iter().filter(|it| !it.is_stop).map(|it| it.folded).take(MAX_PHRASE).collect();
        let clause = Clause { words: phrase, compound: None, is_beginning: false, is_quoted: true };
        return if clause.words.is_empty() { Vec::new() } else { vec![clause] };
    }
    let beginning = text.trim_end_matches(|it: char| !it.is_alphanumeric() && it != '*').ends_with('*');
    let mut clauses: Vec<Clause> = Vec::new();
    let (mut whole, mut compound): (Option<String>, Vec<String>) = (None, Vec::new());
    let mut end = 0;
    let close = |whole: &mut Option<String>, parts: &mut Vec<String>, clauses: &mut Vec<Clause>| {
        if !parts.is_empty() {
            let (words, compound) = (std::mem::take(parts), whole.take());
            clauses.push(Clause { words, compound, is_beginning: false, is_quoted: false });
        }
    };
    for word in found {
        let begins = word.compound.is_some();
        let goes_on = whole.is_some()
            && !begins
            && text[end..word.start].chars().all(|it| matches!(it, '-' | '\u{2010}' | '\u{2011}' | '\'' | '’'));
        if !goes_on {
            close(&mut whole, &mut compound, &mut clauses);
            whole = word.compound;
        }
        end = word.end;
        if !word.is_stop {
            compound.push(word.folded);
        }
        if whole.is_none() {
            close(&mut whole, &mut compound, &mut clauses);
        }
    }
    close(&mut whole, &mut compound, &mut clauses);
    if beginning && let Some(last) = clauses.last_mut().filter(|it| it.words.len() == 1) {
        last.is_beginning = true;
    }
    clauses
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(text: &str) -> Vec<String> {
        SearchText::read(text).wanted.iter().map(shown).collect()
    }

    fn shown(it: &Clause) -> String {
        let star = if it.is_beginning { "*" } else { "" };
        let compound = it.compound.as_ref().map(|it| format!("|{it}")).unwrap_or_default();
        format!("{}{star}{compound}", it.words.join(" "))
    }

    #[test]
    fn words_phrases_and_exclusions_are_told_apart() {
        let read = SearchText::read("jardin \"épicerie sociale\" -brest -\"vide grenier\" jard*");
        assert_eq!(read.wanted.iter().map(shown).collect::<Vec<_>>(), ["jardin", "epicerie sociale", "jard*"]);
        assert_eq!(read.unwanted.iter().map(shown).collect::<Vec<_>>(), ["brest", "vide grenier"]);
        assert_eq!(wanted("« pays de Brest » l’été"), ["pays brest", "ete"]);
        assert_eq!(wanted("co-working porte-à-porte"), ["co working|coworking", "porte porte|porteaporte"]);
        assert_eq!(wanted("jardin,partagé/brest"), ["jardin", "partage", "brest"]);
        assert_eq!(wanted("jardin jardin JARDIN"), ["jardin"]);
    }

    #[test]
    fn every_text_is_a_search() {
        for text in
            ["", " ", "-", "--", "\"", "\"\"", "- -", "*", "le la les", "!? …", "\0", "()[]{}^:", "-\"", "«»", "de -la"]
        {
            assert_eq!(SearchText::read(text).wanted, [], "{text:?}");
        }
        assert_eq!(wanted("title:jardin"), ["title", "jardin"]);
        assert_eq!(wanted("\"sans fin"), ["fin"]);
        assert!(wanted(&"mot ".repeat(16_000)).len() == 1);
        let many: String = (0..9_000).map(|it| format!("m{it} ")).collect();
        assert_eq!(wanted(&many).len(), MAX_CLAUSES);
        assert!(wanted(&"a".repeat(64_000))[0].len() <= 40);
        assert_eq!(SearchText::read("jardin -").unwanted, []);
    }
}
