//! How an import begins, and what it may be told beforehand.

use std::sync::Arc;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::act::Act;
use crate::error::{Error, Result};
use crate::import::importer::Import;
use crate::import::row::Manner;
use crate::model::entry;
use crate::model::history::run;
use crate::policy;
use crate::reader::Reader;
use crate::writer::Writer;

impl Writer {
    /// Begins an import of rows from `origin`; `digest` tells one content of a file from another.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not import.
    pub async fn import(&self, origin: &str, digest: &str, manner: Manner) -> Result<Import> {
        policy::permit(&self.viewer, Act::Import).map_err(Error::Denied)?;
        Import::begin(Arc::clone(&self.inner), self.viewer.clone(), origin, digest, manner).await
    }
}

impl Reader {
    /// Whether the newest import from `origin` was of this digest and came to its end.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not import.
    pub async fn is_imported(&self, origin: &str, digest: &str) -> Result<bool> {
        policy::permit(self.viewer(), Act::Import).map_err(Error::Denied)?;
        let newest = run::Entity::find().filter(run::Column::Origin.eq(origin)).order_by_desc(run::Column::Seq);
        let newest = self.read_privately(async { Ok(newest.one(&self.private()).await?) }).await?;
        Ok(newest.is_some_and(|it| it.digest == digest && it.finished_at.is_some()))
    }

    /// Whether any import from `origin` came to its end.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not import.
    pub async fn has_imported(&self, origin: &str) -> Result<bool> {
        policy::permit(self.viewer(), Act::Import).map_err(Error::Denied)?;
        let ended =
            run::Entity::find().filter(run::Column::Origin.eq(origin)).filter(run::Column::FinishedAt.is_not_null());
        self.read_privately(async { Ok(ended.one(&self.private()).await?.is_some()) }).await
    }

    /// Whether there is any entry that did not come from `origin`.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not import.
    pub async fn holds_other_than(&self, origin: &str) -> Result<bool> {
        use crate::model::history::external;
        policy::permit(self.viewer(), Act::Import).map_err(Error::Denied)?;
        let imported = external::Entity::find()
            .select_only()
            .column(external::Column::ObjectId)
            .filter(external::Column::Origin.eq(origin));
        let others = entry::row::Entity::find()
            .filter(entry::row::Column::Id.not_in_subquery(sea_orm::QueryTrait::into_query(imported)));
        self.read_privately(async { Ok(others.one(&self.private()).await?.is_some()) }).await
    }
}
