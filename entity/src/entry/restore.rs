//! Restores an earlier version as far as possible: what it names and is gone is left out and reported.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Map, Value};

use crate::error::Result;
use crate::model::entry::row;
use crate::model::media::row as media;
use crate::policy;
use crate::policy::media::media_readable;
use crate::reference::Snapshot;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::problem::parameter::Quoted;
use crate::value::problem::{Case, Problem};
use crate::viewer::{View, Viewer};

/// What became of a version that was restored.
#[derive(Debug, Clone)]
pub struct Restored {
    /// Whether it is a proposal.
    pub proposes: bool,
    /// What the version named and is there no more, each with its place in the version.
    pub left_out: Vec<Problem>,
}

/// Takes out of what a version says the names of what is gone, for this viewer: items out of lists; a value that stands alone stays
/// as it is in the entry now. Answers with what it took out.
pub(crate) async fn leave_out(
    db: &impl ConnectionTrait,
    (viewer, now): (&Viewer, Instant),
    reference: &Snapshot,
    fields: &mut Map<String, Value>,
) -> Result<Vec<Problem>> {
    let (entries, initiatives, pages) = present(db, viewer, now, fields).await?;
    let shown = shown(db, viewer, now, fields).await?;
    let id = |it: &Value| it.as_str().and_then(|it| it.parse::<Id>().ok());
    let licence = |it: &Value| it.as_str().is_some_and(|key| reference.licences.by_key(key).is_some());
    let place = |it: &Value| {
        let named = it.as_str().and_then(|it| it.parse().ok());
        named.is_some_and(|it| reference.territory(&it).is_some())
    };
    let member =
        |it: &Value| it.get("member").is_none_or(|it| id(it).is_some_and(|it| reference.members.by_id(it).is_some()));
    let origin = |it: &Value| {
        it.get("entry").is_none_or(|it| id(it).is_some_and(|it| entries.contains(&it)))
            && it.get("licence").is_none_or(licence)
    };
    let mut gone = Vec::new();
    let mut alone = Vec::new();
    for (name, value) in fields.iter_mut() {
        let there = |item: &Value| match name.as_str() {
            "territories" => place(item),
            "themes" => id(item).is_some_and(|it| reference.themes.by_id(it).is_some()),
            "authors" | "holders" | "organisers" | "translators" => member(item),
            "media" => item.get("id").and_then(id).is_some_and(|it| shown.contains(&it)),
            "initiatives" => id(item).is_some_and(|it| initiatives.contains(&it)),
            "adaptedFrom" => origin(item),
            "licence" | "originalLicence" => licence(item),
            "source" => id(item).is_some_and(|it| reference.sources.by_id(it).is_some()),
            "parent" => id(item).is_some_and(|it| pages.contains(&it)),
            "location" => item.get("commune").is_none_or(place),
            _ => true,
        };
        match value {
            Value::Null => {}
            Value::Array(items) => {
                let mut at = 0;
                items.retain(|item| {
                    let kept = there(item);
                    gone.extend((!kept).then(|| left(&format!("{name}.{at}"), item)));
                    at += 1;
                    kept
                });
            }
            other if !there(other) => {
                gone.push(left(name, other));
                alone.push(name.clone());
            }
            _ => {}
        }
    }
    fields.retain(|name, _| !alone.contains(name));
    Ok(gone)
}

/// Which pictures and documents that a version shows are there, and may be seen by this viewer.
async fn shown(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    now: Instant,
    fields: &Map<String, Value>,
) -> Result<Vec<Id>> {
    let named = fields.get("media").and_then(Value::as_array).into_iter().flatten();
    let named: Vec<Id> = named.filter_map(|it| it.get("id")?.as_str()?.parse().ok()).collect();
    if named.is_empty() {
        return Ok(named);
    }
    let seen = media_readable(&viewer.clone().seeing(View::Latest), now);
    let found = media::Entity::find().select_only().column(media::Column::Id).filter(media::Column::Id.is_in(named));
    Ok(found.filter(seen).into_tuple().all(db).await?)
}

/// Which entries, initiatives and pages that a version names are there, and may be named by this viewer.
async fn present(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    now: Instant,
    fields: &Map<String, Value>,
) -> Result<(Vec<Id>, Vec<Id>, Vec<Id>)> {
    let items = |name: &str| fields.get(name).and_then(Value::as_array).into_iter().flatten();
    let named =
        items("initiatives").chain(items("adaptedFrom").filter_map(|it| it.get("entry"))).chain(fields.get("parent"));
    let named: Vec<Id> = named.filter_map(|it| it.as_str()?.parse().ok()).collect();
    if named.is_empty() {
        return Ok(Default::default());
    }
    let found = row::Entity::find().select_only().columns([row::Column::Id, row::Column::Kind]);
    let found = found.filter(row::Column::Id.is_in(named));
    let all: Vec<(Id, Kind)> = found.clone().into_tuple().all(db).await?;
    let seen = policy::readable(&viewer.clone().seeing(View::Latest), now);
    let seen: Vec<(Id, Kind)> = found.filter(seen).into_tuple().all(db).await?;
    let of = |kind| seen.iter().filter(move |it| it.1 == kind).map(|it| it.0).collect();
    Ok((all.iter().map(|it| it.0).collect(), of(Kind::Initiative), of(Kind::Page)))
}

fn left(path: &str, value: &Value) -> Problem {
    Problem::new(path, Case::NoLongerThere(Quoted::plain(value)))
}
