//! The members that an entry credits.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::error::Result;
use crate::model::entry::{Role, row};
use crate::model::entry_tables::credit;

/// Who made an entry, and who is credited with it as an author, by row number.
pub(crate) async fn authors(db: &impl ConnectionTrait, entry: &row::Model) -> Result<Vec<i64>> {
    of_entry(db, entry, Condition::all().add(credit::Column::Role.eq(Role::Author))).await
}

/// Who made an entry, and who is credited with it in any role, by row number.
pub(crate) async fn credited(db: &impl ConnectionTrait, entry: &row::Model) -> Result<Vec<i64>> {
    of_entry(db, entry, Condition::all()).await
}

pub(crate) async fn of_entry(db: &impl ConnectionTrait, entry: &row::Model, which: Condition) -> Result<Vec<i64>> {
    let credited: Vec<Option<i64>> = credit::Entity::find()
        .select_only()
        .column(credit::Column::MemberSeq)
        .filter(credit::Column::EntrySeq.eq(entry.seq))
        .filter(which)
        .into_tuple()
        .all(db)
        .await?;
    let all: BTreeSet<i64> = credited.into_iter().flatten().chain(entry.created_by_seq).collect();
    Ok(all.into_iter().collect())
}
