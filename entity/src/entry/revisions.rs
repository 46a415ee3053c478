//! The revisions of an entry: snapshots, versions, and changes that are rebased onto another version.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Map, Value};

use crate::entry::draft::{Draft, STATE};
use crate::error::{Error, Found, Result};
use crate::model::entry::row;
use crate::model::history::revision;
use crate::value::kind::Kind;

/// What an entry says, as it was accepted last.
pub(crate) async fn snapshot(db: &impl ConnectionTrait, entry: &row::Model) -> Result<Map<String, Value>> {
    let held = at_version(db, entry, entry.version).await?;
    held.ok_or_else(|| Error::Internal(format!("entry {} has no revision {}", entry.id, entry.version).into()))
}

/// What an entry said in a version.
pub(crate) async fn at_version(
    db: &impl ConnectionTrait,
    entry: &row::Model,
    version: i64,
) -> Result<Option<Map<String, Value>>> {
    let held = revision::Entity::find()
        .filter(revision::Column::EntrySeq.eq(entry.seq))
        .filter(revision::Column::Version.eq(version))
        .one(db)
        .await?;
    Ok(held.map(|it| serde_json::from_str(&it.snapshot)).transpose()?)
}

/// What an entry said in a version, or in the last one before it that is kept.
pub(crate) async fn latest_up_to(
    db: &impl ConnectionTrait,
    entry: &row::Model,
    version: i64,
) -> Result<Option<Map<String, Value>>> {
    let held = revision::Entity::find()
        .filter(revision::Column::EntrySeq.eq(entry.seq))
        .filter(revision::Column::Version.lte(version))
        .order_by_desc(revision::Column::Version)
        .one(db)
        .await?;
    Ok(held.map(|it| serde_json::from_str(&it.snapshot)).transpose()?)
}

/// Reads what is said; what cannot be read is left out, and told together with the problems that were found before.
pub(crate) fn read(kind: Kind, fields: &Map<String, Value>, found: &mut Found) -> Draft {
    let mut problems = Vec::new();
    let draft = Draft::read_in_part(kind, fields, &mut problems);
    found.add(problems);
    draft
}

/// The state of a version that gave way to another.
pub(crate) const SUPERSEDED: &str = "SUPERSEDED";

/// The state of a version that was turned down.
pub(crate) const REFUSED: &str = "REFUSED";

/// The proposal that waits on an entry.
pub(crate) async fn pending(db: &impl ConnectionTrait, entry: &row::Model) -> Result<Option<revision::Model>> {
    let asked = revision::Entity::find()
        .filter(revision::Column::EntrySeq.eq(entry.seq))
        .filter(revision::Column::State.eq(PROPOSED));
    Ok(asked.one(db).await?)
}

/// Whatever waits on an entry gives way.
pub(crate) async fn supersede(db: &impl ConnectionTrait, entry_seq: i64) -> Result<()> {
    revision::Entity::update_many()
        .col_expr(revision::Column::State, Expr::value(SUPERSEDED))
        .filter(revision::Column::EntrySeq.eq(entry_seq))
        .filter(revision::Column::State.eq(PROPOSED))
        .exec(db)
        .await?;
    Ok(())
}

/// Whether a version was one that was proposed.
pub(crate) async fn was_proposed(db: &impl ConnectionTrait, entry: &row::Model, version: i64) -> Result<bool> {
    let asked = revision::Entity::find()
        .filter(revision::Column::EntrySeq.eq(entry.seq))
        .filter(revision::Column::Version.eq(version))
        .filter(revision::Column::State.ne("ACCEPTED"));
    Ok(asked.one(db).await?.is_some())
}

/// What a proposal says of an entry that others have changed meanwhile: its own changes on what stands now; and the fields
/// that both have changed, where it has the last word.
pub(crate) async fn rebased(
    db: &impl ConnectionTrait,
    entry: &row::Model,
    proposal: &revision::Model,
) -> Result<(Map<String, Value>, Vec<String>)> {
    let said: Map<String, Value> = serde_json::from_str(&proposal.snapshot)?;
    let current = snapshot(db, entry).await?;
    let before = revision::Entity::find()
        .filter(revision::Column::EntrySeq.eq(entry.seq))
        .filter(revision::Column::State.eq("ACCEPTED"))
        .filter(revision::Column::Version.lt(proposal.version))
        .order_by_desc(revision::Column::Version)
        .one(db)
        .await?;
    let base: Map<String, Value> = match &before {
        Some(it) => serde_json::from_str(&it.snapshot)?,
        None => current.clone(),
    };
    Ok(rebase(&base, &current, &said))
}

/// The same, of what the proposal began with, what stands now, and what it says.
pub(crate) fn rebase(
    base: &Map<String, Value>,
    current: &Map<String, Value>,
    said: &Map<String, Value>,
) -> (Map<String, Value>, Vec<String>) {
    let theirs = differing(current, base);
    let (mut merged, mut clashes) = (current.clone(), Vec::new());
    // where it stands, and since when, no proposal says
    for name in differing(said, base).into_iter().filter(|it| it == "slug" || !STATE.contains(&it.as_str())) {
        if theirs.contains(&name) && current.get(&name) != said.get(&name) {
            clashes.push(name.clone());
        }
        merged.insert(name.clone(), said.get(&name).cloned().unwrap_or(Value::Null));
    }
    merged.retain(|_, value| !value.is_null());
    (merged, clashes)
}

/// The state of a version that was accepted.
pub(crate) const ACCEPTED: &str = "ACCEPTED";

/// The state of a version that waits to be accepted.
pub(crate) const PROPOSED: &str = "PROPOSED";

/// The names of the fields that differ, in order.
pub(crate) fn differing(one: &Map<String, Value>, other: &Map<String, Value>) -> Vec<String> {
    let names = one.keys().chain(other.keys()).filter(|name| one.get(*name) != other.get(*name));
    let mut names: Vec<String> = names.cloned().collect();
    names.sort();
    names.dedup();
    names
}
