//! Keys of a writer's own making: what was made under one is made once, however often it is sent.

use sea_orm::ActiveValue::Set;
use sea_orm::{DatabaseTransaction, EntityTrait};

use crate::entry::Kind;
use crate::error::{Problem, ProblemCode, Result};
use crate::history::idempotency;
use crate::id::Id;
use crate::writer::Writer;

impl Writer {
    /// What the same key of the same account has made before; remembers the key otherwise.
    pub(crate) async fn made_before(
        &self,
        db: &DatabaseTransaction,
        kind: Kind,
        key: Option<&str>,
        id: Id,
    ) -> Result<Option<Id>> {
        let Some(key) = key else { return Ok(None) };
        if !(1..=100).contains(&key.chars().count()) || key.contains(char::is_control) {
            let message = "has 1 to 100 characters, on one line";
            return Err(Problem::new(ProblemCode::Malformed, "idempotencyKey", message).into());
        }
        let operation = format!("{}Create", kind.word());
        let known = idempotency::Entity::find_by_id((self.viewer.actor(), key.to_owned())).one(db).await?;
        if let Some(known) = known {
            if known.operation == operation {
                return Ok(Some(known.object_id));
            }
            let message = format!("was used for {}", known.operation);
            return Err(Problem::new(ProblemCode::Taken, "idempotencyKey", message).into());
        }
        let row = idempotency::ActiveModel {
            owner: Set(self.viewer.actor()),
            key: Set(key.to_owned()),
            operation: Set(operation),
            object_id: Set(id),
            created_at: Set(self.inner.clock.now()),
        };
        idempotency::Entity::insert(row).exec_without_returning(db).await?;
        Ok(None)
    }
}
