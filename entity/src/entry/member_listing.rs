//! A member is listed publicly from the first published entry that credits them.

use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::db::counter;
use crate::error::Result;
use crate::journal::{self, Action};
use crate::model::member::{Status, row};
use crate::value::clock::Clock;

/// Makes those of these members that wait seen by all. Whether there was any.
pub(crate) async fn list(db: &impl ConnectionTrait, clock: &Clock, members: &[i64]) -> Result<bool> {
    let waiting = row::Entity::find()
        .filter(row::Column::Seq.is_in(members.iter().copied()))
        .filter(row::Column::Status.eq(Status::Pending))
        .all(db)
        .await?;
    let any = !waiting.is_empty();
    for held in waiting {
        let (id, version) = (held.id, held.version + 1);
        let mut held = held.into_active_model();
        held.status = Set(Status::Listed);
        held.listed_from = Set(None);
        held.version = Set(version);
        held.updated_at = Set(clock.now());
        held.update(db).await?;
        journal::log(db, "member", id, Action::Upsert, clock.now()).await?;
    }
    if any {
        counter::touch_reference(db).await?;
    }
    Ok(any)
}
