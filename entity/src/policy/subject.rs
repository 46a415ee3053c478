//! What the law needs to know of an account: the reach of its mandates, and which entries are its own, as statements.

use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::error::Result;
use crate::model::account::{mandate, row as account};
use crate::model::entry::{Role as Credit, row as entry};
use crate::model::entry_tables::credit;
use crate::model::territory::closure;
use crate::value::clock::Instant;
use crate::viewer::Reach;

/// Where the mandates of an account that are in force reach.
pub(crate) async fn reach(db: &impl ConnectionTrait, holder: &account::Model, now: Instant) -> Result<Reach> {
    Ok(reach_until(db, holder, now).await?.0)
}

/// The same, and when that changes by itself because a mandate ends.
pub(crate) async fn reach_until(
    db: &impl ConnectionTrait,
    holder: &account::Model,
    now: Instant,
) -> Result<(Reach, Option<Instant>)> {
    let mandates = mandate::Entity::find().filter(mandate::Column::AccountSeq.eq(holder.seq)).all(db).await?;
    let in_force = mandates.iter().filter(|it| it.until.is_none_or(|until| until > now));
    let ends = in_force.clone().filter_map(|it| it.until).min();
    let places: Option<Vec<i64>> = in_force.map(|it| it.territory_seq).collect();
    Ok((places.map_or(Reach::Whole, Reach::Inside), ends))
}

/// The territories inside of these.
pub(super) fn inside(roots: &[i64]) -> SelectStatement {
    use closure::Column::{AncestorSeq, DescendantSeq};
    let within = AncestorSeq.is_in(roots.iter().copied());
    Query::select().column(DescendantSeq).from(closure::Entity).and_where(within).take()
}

pub(super) fn made_by(member: i64) -> SelectStatement {
    use entry::Column::{CreatedBySeq, Seq};
    Query::select().column(Seq).from(entry::Entity).and_where(CreatedBySeq.eq(member)).take()
}

pub(super) fn written_by(member: i64) -> SelectStatement {
    Query::select()
        .column(credit::Column::EntrySeq)
        .from(credit::Entity)
        .and_where(credit::Column::MemberSeq.eq(member))
        .and_where(credit::Column::Role.eq(Credit::Author))
        .take()
}

pub(super) fn credited_to(organisations: &[i64]) -> SelectStatement {
    Query::select()
        .column(credit::Column::EntrySeq)
        .from(credit::Entity)
        .and_where(credit::Column::MemberSeq.is_in(organisations.iter().copied()))
        .and_where(credit::Column::Role.ne(Credit::Translator))
        .take()
}
