//! The readable part of an address.

use std::fmt;
use std::str::FromStr;

use any_ascii::any_ascii_char;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::value::problem::Case;
use crate::value::problem::parameter::Quoted;
use crate::value::text_form::Form;

/// A slug: 1 to 80 of `a-z`, `0-9` and `-`, neither first nor last nor twice in a row a hyphen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, DeriveValueType)]
#[serde(into = "String")]
pub struct Slug(String);

/// Why a text is not a slug.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadSlug {
    /// Empty, or over 80 characters.
    #[error("not a slug: its length")]
    Length(usize),
    /// A character that no slug has.
    #[error("not a slug: a letter")]
    Letter(String),
    /// A hyphen at an end, or two together.
    #[error("not a slug: a hyphen")]
    Hyphen(String),
}

impl Slug {
    const MAX: usize = 80;

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Makes a slug from a title in any script: its letters and digits in ASCII (`Привет` is `privet`), everything else a hyphen.
    /// A title without letters is known by the names of its symbols; `item` when nothing is left.
    pub fn from_title(title: &str) -> Self {
        let worded = |it: char| it.is_alphanumeric() || is_combining_mark(it);
        let slug = slugged(title.nfc().map(|it| if worded(it) { any_ascii_char(it) } else { "-" }));
        let slug = if slug.is_empty() { slugged(title.chars().map(any_ascii_char)) } else { slug };
        Self(if slug.is_empty() { "item".to_owned() } else { slug })
    }

    /// The same slug with a number behind it, cut so that it still fits: `repair-cafe-2`.
    pub fn numbered(&self, number: u32) -> Self {
        let ending = format!("-{number}");
        let stem = &self.0[..self.0.len().min(Self::MAX - ending.len())];
        Self(format!("{}{ending}", stem.trim_end_matches('-')))
    }
}

/// Texts of ASCII as one slug, in lower case: everything but letters and digits becomes a hyphen.
fn slugged<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut slug = String::new();
    for letter in parts.flat_map(str::chars) {
        match letter.to_ascii_lowercase() {
            letter @ ('a'..='z' | '0'..='9') => slug.push(letter),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.truncate(Slug::MAX);
    slug.trim_matches('-').to_owned()
}

impl FromStr for Slug {
    type Err = BadSlug;

    fn from_str(text: &str) -> Result<Self, BadSlug> {
        let length = text.chars().count();
        if length == 0 || length > Self::MAX {
            return Err(BadSlug::Length(length));
        }
        if !text.bytes().all(|it| matches!(it, b'a'..=b'z' | b'0'..=b'9' | b'-')) {
            return Err(BadSlug::Letter(text.to_owned()));
        }
        if text.starts_with('-') || text.ends_with('-') || text.contains("--") {
            return Err(BadSlug::Hyphen(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for Slug {
    type Error = BadSlug;

    fn try_from(text: String) -> Result<Self, BadSlug> {
        text.parse()
    }
}

impl<'de> Deserialize<'de> for Slug {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Form::Slug.parse(from, Self::try_from)
    }
}

impl From<BadSlug> for Case {
    fn from(bad: BadSlug) -> Self {
        match bad {
            BadSlug::Length(length) => Self::SlugLength(length),
            BadSlug::Letter(text) => Self::SlugLetter(Quoted::of(&text)),
            BadSlug::Hyphen(text) => Self::SlugHyphen(Quoted::of(&text)),
        }
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_slugs() {
        for (title, slug) in [
            ("L'Épicerie du Cœur", "l-epicerie-du-coeur"),
            ("Aozañ ur repair café", "aozan-ur-repair-cafe"),
            ("Cafe\u{301} des Œuvres, Straße 5 m²", "cafe-des-oeuvres-strasse-5-m2"),
            ("Привет, мир", "privet-mir"),
            ("Καλημέρα", "kalimera"),
            ("北京", "beijing"),
            ("Fête 🎉", "fete"),
            ("🎉", "tada"),
            ("  ---  ", "item"),
            ("Ⅷ ½", "viii-1-2"),
            ("Straße in Łódź", "strasse-in-lodz"),
            ("C\u{2bc}hoarioù", "c-hoariou"),
        ] {
            assert_eq!(Slug::from_title(title).as_str(), slug);
        }
    }

    #[test]
    fn numbers_never_make_a_slug_too_long() {
        let long = Slug::from_title(&"a".repeat(200));
        assert_eq!(long.numbered(12).as_str().len(), 80);
        assert!(long.numbered(12).as_str().parse::<Slug>().is_ok());
    }

    #[test]
    fn what_is_no_slug_is_refused() {
        for text in ["", "fête", "A", "a--b", "-a", "a-", "a b", "a/b", &"a".repeat(81)] {
            assert!(text.parse::<Slug>().is_err(), "{text}");
        }
    }
}
