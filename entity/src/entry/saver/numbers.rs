//! New entries of a batch: each has its number before it is inserted, so that its rows can be gathered and inserted with those of others.

use std::sync::{Mutex, PoisonError};

use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, TryIntoModel};

use crate::db::sql::sequence;
use crate::entry::draft::Draft;
use crate::entry::saver::Saver;
use crate::entry::saver::rows::{Batch, Rows};
use crate::error::{Error, Result};
use crate::model::entry::row;

/// How many numbers are taken at once.
const NUMBERS: u32 = 100;

impl Saver<'_> {
    /// A new row with a number of its own, not inserted yet.
    pub(super) async fn numbered(&self, model: row::ActiveModel, batch: &Mutex<Batch>) -> Result<row::Model> {
        let next = || batch.lock().unwrap_or_else(PoisonError::into_inner).next_number();
        let number = match next() {
            Some(number) => number,
            None => {
                let numbers = sequence::entry_numbers(self.db, NUMBERS).await?;
                batch.lock().unwrap_or_else(PoisonError::into_inner).add_numbers(numbers);
                next().ok_or_else(|| Error::Internal("the sequence of entries has no number".into()))?
            }
        };
        Ok(row::ActiveModel { seq: Set(number), ..model }.try_into_model()?)
    }

    /// Inserts it with the rows of its batch; at once where what is written next refers to it.
    pub(super) async fn insert_numbered(&self, saved: &row::Model, draft: &Draft, rows: &mut Rows) -> Result<()> {
        let row = saved.clone().into_active_model().reset_all();
        if draft.named_media().ids().is_empty() {
            rows.entries.push(row);
        } else {
            row::Entity::insert(row).exec_without_returning(self.db).await?;
        }
        Ok(())
    }
}
