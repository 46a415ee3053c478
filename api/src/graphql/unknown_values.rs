//! What a query asks for that is not there: a territory or a theme that nobody knows narrows a list to nothing. The answer says so
//! beside its data, so that a typing error does not look like an empty list.

use std::collections::HashSet;

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Name, Value, Variables};
use entity::reader::Reader;
use entity::value::language::LanguageTag;
use entity::value::problem::parameter::Quoted;

use crate::graphql::engine::arguments::{self, Text};
use crate::graphql::input::named::Named;
use crate::guard::types::Types;
use crate::message::Message;

/// The most warnings of an answer.
const MOST: usize = 10;

/// What a text in the arguments of a query names; nothing of what names one thing, which is null when it is not there.
fn named(text: Text<'_>) -> Option<Named> {
    let narrows = text.holder.is_some_and(|it| it.ends_with("Filter"));
    if !narrows && (text.holder.is_some() || text.scalar != "TerritoryRef") {
        return None;
    }
    let field = text.path.iter().rfind(|it| !it.chars().all(|it| it.is_ascii_digit()))?;
    Named::of_field(text.scalar, field)
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
        let Some(named) = named(text).filter(|_| warnings.len() < MOST) else { return };
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
