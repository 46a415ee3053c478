//! Reads the audit for administrators: who did what, with which entry or account, when, by which kind of credential.
//! Holds no secret and no address. No right and no answer rests on it, so that its old lines can be deleted.

use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::act::Act;
use crate::db::paging::{self, Cursor, Key, Page, Side, Slice};
use crate::db::turn::Turn;
use crate::error::{Error, Result};
use crate::model::audit::table;
use crate::policy;
use crate::reader::Reader;
use crate::value::clock::Instant;
use crate::value::id::Id;

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
    /// [`Error::Denied`] for viewers who may not; [`Error::Invalid`] for a cursor that is not of this list.
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
    /// [`Error::Denied`] for viewers who may not.
    pub async fn count_audit(&self, narrowed: &Narrowed) -> Result<u64> {
        policy::permit(self.viewer(), Act::Audit).map_err(Error::Denied)?;
        let mut inner = Query::select().expr(Expr::cust("1")).from(table::Entity).take();
        inner.cond_where(condition(narrowed)).limit(paging::MAX_COUNT + 1);
        self.count_rows(None::<&()>, |_| inner).await
    }
}

/// The first acts of an account, for the person who has it.
pub(crate) async fn acts_of(db: &Turn, account: Id, most: u64) -> Result<Vec<Record>> {
    oldest(db, condition(&Narrowed { account: Some(account), ..Narrowed::default() }), most).await
}

/// What was done first with these objects, for the person whose they are.
pub(crate) async fn done_to(db: &Turn, objects: Vec<Id>, most: u64) -> Result<Vec<Record>> {
    oldest(db, Condition::all().add(table::Column::ObjectId.is_in(objects)), most).await
}

pub(crate) async fn oldest(db: &Turn, which: Condition, most: u64) -> Result<Vec<Record>> {
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
