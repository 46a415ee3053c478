//! What the law needs to know of an account: the reach of its mandates.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::error::Result;
use crate::model::account::{mandate, row as account};
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
