//! What nothing shows is deleted, by people and by the sweep; files of which no row is left, by a job that can be killed.

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::act::Act;
use crate::db::turn::Committed;
use crate::editing::media::change::current;
use crate::error::{Error, Result};
use crate::journal;
use crate::media::file::Stored;
use crate::media::references;
use crate::model::history::revision;
use crate::model::media::{of_version, removed, row};
use crate::policy;
use crate::reader::Reader;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::problem::{Case, MediaCase, Problem};
use crate::writer::Writer;

/// The most rows that one sweep takes out: it is called again for more.
const SWEPT: u64 = 200;

impl Writer {
    /// Deletes a picture or a document that nothing refers to: no entry, no proposal, no preview, no member. Its file is deleted
    /// when this is committed.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`], [`Error::Stale`]; [`Error::Invalid`] for what something refers to.
    pub async fn media_delete(&self, id: Id, version: i64) -> Result<Committed<Id>> {
        let (reference, now) = (self.inner.reference(), self.inner.clock.now());
        let txn = self.turn().await?;
        let held = self.media_row(&txn, id).await?;
        self.permit_with_media(&txn, Act::DeleteMedia, &held, &reference).await?;
        current(&held, version)?;
        let unused = references::unused(&txn, &[held.seq], now).await?;
        if unused.is_empty() {
            return Err(Problem::new("id", Case::Media(MediaCase::InUse)).into());
        }
        references::remove(&txn, &unused, now).await?;
        journal::note(&txn, &self.inner.clock, &self.viewer, "mediaDelete", ("media", id), None).await?;
        txn.commit(id).await
    }

    /// Takes out what nothing has referred to since a moment, at most 200 at a time; how many that were. Their files are deleted
    /// when this is committed.
    ///
    /// # Errors
    /// [`Error::Denied`] for everybody but the operator and administrators of the whole network.
    pub async fn media_sweep(&self, before: Instant) -> Result<Committed<u64>> {
        policy::permit(&self.viewer, Act::Purge).map_err(Error::Denied)?;
        let now = self.inner.clock.now();
        let txn = self.turn().await?;
        // a version that is younger may be restored, or was turned down a moment ago
        let same = Expr::col((of_version::Entity, of_version::Column::EntrySeq))
            .equals((revision::Entity, revision::Column::EntrySeq));
        let version = Expr::col((of_version::Entity, of_version::Column::Version))
            .equals((revision::Entity, revision::Column::Version));
        let this =
            Expr::col((of_version::Entity, of_version::Column::MediaSeq)).equals((row::Entity, row::Column::Seq));
        let mut young = Query::select().expr(Expr::cust("1")).from(of_version::Entity).take();
        young.inner_join(revision::Entity, same.and(version)).and_where(this);
        young.and_where(revision::Column::CreatedAt.gte(before));
        let released = Condition::any().add(row::Column::ReleasedAt.is_null()).add(row::Column::ReleasedAt.lt(before));
        let swept = row::Entity::find()
            .filter(row::Column::CreatedAt.lt(before))
            .filter(row::Column::UpdatedAt.lt(before))
            .filter(released)
            .filter(Expr::exists(young).not())
            .filter(references::used(now).not())
            .order_by_asc(row::Column::CreatedAt)
            .limit(SWEPT)
            .all(&txn)
            .await?;
        references::remove(&txn, &swept, now).await?;
        for media in &swept {
            journal::note(&txn, &self.inner.clock, &self.viewer, "mediaSweep", ("media", media.id), None).await?;
        }
        txn.commit(swept.len() as u64).await
    }

    /// Notes that these files are deleted.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn media_removed_done(&self, checksums: &[String]) -> Result<Committed<()>> {
        let txn = self.transaction().await?;
        let done = removed::Column::Checksum.is_in(checksums.iter().map(String::as_str));
        removed::Entity::delete_many().filter(done).exec(&txn).await?;
        txn.commit(()).await
    }
}

impl Reader {
    /// Files of which no row is left and that are still to be deleted, who waits longest first. One that a row has again by now is
    /// left out.
    ///
    /// # Errors
    /// [`Error::Denied`] for everybody but the operator and administrators of the whole network.
    pub async fn media_removed(&self, limit: u64) -> Result<Vec<Stored>> {
        policy::permit(self.viewer(), Act::Purge).map_err(Error::Denied)?;
        let again = Query::select().column(row::Column::Checksum).from(row::Entity).take();
        let asked = removed::Entity::find()
            .filter(removed::Column::Checksum.not_in_subquery(again))
            .order_by_asc(removed::Column::RemovedAt)
            .limit(limit);
        let gone = self.read_privately(async { Ok(asked.all(&self.private()).await?) }).await?;
        Ok(gone.into_iter().map(|it| Stored { checksum: it.checksum, extension: it.extension, bytes: 0 }).collect())
    }

    /// The files of all rows after a checksum, in the order of checksums.
    ///
    /// # Errors
    /// [`Error::Denied`] for everybody but the operator and administrators of the whole network.
    pub async fn media_stored(&self, after: Option<&str>, limit: u64) -> Result<Vec<Stored>> {
        policy::permit(self.viewer(), Act::Purge).map_err(Error::Denied)?;
        let asked = row::Entity::find()
            .select_only()
            .columns([row::Column::Checksum, row::Column::Extension, row::Column::Bytes])
            .filter(row::Column::Checksum.gt(after.unwrap_or_default()))
            .order_by_asc(row::Column::Checksum)
            .limit(limit)
            .into_tuple::<(String, String, i64)>();
        let rows = self.read_privately(async { Ok(asked.all(&self.private()).await?) }).await?;
        let stored = |(checksum, extension, bytes): (String, String, i64)| Stored {
            checksum,
            extension,
            bytes: bytes.unsigned_abs(),
        };
        Ok(rows.into_iter().map(stored).collect())
    }
}
