//! Language tags, and how a reader's wishes meet what is there.

use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// A language tag of BCP 47 (RFC 5646), well formed and in its canonical case: `fr`, `br`, `fr-gallo`, `pt-BR`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType)]
#[serde(try_from = "String", into = "String")]
pub struct LanguageTag(String);

/// A text that is not a language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a language tag (BCP 47), such as fr, br or fr-gallo")]
pub struct BadLanguage(String);

impl LanguageTag {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first part, which names the language: `fr` of `fr-gallo`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// True when this tag matches the range by basic filtering (RFC 4647 §3.3.1): `fr` matches `fr` and `fr-gallo`.
    pub fn matches(&self, range: &LanguageTag) -> bool {
        let rest = self.0.strip_prefix(range.as_str());
        rest.is_some_and(|it| it.is_empty() || it.starts_with('-'))
    }
}

impl FromStr for LanguageTag {
    type Err = BadLanguage;

    fn from_str(text: &str) -> Result<Self, BadLanguage> {
        let bad = || BadLanguage(text.chars().take(80).collect());
        if text.len() > 35 {
            return Err(bad());
        }
        let tag = oxilangtag::LanguageTag::parse_and_normalize(text).map_err(|_| bad())?;
        Ok(Self(tag.into_inner()))
    }
}

impl TryFrom<String> for LanguageTag {
    type Error = BadLanguage;

    fn try_from(text: String) -> Result<Self, BadLanguage> {
        text.parse()
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

    #[test]
    fn a_range_matches_by_whole_parts() {
        let tag = |text: &str| text.parse::<LanguageTag>().unwrap();
        assert!(tag("fr-gallo").matches(&tag("FR")));
        assert!(!tag("fra").matches(&tag("fr")));
        assert!(!tag("fr").matches(&tag("fr-gallo")));
        assert!("français".parse::<LanguageTag>().is_err());
    }
}
