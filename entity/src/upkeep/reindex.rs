//! Indexes everything anew, a few texts a transaction, while others read and write. Done when a database is opened whose index was made
//! by other rules, and by `doctor --reindex`.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement};

use crate::entry::searched;
use crate::error::Result;
use crate::model::entry::row as entry;
use crate::model::{member, settings};
use crate::search;
use crate::search::index::Indexed;
use crate::store::Store;
use crate::value::words;

/// The setting that says by which rules the index was made.
pub(super) const RULES: &str = "searchRules";
/// How many texts a transaction indexes.
const CHUNK: u64 = 50;
/// What is indexed and no longer there.
const STALE: &str = "SELECT doc FROM search_doc WHERE doc > 0 AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.seq = search_doc.doc) \
    OR doc < 0 AND NOT EXISTS (SELECT 1 FROM member m WHERE m.seq = -search_doc.doc)";

impl Store {
    /// Indexes everything anew. Searches find everything meanwhile; words are suggested again as their texts are indexed.
    ///
    /// # Errors
    /// Those of the database. What was indexed until then stays so.
    pub async fn reindex(&self) -> Result<()> {
        let write = &self.inner.write;
        let turn = write.begin_turn().await?;
        let stale = Statement::from_string(turn.get_database_backend(), STALE);
        for row in turn.query_all_raw(stale).await? {
            search::index::remove(&turn, row.try_get_by_index(0)?).await?;
        }
        turn.execute_unprepared("DELETE FROM search_word").await?;
        turn.commit(()).await?;
        self.reindex_entries().await?;
        self.reindex_members().await?;
        let turn = write.begin_turn().await?;
        settings::row::Entity::delete_by_id(RULES).exec(&turn).await?;
        let (name, value) = (Set(RULES.to_owned()), Set(words::RULES.to_string()));
        let row = settings::row::ActiveModel { name, value, updated_at: Set(self.inner.clock.now()) };
        settings::row::Entity::insert(row).exec_without_returning(&turn).await?;
        search::index::tidy(&turn).await?;
        turn.commit(()).await?;
        Ok(())
    }

    /// Merges the index where words of erased texts may be left in it, step by step, while others read and write. A step that nobody waits
    /// for is the last one.
    ///
    /// # Errors
    /// Those of the database. What was merged until then stays so.
    pub async fn merge_erased(&self, mut goes_on: impl FnMut() -> bool) -> Result<()> {
        let write = &self.inner.write;
        if !search::index::holds_erased(write.maintenance()).await? {
            return Ok(());
        }
        let mut is_first = true;
        while goes_on() {
            let turn = write.begin_turn().await?;
            let is_done = search::index::merge_step(&turn, is_first).await?;
            turn.commit(()).await?;
            is_first = false;
            if is_done {
                self.inner.write_through().await;
                return Ok(());
            }
        }
        Ok(())
    }

    /// Indexes everything anew, unless the index was made by the rules of this program.
    pub(crate) async fn reindex_by_present_rules(&self) -> Result<()> {
        let held = settings::row::Entity::find_by_id(RULES).one(self.inner.write.maintenance()).await?;
        match held {
            Some(held) if held.value == words::RULES.to_string() => Ok(()),
            Some(_) | None => self.reindex().await,
        }
    }

    async fn reindex_entries(&self) -> Result<()> {
        let mut last = 0;
        loop {
            let turn = self.inner.write.begin_turn().await?;
            let asked = entry::Entity::find().filter(entry::Column::Seq.gt(last)).order_by_asc(entry::Column::Seq);
            let rows = asked.limit(CHUNK).all(&turn).await?;
            let Some(end) = rows.last().map(|it| it.seq) else { return Ok(()) };
            last = end;
            let reference = self.inner.reference();
            let mut texts = Vec::new();
            for row in rows {
                let (seq, version, language) = (row.seq, row.version, row.language.clone());
                let draft = searched::held(&turn, row).await?;
                let document = searched::document(&draft, language.as_str(), searched::marks(&draft, &reference));
                texts.push((seq, version, Indexed::of(&document, seq, true, turn.get_database_backend())));
                let point = draft.shared.location.as_ref().and_then(|it| it.latitude.zip(it.longitude));
                if let Some(point) = point {
                    search::place::put(&turn, seq, point);
                }
            }
            search::index::put_all(&turn, texts)?;
            turn.commit(()).await?;
        }
    }

    async fn reindex_members(&self) -> Result<()> {
        use member::row::{Column, Entity};
        let mut last = 0;
        loop {
            let turn = self.inner.write.begin_turn().await?;
            let asked = Entity::find().filter(Column::Seq.gt(last)).order_by_asc(Column::Seq);
            let rows = asked.limit(CHUNK).all(&turn).await?;
            let Some(end) = rows.last().map(|it| it.seq) else { return Ok(()) };
            last = end;
            for row in &rows {
                search::members::put(&turn, row).await?;
            }
            turn.commit(()).await?;
        }
    }
}
