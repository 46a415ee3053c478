//! Keys of a writer's own making: what was made under one is made once, however often it is sent.

use std::collections::BTreeMap;

use sea_orm::ActiveValue::Set;
use sea_orm::{DatabaseTransaction, EntityTrait};
use serde_json::{Map, Value};

use crate::entry::Kind;
use crate::error::{Problem, ProblemCode, Result};
use crate::history::idempotency;
use crate::id::Id;
use crate::token::hash;
use crate::writer::Writer;

impl Writer {
    /// What the same key of the same account has made before; remembers the key otherwise.
    pub(crate) async fn made_before(
        &self,
        db: &DatabaseTransaction,
        kind: Kind,
        key: Option<&str>,
        fields: &Map<String, Value>,
        id: Id,
    ) -> Result<Option<Id>> {
        let Some(key) = key else { return Ok(None) };
        if !(1..=100).contains(&key.chars().count()) || key.contains(char::is_control) {
            let message = "has 1 to 100 characters, on one line";
            return Err(Problem::new(ProblemCode::Malformed, "idempotencyKey", message).into());
        }
        let operation = format!("{}Create", kind.word());
        let sorted: BTreeMap<&String, &Value> = fields.iter().collect();
        let digest = hash(&serde_json::to_string(&sorted)?);
        let known = idempotency::Entity::find_by_id((self.viewer.actor(), key.to_owned())).one(db).await?;
        if let Some(known) = known {
            let same = known.digest.as_ref().is_none_or(|it| *it == digest);
            if known.operation == operation && same {
                return Ok(Some(known.object_id));
            }
            let message = match same {
                true => format!("was used for {}", known.operation),
                false => "was used for something else".to_owned(),
            };
            return Err(Problem::new(ProblemCode::Taken, "idempotencyKey", message).into());
        }
        let row = idempotency::ActiveModel {
            owner: Set(self.viewer.actor()),
            key: Set(key.to_owned()),
            operation: Set(operation),
            object_id: Set(id),
            created_at: Set(self.inner.clock.now()),
            digest: Set(Some(digest)),
        };
        idempotency::Entity::insert(row).exec_without_returning(db).await?;
        Ok(None)
    }
}
