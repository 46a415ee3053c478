//! Accepts a draft before it is saved: it must be valid in itself and, if it is public, allowed to be. People,
//! proposals and imports all pass here.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Map, Value};

use crate::entry::draft::{Credit, Draft};
use crate::entry::publishable::{self, Relicensing};
use crate::entry::revisions::{at_version, pending, snapshot};
use crate::entry::saver::Saver;
use crate::entry::{licence_history, validate};
use crate::error::{Error, Result};
use crate::media::fit;
use crate::model::entry::{Role, row};
use crate::model::history::revision;
use crate::reference::Snapshot;
use crate::value::problem::Problem;
use crate::value::status::Status;
use crate::{journal, policy};

/// What the audit calls a change of licence.
const LICENCE_CHANGE: &str = "licenceChange";
/// What the audit calls a publication that the operator took as it was, against the rule.
const AS_PUBLISHED: &str = "publishedAsItWas";
/// How many versions are looked through for those who changed a licence.
const LOOKED_THROUGH: u64 = 100;

/// A draft that may be saved. Only [`Saver::accept`] makes one, and [`Accepted::tombstone`].
pub(crate) struct Accepted<'d> {
    pub(crate) draft: &'d Draft,
    relicensing: Option<Relicensing>,
    /// What the rule refuses and the operator takes all the same.
    waived: Vec<Problem>,
}

/// What becomes of a draft.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    /// It is saved in the name of the viewer.
    Save,
    /// It waits as a proposal: what it lacks may still be added.
    Propose,
    /// It is a proposal that is accepted: its author was asked, when it was made, whether the text is theirs.
    AcceptProposal,
}

impl<'d> Accepted<'d> {
    /// What is left of an entry that was taken out for good: it says nothing that could be refused.
    pub(crate) fn tombstone(draft: &'d Draft) -> Self {
        Self { draft, relicensing: None, waived: Vec::new() }
    }

    /// Whether the operator takes it against the rule.
    pub(crate) fn is_waived(&self) -> bool {
        !self.waived.is_empty()
    }
}

impl Saver<'_> {
    /// Looks at a draft that is to take the place of what stands, where something does.
    ///
    /// # Errors
    /// [`Error::Invalid`] with all that is wrong with it, and all that stands in the way of its being public.
    pub(crate) async fn accept<'d>(
        &self,
        before: Option<&row::Model>,
        draft: &'d Draft,
        purpose: Purpose,
    ) -> Result<Accepted<'d>> {
        let mut problems = validate::check(draft, self.reference).err().unwrap_or_default();
        let mut accepted = Accepted { draft, relicensing: None, waived: Vec::new() };
        let shown = fit::look(self.db, &[draft.named_media()], self.reference).await?.pop().unwrap_or_default();
        problems.extend(shown.wrong);
        if draft.state.status == Some(Status::Published) {
            let mut against = match purpose {
                Purpose::Propose => Vec::new(),
                Purpose::Save | Purpose::AcceptProposal => [publishable::blockers(draft), shown.lacking].concat(),
            };
            against.extend(publishable::clashes(self.db, &[draft], self.reference).await?.concat());
            if let Some(before) = before {
                accepted.relicensing = self.relicensing(before, draft, purpose).await?;
                against.extend(accepted.relicensing.iter().filter_map(|it| it.refused.clone()));
            }
            if self.as_published { accepted.waived = against } else { problems.extend(against) }
        }
        if problems.is_empty() { Ok(accepted) } else { Err(Error::Invalid(problems)) }
    }

    /// Writes down what is to be known later of how a draft was accepted: the licence that goes on for the text that it was
    /// given to, and what the operator has taken against the rule.
    pub(crate) async fn note_accepted(&self, saved: &row::Model, accepted: &Accepted<'_>) -> Result<()> {
        let object = (saved.kind.word(), saved.id);
        if let Some(Relicensing { given, new, .. }) = &accepted.relicensing {
            if let Some(licence) = self.reference.licences.by_key(given) {
                licence_history::remember(self.db, saved.seq, licence.seq, self.clock.now()).await?;
            }
            let detail = Some(format!("{given} {new}"));
            journal::note(self.db, self.clock, self.viewer, LICENCE_CHANGE, object, detail).await?;
        }
        if accepted.is_waived() {
            let detail = accepted.waived.iter().map(|it| it.path.join(".")).collect::<Vec<_>>().join(" ");
            journal::note(self.db, self.clock, self.viewer, AS_PUBLISHED, object, Some(detail)).await?;
        }
        Ok(())
    }

    /// The change of licence since the public saw a text last; none when it stays, or was never public. What was given is not
    /// taken back by way of a draft, and only its authors free it more.
    async fn relicensing(&self, before: &row::Model, draft: &Draft, purpose: Purpose) -> Result<Option<Relicensing>> {
        let default = self.reference.settings.default_licence.facts.key.as_str();
        let said = |it: &Map<String, Value>| it.get("licence").and_then(Value::as_str).unwrap_or(default).to_owned();
        let new = draft.shared.licence.as_ref().map_or(default, |it| it.0.as_str());
        let stands = said(&snapshot(self.db, before).await?);
        let planned = (draft.state.published_at, draft.state.unpublish_at);
        let moves = before.status != Status::Published || planned != (before.published_at, before.unpublish_at);
        if !moves && stands == new {
            // what stands was permitted, and told of, when it was said
            return Ok(None);
        }
        let Some(seen) = self.seen_last(before).await? else { return Ok(None) };
        let given = said(&seen);
        if given == new {
            return Ok(None);
        }
        let own = match purpose {
            Purpose::AcceptProposal => true,
            // a file speaks for those whose texts its origin has
            Purpose::Save | Purpose::Propose if self.viewer.grant().is_none() => true,
            Purpose::Save | Purpose::Propose => {
                // a proposal that says so already had this permitted: to go on with it says it of nobody anew
                let waits = match purpose {
                    Purpose::Propose => pending(self.db, before).await?,
                    Purpose::Save | Purpose::AcceptProposal => None,
                };
                let waits = waits.map(|it| serde_json::from_str(&it.snapshot)).transpose()?;
                if stands == new {
                    self.by_its_authors(before, &given).await?
                } else {
                    waits.is_some_and(|it| said(&it) == new) || self.wrote_it(before).await?
                }
            }
        };
        Ok(publishable::relicensing((&given, new), own, self.reference))
    }

    /// What the public saw last of an entry, or sees.
    async fn seen_last(&self, entry: &row::Model) -> Result<Option<Map<String, Value>>> {
        match entry.public_version {
            _ if entry.was_seen(self.clock.now()) => snapshot(self.db, entry).await.map(Some),
            Some(version) => at_version(self.db, entry, version).await,
            None => Ok(None),
        }
    }

    /// Whether an entry is the viewer's own as it was when it first was public: who made themselves its author afterwards did
    /// not write it.
    async fn wrote_it(&self, entry: &row::Model) -> Result<bool> {
        let credits = self.first_authors(entry).await?;
        let credits: Vec<_> = credits.into_iter().map(|it| (it, Role::Author)).collect();
        Ok(policy::is_own(self.viewer, entry.created_by_seq, &credits))
    }

    /// The members (by row number) who were the authors when an entry first was public.
    async fn first_authors(&self, entry: &row::Model) -> Result<Vec<i64>> {
        let stands = || entry.was_seen(self.clock.now()).then_some(entry.version);
        let Some(version) = entry.first_public_version.or_else(stands) else { return Ok(Vec::new()) };
        let Some(said) = at_version(self.db, entry, version).await? else { return Ok(Vec::new()) };
        let said = Draft::read(entry.kind, &said).map_err(Error::Invalid)?;
        Ok(members(&said.shared.authors, self.reference))
    }

    /// Whether those who wrote an entry made the last change of its licence since the public saw it: what others had changed
    /// before, they have seen by then.
    async fn by_its_authors(&self, entry: &row::Model, given: &str) -> Result<bool> {
        let default = self.reference.settings.default_licence.facts.key.as_str();
        let mut authors = self.first_authors(entry).await?;
        authors.extend(entry.created_by_seq);
        let since = revision::Entity::find()
            .filter(revision::Column::EntrySeq.eq(entry.seq))
            .filter(revision::Column::State.eq("ACCEPTED"))
            .filter(revision::Column::Version.gt(entry.public_version.unwrap_or_default()))
            .order_by_asc(revision::Column::Version)
            .limit(LOOKED_THROUGH);
        let since = since.all(self.db).await?;
        // more than is looked through is not looked through
        if since.len() as u64 == LOOKED_THROUGH {
            return Ok(false);
        }
        let (mut licence, mut theirs) = (given.to_owned(), true);
        for held in since {
            let said: Map<String, Value> = serde_json::from_str(&held.snapshot)?;
            let now = said.get("licence").and_then(Value::as_str).unwrap_or(default);
            if now != licence {
                theirs = held.author_seq.is_some_and(|it| authors.contains(&it));
                now.clone_into(&mut licence);
            }
        }
        Ok(theirs)
    }
}

fn members(credits: &[Credit], reference: &Snapshot) -> Vec<i64> {
    let member = |it: &Credit| match it {
        Credit::Member { member } => reference.members.by_id(*member).map(|it| it.seq),
        Credit::Name { .. } => None,
    };
    credits.iter().filter_map(member).collect()
}
