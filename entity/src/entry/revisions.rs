//! The revisions of an entry: snapshots, versions, and changes that are rebased onto another version.

use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Map, Value};

use crate::db::columns::Columns;
use crate::entry::draft::{Draft, FORMAT, STATE, TEXTS_APART};
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
    held.map(|it| said(&it, entry)).transpose()
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
    held.map(|it| said(&it, entry)).transpose()
}

/// The form of a new version, and what is kept of it. The texts of a version are left out where they are to stand apart.
pub(crate) fn kept(mut said: Draft, texts_apart: bool) -> Result<(i64, Map<String, Value>)> {
    if !texts_apart {
        return Ok((FORMAT, said.fields()?));
    }
    said.shared.summary = None;
    said.shared.body = String::new();
    Ok((TEXTS_APART, said.fields()?))
}

/// How many bytes of a version stand in the row of its entry alone.
pub(crate) fn bytes_apart(format: i64, entry: &row::Model) -> usize {
    match format {
        TEXTS_APART => entry.body.len() + entry.summary.as_ref().map_or(0, String::len),
        _ => 0,
    }
}

/// What a version says. Read the entry before the version: a version that is still without texts then shows that the entry has not changed since.
pub(crate) fn said(held: &revision::Model, entry: &row::Model) -> Result<Map<String, Value>> {
    if held.format == TEXTS_APART && (entry.seq, entry.version) != (held.entry_seq, held.version) {
        let said = format!("version {} of entry {} was to stand in its row", held.version, entry.id);
        return Err(Error::Internal(said.into()));
    }
    said_with(held, || (entry.summary.clone(), entry.body.clone()))
}

/// The same, of the version that stands, with the summary and the body of its entry.
pub(crate) fn said_with(
    held: &revision::Model,
    texts: impl FnOnce() -> (Option<String>, String),
) -> Result<Map<String, Value>> {
    let mut fields = serde_json::from_str(&held.snapshot)?;
    if held.format == TEXTS_APART {
        let (summary, body) = texts();
        put_texts(&mut fields, summary, Some(body));
    }
    Ok(fields)
}

/// Adds the columns of which [`take_said`] makes what a version says, to a statement that joins versions with their entries.
pub(crate) fn select_said(statement: &mut SelectStatement) {
    statement.column((revision::Entity, revision::Column::Snapshot));
    for text in [row::Column::Summary, row::Column::Body] {
        let apart = revision::Column::Format.eq(TEXTS_APART);
        statement.expr(Expr::case(apart, Expr::col((row::Entity, text))));
    }
}

/// What a version says, of the columns that [`select_said`] added.
pub(crate) fn take_said(columns: &mut Columns<'_>) -> Result<Map<String, Value>> {
    let mut fields = serde_json::from_str(&columns.take::<String>()?)?;
    put_texts(&mut fields, columns.take()?, columns.take()?);
    Ok(fields)
}

fn put_texts(fields: &mut Map<String, Value>, summary: Option<String>, body: Option<String>) {
    for (name, text) in [("summary", summary), ("body", body)] {
        if let Some(text) = text.filter(|it| !it.is_empty()) {
            fields.insert(name.to_owned(), text.into());
        }
    }
}

/// Puts the texts of an entry into its version where they stand in its row alone: that is about to change.
pub(crate) async fn keep_texts(db: &impl ConnectionTrait, entry: &row::Model) -> Result<()> {
    if entry.version > 1 {
        return Ok(());
    }
    let held = revision::Entity::find()
        .filter(revision::Column::EntrySeq.eq(entry.seq))
        .filter(revision::Column::Version.eq(entry.version))
        .filter(revision::Column::Format.eq(TEXTS_APART))
        .one(db)
        .await?;
    let Some(held) = held else { return Ok(()) };
    revision::Entity::update_many()
        .col_expr(revision::Column::Snapshot, Expr::value(serde_json::to_string(&said(&held, entry)?)?))
        .col_expr(revision::Column::Format, Expr::value(FORMAT))
        .filter(revision::Column::Seq.eq(held.seq))
        .exec(db)
        .await?;
    Ok(())
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
        Some(it) => self::said(it, entry)?,
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
