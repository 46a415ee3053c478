//! Idempotency keys: a mutation that is sent again under the same key is carried out once.

use std::collections::BTreeMap;

use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::{Map, Value};

use crate::db::turn::Turn;
use crate::error::Result;
use crate::model::history::idempotency;
use crate::reader::Reader;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::limit::unfit_word;
use crate::value::problem::{Case, Problem};
use crate::value::secret::hash;
use crate::viewer::Viewer;
use crate::writer::Writer;

/// A key, and what was said with it: sent again with something else, it is taken.
#[derive(Debug, Clone)]
pub struct Keyed {
    /// The key.
    pub key: String,
    /// What was said, in a form that is the same each time.
    pub said: String,
}

impl Keyed {
    /// A key that came with an input: the order of its fields does not matter.
    pub fn of(key: String, input: &Map<String, Value>) -> Self {
        Self { key, said: sorted(&Value::Object(input.clone())).to_string() }
    }
}

/// The same value with the fields of its objects in order.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let in_order: BTreeMap<&String, &Value> = fields.iter().collect();
            Value::Object(in_order.into_iter().map(|(name, it)| (name.clone(), sorted(it))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

impl Reader {
    /// What a key has made before; none when it is new, or there is none.
    ///
    /// # Errors
    /// [`Error::Invalid`](crate::error::Error::Invalid) for a key that was used for something else.
    pub async fn made_with(&self, kind: Kind, key: Option<&Keyed>) -> Result<Option<Id>> {
        let Some(key) = key else { return Ok(None) };
        self.read_privately(known(&self.inner.look_up, self.viewer(), kind, key)).await
    }
}

impl Writer {
    /// What the same key of the same account has made before; remembers the key otherwise.
    pub(crate) async fn made_before(&self, db: &Turn, kind: Kind, key: Option<&Keyed>, id: Id) -> Result<Option<Id>> {
        let Some(key) = key else { return Ok(None) };
        if let Some(known) = known(db, &self.viewer, kind, key).await? {
            return Ok(Some(known));
        }
        let row = idempotency::ActiveModel {
            owner: Set(self.viewer.actor()),
            key: Set(key.key.clone()),
            operation: Set(operation(kind)),
            object_id: Set(id),
            created_at: Set(self.inner.clock.now()),
            digest: Set(Some(hash(&key.said))),
        };
        idempotency::Entity::insert(row).exec_without_returning(db).await?;
        Ok(None)
    }
}

/// What a key of this viewer's account has made before.
async fn known(db: &impl ConnectionTrait, viewer: &Viewer, kind: Kind, key: &Keyed) -> Result<Option<Id>> {
    if let Some(case) = unfit_word(&key.key, 100) {
        return Err(Problem::new("idempotencyKey", case).into());
    }
    let known = idempotency::Entity::find_by_id((viewer.actor(), key.key.clone())).one(db).await?;
    let Some(known) = known else { return Ok(None) };
    let same = known.digest.as_ref().is_none_or(|it| *it == hash(&key.said));
    if known.operation == operation(kind) && same {
        return Ok(Some(known.object_id));
    }
    Err(Problem::new("idempotencyKey", Case::IdempotencyKeyTaken).into())
}

fn operation(kind: Kind) -> String {
    format!("{}Create", kind.word())
}
