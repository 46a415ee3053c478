//! A folder of Markdown files to rows: what stands in the front matter are fields, the rest is the body. A subset of YAML is read: texts,
//! numbers, true and false, lists, and JSON.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::transfer::csv_rows::Mapping;
use crate::transfer::ndjson::{Sink, named};

/// How deep folders are followed.
const DEEPEST: usize = 8;
/// The most files of one import.
const MOST: usize = 100_000;
/// The longest file, in bytes: a body has 256 KiB at most.
const LONGEST: u64 = 1024 * 1024;

/// Reads the `.md` files of a folder and of those in it, by path. The key of a row is the path of its file, without the ending.
pub(super) fn read(folder: &Path, mapping: &Mapping, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut files = Vec::new();
    gather(folder, 0, &mut files)?;
    files.sort();
    for (at, file) in files.iter().enumerate() {
        let key = file.strip_prefix(folder).unwrap_or(file).with_extension("");
        let key = key.components().map(|it| it.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        if fs::metadata(file)?.len() > LONGEST {
            return Err(io::Error::other(format!("{} is longer than 1 MiB", file.display())));
        }
        let text = fs::read_to_string(file).map_err(|it| io::Error::other(format!("{}: {it}", file.display())))?;
        sink(named(at + 1, row(&key, &text, mapping)))?;
    }
    Ok(())
}

fn gather(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if kind.is_dir() && !hidden && depth < DEEPEST {
            gather(&path, depth + 1, files)?;
        } else if kind.is_file() && !hidden && path.extension().is_some_and(|it| it.eq_ignore_ascii_case("md")) {
            files.push(path);
        }
        if files.len() > MOST {
            return Err(io::Error::other(format!("the folder has more than {MOST} files")));
        }
    }
    Ok(())
}

fn row(key: &str, text: &str, mapping: &Mapping) -> Map<String, Value> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let (front, body) = split(&text);
    let mut fields = mapping.begun();
    fields.insert("key".into(), key.into());
    for (name, value) in front_matter(front) {
        mapping.put(&mut fields, &name, value);
    }
    let body = body.trim();
    let (heading, rest) = match body.strip_prefix("# ").map(|it| it.split_once('\n').unwrap_or((it, ""))) {
        Some((heading, rest)) => (Some(heading.trim()), rest.trim()),
        None => (None, body),
    };
    // the first heading is the title of a text that names none
    let body = if fields.contains_key("title") {
        body
    } else {
        let name = key.rsplit('/').next().unwrap_or(key).replace(['-', '_'], " ");
        fields.insert("title".into(), heading.map_or(name, str::to_owned).into());
        if heading.is_some() { rest } else { body }
    };
    if !body.is_empty() {
        fields.insert("body".into(), body.into());
    }
    fields
}

/// The front matter between two lines of `---`, and what follows.
fn split(text: &str) -> (&str, &str) {
    let Some(rest) = text.strip_prefix("---\n") else { return ("", text) };
    let ends = rest.match_indices("\n---").find(|(at, _)| matches!(rest.as_bytes().get(at + 4), None | Some(b'\n')));
    match ends {
        Some((at, _)) => (&rest[..at], rest[at + 4..].trim_start_matches('\n')),
        None => ("", text),
    }
}

fn front_matter(text: &str) -> Vec<(String, Value)> {
    let mut fields: Vec<(String, Value)> = Vec::new();
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        if let Some(item) = trimmed.strip_prefix("- ").or_else(|| trimmed.strip_prefix('-').filter(|it| it.is_empty()))
        {
            if let Some((_, value)) = fields.last_mut() {
                match value {
                    Value::Array(items) => items.push(scalar(item)),
                    _ => *value = Value::Array(vec![scalar(item)]),
                }
            }
        } else if line.starts_with([' ', '\t']) {
            // a text that goes on
            if let Some((_, Value::String(text))) = fields.last_mut() {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(trimmed);
            }
        } else if let Some((name, value)) = trimmed.split_once(':') {
            fields.push((name.trim().to_owned(), scalar(value)));
        }
    }
    fields
}

fn scalar(text: &str) -> Value {
    let text = text.trim();
    if matches!(text, ">" | "|" | ">-" | "|-") {
        return Value::String(String::new());
    }
    if let Ok(value) = serde_json::from_str(text) {
        return value;
    }
    if let Some(inner) = text.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        return inner.split(',').map(scalar).filter(|it| *it != Value::String(String::new())).collect();
    }
    let bare = text.strip_prefix('\'').and_then(|it| it.strip_suffix('\'')).map(|it| it.replace("''", "'"));
    match text {
        "~" => Value::Null,
        _ => bare.unwrap_or_else(|| text.to_owned()).into(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn front_matter_becomes_fields() {
        let text = "---\ntitle: \"Le four : à pain\"\nauthors: [ana, 'bob''s']\nthemes:\n  - pain\n  - feu\nstartYear: 2014\npurpose: >\n  Nourrir\n  le quartier\n# note\n---\n\nDu **pain**.\n";
        let mapping = Mapping::default().of_kind(Some("recipe".to_owned()));
        let wanted = json!({
            "kind": "recipe", "key": "fours/pain", "title": "Le four : à pain", "authors": ["ana", "bob's"],
            "themes": ["pain", "feu"], "startYear": 2014, "purpose": "Nourrir le quartier", "body": "Du **pain**.",
        });
        assert_eq!(Value::from(row("fours/pain", text, &mapping)), wanted);
        let plain = row("a/un-titre", "# Un titre\n\nTexte", &Mapping::default());
        assert_eq!((&plain["title"], &plain["body"]), (&json!("Un titre"), &json!("Texte")));
        assert_eq!(row("a/sans_titre", "Texte", &Mapping::default())["title"], "sans titre");
    }
}
