//! Turns an accepted draft into rows: the entry, what its kind has, its relations, its revision, the public log.

mod accept;
mod coalesce;
mod kind_rows;
mod listed;
mod media;
mod numbers;
#[cfg(test)]
mod plans;
mod relations;
mod remove;
mod rows;
mod slugs;
mod translations;

use std::sync::{Mutex, PoisonError};

pub(crate) use accept::{Accepted, Purpose};
pub(crate) use rows::{Batch, Wanted};
use rows::{Rows, Text};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::{Map, Value};

use crate::db::turn::Turn;
use crate::entry::draft::Draft;
use crate::entry::revisions::{self, ACCEPTED, PROPOSED, at_version};
use crate::entry::{author_visibility, credit, searched};
use crate::error::{Error, Result};
use crate::journal::{self, Action, Change, Shown};
use crate::model::entry::row;
use crate::model::history;
use crate::model::member::Status as Standing;
use crate::reference::Snapshot;
use crate::search::index::Indexed;
use crate::value::clock::{Clock, Instant};
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::problem::{Case, Problem};
use crate::value::slug::Slug;
use crate::value::status::Status;
use crate::value::text;
use crate::viewer::Viewer;
use crate::viewer::allowance::{self, Spent};
use crate::work;

/// With what a draft is saved.
pub(crate) struct Saver<'a> {
    pub(crate) db: &'a Turn,
    pub(crate) clock: &'a Clock,
    pub(crate) viewer: &'a Viewer,
    pub(crate) reference: &'a Snapshot,
    /// The member (by row number) who is the author of a version in place of the viewer.
    pub(crate) author: Option<i64>,
    /// Whether the operator takes what was public elsewhere as it was there, against the rule of what may be public.
    pub(crate) as_published: bool,
    /// The batch that this is one of several saves of.
    pub(crate) batch: Option<&'a Mutex<Batch>>,
}

impl Saver<'_> {
    /// The same, with whom a version is by.
    #[must_use]
    pub(crate) fn by(self, author: Option<i64>) -> Self {
        Self { author, ..self }
    }

    /// Makes a row of a draft: under the slug that it names, else under one near the proposed one.
    pub(crate) async fn create(
        &self,
        kind: Kind,
        id: Id,
        accepted: &Accepted<'_>,
        proposed: &Slug,
    ) -> Result<row::Model> {
        let draft = accepted.draft;
        let slug = match &draft.state.slug {
            Some(named) => self.named_slug(kind, named, id).await?,
            None => self.free_slug(kind, proposed, id).await?,
        };
        let now = self.clock.now();
        let model = row::ActiveModel {
            seq: NotSet,
            id: Set(id),
            kind: Set(kind),
            slug: Set(slug),
            version: Set(1),
            created_by_seq: Set(self.viewer.grant().and_then(|it| it.member)),
            created_at: Set(now),
            submitted_at: Set((draft.state.status == Some(Status::Submitted)).then_some(now)),
            public_version: Set(None),
            first_public_version: Set(None),
            published_as_it_was: Set(accepted.is_waived()),
            ..self.columns(draft, now, now)?
        };
        self.check_translation(&model, id).await?;
        let saved = match self.batch {
            Some(batch) => self.numbered(model, batch).await?,
            None => model.insert(self.db).await?,
        };
        if saved.status == Status::Draft {
            allowance::check_drafts(self.db, self.viewer).await?;
        }
        let rows = self.gather(&saved, None, draft).await?;
        let waiting = self.waiting_members(&saved, None, &rows, Vec::new());
        match self.batch {
            // whether a member is seen by all is read from their entries
            Some(batch) if waiting.is_empty() => {
                batch.lock().unwrap_or_else(PoisonError::into_inner).fresh.absorb(rows)
            }
            Some(_) | None => rows.write(self.db).await?,
        }
        self.list(&saved, None);
        self.note_accepted(&saved, accepted).await?;
        author_visibility::settle(self.db, self.clock, &waiting).await?;
        Ok(saved)
    }

    /// Replaces what a row says by a draft; one more revision.
    pub(crate) async fn update(&self, before: &row::Model, accepted: &Accepted<'_>) -> Result<row::Model> {
        let draft = accepted.draft;
        let now = self.clock.now();
        let slug = match &draft.state.slug {
            Some(slug) if *slug != before.slug => {
                let slug = self.named_slug(before.kind, slug, before.id).await?;
                journal::remember_slug(self.db, before.kind.word(), &before.slug, before.id, now).await?;
                slug
            }
            Some(_) | None => before.slug.clone(),
        };
        let draft = &self.without_plan(before, draft.clone()).await?;
        let mut model = before.clone().into_active_model();
        let fresh = self.columns(draft, now, before.created_at)?;
        self.check_translation(&fresh, before.id).await?;
        for column in [
            row::Column::Status,
            row::Column::Title,
            row::Column::TitleSort,
            row::Column::Summary,
            row::Column::Language,
            row::Column::TranslationGroup,
            row::Column::LicenceSeq,
            row::Column::HomeTerritorySeq,
            row::Column::UpdatedAt,
            row::Column::PublishedAt,
            row::Column::UnpublishAt,
            row::Column::ListedAt,
            row::Column::Body,
        ] {
            if let Some(value) = fresh.get(column).into_value() {
                model.set(column, value);
            }
        }
        model.slug = Set(slug);
        let version = self.next_version(before).await?;
        model.version = Set(version);
        model.public_version = Set(if before.was_seen(now) { Some(before.version) } else { before.public_version });
        if before.first_public_version.is_none() && before.was_seen(now) {
            model.first_public_version = Set(Some(before.version));
        }
        let waits = draft.state.status == Some(Status::Submitted);
        let waited = before.submitted_at.filter(|_| before.status == Status::Submitted);
        model.submitted_at = Set(waits.then(|| waited.unwrap_or(now)));
        if accepted.is_waived() {
            model.published_as_it_was = Set(true);
        }
        let named = credit::credited(self.db, before).await?;
        revisions::keep_texts(self.db, before).await?;
        let saved = model.update(self.db).await?;
        if saved.status != Status::Published {
            // a change of what is public no longer waits when nothing is
            revisions::supersede(self.db, saved.seq).await?;
        }
        self.clear_relations(saved.seq);
        let rows = self.gather(&saved, Some(before), draft).await?;
        let waiting = self.waiting_members(&saved, Some(before), &rows, named);
        rows.write(self.db).await?;
        self.list(&saved, Some(before));
        self.coalesce(before, &saved).await?;
        self.note_accepted(&saved, accepted).await?;
        author_visibility::settle(self.db, self.clock, &waiting).await?;
        Ok(saved)
    }

    /// A draft without what was planned, where a plan is given up before it was due: it keeps the date at which the public saw
    /// it, if it did.
    async fn without_plan(&self, before: &row::Model, mut draft: Draft) -> Result<Draft> {
        let given_up = before.status == Status::Published && draft.state.status != Some(Status::Published);
        if given_up && !before.was_seen(self.clock.now()) {
            let seen = match before.public_version {
                Some(version) => at_version(self.db, before, version).await?,
                None => None,
            };
            let seen = seen.map(|it| Draft::read(before.kind, &it)).transpose().map_err(Error::Invalid)?;
            draft.state.published_at = seen.and_then(|it| it.state.published_at);
            draft.state.unpublish_at = None;
        }
        Ok(draft)
    }

    /// The columns that a draft decides.
    fn columns(&self, draft: &Draft, now: Instant, created_at: Instant) -> Result<row::ActiveModel> {
        let (state, shared, settings) = (&draft.state, &draft.shared, &self.reference.settings);
        let status = state.status.unwrap_or(Status::Draft);
        let published_at = match status {
            Status::Published => Some(state.published_at.unwrap_or(now)),
            Status::Draft | Status::Submitted | Status::Withdrawn | Status::Refused => state.published_at,
        };
        let licence = match &shared.licence {
            Some(key) => self.reference.licences.by_key(&key.0).ok_or_else(|| unknown("licence"))?.seq,
            None => settings.default_licence.seq,
        };
        let home = shared.territories.first().and_then(|it| self.reference.territory(it));
        Ok(row::ActiveModel {
            status: Set(status),
            title: Set(shared.title.clone()),
            title_sort: Set(text::sort_key(&shared.title)),
            summary: Set(shared.summary.clone()),
            language: Set(shared.language.clone().unwrap_or_else(|| settings.language().clone())),
            // what is not public stands in no other's way: it joins its sisters when it is
            translation_group: Set(shared.translation_group.filter(|_| status == Status::Published)),
            licence_seq: Set(licence),
            home_territory_seq: Set(home.map(|it| it.seq)),
            updated_at: Set(now),
            published_at: Set(published_at),
            unpublish_at: Set(state.unpublish_at),
            listed_at: Set(published_at.unwrap_or(created_at)),
            body: Set(shared.body.clone()),
            ..Default::default()
        })
    }

    /// Everything beside the entry's own row: the rows to be added. What takes the place of something is written at once.
    async fn gather(&self, saved: &row::Model, before: Option<&row::Model>, draft: &Draft) -> Result<Rows> {
        let mut rows = Rows::default();
        self.add_relations(saved.seq, &draft.shared, &mut rows).await?;
        self.save_own(saved, before.is_some(), &draft.own, &mut rows).await?;
        if before.is_none() && self.batch.is_some() {
            self.insert_numbered(saved, draft, &mut rows).await?;
        }
        self.save_media(saved, before, draft).await?;
        rows.texts.push(self.text(saved, before.is_none(), draft));
        rows.revisions.push(self.revision(saved, draft, before.is_none() && self.batch.is_some()).await?);
        match before {
            Some(before) => self.save_changes(saved, before).await?,
            None => rows.changes = changes(saved, self.clock.now()),
        }
        Ok(rows)
    }

    /// What the index is to hold of an entry, computed beside what follows.
    fn text(&self, saved: &row::Model, is_new: bool, draft: &Draft) -> Text {
        let (doc, language, backend) = (saved.seq, saved.language.clone(), self.db.get_database_backend());
        let (marks, draft) = (searched::marks(draft, self.reference), draft.clone());
        let index = move || {
            let document = searched::document(&draft, language.as_str(), marks);
            Indexed::of(&document, doc, is_new, backend)
        };
        Text { doc, version: saved.version, indexed: tokio::spawn(work::run(index)) }
    }

    /// Keeps what somebody would change in something published, as one more revision; the rows stay as they are. `maker` is
    /// the member (by row number) who made the proposal, whoever goes on with it.
    pub(crate) async fn save_proposal(
        &self,
        held: &row::Model,
        accepted: &Accepted<'_>,
        maker: Option<i64>,
    ) -> Result<()> {
        if let Some(named) = accepted.draft.state.slug.as_ref().filter(|it| **it != held.slug) {
            self.named_slug(held.kind, named, held.id).await?;
        }
        let version = self.next_version(held).await?;
        self.save_proposed_media(held.seq, version, accepted.draft).await?;
        let said = revisions::kept(accepted.draft.clone(), false)?;
        let row = self.version(held, version, (PROPOSED, maker), said).await?;
        history::revision::Entity::insert(row).exec_without_returning(self.db).await?;
        Ok(())
    }

    /// The number of the next revision: proposals are counted as well.
    async fn next_version(&self, held: &row::Model) -> Result<i64> {
        let newest: Option<i64> = history::revision::Entity::find()
            .select_only()
            .column(history::revision::Column::Version)
            .filter(history::revision::Column::EntrySeq.eq(held.seq))
            .order_by_desc(history::revision::Column::Version)
            .into_tuple()
            .one(self.db)
            .await?;
        Ok(newest.unwrap_or(held.version).max(held.version) + 1)
    }

    async fn revision(&self, saved: &row::Model, draft: &Draft, apart: bool) -> Result<history::revision::ActiveModel> {
        let said = revisions::kept(as_saved(saved, draft), apart)?;
        self.version(saved, saved.version, (ACCEPTED, None), said).await
    }

    async fn version(
        &self,
        saved: &row::Model,
        version: i64,
        (state, proposed_by): (&str, Option<i64>),
        (format, fields): (i64, Map<String, Value>),
    ) -> Result<history::revision::ActiveModel> {
        let snapshot = serde_json::to_string(&fields)?;
        let bytes = (snapshot.len() + revisions::bytes_apart(format, saved)) as u64;
        let spent = Spent { bytes, entries: u64::from(version == 1), ..Spent::default() };
        allowance::spend(self.db, self.clock, self.viewer, spent).await?;
        Ok(history::revision::ActiveModel {
            seq: NotSet,
            id: Set(self.clock.new_id()),
            entry_seq: Set(saved.seq),
            version: Set(version),
            state: Set(state.to_owned()),
            format: Set(format),
            author_seq: Set(self.author.or_else(|| self.viewer.grant().and_then(|it| it.member))),
            proposed_by_seq: Set(proposed_by),
            credential: Set(self.viewer.credential()),
            created_at: Set(self.clock.now()),
            snapshot: Set(snapshot),
        })
    }

    /// What the public log must say of an entry that was there before.
    async fn save_changes(&self, saved: &row::Model, before: &row::Model) -> Result<()> {
        let now = self.clock.now();
        let was_public = before.is_seen(now);
        // what was planned before is planned no more
        let was_soon = journal::forget_future(self.db, saved.id, now).await?;
        let from = saved.public_from();
        if (was_public || was_soon) && from.is_none_or(|it| it > now) {
            journal::log(self.db, saved.kind.word(), saved.id, Action::Remove, now).await?;
        }
        journal::add_all(self.db, changes(saved, now)).await?;
        if was_public || from.is_some_and(|it| it <= now) {
            // nothing is made from what is new; the credit line of what was made from it says what it is called, by whom it is, and where
            journal::touch(self.db, Shown::Origin(saved.seq), now).await?;
        }
        Ok(())
    }

    /// The members whose own visibility hangs on this save, by row number. Whoever is credited with something public, or made it, is a
    /// member whom everybody sees, from when it is; and who was to be, because of what is planned no more, is not.
    fn waiting_members(
        &self,
        saved: &row::Model,
        before: Option<&row::Model>,
        rows: &Rows,
        named_before: Vec<i64>,
    ) -> Vec<i64> {
        let public = |it: &row::Model| it.status == Status::Published;
        if !public(saved) && !before.is_some_and(public) {
            return Vec::new();
        }
        let mut members = rows.credited();
        members.extend(saved.created_by_seq);
        members.extend(named_before);
        // who is listed already is known from memory; only who waits is looked at
        let waits = |it: &i64| self.reference.members.by_seq(*it).is_none_or(|it| it.status == Standing::Pending);
        members.into_iter().filter(waits).collect()
    }
}

/// What the public log says of an entry as it stands: a schedule writes its future rows at once.
fn changes(saved: &row::Model, now: Instant) -> Vec<Change> {
    let change = |action, at: Instant| {
        let (at, planned) = if at > now { (at, true) } else { (now, false) };
        Change { kind: saved.kind.word().to_owned(), id: saved.id, action, at, planned }
    };
    let Some(from) = saved.public_from() else { return Vec::new() };
    let until = saved.unpublish_at.map(|it| change(Action::Remove, it));
    std::iter::once(change(Action::Upsert, from)).chain(until).collect()
}

/// The draft with what saving it decided: its slug, its status, its date.
pub(crate) fn as_saved(saved: &row::Model, draft: &Draft) -> Draft {
    let mut draft = draft.clone();
    draft.state.slug = Some(saved.slug.clone());
    draft.state.status = Some(saved.status);
    draft.state.published_at = saved.published_at;
    draft
}

/// The row number of an entry.
pub(crate) async fn number_of(db: &impl ConnectionTrait, id: Id) -> Result<Option<i64>> {
    let found = row::Entity::find().select_only().column(row::Column::Seq).filter(row::Column::Id.eq(id));
    Ok(found.into_tuple().one(db).await?)
}

fn numbered<T>(items: &[T]) -> impl Iterator<Item = (i64, &T)> {
    (0..).zip(items)
}

fn unknown(path: &str) -> Error {
    Problem::new(path, Case::NotHere).into()
}
