//! Why a configuration cannot be used, in words that name the setting as it was written. What a value may be a secret is never
//! repeated.

use std::path::Path;

use entity::value::form;
use figment::error::{Actual, Kind};
use figment::{Error, Metadata};

/// Up to how many letters a name is too short to be taken as the beginning of another.
const SHORT: usize = 3;

/// Why the configuration cannot be used: one sentence that names the setting.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadConfig(String);

impl BadConfig {
    pub(super) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// Several faults, all of them told.
    pub(super) fn of(faults: &[String]) -> Self {
        Self(format!("the configuration cannot be used: {}", faults.join("; ")))
    }
}

/// What is wrong with values.
pub(super) fn of_values(error: Error) -> impl Iterator<Item = String> {
    error.into_iter().map(|it| {
        let what = of_kind(&it);
        let name = it.path.join(".");
        let told = match it.kind {
            Kind::UnknownField(_, known) => {
                let group = name.rsplit_once('.').map_or("", |(group, _)| group);
                return of_unknown(&name, known.iter().map(|it| format!("{group}.{it}")), it.metadata.as_ref());
            }
            _ => what,
        };
        if name.is_empty() {
            let file = it.metadata.as_ref().and_then(file).map(|it| format!("{}: ", it.display()));
            return format!("{}{told}", file.unwrap_or_default());
        }
        format!("{}: {told}", written(&name, it.metadata.as_ref()))
    })
}

/// What is wrong with a name that is no setting's.
pub(super) fn of_unknown(name: &str, known: impl Iterator<Item = String>, from: Option<&Metadata>) -> String {
    let known: Vec<String> = known.collect();
    let begun = || known.iter().map(String::as_str).find(|it| it.starts_with(name) && name.len() > SHORT);
    let near =
        form::nearest(name, known.iter().map(String::as_str)).or_else(begun).map(|it| match from.and_then(file) {
            Some(_) => it.to_owned(),
            None => variable(it),
        });
    let near = match near {
        Some(near) => format!("did you mean {near}?"),
        None => "the command `reference settings` prints them all".to_owned(),
    };
    format!("{}: there is no such setting; {near}", written(name, from))
}

/// A name as it was written: in a file, or in the environment.
fn written(name: &str, from: Option<&Metadata>) -> String {
    match from.and_then(file) {
        Some(file) => format!("{name} in {}", file.display()),
        None => variable(name),
    }
}

/// The environment variable of a setting.
pub(super) fn variable(name: &str) -> String {
    format!("BC_{}", name.replace('.', "__").to_uppercase())
}

fn file(from: &Metadata) -> Option<&Path> {
    from.source.as_ref()?.file_path()
}

fn of_kind(error: &Error) -> String {
    match &error.kind {
        Kind::Message(told) => without_lines(told),
        Kind::InvalidType(found, wanted) | Kind::InvalidValue(found, wanted) => {
            format!("{} is not {}", shown(found), article(wanted))
        }
        Kind::UnknownVariant(found, known) => format!("\"{found}\" is not known; {} are", known.join(", ")),
        Kind::MissingField(name) => format!("{name} is missing"),
        Kind::ISizeOutOfRange(_) | Kind::USizeOutOfRange(_) => "the number is out of range".to_owned(),
        Kind::InvalidLength(..)
        | Kind::UnknownField(..)
        | Kind::DuplicateField(_)
        | Kind::Unsupported(_)
        | Kind::UnsupportedKey(..) => without_lines(&error.kind.to_string()),
    }
}

/// A value that does not fit, as it was written.
fn shown(found: &Actual) -> String {
    match found {
        Actual::Bool(it) => it.to_string(),
        Actual::Unsigned(it) => it.to_string(),
        Actual::Signed(it) => it.to_string(),
        Actual::Float(it) => it.to_string(),
        Actual::Char(it) => format!("\"{it}\""),
        Actual::Str(it) => format!("\"{it}\""),
        Actual::Seq => "a list".to_owned(),
        Actual::Map => "a group of settings".to_owned(),
        Actual::Unit | Actual::Option => "nothing".to_owned(),
        Actual::Bytes(_)
        | Actual::NewtypeStruct
        | Actual::Enum
        | Actual::UnitVariant
        | Actual::NewtypeVariant
        | Actual::TupleVariant
        | Actual::StructVariant
        | Actual::Other(_) => "the value".to_owned(),
    }
}

/// What was wanted, without the names of Rust's types.
fn article(wanted: &str) -> String {
    match wanted {
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a string" | "path string" => "a text in quotes".to_owned(),
        "a sequence" => "a list".to_owned(),
        other if other.starts_with("struct ") => "a group of settings".to_owned(),
        other => other.to_owned(),
    }
}

/// What is wrong with a file, without its lines: a parser shows the one that it could not read, with the secret in it.
fn without_lines(told: &str) -> String {
    let shows = |line: &&str| {
        line.trim_start().trim_start_matches(|it: char| it.is_ascii_digit()).trim_start().starts_with('|')
    };
    let lines: Vec<&str> = told.lines().filter(|it| !shows(it)).map(str::trim).collect();
    lines.join(", ")
}
