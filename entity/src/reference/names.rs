//! The names of themes, territories, sources and members by their words, so that a search for a word finds what stands under such a
//! name. Entries are indexed under the things themselves: a name that changes is found at once, and nobody finds by a name what they may
//! not see under it.

use std::collections::{BTreeMap, HashMap};

use crate::value::words::{forms, words};

/// The most things that one word of a search stands for.
const MAX_MARKS: usize = 64;

/// A thing under which entries are indexed, by row number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Mark {
    /// A theme.
    Theme(i64),
    /// A territory.
    Territory(i64),
    /// A source of articles.
    Source(i64),
    /// A member who is credited.
    Member(i64),
}

impl Mark {
    /// The term of the index. No word of a text is one: words are `a-z0-9`.
    pub(crate) fn term(self) -> String {
        match self {
            Self::Theme(seq) => format!("·t{seq}"),
            Self::Territory(seq) => format!("·p{seq}"),
            Self::Source(seq) => format!("·s{seq}"),
            Self::Member(seq) => format!("·m{seq}"),
        }
    }
}

/// The words of names.
#[derive(Debug, Default)]
pub(crate) struct Names(HashMap<String, Vec<Mark>>);

impl Names {
    /// Of names with what they name.
    pub(crate) fn of<'a>(all: impl Iterator<Item = (&'a str, Mark)>) -> Self {
        let mut names = Self::default();
        all.for_each(|(name, mark)| names.add(name, mark));
        names
    }

    fn add(&mut self, name: &str, mark: Mark) {
        for word in words(name).into_iter().filter(|it| !it.is_stop) {
            for form in forms(&word.folded).into_iter().chain(word.compound) {
                let marks = self.0.entry(form).or_default();
                if marks.last() != Some(&mark) {
                    marks.push(mark);
                }
            }
        }
    }

    /// The things that each word of a search stands for, at most 64 a word: those first whose names have the most of the words.
    pub(crate) fn marks(&self, words: &[Vec<String>], visible: impl Fn(Mark) -> bool) -> Vec<Vec<Mark>> {
        let mut found: Vec<Vec<Mark>> = Vec::with_capacity(words.len());
        let mut covered: BTreeMap<Mark, usize> = BTreeMap::new();
        for forms in words {
            let mut marks: Vec<Mark> = forms.iter().filter_map(|it| self.0.get(it)).flatten().copied().collect();
            marks.sort_unstable();
            marks.dedup();
            marks.retain(|it| visible(*it));
            marks.iter().for_each(|it| *covered.entry(*it).or_default() += 1);
            found.push(marks);
        }
        for marks in &mut found {
            if marks.len() > MAX_MARKS {
                marks.sort_by_key(|it| (usize::MAX - covered.get(it).copied().unwrap_or_default(), *it));
                marks.truncate(MAX_MARKS);
            }
        }
        found
    }
}
