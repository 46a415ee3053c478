//! Names in what somebody says of an entry: slugs of themes, members and sources become identities.

use entity::error::{Problem, ProblemCode};
use serde_json::{Map, Value, json};

use crate::graphql::request::Request;

/// Turns the names of an input into identities, and timings into what the draft knows.
pub(crate) fn resolve(request: &Request, fields: &mut Map<String, Value>) -> std::result::Result<(), Vec<Problem>> {
    let (reader, reference) = (&request.reader, request.reader.reference());
    let mut problems = Vec::new();
    let mut unknown = |path: String, value: &Value| {
        let shown: String = value.to_string().chars().take(60).collect();
        problems.push(Problem::new(ProblemCode::Unknown, &path, format!("{shown} is not known")));
    };
    for (name, value) in fields.iter_mut() {
        match name.as_str() {
            "themes" => {
                for (at, item) in value.as_array_mut().into_iter().flatten().enumerate() {
                    match item.as_str().and_then(|it| reference.themes.by_key(it)) {
                        Some(theme) => *item = json!(theme.id),
                        None => unknown(format!("themes.{at}"), item),
                    }
                }
            }
            "authors" | "holders" | "organisers" | "translators" => {
                for (at, item) in value.as_array_mut().into_iter().flatten().enumerate() {
                    let Some(member) = item.get("member").filter(|it| !it.is_null()) else { continue };
                    match member.as_str().and_then(|it| reader.member_by_slug(it)) {
                        Some(member) => *item = json!({ "member": member.id }),
                        None => unknown(format!("{name}.{at}.member"), member),
                    }
                }
            }
            "source" if value.is_string() => match value.as_str().and_then(|it| reference.sources.by_key(it)) {
                Some(source) => *value = json!(source.id),
                None => unknown("source".to_owned(), value),
            },
            "timings" => {
                for item in value.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
                    let whole = item.get("startDate").is_some_and(|it| !it.is_null());
                    item.insert("allDay".to_owned(), json!(whole));
                }
            }
            _ => {}
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}
