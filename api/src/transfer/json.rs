//! JSON of which every object says each of its fields once: of two that have one name, nobody could say which was meant.

use std::cell::RefCell;
use std::fmt;
use std::io;

use entity::value::problem::Case;
use entity::value::problem::parameter::Quoted;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::transfer::bounded::{Bounded, Row};

/// The most bytes of a row of an array.
const LONGEST: usize = 1024 * 1024;

/// Reads a value in which no object has a field twice.
///
/// # Errors
/// What is wrong with the text: it ends too early, is no JSON, or says a field twice.
pub(super) fn read(text: &[u8]) -> Result<Value, Case> {
    let twice = RefCell::new(None);
    let mut from = serde_json::Deserializer::from_slice(text);
    let read = Distinct { twice: &twice }.deserialize(&mut from).and_then(|value| from.end().map(|()| value));
    read.map_err(|cause| match twice.take() {
        Some(name) => Case::FieldTwice(name),
        None if cause.is_eof() => Case::CutObject,
        None => unread(text, &cause),
    })
}

/// Reads one array, in which no object has a field twice; `take` gets each of its items as soon as it is read.
///
/// # Errors
/// One sentence: where it cannot be read, or which field an object says twice. Those of `take` as they are.
pub(super) fn array(input: impl io::Read, take: &mut dyn FnMut(Value) -> io::Result<()>) -> io::Result<()> {
    let (twice, mut refused) = (RefCell::new(None), None);
    let (input, row) = Bounded::new(input, LONGEST, "a row is longer than 1 MiB");
    let mut from = serde_json::Deserializer::from_reader(input);
    let rows = Rows { row, of: Distinct { twice: &twice }, take, refused: &mut refused };
    let read = from.deserialize_any(rows).and_then(|is_array| from.end().map(|()| is_array));
    if let Some(cause) = refused {
        return Err(cause);
    }
    let said = match read {
        Ok(true) => return Ok(()),
        Ok(false) => "it is JSON, but no array of rows: [{\"kind\": …}, …]".to_owned(),
        Err(cause) if twice.take().is_some() => {
            format!("line {}: a field stands twice in one object", cause.line())
        }
        Err(cause) if cause.is_io() => cause.to_string(),
        Err(cause) => format!("it is no JSON: {cause}"),
    };
    Err(io::Error::new(io::ErrorKind::InvalidData, said))
}

/// Reads the rows of one array, each within its bounds; whether it is an array.
struct Rows<'a> {
    row: Row,
    of: Distinct<'a>,
    take: &'a mut dyn FnMut(Value) -> io::Result<()>,
    /// What `take` has said, which an error of the parser could only tell in words.
    refused: &'a mut Option<io::Error>,
}

impl<'de> Visitor<'de> for Rows<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let Self { row, of, take, refused } = self;
        while let Some(item) = items.next_element_seed(of)? {
            row.begins();
            if let Err(cause) = take(item) {
                *refused = Some(cause);
                return Err(A::Error::custom("a row is not taken"));
            }
        }
        Ok(true)
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Self::Value, A::Error> {
        self.of.visit_map(fields).map(|_| false)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(false)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(false)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(false)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(false)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(false)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(false)
    }
}

/// What is wrong with a text that is not one value of JSON.
pub(crate) fn unread(text: &[u8], cause: &serde_json::Error) -> Case {
    let before = text.split_inclusive(|it| *it == b'\n').take(cause.line().saturating_sub(1));
    Case::NotJson(before.map(<[u8]>::len).sum::<usize>() + cause.column())
}

/// Reads a value in which no object has a field twice; the first such field is kept apart.
#[derive(Clone, Copy)]
struct Distinct<'a> {
    twice: &'a RefCell<Option<Quoted>>,
}

impl<'de> DeserializeSeed<'de> for Distinct<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Distinct<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, it: bool) -> Result<Value, E> {
        Ok(Value::Bool(it))
    }

    fn visit_u64<E>(self, it: u64) -> Result<Value, E> {
        Ok(Value::from(it))
    }

    fn visit_i64<E>(self, it: i64) -> Result<Value, E> {
        Ok(Value::from(it))
    }

    fn visit_f64<E>(self, it: f64) -> Result<Value, E> {
        Ok(Number::from_f64(it).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, it: &str) -> Result<Value, E> {
        Ok(Value::from(it))
    }

    fn visit_string<E>(self, it: String) -> Result<Value, E> {
        Ok(Value::String(it))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            if object.contains_key(&name) {
                self.twice.replace(Some(Quoted::of(&name)));
                return Err(A::Error::custom("a field stands twice in one object"));
            }
            let value = fields.next_value_seed(self)?;
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}
