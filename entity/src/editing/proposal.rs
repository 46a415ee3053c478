//! Proposals: what somebody who may not publish would change in something published. The public goes on seeing what was
//! accepted last; an editor accepts a proposal, or turns it down. One at a time waits on an entry. A proposal stays its maker's,
//! whoever goes on with it: each version says who made it, and whose proposal it is.

use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::{Map, Value};

use crate::act::Act;
use crate::db::turn::Turn;
use crate::editing::step::Step;
use crate::entry::draft::Draft;
use crate::entry::revisions::{REFUSED, pending, rebased, snapshot, supersede, was_proposed};
use crate::entry::saver::{Accepted, Purpose};
use crate::error::{Error, Result};
use crate::journal;
use crate::mail::outbox::MailKind;
use crate::model::entry::row;
use crate::model::history::revision;
use crate::policy::{self, Subject};
use crate::reference::Snapshot;
use crate::value::problem::{Case, Problem};
use crate::value::status::Status;
use crate::writer::Writer;

/// What somebody who is to change an entry begins with.
pub(crate) struct Begun {
    /// What stands, or what is proposed.
    pub(crate) current: Map<String, Value>,
    /// Whether what they make of it is a proposal.
    pub(crate) proposes: bool,
    /// Whether the proposal that they go on with clashes with what was accepted meanwhile: to say so again settles it.
    pub(crate) clashes: bool,
}

impl Writer {
    /// Writes down a proposal in place of the one that waits.
    pub(crate) async fn propose(
        &self,
        txn: &Turn,
        entry: &row::Model,
        accepted: &Accepted<'_>,
        reference: &Snapshot,
    ) -> Result<()> {
        let maker = match pending(txn, entry).await? {
            Some(waiting) => waiting.proposed_by_seq,
            None => self.viewer.grant().and_then(|it| it.member),
        };
        supersede(txn, entry.seq).await?;
        self.desk(txn, reference).save_proposal(entry, accepted, maker).await?;
        let (clock, object) = (&self.inner.clock, (entry.kind.word(), entry.id));
        journal::note(txn, clock, &self.viewer, &format!("{}Propose", entry.kind.word()), object, None).await?;
        self.tell_of(txn, entry, MailKind::Proposed, None, None).await
    }

    /// What an editor does with the proposal that waits, or its maker who drops it.
    pub(crate) async fn settle(
        &self,
        txn: &Turn,
        entry: &row::Model,
        proposal: revision::Model,
        step: &Step,
        subject: Subject,
    ) -> Result<()> {
        let (clock, reference, object) = (&self.inner.clock, self.inner.reference(), (entry.kind.word(), entry.id));
        let (maker, version) = (proposal.proposed_by_seq, proposal.version);
        match step {
            Step::Publish { at: None, until: None } => {
                let (fields, clashes) = rebased(txn, entry, &proposal).await?;
                if !clashes.is_empty() {
                    let current = snapshot(txn, entry).await?;
                    let stale = self.stale(txn, &reference, entry, (version, entry.version), &current).await?;
                    return Err(match stale {
                        Error::Stale { named_version, current_version, changed_by, .. } => {
                            Error::Stale { named_version, current_version, changed_by, changed_fields: clashes }
                        }
                        other => other,
                    });
                }
                let draft = Draft::read(entry.kind, &fields).map_err(Error::Invalid)?;
                // the version that comes of it is its maker's
                let desk = self.desk(txn, &reference).by(maker);
                let accepted = desk.accept(Some(entry), &draft, Purpose::AcceptProposal).await?;
                let home = draft.shared.territories.first().and_then(|it| reference.territory(it)).map(|it| it.seq);
                self.permit(Act::Publish, Subject { home, ..subject }, &reference)?;
                supersede(txn, entry.seq).await?;
                let saved = desk.update(entry, &accepted).await?;
                let detail = Some(format!("version {version}"));
                journal::note(txn, clock, &self.viewer, "proposalAccept", object, detail).await?;
                self.tell_of_proposal(txn, &saved, maker, MailKind::ProposalAccepted, None).await
            }
            Step::Unsubmit => {
                // who may go on with a proposal does not do away with what another has made
                let made = policy::is_maker(&self.viewer, maker);
                self.permit(Act::Delete, Subject { made, ..subject }, &reference)?;
                supersede(txn, entry.seq).await?;
                let detail = Some(format!("version {version}"));
                journal::note(txn, clock, &self.viewer, "proposalUnsubmit", object, detail).await
            }
            Step::RequestChanges(note) | Step::Refuse(note) => {
                self.write_note(txn, entry, version, note).await?;
                let mut proposal = proposal.into_active_model();
                proposal.state = Set(REFUSED.to_owned());
                proposal.update(txn).await?;
                let detail = Some(format!("version {version}"));
                journal::note(txn, clock, &self.viewer, "proposalRefuse", object, detail).await?;
                self.tell_of_proposal(txn, entry, maker, MailKind::ProposalRefused, Some(note)).await
            }
            Step::Publish { .. } | Step::Submit { .. } | Step::Withdraw => {
                Err(Problem::new("id", Case::ProposalWaits).into())
            }
        }
    }

    /// What somebody who is to change an entry begins with: what stands, or the proposal that waits; and whether what they
    /// make of it is a proposal again.
    pub(crate) async fn begin_change(
        &self,
        txn: &Turn,
        entry: &row::Model,
        version: i64,
        subject: Subject,
        reference: &Snapshot,
    ) -> Result<Begun> {
        let publishes = self.permit(Act::Publish, subject, reference);
        let direct = entry.status == Status::Draft || publishes.is_ok();
        let waiting = pending(txn, entry).await?;
        let published = entry.status == Status::Published;
        if let Some(waiting) = waiting.as_ref().filter(|it| it.version == version) {
            self.permit(Act::Propose, subject, reference)?;
            let (current, clashes) = rebased(txn, entry, waiting).await?;
            return Ok(Begun { current, proposes: true, clashes: !clashes.is_empty() });
        }
        if !direct {
            // what is public is changed by people who may publish it; others propose
            publishes.or_else(|it| if published { Ok(()) } else { Err(it) })?;
            self.permit(Act::Propose, subject, reference)?;
        }
        let newest = match waiting {
            Some(it) if !direct || was_proposed(txn, entry, version).await? => Some(it),
            Some(_) | None => None,
        };
        let expected = newest.as_ref().map_or(entry.version, |it| it.version);
        if version != expected {
            let current = match &newest {
                Some(newest) => serde_json::from_str(&newest.snapshot)?,
                None => snapshot(txn, entry).await?,
            };
            return Err(self.stale(txn, reference, entry, (version, expected), &current).await?);
        }
        Ok(Begun { current: snapshot(txn, entry).await?, proposes: !direct, clashes: false })
    }
}
