//! The three-way comparison of fields. Pure.

use data_encoding::HEXLOWER;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::import::row::Outcome;
use crate::value::form::is_empty;

/// From how many bytes of JSON on a value is remembered by its digest: what was imported is compared, never read again.
const LONG: usize = 200;
/// The one field of an object that stands for a long value.
const DIGEST: &str = "sha256";

/// What is remembered of what was imported: short values, and the digests of long ones.
pub(super) fn remembered(base: Map<String, Value>) -> Map<String, Value> {
    let short = |value: Value| match canonical(&value) {
        text if text.len() < LONG || is_digest(&value) => value,
        text => json!({ DIGEST: HEXLOWER.encode(&Sha256::digest(text)) }),
    };
    base.into_iter().map(|(name, value)| (name, short(value))).collect()
}

/// Whether a value stands for a long one.
pub(super) fn is_digest(value: &Value) -> bool {
    value.as_object().is_some_and(|it| it.len() == 1 && it.contains_key(DIGEST))
}

/// A value as JSON with the names of all objects in order.
fn canonical(value: &Value) -> String {
    let mut value = value.clone();
    value.sort_all_objects();
    value.to_string()
}

/// What a merge yields.
#[derive(Debug, PartialEq)]
pub(super) struct Merged {
    /// All fields as they are to be.
    pub(super) fields: Map<String, Value>,
    /// The names of those that change.
    pub(super) set: Vec<String>,
    /// The names of those that changed on both sides.
    pub(super) conflicts: Vec<String>,
}

/// Merges what comes in into what stands here, by what was imported last. Of what changed on both sides, what comes in stands when it is
/// `theirs` that counts.
pub(super) fn merge(
    base: &Map<String, Value>,
    incoming: &Map<String, Value>,
    current: Map<String, Value>,
    theirs: bool,
) -> Merged {
    let mut merged = Merged { fields: current, set: Vec::new(), conflicts: Vec::new() };
    for (name, value) in incoming {
        let here = merged.fields.get(name);
        let moved_there = !alike(base.get(name), Some(value));
        let moved_here = !alike(base.get(name), here);
        if !moved_there || alike(here, Some(value)) {
            continue;
        }
        if moved_here && !theirs {
            merged.conflicts.push(name.clone());
        } else {
            merged.fields.insert(name.clone(), value.clone());
            merged.set.push(name.clone());
        }
    }
    merged
}

/// What counts as imported after a merge: what came in, but for the conflicts.
pub(super) fn base_after(
    mut base: Map<String, Value>,
    incoming: &Map<String, Value>,
    outcome: &Outcome,
) -> Map<String, Value> {
    let left: &[String] = match outcome {
        Outcome::Conflict { conflicts, .. } => conflicts,
        // what was proposed is not proposed again
        Outcome::Proposed(touched) | Outcome::Adopted(touched) => &touched.conflicts,
        Outcome::Created | Outcome::Updated(_) | Outcome::Same | Outcome::Refused(_) => &[],
    };
    let taken = incoming.iter().filter(|(name, _)| !left.contains(name));
    base.extend(taken.map(|(name, value)| (name.clone(), value.clone())));
    base
}

/// Whether two values say the same: absent, null and empty are one.
pub(super) fn alike(one: Option<&Value>, other: Option<&Value>) -> bool {
    let said = |it: Option<&Value>| it.is_some_and(|value| !is_empty(value));
    match (said(one), said(other)) {
        (false, false) => true,
        (true, true) => one == other || same_digest(one, other) || same_digest(other, one),
        (true, false) | (false, true) => false,
    }
}

fn same_digest(digest: Option<&Value>, value: Option<&Value>) -> bool {
    let (Some(digest), Some(value)) = (digest.filter(|it| is_digest(it)), value) else { return false };
    let text = canonical(value);
    text.len() >= LONG && digest[DIGEST] == HEXLOWER.encode(&Sha256::digest(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(text: &str) -> Map<String, Value> {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn only_what_changed_on_both_sides_is_a_conflict() {
        let base = map(r#"{"theirs": 1, "ours": 1, "both": 1, "agreed": 1, "still": 1}"#);
        let incoming = map(r#"{"theirs": 2, "ours": 1, "both": 2, "agreed": 3, "still": 1, "new": 5}"#);
        let current = map(r#"{"theirs": 1, "ours": 2, "both": 3, "agreed": 3, "still": 1}"#);
        let merged = merge(&base, &incoming, current.clone(), false);
        assert_eq!(merged.set, ["theirs", "new"]);
        assert_eq!(merged.conflicts, ["both"]);
        let theirs = merge(&base, &incoming, current, true);
        assert_eq!((theirs.set.len(), theirs.conflicts.len(), &theirs.fields["both"]), (3, 0, &2.into()));
        assert_eq!(merged.fields, map(r#"{"theirs": 2, "ours": 2, "both": 3, "agreed": 3, "still": 1, "new": 5}"#));
    }

    #[test]
    fn a_long_value_is_compared_by_its_digest() {
        let steps = |text: &str| json!([{ "title": "Un", "text": text.repeat(50) }, { "text": "Deux", "title": null }]);
        let said = Map::from_iter([("short".to_owned(), json!("Court")), ("steps".to_owned(), steps("pétrir "))]);
        let base = remembered(said.clone());
        assert_eq!((&base["short"], base["steps"].as_object().unwrap().len()), (&json!("Court"), 1));
        assert_eq!(remembered(base.clone()), base);
        let other = Map::from_iter([("steps".to_owned(), steps("cuire "))]);
        assert_eq!(merge(&base, &said, said.clone(), false).set.len(), 0);
        assert_eq!(merge(&base, &other, said.clone(), false).set, ["steps"]);
        assert_eq!(merge(&base, &said, other.clone(), false), Merged { fields: other, set: vec![], conflicts: vec![] });
        // the names of an object in another order say the same
        let turned = json!([{ "text": "pétrir ".repeat(50), "title": "Un" }, { "title": null, "text": "Deux" }]);
        assert!(alike(base.get("steps"), Some(&turned)));
    }

    #[test]
    fn null_clears_what_was_imported() {
        let merged = merge(&map(r#"{"a": 1}"#), &map(r#"{"a": null}"#), map(r#"{"a": 1}"#), false);
        assert_eq!((merged.set, merged.fields), (vec!["a".to_owned()], map(r#"{"a": null}"#)));
    }
}
