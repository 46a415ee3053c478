//! The way of an entry from draft to published and back, step by step.

use crate::db::turn::Committed;
use crate::editing::edit::snapshot;
use crate::editing::proposal;
use crate::entry::draft::Draft;
use crate::entry::saver::Purpose;
use crate::error::{Error, Result};
use crate::journal;
use crate::mail::outbox::Occasion;
use crate::model::entry::{Status, row};
use crate::policy::{self, Act, Subject};
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::problem::{Case, Problem};
use crate::writer::Writer;

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
    pub async fn take_step(&self, id: Id, version: i64, step: &Step) -> Result<Committed<()>> {
        let (reference, now) = (self.inner.reference(), self.inner.clock.now());
        let txn = self.turn().await?;
        let (entry, subject) = self.find(&txn, id, None).await?;
        self.permit(step.act(), subject, &reference)?;
        let waiting = proposal::pending(&txn, &entry).await?;
        if let Some(waiting) = waiting.as_ref().filter(|it| it.version == version) {
            self.settle(&txn, &entry, waiting.clone(), step, subject).await?;
            let done = txn.commit(()).await?;
            self.inner.catch_up().await;
            return Ok(done);
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
            return Err(Problem::new("id", Case::WrongStep(entry.status)).into());
        }
        let mut draft = Draft::read(entry.kind, &current).map_err(Error::Invalid)?;
        match step {
            Step::Submit => draft.state.status = Some(Status::Submitted),
            Step::Retract => draft.state.status = Some(Status::Draft),
            Step::Publish { at, until } => {
                self.plan(&entry, &mut draft, (*at, *until), now)?;
                // what the menu is to show is the whole network's
                if entry.status != Status::Published && draft.in_menu().is_some() {
                    self.permit(Act::Arrange, Subject { home: None, ..subject }, &reference)?;
                }
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
        let desk = self.desk(&txn, &reference);
        let accepted = desk.accept(Some(&entry), &draft, Purpose::Save).await?;
        let saved = desk.update(&entry, &accepted).await?;
        let object = (entry.kind.word(), id);
        journal::note(&txn, &self.inner.clock, &self.viewer, step.word(), object, None).await?;
        if let Some((occasion, note)) = step.told(&entry, &saved, now) {
            self.tell_of(&txn, &saved, occasion, note, saved.published_at).await?;
        }
        let done = txn.commit(()).await?;
        self.inner.catch_up().await;
        Ok(done)
    }

    /// Says when an entry is public.
    fn plan(
        &self,
        entry: &row::Model,
        draft: &mut Draft,
        (at, until): (Option<Instant>, Option<Instant>),
        now: Instant,
    ) -> Result<()> {
        if at.is_some_and(|it| it < now) && policy::permit(&self.viewer, Act::Backdate).is_err() {
            return Err(Problem::new("publishedAt", Case::PastNeedsScope).into());
        }
        if until.is_some_and(|it| it <= now) {
            return Err(Problem::new("unpublishAt", Case::InThePast).into());
        }
        // what was public already keeps its date
        let kept = draft.state.published_at.filter(|it| *it <= now);
        let from = at.or(kept).unwrap_or(now);
        if entry.status == Status::Published && entry.published_at == Some(from) && entry.unpublish_at == until {
            return Err(Problem::new("id", Case::SamePlan).into());
        }
        draft.state.status = Some(Status::Published);
        draft.state.published_at = Some(from);
        draft.state.unpublish_at = until;
        Ok(())
    }
}
