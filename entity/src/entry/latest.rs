//! An entry in its latest state, with what the policy needs to know of it: for acts on it, and for what is read beside it.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use crate::error::{Error, Result};
use crate::model::entry::row;
use crate::model::entry_tables::credit;
use crate::policy::{self, Subject};
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::viewer::{View, Viewer};

/// A viewer, and the moment at which they ask.
pub(crate) type Asker<'a> = (&'a Viewer, Instant);

/// The entry with this id, of this kind when one is named.
///
/// # Errors
/// [`Error::NotFound`] for an entry that the viewer may not see in its latest state.
pub(crate) async fn by_id(
    db: &impl ConnectionTrait,
    asker: Asker<'_>,
    id: Id,
    kind: Option<Kind>,
) -> Result<(row::Model, Subject)> {
    let mut asked = row::Entity::find().filter(row::Column::Id.eq(id));
    if let Some(kind) = kind {
        asked = asked.filter(row::Column::Kind.eq(kind));
    }
    seen(db, asker, asked).await
}

/// The entry with this row number.
///
/// # Errors
/// [`Error::NotFound`] for an entry that the viewer may not see in its latest state.
pub(crate) async fn by_seq(db: &impl ConnectionTrait, asker: Asker<'_>, seq: i64) -> Result<(row::Model, Subject)> {
    seen(db, asker, row::Entity::find_by_id(seq)).await
}

async fn seen(
    db: &impl ConnectionTrait,
    (viewer, now): Asker<'_>,
    asked: Select<row::Entity>,
) -> Result<(row::Model, Subject)> {
    let readable = policy::readable(&viewer.clone().seeing(View::Latest), now);
    let entry = asked.filter(readable).one(db).await?.ok_or(Error::NotFound)?;
    let credits = credit::Entity::find().filter(credit::Column::EntrySeq.eq(entry.seq)).all(db).await?;
    let credits: Vec<_> = credits.into_iter().filter_map(|it| Some((it.member_seq?, it.role))).collect();
    let own = policy::is_own(viewer, entry.created_by_seq, &credits);
    let home = entry.home_territory_seq;
    let made = policy::is_maker(viewer, entry.created_by_seq);
    let kind = entry.kind;
    Ok((entry, Subject { kind, home, own, made }))
}
