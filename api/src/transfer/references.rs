//! What a row refers to: other rows, and files.

use entity::import::row::{self, Row, RowKind};
use entity::import::said::credited_member;
use entity::value::kind::Kind;
use serde_json::Value;

/// The fields of a member that name a file.
const OF_MEMBER: [&str; 2] = ["picture", "logo"];

/// The places of a row that name files, and what stands there.
pub(super) fn files(row: &Row) -> Vec<(String, &Value)> {
    match row.kind {
        RowKind::Entry(_) => {
            let items = row.fields.get("media").and_then(Value::as_array).into_iter().flatten();
            items.enumerate().map(|(at, item)| (format!("media.{at}"), item)).collect()
        }
        RowKind::Member => {
            let item = |name: &&str| Some(((*name).to_owned(), row.fields.get(*name).filter(|it| !it.is_null())?));
            OF_MEMBER.iter().filter_map(item).collect()
        }
        RowKind::Source | RowKind::Theme => Vec::new(),
    }
}

/// How many items of a list are looked at: more than 50 are refused, whatever they are.
const ITEMS: usize = 51;
/// From how many bytes on a text is the key of no row, however it is normalised.
const LONG: usize = 800;

/// The kinds and keys of the rows that a row refers to, as far as it may be taken.
pub(super) fn rows(row: &Row) -> Vec<(RowKind, String)> {
    let mut named = Vec::new();
    let mut name = |kind: RowKind, value: &Value| {
        let key = value.as_str().filter(|it| it.len() < LONG);
        named.extend(key.map(|key| (kind, row::key(key))));
    };
    for (field, value) in &row.fields {
        let items = value.as_array().into_iter().flatten().take(ITEMS);
        match field.as_str() {
            "authors" | "holders" | "organisers" | "translators" => items.for_each(|it| name(RowKind::Member, it)),
            "themes" => items.for_each(|it| name(RowKind::Theme, it)),
            "initiatives" => items.for_each(|it| name(RowKind::Entry(Kind::Initiative), it)),
            "adaptedFrom" => items.filter_map(|it| it.get("entry")).for_each(|it| name(row.kind, it)),
            "source" => name(RowKind::Source, value),
            // a member may have made their own picture
            "picture" | "logo" => {
                let other = credited_member(value).filter(|it| it.as_str() != Some(&row.key));
                other.into_iter().for_each(|it| name(RowKind::Member, it));
            }
            "media" => items.filter_map(credited_member).for_each(|it| name(RowKind::Member, it)),
            "parent" => name(row.kind, value),
            _ => {}
        }
    }
    named
}
