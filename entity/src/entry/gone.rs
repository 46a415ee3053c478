//! The identifiers of erased people and purged entries. No import brings them back.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::error::Result;
use crate::value::clock::Instant;
use crate::value::id::Id;

/// The table `gone`.
mod table {
    use sea_orm::entity::prelude::*;

    use crate::value::clock::Instant;
    use crate::value::id::Id;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "gone")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub object_id: Id,
        pub kind: String,
        pub at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Whether something is gone for good.
pub(crate) async fn is_gone(db: &impl ConnectionTrait, id: Id) -> Result<bool> {
    Ok(table::Entity::find().filter(table::Column::ObjectId.eq(id)).one(db).await?.is_some())
}

/// Remembers that something is gone from this moment; what was gone before stays so.
pub(crate) async fn remember(db: &impl ConnectionTrait, (kind, id): (&str, Id), now: Instant) -> Result<()> {
    if !is_gone(db, id).await? {
        let row = table::ActiveModel { seq: NotSet, object_id: Set(id), kind: Set(kind.to_owned()), at: Set(now) };
        table::Entity::insert(row).exec_without_returning(db).await?;
    }
    Ok(())
}
