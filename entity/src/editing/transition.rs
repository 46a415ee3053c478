//! Carries out the steps of the workflow, from draft to published and back.

use sea_orm::ConnectionTrait;

use crate::act::Act;
use crate::db::turn::Committed;
use crate::editing::step::Step;
use crate::entry::draft::Draft;
use crate::entry::publishable;
use crate::entry::revisions::{self, snapshot};
use crate::entry::saver::Purpose;
use crate::error::{Error, Result};
use crate::journal;
use crate::model::entry::row;
use crate::policy::{self, Subject};
use crate::reference::Snapshot;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::problem::{Case, Problem};
use crate::value::status::Status;
use crate::writer::Writer;

/// Refuses a draft that could not be published as it is, with all that stands in the way.
async fn check_publishable(db: &impl ConnectionTrait, draft: &Draft, reference: &Snapshot) -> Result<()> {
    let mut blockers = publishable::blockers(draft);
    blockers.extend(publishable::lacking(db, &[draft], reference).await?.concat());
    blockers.extend(publishable::clashes(db, &[draft], reference).await?.concat());
    if blockers.is_empty() { Ok(()) } else { Err(Error::Invalid(blockers)) }
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
        let waiting = revisions::pending(&txn, &entry).await?;
        if let Some(waiting) = waiting.as_ref().filter(|it| it.version == version) {
            self.settle(&txn, &entry, waiting.clone(), step, subject).await?;
            let done = txn.commit(()).await?;
            self.inner.catch_up().await;
            return Ok(done);
        }
        let current = snapshot(&txn, &entry).await?;
        if entry.version != version {
            let expected = match waiting {
                Some(it) if revisions::was_proposed(&txn, &entry, version).await? => it.version,
                Some(_) | None => entry.version,
            };
            return Err(self.stale(&txn, &reference, &entry, (version, expected), &current).await?);
        }
        if !step.act().leads_from().contains(&entry.status)
            || (*step == Step::Unsubmit && entry.status == Status::Published)
        {
            let stands = entry.status;
            let case = if step.leads_to() == stands { Case::StandsAlready(stands) } else { Case::WrongStep(stands) };
            return Err(Problem::new("id", case).into());
        }
        let mut draft = Draft::read(entry.kind, &current).map_err(Error::Invalid)?;
        match step {
            Step::Submit { force } => {
                if !force {
                    check_publishable(&txn, &draft, &reference).await?;
                }
                draft.state.status = Some(Status::Submitted);
            }
            Step::Unsubmit => draft.state.status = Some(Status::Draft),
            Step::Publish { at, until } => {
                self.plan(&entry, &mut draft, (*at, *until), now)?;
                // what the menu is to show is the whole network's
                if entry.status != Status::Published && draft.in_menu().is_some() {
                    self.permit(Act::Arrange, Subject { home: None, ..subject }, &reference)?;
                }
            }
            Step::RequestChanges(note) => {
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
