//! Creates and changes one entry at a time, in one transaction each. A change to an old version is refused with what
//! differs.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Map, Value};

use crate::act::Act;
use crate::db::turn::Committed;
use crate::editing::idempotency::Keyed;
use crate::editing::proposal::Begun;
use crate::entry::draft::{Draft, Own};
use crate::entry::revisions::{differing, latest_up_to, read};
use crate::entry::saver::{Accepted, Purpose};
use crate::error::{Error, Found, Result};
use crate::journal;
use crate::model::entry::row;
use crate::model::history::revision;
use crate::model::licence::LicenceKey;
use crate::policy::{self, Subject};
use crate::reference::Snapshot;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::problem::parameter::{Quoted, Thing};
use crate::value::problem::{Case, Problem};
use crate::value::slug::Slug;
use crate::value::status::Status;
use crate::viewer::View;
use crate::writer::Writer;

impl Writer {
    /// Makes a draft of what is said; who writes as a member is its author unless others are named. `problems` are those that
    /// were found on the way here: all are told together.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not write; [`Error::Invalid`] for what is wrong with it.
    pub async fn create(
        &self,
        kind: Kind,
        fields: &Map<String, Value>,
        key: Option<&Keyed>,
        problems: Vec<Problem>,
    ) -> Result<Committed<Id>> {
        policy::permit(&self.viewer, Act::Create).map_err(Error::Denied)?;
        if let Some(made) = self.reader().made_with(kind, key).await? {
            return Ok(Committed::already(made));
        }
        let reference = self.inner.reference();
        let mut found = self.found();
        found.add(problems);
        let mut draft = read(kind, fields, &mut found);
        draft.state.status = Some(Status::Draft);
        fill(&mut draft, &reference);
        let member = self.viewer.grant().and_then(|it| it.member).and_then(|it| reference.members.by_seq(it));
        // what somebody writes as a member is their own; who writes as none needs rights at the place
        let home = draft.shared.territories.first().and_then(|it| reference.territory(it)).map(|it| it.seq);
        let own = member.is_some();
        match self.permit(Act::Create, Subject { kind, home, own, made: own }, &reference) {
            // where it belongs is not known when that cannot be read
            Err(denied) if found.concerns("territories") => return Err(found.end().err().unwrap_or(denied)),
            permitted => permitted?,
        }
        if let Some(member) = member.filter(|_| draft.shared.authors.is_empty()) {
            draft.shared.authors.push(crate::entry::draft::Credit::Member { member: member.id });
        }
        let proposed = Slug::from_title(&draft.shared.title);
        let id = self.inner.clock.new_id();
        let txn = self.turn_to_check().await?;
        if let Some(made) = self.made_before(&txn, kind, key, id).await? {
            return Ok(Committed::already(made));
        }
        self.permit_place(&txn, None, &draft, &reference).await?;
        let mut subjects = self.unknown_subjects(&txn, &draft, &[]).await?;
        subjects.extend(self.unseen_media(&txn, &draft, None).await?);
        let desk = self.desk(&txn, &reference);
        let accepted = with(found, subjects, desk.accept(None, &draft, Purpose::Save).await)?;
        desk.create(kind, id, &accepted, &proposed).await?;
        let clock = &self.inner.clock;
        journal::note(&txn, clock, &self.viewer, &format!("{}Create", kind.word()), (kind.word(), id), None).await?;
        txn.commit(id).await
    }

    /// Changes what an entry says; what is not named is left alone, null clears. Whether what comes of it is a proposal.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`], [`Error::Stale`] for an old version, [`Error::Invalid`].
    pub async fn update(
        &self,
        kind: Kind,
        id: Id,
        version: i64,
        fields: &Map<String, Value>,
        problems: Vec<Problem>,
    ) -> Result<Committed<bool>> {
        let names: Vec<&str> = fields.keys().map(String::as_str).collect();
        let noted = (format!("{}Update", kind.word()), names.join(" "));
        self.change(kind, id, version, fields, problems, noted).await
    }

    /// The same, with what the audit is to say of it: an action, and a detail.
    pub(crate) async fn change(
        &self,
        kind: Kind,
        id: Id,
        version: i64,
        fields: &Map<String, Value>,
        problems: Vec<Problem>,
        (action, detail): (String, String),
    ) -> Result<Committed<bool>> {
        let reference = self.inner.reference();
        let txn = self.turn_to_check().await?;
        let (entry, subject) = self.find(&txn, id, Some(kind)).await?;
        self.permit(Act::Edit, subject, &reference)?;
        let Begun { current, proposes, clashes } =
            self.begin_change(&txn, &entry, version, subject, &reference).await?;
        let mut changed = current.clone();
        changed.extend(fields.iter().map(|(name, value)| (name.clone(), value.clone())));
        let mut found = self.found();
        found.add(problems);
        let mut draft = read(entry.kind, &changed, &mut found);
        fill(&mut draft, &reference);
        let before = Draft::read(entry.kind, &current).map_err(Error::Invalid)?;
        let mut subjects = self.unknown_subjects(&txn, &draft, &before.shared.initiatives).await?;
        subjects.extend(self.unseen_media(&txn, &draft, Some(&before)).await?);
        let desk = self.desk(&txn, &reference);
        let purpose = if proposes { Purpose::Propose } else { Purpose::Save };
        let accepted = with(found, subjects, desk.accept(Some(&entry), &draft, purpose).await)?;
        // a new home needs the same right there
        let home = draft.shared.territories.first().and_then(|it| reference.territory(it)).map(|it| it.seq);
        let needed = match entry.status {
            Status::Draft => Act::Edit,
            _ if proposes => Act::Propose,
            Status::Submitted | Status::Published | Status::Withdrawn | Status::Refused => Act::Publish,
        };
        self.permit(needed, Subject { home, ..subject }, &reference)?;
        self.permit_place(&txn, Some(&before), &draft, &reference).await?;
        let moved = draft.fields()? != current;
        if proposes && (moved || clashes) {
            self.propose(&txn, &entry, &accepted, &reference).await?;
        } else if moved {
            desk.update(&entry, &accepted).await?;
            let object = (entry.kind.word(), id);
            journal::note(&txn, &self.inner.clock, &self.viewer, &action, object, Some(detail)).await?;
        }
        let done = txn.commit(proposes).await?;
        self.inner.catch_up().await;
        Ok(done)
    }

    /// Names of initiatives that a text is newly about, and that are none which the viewer may read.
    async fn unknown_subjects(&self, db: &impl ConnectionTrait, draft: &Draft, known: &[Id]) -> Result<Vec<Problem>> {
        let named = &draft.shared.initiatives;
        let fresh: Vec<Id> = named.iter().filter(|it| !known.contains(it)).copied().collect();
        if fresh.is_empty() {
            return Ok(Vec::new());
        }
        let seen = policy::readable(&self.viewer.clone().seeing(View::Latest), self.inner.clock.now());
        let found: Vec<Id> = row::Entity::find()
            .select_only()
            .column(row::Column::Id)
            .filter(row::Column::Id.is_in(fresh.iter().copied()))
            .filter(row::Column::Kind.eq(Kind::Initiative))
            .filter(seen)
            .into_tuple()
            .all(db)
            .await?;
        let unknown = named.iter().enumerate().filter(|(_, it)| fresh.contains(it) && !found.contains(it));
        let problem = |(at, id): (usize, &Id)| {
            let thing = Thing::Entry(Kind::Initiative);
            Problem::new(&format!("initiatives.{at}"), Case::Unknown { thing, name: Quoted::of(&id.to_string()) })
        };
        Ok(unknown.map(problem).collect())
    }

    /// A page may take a new place in the network's menu, and under another page: who puts it there looks after that place, too.
    async fn permit_place(
        &self,
        db: &impl ConnectionTrait,
        before: Option<&Draft>,
        draft: &Draft,
        reference: &Snapshot,
    ) -> Result<()> {
        let place = |home| Subject { kind: Kind::Page, home, own: false, made: false };
        if draft.in_menu() != before.and_then(Draft::in_menu) {
            self.permit(Act::Arrange, place(None), reference)?;
        }
        if let Some(parent) = draft.parent().filter(|it| before.and_then(Draft::parent) != Some(*it)) {
            let name = Quoted::of(&parent.to_string());
            let unknown = || Problem::new("parent", Case::Unknown { thing: Thing::Entry(Kind::Page), name });
            let (above, _) = self.find(db, parent, Some(Kind::Page)).await.map_err(|cause| match cause {
                Error::NotFound => unknown().into(),
                other => other,
            })?;
            self.permit(Act::Arrange, place(above.home_territory_seq), reference)?;
        }
        Ok(())
    }
}

/// A draft that was accepted, if there are no other problems either: all are told together.
fn with<'d>(mut found: Found, subjects: Vec<Problem>, accepted: Result<Accepted<'d>>) -> Result<Accepted<'d>> {
    found.add(subjects);
    let accepted = found.take(accepted)?;
    found.end()?;
    accepted.ok_or_else(|| Error::Internal("a draft that is refused without a problem".into()))
}

/// What the network says where an entry says nothing: no entry is without a language, a licence, a time zone.
pub(crate) fn fill(draft: &mut Draft, reference: &Snapshot) {
    let settings = &reference.settings;
    draft.shared.language.get_or_insert_with(|| settings.language().clone());
    let licence = || LicenceKey(settings.default_licence.facts.key.clone());
    draft.shared.licence.get_or_insert_with(licence);
    if let Own::Event(own) = &mut draft.own {
        own.time_zone.get_or_insert_with(|| settings.time_zone.clone());
    }
}

impl Writer {
    /// What has changed since the version that somebody saw.
    pub(crate) async fn stale(
        &self,
        db: &impl ConnectionTrait,
        reference: &Snapshot,
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
        let changed_by = author.map(|it| it.id);
        Ok(Error::Stale { named_version: seen, current_version: expected, changed_by, changed_fields })
    }
}
