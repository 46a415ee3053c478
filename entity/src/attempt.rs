//! Counts attempts (passwords, mails) for all servers of a database: strictly for an address and a client together, so
//! that nobody uses up the attempts of somebody else; generously for an address alone, which then slows down. Only
//! hashes of addresses and clients are stored.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use tokio::sync::Semaphore;

use crate::error::Result;
use crate::value::clock::Instant;
use crate::value::email;
use crate::value::id::Id;
use crate::value::secret::hash;

/// How many may be tried at once, after how many milliseconds there is one more, and for how long one waits at most.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rate {
    at_once: i64,
    pub(crate) each: i64,
    patience: i64,
}

/// Passwords of one address by one client.
pub(crate) const OF_CLIENT: Rate = Rate { at_once: 10, each: 60_000, patience: 0 };
/// Passwords of one address, whoever tries.
pub(crate) const OF_ADDRESS: Rate = Rate { at_once: 100, each: 2_000, patience: 6_000 };
/// Mails to an address that anybody may name.
pub(crate) const OF_MAILS: Rate = Rate { at_once: 10, each: 60_000, patience: 600_000 };
/// How many requests wait at once, so that they do not take the place of others.
pub(crate) static WAITING: Semaphore = Semaphore::const_new(8);

/// From where somebody tries.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The network address, when it is known.
    pub client: Option<String>,
    /// The mark of a device on which somebody has signed in before: the account, and the device.
    pub device: Option<(Id, Id)>,
}

/// The table `attempt`: until when the tries so far fill what is let through.
pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    use crate::value::clock::Instant;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "attempt")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub client: String,
        pub until: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A try that was let through; a good one is taken back.
pub(crate) struct Attempt {
    pub(crate) subject: String,
    pub(crate) client: String,
    pub(crate) known_device: bool,
}

impl Attempt {
    /// Takes a try back that was good: this client may try anew.
    pub(crate) async fn was_good(self, db: &impl ConnectionTrait) -> Result<()> {
        row::Entity::delete_by_id((self.subject.clone(), self.client)).exec(db).await?;
        if !self.known_device
            && let Some(held) = locked(db, &self.subject, "").await?
        {
            let until = held.until.plus_milliseconds(-OF_ADDRESS.each);
            let mut held = held.into_active_model();
            held.until = Set(until);
            row::Entity::update(held).exec(db).await?;
        }
        Ok(())
    }
}

/// Forgets how often passwords of an address were tried, by all clients: somebody who reads its mails has set another.
pub(crate) async fn forgive(db: &impl ConnectionTrait, email: &str) -> Result<()> {
    let of_address = row::Column::Subject.eq(subject("password", email));
    row::Entity::delete_many().filter(of_address).exec(db).await?;
    Ok(())
}

/// In how many milliseconds one more mail may go to an address that anybody may name; none when too many wait already.
pub(crate) async fn charge_mail(db: &impl ConnectionTrait, email: &str, now: Instant) -> Result<Option<i64>> {
    charge(db, &subject("mail", email), "", OF_MAILS, now).await
}

/// Forgets what is whole again.
pub(crate) async fn sweep(db: &impl ConnectionTrait, now: Instant) -> Result<()> {
    row::Entity::delete_many().filter(row::Column::Until.lt(now)).exec(db).await?;
    Ok(())
}

pub(crate) fn subject(what: &str, email: &str) -> String {
    hash(&format!("{what} {}", email::key(email)))
}

/// Counts one more; in how many milliseconds it is let through, none when that is too long: then it does not count. After the
/// generic cell rate algorithm (ITU-T I.371, appendix A).
pub(crate) async fn charge(
    db: &impl ConnectionTrait,
    subject: &str,
    client: &str,
    rate: Rate,
    now: Instant,
) -> Result<Option<i64>> {
    let fresh = row::ActiveModel { subject: Set(subject.to_owned()), client: Set(client.to_owned()), until: Set(now) };
    let known = [row::Column::Subject, row::Column::Client];
    row::Entity::insert(fresh)
        .on_conflict(OnConflict::columns(known).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    let Some(held) = locked(db, subject, client).await? else { return Ok(None) };
    let until = std::cmp::max(held.until, now).plus_milliseconds(rate.each);
    let wait = (until.milliseconds() - now.milliseconds() - rate.at_once * rate.each).max(0);
    if wait > rate.patience {
        return Ok(None);
    }
    let mut held = held.into_active_model();
    held.until = Set(until);
    row::Entity::update(held).exec(db).await?;
    Ok(Some(wait))
}

async fn locked(db: &impl ConnectionTrait, subject: &str, client: &str) -> Result<Option<row::Model>> {
    let key = (subject.to_owned(), client.to_owned());
    Ok(row::Entity::find_by_id(key).lock_exclusive().one(db).await?)
}
