//! The turns of an import: short ones, so that nobody waits for it. A dry run has a database of its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};
use serde_json::Value;

use crate::database::Inner;
use crate::db::counter;
use crate::db::turn::{Committed, Turn, WritePool};
use crate::error::Result;
use crate::import::files::Brought;
use crate::import::foreseen::Foreseen;
use crate::import::importer::{Import, MANY};
use crate::import::row::{Manner, Mode, Row, RowKind, key};
use crate::import::{reference_data, scratch};
use crate::listing;
use crate::model::history::{external, run};
use crate::reference::Snapshot;
use crate::value::form::is_empty;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::url::WebAddress;
use crate::viewer::Viewer;

/// After how long a pause is made.
const BUSY: Duration = Duration::from_millis(800);
/// How long a pause is. Writers of one process stand in a queue, and PostgreSQL keeps one for all; of several processes on one
/// file of SQLite, each looks every tenth of a second whether the file is free, and must find it so.
const PAUSE: Duration = Duration::from_millis(120);

/// The fields of entries that name other entries, `initiatives` apart.
const REFERRING: [&str; 3] = ["adaptedFrom", "parent", "translationGroup"];

impl Import {
    pub(crate) async fn begin(
        inner: Arc<Inner>,
        viewer: Viewer,
        origin: &str,
        digest: &str,
        manner: Manner,
    ) -> Result<Self> {
        let scratch = match manner.mode {
            Mode::DryRun => Some(scratch::copy(&inner.write, inner.clock.new_id()).await?),
            Mode::Lenient | Mode::Strict => None,
        };
        let transaction = begin_batch(scratch.as_ref().unwrap_or(&inner.write)).await?;
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
        let ids: HashMap<_, _> = known.into_iter().filter_map(named).collect();
        let reference = Snapshot::load(&transaction).await?;
        Ok(Self {
            inner,
            viewer,
            origin: origin.to_owned(),
            manner,
            run,
            scratch,
            transaction: Some(transaction),
            began: Instant::now(),
            busy: Duration::ZERO,
            pending: 0,
            taken: 0,
            reference,
            touched: false,
            themes_moved: false,
            batch: Mutex::default(),
            ids,
            foreseen: Foreseen::default(),
        })
    }

    /// Ends the import, which then counts as one that came to its end; a dry run leaves nothing.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn finish(mut self, report: &str) -> Result<Committed<()>> {
        let Some(transaction) = self.transaction.take() else { return Ok(Committed::already(())) };
        if let Some(scratch) = self.scratch.take() {
            transaction.rollback().await?;
            scratch.close().await?;
            return Ok(Committed::already(()));
        }
        if let Some(run) = run::Entity::find_by_id(self.run).one(&transaction).await? {
            let mut run = run.into_active_model();
            run.finished_at = Set(Some(self.inner.clock.now()));
            run.report = Set(Some(report.to_owned()));
            run.update(&transaction).await?;
        }
        self.close_batch(&transaction).await?;
        let done = transaction.commit(()).await?;
        // it is kept, whatever becomes of reading it back
        self.inner.catch_up().await;
        let write = &self.inner.write;
        if self.taken >= MANY
            && write.backend() == DbBackend::Postgres
            && let Err(cause) = write.analyse().await
        {
            tracing::debug!(error = %cause, "the tables could not be analysed; PostgreSQL does so by itself before long");
        }
        Ok(done)
    }

    /// Whether every row that was taken so far is committed.
    pub fn is_settled(&self) -> bool {
        self.pending == 0
    }

    /// Ends the import before its last row: what was taken is kept, but by a dry run. It does not count as one that came to its
    /// end.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn stop(mut self) -> Result<()> {
        let Some(transaction) = self.transaction.take() else { return Ok(()) };
        if let Some(scratch) = self.scratch.take() {
            transaction.rollback().await?;
            scratch.close().await?;
            return Ok(());
        }
        self.close_batch(&transaction).await?;
        transaction.commit(()).await?;
        self.inner.catch_up().await;
        Ok(())
    }

    pub(super) fn transaction(&self) -> &Turn {
        self.transaction.as_ref().expect("an import has a transaction until it is finished, which consumes it")
    }

    fn db(&self) -> &WritePool {
        self.scratch.as_ref().unwrap_or(&self.inner.write)
    }

    /// Commits what was taken, and stands in the queue for the next turn behind all who wait by now.
    pub(super) async fn next_batch(&mut self) -> Result<()> {
        if let Some(done) = self.transaction.take() {
            self.close_batch(&done).await?;
            done.commit(()).await?;
        }
        self.pending = 0;
        // others may have their turn now
        self.foreseen = Foreseen::default();
        self.busy += self.began.elapsed();
        if self.busy >= BUSY {
            let shared = self.scratch.is_none() && self.db().backend() != DbBackend::Postgres;
            if shared {
                tokio::time::sleep(PAUSE).await;
            }
            self.busy = Duration::ZERO;
        }
        let next = begin_batch(self.db()).await?;
        self.began = Instant::now();
        // somebody else may have had their turn
        if counter::tick(&next).await? != self.reference.tick {
            self.reference = Snapshot::load(&next).await?;
        }
        self.transaction = Some(next);
        Ok(())
    }

    /// Whether a row makes an entry that is new by all that is known before it is read: its save may leave rows to the end of the batch, and
    /// reads none that others have left.
    pub(crate) fn is_plainly_new(&self, row: &Row, files: &[Brought]) -> bool {
        let RowKind::Entry(_) = row.kind else { return false };
        let text = |name: &str| row.fields.get(name).and_then(Value::as_str).map(str::trim);
        let is_known = row.deleted || self.ids.contains_key(&(row.kind, row.key.clone()));
        let may_match = self.manner.matching.is_some() || !files.is_empty();
        let batch = self.batch();
        let is_kept = text("id").is_some_and(|it| it.parse().is_ok_and(|id| batch.has(id)));
        let address = text("originalUrl").and_then(|it| it.parse::<WebAddress>().ok());
        // what these fields name is looked for among the rows of the database
        let refers = REFERRING.iter().any(|it| row.fields.get(*it).is_some_and(|value| !is_empty(value)));
        let mut named = row.fields.get("initiatives").and_then(Value::as_array).into_iter().flatten();
        let waits = |it: &Value| {
            let named = it.as_str().and_then(|it| self.ids.get(&(RowKind::Entry(Kind::Initiative), key(it))));
            named.is_none_or(|id| batch.has(*id))
        };
        let refers = refers || named.any(waits);
        !is_known && !may_match && !is_kept && !refers && address.is_none_or(|it| !batch.has_original(&it.page_key()))
    }

    /// Writes what earlier rows of the batch have left.
    pub(crate) async fn write_kept(&self) -> Result<()> {
        let rows = self.batch().take();
        rows.write(self.transaction()).await
    }

    /// Writes at once what the row in hand has left.
    pub(crate) async fn write_fresh(&self, db: &Turn) -> Result<()> {
        let rows = std::mem::take(&mut self.batch().fresh);
        rows.write(db).await
    }

    /// What a commit must say to all who hold reference data in memory, this import included.
    async fn close_batch(&mut self, db: &Turn) -> Result<()> {
        if std::mem::take(&mut self.themes_moved) {
            reference_data::renew_theme_closure(db).await?;
        }
        let batch = std::mem::take(self.batch.get_mut().unwrap_or_else(PoisonError::into_inner));
        let unlisted = batch.write(db).await?;
        if !unlisted.is_empty() {
            listing::renew_many(db, &unlisted)?;
        }
        if std::mem::take(&mut self.touched) {
            counter::touch_reference(db).await?;
            self.reference.tick = counter::tick(db).await?;
        }
        Ok(())
    }
}

/// Begins a turn. PostgreSQL plans each statement of it for the tables as they are: a plan that it made while they were empty reads
/// them from end to end when they no longer are.
async fn begin_batch(db: &WritePool) -> Result<Turn> {
    let turn = db.begin_turn().await?;
    if turn.get_database_backend() == DbBackend::Postgres {
        turn.execute_unprepared("SET LOCAL plan_cache_mode = force_custom_plan").await?;
    }
    Ok(turn)
}
