//! Mandates: the territories that an account looks after. How they are given, read, and written in tokens.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::account::{mandate, row as account};
use crate::clock::{Clock, Instant};
use crate::error::{Error, Problem, ProblemCode, Result};
use crate::reference::Reference;
use crate::territory::TerritoryRef;
use crate::viewer::Reach;

/// Gives an account mandates for all these places.
pub(crate) async fn give(
    db: &impl ConnectionTrait,
    clock: &Clock,
    account_seq: i64,
    by: Option<i64>,
    reach: &Reach,
) -> Result<()> {
    let places: Vec<Option<i64>> = match reach {
        Reach::Whole => vec![None],
        Reach::Inside(roots) => roots.iter().copied().map(Some).collect(),
    };
    for place in places {
        let row = mandate::ActiveModel {
            seq: NotSet,
            id: Set(clock.new_id()),
            account_seq: Set(account_seq),
            territory_seq: Set(place),
            granted_by_seq: Set(by),
            granted_at: Set(clock.now()),
            until: Set(None),
        };
        mandate::Entity::insert(row).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Takes all mandates of an account away.
pub(crate) async fn take(db: &impl ConnectionTrait, account_seq: i64) -> Result<()> {
    mandate::Entity::delete_many().filter(mandate::Column::AccountSeq.eq(account_seq)).exec(db).await?;
    Ok(())
}

/// Where the mandates of an account that are in force reach.
pub(crate) async fn reach(db: &impl ConnectionTrait, holder: &account::Model, now: Instant) -> Result<Reach> {
    let mandates = mandate::Entity::find().filter(mandate::Column::AccountSeq.eq(holder.seq)).all(db).await?;
    let in_force = mandates.iter().filter(|it| it.until.is_none_or(|until| until > now));
    let places: Option<Vec<i64>> = in_force.map(|it| it.territory_seq).collect();
    Ok(places.map_or(Reach::Whole, Reach::Inside))
}

/// The places that references name; none is the whole network.
pub(crate) fn reach_of(territories: &[TerritoryRef], reference: &Reference) -> Result<Reach> {
    if territories.is_empty() {
        return Ok(Reach::Whole);
    }
    let seq = |(at, it): (usize, &TerritoryRef)| {
        let path = format!("territories.{at}");
        let unknown = || Problem::new(ProblemCode::Unknown, &path, format!("\"{it}\" is not a known territory"));
        reference.territory(it).map(|it| it.seq).ok_or_else(|| Error::from(unknown()))
    };
    let places: Result<BTreeSet<i64>> = territories.iter().enumerate().map(seq).collect();
    Ok(Reach::Inside(places?.into_iter().collect()))
}

/// Territories as a token keeps them: references separated by spaces, `*` for the whole network.
pub(crate) fn named(territories: &[TerritoryRef]) -> String {
    if territories.is_empty() {
        return "*".to_owned();
    }
    territories.iter().map(TerritoryRef::as_str).collect::<Vec<_>>().join(" ")
}

/// What [`named`] wrote.
pub(crate) fn places(text: &str) -> Result<Vec<TerritoryRef>> {
    if text == "*" {
        return Ok(Vec::new());
    }
    let read = |it: &str| it.parse().map_err(|cause| Error::Internal(Box::new(cause)));
    text.split(' ').map(read).collect::<Result<Vec<TerritoryRef>>>()
}
