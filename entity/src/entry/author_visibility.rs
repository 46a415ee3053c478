//! Decides from when a pending member is public: as soon as an entry that credits them, or that they made, is public.
//! Scheduled entries count from their date on, as each reader's clock says.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, Func, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::db::counter;
use crate::entry::member_listing;
use crate::error::Result;
use crate::journal::{self, Action};
use crate::model::entry::row;
use crate::model::entry_tables::credit;
use crate::model::member::{self, Status as Standing};
use crate::value::clock::{Clock, Instant};
use crate::value::status::Status;

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
            member_listing::list(db, clock, &[held.seq]).await?;
        } else if from != held.listed_from {
            let id = held.id;
            let mut held = held.into_active_model();
            held.listed_from = Set(from);
            held.update(db).await?;
            journal::forget_future(db, id, clock.now()).await?;
            if let Some(from) = from {
                journal::plan(db, "member", id, Action::Upsert, from).await?;
            }
            counter::touch_reference(db).await?;
        }
    }
    Ok(())
}

/// When the first text of a member is, or becomes, public. One look-up by the member for what they made and one for what credits
/// them; the status is compared inside the sum, because as a condition it leads SQLite to read all that is published.
async fn first_of(db: &impl ConnectionTrait, member: i64) -> Result<Option<Instant>> {
    let published = Expr::case(row::Column::Status.eq(Status::Published), Expr::col(row::Column::PublishedAt));
    let first = Func::min(published);
    let credited = Query::select()
        .column(credit::Column::EntrySeq)
        .from(credit::Entity)
        .and_where(credit::Column::MemberSeq.eq(member))
        .take();
    let mut earliest = None;
    for theirs in [row::Column::CreatedBySeq.eq(member), row::Column::Seq.in_subquery(credited)] {
        let statement = Query::select().expr(first.clone()).from(row::Entity).and_where(theirs).take();
        let at: Option<Instant> = match db.query_one(&statement).await? {
            Some(row) => row.try_get_by_index(0)?,
            None => None,
        };
        earliest = [earliest, at].into_iter().flatten().min();
    }
    Ok(earliest)
}
