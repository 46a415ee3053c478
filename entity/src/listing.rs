//! From when a member who waits is seen by all: as soon as something that credits them, or that they made, is public. A schedule
//! is decided by who reads.

use sea_orm::ActiveValue::Set;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};

use crate::clock::{Clock, Instant};
use crate::entry::{Status, row};
use crate::error::Result;
use crate::journal::{self, Action};
use crate::member::{self, Status as Standing};
use crate::parts::credit;
use crate::{profile, store};

/// Says anew from when those of these members are seen by all who wait. Who was seen once stays so.
pub(crate) async fn settle(db: &impl ConnectionTrait, clock: &Clock, members: &[i64]) -> Result<()> {
    if members.is_empty() {
        return Ok(());
    }
    let waiting = member::row::Entity::find()
        .filter(member::row::Column::Seq.is_in(members.iter().copied()))
        .filter(member::row::Column::Status.eq(Standing::Pending))
        .all(db)
        .await?;
    for held in waiting {
        let from = first_of(db, held.seq).await?;
        let by_now = |it: Option<Instant>| it.is_some_and(|it| it <= clock.now());
        if by_now(from) || by_now(held.listed_from) {
            profile::list(db, clock, &[held.seq]).await?;
        } else if from != held.listed_from {
            let id = held.id;
            let mut held = held.into_active_model();
            held.listed_from = Set(from);
            held.update(db).await?;
            journal::forget_future(db, id, clock.now()).await?;
            if let Some(from) = from {
                journal::log(db, "member", id, Action::Upsert, from).await?;
            }
            store::touch_reference(db).await?;
        }
    }
    Ok(())
}

/// When the first text of a member is, or becomes, public.
async fn first_of(db: &impl ConnectionTrait, member: i64) -> Result<Option<Instant>> {
    let credited = credit::Entity::find().select_only().column(credit::Column::EntrySeq);
    let credited = credited.filter(credit::Column::MemberSeq.eq(member)).into_query();
    let theirs = Condition::any().add(row::Column::CreatedBySeq.eq(member)).add(row::Column::Seq.in_subquery(credited));
    let first: Option<Option<Instant>> = row::Entity::find()
        .select_only()
        .column(row::Column::PublishedAt)
        .filter(theirs)
        .filter(row::Column::Status.eq(Status::Published))
        .filter(row::Column::PublishedAt.is_not_null())
        .order_by_asc(row::Column::PublishedAt)
        .into_tuple()
        .one(db)
        .await?;
    Ok(first.flatten())
}
