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

use crate::error::{Error, Problem, ProblemCode, Result};
use crate::history::{external, run};
use crate::id::Id;
use crate::import::merge::{Merged, merge};
pub use crate::import::row::{Mode, Outcome, Row, RowKind};
use crate::journal;
use crate::reference::Reference;
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
    mode: Mode,
    run: i64,
    transaction: Option<DatabaseTransaction>,
    pending: usize,
    reference: Arc<Reference>,
    stale: bool,
    touched: bool,
    ids: HashMap<(RowKind, String), Id>,
}

impl Import {
    pub(crate) async fn begin(
        inner: Arc<Inner>,
        viewer: Viewer,
        origin: &str,
        digest: &str,
        mode: Mode,
    ) -> Result<Self> {
        let transaction = store::begin(&inner.write).await?;
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
        let reference = Arc::new(Reference::load(&transaction).await?);
        let origin = origin.to_owned();
        Ok(Self {
            inner,
            viewer,
            origin,
            mode,
            run,
            transaction: Some(transaction),
            pending: 0,
            reference,
            stale: false,
            touched: false,
            ids,
        })
    }

    /// Takes one row. Rows that it refers to must have come before.
    ///
    /// # Errors
    /// Those of the database; what is wrong with the row itself is an [`Outcome::Refused`].
    pub async fn row(&mut self, row: &Row) -> Result<Outcome> {
        if self.stale {
            self.reference = Arc::new(Reference::load(self.transaction()).await?);
            self.stale = false;
        }
        let savepoint = self.transaction().begin().await?;
        let outcome = match self.apply(&savepoint, row).await {
            Ok((outcome, id)) => {
                savepoint.commit().await?;
                if let Some(id) = id {
                    self.ids.insert((row.kind, row.key.clone()), id);
                }
                self.note_touch(row.kind, &outcome);
                outcome
            }
            Err(Error::Invalid(problems)) => {
                savepoint.rollback().await?;
                Outcome::Refused(problems)
            }
            Err(other) => return Err(other),
        };
        self.pending += 1;
        if self.mode == Mode::Lenient && self.pending >= CHUNK {
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
        if !keep || self.mode == Mode::DryRun {
            transaction.rollback().await?;
            return self.inner.refresh().await;
        }
        if let Some(run) = run::Entity::find_by_id(self.run).one(&transaction).await? {
            let mut run = run.into_active_model();
            run.finished_at = Set(Some(self.inner.clock.now()));
            run.report = Set(Some(report.to_owned()));
            run.update(&transaction).await?;
        }
        if self.touched {
            store::touch_reference(&transaction).await?;
        }
        transaction.commit().await?;
        self.inner.refresh().await
    }

    fn transaction(&self) -> &DatabaseTransaction {
        self.transaction.as_ref().expect("an import has a transaction until it is finished, which consumes it")
    }

    fn note_touch(&mut self, kind: RowKind, outcome: &Outcome) {
        let changed = match outcome {
            Outcome::Created | Outcome::Updated(_) => true,
            Outcome::Conflict { updated, .. } => !updated.is_empty(),
            Outcome::Same | Outcome::Refused(_) => false,
        };
        let held = match kind {
            RowKind::Source | RowKind::Theme | RowKind::Member => true,
            RowKind::Entry(_) => false,
        };
        self.stale |= changed && held;
        self.touched |= changed && held;
    }

    async fn commit(&mut self) -> Result<()> {
        if self.touched {
            store::touch_reference(self.transaction()).await?;
            self.touched = false;
        }
        if let Some(done) = self.transaction.take() {
            done.commit().await?;
        }
        self.transaction = Some(store::begin(&self.inner.write).await?);
        self.pending = 0;
        self.inner.refresh().await
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
        Desk { db, clock: &self.inner.clock, viewer: &self.viewer, reference: &self.reference }
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
