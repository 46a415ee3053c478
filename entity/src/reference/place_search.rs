//! The search of places that a form asks while somebody types: by name, postal code or reference, the likeliest place first.

use crate::model::territory::{Kind, Territory};
use crate::reference::Snapshot;
use crate::value::territory::TerritoryRef;
use crate::value::text;

/// The fewest digits that are looked for among postal codes.
const DIGITS: usize = 2;
/// Articles that a name may begin with, and that people leave out.
const ARTICLES: [&str; 7] = ["le", "la", "les", "l", "an", "ar", "al"];

/// What somebody has typed so far.
#[derive(Debug, Clone)]
pub struct PlaceSearch {
    /// The words as they were typed, folded.
    typed: Vec<String>,
    /// Those of letters, abbreviations written out.
    letters: Vec<String>,
    digits: Vec<String>,
    /// The territory whose reference or INSEE code was typed, a former one included, by row number.
    named: Option<i64>,
}

/// How well a territory fits, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The name, the postal code or the reference is what was typed.
    Whole,
    /// Every word that was typed is a word of the name; a code is the INSEE or SIREN code.
    Words,
    /// The name or the postal code begins with what was typed.
    Beginning,
    /// Every word that was typed begins a word of the name.
    Beginnings,
    /// Every word that was typed stands somewhere in the name.
    Inside,
}

impl PlaceSearch {
    /// Reads what was typed. A text without words finds nothing.
    pub fn new(search: &str, reference: &Snapshot) -> Self {
        let typed = text::search_words(search);
        let (digits, letters) = typed.iter().cloned().partition(|it| it.bytes().all(|it| it.is_ascii_digit()));
        let named = match (search.trim().parse::<TerritoryRef>(), typed.as_slice()) {
            (Ok(whole), _) => reference.territory(&whole),
            (Err(_), [code]) => format!("commune:{code}").parse().ok().and_then(|it| reference.territory(&it)),
            (Err(_), _) => None,
        };
        let letters: Vec<String> = letters;
        let letters = letters.into_iter().map(|it| written_out(&it).to_owned()).collect();
        Self { typed, letters, digits, named: named.map(|it| it.seq) }
    }

    /// What a territory that is found is ordered by, compared as bytes: how well it fits, then communes before what is wider, the
    /// largest first, then the name. None when it is not found.
    pub fn sort_key(&self, territory: &Territory) -> Option<String> {
        let fit = self.fit(territory)? as u8;
        let kind = match territory.kind {
            Kind::Commune => 0,
            Kind::Epci => 1,
            Kind::Pays => 2,
            Kind::Departement => 3,
            Kind::Region => 4,
        };
        let size = i32::MAX - territory.population.unwrap_or_default().max(0);
        Some(format!("{fit}{kind}{size:010}{}", territory.name_sort))
    }

    fn fit(&self, territory: &Territory) -> Option<Fit> {
        if self.named == Some(territory.seq) {
            return Some(if self.typed.len() == 1 { Fit::Words } else { Fit::Whole });
        }
        if self.typed.is_empty() {
            return None;
        }
        let by_name = if self.letters.is_empty() { None } else { Some(self.fit_of_name(&territory.name_sort)) };
        let codes = self.digits.iter().map(|it| fit_of_code(territory, it));
        // all that was typed must fit; how well, says what fits worst
        by_name.into_iter().chain(codes).try_fold(Fit::Whole, |worst, it| it.map(|it| worst.max(it)))
    }

    fn fit_of_name(&self, folded: &str) -> Option<Fit> {
        let words: Vec<&str> = words(folded).map(written_out).collect();
        let bare = match words.split_first() {
            Some((first, rest)) if ARTICLES.contains(first) && !rest.is_empty() => rest,
            Some(_) | None => &words[..],
        };
        let (name, bare, sought) = (words.join(" "), bare.join(" "), self.letters.join(" "));
        let each = |fits: fn(&str, &str) -> bool| {
            self.letters.iter().all(|sought| words.iter().any(|word| fits(word, sought.as_str())))
        };
        let letters = self.typed.iter().filter(|it| !self.digits.contains(it));
        if name == sought || bare == sought {
            Some(Fit::Whole)
        } else if each(|word, sought| word == sought) {
            Some(Fit::Words)
        } else if name.starts_with(&sought) || bare.starts_with(&sought) {
            Some(Fit::Beginning)
        } else if each(|word, sought| word.starts_with(sought)) {
            Some(Fit::Beginnings)
        } else if each(|word, sought| word.contains(sought)) || letters.clone().all(|it| folded.contains(it.as_str())) {
            Some(Fit::Inside)
        } else {
            None
        }
    }
}

/// How well digits fit the codes of a territory.
fn fit_of_code(territory: &Territory, digits: &str) -> Option<Fit> {
    let begins = |it: &String| it.starts_with(digits);
    if territory.postal_codes.iter().any(|it| it == digits) {
        Some(Fit::Whole)
    } else if territory.code == digits {
        Some(Fit::Words)
    } else if digits.len() >= DIGITS && territory.postal_codes.iter().any(begins) {
        Some(Fit::Beginning)
    } else {
        None
    }
}

/// The words of a text that is folded already.
fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty())
}

/// A word without the abbreviations that names of places have.
fn written_out(word: &str) -> &str {
    match word {
        "st" => "saint",
        "ste" => "sainte",
        other => other,
    }
}
