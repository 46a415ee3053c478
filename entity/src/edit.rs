//! What people do with entries one at a time: write a draft, change it, and take it step by step to the public. One
//! transaction each; whoever comes second with an old version is told, and nothing of theirs is lost on the way.

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Select};
use serde_json::{Map, Value};

use crate::adapt;
use crate::check;
use crate::clock::Instant;
use crate::content::{Draft, Own};
use crate::entry::{Kind, Status, row};
use crate::error::{Error, Problem, ProblemCode, Result};
use crate::history::revision;
use crate::id::Id;
use crate::journal;
use crate::notice;
use crate::outbox::Occasion;
use crate::parts::credit;
use crate::policy::{self, Act, Subject};
use crate::profile;
use crate::proposal;
use crate::reference::Reference;
use crate::save::Desk;
use crate::slug::Slug;
use crate::store;
use crate::viewer::View;
use crate::writer::Writer;

/// What the audit calls a change of licence.
pub(crate) const LICENCE_CHANGE: &str = "licenceChange";
/// How many idle connections may turn out to have been cut before a turn begins.
const MAX_CUT: usize = 16;

/// A step of an entry on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Hand a draft in.
    Submit,
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
    fn act(&self) -> Act {
        match self {
            Self::Submit => Act::Submit,
            Self::Publish { .. } => Act::Publish,
            Self::Return(_) => Act::Return,
            Self::Refuse(_) => Act::Refuse,
            Self::Withdraw => Act::Withdraw,
        }
    }

    /// Of what it is told by mail, and with which note.
    fn told(&self) -> (Occasion, Option<&str>) {
        match self {
            Self::Submit => (Occasion::Submitted, None),
            Self::Publish { .. } => (Occasion::Published, None),
            Self::Return(note) => (Occasion::Returned, Some(note)),
            Self::Refuse(note) => (Occasion::Refused, Some(note)),
            Self::Withdraw => (Occasion::Withdrawn, None),
        }
    }

    fn word(&self) -> &'static str {
        match self {
            Self::Submit => "entrySubmit",
            Self::Publish { .. } => "entryPublish",
            Self::Return(_) => "entryReturn",
            Self::Refuse(_) => "entryRefuse",
            Self::Withdraw => "entryWithdraw",
        }
    }
}

impl Writer {
    /// Makes a draft of what is said; who writes as a member is its author unless others are named.
    ///
    /// # Errors
    /// [`Error::Denied`] for who may not write; [`Error::Invalid`] for what is wrong with it.
    pub async fn create(&self, kind: Kind, fields: &Map<String, Value>, key: Option<&str>) -> Result<Id> {
        policy::permit(&self.viewer, Act::Create).map_err(Error::Denied)?;
        let reference = self.inner.reference();
        let mut draft = Draft::read(kind, fields).map_err(Error::Invalid)?;
        let settings = &reference.settings;
        draft.state.status = Some(Status::Draft);
        draft.shared.language.get_or_insert_with(|| settings.language().clone());
        let licence = || crate::licence::LicenceKey(settings.default_licence.facts.key.clone());
        draft.shared.licence.get_or_insert_with(licence);
        if let Own::Event(own) = &mut draft.own {
            own.time_zone.get_or_insert_with(|| settings.time_zone.clone());
        }
        let member = self.viewer.grant().and_then(|it| it.member).and_then(|it| reference.members.by_seq(it));
        // what somebody writes as a member is their own; who writes as none needs rights at the place
        let home = draft.shared.territories.first().and_then(|it| reference.territory(it)).map(|it| it.seq);
        self.permit(Act::Create, Subject { kind, home, own: member.is_some() }, &reference)?;
        if let Some(member) = member.filter(|_| draft.shared.authors.is_empty()) {
            draft.shared.authors.push(crate::content::Credit::Member { member: member.id });
        }
        check::check(&draft, &reference).map_err(Error::Invalid)?;
        let wished = draft.state.slug.clone().unwrap_or_else(|| Slug::from_title(&draft.shared.title));
        let id = self.inner.clock.new_id();
        let txn = self.turn().await?;
        if let Some(made) = self.made_before(&txn, kind, key, id).await? {
            return Ok(made);
        }
        self.desk(&txn, &reference).create(kind, id, &draft, &wished).await?;
        let clock = &self.inner.clock;
        journal::note(&txn, clock, &self.viewer, &format!("{}Create", kind.word()), (kind.word(), id), None).await?;
        txn.commit().await?;
        Ok(id)
    }

    /// Changes what a draft says; what is not named is left alone, null clears.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`], [`Error::Stale`] for an old version, [`Error::Invalid`].
    pub async fn update(&self, kind: Kind, id: Id, version: i64, fields: &Map<String, Value>) -> Result<()> {
        let names: Vec<&str> = fields.keys().map(String::as_str).collect();
        let noted = (format!("{}Update", kind.word()), names.join(" "));
        self.change(kind, id, version, fields, noted).await
    }

    /// The same, with what the audit is to say of it: an action, and a detail.
    pub(crate) async fn change(
        &self,
        kind: Kind,
        id: Id,
        version: i64,
        fields: &Map<String, Value>,
        (action, detail): (String, String),
    ) -> Result<()> {
        let reference = self.inner.reference();
        let txn = self.turn().await?;
        let (entry, subject) = self.find(&txn, id, Some(kind)).await?;
        self.permit(Act::Edit, subject, &reference)?;
        let (current, proposes) = self.begin_change(&txn, &entry, version, subject, &reference).await?;
        let mut changed = current.clone();
        changed.extend(fields.iter().map(|(name, value)| (name.clone(), value.clone())));
        let draft = Draft::read(entry.kind, &changed).map_err(Error::Invalid)?;
        check::check(&draft, &reference).map_err(Error::Invalid)?;
        let mut relicensed = None;
        if entry.status == Status::Published {
            let own = subject.own || self.viewer.grant().is_none();
            relicensed = adapt::relicensed(&current, &draft, own, &reference)?;
            let clashes = adapt::clashes(&txn, &[&draft], &reference).await?.concat();
            if !clashes.is_empty() {
                return Err(Error::Invalid(clashes));
            }
        }
        // a new home needs the same right there
        let home = draft.shared.territories.first().and_then(|it| reference.territory(it)).map(|it| it.seq);
        let needed = match entry.status {
            Status::Draft => Act::Edit,
            _ if proposes => Act::Propose,
            Status::Submitted | Status::Published | Status::Withdrawn | Status::Refused => Act::Publish,
        };
        self.permit(needed, Subject { home, ..subject }, &reference)?;
        if draft.fields()? != current && proposes {
            self.propose(&txn, &entry, &draft, &reference).await?;
        } else if draft.fields()? != current {
            self.desk(&txn, &reference).update(&entry, &draft).await?;
            self.note_licence(&txn, &entry, relicensed).await?;
            let object = (entry.kind.word(), id);
            journal::note(&txn, &self.inner.clock, &self.viewer, &action, object, Some(detail)).await?;
        }
        txn.commit().await?;
        Ok(())
    }

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
        let waiting = proposal::pending(&txn, &entry).await?.filter(|it| it.version == version);
        if let Some(waiting) = waiting {
            self.settle(&txn, &entry, waiting, step, subject).await?;
            txn.commit().await?;
            return Ok(());
        }
        let current = snapshot(&txn, &entry).await?;
        if entry.version != version {
            return Err(self.stale(&txn, &reference, &entry, (version, entry.version), &current).await?);
        }
        if !step.act().leads_from().contains(&entry.status) {
            let message = format!("it stands as {:?}, from where this step does not lead", entry.status);
            return Err(Problem::new(ProblemCode::WrongStatus, "id", message).into());
        }
        let mut draft = Draft::read(entry.kind, &current).map_err(Error::Invalid)?;
        match step {
            Step::Submit => draft.state.status = Some(Status::Submitted),
            Step::Publish { at, until } => {
                self.check_dates(*at, *until, now)?;
                // what was public already keeps its date
                let kept = draft.state.published_at.filter(|it| *it <= now);
                draft.state.status = Some(Status::Published);
                draft.state.published_at = Some(at.or(kept).unwrap_or(now));
                draft.state.unpublish_at = *until;
                let mut blockers = check::blockers(&draft);
                blockers.extend(adapt::clashes(&txn, &[&draft], &reference).await?.concat());
                if !blockers.is_empty() {
                    return Err(Error::Invalid(blockers));
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
        check::check(&draft, &reference).map_err(Error::Invalid)?;
        let saved = self.desk(&txn, &reference).update(&entry, &draft).await?;
        let object = (entry.kind.word(), id);
        journal::note(&txn, &self.inner.clock, &self.viewer, step.word(), object, None).await?;
        let (occasion, note) = step.told();
        if !(occasion == Occasion::Published && entry.status == Status::Published) {
            self.tell_of(&txn, &saved, occasion, note, saved.published_at).await?;
        }
        if saved.status == Status::Published {
            self.join_origins(&txn, &draft, &reference).await?;
        }
        // whose first text is public is a member whom everybody sees
        let listed = saved.status == Status::Published
            && profile::list(&txn, &self.inner.clock, &notice::authors(&txn, &saved).await?).await?;
        txn.commit().await?;
        if listed {
            self.inner.refresh().await?;
        }
        Ok(())
    }

    /// Refuses a date of the past from who may not say so, and an end that is over.
    fn check_dates(&self, at: Option<Instant>, until: Option<Instant>, now: Instant) -> Result<()> {
        let wrong = |field: &str, message: &str| Err(Problem::new(ProblemCode::Inconsistent, field, message).into());
        if at.is_some_and(|it| it < now) && policy::permit(&self.viewer, Act::Backdate).is_err() {
            return wrong("publishedAt", "lies in the past, which takes the scope import or admin");
        }
        match until {
            Some(until) if until <= now => wrong("unpublishAt", "lies in the past"),
            Some(_) | None => Ok(()),
        }
    }

    /// Writes down that a public text has another licence: the one before goes on for the text that it was given to.
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

    /// Begins a turn, unless the database is known to be gone. What has begun is not given up halfway.
    pub(crate) async fn turn(&self) -> Result<DatabaseTransaction> {
        let begun = async {
            // a connection that was cut while it was idle says so only when it is used: another is taken
            for _ in 0..MAX_CUT {
                match store::begin_turn(&self.inner.write).await {
                    Err(cause) if cause.is_cut() => {}
                    other => return other,
                }
            }
            store::begin_turn(&self.inner.write).await
        };
        self.inner.read.while_up(begun).await
    }

    /// An entry that the viewer may see in its latest state, and what the law needs to know of it.
    pub(crate) async fn find(
        &self,
        db: &impl ConnectionTrait,
        id: Id,
        kind: Option<Kind>,
    ) -> Result<(row::Model, Subject)> {
        let mut asked = row::Entity::find().filter(row::Column::Id.eq(id));
        if let Some(kind) = kind {
            asked = asked.filter(row::Column::Kind.eq(kind));
        }
        self.found(db, asked).await
    }

    /// The same, by row number.
    pub(crate) async fn find_by_seq(&self, db: &impl ConnectionTrait, seq: i64) -> Result<(row::Model, Subject)> {
        self.found(db, row::Entity::find_by_id(seq)).await
    }

    async fn found(&self, db: &impl ConnectionTrait, asked: Select<row::Entity>) -> Result<(row::Model, Subject)> {
        let seen = policy::readable(&self.viewer.clone().seeing(View::Latest), self.inner.clock.now());
        let entry = asked.filter(seen).one(db).await?.ok_or(Error::NotFound)?;
        let credits = credit::Entity::find().filter(credit::Column::EntrySeq.eq(entry.seq)).all(db).await?;
        let credits: Vec<_> = credits.into_iter().filter_map(|it| Some((it.member_seq?, it.role))).collect();
        let own = policy::is_own(&self.viewer, entry.created_by_seq, &credits);
        let home = entry.home_territory_seq;
        let kind = entry.kind;
        Ok((entry, Subject { kind, home, own }))
    }

    pub(crate) fn permit(&self, act: Act, subject: Subject, reference: &Reference) -> Result<()> {
        policy::permit_on(&self.viewer, act, subject, reference).map_err(Error::Denied)
    }

    pub(crate) fn desk<'a>(
        &'a self,
        db: &'a DatabaseTransaction,
        reference: &'a Reference,
    ) -> Desk<'a, DatabaseTransaction> {
        Desk { db, clock: &self.inner.clock, viewer: &self.viewer, reference }
    }
}

/// What an entry says, as it was accepted last.
pub(crate) async fn snapshot(db: &impl ConnectionTrait, entry: &row::Model) -> Result<Map<String, Value>> {
    let held = at_version(db, entry, entry.version).await?;
    held.ok_or_else(|| Error::Internal(format!("entry {} has no revision {}", entry.id, entry.version).into()))
}

/// What an entry said in a version.
pub(crate) async fn at_version(
    db: &impl ConnectionTrait,
    entry: &row::Model,
    version: i64,
) -> Result<Option<Map<String, Value>>> {
    let held = revision::Entity::find()
        .filter(revision::Column::EntrySeq.eq(entry.seq))
        .filter(revision::Column::Version.eq(version))
        .one(db)
        .await?;
    Ok(held.map(|it| serde_json::from_str(&it.snapshot)).transpose()?)
}
