//! Imports are upserts, three-way by field: what was imported last, what stands here now, what comes in. Only a field
//! that changed on both sides is a conflict. One savepoint a row, so that a bad row loses nothing else.

mod catalogue;
mod entry;
mod merge;
mod resolve;
mod row;

use std::collections::HashMap;
use std::sync::Arc;

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    TransactionTrait,
};
use serde_json::{Map, Value};

use crate::erasure;
use crate::error::{Error, Problem, ProblemCode, Result};
use crate::history::{external, run};
use crate::id::Id;
use crate::import::merge::{Merged, merge};
pub use crate::import::row::{Manner, Mode, Outcome, Row, RowKind};
use crate::journal;
use crate::reference::{Reference, Written};
use crate::save::Desk;
use crate::store::{self, Inner};
use crate::viewer::Viewer;

/// How many rows are committed together.
const CHUNK: usize = 100;

/// An import under way.
pub struct Import {
    inner: Arc<Inner>,
    viewer: Viewer,
    origin: String,
    manner: Manner,
    run: i64,
    transaction: Option<DatabaseTransaction>,
    pending: usize,
    reference: Reference,
    touched: bool,
    themes_moved: bool,
    ids: HashMap<(RowKind, String), Id>,
}

impl Import {
    pub(crate) async fn begin(
        inner: Arc<Inner>,
        viewer: Viewer,
        origin: &str,
        digest: &str,
        manner: Manner,
    ) -> Result<Self> {
        let transaction = store::begin_turn(&inner.write).await?;
        let model = run::ActiveModel {
            seq: NotSet,
            id: Set(inner.clock.new_id()),
            origin: Set(origin.to_owned()),
            digest: Set(digest.to_owned()),
            started_at: Set(inner.clock.now()),
            finished_at: Set(None),
            report: Set(None),
        };
        let run = model.insert(&transaction).await?.seq;
        let known: Vec<(String, String, Id)> = external::Entity::find()
            .select_only()
            .columns([external::Column::Kind, external::Column::Key, external::Column::ObjectId])
            .filter(external::Column::Origin.eq(origin))
            .into_tuple()
            .all(&transaction)
            .await?;
        let named = |(kind, key, id): (String, String, Id)| RowKind::of_word(&kind).map(|kind| ((kind, key), id));
        let ids = known.into_iter().filter_map(named).collect();
        let reference = Reference::load(&transaction).await?;
        let origin = origin.to_owned();
        Ok(Self {
            inner,
            viewer,
            origin,
            manner,
            run,
            transaction: Some(transaction),
            pending: 0,
            reference,
            touched: false,
            themes_moved: false,
            ids,
        })
    }

    /// Takes one row. Rows that it refers to must have come before.
    ///
    /// # Errors
    /// Those of the database; what is wrong with the row itself is an [`Outcome::Refused`].
    pub async fn row(&mut self, row: &Row) -> Result<Outcome> {
        let savepoint = self.transaction().begin().await?;
        let outcome = match self.apply(&savepoint, row).await {
            Ok((outcome, id)) => {
                savepoint.commit().await?;
                if let Some(id) = id {
                    self.ids.insert((row.kind, row.key.clone()), id);
                    self.take_in(row.kind, id, &outcome).await?;
                }
                outcome
            }
            Err(Error::Invalid(problems)) => {
                savepoint.rollback().await?;
                Outcome::Refused(problems)
            }
            Err(other) => return Err(other),
        };
        self.pending += 1;
        if self.manner.mode == Mode::Lenient && self.pending >= CHUNK {
            self.commit().await?;
        }
        Ok(outcome)
    }

    /// Ends the import. `keep` false undoes what is not committed yet: all of it, in strict mode.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn finish(mut self, report: &str, keep: bool) -> Result<()> {
        let Some(transaction) = self.transaction.take() else { return Ok(()) };
        if !keep || self.manner.mode == Mode::DryRun {
            transaction.rollback().await?;
            return self.inner.refresh().await;
        }
        if let Some(run) = run::Entity::find_by_id(self.run).one(&transaction).await? {
            let mut run = run.into_active_model();
            run.finished_at = Set(Some(self.inner.clock.now()));
            run.report = Set(Some(report.to_owned()));
            run.update(&transaction).await?;
        }
        self.close_chunk(&transaction).await?;
        transaction.commit().await?;
        // it is kept, whatever becomes of reading it back
        self.inner.catch_up().await;
        Ok(())
    }

    /// Whether every row that was taken so far is committed.
    pub fn is_settled(&self) -> bool {
        self.pending == 0
    }

    /// Ends the import before its last row: what was taken is kept in lenient mode, and undone in the others. It does not
    /// count as one that came to its end.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn stop(mut self) -> Result<()> {
        let Some(transaction) = self.transaction.take() else { return Ok(()) };
        if self.manner.mode == Mode::Lenient {
            self.close_chunk(&transaction).await?;
            transaction.commit().await?;
        } else {
            transaction.rollback().await?;
        }
        self.inner.catch_up().await;
        Ok(())
    }

    fn transaction(&self) -> &DatabaseTransaction {
        self.transaction.as_ref().expect("an import has a transaction until it is finished, which consumes it")
    }

    /// Keeps what is held in memory true for the rows that follow.
    async fn take_in(&mut self, kind: RowKind, id: Id, outcome: &Outcome) -> Result<()> {
        let changed = match outcome {
            Outcome::Created | Outcome::Updated(_) => true,
            Outcome::Conflict { updated, .. } => !updated.is_empty(),
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

    /// What a commit must say to all who hold reference data in memory, this import included.
    async fn close_chunk(&mut self, db: &DatabaseTransaction) -> Result<()> {
        if std::mem::take(&mut self.themes_moved) {
            catalogue::renew_theme_closure(db).await?;
        }
        if std::mem::take(&mut self.touched) {
            store::touch_reference(db).await?;
            self.reference.tick = store::tick(db).await?;
        }
        Ok(())
    }

    async fn commit(&mut self) -> Result<()> {
        if let Some(done) = self.transaction.take() {
            self.close_chunk(&done).await?;
            done.commit().await?;
            self.pending = 0;
        }
        self.inner.refresh().await?;
        // imports take turns chunk by chunk
        let next = store::begin_turn(&self.inner.write).await?;
        // somebody else may have had their turn
        if store::tick(&next).await? != self.reference.tick {
            self.reference = Reference::load(&next).await?;
        }
        self.transaction = Some(next);
        Ok(())
    }

    async fn apply(&self, db: &DatabaseTransaction, row: &Row) -> Result<(Outcome, Option<Id>)> {
        let word = row.kind.word().to_owned();
        let known = external::Entity::find_by_id((self.origin.clone(), word, row.key.clone())).one(db).await?;
        let mut fields = row.fields.clone();
        let own_id = take_id(&mut fields)?;
        if row.deleted {
            fields = withdrawal(row.kind)?;
            if known.is_none() {
                return Ok((Outcome::Same, None));
            }
        }
        let fields = resolve::resolve(self, db, row.kind, fields).await?;
        let incoming = self.normalise(row.kind, &fields)?;
        let Some(known) = known else { return self.meet(db, row, own_id, incoming).await };
        let base: Map<String, Value> = serde_json::from_str(&known.imported)?;
        let same = |(name, value): (&String, &Value)| merge::alike(base.get(name), Some(value));
        if incoming.iter().all(same) {
            return Ok((Outcome::Same, Some(known.object_id)));
        }
        let id = known.object_id;
        let outcome = self.change(db, row.kind, id, &base, &incoming).await?;
        let kept = merge::base_after(base, &incoming, &outcome);
        let mut known = known.into_active_model();
        known.imported = Set(serde_json::to_string(&kept)?);
        known.run_seq = Set(self.run);
        known.update(db).await?;
        Ok((outcome, Some(id)))
    }

    /// A row that is not known by its key: new, or here already under the id that it names.
    async fn meet(
        &self,
        db: &DatabaseTransaction,
        row: &Row,
        own_id: Option<Id>,
        incoming: Map<String, Value>,
    ) -> Result<(Outcome, Option<Id>)> {
        let id = own_id.unwrap_or_else(|| self.inner.clock.new_id());
        let here = own_id.is_some() && self.current(db, row.kind, id).await?.is_some();
        if let Some(own_id) = own_id.filter(|_| !here)
            && self.is_taken(db, own_id).await?
        {
            return Err(Problem::new(ProblemCode::Taken, "id", "is the id of something of another kind").into());
        }
        let (outcome, base) = if here {
            let outcome = self.change(db, row.kind, id, &Map::new(), &incoming).await?;
            let base = merge::base_after(Map::new(), &incoming, &outcome);
            (outcome, base)
        } else {
            (Outcome::Created, self.create(db, row, id, incoming).await?)
        };
        let known = external::ActiveModel {
            origin: Set(self.origin.clone()),
            kind: Set(row.kind.word().to_owned()),
            key: Set(row.key.clone()),
            object_id: Set(id),
            imported: Set(serde_json::to_string(&base)?),
            run_seq: Set(self.run),
        };
        external::Entity::insert(known).exec_without_returning(db).await?;
        Ok((outcome, Some(id)))
    }

    /// Whether anything that an import can make has this id.
    async fn is_taken(&self, db: &DatabaseTransaction, id: Id) -> Result<bool> {
        let reference = &self.reference;
        let in_memory = reference.members.by_id(id).is_some()
            || reference.themes.by_id(id).is_some()
            || reference.sources.by_id(id).is_some();
        Ok(in_memory || crate::save::number_of(db, id).await?.is_some())
    }

    async fn change(
        &self,
        db: &DatabaseTransaction,
        kind: RowKind,
        id: Id,
        base: &Map<String, Value>,
        incoming: &Map<String, Value>,
    ) -> Result<Outcome> {
        let current = self.current(db, kind, id).await?;
        let current = current.ok_or_else(|| Error::Internal(format!("{} {id} has vanished", kind.word()).into()))?;
        let Merged { fields, set, conflicts } = merge(base, incoming, current);
        if (set.len() + conflicts.len()) > 0 && erasure::is_gone(db, id).await? {
            let message = "was taken out for good (memberErase, entryPurge): no import brings it back";
            return Err(Problem::new(ProblemCode::Inconsistent, "key", message).into());
        }
        if !set.is_empty() {
            self.update(db, kind, id, &fields).await?;
            journal::note(db, &self.inner.clock, &self.viewer, "update", (kind.word(), id), Some(set.join(" ")))
                .await?;
        }
        Ok(match (set.is_empty(), conflicts.is_empty()) {
            (true, true) => Outcome::Same,
            (false, true) => Outcome::Updated(set),
            (_, false) => Outcome::Conflict { conflicts, updated: set },
        })
    }

    fn normalise(&self, kind: RowKind, fields: &Map<String, Value>) -> Result<Map<String, Value>> {
        match kind {
            RowKind::Source | RowKind::Theme | RowKind::Member => catalogue::normalise(kind, fields),
            RowKind::Entry(kind) => entry::normalise(kind, fields),
        }
    }

    async fn current(&self, db: &DatabaseTransaction, kind: RowKind, id: Id) -> Result<Option<Map<String, Value>>> {
        match kind {
            RowKind::Source | RowKind::Theme | RowKind::Member => catalogue::current(&self.reference, kind, id),
            RowKind::Entry(kind) => entry::current(db, kind, id).await,
        }
    }

    /// Makes the thing; answers with what counts as imported.
    async fn create(
        &self,
        db: &DatabaseTransaction,
        row: &Row,
        id: Id,
        fields: Map<String, Value>,
    ) -> Result<Map<String, Value>> {
        let desk = self.desk(db);
        let base = match row.kind {
            RowKind::Source | RowKind::Theme | RowKind::Member => {
                let slug = catalogue::save(&desk, row.kind, id, Some(&row.key), &fields).await?;
                let mut base = Map::from_iter([("slug".to_owned(), Value::from(slug.to_string()))]);
                base.extend(fields);
                base
            }
            RowKind::Entry(kind) => entry::create(&desk, kind, id, &row.key, fields).await?,
        };
        journal::note(db, &self.inner.clock, &self.viewer, "create", (row.kind.word(), id), None).await?;
        Ok(base)
    }

    async fn update(&self, db: &DatabaseTransaction, kind: RowKind, id: Id, fields: &Map<String, Value>) -> Result<()> {
        let desk = self.desk(db);
        match kind {
            RowKind::Source | RowKind::Theme | RowKind::Member => {
                catalogue::save(&desk, kind, id, None, fields).await.map(drop)
            }
            RowKind::Entry(kind) => entry::update(&desk, kind, id, fields).await,
        }
    }

    fn desk<'a>(&'a self, db: &'a DatabaseTransaction) -> Desk<'a, DatabaseTransaction> {
        Desk {
            db,
            clock: &self.inner.clock,
            viewer: &self.viewer,
            reference: &self.reference,
            author: None,
            as_published: self.manner.as_published,
        }
    }
}

fn take_id(fields: &mut Map<String, Value>) -> Result<Option<Id>> {
    match fields.shift_remove("id") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => {
            let id = text
                .parse()
                .map_err(|it: crate::id::BadId| Problem::new(ProblemCode::Malformed, "id", it.to_string()))?;
            Ok(Some(id))
        }
        Some(_) => Err(Problem::new(ProblemCode::Malformed, "id", "is not a text").into()),
    }
}

fn withdrawal(kind: RowKind) -> Result<Map<String, Value>> {
    match kind {
        RowKind::Entry(_) => Ok(Map::from_iter([("status".to_owned(), Value::from("WITHDRAWN"))])),
        RowKind::Source | RowKind::Theme | RowKind::Member => {
            let message = format!("a {} cannot be withdrawn by an import", kind.word());
            Err(Problem::new(ProblemCode::Inconsistent, "deleted", message).into())
        }
    }
}
