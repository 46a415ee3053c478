//! Proposals: what somebody who may not publish would change in something published. The public goes on seeing what was
//! accepted last; an editor accepts a proposal, or turns it down. One at a time waits on an entry. A proposal stays its maker's,
//! whoever goes on with it: each version says who made it, and whose proposal it is.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::{Map, Value};

use crate::db::turn::Turn;
use crate::editing::edit::{latest_up_to, snapshot};
use crate::editing::review::{PROPOSED, differing};
use crate::editing::transition::Step;
use crate::entry::draft::{Draft, STATE};
use crate::entry::saver::{Accepted, Purpose};
use crate::error::{Error, Result};
use crate::journal;
use crate::mail::outbox::Occasion;
use crate::model::entry::{Status, row};
use crate::model::history::revision;
use crate::policy::{self, Act, Subject};
use crate::reference::Reference;
use crate::value::problem::{Case, Problem};
use crate::writer::Writer;

/// The state of a version that gave way to another.
const SUPERSEDED: &str = "SUPERSEDED";
/// The state of a version that was turned down.
const REFUSED: &str = "REFUSED";

/// The proposal that waits on an entry.
pub(crate) async fn pending(db: &impl ConnectionTrait, entry: &row::Model) -> Result<Option<revision::Model>> {
    let asked = revision::Entity::find()
        .filter(revision::Column::EntrySeq.eq(entry.seq))
        .filter(revision::Column::State.eq(PROPOSED));
    Ok(asked.one(db).await?)
}

/// Whatever waits on an entry gives way.
pub(crate) async fn supersede(db: &impl ConnectionTrait, entry_seq: i64) -> Result<()> {
    revision::Entity::update_many()
        .col_expr(revision::Column::State, Expr::value(SUPERSEDED))
        .filter(revision::Column::EntrySeq.eq(entry_seq))
        .filter(revision::Column::State.eq(PROPOSED))
        .exec(db)
        .await?;
    Ok(())
}

/// What somebody who is to change an entry begins with.
pub(crate) struct Begun {
    /// What stands, or what is proposed.
    pub(crate) current: Map<String, Value>,
    /// Whether what they make of it is a proposal.
    pub(crate) proposes: bool,
    /// Whether the proposal that they go on with clashes with what was accepted meanwhile: to say so again settles it.
    pub(crate) clashes: bool,
}

/// Whether a version was one that was proposed.
pub(crate) async fn was_proposed(db: &impl ConnectionTrait, entry: &row::Model, version: i64) -> Result<bool> {
    let asked = revision::Entity::find()
        .filter(revision::Column::EntrySeq.eq(entry.seq))
        .filter(revision::Column::Version.eq(version))
        .filter(revision::Column::State.ne("ACCEPTED"));
    Ok(asked.one(db).await?.is_some())
}

/// What a proposal says of an entry that others have changed meanwhile: its own changes on what stands now; and the fields
/// that both have changed, where it has the last word.
pub(crate) async fn rebased(
    db: &impl ConnectionTrait,
    entry: &row::Model,
    proposal: &revision::Model,
) -> Result<(Map<String, Value>, Vec<String>)> {
    let said: Map<String, Value> = serde_json::from_str(&proposal.snapshot)?;
    let current = snapshot(db, entry).await?;
    let before = revision::Entity::find()
        .filter(revision::Column::EntrySeq.eq(entry.seq))
        .filter(revision::Column::State.eq("ACCEPTED"))
        .filter(revision::Column::Version.lt(proposal.version))
        .order_by_desc(revision::Column::Version)
        .one(db)
        .await?;
    let base: Map<String, Value> = match &before {
        Some(it) => serde_json::from_str(&it.snapshot)?,
        None => current.clone(),
    };
    Ok(rebase(&base, &current, &said))
}

/// The same, of what the proposal began with, what stands now, and what it says.
pub(crate) fn rebase(
    base: &Map<String, Value>,
    current: &Map<String, Value>,
    said: &Map<String, Value>,
) -> (Map<String, Value>, Vec<String>) {
    let theirs = differing(current, base);
    let (mut merged, mut clashes) = (current.clone(), Vec::new());
    // where it stands, and since when, no proposal says
    for name in differing(said, base).into_iter().filter(|it| it == "slug" || !STATE.contains(&it.as_str())) {
        if theirs.contains(&name) && current.get(&name) != said.get(&name) {
            clashes.push(name.clone());
        }
        merged.insert(name.clone(), said.get(&name).cloned().unwrap_or(Value::Null));
    }
    merged.retain(|_, value| !value.is_null());
    (merged, clashes)
}

impl Writer {
    /// Writes down a proposal in place of the one that waits.
    pub(crate) async fn propose(
        &self,
        txn: &Turn,
        entry: &row::Model,
        accepted: &Accepted<'_>,
        reference: &Reference,
    ) -> Result<()> {
        let maker = match pending(txn, entry).await? {
            Some(waiting) => waiting.proposed_by_seq,
            None => self.viewer.grant().and_then(|it| it.member),
        };
        supersede(txn, entry.seq).await?;
        self.desk(txn, reference).save_proposal(entry, accepted, maker).await?;
        let (clock, object) = (&self.inner.clock, (entry.kind.word(), entry.id));
        journal::note(txn, clock, &self.viewer, &format!("{}Propose", entry.kind.word()), object, None).await?;
        self.tell_of(txn, entry, Occasion::Proposed, None, None).await
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
                        Error::Stale { current_version, changed_by, .. } => {
                            Error::Stale { current_version, changed_by, changed_fields: clashes }
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
                self.tell_of_proposal(txn, &saved, maker, Occasion::ProposalAccepted, None).await
            }
            Step::Retract => {
                // who may go on with a proposal does not do away with what another has made
                let made = policy::is_maker(&self.viewer, maker);
                self.permit(Act::Delete, Subject { made, ..subject }, &reference)?;
                supersede(txn, entry.seq).await?;
                let detail = Some(format!("version {version}"));
                journal::note(txn, clock, &self.viewer, "proposalRetract", object, detail).await
            }
            Step::Return(note) | Step::Refuse(note) => {
                self.write_note(txn, entry, version, note).await?;
                let mut proposal = proposal.into_active_model();
                proposal.state = Set(REFUSED.to_owned());
                proposal.update(txn).await?;
                let detail = Some(format!("version {version}"));
                journal::note(txn, clock, &self.viewer, "proposalRefuse", object, detail).await?;
                self.tell_of_proposal(txn, entry, maker, Occasion::ProposalRefused, Some(note)).await
            }
            Step::Publish { .. } | Step::Submit | Step::Withdraw => Err(Problem::new("id", Case::ProposalWaits).into()),
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
        reference: &Reference,
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
            // what is public is changed by who may publish it; others propose
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

    /// What has changed since the version that somebody saw.
    pub(crate) async fn stale(
        &self,
        db: &impl ConnectionTrait,
        reference: &Reference,
        entry: &row::Model,
        (seen, expected): (i64, i64),
        current: &Map<String, Value>,
    ) -> Result<Error> {
        // a version that gave way to a later one of its author is told by the one before it
        let before = latest_up_to(db, entry, seen).await?.unwrap_or_default();
        let held = revision::Entity::find()
            .filter(revision::Column::EntrySeq.eq(entry.seq))
            .filter(revision::Column::Version.eq(expected))
            .one(db)
            .await?;
        let author = held.and_then(|it| it.author_seq).and_then(|it| reference.members.by_seq(it));
        let changed_fields = differing(current, &before);
        Ok(Error::Stale { current_version: expected, changed_by: author.map(|it| it.id), changed_fields })
    }
}
