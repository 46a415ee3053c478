//! What an entry or a member is indexed by: its texts, cut into terms by field, and the things that it stands under.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::reference::names::Mark;
use crate::search::facts::{self, Counts};
use crate::value::words::{Stemming, words};

/// How many words have their place in the index, so that phrases find them. What stands beyond is found by its words.
const MAX_PLACES: usize = 15_000;
/// How many different terms a text is found by: what an index of PostgreSQL holds of a text is bounded.
const MAX_TERMS: usize = 20_000;

/// A text to be indexed.
#[derive(Debug, Default)]
pub(crate) struct Document<'a> {
    /// The language of the text, a tag of BCP 47.
    pub(crate) language: &'a str,
    pub(crate) title: &'a str,
    /// Plain text.
    pub(crate) summary: Option<&'a str>,
    /// Plain names: people who are no members, places.
    pub(crate) names: Vec<&'a str>,
    /// What it stands under.
    pub(crate) marks: Vec<Mark>,
    /// The other texts, plain.
    pub(crate) body: Vec<Cow<'a, str>>,
}

/// The fields of the index whose words have places.
const FIELDS: usize = 4;
/// The columns of FTS5: those fields, and what has no place.
pub(crate) const COLUMNS: usize = FIELDS + 1;

/// A text cut into terms.
#[derive(Debug)]
pub(crate) struct Terms {
    /// The terms of title, summary, names and body, in order.
    fields: [Vec<String>; FIELDS],
    /// Terms that have no place.
    rest: BTreeSet<String>,
    /// Folded words with their term, how they were written, and whether title or summary have them.
    vocabulary: BTreeMap<(String, String), (String, bool)>,
    themes: Vec<i64>,
    territories: Vec<i64>,
}

impl Document<'_> {
    /// Cuts it into terms.
    pub(crate) fn terms(&self) -> Terms {
        let stemming = Stemming::of(self.language);
        let mut terms = Terms {
            fields: Default::default(),
            rest: BTreeSet::new(),
            vocabulary: BTreeMap::new(),
            themes: Vec::new(),
            territories: Vec::new(),
        };
        terms.read(0, self.title, stemming);
        terms.read(1, self.summary.unwrap_or_default(), stemming);
        self.names.iter().for_each(|it| terms.read(2, it, stemming));
        for mark in &self.marks {
            match mark {
                Mark::Theme(seq) => terms.themes.push(*seq),
                Mark::Territory(seq) => terms.territories.push(*seq),
                Mark::Source(_) | Mark::Member(_) => {}
            }
            terms.fields[2].push(mark.term());
        }
        self.body.iter().for_each(|it| terms.read(3, it, stemming));
        terms
    }
}

/// The shelf of a text: 4,096 that were made one after the other. PostgreSQL takes the newest of many texts shelf by shelf.
pub(crate) fn shelf(doc: i64) -> i64 {
    doc >> 12
}

/// The term by which the texts of a shelf are found.
pub(crate) fn shelf_mark(shelf: i64) -> String {
    format!("·b{shelf}")
}

impl Terms {
    fn read(&mut self, field: usize, text: &str, stemming: Stemming) {
        let mut left = MAX_PLACES.saturating_sub(self.fields.iter().map(Vec::len).sum());
        for word in words(text) {
            if let Some(compound) = word.compound {
                self.rest.insert(stemming.stem(&compound));
            }
            if word.is_stop {
                continue;
            }
            let term = stemming.stem(&word.folded);
            if self.vocabulary.len() < MAX_TERMS && word.folded.as_bytes()[0].is_ascii_alphabetic() {
                let shown = || text[word.start..word.end].to_lowercase();
                let held = self.vocabulary.entry((word.folded, term.clone())).or_insert_with(|| (shown(), false));
                held.1 |= field < 2;
            }
            if left > 0 {
                left -= 1;
                self.fields[field].push(term);
            } else if self.rest.len() < MAX_TERMS - MAX_PLACES / 4 {
                self.rest.insert(term);
            }
        }
    }

    /// What is kept beside the index.
    pub(crate) fn facts(&self) -> Vec<u8> {
        let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
        for (field, terms) in self.fields.iter().enumerate() {
            for term in terms {
                let counts = counts.entry(term).or_default();
                match field {
                    0 => counts.title += 1,
                    1 => counts.summary += 1,
                    2 => counts.names += 1,
                    _ => counts.body += 1,
                }
            }
        }
        facts::pack(self.fields[0].len(), &self.themes, &self.territories, counts.into_iter())
    }

    /// The columns of FTS5: the terms of each field, and those without a place.
    pub(crate) fn columns(&self) -> [String; COLUMNS] {
        let [title, summary, names, body] = self.fields.each_ref().map(|it| it.join(" "));
        let rest: Vec<&str> = self.rest.iter().map(String::as_str).collect();
        [title, summary, names, body, rest.join(" ")]
    }

    /// The same as a `tsvector` of PostgreSQL is written, with the mark of the shelf on which it stands. No phrase reaches from one field
    /// into the next.
    pub(crate) fn lexemes(&self, doc: i64) -> String {
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut place = 0;
        for terms in &self.fields {
            for term in terms {
                place += 1;
                places.entry(term).or_default().push(place);
            }
            place += 1;
        }
        for term in &self.rest {
            places.entry(term).or_default();
        }
        let mut written = format!("'{}' ", shelf_mark(shelf(doc)));
        for (term, places) in places {
            written.push('\'');
            written.push_str(term);
            written.push('\'');
            for (at, place) in places.iter().take(250).enumerate() {
                written.push(if at == 0 { ':' } else { ',' });
                written.push_str(&place.to_string());
            }
            written.push(' ');
        }
        written
    }

    /// Its words, folded, each with its term.
    pub(crate) fn words(&self) -> impl Iterator<Item = &(String, String)> {
        self.vocabulary.keys()
    }

    /// Its words for the vocabulary: folded, with their term; how each is written, and whether it counts as used, as words of titles and
    /// summaries do when the text is new.
    pub(crate) fn into_words(self, is_new: bool) -> BTreeMap<(String, String), (String, bool)> {
        let mut words = self.vocabulary;
        words.values_mut().for_each(|(_, prominent)| *prominent &= is_new);
        words
    }
}
