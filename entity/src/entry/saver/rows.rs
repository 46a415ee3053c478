//! The rows that a save adds beside the entry's own: gathered, then written with one statement a table, of one save or of a batch of them.

use std::collections::{BTreeSet, HashSet, VecDeque};

use sea_orm::ActiveValue;
use tokio::task::JoinHandle;

use crate::db::insert_all::insert_later;
use crate::db::turn::Turn;
use crate::error::{Error, Result};
use crate::journal::{self, Change};
use crate::model::entry::row;
use crate::model::{article, audit, entry_tables, event, history, initiative, page, recipe};
use crate::search;
use crate::search::index::Indexed;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::slug::Slug;

/// A text that is being cut into terms on another thread.
pub(crate) struct Text {
    pub(crate) doc: i64,
    pub(crate) version: i64,
    pub(crate) indexed: JoinHandle<Result<Indexed>>,
}

/// The rows.
#[derive(Default)]
pub(crate) struct Rows {
    /// Entries that were given their numbers beforehand.
    pub(crate) entries: Vec<row::ActiveModel>,
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
            entries,
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
        self.entries.extend(entries);
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

    /// Writes them, before the next statement whose answer is read.
    pub(crate) async fn write(self, turn: &Turn) -> Result<()> {
        let points: Vec<_> = self.locations.iter().filter_map(point).collect();
        insert_later(turn, self.entries);
        insert_later(turn, self.credits);
        insert_later(turn, self.themes);
        insert_later(turn, self.territories);
        insert_later(turn, self.locations);
        for (entry, point) in points {
            search::place::put(turn, entry, point);
        }
        insert_later(turn, self.references);
        insert_later(turn, self.relations);
        insert_later(turn, self.adaptations);
        insert_later(turn, self.initiatives);
        insert_later(turn, self.recipes);
        insert_later(turn, self.articles);
        insert_later(turn, self.pages);
        insert_later(turn, self.events);
        insert_later(turn, self.timings);
        let mut texts = Vec::new();
        for text in self.texts {
            let indexed = text.indexed.await.map_err(|it| Error::Internal(it.into()))??;
            texts.push((text.doc, text.version, indexed));
        }
        search::index::put_all(turn, texts)?;
        insert_later(turn, self.revisions);
        insert_later(turn, self.lines);
        insert_later(turn, self.imported);
        journal::add_all(turn, self.changes).await
    }
}

/// Where an entry is, where its location says that.
fn point(location: &entry_tables::location::ActiveModel) -> Option<(i64, (f64, f64))> {
    let degrees = |it: &ActiveValue<Option<f64>>| it.try_as_ref().copied().flatten();
    let entry = location.entry_seq.try_as_ref()?;
    Some((*entry, degrees(&location.latitude).zip(degrees(&location.longitude))?))
}

/// A slug that an entry is to have, or has.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Wanted {
    pub(crate) kind: Kind,
    pub(crate) slug: Slug,
}

/// What saves of new entries leave to the end of their batch. Nothing that a later one of them reads is left; whatever else is done in
/// between asks for the rows to be written before.
#[derive(Default)]
pub(crate) struct Batch {
    /// The entries (by row number) that are to be listed at its end.
    pub(crate) unlisted: BTreeSet<i64>,
    /// The rows of the save in hand, which may still be undone.
    pub(crate) fresh: Rows,
    /// The id of the entry in hand, where it was made for it: nothing refers to it yet.
    pub(crate) new_id: Option<Id>,
    kept: Rows,
    /// The entries whose rows are kept, and their slugs.
    made: HashSet<Id>,
    held: HashSet<Wanted>,
    /// Slugs that no entry had before.
    free: HashSet<Wanted>,
    /// Numbers for entries to come.
    numbers: VecDeque<i64>,
}

impl Batch {
    /// The save in hand is done.
    pub(crate) fn keep(&mut self, made: Option<Id>) {
        for entry in &self.fresh.entries {
            if let (Some(kind), Some(slug)) = (entry.kind.try_as_ref(), entry.slug.try_as_ref()) {
                self.held.insert(Wanted { kind: *kind, slug: slug.clone() });
            }
        }
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

    /// Takes note of slugs that no entry has or had.
    pub(crate) fn foresee(&mut self, free: impl IntoIterator<Item = Wanted>) {
        let held = &self.held;
        self.free.extend(free.into_iter().filter(|it| !held.contains(it)));
    }

    /// Whether a slug is free; none where the database is to be asked. One that is free is taken by the asking.
    pub(super) fn is_free(&mut self, slug: &Wanted) -> Option<bool> {
        match (self.held.contains(slug), self.free.remove(slug)) {
            (true, _) => Some(false),
            (false, true) => Some(true),
            (false, false) => None,
        }
    }

    /// A number for a new entry, as long as there are any.
    pub(super) fn next_number(&mut self) -> Option<i64> {
        self.numbers.pop_front()
    }

    /// Adds numbers for entries to come.
    pub(super) fn add_numbers(&mut self, numbers: Vec<i64>) {
        self.numbers.extend(numbers);
    }

    /// The rows that are to be written before something reads them.
    pub(crate) fn take(&mut self) -> Rows {
        self.made.clear();
        // the database knows them from now on
        self.held.clear();
        std::mem::take(&mut self.kept)
    }

    /// Ends the batch: writes what is kept; answers with the entries that are to be listed.
    pub(crate) async fn write(self, turn: &Turn) -> Result<BTreeSet<i64>> {
        self.kept.write(turn).await?;
        Ok(self.unlisted)
    }
}
