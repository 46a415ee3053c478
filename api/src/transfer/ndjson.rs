//! Lines of NDJSON to rows: one JSON object a line, UTF-8. What is not a row says why.

use std::io::BufRead;

use entity::error::{Problem, ProblemCode};
use entity::import::{Row, RowKind};
use serde_json::{Map, Value};

use crate::transfer::encoding::other_than_lines;
use crate::transfer::json::Distinct;

/// The most bytes of a line.
const MAX_LINE: usize = 1024 * 1024;

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

/// Reads all lines; blank ones are passed over, and `seen` gets every byte.
pub(super) fn read(mut input: impl BufRead, mut seen: impl FnMut(&[u8])) -> std::io::Result<Vec<Line>> {
    let (mut lines, mut bytes, mut number) = (Vec::new(), Vec::new(), 0);
    loop {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(lines);
        }
        number += 1;
        if lines.is_empty()
            && let Some(said) = other_than_lines(&bytes)
        {
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, said));
        }
        seen(&bytes);
        let text = if number == 1 { bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes) } else { &bytes };
        if !text.trim_ascii().is_empty() {
            lines.push(line(number, text.trim_ascii()));
        }
    }
}

fn line(number: usize, bytes: &[u8]) -> Line {
    let refuse = |code, path: &str, message: String| Line {
        number,
        name: String::new(),
        row: Err(vec![Problem::new(code, path, message)]),
    };
    if bytes.len() > MAX_LINE {
        return refuse(ProblemCode::TooLong, "", format!("the line has {} bytes; at most {MAX_LINE} fit", bytes.len()));
    }
    if let Err(cause) = std::str::from_utf8(bytes) {
        let message = format!("not UTF-8: byte {} of the line begins no letter of it", cause.valid_up_to() + 1);
        return refuse(ProblemCode::Malformed, "", message);
    }
    match serde_json::from_slice(bytes) {
        Ok(Distinct(Value::Object(fields))) => named(number, fields),
        Ok(Distinct(other)) => refuse(
            ProblemCode::Malformed,
            "",
            format!("not a JSON object, but {} (found {})", form(&other), short(&other)),
        ),
        Err(cause) if cause.is_eof() => {
            let message = "the object does not end on its line: each row is one line";
            refuse(ProblemCode::Malformed, "", message.to_owned())
        }
        Err(cause) => refuse(ProblemCode::Malformed, "", format!("not a JSON object: {cause}")),
    }
}

fn named(number: usize, mut fields: Map<String, Value>) -> Line {
    let mut problems = Vec::new();
    let mut text = |name: &str, problems: &mut Vec<Problem>| match fields.shift_remove(name) {
        Some(Value::String(text)) if !text.is_empty() && text.len() <= 200 && !text.contains(char::is_control) => text,
        Some(other) => {
            problems.push(Problem::new(
                ProblemCode::Malformed,
                name,
                format!("is to be a text of at most 200 bytes (found {})", short(&other)),
            ));
            String::new()
        }
        None => {
            problems.push(Problem::new(ProblemCode::Required, name, "is required"));
            String::new()
        }
    };
    let (word, key) = (text("kind", &mut problems), text("key", &mut problems));
    let key = entity::import::key(&key);
    if key.is_empty() && problems.is_empty() {
        problems.push(Problem::new(ProblemCode::Required, "key", "is required"));
    }
    let name = format!("{word} \"{key}\"");
    let kind = RowKind::of_word(&word);
    if kind.is_none() && !word.is_empty() {
        let known = RowKind::ALL.map(RowKind::word).join(", ");
        problems.push(Problem::new(
            ProblemCode::Unknown,
            "kind",
            format!("\"{word}\" is not a kind; known are {known}"),
        ));
    }
    let deleted = match fields.shift_remove("deleted") {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::Bool(true)) => true,
        Some(other) => {
            problems.push(Problem::new(
                ProblemCode::Malformed,
                "deleted",
                format!("is to be true or false (found {})", short(&other)),
            ));
            false
        }
    };
    let row = match kind {
        Some(kind) if problems.is_empty() => Ok(Row { kind, key, deleted, fields }),
        _ => Err(problems),
    };
    Line { number, name, row }
}

fn form(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn short(value: &Value) -> String {
    value.to_string().chars().take(60).collect()
}
