//! JSON values as types. What does not fit is told as a case, by its place and in the words of JSON: no name of a type leaves here.

#[cfg(test)]
mod tests;

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Number, Value};

use crate::value::id::Id;
use crate::value::language::LanguageTag;
use crate::value::problem::parameter::{JsonKind, Quoted};
use crate::value::problem::{Case, Problem};
use crate::value::slug::Slug;
use crate::value::territory::TerritoryRef;
use crate::value::text_form::Form;
use crate::value::url::WebAddress;

/// Reads a value.
///
/// # Errors
/// The first thing in it that does not fit, with its place.
pub fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Problem> {
    T::deserialize(Json(value))
        .map_err(|Misfit { path, case }| Problem { path: path.into_iter().rev().collect(), case })
}

/// The name that is most like one that is not known; none when it is like no other.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known.into_iter().filter_map(|it| Some((distance(name, it)?, it))).min().map(|(_, it)| it)
}

/// How far a name is from one that is known, in letters; none when it is not like it.
pub(crate) fn distance(name: &str, known: &str) -> Option<usize> {
    /// The most letters of a name that is compared.
    const COMPARED: usize = 40;
    if name.len() > COMPARED {
        return None;
    }
    let most = name.chars().count() / 3;
    Some(strsim::osa_distance(known, name)).filter(|distance| *distance <= most)
}

/// What does not fit, and where: the innermost part of the path first.
#[derive(Debug)]
struct Misfit {
    path: Vec<String>,
    case: Case,
}

impl Misfit {
    fn of(case: Case) -> Self {
        Self { path: Vec::new(), case }
    }

    fn wrong_kind(wanted: JsonKind, found: &Value) -> Self {
        Self::of(Case::WrongKind { wanted, found: Quoted::json(found) })
    }

    fn under(mut self, part: &str) -> Self {
        self.path.push(Quoted::of(part).to_string());
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.case.code())
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::of(Case::Unfit)
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::of(match (Form::of_word(&expected.to_string()), found) {
            (Some(form), Unexpected::Str(text)) => form.case(text),
            (Some(form), _) => form.case(""),
            (None, _) => Case::Unfit,
        })
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Self {
        Self::of(Case::NotOneOf { word: Quoted::of(word), known: known.to_vec() })
    }

    fn unknown_field(name: &str, known: &'static [&'static str]) -> Self {
        let near = nearest(name, known.iter().copied()).map(Quoted::of);
        Self::of(Case::UnknownField { name: Quoted::of(name), near }).under(name)
    }

    fn missing_field(name: &'static str) -> Self {
        Self::of(Case::Missing).under(name)
    }
}

/// A value that is read.
#[derive(Clone, Copy)]
struct Json<'a>(&'a Value);

impl Json<'_> {
    /// A whole number between two bounds.
    fn whole(self, min: i64, max: i64) -> Result<i64, Misfit> {
        let Value::Number(number) = self.0 else { return Err(Misfit::wrong_kind(JsonKind::WholeNumber, self.0)) };
        let too_great = || Misfit::of(Case::TooGreat { found: Quoted::json(self.0), min, max });
        match number.as_i64() {
            Some(whole) if (min..=max).contains(&whole) => Ok(whole),
            Some(_) => Err(too_great()),
            None if number.as_f64().is_some_and(|it| it.fract() == 0.0) => Err(too_great()),
            None => Err(Misfit::wrong_kind(JsonKind::WholeNumber, self.0)),
        }
    }
}

impl<'de> Deserializer<'de> for Json<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(it) => visitor.visit_bool(*it),
            Value::Number(it) => of_number(it, visitor),
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(items) => visitor.visit_seq(Items { items: items.iter().enumerate() }),
            Value::Object(fields) => visitor.visit_map(Fields::of(fields)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Bool(it) => visitor.visit_bool(*it),
            other => Err(Misfit::wrong_kind(JsonKind::TrueOrFalse, other)),
        }
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_i64(self.whole(i32::MIN.into(), i32::MAX.into())?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_i64(self.whole(i64::MIN, i64::MAX)?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0.as_f64() {
            Some(it) => visitor.visit_f64(it),
            None => Err(Misfit::wrong_kind(JsonKind::Number, self.0)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::String(text) => visitor.visit_borrowed_str(text),
            other => Err(Misfit::wrong_kind(JsonKind::Text, other)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Array(items) => visitor.visit_seq(Items { items: items.iter().enumerate() }),
            other => Err(Misfit::wrong_kind(JsonKind::List, other)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::Object(fields) => visitor.visit_map(Fields::of(fields)),
            other => Err(Misfit::wrong_kind(JsonKind::Object, other)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match self.0 {
            Value::String(text) => {
                let word: StrDeserializer<'_, Misfit> = text.as_str().into_deserializer();
                visitor.visit_enum(word)
            }
            other => Err(Misfit::wrong_kind(JsonKind::Text, other)),
        }
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u8 u16 u32 u64 u128 f32 char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

fn of_number<'de, V: Visitor<'de>>(number: &Number, visitor: V) -> Result<V::Value, Misfit> {
    match (number.as_i64(), number.as_u64()) {
        (Some(it), _) => visitor.visit_i64(it),
        (None, Some(it)) => visitor.visit_u64(it),
        (None, None) => visitor.visit_f64(number.as_f64().unwrap_or_default()),
    }
}

/// The items of a list, each with its place.
struct Items<'a> {
    items: std::iter::Enumerate<std::slice::Iter<'a, Value>>,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Misfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Misfit> {
        let Some((at, item)) = self.items.next() else { return Ok(None) };
        seed.deserialize(Json(item)).map(Some).map_err(|it| it.under(&at.to_string()))
    }
}

/// The fields of an object.
struct Fields<'a> {
    fields: serde_json::map::Iter<'a>,
    /// The field whose name was read last, and whose value was not.
    open: Option<(&'a str, &'a Value)>,
}

impl<'a> Fields<'a> {
    fn of(fields: &'a Map<String, Value>) -> Self {
        Self { fields: fields.iter(), open: None }
    }
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Misfit;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Misfit> {
        let Some((name, value)) = self.fields.next() else { return Ok(None) };
        self.open = Some((name, value));
        let named = |it: Misfit| if it.path.is_empty() { it.under(name) } else { it };
        seed.deserialize(de::value::BorrowedStrDeserializer::new(name)).map(Some).map_err(named)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misfit> {
        let (name, value) = self.open.take().unwrap_or(("", &Value::Null));
        seed.deserialize(Json(value)).map_err(|it| it.under(name))
    }
}

impl Form {
    /// What is wrong with a text that is not of this form.
    pub fn case(self, text: &str) -> Case {
        let case = match self {
            Self::Slug => text.parse::<Slug>().err().map(Case::from),
            Self::WebAddress => text.parse::<WebAddress>().err().map(Case::from),
            Self::Language => text.parse::<LanguageTag>().err().map(Case::from),
            Self::Id => text.parse::<Id>().err().map(Case::from),
            Self::Territory => text.parse::<TerritoryRef>().err().map(Case::from),
            Self::Moment => Some(Case::NotAMoment(Quoted::of(text))),
            Self::Day => Some(Case::NotADay(Quoted::of(text))),
            Self::Licence if text.trim().is_empty() => Some(Case::NotALicence),
            Self::Licence => Some(Case::UnknownLicence { key: Quoted::of(text), near: None }),
            Self::Credit => Some(Case::MissingCredit),
        };
        case.unwrap_or(Case::Unfit)
    }
}

/// Whether a value says nothing: null, an empty text, an empty list.
pub(crate) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
