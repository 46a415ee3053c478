//! The way of an entry from draft to published and back, step by step.

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Map, Value};

use crate::adapt;
use crate::check;
use crate::clock::Instant;
use crate::content::{Credit, Draft};
use crate::edit::{at_version, snapshot};
use crate::entry::{Role, Status, row};
use crate::error::{Error, Problem, ProblemCode, Result};
use crate::history::revision;
use crate::id::Id;
use crate::journal;
use crate::outbox::Occasion;
use crate::policy::{self, Act};
use crate::proposal;
use crate::reference::Reference;
use crate::writer::Writer;

/// What the audit calls a change of licence.
pub(crate) const LICENCE_CHANGE: &str = "licenceChange";
/// How many versions are looked through for who changed a licence.
const LOOKED_THROUGH: u64 = 100;

/// A step of an entry on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Hand a draft in.
    Submit,
    /// Take back what was handed in, or go on from what was declined; of something public, drop the proposal that waits.
    Retract,
    /// Make it public: now, or at a moment; for good, or until a moment.
    Publish {
        /// From when; now when absent.
        at: Option<Instant>,
        /// Until when.
        until: Option<Instant>,
    },
    /// Give it back to its author as a draft, with a note.
    Return(String),
    /// Decline what was handed in, with a note.
    Refuse(String),
    /// Take it back from the public.
    Withdraw,
}

impl Step {
    /// What it is called by the law.
    pub(crate) fn act(&self) -> Act {
        match self {
            Self::Submit => Act::Submit,
            Self::Retract => Act::Retract,
            Self::Publish { .. } => Act::Publish,
            Self::Return(_) => Act::Return,
            Self::Refuse(_) => Act::Refuse,
            Self::Withdraw => Act::Withdraw,
        }
    }

    fn word(&self) -> &'static str {
        match self {
            Self::Submit => "entrySubmit",
            Self::Retract => "entryRetract",
            Self::Publish { .. } => "entryPublish",
            Self::Return(_) => "entryReturn",
            Self::Refuse(_) => "entryRefuse",
            Self::Withdraw => "entryWithdraw",
        }
    }

    /// Of what it is told by mail, and with which note; nobody is told of what a text has not become or stopped being.
    fn told(&self, before: &row::Model, saved: &row::Model, now: Instant) -> Option<(Occasion, Option<&str>)> {
        let later = |it: &row::Model| it.published_at.is_some_and(|at| at > now);
        let moved = before.published_at != saved.published_at;
        match self {
            Self::Submit => Some((Occasion::Submitted, None)),
            Self::Retract => None,
            Self::Publish { .. } if later(saved) => Some((Occasion::Scheduled, None)).filter(|_| moved),
            Self::Publish { .. } if before.status == Status::Published && !later(before) => None,
            Self::Publish { .. } => Some((Occasion::Published, None)),
            Self::Return(note) => Some((Occasion::Returned, Some(note))),
            Self::Refuse(note) => Some((Occasion::Refused, Some(note))),
            Self::Withdraw if later(before) => Some((Occasion::Unscheduled, None)),
            Self::Withdraw => Some((Occasion::Withdrawn, None)),
        }
    }
}

impl Writer {
    /// Takes an entry one step further.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`], [`Error::Stale`], and [`Error::Invalid`] for a step that cannot be taken
    /// from where it stands, or for what stands in its way.
    pub async fn take_step(&self, id: Id, version: i64, step: &Step) -> Result<()> {
        let (reference, now) = (self.inner.reference(), self.inner.clock.now());
        let txn = self.turn().await?;
        let (entry, subject) = self.find(&txn, id, None).await?;
        self.permit(step.act(), subject, &reference)?;
        let waiting = proposal::pending(&txn, &entry).await?;
        if let Some(waiting) = waiting.as_ref().filter(|it| it.version == version) {
            self.settle(&txn, &entry, waiting.clone(), step, subject).await?;
            txn.commit().await?;
            self.inner.catch_up().await;
            return Ok(());
        }
        let current = snapshot(&txn, &entry).await?;
        if entry.version != version {
            let expected = match waiting {
                Some(it) if proposal::was_proposed(&txn, &entry, version).await? => it.version,
                Some(_) | None => entry.version,
            };
            return Err(self.stale(&txn, &reference, &entry, (version, expected), &current).await?);
        }
        if !step.act().leads_from().contains(&entry.status)
            || (*step == Step::Retract && entry.status == Status::Published)
        {
            let message = format!("it stands as {:?}, from where this step does not lead", entry.status);
            return Err(Problem::new(ProblemCode::WrongStatus, "id", message).into());
        }
        let mut draft = Draft::read(entry.kind, &current).map_err(Error::Invalid)?;
        let mut relicensed = None;
        match step {
            Step::Submit => draft.state.status = Some(Status::Submitted),
            Step::Retract => draft.state.status = Some(Status::Draft),
            Step::Publish { at, until } => {
                self.plan(&entry, &mut draft, (*at, *until), now)?;
                let mut blockers = check::blockers(&draft);
                blockers.extend(adapt::clashes(&txn, &[&draft], &reference).await?.concat());
                if !blockers.is_empty() {
                    return Err(Error::Invalid(blockers));
                }
                relicensed = self.relicensed_since(&txn, &entry, &draft, &reference).await?;
            }
            Step::Return(note) => {
                self.write_note(&txn, &entry, entry.version, note).await?;
                draft.state.status = Some(Status::Draft);
            }
            Step::Refuse(note) => {
                self.write_note(&txn, &entry, entry.version, note).await?;
                draft.state.status = Some(Status::Refused);
            }
            Step::Withdraw => draft.state.status = Some(Status::Withdrawn),
        }
        check::check(&draft, &reference).map_err(Error::Invalid)?;
        let saved = self.desk(&txn, &reference).update(&entry, &draft).await?;
        self.note_licence(&txn, &entry, relicensed).await?;
        let object = (entry.kind.word(), id);
        journal::note(&txn, &self.inner.clock, &self.viewer, step.word(), object, None).await?;
        if let Some((occasion, note)) = step.told(&entry, &saved, now) {
            self.tell_of(&txn, &saved, occasion, note, saved.published_at).await?;
        }
        txn.commit().await?;
        self.inner.catch_up().await;
        Ok(())
    }

    /// Says when an entry is public.
    fn plan(
        &self,
        entry: &row::Model,
        draft: &mut Draft,
        (at, until): (Option<Instant>, Option<Instant>),
        now: Instant,
    ) -> Result<()> {
        let wrong = |field: &str, message: &str| Err(Problem::new(ProblemCode::Inconsistent, field, message).into());
        if at.is_some_and(|it| it < now) && policy::permit(&self.viewer, Act::Backdate).is_err() {
            return wrong("publishedAt", "lies in the past, which takes the scope import or admin");
        }
        if until.is_some_and(|it| it <= now) {
            return wrong("unpublishAt", "lies in the past");
        }
        // what was public already keeps its date
        let kept = draft.state.published_at.filter(|it| *it <= now);
        let from = at.or(kept).unwrap_or(now);
        if entry.status == Status::Published && entry.published_at == Some(from) && entry.unpublish_at == until {
            return Err(Problem::new(ProblemCode::WrongStatus, "id", "it is public already, just like that").into());
        }
        draft.state.status = Some(Status::Published);
        draft.state.published_at = Some(from);
        draft.state.unpublish_at = until;
        Ok(())
    }

    /// The change of licence since the public saw a text last; none when it stays, or was never public. What was given is not
    /// taken back by way of a draft, and only its authors free it more.
    async fn relicensed_since(
        &self,
        txn: &DatabaseTransaction,
        entry: &row::Model,
        draft: &Draft,
        reference: &Reference,
    ) -> Result<Option<(String, String)>> {
        let Some(seen) = self.seen_last(txn, entry).await? else { return Ok(None) };
        let freed = self.by_its_authors(txn, entry, &seen).await?;
        Ok(adapt::relicensed(&seen, draft, freed, reference)?)
    }

    /// What the public saw last of an entry, or sees.
    pub(crate) async fn seen_last(
        &self,
        db: &impl ConnectionTrait,
        entry: &row::Model,
    ) -> Result<Option<Map<String, Value>>> {
        match entry.public_version {
            _ if entry.was_seen(self.inner.clock.now()) => snapshot(db, entry).await.map(Some),
            Some(version) => at_version(db, entry, version).await,
            None => Ok(None),
        }
    }

    /// Whether an entry is the viewer's own as it was when it first was public: who made themselves its author afterwards did
    /// not write it.
    pub(crate) async fn wrote_it(&self, db: &impl ConnectionTrait, entry: &row::Model) -> Result<bool> {
        if self.viewer.grant().is_none() {
            return Ok(true);
        }
        let credits = self.first_authors(db, entry).await?;
        let credits: Vec<_> = credits.into_iter().map(|it| (it, Role::Author)).collect();
        Ok(policy::is_own(&self.viewer, entry.created_by_seq, &credits))
    }

    /// The members (by row number) who were the authors when an entry first was public.
    async fn first_authors(&self, db: &impl ConnectionTrait, entry: &row::Model) -> Result<Vec<i64>> {
        let reference = self.inner.reference();
        let accepted = |after: i64| {
            revision::Entity::find()
                .filter(revision::Column::EntrySeq.eq(entry.seq))
                .filter(revision::Column::State.eq("ACCEPTED"))
                .filter(revision::Column::Version.gt(after))
                .order_by_asc(revision::Column::Version)
        };
        let published = revision::Column::Snapshot.contains("\"status\":\"PUBLISHED\"");
        let mut after = 0;
        // plans that were given up come before what was public first
        for _ in 0..LOOKED_THROUGH {
            let Some(held) = accepted(after).filter(published.clone()).one(db).await? else { break };
            after = held.version;
            let said: Map<String, Value> = serde_json::from_str(&held.snapshot)?;
            let said = Draft::read(entry.kind, &said).map_err(Error::Invalid)?;
            let until = accepted(after).one(db).await?.map_or(self.inner.clock.now(), |it| it.created_at);
            if said.state.published_at.is_none_or(|it| it > until) {
                continue;
            }
            let member = |it: &Credit| match it {
                Credit::Member { member } => reference.members.by_id(*member).map(|it| it.seq),
                Credit::Name { .. } => None,
            };
            return Ok(said.shared.authors.iter().filter_map(member).collect());
        }
        Ok(Vec::new())
    }

    /// Whether every change of licence since the public saw an entry last was made by those who wrote it.
    async fn by_its_authors(
        &self,
        txn: &DatabaseTransaction,
        entry: &row::Model,
        seen: &Map<String, Value>,
    ) -> Result<bool> {
        let mut authors = self.first_authors(txn, entry).await?;
        authors.extend(entry.created_by_seq);
        let since = revision::Entity::find()
            .filter(revision::Column::EntrySeq.eq(entry.seq))
            .filter(revision::Column::State.eq("ACCEPTED"))
            .filter(revision::Column::Version.gt(entry.public_version.unwrap_or_default()))
            .order_by_asc(revision::Column::Version)
            .limit(LOOKED_THROUGH);
        let since = since.all(txn).await?;
        // more than is looked through is not looked through
        if since.len() as u64 == LOOKED_THROUGH {
            return Ok(false);
        }
        let mut licence = seen.get("licence").cloned();
        for held in since {
            let said: Map<String, Value> = serde_json::from_str(&held.snapshot)?;
            let now = said.get("licence").cloned();
            if now != licence && held.author_seq.is_none_or(|it| !authors.contains(&it)) {
                return Ok(false);
            }
            licence = now;
        }
        Ok(true)
    }

    /// Writes down that a text that is or was public has another licence: the one before goes on for the text that it was given to.
    pub(crate) async fn note_licence(
        &self,
        txn: &DatabaseTransaction,
        entry: &row::Model,
        change: Option<(String, String)>,
    ) -> Result<()> {
        let Some((given, new)) = change else { return Ok(()) };
        let (object, detail) = ((entry.kind.word(), entry.id), Some(format!("{given} {new}")));
        journal::note(txn, &self.inner.clock, &self.viewer, LICENCE_CHANGE, object, detail).await
    }
}
