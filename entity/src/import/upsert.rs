//! One row of an import: names are resolved, fields compared three ways, checked and saved.

use crate::import::OnConflict;
use crate::import::Outcome;
use crate::import::Row;
use crate::import::RowKind;
use crate::import::Touched;
use crate::import::merge;
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use sea_orm::IntoActiveModel;
use serde_json::{Map, Value};

use crate::db::turn::Turn;
use crate::entry::gone;
use crate::error::{Error, Result};
use crate::import::files::Brought;
use crate::import::importer::{Import, ROWS, TURN};
use crate::import::merge::{Merged, merge};
use crate::import::{check, entry, reference_data, resolve};
use crate::journal;
use crate::model::history::external;
use crate::reference::Written;
use crate::value::id::Id;
use crate::value::problem::parameter::{JsonKind, Quoted};
use crate::value::problem::{Case, Problem};
use crate::viewer::allowance::{self, Spent};

/// Fields of which others can take the place: that one is missing is not told while another cannot be read.
pub(crate) const INSTEAD: [(&str, &[&str]); 2] =
    [("authors", &["holders", "organisers"]), ("body", &["need", "response", "story", "steps"])];

pub(crate) fn take_id(fields: &mut Map<String, Value>, faults: &mut Vec<Problem>) -> Option<Id> {
    let said = fields.shift_remove("id").filter(|it| !it.is_null())?;
    let read = match said.as_str() {
        Some(text) => text.parse::<Id>().map_err(Case::from),
        None => Err(Case::WrongKind { wanted: JsonKind::Text, found: Quoted::json(&said) }),
    };
    read.map_err(|case| faults.push(Problem::new("id", case))).ok()
}

pub(crate) fn withdrawal(kind: RowKind) -> Result<Map<String, Value>> {
    match kind {
        RowKind::Entry(_) => Ok(Map::from_iter([("status".to_owned(), Value::from("WITHDRAWN"))])),
        RowKind::Source | RowKind::Theme | RowKind::Member => {
            Err(Problem::new("deleted", Case::NotWithdrawable(kind.into())).into())
        }
    }
}

impl Import {
    /// Takes one row that brings no files. Rows that it refers to must have come before.
    ///
    /// # Errors
    /// Those of the database; what is wrong with the row itself is an [`Outcome::Refused`].
    pub async fn row(&mut self, row: &Row) -> Result<Outcome> {
        self.row_with(row, &[]).await
    }

    /// The same of a row with the files that it brings along.
    ///
    /// # Errors
    /// The same.
    pub async fn row_with(&mut self, row: &Row, files: &[Brought]) -> Result<Outcome> {
        let is_plain = self.is_plainly_new(row, files);
        if !is_plain {
            self.write_kept().await?;
        }
        self.foreseen.count();
        // what is plainly new writes nothing before the batch ends; what an account writes is counted at once
        let savepoint = match is_plain && self.viewer.grant().is_none() {
            true => None,
            false => Some(self.transaction().savepoint().await?),
        };
        let outcome = match self.apply(savepoint.as_ref().unwrap_or(self.transaction()), row, files).await {
            Ok((outcome, id)) => {
                if let Some(savepoint) = savepoint {
                    savepoint.commit(()).await?;
                }
                self.batch().keep(id);
                if let Some(id) = id {
                    self.ids.insert((row.kind, row.key.clone()), id);
                    self.foreseen.note_used(id);
                    self.take_in(row.kind, id, &outcome).await?;
                }
                outcome
            }
            Err(Error::Invalid(problems)) => {
                if let Some(savepoint) = savepoint {
                    savepoint.rollback().await?;
                }
                self.batch().undo();
                Outcome::Refused(problems)
            }
            Err(other) => return Err(other),
        };
        self.pending += 1;
        self.taken += 1;
        if self.pending >= ROWS || self.began.elapsed() >= TURN {
            self.next_batch().await?;
        }
        Ok(outcome)
    }

    /// Keeps what is held in memory true for the rows that follow.
    pub(crate) async fn take_in(&mut self, kind: RowKind, id: Id, outcome: &Outcome) -> Result<()> {
        let changed = match outcome {
            Outcome::Created | Outcome::Updated(_) => true,
            Outcome::Conflict { updated, .. } => !updated.is_empty(),
            Outcome::Proposed(touched) | Outcome::Adopted(touched) => !touched.updated.is_empty(),
            Outcome::Same | Outcome::Refused(_) => false,
        };
        let written = match kind {
            RowKind::Source => Written::Source(id),
            RowKind::Theme => Written::Theme(id),
            RowKind::Member => Written::Member(id),
            RowKind::Entry(_) => return Ok(()),
        };
        if changed && let Some(db) = &self.transaction {
            self.reference.take_in(db, written).await?;
            self.touched = true;
            self.themes_moved |= kind == RowKind::Theme;
        }
        Ok(())
    }

    pub(crate) async fn apply(&self, db: &Turn, row: &Row, files: &[Brought]) -> Result<(Outcome, Option<Id>)> {
        let word = row.kind.word().to_owned();
        let known = match self.ids.contains_key(&(row.kind, row.key.clone())) || !self.foreseen.is_unknown(row) {
            true => external::Entity::find_by_id((self.origin.clone(), word, row.key.clone())).one(db).await?,
            false => None,
        };
        let mut fields = row.fields.clone();
        let mut faults = Vec::new();
        let own_id = take_id(&mut fields, &mut faults);
        if row.deleted {
            fields = withdrawal(row.kind)?;
            if known.is_none() {
                return Ok((Outcome::Same, None));
            }
        }
        let mut fields = resolve::resolve(self, db, row.kind, fields, &mut faults).await?;
        let undescribed = match self.take_in_files(db, row.kind, &mut fields, files).await {
            Ok(undescribed) => undescribed,
            Err(Error::Invalid(found)) => {
                for name in found.iter().filter_map(|it| it.path.first()) {
                    fields.shift_remove(name);
                }
                faults.extend(found);
                Vec::new()
            }
            Err(other) => return Err(other),
        };
        let incoming = self.normalise(row.kind, &fields, &mut faults)?;
        if !faults.is_empty() {
            let id = known.map(|it| it.object_id).or(own_id);
            return Err(Error::Invalid(self.all_faults(db, row.kind, id, incoming, faults).await?));
        }
        let Some(known) = known else {
            let met = self.meet(db, row, own_id, incoming).await?;
            if !undescribed.is_empty() {
                // whoever made a file may be the member of this very row
                self.write_fresh(db).await?;
            }
            self.describe_all(db, undescribed).await?;
            return Ok(met);
        };
        let base: Map<String, Value> = serde_json::from_str(&known.imported)?;
        // an older version may have kept another form of the same
        let (digests, plain): (Map<_, _>, Map<_, _>) = base.into_iter().partition(|(_, it)| merge::is_digest(it));
        let mut base = self.normalise(row.kind, &plain, &mut Vec::new()).unwrap_or(plain);
        base.extend(digests);
        let same = |(name, value): (&String, &Value)| merge::alike(base.get(name), Some(value));
        if incoming.iter().all(same) {
            self.describe_all(db, undescribed).await?;
            return Ok((Outcome::Same, Some(known.object_id)));
        }
        let id = known.object_id;
        let outcome = self.change(db, row.kind, id, &base, &incoming).await?;
        let kept = merge::base_after(base, &incoming, &outcome);
        let mut known = known.into_active_model();
        known.imported = Set(serde_json::to_string(&merge::remembered(kept))?);
        known.run_seq = Set(self.run);
        known.update(db).await?;
        self.describe_all(db, undescribed).await?;
        Ok((outcome, Some(id)))
    }

    /// A row that is not known by its key: new, or here already under the id that it names or under what the import matches.
    pub(crate) async fn meet(
        &self,
        db: &Turn,
        row: &Row,
        own_id: Option<Id>,
        incoming: Map<String, Value>,
    ) -> Result<(Outcome, Option<Id>)> {
        let named = match own_id.filter(|it| !self.foreseen.is_unused(*it)) {
            Some(id) if self.current(db, row.kind, id).await?.is_some() => Some(id),
            Some(_) | None => None,
        };
        let matched = match named {
            Some(_) => None,
            None => self.matched(db, row, &incoming).await?,
        };
        let here = named.is_some() || matched.is_some();
        let id = matched.or(own_id).unwrap_or_else(|| self.inner.clock.new_id());
        self.batch().new_id = Some(id).filter(|_| matched.or(own_id).is_none());
        if let Some(own_id) = own_id.filter(|_| !here)
            && self.is_taken(db, own_id).await?
        {
            return Err(Problem::new("id", Case::IdTaken).into());
        }
        let (outcome, base) = if here {
            let outcome = match matched {
                Some(id) => self.adopt(db, row.kind, id, &incoming).await?,
                None => self.change(db, row.kind, id, &Map::new(), &incoming).await?,
            };
            let base = merge::base_after(Map::new(), &incoming, &outcome);
            (outcome, base)
        } else {
            self.permit_new(db, row.kind, &incoming).await?;
            (Outcome::Created, self.create(db, row, id, incoming).await?)
        };
        let known = external::ActiveModel {
            origin: Set(self.origin.clone()),
            kind: Set(row.kind.word().to_owned()),
            key: Set(row.key.clone()),
            object_id: Set(id),
            imported: Set(serde_json::to_string(&merge::remembered(base))?),
            run_seq: Set(self.run),
        };
        self.batch().fresh.imported.push(known);
        Ok((outcome, Some(id)))
    }

    /// Whether anything that an import can make has this id.
    pub(crate) async fn is_taken(&self, db: &Turn, id: Id) -> Result<bool> {
        let reference = &self.reference;
        let in_memory = reference.members.by_id(id).is_some()
            || reference.themes.by_id(id).is_some()
            || reference.sources.by_id(id).is_some();
        let is_unused = self.foreseen.is_unused(id);
        Ok(in_memory || (!is_unused && crate::entry::saver::number_of(db, id).await?.is_some()))
    }

    pub(crate) async fn change(
        &self,
        db: &Turn,
        kind: RowKind,
        id: Id,
        base: &Map<String, Value>,
        incoming: &Map<String, Value>,
    ) -> Result<Outcome> {
        let current = self.current(db, kind, id).await?;
        let current = current.ok_or_else(|| Error::Internal(format!("{} {id} has vanished", kind.word()).into()))?;
        let theirs = self.manner.on_conflict == OnConflict::Theirs;
        let Merged { fields, set, conflicts } = merge(base, incoming, current, theirs);
        if (set.len() + conflicts.len()) > 0 && gone::is_gone(db, id).await? {
            return Err(Problem::new("key", Case::TakenOut).into());
        }
        if !set.is_empty() {
            self.permit_change(db, kind, id, &fields).await?;
            self.update(db, kind, id, &fields).await?;
            journal::note(db, &self.inner.clock, &self.viewer, "update", (kind.word(), id), Some(set.join(" ")))
                .await?;
        }
        if self.manner.on_conflict == OnConflict::Propose && !conflicts.is_empty() {
            let proposed = self.propose(db, kind, id, &conflicts, incoming).await?;
            if !proposed.is_empty() {
                let conflicts = conflicts.into_iter().filter(|it| !proposed.contains(it)).collect();
                return Ok(Outcome::Proposed(Touched { updated: set, conflicts, proposed }));
            }
        }
        Ok(match (set.is_empty(), conflicts.is_empty()) {
            (true, true) => Outcome::Same,
            (false, true) => Outcome::Updated(set),
            (_, false) => Outcome::Conflict { conflicts, updated: set },
        })
    }

    /// What is wrong with a row besides the fields that cannot be read: what is wrong with the rest, as far as it does not come
    /// of leaving those out.
    pub(crate) async fn all_faults(
        &self,
        db: &Turn,
        kind: RowKind,
        id: Option<Id>,
        incoming: Map<String, Value>,
        mut faults: Vec<Problem>,
    ) -> Result<Vec<Problem>> {
        let current = match id {
            Some(id) => self.current(db, kind, id).await?,
            None => None,
        };
        let mut fields = current.unwrap_or_default();
        fields.extend(incoming);
        let more = match kind {
            RowKind::Source | RowKind::Theme | RowKind::Member => {
                let id = id.unwrap_or_else(|| self.inner.clock.new_id());
                check::faults(kind, id, &fields, &self.reference)
            }
            RowKind::Entry(kind) => entry::faults(&self.desk(db), kind, id, &fields).await?,
        };
        let unread: Vec<String> = faults.iter().filter_map(|it| it.path.first().cloned()).collect();
        let follows = |it: &Problem| {
            let name = it.path.first().map(String::as_str).unwrap_or_default();
            let instead = INSTEAD.iter().find(|(field, _)| *field == name).map_or(&[][..], |(_, others)| others);
            unread.iter().any(|it| it == name || instead.contains(&it.as_str()))
        };
        faults.extend(more.into_iter().filter(|it| !follows(it)));
        Ok(faults)
    }

    pub(crate) fn normalise(
        &self,
        kind: RowKind,
        fields: &Map<String, Value>,
        faults: &mut Vec<Problem>,
    ) -> Result<Map<String, Value>> {
        match kind {
            RowKind::Source | RowKind::Theme | RowKind::Member => reference_data::normalise(kind, fields, faults),
            RowKind::Entry(kind) => entry::normalise(kind, fields, faults),
        }
    }

    pub(crate) async fn current(&self, db: &Turn, kind: RowKind, id: Id) -> Result<Option<Map<String, Value>>> {
        match kind {
            RowKind::Source | RowKind::Theme | RowKind::Member => reference_data::current(&self.reference, kind, id),
            RowKind::Entry(kind) => entry::current(db, kind, id).await,
        }
    }

    /// Makes the thing; answers with what counts as imported.
    pub(crate) async fn create(
        &self,
        db: &Turn,
        row: &Row,
        id: Id,
        fields: Map<String, Value>,
    ) -> Result<Map<String, Value>> {
        let desk = self.desk(db);
        let base = match row.kind {
            RowKind::Source | RowKind::Theme | RowKind::Member => {
                let slug = reference_data::save(&desk, row.kind, id, Some(&row.key), &fields).await?;
                if row.kind == RowKind::Member {
                    self.show_pictures(db, id, &fields).await?;
                }
                let mut base = Map::from_iter([("slug".to_owned(), Value::from(slug.to_string()))]);
                base.extend(fields);
                base
            }
            RowKind::Entry(kind) => entry::create(&desk, kind, id, &row.key, fields).await?,
        };
        allowance::spend(db, &self.inner.clock, &self.viewer, Spent { writes: 1, ..Spent::default() }).await?;
        let line = journal::line(&self.inner.clock, &self.viewer, "create", (row.kind.word(), id), None);
        self.batch().fresh.lines.push(line.row());
        Ok(base)
    }

    pub(crate) async fn update(&self, db: &Turn, kind: RowKind, id: Id, fields: &Map<String, Value>) -> Result<()> {
        let desk = self.desk(db);
        match kind {
            RowKind::Source | RowKind::Theme | RowKind::Member => {
                reference_data::save(&desk, kind, id, None, fields).await?;
                if kind == RowKind::Member { self.show_pictures(db, id, fields).await } else { Ok(()) }
            }
            RowKind::Entry(kind) => entry::update(&desk, kind, id, fields).await,
        }
    }
}
