//! The door for writing. Born with a viewer; every act passes the policy before it touches a row.

use std::sync::Arc;

use sea_orm::ConnectionTrait;

use crate::act::Act;
use crate::database::Inner;
use crate::db::caller::Caller;
use crate::db::turn::Turn;
use crate::entry::latest;
use crate::entry::saver::Saver;
use crate::error::{Error, Found, Result};
use crate::model::entry::row;
use crate::policy::{self, Subject};
use crate::reader::Reader;
use crate::reference::Snapshot;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::problem::Problem;
use crate::viewer::Viewer;

/// What one viewer may write. Made for one request.
#[derive(Clone)]
pub struct Writer {
    pub(crate) inner: Arc<Inner>,
    pub(crate) viewer: Viewer,
    caller: Caller,
    /// What is wrong with the input, as it was found before it came here.
    noted: Vec<Problem>,
}

impl Writer {
    pub(crate) fn new(inner: Arc<Inner>, viewer: Viewer) -> Self {
        Self { inner, viewer, caller: Caller::default(), noted: Vec::new() }
    }

    /// The same writer for a request that may be given up: what it has not begun by then does not begin.
    #[must_use]
    pub fn called_by(self, caller: Caller) -> Self {
        Self { caller, ..self }
    }

    /// The same writer of an input with which something is wrong already: nothing is written, and what is wrong is told together
    /// with what else is found.
    #[must_use]
    pub fn noting(self, noted: Vec<Problem>) -> Self {
        Self { noted, ..self }
    }

    /// What was found before, to go on with.
    pub(crate) fn found(&self) -> Found {
        Found::after(self.noted.clone())
    }

    /// What the same viewer reads at this moment.
    pub(crate) fn reader(&self) -> Reader {
        Reader::new(Arc::clone(&self.inner), self.viewer.clone())
    }

    /// Begins a turn among all who write public things, unless the database is known to be gone or the request is given up. What
    /// has begun is not given up halfway.
    pub(crate) async fn turn(&self) -> Result<Turn> {
        self.found().end()?;
        self.turn_to_check().await
    }

    /// The same where something is wrong with the input, to find what else is: whoever begins it ends the checks before anything is
    /// written.
    pub(crate) async fn turn_to_check(&self) -> Result<Turn> {
        self.caller.begins(self.inner.read.while_up(self.inner.write.begin_turn())).await
    }

    /// Begins a transaction that touches nothing public, under the same conditions.
    pub(crate) async fn transaction(&self) -> Result<Turn> {
        self.found().end()?;
        self.caller.begins(self.inner.read.while_up(self.inner.write.begin())).await
    }
}

impl Writer {
    /// An entry that the viewer may see in its latest state, and what the law needs to know of it.
    pub(crate) async fn find(
        &self,
        db: &impl ConnectionTrait,
        id: Id,
        kind: Option<Kind>,
    ) -> Result<(row::Model, Subject)> {
        latest::by_id(db, (&self.viewer, self.inner.clock.now()), id, kind).await
    }

    /// The same, by row number.
    pub(crate) async fn find_by_seq(&self, db: &impl ConnectionTrait, seq: i64) -> Result<(row::Model, Subject)> {
        latest::by_seq(db, (&self.viewer, self.inner.clock.now()), seq).await
    }

    pub(crate) fn permit(&self, act: Act, subject: Subject, reference: &Snapshot) -> Result<()> {
        policy::permit_on(&self.viewer, act, subject, reference).map_err(Error::Denied)
    }

    pub(crate) fn desk<'a>(&'a self, db: &'a Turn, reference: &'a Snapshot) -> Saver<'a> {
        Saver {
            db,
            clock: &self.inner.clock,
            viewer: &self.viewer,
            reference,
            author: None,
            as_published: false,
            batch: None,
        }
    }
}
