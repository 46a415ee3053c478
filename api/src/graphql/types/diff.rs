//! How two versions of an entry differ, as it is shown.

use std::collections::HashSet;

use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use entity::query::diff::{self, Change, Said};
use entity::work;

use crate::error::told;
use crate::graphql::engine::request::Request;

/// Differences between two versions of an entry.
#[derive(SimpleObject)]
pub struct RevisionDiff {
    /// Fields whose value differs, by name.
    fields: Vec<FieldDiff>,
}

impl RevisionDiff {
    pub(crate) fn of(fields: Vec<diff::FieldChange>) -> Self {
        Self { fields: fields.into_iter().map(FieldDiff).collect() }
    }
}

/// A field that differs.
pub struct FieldDiff(diff::FieldChange);

/// Difference of one field: `before`, `after` and `words` for texts, `added` and `removed` for lists.
#[Object]
impl FieldDiff {
    /// Name of the field, as in the inputs.
    async fn field(&self) -> &str {
        &self.0.field
    }

    /// Value in the earlier version. Null if absent, and for lists.
    async fn before(&self) -> Option<&str> {
        text(&self.0.before)
    }

    /// Value in the later version. Null if absent, and for lists.
    async fn after(&self) -> Option<&str> {
        text(&self.0.after)
    }

    /// Words of both values in reading order: unchanged, inserted and deleted. Empty for lists.
    async fn words(&self, ctx: &Context<'_>) -> Result<Vec<WordDiff>> {
        let (before, after) = match (&self.0.before, &self.0.after) {
            (Said::List(_), _) | (_, Said::List(_)) => return Ok(Vec::new()),
            (before, after) => (text(before).unwrap_or_default(), text(after).unwrap_or_default()),
        };
        let (before, after) = (before.to_owned(), after.to_owned());
        // long texts take a while to compare, which nobody else is to wait for
        let _turn = Request::of(ctx).rendering.lock().await;
        let words = work::run(move || diff::words(&before, &after)).await.map_err(told)?;
        Ok(words.into_iter().map(|it| WordDiff { change: it.change.into(), text: it.text }).collect())
    }

    /// Items that only the later version of the list has, in order.
    async fn added(&self) -> Vec<&str> {
        missing(&self.0.after, &self.0.before)
    }

    /// Items that only the earlier version of the list has, in order.
    async fn removed(&self) -> Vec<&str> {
        missing(&self.0.before, &self.0.after)
    }
}

/// A run of words with the same change between two versions.
#[derive(SimpleObject)]
pub struct WordDiff {
    /// Change of the words between the versions.
    change: WordChange,
    /// Text of the run, with its spaces.
    text: String,
}

/// Change of a run of words between two versions. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Change")]
pub enum WordChange {
    /// Present in both versions.
    Unchanged,
    /// Present in the later version only.
    Inserted,
    /// Present in the earlier version only.
    Deleted,
}

fn text(said: &Said) -> Option<&str> {
    match said {
        Said::Text(text) => Some(text),
        Said::Nothing | Said::List(_) => None,
    }
}

fn items(said: &Said) -> &[String] {
    match said {
        Said::List(items) => items,
        Said::Nothing | Said::Text(_) => &[],
    }
}

fn missing<'a>(of: &'a Said, from: &Said) -> Vec<&'a str> {
    let known: HashSet<&String> = items(from).iter().collect();
    items(of).iter().filter(|it| !known.contains(it)).map(String::as_str).collect()
}
