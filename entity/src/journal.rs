//! Records each change in the transaction that makes it: the public log, the audit, former slugs.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Statement};

use crate::db::insert_all::insert_all;
use crate::error::{Error, Result};
use crate::model::audit::{Line, table};
use crate::model::history::{change, slugs};
use crate::value::clock::{Clock, Instant};
use crate::value::id::Id;
use crate::value::slug::Slug;
use crate::viewer::Viewer;
use crate::viewer::allowance::{self, Spent};

/// For how long, in milliseconds, the moment of a transaction may lie behind that of its reader: clocks differ, and a commit takes
/// its time.
const SOON: i64 = 60_000;

/// What the public log says of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// It is new, or it changed.
    Upsert,
    /// It is gone.
    Remove,
}

/// Adds to the public log what is so from now on. The clock's row stays locked until the commit, so that numbers follow the order
/// of commits.
pub(crate) async fn log(db: &impl ConnectionTrait, kind: &str, id: Id, action: Action, now: Instant) -> Result<()> {
    add(db, kind, id, action, now, false).await
}

/// Adds to the public log what will be so at a moment to come.
pub(crate) async fn plan(db: &impl ConnectionTrait, kind: &str, id: Id, action: Action, at: Instant) -> Result<()> {
    add(db, kind, id, action, at, true).await
}

async fn add(db: &impl ConnectionTrait, kind: &str, id: Id, action: Action, at: Instant, planned: bool) -> Result<()> {
    add_all(db, vec![Change { kind: kind.to_owned(), id, action, at, planned }]).await
}

/// A row of the public log that is to be written.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) kind: String,
    pub(crate) id: Id,
    pub(crate) action: Action,
    pub(crate) at: Instant,
    /// Whether it will be so only then.
    pub(crate) planned: bool,
}

/// Adds to the public log in this order.
pub(crate) async fn add_all(db: &impl ConnectionTrait, changes: Vec<Change>) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let number = i64::try_from(changes.len()).unwrap_or(i64::MAX);
    let next = "UPDATE clock SET value = value + $1 WHERE name = 'change' RETURNING value";
    let next = Statement::from_sql_and_values(db.get_database_backend(), next, [number.into()]);
    let row = db.query_one_raw(next).await?;
    let last: i64 = row.ok_or_else(|| Error::Internal("the table clock is empty".into()))?.try_get_by_index(0)?;
    let rows = (last - number + 1..).zip(changes).map(|(seq, it)| change::ActiveModel {
        seq: Set(seq),
        kind: Set(it.kind),
        id: Set(it.id),
        action: Set(match it.action {
            Action::Upsert => "UPSERT".to_owned(),
            Action::Remove => "REMOVE".to_owned(),
        }),
        at: Set(it.at),
        planned: Set(it.planned),
    });
    insert_all(db, rows.collect()).await
}

/// Takes what was to become public, or to cease, out of the log: another plan takes its place. Whether something was to become
/// public so soon that somebody may have read it by now.
pub(crate) async fn forget_future(db: &impl ConnectionTrait, id: Id, now: Instant) -> Result<bool> {
    let to_come = || change::Column::Id.eq(id).and(change::Column::At.gt(now));
    let soon = change::Entity::find()
        .select_only()
        .column(change::Column::Seq)
        .filter(to_come())
        .filter(change::Column::Action.eq("UPSERT"))
        .filter(change::Column::At.lte(now.plus_milliseconds(SOON)))
        .into_tuple::<i64>();
    let soon = soon.one(db).await?.is_some();
    change::Entity::delete_many().filter(to_come()).exec(db).await?;
    Ok(soon)
}

/// What entries show of something else, by its row number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// A member whom they credit.
    Member(i64),
    /// A theme that they have.
    Theme(i64),
    /// A territory that they belong to, or the commune where they are.
    Territory(i64),
    /// The source that they come from.
    Source(i64),
    /// Their licence, or that of their original.
    Licence(i64),
    /// The entry that they were made from.
    Origin(i64),
}

impl Shown {
    /// The row numbers of the entries that show it, with its own as the second value of the statement.
    fn entries(self) -> (&'static str, i64) {
        match self {
            Self::Member(seq) => ("SELECT entry_seq FROM entry_credit WHERE member_seq = $2", seq),
            Self::Theme(seq) => ("SELECT entry_seq FROM entry_theme WHERE theme_seq = $2", seq),
            Self::Territory(seq) => (
                "SELECT entry_seq FROM entry_territory WHERE territory_seq = $2 \
                 UNION SELECT entry_seq FROM entry_location WHERE commune_seq = $2",
                seq,
            ),
            Self::Source(seq) => ("SELECT entry_seq FROM article WHERE source_seq = $2", seq),
            Self::Licence(seq) => (
                "SELECT seq AS entry_seq FROM entry WHERE licence_seq = $2 \
                 UNION SELECT entry_seq FROM article WHERE original_licence_seq = $2",
                seq,
            ),
            Self::Origin(seq) => ("SELECT entry_seq FROM adaptation WHERE origin_seq = $2", seq),
        }
    }
}

/// Adds to the public log every entry that is public and shows something that has changed: one statement, however many they are.
pub(crate) async fn touch(db: &impl ConnectionTrait, shown: Shown, now: Instant) -> Result<()> {
    let backend = db.get_database_backend();
    // the row is locked before it is read, and stays so until the commit
    db.execute_unprepared("UPDATE clock SET value = value WHERE name = 'change'").await?;
    let (entries, seq) = shown.entries();
    // joined in this order: without statistics SQLite else walks all that is published
    let text = format!(
        "INSERT INTO change (seq, kind, id, action, at, planned) \
         SELECT (SELECT value FROM clock WHERE name = 'change') + row_number() OVER (ORDER BY e.seq), \
         lower(e.kind), e.id, 'UPSERT', $1, FALSE FROM (SELECT DISTINCT entry_seq AS seq FROM ({entries}) named) shown \
         CROSS JOIN entry e WHERE e.seq = shown.seq AND e.status = 'PUBLISHED' AND e.published_at <= $1 AND (e.unpublish_at IS NULL OR e.unpublish_at > $1)"
    );
    let added = db.execute_raw(Statement::from_sql_and_values(backend, text, [now.into(), seq.into()])).await?;
    let added = i64::try_from(added.rows_affected()).unwrap_or(i64::MAX);
    let count = "UPDATE clock SET value = value + $1 WHERE name = 'change'";
    db.execute_raw(Statement::from_sql_and_values(backend, count, [added.into()])).await?;
    Ok(())
}

/// Writes down who did what to which object, when there is one, and counts it. `detail` never holds a secret or an address.
///
/// # Errors
/// [`Error::UsedUp`] for whoever does too much.
pub(crate) async fn note<'a>(
    db: &impl ConnectionTrait,
    clock: &Clock,
    viewer: &Viewer,
    action: &'a str,
    object: impl Into<Option<(&'a str, Id)>>,
    detail: Option<String>,
) -> Result<()> {
    allowance::spend(db, clock, viewer, Spent { writes: 1, ..Spent::default() }).await?;
    write(db, line(clock, viewer, action, object, detail)).await
}

/// The line that [`note`] writes.
pub(crate) fn line<'a>(
    clock: &Clock,
    viewer: &Viewer,
    action: &'a str,
    object: impl Into<Option<(&'a str, Id)>>,
    detail: Option<String>,
) -> Line<'a> {
    Line {
        at: clock.now(),
        actor: viewer.actor(),
        credential: viewer.credential(),
        action,
        object: object.into(),
        detail,
    }
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
    write(db, Line { at: clock.now(), actor, credential, action, object: object.into(), detail }).await
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
    table::Entity::insert(line.row()).exec_without_returning(db).await?;
    Ok(())
}
