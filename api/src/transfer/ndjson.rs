//! Lines of NDJSON to rows: one JSON object a line, UTF-8. What is not a row says why.

use std::io::BufRead;

use entity::import::row::{Row, RowKind};
use entity::value::problem::parameter::{JsonKind, Quoted, Unit};
use entity::value::problem::{Case, Problem};
use serde_json::{Map, Value};

use crate::transfer::encoding::other_than_lines;
use crate::transfer::json;

/// The most bytes of a line.
const MAX_LINE: usize = 1024 * 1024;
/// How many bytes end a line at most.
const END: usize = 2;
/// From how many bytes on a line is not waited for any more.
const ENDLESS: usize = 64 * 1024 * 1024;
/// The most bytes of a kind or a key.
const MAX_NAME: usize = 200;

/// One line of a file.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// What it is called in reports: kind and key, as far as they can be read.
    pub name: String,
    /// The row, or why it is none.
    pub row: Result<Row, Vec<Problem>>,
}

/// Takes each line as soon as it is read: a reader holds no more than one.
pub(super) type Sink<'s> = dyn FnMut(Line) -> std::io::Result<()> + 's;

/// Reads all lines; blank ones are passed over, and `seen` gets every byte.
pub(super) fn read(mut input: impl BufRead, mut seen: impl FnMut(&[u8]), sink: &mut Sink<'_>) -> std::io::Result<()> {
    let (mut bytes, mut number, mut is_first) = (Vec::new(), 0, true);
    loop {
        number += 1;
        let length = read_line(&mut input, number, &mut bytes, &mut seen)?;
        if length == 0 {
            return Ok(());
        }
        if is_first && let Some(other) = other_than_lines(&bytes) {
            return Err(other.into());
        }
        if length > MAX_LINE + END {
            is_first = false;
            sink(too_long(number, length))?;
            continue;
        }
        let text = if number == 1 { bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes) } else { &bytes };
        if !text.trim_ascii().is_empty() {
            is_first = false;
            sink(line(number, text.trim_ascii()))?;
        }
    }
}

/// Reads a line, and tells how long it is. Of one that is too long, the beginning alone is kept.
fn read_line(
    input: &mut impl BufRead,
    number: usize,
    bytes: &mut Vec<u8>,
    mut seen: impl FnMut(&[u8]),
) -> std::io::Result<usize> {
    bytes.clear();
    let mut length = 0_usize;
    loop {
        let part = input.fill_buf()?;
        let end = part.iter().position(|it| *it == b'\n');
        let taken = end.map_or(part.len(), |at| at + 1);
        if taken == 0 {
            return Ok(length);
        }
        seen(&part[..taken]);
        let room = (MAX_LINE + END).saturating_sub(bytes.len());
        bytes.extend_from_slice(&part[..taken.min(room)]);
        length += taken;
        input.consume(taken);
        if end.is_some() {
            return Ok(length);
        }
        if length > ENDLESS {
            let said = format!("line {number} is longer than {ENDLESS} bytes and has no end: it is no file of rows");
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, said));
        }
    }
}

fn too_long(number: usize, count: usize) -> Line {
    let case = Case::TooLong { unit: Unit::Bytes, count, max: MAX_LINE };
    Line { number, name: String::new(), row: Err(vec![Problem::new("", case)]) }
}

/// Reads one JSON array of objects; the number of a row is its place in the array.
pub(super) fn array(input: impl BufRead, sink: &mut Sink<'_>) -> std::io::Result<()> {
    let mut number = 0;
    json::array(input, &mut |value| {
        number += 1;
        sink(match value {
            Value::Object(fields) => named(number, fields),
            other => {
                let case = Case::WrongKind { wanted: JsonKind::Object, found: Quoted::json(&other) };
                Line { number, name: String::new(), row: Err(vec![Problem::new("", case)]) }
            }
        })
    })
}

pub(super) fn line(number: usize, bytes: &[u8]) -> Line {
    let refuse = |case: Case| Line { number, name: String::new(), row: Err(vec![Problem::new("", case)]) };
    if bytes.len() > MAX_LINE {
        return too_long(number, bytes.len());
    }
    if let Err(cause) = std::str::from_utf8(bytes) {
        return refuse(Case::NotUtf8(cause.valid_up_to() + 1));
    }
    match json::read(bytes) {
        Ok(Value::Object(fields)) => named(number, fields),
        Ok(other) => refuse(Case::WrongKind { wanted: JsonKind::Object, found: Quoted::json(&other) }),
        Err(case) => refuse(case),
    }
}

pub(super) fn named(number: usize, mut fields: Map<String, Value>) -> Line {
    let mut problems = Vec::new();
    let mut text = |name: &str, problems: &mut Vec<Problem>| match fields.shift_remove(name) {
        Some(Value::String(text)) if fits(&text) => text,
        Some(other) => {
            let case = Case::NotAShortText { max: MAX_NAME, found: Quoted::json(&other) };
            problems.push(Problem::new(name, case));
            String::new()
        }
        None => {
            problems.push(Problem::new(name, Case::Missing));
            String::new()
        }
    };
    let (word, key) = (text("kind", &mut problems), text("key", &mut problems));
    let key = entity::import::row::key(&key);
    if key.is_empty() && problems.is_empty() {
        problems.push(Problem::new("key", Case::Missing));
    }
    let name = format!("{word} \"{key}\"");
    let kind = RowKind::of_word(&word);
    if kind.is_none() && !word.is_empty() {
        let known = RowKind::ALL.map(RowKind::word).to_vec();
        problems.push(Problem::new("kind", Case::NotOneOf { word: Quoted::of(&word), known }));
    }
    let deleted = match fields.shift_remove("deleted") {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::Bool(true)) => true,
        Some(other) => {
            let case = Case::WrongKind { wanted: JsonKind::TrueOrFalse, found: Quoted::json(&other) };
            problems.push(Problem::new("deleted", case));
            false
        }
    };
    let row = match kind {
        Some(kind) if problems.is_empty() => Ok(Row { kind, key, deleted, fields }),
        _ => Err(problems),
    };
    Line { number, name, row }
}

/// Whether a text can be a kind or a key: short, and on one line.
fn fits(text: &str) -> bool {
    (1..=MAX_NAME).contains(&text.len()) && !text.contains(char::is_control)
}
