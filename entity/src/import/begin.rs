//! How an import begins, and what it may be told beforehand.

use std::sync::Arc;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::act::Act;
use crate::error::{Error, Result};
use crate::import::importer::Import;
use crate::import::rights;
use crate::import::row::{Manner, RowKind};
use crate::model::entry;
use crate::model::history::{external, run};
use crate::policy;
use crate::reader::Reader;
use crate::value::status::Status;
use crate::writer::Writer;

impl Writer {
    /// Begins an import of rows from `origin`; `digest` tells one content of a file from another.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not import.
    pub async fn import(&self, origin: &str, digest: &str, manner: Manner) -> Result<Import> {
        rights::permit(&self.viewer, origin)?;
        self.found().end()?;
        Import::begin(Arc::clone(&self.inner), self.viewer.clone(), origin, digest, manner).await
    }
}

impl Reader {
    /// Whether the viewer may import from an origin at all: what of it they may write is asked row by row.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not.
    pub fn may_import(&self, origin: &str) -> Result<()> {
        rights::permit(self.viewer(), origin)
    }

    /// The origins that have brought in a row with one of these kinds and keys.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not import.
    pub async fn origins_of(&self, keys: &[(RowKind, String)]) -> Result<Vec<String>> {
        policy::permit(self.viewer(), Act::Import).map_err(Error::Denied)?;
        let known = run::Entity::find().select_only().column(run::Column::Origin).distinct();
        self.read_privately(async {
            let db = self.private();
            let mut found = Vec::new();
            for origin in known.into_tuple::<String>().all(&db).await? {
                for (kind, key) in keys {
                    let key = (origin.clone(), kind.word().to_owned(), key.clone());
                    if external::Entity::find_by_id(key).one(&db).await?.is_some() {
                        found.push(origin.clone());
                        break;
                    }
                }
            }
            Ok(found)
        })
        .await
    }

    /// The keys of the entries that came from an origin and are not withdrawn.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not import.
    pub async fn entries_from(&self, origin: &str) -> Result<Vec<(RowKind, String)>> {
        policy::permit(self.viewer(), Act::Import).map_err(Error::Denied)?;
        let here = entry::row::Entity::find()
            .select_only()
            .column(entry::row::Column::Id)
            .filter(entry::row::Column::Status.ne(Status::Withdrawn));
        let known = external::Entity::find()
            .select_only()
            .columns([external::Column::Kind, external::Column::Key])
            .filter(external::Column::Origin.eq(origin))
            .filter(external::Column::ObjectId.in_subquery(sea_orm::QueryTrait::into_query(here)))
            .order_by_asc(external::Column::Kind)
            .order_by_asc(external::Column::Key)
            .into_tuple::<(String, String)>();
        let known = self.read_privately(async { Ok(known.all(&self.private()).await?) }).await?;
        Ok(known.into_iter().filter_map(|(kind, key)| Some((RowKind::of_word(&kind)?, key))).collect())
    }

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
