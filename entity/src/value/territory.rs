//! References to territories.

use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize};

use crate::value::text_form::Form;

/// The public reference of a territory: its kind in lower case, a colon, its official code: `commune:29019`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, DeriveValueType)]
#[serde(into = "String")]
pub struct TerritoryRef(String);

/// A text that is not a reference to a territory.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a territory")]
pub struct BadTerritoryRef(pub(crate) String);

impl TerritoryRef {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TerritoryRef {
    type Err = BadTerritoryRef;

    fn from_str(text: &str) -> Result<Self, BadTerritoryRef> {
        let known = ["region", "departement", "pays", "epci", "commune"];
        let (kind, code) = text.split_once(':').unwrap_or_default();
        let plain = |it: u8| it.is_ascii_alphanumeric() || it == b'-';
        if known.contains(&kind) && (1..=64).contains(&code.len()) && code.bytes().all(plain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadTerritoryRef(text.chars().take(81).collect()))
        }
    }
}

impl TryFrom<String> for TerritoryRef {
    type Error = BadTerritoryRef;

    fn try_from(text: String) -> Result<Self, BadTerritoryRef> {
        text.parse()
    }
}

impl<'de> Deserialize<'de> for TerritoryRef {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Form::Territory.parse(from, Self::try_from)
    }
}

impl From<TerritoryRef> for String {
    fn from(reference: TerritoryRef) -> Self {
        reference.0
    }
}

impl fmt::Display for TerritoryRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
