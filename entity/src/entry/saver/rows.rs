//! The rows that a save adds beside the entry's own: gathered, then written with one statement a table, of one save or of a batch of them.

use std::collections::BTreeSet;

use sea_orm::{ActiveValue, ConnectionTrait};
use tokio::task::JoinHandle;

use crate::db::insert_all::insert_all;
use crate::error::{Error, Result};
use crate::journal::{self, Change};
use crate::model::{article, audit, entry_tables, event, history, initiative, page, recipe};
use crate::search;
use crate::search::index::Indexed;
use crate::value::id::Id;

/// A text that is being cut into terms on another thread.
pub(crate) struct Text {
    pub(crate) doc: i64,
    pub(crate) version: i64,
    pub(crate) indexed: JoinHandle<Result<Indexed>>,
}

/// The rows.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) credits: Vec<entry_tables::credit::ActiveModel>,
    pub(crate) themes: Vec<entry_tables::theme::ActiveModel>,
    pub(crate) territories: Vec<entry_tables::territory::ActiveModel>,
    pub(crate) locations: Vec<entry_tables::location::ActiveModel>,
    pub(crate) references: Vec<entry_tables::reference::ActiveModel>,
    pub(crate) relations: Vec<entry_tables::relation::ActiveModel>,
    pub(crate) adaptations: Vec<entry_tables::adaptation::ActiveModel>,
    pub(crate) initiatives: Vec<initiative::row::ActiveModel>,
    pub(crate) recipes: Vec<recipe::row::ActiveModel>,
    pub(crate) articles: Vec<article::row::ActiveModel>,
    pub(crate) pages: Vec<page::row::ActiveModel>,
    pub(crate) events: Vec<event::row::ActiveModel>,
    pub(crate) timings: Vec<event::timing::ActiveModel>,
    pub(crate) texts: Vec<Text>,
    pub(crate) revisions: Vec<history::revision::ActiveModel>,
    pub(crate) changes: Vec<Change>,
    /// Lines of the audit.
    pub(crate) lines: Vec<audit::table::ActiveModel>,
    /// What is known of rows that were imported.
    pub(crate) imported: Vec<history::external::ActiveModel>,
}

impl Rows {
    /// Adds the rows of a later save.
    pub(crate) fn absorb(&mut self, other: Self) {
        let Self {
            credits,
            themes,
            territories,
            locations,
            references,
            relations,
            adaptations,
            initiatives,
            recipes,
            articles,
            pages,
            events,
            timings,
            texts,
            revisions,
            changes,
            lines,
            imported,
        } = other;
        self.credits.extend(credits);
        self.themes.extend(themes);
        self.territories.extend(territories);
        self.locations.extend(locations);
        self.references.extend(references);
        self.relations.extend(relations);
        self.adaptations.extend(adaptations);
        self.initiatives.extend(initiatives);
        self.recipes.extend(recipes);
        self.articles.extend(articles);
        self.pages.extend(pages);
        self.events.extend(events);
        self.timings.extend(timings);
        self.texts.extend(texts);
        self.revisions.extend(revisions);
        self.changes.extend(changes);
        self.lines.extend(lines);
        self.imported.extend(imported);
    }

    /// The members that the entries credit, by row number.
    pub(crate) fn credited(&self) -> BTreeSet<i64> {
        self.credits.iter().filter_map(|it| it.member_seq.try_as_ref().copied().flatten()).collect()
    }

    /// Writes them.
    pub(crate) async fn write(self, db: &impl ConnectionTrait) -> Result<()> {
        let points: Vec<_> = self.locations.iter().filter_map(point).collect();
        insert_all(db, self.credits).await?;
        insert_all(db, self.themes).await?;
        insert_all(db, self.territories).await?;
        insert_all(db, self.locations).await?;
        for (entry, point) in points {
            search::place::put(db, entry, Some(point)).await?;
        }
        insert_all(db, self.references).await?;
        insert_all(db, self.relations).await?;
        insert_all(db, self.adaptations).await?;
        insert_all(db, self.initiatives).await?;
        insert_all(db, self.recipes).await?;
        insert_all(db, self.articles).await?;
        insert_all(db, self.pages).await?;
        insert_all(db, self.events).await?;
        insert_all(db, self.timings).await?;
        let mut texts = Vec::new();
        for text in self.texts {
            let indexed = text.indexed.await.map_err(|it| Error::Internal(it.into()))??;
            texts.push((text.doc, text.version, indexed));
        }
        search::index::put_all(db, texts).await?;
        insert_all(db, self.revisions).await?;
        journal::add_all(db, self.changes).await?;
        insert_all(db, self.lines).await?;
        insert_all(db, self.imported).await
    }
}

/// Where an entry is, where its location says that.
fn point(location: &entry_tables::location::ActiveModel) -> Option<(i64, (f64, f64))> {
    let degrees = |it: &ActiveValue<Option<f64>>| it.try_as_ref().copied().flatten();
    let entry = location.entry_seq.try_as_ref()?;
    Some((*entry, degrees(&location.latitude).zip(degrees(&location.longitude))?))
}

/// What saves of new entries leave to the end of their batch. Nothing that a later one of them reads is left; whatever else is done in
/// between asks for the rows to be written before.
#[derive(Default)]
pub(crate) struct Batch {
    /// The entries (by row number) that are to be listed at its end.
    pub(crate) unlisted: BTreeSet<i64>,
    /// The rows of the save in hand, which may still be undone.
    pub(crate) fresh: Rows,
    kept: Rows,
    /// The entries whose rows are kept.
    made: BTreeSet<Id>,
}

impl Batch {
    /// The save in hand is done.
    pub(crate) fn keep(&mut self, made: Option<Id>) {
        self.kept.absorb(std::mem::take(&mut self.fresh));
        self.made.extend(made);
    }

    /// The save in hand is undone.
    pub(crate) fn undo(&mut self) {
        self.fresh = Rows::default();
    }

    /// Whether rows of this entry are kept.
    pub(crate) fn has(&self, id: Id) -> bool {
        self.made.contains(&id)
    }

    /// Whether an article about this page, by the key of its address, is kept.
    pub(crate) fn has_original(&self, key: &str) -> bool {
        self.kept.articles.iter().any(|it| it.original_url_key.try_as_ref().and_then(Option::as_deref) == Some(key))
    }

    /// The rows that are to be written before something reads them.
    pub(crate) fn take(&mut self) -> Rows {
        self.made.clear();
        std::mem::take(&mut self.kept)
    }

    /// Ends the batch: writes what is kept; answers with the entries that are to be listed.
    pub(crate) async fn write(self, db: &impl ConnectionTrait) -> Result<BTreeSet<i64>> {
        self.kept.write(db).await?;
        Ok(self.unlisted)
    }
}
