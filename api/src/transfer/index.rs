//! The lines of a file as an import keeps them: what they are, what they refer to, and where their rows lie, which are read back when their
//! turn comes. So a long file needs memory for each row, but not for what it says.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use entity::error::Error;
use entity::import::row::{Row, RowKind};
use entity::value::problem::{Case, Problem};
use serde_json::{Map, Value};

use crate::transfer::ndjson::Line;
use crate::transfer::references;
use crate::transfer::spool::{Place, Spool};

/// How deep values may be nested that are put down as JSON: the reader of JSON goes 127 levels down, of which the row is one.
const DEEPEST: usize = 126;

/// The lines of a file.
#[derive(Debug, Default)]
pub(super) struct Index {
    lines: Vec<Indexed>,
    keys: Keys,
    spool: Spool,
}

/// A line.
#[derive(Debug)]
pub(super) struct Indexed {
    /// Its number, from 1.
    pub(super) number: usize,
    /// What it is called, where its kind and key do not say it.
    name: Option<Box<str>>,
    /// The number of its kind and key, where it was a row when it was read.
    key: Option<usize>,
    row: Result<Kept, Vec<Problem>>,
}

/// What is known of a row without reading it.
#[derive(Debug)]
struct Kept {
    content: Content,
    deleted: bool,
    /// How many files it names.
    files: usize,
    /// The numbers of the kinds and keys that it refers to.
    named: Box<[usize]>,
}

/// Where the fields of a row are.
#[derive(Debug)]
enum Content {
    Spooled(Place),
    /// What is nested too deep to be read again as JSON, which is refused when its turn comes.
    Held {
        fields: Box<Map<String, Value>>,
        /// How many bytes they are as JSON.
        length: usize,
    },
}

impl Indexed {
    /// How many bytes the row has where it lies.
    pub(super) fn length(&self) -> usize {
        match &self.row {
            Ok(Kept { content: Content::Spooled(place), .. }) => place.length(),
            Ok(Kept { content: Content::Held { length, .. }, .. }) => *length,
            Err(_) => 0,
        }
    }
}

impl Index {
    /// Adds a line; what its fields are as JSON: nothing where it is no row.
    ///
    /// # Errors
    /// Those of putting a row down.
    pub(super) fn push(&mut self, line: Line) -> io::Result<Vec<u8>> {
        let Line { number, name, row } = line;
        let row = match row {
            Ok(row) => row,
            Err(problems) => {
                self.lines.push(Indexed { number, name: Some(name.into()), key: None, row: Err(problems) });
                return Ok(Vec::new());
            }
        };
        let text = serde_json::to_vec(&row.fields)?;
        let key = self.keys.number(row.kind, &row.key);
        let name = Some(name).filter(|it| *it != self.keys.name(key)).map(String::into_boxed_str);
        let named = references::rows(&row).into_iter().map(|(kind, key)| self.keys.number(kind, &key));
        let (named, files) = (named.collect::<Box<[usize]>>(), references::files(&row).len());
        let content = if row.fields.values().any(|it| is_deeper(it, DEEPEST)) {
            Content::Held { fields: Box::new(row.fields), length: text.len() }
        } else {
            Content::Spooled(self.spool.put(&text)?)
        };
        let kept = Kept { content, deleted: row.deleted, files, named };
        self.lines.push(Indexed { number, name, key: Some(key), row: Ok(kept) });
        Ok(text)
    }

    /// The lines, in the order in which they stand by now.
    pub(super) fn lines(&self) -> &[Indexed] {
        &self.lines
    }

    /// What a line is called.
    pub(super) fn name(&self, line: &Indexed) -> String {
        match (&line.name, line.key) {
            (Some(name), _) => name.to_string(),
            (None, Some(key)) => self.keys.name(key),
            (None, None) => String::new(),
        }
    }

    /// The kind and key of a line that is a row.
    pub(super) fn key(&self, line: &Indexed) -> Option<(RowKind, &str)> {
        let key = line.key.filter(|_| line.row.is_ok())?;
        self.keys.at(key)
    }

    /// The kinds and keys of all rows, in their order.
    pub(super) fn keys(&self) -> impl Iterator<Item = (RowKind, &str)> {
        self.lines.iter().filter_map(move |line| self.key(line))
    }

    /// Whether any line is no row.
    pub(super) fn has_unread(&self) -> bool {
        self.lines.iter().any(|line| line.row.is_err())
    }

    /// How many files the row at a place names.
    pub(super) fn files(&self, at: usize) -> usize {
        self.lines[at].row.as_ref().map_or(0, |it| it.files)
    }

    /// Reads the row at a place back; what is wrong where there is none.
    ///
    /// # Errors
    /// Those of reading it back, which are no fault of the row.
    pub(super) fn row(&self, at: usize) -> Result<Result<Row, Vec<Problem>>, Error> {
        let line = &self.lines[at];
        let kept = match &line.row {
            Ok(kept) => kept,
            Err(problems) => return Ok(Err(problems.clone())),
        };
        let (kind, key) = self.key(line).ok_or_else(|| Error::Internal("a row that has no key".into()))?;
        let fields = match &kept.content {
            Content::Spooled(place) => {
                let text = self.spool.read(*place).map_err(|cause| Error::Internal(Box::new(cause)))?;
                serde_json::from_slice(&text)?
            }
            Content::Held { fields, .. } => (**fields).clone(),
        };
        Ok(Ok(Row { kind, key: key.to_owned(), deleted: kept.deleted, fields }))
    }

    /// Takes the line at a place for no row, for these reasons.
    pub(super) fn refuse(&mut self, at: usize, problems: Vec<Problem>) {
        self.lines[at].row = Err(problems);
    }

    /// Refuses rows whose kind and key a row before them has.
    pub(super) fn refuse_doubles(&mut self) {
        let mut first = vec![None; self.keys.named.len()];
        for line in &mut self.lines {
            let Some(key) = line.key.filter(|_| line.row.is_ok()) else { continue };
            match first[key] {
                Some(number) => line.row = Err(vec![Problem::new("key", Case::KeyTaken(number))]),
                None => first[key] = Some(line.number),
            }
        }
    }

    /// The places of the lines that each line refers to.
    pub(super) fn needs(&self) -> Vec<Vec<usize>> {
        let mut places = vec![None; self.keys.named.len()];
        for (at, line) in self.lines.iter().enumerate() {
            if let Some(key) = line.key.filter(|_| line.row.is_ok()) {
                places[key] = Some(at);
            }
        }
        let needed = |line: &Indexed| -> Vec<usize> {
            let named = line.row.as_ref().map_or(&[][..], |it| &*it.named);
            named.iter().filter_map(|key| places[*key]).collect()
        };
        self.lines.iter().map(needed).collect()
    }

    /// Brings the lines into the order of these places; those that are not among them are left out.
    pub(super) fn arrange(&mut self, order: impl IntoIterator<Item = usize>) {
        let mut slots: Vec<Option<Indexed>> = std::mem::take(&mut self.lines).into_iter().map(Some).collect();
        self.lines = order.into_iter().filter_map(|at| slots[at].take()).collect();
    }
}

/// Kinds and keys, each of which has a number: a row that refers to others needs no copy of their keys.
#[derive(Debug, Default)]
struct Keys {
    numbers: HashMap<RowKind, HashMap<Arc<str>, usize>>,
    named: Vec<(RowKind, Arc<str>)>,
}

impl Keys {
    /// The number of a kind and a key, which is the same at every call.
    fn number(&mut self, kind: RowKind, key: &str) -> usize {
        let numbers = self.numbers.entry(kind).or_default();
        if let Some(number) = numbers.get(key) {
            return *number;
        }
        let (number, key) = (self.named.len(), Arc::<str>::from(key));
        numbers.insert(Arc::clone(&key), number);
        self.named.push((kind, key));
        number
    }

    fn at(&self, number: usize) -> Option<(RowKind, &str)> {
        self.named.get(number).map(|(kind, key)| (*kind, &**key))
    }

    /// What a row of this kind and key is called.
    fn name(&self, number: usize) -> String {
        self.at(number).map(|(kind, key)| format!("{} \"{key}\"", kind.word())).unwrap_or_default()
    }
}

/// Whether a value has more than so many levels of lists and objects.
fn is_deeper(value: &Value, most: usize) -> bool {
    match (value, most) {
        (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_), _) => false,
        (Value::Array(_) | Value::Object(_), 0) => true,
        (Value::Array(items), _) => items.iter().any(|it| is_deeper(it, most - 1)),
        (Value::Object(fields), _) => fields.values().any(|it| is_deeper(it, most - 1)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn line(number: usize, fields: Value) -> Line {
        let Value::Object(fields) = fields else { panic!("no object") };
        crate::transfer::ndjson::named(number, fields)
    }

    #[test]
    fn rows_are_read_back_as_they_were() {
        let deep = (0..140).fold(json!(1), |inner, _| json!([inner]));
        let fields = json!({ "title": "é\u{1}", "a": [0.1, -0.0, 1e300, u64::MAX, i64::MIN], "b": { "c": null }, "z": [], "y": {} });
        let (mut index, mut wanted) = (Index::default(), Vec::new());
        for (at, more) in [fields, json!({ "deleted": true }), json!({ "title": deep })].into_iter().enumerate() {
            let mut row = json!({ "kind": "article", "key": format!("k{at}") });
            row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let line = line(at + 1, row);
            let row = line.row.clone().unwrap();
            wanted.push((line.name.clone(), row.key.clone(), row.deleted, row.fields.clone()));
            assert_eq!(index.push(line).unwrap(), Value::Object(row.fields).to_string().into_bytes());
        }
        for (at, wanted) in wanted.into_iter().enumerate() {
            let row = index.row(at).unwrap().unwrap();
            assert_eq!((index.name(&index.lines()[at]), row.key, row.deleted, row.fields), wanted);
        }
    }

    #[test]
    fn what_is_no_row_keeps_its_name_and_its_reasons() {
        let mut index = Index::default();
        index.push(line(1, json!({ "kind": "artikel", "key": "a" }))).unwrap();
        index.push(line(2, json!({ "kind": "theme", "key": "t", "parent": " t2 " }))).unwrap();
        index.push(line(3, json!({ "kind": "theme", "key": "t2" }))).unwrap();
        index.push(line(4, json!({ "kind": "theme", "key": "t2" }))).unwrap();
        index.refuse_doubles();
        assert_eq!(index.needs(), [vec![], vec![2_usize], vec![], vec![]]);
        let names: Vec<String> = index.lines().iter().map(|it| index.name(it)).collect();
        assert_eq!(names, ["artikel \"a\"", "theme \"t\"", "theme \"t2\"", "theme \"t2\""]);
        assert_eq!(index.row(3).unwrap().unwrap_err(), [Problem::new("key", Case::KeyTaken(3))]);
        assert_eq!(index.keys().count(), 2);
        index.arrange([3, 1]);
        assert!(index.lines().len() == 2 && index.has_unread());
    }
}
