//! The closed lists of words, which are those of the GraphQL schema.

use async_graphql::resolver_utils::EnumType;
use serde::{Serialize, Serializer};
use serde_json::Value;
use utoipa::openapi::ObjectBuilder;
use utoipa::openapi::schema::{Schema, SchemaType, Type};

/// One of the words of an enumeration of the GraphQL schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<T>(pub(crate) T);

impl<T: EnumType> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let item = T::items().iter().find(|it| it.value == self.0);
        serializer.serialize_str(item.map_or("", |it| it.name))
    }
}

/// The schema of one of the words.
pub(crate) fn words<T: EnumType>() -> Schema {
    let words = T::items().iter().map(|it| it.name);
    described(Type::String.into()).enum_values(Some(words)).build().into()
}

/// The same where there may be none.
pub(crate) fn words_or_null<T: EnumType>() -> Schema {
    let words = T::items().iter().map(|it| Value::from(it.name)).chain([Value::Null]);
    let types = SchemaType::from_iter([Type::String, Type::Null]);
    described(types).enum_values(Some(words)).build().into()
}

/// Words are no closed list: a client keeps a default.
fn described(types: SchemaType) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(types).description(Some("One of the words listed. Values may be added."))
}
