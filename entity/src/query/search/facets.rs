//! How many hits there are of each kind, theme, territory, licence, language and year, each counted without its own filter.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::Datelike;

use crate::model::licence::Licence;
use crate::model::territory::Territory;
use crate::model::theme::Theme;
use crate::query::filter::{Date, Filter};
use crate::reference::Snapshot;
use crate::value::clock::Instant;
use crate::value::kind::Kind;
use crate::value::language::LanguageTag;

/// The most values of one facet: those with the most hits.
pub const MAX_VALUES: usize = 50;

/// A value with the number of hits that have it.
pub type Counted<T> = Vec<(T, u64)>;

/// The numbers of hits, the largest first.
#[derive(Debug, Clone, Default)]
pub struct Facets {
    /// By kind.
    pub kinds: Counted<Kind>,
    /// By theme, with the themes under it.
    pub themes: Counted<Arc<Theme>>,
    /// By territory, with the territories inside it.
    pub territories: Counted<Arc<Territory>>,
    /// By licence.
    pub licences: Counted<Arc<Licence>>,
    /// By language.
    pub languages: Counted<LanguageTag>,
    /// By the year of publication (UTC), the latest first.
    pub years: Counted<i32>,
}

/// What is known of a hit to count it.
pub(crate) struct Traits<'a> {
    pub(crate) kind: Kind,
    pub(crate) licence: i64,
    pub(crate) language: &'a str,
    pub(crate) published_at: Option<Instant>,
    pub(crate) themes: Vec<i64>,
    pub(crate) territories: Vec<i64>,
}

/// The facets, in the order of the bits of [`Counter::misses`].
const FACETS: usize = 6;
const KIND: usize = 0;
const THEME: usize = 1;
const TERRITORY: usize = 2;
const LICENCE: usize = 3;
const LANGUAGE: usize = 4;
const YEAR: usize = 5;

/// Counts hits by facet.
pub(crate) struct Counter<'a> {
    reference: &'a Snapshot,
    /// The conditions of each facet.
    own: [Vec<Filter>; FACETS],
    above_theme: HashMap<i64, Vec<i64>>,
    above_territory: HashMap<i64, Vec<i64>>,
    kinds: HashMap<Kind, u64>,
    themes: HashMap<i64, u64>,
    territories: HashMap<i64, u64>,
    licences: HashMap<i64, u64>,
    /// The languages that were met: a list of few, by what stands in the rows.
    languages: Vec<(LanguageTag, u64)>,
    years: HashMap<i32, u64>,
}

/// The facet that a condition is one of.
fn facet(filter: &Filter) -> Option<usize> {
    Some(match filter {
        Filter::Kind(_) => KIND,
        Filter::Theme(_) => THEME,
        Filter::Territory(_) => TERRITORY,
        Filter::Licence(_) => LICENCE,
        Filter::Language(_) => LANGUAGE,
        Filter::After(Date::Published, _) | Filter::Before(Date::Published, _) => YEAR,
        _ => return None,
    })
}

impl<'a> Counter<'a> {
    /// Takes the conditions that facets have out of a filter: the counter, and what stays.
    pub(crate) fn of(filter: &Filter, reference: &'a Snapshot) -> (Self, Filter) {
        let parts = match filter {
            Filter::And(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        let (mut own, mut rest): ([Vec<Filter>; FACETS], Vec<Filter>) = Default::default();
        for part in parts {
            match facet(part) {
                Some(at) => own[at].push(part.clone()),
                None => rest.push(part.clone()),
            }
        }
        let counter = Self {
            reference,
            own,
            above_theme: HashMap::new(),
            above_territory: HashMap::new(),
            kinds: HashMap::new(),
            themes: HashMap::new(),
            territories: HashMap::new(),
            licences: HashMap::new(),
            languages: Vec::new(),
            years: HashMap::new(),
        };
        (counter, Filter::And(rest))
    }

    /// Whether any condition was taken out.
    pub(crate) fn narrows(&self) -> bool {
        self.own.iter().any(|it| !it.is_empty())
    }

    /// Counts a hit; whether it meets the conditions of all facets.
    pub(crate) fn count(&mut self, hit: &Traits<'_>) -> bool {
        let themes = self.with_above_themes(&hit.themes);
        let territories = self.with_above_territories(&hit.territories);
        let language = self.language(hit.language);
        let misses = self.misses(hit, language, &themes, &territories);
        let counts = |at: usize| misses & !(1 << at) == 0;
        if counts(KIND) {
            *self.kinds.entry(hit.kind).or_default() += 1;
        }
        if counts(THEME) {
            themes.iter().for_each(|it| *self.themes.entry(*it).or_default() += 1);
        }
        if counts(TERRITORY) {
            territories.iter().for_each(|it| *self.territories.entry(*it).or_default() += 1);
        }
        if counts(LICENCE) {
            *self.licences.entry(hit.licence).or_default() += 1;
        }
        if counts(LANGUAGE) {
            self.languages[language].1 += 1;
        }
        if counts(YEAR)
            && let Some(moment) = hit.published_at
        {
            *self.years.entry(moment.utc().year()).or_default() += 1;
        }
        misses == 0
    }

    /// The place of a language among those that were met.
    fn language(&mut self, tag: &str) -> usize {
        self.languages.iter().position(|(it, _)| it.as_str() == tag).unwrap_or_else(|| {
            self.languages.push((LanguageTag::of_row(tag.to_owned()), 0));
            self.languages.len() - 1
        })
    }

    /// The facets whose conditions a hit does not meet, one bit each.
    fn misses(&self, hit: &Traits<'_>, language: usize, themes: &[i64], territories: &[i64]) -> u8 {
        let meets = |condition: &Filter| match condition {
            Filter::Kind(kinds) => kinds.contains(&hit.kind),
            Filter::Theme(slugs) => {
                slugs.iter().filter_map(|it| self.reference.themes.by_key(it)).any(|it| themes.contains(&it.seq))
            }
            Filter::Territory(places) => {
                places.iter().filter_map(|it| self.reference.territory(it)).any(|it| territories.contains(&it.seq))
            }
            Filter::Licence(keys) => {
                keys.iter().filter_map(|it| self.reference.licences.by_key(it)).any(|it| it.seq == hit.licence)
            }
            Filter::Language(ranges) => ranges.iter().any(|it| self.languages[language].0.matches(it)),
            Filter::After(Date::Published, moment) => hit.published_at.is_some_and(|it| it >= *moment),
            Filter::Before(Date::Published, moment) => hit.published_at.is_some_and(|it| it < *moment),
            _ => true,
        };
        let missed = (0..FACETS).filter(|at| !self.own[*at].iter().all(meets));
        missed.fold(0, |bits, at| bits | 1 << at)
    }

    fn with_above_themes(&mut self, themes: &[i64]) -> Vec<i64> {
        let reference = self.reference;
        let above = |seq: i64| {
            let (mut all, mut next) = (Vec::new(), Some(seq));
            while let Some(seq) = next.filter(|it| !all.contains(it)) {
                all.push(seq);
                next = reference.themes.by_seq(seq).and_then(|it| it.parent);
            }
            all
        };
        gathered(&mut self.above_theme, themes, above)
    }

    fn with_above_territories(&mut self, territories: &[i64]) -> Vec<i64> {
        let reference = self.reference;
        let above = |seq: i64| {
            let (mut all, mut level) = (Vec::new(), vec![seq]);
            while let Some(seq) = level.pop() {
                if !all.contains(&seq) {
                    all.push(seq);
                    level.extend(reference.territories.by_seq(seq).iter().flat_map(|it| it.parents.iter().copied()));
                }
            }
            all
        };
        gathered(&mut self.above_territory, territories, above)
    }

    /// The numbers, the largest first.
    pub(crate) fn facets(self) -> Facets {
        let reference = self.reference;
        fn named<T>(
            counts: HashMap<i64, u64>,
            by: impl Fn(i64) -> Option<Arc<T>>,
            key: fn(&T) -> &str,
        ) -> Counted<Arc<T>> {
            let named = counts.into_iter().filter_map(|(seq, count)| Some((by(seq)?, count)));
            largest(named.collect(), |it| key(it).to_owned())
        }
        let mut years: Counted<i32> = self.years.into_iter().collect();
        years.sort_unstable_by_key(|(year, _)| -year);
        years.truncate(MAX_VALUES);
        Facets {
            kinds: largest(self.kinds.into_iter().collect(), |it| it.word().to_owned()),
            themes: named(self.themes, |seq| reference.themes.by_seq(seq).cloned(), |it| &it.name_sort),
            territories: named(
                self.territories,
                |seq| reference.territories.by_seq(seq).cloned(),
                |it| it.reference.as_str(),
            ),
            licences: named(self.licences, |seq| reference.licences.by_seq(seq).cloned(), |it| &it.facts.key),
            languages: largest(self.languages.into_iter().filter(|(_, count)| *count > 0).collect(), |it| {
                it.as_str().to_owned()
            }),
            years,
        }
    }
}

/// Rows with all that stands above them, each once.
fn gathered(known: &mut HashMap<i64, Vec<i64>>, rows: &[i64], above: impl Fn(i64) -> Vec<i64>) -> Vec<i64> {
    let mut all: Vec<i64> = Vec::new();
    for row in rows {
        for it in known.entry(*row).or_insert_with(|| above(*row)) {
            if !all.contains(it) {
                all.push(*it);
            }
        }
    }
    all
}

/// The values with the most hits, those with as many by their key.
fn largest<T>(mut counts: Counted<T>, key: impl Fn(&T) -> String) -> Counted<T> {
    counts.sort_by_cached_key(|(value, count)| (u64::MAX - count, key(value)));
    counts.truncate(MAX_VALUES);
    counts
}
