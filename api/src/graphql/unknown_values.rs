//! What a query asks for that is not there: a territory or a theme that nobody knows narrows a list to nothing. The answer says so
//! beside its data, so that a typing error does not look like an empty list.

use std::collections::HashSet;

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Name, Value, Variables};
use entity::commons::licence;
use entity::reader::Reader;
use entity::value::language::LanguageTag;
use entity::value::problem::parameter::{Quoted, Thing};
use entity::value::territory::TerritoryRef;

use crate::graphql::engine::arguments::{self, Text};
use crate::guard::types::Types;
use crate::message::Message;

/// The most warnings of an answer.
const MOST: usize = 10;

/// What a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Named {
    Territory,
    Theme,
    Source,
    Member,
    Licence,
}

impl Named {
    /// What a text in the arguments of a query names; nothing of what names one thing, which is null when it is not there.
    fn of(text: Text<'_>) -> Option<Self> {
        let narrows = text.holder.is_some_and(|it| it.ends_with("Filter"));
        if !narrows && text.holder.is_some() {
            return None;
        }
        let field = text.path.iter().rfind(|it| !it.chars().all(|it| it.is_ascii_digit()))?;
        match (text.scalar, field.as_str()) {
            ("TerritoryRef", _) => Some(Self::Territory),
            ("LicenceKey", _) if narrows => Some(Self::Licence),
            ("Slug", "theme" | "parent") if narrows => Some(Self::Theme),
            ("Slug", "source") if narrows => Some(Self::Source),
            ("Slug", "author") if narrows => Some(Self::Member),
            _ => None,
        }
    }

    /// Whether there is something of this name that the viewer may see.
    fn is_known(self, name: &str, reader: &Reader) -> bool {
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
    fn like(self, name: &str, reader: &Reader) -> Vec<String> {
        let reference = reader.reference();
        match self {
            Self::Territory => name.parse().map(|it: TerritoryRef| reference.territories_like(&it)).unwrap_or_default(),
            Self::Theme => reference.themes_like(name),
            Self::Source => reference.sources_like(name),
            Self::Licence => licence::nearest(name).map(|it| it.key.clone()).into_iter().collect(),
            Self::Member => Vec::new(),
        }
    }

    fn message(self, name: &str) -> Message {
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

/// The warnings of a query that was carried out, in the language of the reader: one for each value that is not known.
pub(crate) fn warnings(
    document: &ExecutableDocument,
    types: &Types,
    variables: &Variables,
    reader: &Reader,
    languages: &[LanguageTag],
) -> Vec<Value> {
    let (mut seen, mut warnings) = (HashSet::new(), Vec::new());
    arguments::of_document(document, types, variables, &mut |field, text| {
        let Some(named) = Named::of(text).filter(|_| warnings.len() < MOST) else { return };
        if !seen.insert((named, text.text.to_owned())) || named.is_known(text.text, reader) {
            return;
        }
        let like = named.like(text.text, reader);
        let mut message = named.message(text.text).say(languages);
        if !like.is_empty() {
            message =
                format!("{message} {}", Message::new("did-you-mean").text("near", like.join(", ")).say(languages));
        }
        let warning = [
            ("code", Value::from("UNKNOWN_VALUE")),
            ("message", Value::from(message)),
            ("path", Value::from(field.keys.to_vec())),
            ("argument", Value::from(text.path.to_vec())),
            ("value", Value::from(Quoted::of(text.text).as_str())),
            ("suggestions", Value::from(like)),
        ];
        warnings.push(Value::Object(warning.into_iter().map(|(name, it)| (Name::new(name), it)).collect()));
    });
    warnings
}
