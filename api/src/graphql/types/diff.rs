//! How two versions of an entry differ, as it is shown.

use std::collections::HashSet;

use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use entity::query::diff::{self, Change, Said};
use entity::work;

use crate::error::told;
use crate::graphql::engine::request::Request;

/// How two versions of an entry differ.
#[derive(SimpleObject)]
pub struct RevisionDiff {
    /// The fields that differ, by name.
    fields: Vec<FieldDiff>,
}

impl RevisionDiff {
    pub(crate) fn of(fields: Vec<diff::FieldChange>) -> Self {
        Self { fields: fields.into_iter().map(FieldDiff).collect() }
    }
}

/// A field that differs.
pub struct FieldDiff(diff::FieldChange);

/// A field that differs: a text with `words`, a list with the items that it gained and lost.
#[Object]
impl FieldDiff {
    /// Its name, as in the inputs.
    async fn field(&self) -> &str {
        &self.0.field
    }

    /// What it said, when it said something that is no list.
    async fn before(&self) -> Option<&str> {
        text(&self.0.before)
    }

    /// What it says, when it says something that is no list.
    async fn after(&self) -> Option<&str> {
        text(&self.0.after)
    }

    /// The words of both, in reading order: kept, inserted, deleted. Empty of a list.
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

    /// The items that the list gained, in order.
    async fn added(&self) -> Vec<&str> {
        missing(&self.0.after, &self.0.before)
    }

    /// The items that the list lost, in order.
    async fn removed(&self) -> Vec<&str> {
        missing(&self.0.before, &self.0.after)
    }
}

/// Words that stand together, and what became of them.
#[derive(SimpleObject)]
pub struct WordDiff {
    /// What became of them.
    change: WordChange,
    /// The words, with the spaces between them.
    text: String,
}

/// What became of some words. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Change")]
pub enum WordChange {
    /// They are in both versions.
    Unchanged,
    /// They are in the later version.
    Inserted,
    /// They were in the earlier version.
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
