//! Records each change in the transaction that makes it: the public log, the audit, former slugs.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};

use crate::error::{Error, Result};
use crate::model::audit::{Line, table};
use crate::model::history::{change, slugs};
use crate::value::clock::{Clock, Instant};
use crate::value::id::Id;
use crate::value::slug::Slug;
use crate::viewer::Viewer;
use crate::viewer::allowance::{self, Spent};

/// What the public log says of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// It is new, or it changed.
    Upsert,
    /// It is gone.
    Remove,
}

/// Adds to the public log. The clock's row stays locked until the commit, so that numbers follow the order of commits.
pub(crate) async fn log(db: &impl ConnectionTrait, kind: &str, id: Id, action: Action, at: Instant) -> Result<()> {
    let next = "UPDATE clock SET value = value + 1 WHERE name = 'change' RETURNING value";
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), next)).await?;
    let seq: i64 = row.ok_or_else(|| Error::Internal("the table clock is empty".into()))?.try_get_by_index(0)?;
    let action = match action {
        Action::Upsert => "UPSERT",
        Action::Remove => "REMOVE",
    };
    let row = change::ActiveModel {
        seq: Set(seq),
        kind: Set(kind.to_owned()),
        id: Set(id),
        action: Set(action.to_owned()),
        at: Set(at),
    };
    change::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Takes what was to become public, or to cease, out of the log: another plan takes its place.
pub(crate) async fn forget_future(db: &impl ConnectionTrait, id: Id, now: Instant) -> Result<()> {
    let planned = change::Entity::delete_many().filter(change::Column::Id.eq(id)).filter(change::Column::At.gt(now));
    planned.exec(db).await?;
    Ok(())
}

/// Writes down who did what to which object, when there is one, and counts it. `detail` never holds a secret or an address.
///
/// # Errors
/// [`Error::UsedUp`] for whoever does too much.
pub(crate) async fn note(
    db: &impl ConnectionTrait,
    clock: &Clock,
    viewer: &Viewer,
    action: &str,
    object: impl Into<Option<(&str, Id)>>,
    detail: Option<String>,
) -> Result<()> {
    allowance::spend(db, clock, viewer, Spent { writes: 1, ..Spent::default() }).await?;
    note_by(db, clock, (viewer.actor(), viewer.credential()), action, object, detail).await
}

/// The same, of somebody who is about to become a viewer: who it is, and by which kind of credential.
pub(crate) async fn note_by(
    db: &impl ConnectionTrait,
    clock: &Clock,
    (actor, credential): (String, String),
    action: &str,
    object: impl Into<Option<(&str, Id)>>,
    detail: Option<String>,
) -> Result<()> {
    let written =
        crate::model::audit::Line { at: clock.now(), actor, credential, action, object: object.into(), detail };
    write(db, written).await
}

/// Remembers a slug that an object had, so that old addresses find it.
pub(crate) async fn remember_slug(
    db: &impl ConnectionTrait,
    kind: &str,
    slug: &Slug,
    id: Id,
    now: Instant,
) -> Result<()> {
    let key = (kind.to_owned(), slug.to_string());
    slugs::Entity::delete_by_id(key.clone()).exec(db).await?;
    let row = slugs::ActiveModel { kind: Set(key.0), slug: Set(key.1), object_id: Set(id), until: Set(now) };
    slugs::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Writes a line.
pub(crate) async fn write(db: &impl ConnectionTrait, line: Line<'_>) -> Result<()> {
    let row = table::ActiveModel {
        seq: NotSet,
        at: Set(line.at),
        actor: Set(line.actor),
        credential: Set(line.credential),
        action: Set(line.action.to_owned()),
        object_kind: Set(line.object.map(|it| it.0.to_owned())),
        object_id: Set(line.object.map(|it| it.1)),
        detail: Set(line.detail),
    };
    table::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}
