//! What texts name that narrow a list: whether it is known, and what may be meant where it is not.

use entity::commons::licence;
use entity::reader::Reader;
use entity::value::problem::parameter::{Quoted, Thing};
use entity::value::territory::TerritoryRef;

use crate::message::Message;

/// What a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Named {
    Territory,
    Theme,
    Source,
    Member,
    Licence,
}

impl Named {
    /// What a text names, by its scalar and the field that holds it; nothing of other texts.
    pub(crate) fn of_field(scalar: &str, field: &str) -> Option<Self> {
        match (scalar, field) {
            ("TerritoryRef", _) => Some(Self::Territory),
            ("LicenceKey", _) => Some(Self::Licence),
            ("Slug", "theme" | "parent") => Some(Self::Theme),
            ("Slug", "source") => Some(Self::Source),
            ("Slug", "author") => Some(Self::Member),
            _ => None,
        }
    }

    /// Whether there is something of this name that the viewer may see.
    pub(crate) fn is_known(self, name: &str, reader: &Reader) -> bool {
        let reference = reader.reference();
        match self {
            // what is of no such form was told as an error
            Self::Territory => name.parse().map_or(true, |it: TerritoryRef| reference.territory(&it).is_some()),
            Self::Theme => reference.themes.by_key(name).is_some(),
            Self::Source => reference.sources.by_key(name).is_some(),
            Self::Member => reader.member_by_slug(name).is_some(),
            Self::Licence => {
                let key = entity::model::licence::LicenceKey::of(name);
                reference.licences.by_key(&key.0).is_some()
            }
        }
    }

    /// The names that may be meant; of members none, since not everybody may know of all of them.
    pub(crate) fn like(self, name: &str, reader: &Reader) -> Vec<String> {
        let reference = reader.reference();
        match self {
            Self::Territory => name.parse().map(|it: TerritoryRef| reference.territories_like(&it)).unwrap_or_default(),
            Self::Theme => reference.themes_like(name),
            Self::Source => reference.sources_like(name),
            Self::Licence => licence::nearest(name).map(|it| it.key.clone()).into_iter().collect(),
            Self::Member => Vec::new(),
        }
    }

    pub(crate) fn message(self, name: &str) -> Message {
        let name = Quoted::of(name);
        let unknown =
            |thing: Thing| Message::new("problem-unknown").text("thing", thing.word()).text("name", name.as_str());
        match self {
            Self::Territory => unknown(Thing::Territory),
            Self::Theme => unknown(Thing::Theme),
            Self::Source => unknown(Thing::Source),
            Self::Member => unknown(Thing::Member),
            Self::Licence => Message::new("problem-unknown-licence").text("key", name.as_str()),
        }
    }
}
