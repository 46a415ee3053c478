//! Names in what somebody says of an entry: slugs of themes, members and sources become identities.

use entity::value::problem::parameter::{Quoted, Thing};
use entity::value::problem::{Case, Problem};
use serde_json::{Map, Value, json};

use crate::graphql::engine::request::Request;

/// Turns the names of an input into identities, and timings into what the draft knows. What is not known is left out and told,
/// so that it is told together with what else is to be mended.
pub(crate) fn resolve(request: &Request, fields: &mut Map<String, Value>) -> Vec<Problem> {
    let (reader, reference) = (&request.reader, request.reader.reference());
    let mut problems = Vec::new();
    for (name, value) in fields.iter_mut() {
        match name.as_str() {
            "themes" => each(value, |at, item| {
                let theme = item.as_str().and_then(|it| reference.themes.by_key(it));
                theme.map(|it| json!(it.id)).ok_or_else(|| unknown(&format!("themes.{at}"), Thing::Theme, item))
            })
            .into_iter()
            .for_each(|it| problems.push(it)),
            "authors" | "holders" | "organisers" | "translators" => each(value, |at, item| {
                let said = |field: &str| item.get(field).filter(|it| !it.is_null());
                let path = format!("{name}.{at}");
                match (said("member"), said("name")) {
                    (Some(member), None) => {
                        let found = member.as_str().and_then(|it| reader.member_by_slug(it));
                        let found = found.map(|it| json!({ "member": it.id }));
                        found.ok_or_else(|| unknown(&format!("{path}.member"), Thing::Member, member))
                    }
                    (None, Some(_)) => Ok(item.clone()),
                    (Some(_), Some(_)) => Err(Problem::new(&path, Case::MemberAndName)),
                    (None, None) => Err(Problem::new(&path, Case::MissingCredit)),
                }
            })
            .into_iter()
            .for_each(|it| problems.push(it)),
            "source" if value.is_string() => {
                let found = value.as_str().and_then(|it| reference.sources.by_key(it)).map(|it| json!(it.id));
                if found.is_none() {
                    problems.push(unknown("source", Thing::Source, value));
                }
                *value = found.unwrap_or(Value::Null);
            }
            "timings" => {
                for item in value.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
                    let whole = item.get("startDate").is_some_and(|it| !it.is_null());
                    item.insert("allDay".to_owned(), json!(whole));
                }
            }
            _ => {}
        }
    }
    problems
}

/// Turns each item of a list into another; what cannot be is left out, and told.
fn each(list: &mut Value, turn: impl Fn(usize, &Value) -> Result<Value, Problem>) -> Vec<Problem> {
    let Some(items) = list.as_array_mut() else { return Vec::new() };
    let (mut kept, mut problems) = (Vec::new(), Vec::new());
    for (at, item) in items.iter().enumerate() {
        match turn(at, item) {
            Ok(it) => kept.push(it),
            Err(it) => problems.push(it),
        }
    }
    *items = kept;
    problems
}

fn unknown(path: &str, thing: Thing, value: &Value) -> Problem {
    Problem::new(path, Case::Unknown { thing, name: Quoted::plain(value) })
}
