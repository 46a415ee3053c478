//! Lists what is saved under what it belongs to: at once, or at the end of a batch of saves.

use std::sync::PoisonError;

use crate::entry::saver::Saver;
use crate::listing;
use crate::model::entry::row;
use crate::value::status::Status;

impl Saver<'_> {
    /// Lists an entry as it stands now; `before` is how it stood, unless it is new.
    pub(super) fn list(&self, saved: &row::Model, before: Option<&row::Model>) {
        let is = saved.status == Status::Published;
        let was = before.is_some_and(|it| it.status == Status::Published);
        if !is && !was {
            return;
        }
        if let Some(batch) = self.batch {
            batch.lock().unwrap_or_else(PoisonError::into_inner).unlisted.insert(saved.seq);
            return;
        }
        match before {
            Some(_) => listing::renew(self.db, saved.seq),
            None => listing::add(self.db, saved.seq),
        }
    }
}
