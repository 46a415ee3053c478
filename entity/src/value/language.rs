//! Language tags, and how a reader's wishes meet what is there.

use std::fmt;
use std::str::FromStr;

use isolang::Language;
use oxilangtag::LanguageTag as Parsed;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize};

use crate::value::problem::Case;
use crate::value::problem::parameter::Quoted;
use crate::value::text_form::Form;

/// A language tag of BCP 47 (RFC 5646) in its canonical form: `fr`, `br`, `fr-gallo`, `pt-BR`. The language is the
/// shortest code of ISO 639 (`br`, not `bre`), and one that ISO 639 knows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, DeriveValueType)]
#[serde(into = "String")]
pub struct LanguageTag(String);

/// A text that is not the tag of a known language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a language")]
pub struct BadLanguage(String);

/// The codes of ISO 639-2/B that libraries use and that BCP 47 does not: bibliographic code, terminological code.
const BIBLIOGRAPHIC: [(&str, &str); 20] = [
    ("alb", "sqi"),
    ("arm", "hye"),
    ("baq", "eus"),
    ("bur", "mya"),
    ("chi", "zho"),
    ("cze", "ces"),
    ("dut", "nld"),
    ("fre", "fra"),
    ("geo", "kat"),
    ("ger", "deu"),
    ("gre", "ell"),
    ("ice", "isl"),
    ("mac", "mkd"),
    ("mao", "mri"),
    ("may", "msa"),
    ("per", "fas"),
    ("rum", "ron"),
    ("slo", "slk"),
    ("tib", "bod"),
    ("wel", "cym"),
];

impl LanguageTag {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first part, which names the language: `fr` of `fr-gallo`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// What a reader falls back to when they ask for the language as one region speaks it (RFC 4647 §3.4): `fr` of `fr-FR`.
    /// None where the tag does not end with a region: `fr-gallo` is not what is meant by `fr`.
    pub fn without_region(&self) -> Option<LanguageTag> {
        let (rest, last) = self.0.rsplit_once('-')?;
        let is_private = rest.split('-').any(|it| it.len() == 1);
        let is_region = match last.len() {
            2 => last.bytes().all(|it| it.is_ascii_alphabetic()),
            3 => last.bytes().all(|it| it.is_ascii_digit()),
            _ => false,
        };
        (is_region && !is_private).then(|| Self(rest.to_owned()))
    }

    /// Whether a text in this language is meant by a range: by basic filtering (RFC 4647 §3.3.1), and the language by its regions.
    pub fn matches(&self, range: &Self) -> bool {
        let rest = self.0.strip_prefix(&range.0);
        rest.is_some_and(|it| it.is_empty() || it.starts_with('-'))
            || range.without_region().is_some_and(|it| it == *self)
    }

    /// The tag that stands in a row.
    pub(crate) fn of_row(text: String) -> Self {
        Self(text)
    }

    /// True when this is the tag of a known language in its canonical form, as every new tag is. Older rows may hold others.
    pub(crate) fn is_canonical(&self) -> bool {
        self.0.parse().is_ok_and(|it: Self| it == *self)
    }
}

impl FromStr for LanguageTag {
    type Err = BadLanguage;

    fn from_str(text: &str) -> Result<Self, BadLanguage> {
        let bad = || BadLanguage(text.chars().take(81).collect());
        let tag = well_formed(text).ok_or_else(bad)?;
        let primary = tag.primary_language();
        let three = BIBLIOGRAPHIC.iter().find(|(code, _)| *code == primary).map_or(primary, |(_, code)| *code);
        let known = match three.len() {
            2 => Language::from_639_1(three),
            _ => Language::from_639_3(three),
        };
        let known = known.ok_or_else(bad)?;
        let shortest = known.to_639_1().unwrap_or_else(|| known.to_639_3());
        Ok(Self(format!("{shortest}{}", &tag.as_str()[primary.len()..])))
    }
}

/// At most 35 characters that BCP 47 can read (RFC 5646 §4.4.1).
fn well_formed(text: &str) -> Option<Parsed<String>> {
    if text.len() > 35 { None } else { Parsed::parse_and_normalize(text.trim()).ok() }
}

/// Reads a tag from JSON: a new one, which the check of drafts holds to `is_canonical`, or one of an older version.
impl TryFrom<String> for LanguageTag {
    type Error = BadLanguage;

    fn try_from(text: String) -> Result<Self, BadLanguage> {
        text.parse().or_else(|bad| well_formed(&text).map(|tag| Self(tag.into_inner())).ok_or(bad))
    }
}

impl<'de> Deserialize<'de> for LanguageTag {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Form::Language.parse(from, Self::try_from)
    }
}

impl From<BadLanguage> for Case {
    fn from(bad: BadLanguage) -> Self {
        Self::NotALanguage(Quoted::of(&bad.0))
    }
}

impl From<LanguageTag> for String {
    fn from(tag: LanguageTag) -> Self {
        tag.0
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> LanguageTag {
        text.parse().unwrap()
    }

    #[test]
    fn a_language_has_one_tag() {
        for (text, canonical) in [
            ("FR", "fr"),
            ("bre", "br"),
            ("fra", "fr"),
            ("fre", "fr"),
            ("BRE-fr", "br-FR"),
            ("fr-Gallo", "fr-gallo"),
            ("gcf", "gcf"),
            ("pt-br", "pt-BR"),
        ] {
            assert_eq!(tag(text).as_str(), canonical);
        }
        for text in ["xx", "français", "", "qqq", "x-private", "klingon", "f"] {
            assert!(text.parse::<LanguageTag>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_region_falls_back_to_its_language() {
        assert_eq!(tag("fr-FR").without_region(), Some(tag("fr")));
        assert_eq!(tag("zh-Hant-TW").without_region(), Some(tag("zh-Hant")));
        assert_eq!(tag("es-419").without_region(), Some(tag("es")));
        for text in ["fr", "fr-gallo", "fr-x-ab", "zh-Hant"] {
            assert_eq!(tag(text).without_region(), None, "{text}");
        }
    }

    #[test]
    fn what_older_rows_hold_can_still_be_read() {
        assert_eq!(LanguageTag::try_from("xx".to_owned()).map(String::from), Ok("xx".to_owned()));
        assert!(!LanguageTag::try_from("xx".to_owned()).unwrap().is_canonical());
        assert_eq!(LanguageTag::try_from("bre".to_owned()).map(String::from), Ok("br".to_owned()));
    }
}
