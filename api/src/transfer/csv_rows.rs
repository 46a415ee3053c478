//! Lines of CSV to rows: the first line names the fields, or columns that a mapping leads to fields. An empty cell says nothing.

use std::collections::HashMap;
use std::io::{self, BufRead, ErrorKind};

use csv::ReaderBuilder;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::transfer::bounded::Bounded;
use crate::transfer::ndjson::{Sink, named};
use crate::transfer::unread::Unread;

/// What separates the items of a list in one cell, unless the mapping says otherwise.
const BETWEEN: &str = "|";
/// Fields that hold lists of texts.
const LISTS: [&str; 10] = [
    "authors",
    "holders",
    "organisers",
    "translators",
    "territories",
    "themes",
    "references",
    "initiatives",
    "originalAuthors",
    "materials",
];
/// Fields that hold numbers.
const NUMBERS: [&str; 7] = [
    "startYear",
    "capacity",
    "position",
    "location.latitude",
    "location.longitude",
    "participants.min",
    "participants.max",
];
/// Fields that are true or false.
const SWITCHES: [&str; 2] = ["isInMenu", "deleted"];
/// The most bytes of the name of a column: each row takes it along.
const LONGEST_NAME: usize = 200;
/// The most bytes of a row.
const LONGEST: usize = 1024 * 1024;
const OPEN: &str = "a row is longer than 1 MiB; a quotation mark that nothing closes makes one row of many lines";
/// The most parts of the name of a field, such as `location.latitude`: far more than any field has, which is three.
const PARTS: usize = 8;
/// What separates cells in some tables, and is not found out by itself.
const OTHERS: [u8; 4] = *b"|^~:";
/// How cells begin that a spreadsheet takes for formulas.
pub(super) const FORMULAS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// How the columns of a file lead to fields.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Mapping {
    /// The kind of all rows, where no column says it.
    kind: Option<String>,
    /// Columns by name, each with the field that it goes to; others go to the field of their own name.
    columns: HashMap<String, String>,
    /// Columns that are left out.
    ignored: Vec<String>,
    /// Fields that have the same value in every row which says nothing of them.
    defaults: Map<String, Value>,
    /// What stands between the items of a list in one cell.
    list_separator: Option<String>,
    /// What stands between cells; found out by the first line when it is not said.
    separator: Option<char>,
}

impl Mapping {
    /// Reads a mapping: a JSON object.
    ///
    /// # Errors
    /// One sentence: what is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|it| format!("the mapping cannot be read: {it}"))
    }

    /// The fields that every row has before it says anything.
    pub(super) fn begun(&self) -> Map<String, Value> {
        let mut fields = self.defaults.clone();
        if let Some(kind) = &self.kind {
            fields.insert("kind".to_owned(), kind.clone().into());
        }
        fields
    }

    /// Puts what a column says into the field that it goes to.
    pub(super) fn put(&self, fields: &mut Map<String, Value>, column: &str, value: Value) {
        if !self.ignored.iter().any(|it| it == column) {
            put(fields, self.columns.get(column).map_or(column, String::as_str), value);
        }
    }

    /// The same, with a kind for rows whose kind no column says.
    #[must_use]
    pub fn of_kind(mut self, kind: Option<String>) -> Self {
        self.kind = kind.or(self.kind);
        self
    }
}

/// Reads all lines. What separates cells is a comma, a semicolon or a tab: whichever the first line has most of.
pub(super) fn read(input: impl BufRead, mapping: &Mapping, sink: &mut Sink<'_>) -> io::Result<()> {
    let (mut input, row) = Bounded::new(input, LONGEST, OPEN);
    let mut first = Vec::new();
    input.read_until(b'\n', &mut first)?;
    let header = first.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&first).to_vec();
    let count = |mark: u8| header.iter().filter(|it| **it == mark).count();
    let found = [b',', b';', b'\t'].into_iter().max_by_key(|mark| (count(*mark), *mark == b','));
    let separator = mapping.separator.and_then(|it| u8::try_from(it).ok()).or(found).unwrap_or(b',');
    if mapping.separator.is_none()
        && [b',', b';', b'\t'].into_iter().all(|it| count(it) == 0)
        && let Some(other) = OTHERS.into_iter().find(|it| count(*it) > 0).map(char::from)
    {
        let said = format!(
            "the first line has no comma, semicolon or tab, but \"{other}\": if it separates the cells, say so in a mapping: \
             {{\"separator\": \"{other}\", \"listSeparator\": \",\"}}"
        );
        return Err(io::Error::new(ErrorKind::InvalidData, said));
    }
    let whole = io::Read::chain(header.as_slice(), input);
    let mut reader = ReaderBuilder::new().delimiter(separator).from_reader(whole);
    let names = reader.headers().map_err(told)?.clone();
    if names.iter().all(|it| it.trim().is_empty()) {
        return Err(io::Error::new(ErrorKind::InvalidData, "the first line names no columns"));
    }
    if let Some(at) = names.iter().position(|it| it.len() > LONGEST_NAME) {
        let said = format!(
            "the name of column {} is longer than {LONGEST_NAME} bytes: the first line names the columns",
            at + 1
        );
        return Err(io::Error::new(ErrorKind::InvalidData, said));
    }
    loop {
        row.begins();
        let (mut record, begun) = (csv::StringRecord::new(), reader.position().line());
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(cause) if cause.is_io_error() => {
                return Err(io::Error::new(ErrorKind::InvalidData, format!("line {begun}: {cause}")));
            }
            Err(cause) => return Err(told(cause)),
        }
        let number = record.position().map_or(0, |it| usize::try_from(it.line()).unwrap_or_default());
        let mut fields = mapping.begun();
        for (name, cell) in names.iter().zip(&record) {
            let name = name.trim();
            if !cell.trim().is_empty() {
                let field = mapping.columns.get(name).map_or(name, String::as_str);
                mapping.put(&mut fields, name, value(field, cell, mapping));
            }
        }
        sink(named(number, fields))?;
    }
}

fn told(cause: csv::Error) -> io::Error {
    // as spreadsheets save a table unless they are told to
    if matches!(cause.kind(), csv::ErrorKind::Utf8 { .. }) {
        return Unread::NotUtf8.into();
    }
    io::Error::new(ErrorKind::InvalidData, cause.to_string())
}

fn value(field: &str, cell: &str, mapping: &Mapping) -> Value {
    let cell = unguarded(cell);
    let text = cell.trim();
    // what has parts is written as JSON
    if text.starts_with(['[', '{'])
        && let Ok(value) = serde_json::from_str(text)
    {
        return value;
    }
    let between = mapping.list_separator.as_deref().unwrap_or(BETWEEN);
    if LISTS.contains(&field) {
        return text.split(between).map(str::trim).filter(|it| !it.is_empty()).collect::<Vec<_>>().into();
    }
    if NUMBERS.contains(&field)
        && let Ok(number) = serde_json::from_str::<serde_json::Number>(&text.replace(',', "."))
    {
        return number.into();
    }
    match text.to_ascii_lowercase().as_str() {
        "true" | "oui" | "yes" | "1" if SWITCHES.contains(&field) => true.into(),
        "false" | "non" | "no" | "0" if SWITCHES.contains(&field) => false.into(),
        _ => cell.into(),
    }
}

/// A cell without the apostrophe that an export puts before what a spreadsheet would take for a formula.
fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULAS) => rest,
        _ => cell,
    }
}

/// Puts a value into a field; `name.fr` goes into the object `name`. A name of very many parts is that of a field that nobody knows: an object
/// for each would fill the stack.
fn put(fields: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.').filter(|_| path.matches('.').count() < PARTS) {
        Some((name, rest)) => {
            let inner = fields.entry(name.to_owned()).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
        None => drop(fields.insert(path.to_owned(), value)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::transfer::ndjson::Line;

    fn lines(text: &str, mapping: &Mapping) -> io::Result<Vec<Line>> {
        let mut lines = Vec::new();
        read(text.as_bytes(), mapping, &mut |line| {
            lines.push(line);
            Ok(())
        })?;
        Ok(lines)
    }

    #[test]
    fn a_spreadsheet_becomes_rows() {
        let mapping = r#"{
            "kind": "initiative",
            "columns": { "Nom": "title", "Identifiant": "key", "Thèmes": "themes" },
            "ignored": ["Interne"],
            "defaults": { "status": "PUBLISHED" }
        }"#;
        let text = "\u{feff}Identifiant;Nom;Thèmes;startYear;Interne;location.latitude\n\
            a;\"Le four; à pain\";pain|feu;2014;x;48,1\n\nb;'=SUM(A1);;;;\n";
        let rows = lines(text, &Mapping::read(mapping).unwrap()).unwrap();
        let rows: Vec<Value> = rows.into_iter().map(|it| it.row.unwrap().fields.into()).collect();
        let oven = json!({
            "status": "PUBLISHED", "title": "Le four; à pain", "themes": ["pain", "feu"], "startYear": 2014,
            "location": { "latitude": 48.1 },
        });
        assert_eq!(rows, [oven, json!({ "status": "PUBLISHED", "title": "=SUM(A1)" })]);
    }

    #[test]
    fn a_name_of_a_hundred_thousand_parts_filled_the_stack() {
        let long = |parts: usize| format!("kind,key,a.b.c,{}\ntheme,t,1,2\n", "a.".repeat(parts));
        let refused = lines(&long(100_000), &Mapping::default()).unwrap_err().to_string();
        assert!(refused.contains("the name of column 4 is longer than 200 bytes"), "{refused}");
        let name = "a.".repeat(100);
        let rows = lines(&long(100), &Mapping::default()).unwrap();
        let fields = &rows[0].row.as_ref().unwrap().fields;
        assert_eq!((&fields["a"], &fields[name.as_str()]), (&json!({ "b": { "c": "1" } }), &json!("2")));
    }

    #[test]
    fn lines_of_another_length_are_named() {
        let cause = lines("kind,key,title\narticle,a\n", &Mapping::default()).unwrap_err().to_string();
        assert!(cause.contains("line: 2") && cause.contains('3'), "{cause}");
    }
}
