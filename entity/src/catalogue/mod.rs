//! What editors and administrators do with what entries name: themes, sources, licences, and old addresses of the site.

pub mod licence;
pub mod redirect;
pub mod source;
pub mod theme;

use serde_json::{Map, Value};

use crate::act::Act;
use crate::db::counter;
use crate::db::turn::{Committed, Turn};
use crate::error::{Error, Result};
use crate::import::RowKind;
use crate::import::reference_data;
use crate::journal;
use crate::policy;
use crate::value::id::Id;
use crate::writer::Writer;

impl Writer {
    /// Makes a theme or a source of these fields, or changes what one says: what is absent is left alone. The fields are named as
    /// imports name them.
    async fn save_reference(
        &self,
        kind: RowKind,
        id: Option<Id>,
        fields: Map<String, Value>,
        action: &'static str,
    ) -> Result<Committed<Id>> {
        policy::permit(&self.viewer, Act::Catalogue).map_err(Error::Denied)?;
        let txn = self.turn().await?;
        // nobody else changes it before this turn is over
        self.inner.refresh().await?;
        let reference = self.inner.reference();
        let (id, fields) = match id {
            Some(id) => {
                let mut held = reference_data::current(&reference, kind, id)?.ok_or(Error::NotFound)?;
                held.extend(fields);
                (id, held)
            }
            None => (self.inner.clock.new_id(), fields),
        };
        let desk = self.desk(&txn, &reference);
        reference_data::save(&desk, kind, id, None, &fields).await?;
        if kind == RowKind::Theme {
            reference_data::renew_theme_closure(&txn).await?;
        }
        self.close_reference(txn, action, (kind.word(), id)).await
    }

    /// Notes who did it, tells all who hold the reference data, and commits.
    async fn close_reference(
        &self,
        txn: Turn,
        action: &'static str,
        object: (&'static str, Id),
    ) -> Result<Committed<Id>> {
        journal::note(&txn, &self.inner.clock, &self.viewer, action, object, None).await?;
        counter::touch_reference(&txn).await?;
        let done = txn.commit(object.1).await?;
        self.inner.catch_up().await;
        Ok(done)
    }
}

/// A field that is said, under the name that imports give it; none clears it.
fn put<T: serde::Serialize>(fields: &mut Map<String, Value>, name: &str, said: Option<T>) -> Result<()> {
    if let Some(said) = said {
        fields.insert(name.to_owned(), serde_json::to_value(said)?);
    }
    Ok(())
}
