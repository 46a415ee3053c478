//! What is known of each licence, as data. Facts of the outside world: nothing here is decided by the network.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::value::text::fold;

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

static EMBEDDED: LazyLock<Vec<Facts>> = LazyLock::new(embedded);

/// The licences by whatever they are called, in the form of [`plain`].
static CALLED: LazyLock<HashMap<String, &'static Facts>> = LazyLock::new(|| {
    let mut called = HashMap::new();
    let mut call = |name: &str, facts: &'static Facts| {
        called.entry(plain(name)).or_insert(facts);
    };
    // a key counts before a short name, a short name before an address that several licences share
    EMBEDDED.iter().for_each(|facts| call(&facts.key, facts));
    EMBEDDED.iter().for_each(|facts| call(&facts.short_name, facts));
    EMBEDDED.iter().for_each(|facts| facts.url.iter().for_each(|url| call(url, facts)));
    EMBEDDED.iter().for_each(|facts| facts.deed.iter().flat_map(BTreeMap::values).for_each(|url| call(url, facts)));
    called
});

/// The licence that a name means: its key in any case, its short name (`CC BY-SA 4.0`), or the address of its text or
/// of its summary, in any language.
pub fn find(name: &str) -> Option<&'static Facts> {
    CALLED.get(&plain(name)).copied()
}

/// The licence whose key is most like a name that no licence has.
pub fn nearest(name: &str) -> Option<&'static Facts> {
    let name: String = plain(name).chars().take(80).collect();
    let likeness = |facts: &Facts| similar::TextDiff::from_chars(name.as_str(), plain(&facts.key).as_str()).ratio();
    let best =
        EMBEDDED.iter().map(|facts| (likeness(facts), facts)).max_by(|(one, _), (other, _)| one.total_cmp(other));
    best.filter(|(ratio, _)| *ratio > 0.6).map(|(_, facts)| facts)
}

/// A name without what does not count: case, the kind of space or hyphen; of an address the scheme, `www.`, and the last
/// part where it only says in which form or language the text is read.
fn plain(name: &str) -> String {
    let folded = fold(name.trim());
    match folded.strip_prefix("https://").or_else(|| folded.strip_prefix("http://")) {
        Some(rest) => {
            let rest = rest.strip_prefix("www.").unwrap_or(rest);
            let rest = rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
            let form = |it: &str| ["deed", "legalcode"].iter().any(|form| it.split('.').next() == Some(form));
            let rest = rest.rsplit_once('/').filter(|(_, last)| form(last)).map_or(rest, |(rest, _)| rest);
            format!("//{rest}")
        }
        None => folded.split(|it: char| it.is_whitespace() || it == '-' || it == '_').collect::<Vec<_>>().join("-"),
    }
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

    #[test]
    fn a_licence_is_found_by_whatever_others_call_it() {
        for name in [
            "CC-BY-SA-4.0",
            "cc-by-sa-4.0",
            "CC BY-SA 4.0",
            "cc by sa 4.0",
            "https://creativecommons.org/licenses/by-sa/4.0/",
            "http://creativecommons.org/licenses/by-sa/4.0",
            "https://www.creativecommons.org/licenses/by-sa/4.0/deed.fr",
            "https://creativecommons.org/licenses/by-sa/4.0/legalcode.fr#s1",
        ] {
            assert_eq!(find(name).map(|it| it.key.as_str()), Some("CC-BY-SA-4.0"), "{name}");
        }
        assert_eq!(find("Etalab-2.0").map(|it| it.key.as_str()), Some("etalab-2.0"));
        assert_eq!(find("CC BY").map(|it| it.key.as_str()), Some("LicenseRef-CC-BY-version-inconnue"));
        for facts in &embedded() {
            assert_eq!(find(&facts.key).map(|it| &it.key), Some(&facts.key));
        }
        assert!(find("CC-BY-SA-5.0").is_none());
        assert_eq!(nearest("CC-BYSA-4.0").map(|it| it.key.as_str()), Some("CC-BY-SA-4.0"));
        assert!(nearest("merci").is_none());
    }
}
