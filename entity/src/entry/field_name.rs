//! The names of fields of entries before version 1.0: files to import may bring the former ones.

use serde_json::{Map, Value};

use crate::value::kind::Kind;

/// The names that fields of a kind had, with those that they have.
const FORMER: [(Kind, &str, &str); 3] = [
    (Kind::Recipe, "learnings", "lessonsLearned"),
    (Kind::Recipe, "whatFor", "purpose"),
    (Kind::Page, "inMenu", "isInMenu"),
];

/// The name that a field of these has now. One that stands there under both of its names keeps the former one, which is refused.
pub(crate) fn present_name<'a>(kind: Kind, fields: &Map<String, Value>, name: &'a str) -> &'a str {
    let known = FORMER.iter().find(|(of, former, _)| *of == kind && *former == name);
    known.map_or(name, |(_, _, present)| if fields.contains_key(*present) { name } else { present })
}

/// The former names of fields of a kind, each with the present one.
pub(crate) fn former_names(kind: Kind) -> impl Iterator<Item = (&'static str, &'static str)> {
    FORMER.iter().filter(move |(of, ..)| *of == kind).map(|(_, former, present)| (*former, *present))
}
