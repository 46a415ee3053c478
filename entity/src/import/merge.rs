//! The three-way comparison of fields. Pure.

use serde_json::{Map, Value};

use crate::import::row::Outcome;
use crate::value::form::is_empty;

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
        (true, true) => one == other,
        (true, false) | (false, true) => false,
    }
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
    fn null_clears_what_was_imported() {
        let merged = merge(&map(r#"{"a": 1}"#), &map(r#"{"a": null}"#), map(r#"{"a": 1}"#), false);
        assert_eq!((merged.set, merged.fields), (vec!["a".to_owned()], map(r#"{"a": null}"#)));
    }
}
