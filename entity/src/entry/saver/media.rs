//! What a version of an entry shows and refers to, as rows: of the version that stands with its roles, of every version for those
//! who may see it.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::entry::draft::Draft;
use crate::entry::saver::Saver;
use crate::error::Result;
use crate::media::{references, rows};
use crate::model::entry::row;
use crate::model::media::{TEXT, of_entry, of_version};
use crate::value::id::Id;

impl Saver<'_> {
    /// Writes what the version that stands now shows and refers to, in place of what stood before.
    pub(crate) async fn save_media(
        &self,
        saved: &row::Model,
        before: Option<&row::Model>,
        draft: &Draft,
    ) -> Result<()> {
        let named = draft.named_media();
        let ids: Vec<Id> = named.ids().into_iter().collect();
        let shown_before = match before {
            Some(_) => self.shown(saved.seq).await?,
            None => BTreeSet::new(),
        };
        if ids.is_empty() && shown_before.is_empty() {
            return Ok(());
        }
        let numbers = rows::numbers(self.db, &ids).await?;
        if !shown_before.is_empty() {
            of_entry::Entity::delete_many().filter(of_entry::Column::EntrySeq.eq(saved.seq)).exec(self.db).await?;
        }
        let attached = named.attached.iter().map(|it| (it.role.word(), it.id));
        let shown: BTreeSet<Id> = named.attached.iter().map(|it| it.id).collect();
        let in_texts = ids.iter().filter(|it| !shown.contains(it)).map(|it| (TEXT, *it));
        let rows = (0..).zip(attached.chain(in_texts)).filter_map(|(position, (role, id))| {
            let (entry_seq, role) = (Set(saved.seq), Set(role.to_owned()));
            let media_seq = Set(*numbers.get(&id)?);
            Some(of_entry::ActiveModel { entry_seq, role, position: Set(position), media_seq })
        });
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            of_entry::Entity::insert_many(rows).exec_without_returning(self.db).await?;
        }
        self.note_media(saved.seq, saved.version, numbers.values().copied()).await?;
        let dropped = shown_before.into_iter().filter(|it| !numbers.values().any(|here| here == it));
        references::release(self.db, &dropped.collect::<Vec<_>>(), self.clock.now()).await
    }

    /// Writes what a proposal shows and refers to.
    pub(crate) async fn save_proposed_media(&self, entry_seq: i64, version: i64, draft: &Draft) -> Result<()> {
        let ids: Vec<Id> = draft.named_media().ids().into_iter().collect();
        let numbers = rows::numbers(self.db, &ids).await?;
        self.note_media(entry_seq, version, numbers.into_values()).await
    }

    /// Notes that something is referred to no more by an entry that goes.
    pub(crate) async fn release_media(&self, entry_seq: i64) -> Result<()> {
        let named = references::of_versions(self.db, entry_seq).await?;
        references::release(self.db, &named, self.clock.now()).await
    }

    /// Forgets what a version that gave way to a later one referred to.
    pub(crate) async fn forget_version_media(&self, entry_seq: i64, version: i64) -> Result<()> {
        of_version::Entity::delete_many()
            .filter(of_version::Column::EntrySeq.eq(entry_seq))
            .filter(of_version::Column::Version.eq(version))
            .exec(self.db)
            .await?;
        Ok(())
    }

    /// What the version that stands shows and refers to, by row number.
    async fn shown(&self, entry_seq: i64) -> Result<BTreeSet<i64>> {
        let asked = of_entry::Entity::find().select_only().column(of_entry::Column::MediaSeq);
        let found: Vec<i64> = asked.filter(of_entry::Column::EntrySeq.eq(entry_seq)).into_tuple().all(self.db).await?;
        Ok(found.into_iter().collect())
    }

    async fn note_media(&self, entry_seq: i64, version: i64, media: impl Iterator<Item = i64>) -> Result<()> {
        let row = |media_seq| of_version::ActiveModel {
            media_seq: Set(media_seq),
            entry_seq: Set(entry_seq),
            version: Set(version),
        };
        let rows: Vec<_> = media.map(row).collect();
        if rows.is_empty() {
            return Ok(());
        }
        of_version::Entity::insert_many(rows).exec_without_returning(self.db).await?;
        Ok(())
    }
}
