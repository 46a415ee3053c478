//! What another system leaves besides rows: its old addresses, and the accounts of its people.

use std::sync::Arc;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::account::mandate::{give, reach_of};
use crate::act::Act;
use crate::db::counter;
use crate::db::turn::{Committed, Turn};
use crate::error::{Error, Result};
use crate::import::row::RowKind;
use crate::model::account::row as account;
use crate::model::entry::row as entry;
use crate::model::history::external;
use crate::model::member::row as member;
use crate::model::theme::row as theme;
use crate::value::email;
use crate::value::id::Id;
use crate::value::role::Role;
use crate::value::territory::TerritoryRef;
use crate::value::url::WebAddress;
use crate::viewer::Reach;
use crate::writer::Writer;
use crate::{journal, policy};

/// How many old addresses are written in one transaction.
const BATCH: usize = 200;

/// An old address of another system, and where it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldAddress {
    /// The path with its query, from the first slash on.
    pub path: String,
    /// Where it leads to.
    pub to: Destination,
}

/// Where an old address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// The entry, the member or the theme that was imported from this row.
    Row(RowKind, String),
    /// A page elsewhere.
    Address(WebAddress),
}

/// Somebody who had an account in another system.
#[derive(Debug, Clone)]
pub struct Newcomer {
    /// The key of the member that was imported from there.
    pub member: String,
    /// Their e-mail address.
    pub email: String,
    /// What they may do at most.
    pub role: Role,
    /// Where, for editors; none is the whole network.
    pub territories: Vec<TerritoryRef>,
}

/// How many took which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Brought {
    /// New here.
    pub created: usize,
    /// Changed.
    pub updated: usize,
    /// Left as they were.
    pub same: usize,
    /// Not taken: what they lead to, or belong to, is not here.
    pub left: usize,
}

impl Writer {
    /// Makes old addresses lead to what became of them; each takes the place of what was said of that address before.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not import; those of the database.
    pub async fn bring_addresses(&self, origin: &str, addresses: &[OldAddress]) -> Result<Committed<Brought>> {
        policy::permit(&self.viewer, Act::Import).map_err(Error::Denied)?;
        let mut done = Brought::default();
        let mut kept = Committed::already(done);
        for batch in addresses.chunks(BATCH) {
            let turn = self.turn().await?;
            for it in batch {
                self.bring_address(&turn, origin, it, &mut done).await?;
            }
            kept = turn.commit(done).await?;
        }
        Ok(kept)
    }

    async fn bring_address(&self, db: &Turn, origin: &str, it: &OldAddress, done: &mut Brought) -> Result<()> {
        let (location, led) = match &it.to {
            Destination::Address(address) => (Some(address.to_string()), Led::default()),
            Destination::Row(kind, key) => {
                let Some(id) = imported(db, origin, *kind, key).await? else {
                    done.left += 1;
                    return Ok(());
                };
                let led = leads_to(db, *kind, id).await?;
                if led == Led::default() {
                    done.left += 1;
                    return Ok(());
                }
                (None, led)
            }
        };
        let column = |name: &'static str| Expr::col(Alias::new(name));
        let held = Query::select()
            .columns(["location", "entry_seq", "member_seq", "theme_seq"].map(Alias::new))
            .from(Alias::new("redirect"))
            .and_where(column("path").eq(it.path.as_str()))
            .take();
        let held = db.query_one(&held).await?;
        match held {
            Some(row) => {
                let before: Option<String> = row.try_get_by_index(0)?;
                let (entry, member, theme) =
                    (row.try_get_by_index(1)?, row.try_get_by_index(2)?, row.try_get_by_index(3)?);
                if (before, Led { entry, member, theme }) == (location.clone(), led) {
                    done.same += 1;
                    return Ok(());
                }
                done.updated += 1;
            }
            None => done.created += 1,
        }
        let columns =
            ["path", "status", "location", "entry_seq", "member_seq", "theme_seq", "created_at"].map(Alias::new);
        let renewed = columns[1..].to_vec();
        let written = Query::insert()
            .into_table(Alias::new("redirect"))
            .columns(columns)
            .values_panic([
                it.path.as_str().into(),
                301_i64.into(),
                location.into(),
                led.entry.into(),
                led.member.into(),
                led.theme.into(),
                sea_orm::sea_query::Value::from(self.inner.clock.now()).into(),
            ])
            .on_conflict(OnConflict::column(Alias::new("path")).update_columns(renewed).to_owned())
            .take();
        db.execute(&written).await?;
        Ok(())
    }

    /// Makes accounts without a password for people who had one in another system: each sets a password by a mail that they ask for.
    /// Who has an account here, by that address or as that member, is left as they are.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not import and manage accounts; those of the database.
    pub async fn bring_people(&self, origin: &str, people: &[Newcomer]) -> Result<Committed<Brought>> {
        policy::permit(&self.viewer, Act::Import).map_err(Error::Denied)?;
        policy::permit(&self.viewer, Act::ManageTokens).map_err(Error::Denied)?;
        let mut done = Brought::default();
        let turn = self.turn().await?;
        for it in people {
            self.bring_person(&turn, origin, it, &mut done).await?;
        }
        if done.created > 0 {
            counter::touch_reference(&turn).await?;
        }
        let kept = turn.commit(done).await?;
        self.inner.catch_up().await;
        Ok(kept)
    }

    async fn bring_person(&self, db: &Turn, origin: &str, it: &Newcomer, done: &mut Brought) -> Result<()> {
        let (clock, reference) = (&self.inner.clock, Arc::clone(&self.inner.reference()));
        let member = match imported(db, origin, RowKind::Member, &it.member).await? {
            Some(id) => member::Entity::find().filter(member::Column::Id.eq(id)).one(db).await?,
            None => None,
        };
        let (Some(member), Ok(email)) = (member, email::address(&it.email)) else {
            done.left += 1;
            return Ok(());
        };
        let held = account::Column::Email.eq(email.as_str()).or(account::Column::MemberSeq.eq(member.seq));
        if account::Entity::find().filter(held).one(db).await?.is_some() {
            done.same += 1;
            return Ok(());
        }
        let reach = match (it.role, it.territories.as_slice()) {
            (Role::Contributor, _) => Reach::Inside(Vec::new()),
            (Role::Editor | Role::Admin, places) => reach_of(places, &reference)?,
        };
        let row = account::ActiveModel {
            member_seq: Set(Some(member.seq)),
            email: Set(Some(email)),
            // whoever runs the program vouches for it
            email_verified_at: Set(Some(clock.now())),
            ..account::fresh(clock, it.role, reference.settings.language().as_str())
        };
        let made = row.insert(db).await?;
        if it.role > Role::Contributor {
            give(db, clock, &reference, made.seq, self.viewer.grant().map(|it| it.account_seq), &reach).await?;
        }
        let detail = Some(it.role.word().to_owned());
        journal::note(db, clock, &self.viewer, "accountCreate", ("account", made.id), detail).await?;
        done.created += 1;
        Ok(())
    }
}

/// What an old address leads to, by row number: one of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Led {
    entry: Option<i64>,
    member: Option<i64>,
    theme: Option<i64>,
}

async fn leads_to(db: &Turn, kind: RowKind, id: Id) -> Result<Led> {
    let mut led = Led::default();
    match kind {
        RowKind::Entry(_) => {
            let found = entry::Entity::find().select_only().column(entry::Column::Seq);
            led.entry = found.filter(entry::Column::Id.eq(id)).into_tuple().one(db).await?;
        }
        RowKind::Member => {
            let found = member::Entity::find().select_only().column(member::Column::Seq);
            led.member = found.filter(member::Column::Id.eq(id)).into_tuple().one(db).await?;
        }
        RowKind::Theme => {
            let found = theme::Entity::find().select_only().column(theme::Column::Seq);
            led.theme = found.filter(theme::Column::Id.eq(id)).into_tuple().one(db).await?;
        }
        // a source has no page
        RowKind::Source => {}
    }
    Ok(led)
}

/// What was made of a row of an origin.
async fn imported(db: &Turn, origin: &str, kind: RowKind, key: &str) -> Result<Option<Id>> {
    let key = (origin.to_owned(), kind.word().to_owned(), key.to_owned());
    Ok(external::Entity::find_by_id(key).one(db).await?.map(|it| it.object_id))
}
