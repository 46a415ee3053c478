//! How two versions of an entry differ: field by field, lists by their items, texts by their words.

use std::time::Duration;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Map, Value};
use similar::{ChangeTag, TextDiff};

use crate::entry::revisions::{self, differing};
use crate::error::Result;
use crate::model::history::revision;
use crate::reader::Reader;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::problem::{Case, Problem};

/// How long words are compared before whatever is left counts as replaced.
const PATIENCE: Duration = Duration::from_millis(200);

/// The most runs of words; whatever follows counts as replaced.
const MOST_RUNS: usize = 1_000;

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Its name, as in the inputs.
    pub field: String,
    /// What it said before.
    pub before: Said,
    /// What it says after.
    pub after: Said,
}

/// What a field says, for people to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Nothing.
    Nothing,
    /// A text or a value.
    Text(String),
    /// A list, in order.
    List(Vec<String>),
}

/// What became of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// They are in both.
    Unchanged,
    /// They are in the later one.
    Inserted,
    /// They were in the earlier one.
    Deleted,
}

/// Words that stand together, and what became of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What became of them.
    pub change: Change,
    /// The words, with the spaces between them.
    pub text: String,
}

/// The words of two texts, in reading order: those of `before` that are not deleted and those that are inserted make
/// `after`.
pub fn words(before: &str, after: &str) -> Vec<Words> {
    let compared = TextDiff::configure().timeout(PATIENCE).diff_words(before, after);
    let mut found: Vec<Words> = Vec::new();
    for run in compared.iter_all_changes() {
        let change = match run.tag() {
            ChangeTag::Equal => Change::Unchanged,
            ChangeTag::Insert => Change::Inserted,
            ChangeTag::Delete => Change::Deleted,
        };
        match found.last_mut() {
            Some(last) if last.change == change => last.text.push_str(run.value()),
            _ => found.push(Words { change, text: run.value().to_owned() }),
        }
    }
    if found.len() > MOST_RUNS {
        let rest = found.split_off(MOST_RUNS - 2);
        let of = |change: Change| {
            rest.iter().filter(|it| it.change != change).map(|it| it.text.as_str()).collect::<String>()
        };
        let (gone, come) = (of(Change::Inserted), of(Change::Deleted));
        found.push(Words { change: Change::Deleted, text: gone });
        found.push(Words { change: Change::Inserted, text: come });
    }
    found
}

impl Reader {
    /// The fields in which two versions of an entry differ, by name; none for viewers who may not look back.
    ///
    /// # Errors
    /// [`Error::Invalid`](crate::error::Error::Invalid) for a version that it never had.
    pub async fn compare(&self, id: Id, from: i64, to: i64) -> Result<Option<Vec<FieldChange>>> {
        let Some(entry) = self.looked_back(id).await? else { return Ok(None) };
        let asked = revision::Entity::find()
            .filter(revision::Column::EntrySeq.eq(entry.seq))
            .filter(revision::Column::Version.is_in([from, to]));
        let rows = self.read_privately(async { Ok(asked.all(&self.private()).await?) }).await?;
        let version = |number: i64, path: &str| {
            let unknown = || Problem::new(path, Case::UnknownVersion(number));
            let held = rows.iter().find(|it| it.version == number).ok_or_else(unknown)?;
            revisions::said(held, &entry)
        };
        let (mut before, mut after) = (version(from, "from")?, version(to, "to")?);
        self.call_media(&mut before, &mut after).await?;
        let called = |id: Id| self.called(id);
        let said = |fields: &Map<String, Value>, name: &str| {
            let refers = ["themes", "source"].contains(&name);
            said(fields.get(name).map(|it| shown(name, it)).as_ref(), refers, &called)
        };
        let changed = differing(&after, &before).into_iter().map(|field| FieldChange {
            before: said(&before, &field),
            after: said(&after, &field),
            field,
        });
        Ok(Some(changed.collect()))
    }

    /// Calls the pictures and documents that two versions show by their names, with their roles, as far as the viewer may know.
    async fn call_media(&self, before: &mut Map<String, Value>, after: &mut Map<String, Value>) -> Result<()> {
        let id = |it: &Value| it.get("id").and_then(Value::as_str).and_then(|it| it.parse::<Id>().ok());
        let shown = |it: &Map<String, Value>| it.get("media").and_then(Value::as_array).cloned().unwrap_or_default();
        let (was, is) = (shown(before), shown(after));
        let ids: Vec<Id> = was.iter().chain(&is).filter_map(id).collect();
        if ids.is_empty() || was == is {
            return Ok(());
        }
        let known = self.in_latest_view().media_by_id(&ids).await?;
        for (version, shown) in [(before, was), (after, is)] {
            let called = |it: &Value| {
                let media = id(it).and_then(|it| known.get(&it)).map(crate::model::media::Media::label);
                let said = |name: &str| it.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
                Value::from(format!("{}: {}", said("role"), media.unwrap_or_else(|| said("id"))))
            };
            if version.contains_key("media") {
                version.insert("media".to_owned(), shown.iter().map(called).collect());
            }
        }
        Ok(())
    }

    /// What somebody or something is called that a version refers to, if the viewer may know.
    fn called(&self, id: Id) -> Option<String> {
        let reference = self.inner.reference();
        let member = self.member_now(id).map(|it| it.name.clone());
        let source = || reference.sources.by_id(id).map(|it| it.name.clone());
        let theme = || reference.themes.by_id(id).map(|it| it.slug.to_string());
        member.or_else(source).or_else(theme)
    }
}

/// A field of a version as it is shown: its instants in their one form, however they were written down.
fn shown(name: &str, value: &Value) -> Value {
    let moment = |it: &Value| match it.as_str().map(str::parse::<Instant>) {
        Some(Ok(moment)) => Value::from(moment.to_string()),
        Some(Err(_)) | None => it.clone(),
    };
    match (name, value) {
        ("publishedAt" | "unpublishAt" | "originalPublishedAt" | "originalUpdatedAt", _) => moment(value),
        ("timings", Value::Array(timings)) => {
            let mut timings = timings.clone();
            for timing in timings.iter_mut().filter_map(Value::as_object_mut) {
                let ends = timing.iter_mut().filter(|(name, _)| ["start", "end"].contains(&name.as_str()));
                ends.for_each(|(_, it)| *it = moment(it));
            }
            Value::Array(timings)
        }
        _ => value.clone(),
    }
}

/// What a field says in words; `refers` where it names others by their identities.
fn said(value: Option<&Value>, refers: bool, called: &impl Fn(Id) -> Option<String>) -> Said {
    match value {
        None | Some(Value::Null) => Said::Nothing,
        Some(Value::Array(items)) => Said::List(items.iter().map(|it| line(it, refers, called)).collect()),
        Some(other) => Said::Text(line(other, refers, called)),
    }
}

/// A value in words: identities by name, where one is meant; objects by what they hold.
fn line(value: &Value, refers: bool, called: &impl Fn(Id) -> Option<String>) -> String {
    let part = |(name, it): (&String, &Value)| line(it, name == "member", called);
    match value {
        Value::String(text) if refers => text.parse().ok().and_then(called).unwrap_or_else(|| text.clone()),
        Value::String(text) => text.clone(),
        Value::Object(fields) => {
            let mut parts = fields.iter().filter(|(_, it)| !it.is_null() && **it != Value::Bool(false));
            match (parts.next(), parts.next()) {
                (Some((name, only)), None) if name == "member" || name == "name" => part((name, only)),
                _ => {
                    let said = fields.iter().filter(|(_, it)| !it.is_null());
                    said.map(|it| format!("{}: {}", it.0, part(it))).collect::<Vec<_>>().join("\n")
                }
            }
        }
        Value::Array(items) => items.iter().map(|it| line(it, refers, called)).collect::<Vec<_>>().join(", "),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_make_both_texts_again() {
        let (before, after) = ("Un four à pain, le samedi.", "Un grand four à pain, le dimanche.");
        let found = words(before, after);
        let made =
            |not: Change| found.iter().filter(|it| it.change != not).map(|it| it.text.as_str()).collect::<String>();
        assert_eq!((made(Change::Inserted).as_str(), made(Change::Deleted).as_str()), (before, after));
        assert!(found.iter().any(|it| it.change == Change::Inserted && it.text.contains("grand")), "{found:?}");
        let long = |word: &str| {
            (0..3_000).map(|at| format!("{at} {} ", if at % 2 == 0 { word } else { "=" })).collect::<String>()
        };
        let (before, after) = (long("a"), long("b"));
        let found = words(&before, &after);
        let made =
            |not: Change| found.iter().filter(|it| it.change != not).map(|it| it.text.as_str()).collect::<String>();
        assert_eq!((made(Change::Inserted), made(Change::Deleted), found.len()), (before, after, MOST_RUNS));
    }
}
