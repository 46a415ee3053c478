//! Who did what, with which entry or account, when, by which kind of credential: for administrators to read. Nothing in
//! it is a secret or an address. The table is named in this file alone: no right and no answer rests on it, so that its old lines can
//! be deleted.

use std::time::Duration;

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};

use crate::db::paging::{self, Cursor, Key, Page, Side, Slice};
use crate::db::turn::Turn;
use crate::error::{Error, Result};
use crate::journal;
use crate::policy::{self, Act};
use crate::reader::Reader;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::writer::Writer;

/// How many lines one transaction deletes: few enough that it takes milliseconds.
const BATCH: u64 = 1_000;
/// How long the database is left to others between two such transactions.
const PAUSE: Duration = Duration::from_millis(50);

/// The table `audit`.
mod table {
    use sea_orm::entity::prelude::*;

    use crate::value::clock::Instant;
    use crate::value::id::Id;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub at: Instant,
        pub actor: String,
        pub credential: String,
        pub action: String,
        pub object_kind: Option<String>,
        pub object_id: Option<Id>,
        pub detail: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A line that is to be written.
pub(crate) struct Line<'a> {
    pub(crate) at: Instant,
    pub(crate) actor: String,
    pub(crate) credential: String,
    pub(crate) action: &'a str,
    pub(crate) object: Option<(&'a str, Id)>,
    pub(crate) detail: Option<String>,
}

/// Something that was done.
#[derive(Debug, Clone)]
pub struct Record {
    seq: i64,
    /// When.
    pub at: Instant,
    /// Who: `account:` and an id, `operator:` and a command, `none`.
    pub actor: String,
    /// By what: `session:` or `token:` and an id, `password`, `operator:` and a command, `none`.
    pub credential: String,
    /// What, by the name of the mutation.
    pub action: String,
    /// What kind of object it was done with.
    pub object_kind: Option<String>,
    /// Which one.
    pub object: Option<Id>,
    /// What exactly.
    pub detail: Option<String>,
}

/// What records are narrowed by.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Narrowed {
    /// Done with this object.
    pub object: Option<Id>,
    /// Done by this account.
    pub account: Option<Id>,
    /// Of these names.
    pub actions: Option<Vec<String>>,
}

impl Reader {
    /// A page of what was done, the newest first.
    ///
    /// # Errors
    /// [`Error::Denied`] for who may not; [`Error::Invalid`] for a cursor that is not of this list.
    pub async fn audit(&self, narrowed: &Narrowed, page: &Page) -> Result<Slice<Record>> {
        policy::permit(self.viewer(), Act::Audit).map_err(Error::Denied)?;
        let mut asked = table::Entity::find().filter(condition(narrowed));
        let backwards = page.backwards();
        for (text, side) in page.cursors() {
            let Cursor(_, mut keys, _) = Cursor::decode(text, &paging::mark(&("audit", narrowed)), 1)?;
            let Some(Key::Number(place)) = keys.pop() else { return Err(Cursor::foreign().into()) };
            asked = match side {
                Side::Before => asked.filter(table::Column::Seq.gt(place)),
                Side::After => asked.filter(table::Column::Seq.lt(place)),
            };
        }
        asked = match backwards {
            true => asked.order_by_asc(table::Column::Seq),
            false => asked.order_by_desc(table::Column::Seq),
        };
        let asked = asked.limit(u64::from(page.rows()) + 1).offset(u64::from(page.offset()));
        let rows = self.rows(&asked.into_query()).await?;
        let read = rows.iter().map(|it| table::Model::from_query_result(it, "").map(record));
        Ok(Slice::cut(read.collect::<std::result::Result<_, _>>()?, page))
    }

    /// The cursor of a record.
    pub fn audit_cursor(narrowed: &Narrowed, record: &Record) -> String {
        Cursor(paging::mark(&("audit", narrowed)), vec![Key::Number(record.seq)], Id(uuid::Uuid::nil())).encode()
    }

    /// How many records there are, counted up to one more than [`MAX_COUNT`](paging::MAX_COUNT).
    ///
    /// # Errors
    /// [`Error::Denied`] for who may not.
    pub async fn count_audit(&self, narrowed: &Narrowed) -> Result<u64> {
        policy::permit(self.viewer(), Act::Audit).map_err(Error::Denied)?;
        let mut inner = Query::select().expr(Expr::cust("1")).from(table::Entity).take();
        inner.cond_where(condition(narrowed)).limit(paging::MAX_COUNT + 1);
        self.count_rows(inner).await
    }
}

impl Writer {
    /// Deletes all lines from before a moment, but for those that this call writes itself; how many. A line tells of the moment, a
    /// second one of the number. Others write meanwhile: each transaction deletes a thousand lines at most.
    ///
    /// # Errors
    /// [`Error::Denied`] for a viewer who may not read the audit; those of the database, after which the lines of earlier transactions
    /// are gone, and the call can be repeated.
    pub async fn prune_audit(&self, before: Instant) -> Result<u64> {
        policy::permit(&self.viewer, Act::Audit).map_err(Error::Denied)?;
        let (clock, moment) = (&self.inner.clock, format!("before {before}"));
        let txn = self.transaction().await?;
        let newest: Option<i64> =
            table::Entity::find().select_only().expr(table::Column::Seq.max()).into_tuple().one(&txn).await?.flatten();
        journal::note(&txn, clock, &self.viewer, "auditPrune", None, Some(moment.clone())).await?;
        txn.commit(()).await?;
        let newest = newest.unwrap_or_default();
        let mut deleted = 0;
        loop {
            let txn = self.transaction().await?;
            let batch = delete_some(&txn, before, newest).await?;
            deleted += batch;
            if batch < BATCH {
                let detail = Some(format!("{deleted} lines {moment}"));
                journal::note(&txn, clock, &self.viewer, "auditPruned", None, detail).await?;
                txn.commit(()).await?;
                break;
            }
            txn.commit(()).await?;
            tokio::time::sleep(PAUSE).await;
        }
        self.inner.write_through().await;
        Ok(deleted)
    }
}

/// Deletes the oldest lines from before a moment, up to a row number.
async fn delete_some(db: &Turn, before: Instant, newest: i64) -> Result<u64> {
    let oldest = table::Entity::find()
        .select_only()
        .column(table::Column::Seq)
        .filter(table::Column::At.lt(before))
        .filter(table::Column::Seq.lte(newest))
        .order_by_asc(table::Column::At)
        .order_by_asc(table::Column::Seq)
        .limit(BATCH)
        .into_query();
    let done = table::Entity::delete_many().filter(table::Column::Seq.in_subquery(oldest)).exec(db).await?;
    Ok(done.rows_affected)
}

/// Writes a line.
pub(crate) async fn write(db: &impl ConnectionTrait, line: Line<'_>) -> Result<()> {
    let row = table::ActiveModel {
        seq: NotSet,
        at: Set(line.at),
        actor: Set(line.actor),
        credential: Set(line.credential),
        action: Set(line.action.to_owned()),
        object_kind: Set(line.object.map(|it| it.0.to_owned())),
        object_id: Set(line.object.map(|it| it.1)),
        detail: Set(line.detail),
    };
    table::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The first acts of an account, for the person who has it.
pub(crate) async fn acts_of(db: &Turn, account: Id, most: u64) -> Result<Vec<Record>> {
    oldest(db, condition(&Narrowed { account: Some(account), ..Narrowed::default() }), most).await
}

/// What was done first with these objects, for the person whose they are.
pub(crate) async fn done_to(db: &Turn, objects: Vec<Id>, most: u64) -> Result<Vec<Record>> {
    oldest(db, Condition::all().add(table::Column::ObjectId.is_in(objects)), most).await
}

async fn oldest(db: &Turn, which: Condition, most: u64) -> Result<Vec<Record>> {
    let rows = table::Entity::find().filter(which).order_by_asc(table::Column::Seq).limit(most).all(db).await?;
    Ok(rows.into_iter().map(record).collect())
}

fn condition(narrowed: &Narrowed) -> Condition {
    let mut all = Condition::all();
    if let Some(object) = narrowed.object {
        all = all.add(table::Column::ObjectId.eq(object));
    }
    if let Some(account) = narrowed.account {
        all = all.add(table::Column::Actor.eq(format!("account:{account}")));
    }
    if let Some(actions) = &narrowed.actions {
        all = all.add(table::Column::Action.is_in(actions.iter().filter(|it| !it.contains('\0'))));
    }
    all
}

fn record(row: table::Model) -> Record {
    Record {
        seq: row.seq,
        at: row.at,
        actor: row.actor,
        credential: row.credential,
        action: row.action,
        object_kind: row.object_kind,
        object: row.object_id,
        detail: row.detail,
    }
}
