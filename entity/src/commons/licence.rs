//! What is known of each licence, as data. Facts of the outside world: nothing here is decided by the network.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// What is known of a licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Facts {
    /// SPDX identifier, or `LicenseRef-…`.
    pub key: String,
    /// How it is usually called, such as `CC BY-SA 4.0`.
    pub short_name: String,
    /// Whether the key is an SPDX identifier.
    pub spdx: bool,
    /// What its versions have in common.
    pub family: Family,
    /// Its version; none when the source states none.
    pub version: Option<String>,
    /// Its names by language.
    pub name: BTreeMap<String, String>,
    /// Where its text is.
    pub url: Option<String>,
    /// Its summaries for people, by language.
    pub deed: Option<BTreeMap<String, String>>,
    /// What it permits.
    pub permits: Permits,
    /// What it requires.
    pub requires: Requires,
    /// Whether it is a free cultural licence (freedomdefined.org).
    pub free_cultural: bool,
    /// What else is to be known.
    pub note: Option<String>,
}

/// What a licence permits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Permits {
    /// To copy and share.
    pub reproduction: bool,
    /// To change.
    pub adaptation: bool,
    /// To do so for money.
    pub commercial_use: bool,
}

/// What a licence requires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Requires {
    /// To give credit.
    pub attribution: bool,
    /// To share adaptations under the same terms.
    pub share_alike: bool,
}

/// Families of licences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING-KEBAB-CASE")]
pub enum Family {
    /// Creative Commons Zero.
    Cc0,
    /// Works marked as in the public domain.
    PublicDomain,
    /// Attribution.
    CcBy,
    /// Attribution, share alike.
    CcBySa,
    /// Attribution, non-commercial.
    CcByNc,
    /// Attribution, non-commercial, share alike.
    CcByNcSa,
    /// Attribution, no derivatives.
    CcByNd,
    /// Attribution, non-commercial, no derivatives.
    CcByNcNd,
    /// Licence Art Libre.
    Lal,
    /// Licence Ouverte of Etalab.
    Etalab,
    /// Open Database License.
    Odbl,
    /// GNU Free Documentation License.
    Gfdl,
    /// GNU General Public License.
    Gpl,
    /// All rights reserved: no licence at all.
    Reserved,
    /// Nobody knows.
    Unknown,
}

impl Family {
    /// Whether its works are databases, which are credited in a form of their own.
    pub fn is_of_data(self) -> bool {
        self == Self::Odbl
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cc0 => "CC0",
            Self::PublicDomain => "PUBLIC-DOMAIN",
            Self::CcBy => "CC-BY",
            Self::CcBySa => "CC-BY-SA",
            Self::CcByNc => "CC-BY-NC",
            Self::CcByNcSa => "CC-BY-NC-SA",
            Self::CcByNd => "CC-BY-ND",
            Self::CcByNcNd => "CC-BY-NC-ND",
            Self::Lal => "LAL",
            Self::Etalab => "ETALAB",
            Self::Odbl => "ODBL",
            Self::Gfdl => "GFDL",
            Self::Gpl => "GPL",
            Self::Reserved => "RESERVED",
            Self::Unknown => "UNKNOWN",
        })
    }
}

/// The licences that the program brings along, in the order of their list.
///
/// # Panics
/// Never in a released program: a test reads the same file.
pub fn embedded() -> Vec<Facts> {
    serde_json::from_str(include_str!("../../data/licences.json")).expect("the embedded file is checked by a test")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_licences_can_be_read() {
        let licences = embedded();
        assert_eq!(licences.len(), 34);
        for it in &licences {
            let family = serde_json::to_value(it.family).unwrap();
            assert_eq!(family, serde_json::Value::String(it.family.to_string()));
            assert!(!it.family.to_string().contains("ND") || !it.permits.adaptation, "{}", it.key);
        }
    }
}
