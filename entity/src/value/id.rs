//! Identifiers of rows, as the outside knows them.

use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

use crate::value::text_form::Form;

/// The identifier of something that has an identity: a UUID (RFC 9562), written in lower case with hyphens.
///
/// Version 7 for what is made here; version 5, from a public key, for reference data, so that a licence or a
/// territory has the same identifier in every database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, DeriveValueType)]
#[serde(transparent)]
pub struct Id(pub(crate) Uuid);

/// A text that is not a UUID in its usual form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct BadId(pub(crate) String);

impl Id {
    /// The identifier of a piece of reference data, derived from its kind and public key.
    pub(crate) fn of_reference(kind: &str, key: &str) -> Self {
        let network = Uuid::new_v5(&Uuid::NAMESPACE_DNS, b"bretagne-creative.net");
        Self(Uuid::new_v5(&network, format!("{kind}:{key}").as_bytes()))
    }
}

impl FromStr for Id {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let bad = || BadId(text.chars().take(81).collect());
        if text.len() != 36 {
            return Err(bad());
        }
        Uuid::try_parse(text).map(Self).map_err(|_| bad())
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Form::Id.parse(from, |text| Uuid::try_parse(&text).map(Self))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
