//! Entries in an import: what a row says of one, as fields that can be compared.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::{Map, Value};

use crate::editing::edit::fill;
use crate::entry::draft::Draft;
use crate::entry::field_name::present_name;
use crate::entry::revisions::snapshot;
use crate::entry::saver::{Purpose, Saver, as_saved};
use crate::error::{Error, Result};
use crate::model::entry::row;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::problem::Problem;
use crate::value::slug::Slug;
use crate::value::status::Status;

/// The fields in the form in which they are kept; a field that says nothing is null.
pub(super) fn normalise(
    kind: Kind,
    fields: &Map<String, Value>,
    faults: &mut Vec<Problem>,
) -> Result<Map<String, Value>> {
    let kept = Draft::read_in_part(kind, fields, faults).fields()?;
    let names = fields.keys().map(|name| present_name(kind, fields, name));
    Ok(names.map(|name| (name.to_owned(), kept.get(name).cloned().unwrap_or(Value::Null))).collect())
}

/// What is wrong with the fields that can be read, as if the others had not been said.
pub(super) async fn faults(
    desk: &Saver<'_>,
    kind: Kind,
    id: Option<Id>,
    fields: &Map<String, Value>,
) -> Result<Vec<Problem>> {
    let mut faults = Vec::new();
    let mut draft = Draft::read_in_part(kind, fields, &mut faults);
    fill(&mut draft, desk.reference);
    let before = match id {
        Some(id) => find(desk.db, kind, id).await?,
        None => None,
    };
    match desk.accept(before.as_ref(), &draft, Purpose::Save).await {
        Ok(_) => {}
        Err(Error::Invalid(found)) => faults.extend(found),
        Err(other) => return Err(other),
    }
    Ok(faults)
}

/// What stands here: the snapshot of the entry's present version.
pub(super) async fn current(db: &impl ConnectionTrait, kind: Kind, id: Id) -> Result<Option<Map<String, Value>>> {
    let Some(entry) = find(db, kind, id).await? else { return Ok(None) };
    snapshot(db, &entry).await.map(Some)
}

/// Makes an entry; answers with what counts as imported, the defaults that were filled in included.
pub(super) async fn create(
    desk: &Saver<'_>,
    kind: Kind,
    id: Id,
    key: &str,
    fields: Map<String, Value>,
) -> Result<Map<String, Value>> {
    let mut draft = Draft::read(kind, &fields).map_err(Error::Invalid)?;
    draft.state.status.get_or_insert(Status::Draft);
    fill(&mut draft, desk.reference);
    let accepted = desk.accept(None, &draft, Purpose::Save).await?;
    let proposed = key.parse().unwrap_or_else(|_| Slug::from_title(&draft.shared.title));
    let saved = desk.create(kind, id, &accepted, &proposed).await?;
    let mut base = as_saved(&saved, &draft).fields()?;
    base.extend(fields);
    Ok(base)
}

/// Replaces what an entry says.
pub(super) async fn update(desk: &Saver<'_>, kind: Kind, id: Id, fields: &Map<String, Value>) -> Result<()> {
    let draft = Draft::read(kind, fields).map_err(Error::Invalid)?;
    let before = find(desk.db, kind, id).await?.ok_or(Error::NotFound)?;
    let accepted = desk.accept(Some(&before), &draft, Purpose::Save).await?;
    desk.update(&before, &accepted).await?;
    Ok(())
}

async fn find(db: &impl ConnectionTrait, kind: Kind, id: Id) -> Result<Option<row::Model>> {
    Ok(row::Entity::find().filter(row::Column::Id.eq(id)).filter(row::Column::Kind.eq(kind)).one(db).await?)
}
