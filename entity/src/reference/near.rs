//! The names of reference data that may be meant by one that is not known. Members are no reference data: a name that is like
//! theirs tells nothing.

use crate::reference::Snapshot;
use crate::value::form::distance;
use crate::value::slug::Slug;
use crate::value::territory::TerritoryRef;
use crate::value::text::fold;

/// The most names that are suggested.
const MOST: usize = 3;

impl Snapshot {
    /// The slugs of themes that are like this one, or whose name in some language is; the most like first.
    pub fn themes_like(&self, slug: &str) -> Vec<String> {
        let names = self.themes.all().iter().flat_map(|it| {
            let names = it.names.values().map(|name| Slug::from_title(name).to_string());
            std::iter::once(it.slug.to_string()).chain(names).map(|name| (name, it.slug.to_string()))
        });
        most_like(slug, names)
    }

    /// The slugs of sources that are like this one; the most like first.
    pub fn sources_like(&self, slug: &str) -> Vec<String> {
        most_like(slug, self.sources.all().iter().map(|it| (it.slug.to_string(), it.slug.to_string())))
    }

    /// The references of territories that may be meant by this one: those that have its code in another kind, its code as a postal
    /// code, or a name like it.
    pub fn territories_like(&self, reference: &TerritoryRef) -> Vec<String> {
        let (kind, code) = reference.as_str().split_once(':').unwrap_or(("", reference.as_str()));
        let all = || self.territories.all().iter();
        let coded = all().filter(|it| it.code == code || it.postal_codes.iter().any(|it| it == code));
        let coded: Vec<String> = coded.map(|it| it.reference.to_string()).take(MOST).collect();
        // numbers that are like one another mean nothing alike
        if !coded.is_empty() || code.chars().all(|it| it.is_ascii_digit()) {
            return coded;
        }
        let named = |same: bool| {
            let these = all().filter(move |it| (it.kind.word() == kind) == same);
            most_like(code, these.map(|it| (it.slug.to_string(), it.reference.to_string())))
        };
        let of_kind = named(true);
        if of_kind.is_empty() { named(false) } else { of_kind }
    }
}

/// What stands for the names that are most like one, the most like first.
fn most_like(name: &str, known: impl Iterator<Item = (String, String)>) -> Vec<String> {
    let name = fold(name);
    let mut like: Vec<(usize, String)> =
        known.filter_map(|(known, told)| distance(&name, &known).map(|distance| (distance, told))).collect();
    like.sort();
    let mut told = Vec::new();
    for (_, it) in like {
        if told.len() < MOST && !told.contains(&it) {
            told.push(it);
        }
    }
    told
}
