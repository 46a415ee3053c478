//! The licences that entries carried in public before the one that they carry now: each stands once, with the last moment until which
//! it was given.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::error::Result;
use crate::value::clock::Instant;

/// The table `licence_history`; the row that was written last has the greatest number.
pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    use crate::value::clock::Instant;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "licence_history")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub entry_seq: i64,
        pub licence_seq: i64,
        pub until: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Remembers that an entry carried a licence in public until this moment. A plan that is made anew says so again.
pub(crate) async fn remember(
    db: &impl ConnectionTrait,
    entry_seq: i64,
    licence_seq: i64,
    until: Instant,
) -> Result<()> {
    row::Entity::delete_many()
        .filter(row::Column::EntrySeq.eq(entry_seq))
        .filter(row::Column::LicenceSeq.eq(licence_seq))
        .exec(db)
        .await?;
    let row =
        row::ActiveModel { seq: NotSet, entry_seq: Set(entry_seq), licence_seq: Set(licence_seq), until: Set(until) };
    row::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}
