//! What is selected, as the response keys in order with what is to be written under each; the bytes that are written; and finished JSON
//! within the value of a response.

use async_graphql::Value;
use async_graphql::parser::types::{Selection, SelectionSet};
use serde::Serialize;

use crate::graphql::engine::expansion::TYPE;
use crate::graphql::engine::request::Request;
use crate::guard::cost::Rules;

/// What a field takes of the memory of an answer beside its letters; as in `metering`.
const FIELD: usize = 32;

/// Finished JSON within the value of a response: in eight bytes what its objects cost, which `guard::cost` adds up, then the text. No
/// scalar of the schema is binary.
pub(crate) struct Finished;

impl Finished {
    pub(crate) fn value(writer: Writer<'_>) -> Value {
        let mut bytes = writer.out;
        bytes[..8].copy_from_slice(&writer.cost.to_le_bytes());
        Value::Binary(bytes.into())
    }

    fn json(bytes: &[u8]) -> &[u8] {
        bytes.get(8..).unwrap_or_default()
    }
}

/// Writes a value as JSON, finished parts as they are.
pub(crate) fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Null | Value::Number(_) | Value::String(_) | Value::Boolean(_) | Value::Enum(_) => json(value, out),
        Value::Binary(bytes) => out.extend_from_slice(Finished::json(bytes)),
        Value::List(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                write(item, out);
            }
            out.push(b']');
        }
        Value::Object(fields) => {
            out.push(b'{');
            for (at, (key, item)) in fields.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                json(key.as_str(), out);
                out.push(b':');
                write(item, out);
            }
            out.push(b'}');
        }
    }
}

/// Writes what writes itself.
pub(crate) fn json<T: Serialize + ?Sized>(it: &T, out: &mut Vec<u8>) {
    // into memory, it does not fail
    let _written = serde_json::to_writer(out, it);
}

/// The bytes that are written, and what they cost.
pub(crate) struct Writer<'a> {
    pub(crate) request: &'a Request,
    out: Vec<u8>,
    cost: u64,
    fields: usize,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(request: &'a Request) -> Self {
        // room for the number in front
        Self { request, out: vec![0; 8], cost: 0, fields: 0 }
    }

    /// What the answer has grown by, keys counted as they are elsewhere.
    pub(crate) fn taken(&self) -> usize {
        self.out.len() + self.fields
    }

    /// A sign of JSON's own.
    pub(crate) fn sign(&mut self, it: u8) {
        self.out.push(it);
    }

    /// A value that writes itself.
    pub(crate) fn json<T: Serialize + ?Sized>(&mut self, it: &T) {
        json(it, &mut self.out);
    }

    /// Something, or null.
    pub(crate) fn optional<T>(&mut self, it: Option<T>, write: impl FnOnce(&mut Self, T)) {
        match it {
            Some(it) => write(self, it),
            None => self.out.extend_from_slice(b"null"),
        }
    }

    pub(crate) fn list<T>(&mut self, items: impl Iterator<Item = T>, write: impl Fn(&mut Self, T)) {
        self.out.push(b'[');
        for (at, item) in items.enumerate() {
            if at > 0 {
                self.out.push(b',');
            }
            write(self, item);
        }
        self.out.push(b']');
    }
}

/// What is written under a response key of an object.
pub(crate) trait Part: Sized {
    /// The part that a field without arguments names on objects of the type `on`; none of a field that is not plain. `below` is what is
    /// selected of it.
    fn of(name: &str, on: &str, below: Below<'_>) -> Option<Self>;
}

/// What is selected below a field, in a schema with rules of cost.
#[derive(Clone, Copy)]
pub(crate) struct Below<'a> {
    pub(crate) set: &'a SelectionSet,
    pub(crate) rules: &'a Rules,
}

impl Below<'_> {
    /// What is selected of objects of the type `on`.
    pub(crate) fn shape<P: Part>(self, on: &str) -> Option<Shape<P>> {
        let mut shape = Shape { keys: Vec::with_capacity(self.set.items.len()), cost: 0, letters: 0 };
        for item in &self.set.items {
            let Selection::Field(field) = &item.node else { return None };
            let field = &field.node;
            let (key, name) = (field.response_key().node.as_str(), field.name.node.as_str());
            if key == TYPE {
                continue;
            }
            if !field.arguments.is_empty() || !field.directives.is_empty() {
                return None;
            }
            let below = Below { set: &field.selection_set.node, ..self };
            shape.keys.push((written_key(key), P::of(name, on, below)?));
            shape.cost += self.rules.weight(on, name);
            shape.letters += key.len() + FIELD;
        }
        Some(shape)
    }
}

fn written_key(key: &str) -> Vec<u8> {
    let mut text = Vec::with_capacity(key.len() + 3);
    json(key, &mut text);
    text.push(b':');
    text
}

/// The response keys of an object, in order, and what they cost together.
pub(crate) struct Shape<P> {
    keys: Vec<(Vec<u8>, P)>,
    cost: u64,
    letters: usize,
}

impl<P> Shape<P> {
    /// Writes an object; `value` writes what stands under a key.
    pub(crate) fn write(&self, writer: &mut Writer<'_>, value: impl Fn(&P, &mut Writer<'_>)) {
        writer.cost = writer.cost.saturating_add(self.cost);
        writer.fields += self.letters;
        writer.out.push(b'{');
        for (at, (key, part)) in self.keys.iter().enumerate() {
            if at > 0 {
                writer.out.push(b',');
            }
            writer.out.extend_from_slice(key);
            value(part, writer);
        }
        writer.out.push(b'}');
    }
}
