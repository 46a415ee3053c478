//! What a row refers to.

use entity::import::row::{Row, RowKind};
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
