//! The transactional outbox: mails are queued in the transaction that causes them and leave after it. The wire words
//! them. Codes are made when a mail leaves: none is stored in plain text.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DeriveActiveEnum, EntityTrait, EnumIter, QueryFilter, QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};

use crate::attempt;
use crate::db::turn::Turn;
use crate::error::Result;
use crate::mail::one_time_code::{self, Joining, Purpose};
use crate::model::account::{Status, row as account};
use crate::store::Store;
use crate::value::clock::{Clock, Instant};
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::slug::Slug;

/// Until the next try, in milliseconds: after a minute, five, half an hour, two hours, twelve hours, a day.
const PAUSES: [i64; 6] = [60_000, 300_000, 1_800_000, 7_200_000, 43_200_000, 86_400_000];

/// Why somebody gets a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MailKind {
    /// They registered: the mail shows that the address is theirs.
    Registered,
    /// They registered or were invited, and have an account already.
    KnownAlready,
    /// They asked to set another password.
    ResetRequested,
    /// Another password was set.
    PasswordChanged,
    /// They asked to take this address in place of another.
    EmailChangeRequested,
    /// Their account has another address now.
    EmailChanged,
    /// Somebody invites them.
    Invited,
    /// Their membership was accepted.
    Accepted,
    /// They were given a mandate.
    MandateGranted,
    /// Something waits for them to publish it.
    Submitted,
    /// A change of something published waits for them to accept it.
    Proposed,
    /// An editor wrote to them about what they wrote.
    Noted,
    /// A change that they proposed was accepted.
    ProposalAccepted,
    /// A change that they proposed was not.
    ProposalRefused,
    /// What they wrote will be public.
    Scheduled,
    /// What they wrote will not be public after all.
    Unscheduled,
    /// What they wrote came back.
    Returned,
    /// What they wrote was declined.
    Refused,
    /// What they wrote is public, or will be.
    Published,
    /// What they wrote was taken back from the public.
    Withdrawn,
}

impl MailKind {
    /// Whether the mail goes to whatever address somebody has named.
    fn is_asked_for(self) -> bool {
        match self {
            Self::Registered | Self::ResetRequested | Self::EmailChangeRequested | Self::Invited => true,
            Self::KnownAlready
            | Self::PasswordChanged
            | Self::EmailChanged
            | Self::Accepted
            | Self::MandateGranted
            | Self::Submitted
            | Self::Proposed
            | Self::Noted
            | Self::ProposalAccepted
            | Self::ProposalRefused
            | Self::Scheduled
            | Self::Unscheduled
            | Self::Returned
            | Self::Refused
            | Self::Published
            | Self::Withdrawn => false,
        }
    }
}

/// What a mail is about; what does not concern it is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MailParams {
    /// The name of the recipient, or of the person who did what it tells; absent when the mail goes to an address that somebody else may have
    /// typed.
    pub name: Option<String>,
    /// The entry that it is about.
    pub entry: Option<Id>,
    /// Its kind.
    pub kind: Option<Kind>,
    /// Its slug.
    pub slug: Option<Slug>,
    /// Its title.
    pub title: Option<String>,
    /// What an editor wrote.
    pub note: Option<String>,
    /// From when.
    pub at: Option<Instant>,
    /// Until when.
    pub until: Option<Instant>,
    /// The name of a place; absent of a mandate for the whole network.
    pub place: Option<String>,
    /// The account that it concerns, where the address alone does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) account: Option<Id>,
    /// Its epoch: what was asked for before rights were taken away is not said any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) epoch: Option<i64>,
    /// What the password is kept as that somebody registered with: it goes with the code of their own mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) password_hash: Option<String>,
    /// The places that somebody named when they registered, by reference.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) territories: Vec<String>,
}

/// A mail that is to leave now.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Its id, also on the wire: a mail that is sent twice can be known for one.
    pub id: Id,
    /// The address that it goes to.
    pub to: String,
    /// The language of the recipient (BCP 47).
    pub language: String,
    /// Why.
    pub occasion: MailKind,
    /// What it is about.
    pub particulars: MailParams,
    /// The code that it carries, good once.
    pub code: Option<String>,
}

/// What became of a mail that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It has left.
    Left,
    /// It could not leave this time.
    Waits,
    /// It will never be taken.
    Refused,
}

/// The table `outbox`.
pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    use super::MailKind;
    use crate::value::clock::Instant;
    use crate::value::id::Id;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub id: Id,
        pub recipient: String,
        pub language: String,
        pub template: MailKind,
        pub payload: String,
        pub created_at: Instant,
        pub next_try_at: Instant,
        pub tries: i64,
        pub sent_at: Option<Instant>,
        pub given_up_at: Option<Instant>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Writes down a mail, in the transaction that is its reason.
pub(crate) async fn post(
    db: &impl ConnectionTrait,
    clock: &Clock,
    to: &str,
    language: &str,
    occasion: MailKind,
    particulars: &MailParams,
) -> Result<()> {
    let now = clock.now();
    // an address that anybody may name gets only so many; those that wait are enough for a person who reads the mails
    let wait = match occasion.is_asked_for() {
        true => attempt::charge_mail(db, to, now).await?,
        false => Some(0),
    };
    let Some(wait) = wait else { return Ok(()) };
    let row = row::ActiveModel {
        seq: NotSet,
        id: Set(clock.new_id()),
        recipient: Set(to.to_owned()),
        language: Set(language.to_owned()),
        template: Set(occasion),
        payload: Set(serde_json::to_string(particulars)?),
        created_at: Set(now),
        next_try_at: Set(now.plus_milliseconds(wait)),
        tries: Set(0),
        sent_at: Set(None),
        given_up_at: Set(None),
    };
    row::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

impl Store {
    /// The mails that are to leave now, at most so many. Whoever takes one has a minute to tell what became of it; then
    /// it may be taken again, by whichever server comes first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn take_mails(&self, most: u64) -> Result<Vec<Mail>> {
        loop {
            let due = self.due_mails(most).await?;
            if due.is_empty() {
                return Ok(Vec::new());
            }
            // what comes to nothing, such as a reset for an address that nobody has, does not end the round
            let mails = self.take(due).await?;
            if !mails.is_empty() {
                return Ok(mails);
            }
        }
    }

    /// When the oldest mail was written that has neither left nor been given up.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn oldest_mail(&self) -> Result<Option<Instant>> {
        let waiting =
            row::Entity::find().filter(row::Column::SentAt.is_null()).filter(row::Column::GivenUpAt.is_null());
        let oldest = waiting.select_only().expr(row::Column::CreatedAt.min()).into_tuple::<Option<Instant>>();
        let oldest = oldest.one(&self.inner.look_up);
        Ok(self.inner.read.while_up(async { Ok(oldest.await?) }).await?.flatten())
    }

    async fn due_mails(&self, most: u64) -> Result<Vec<row::Model>> {
        let due = row::Entity::find()
            .filter(row::Column::SentAt.is_null())
            .filter(row::Column::GivenUpAt.is_null())
            .filter(row::Column::NextTryAt.lte(self.inner.clock.now()))
            .order_by_asc(row::Column::Seq)
            .limit(most)
            .all(&self.inner.look_up);
        self.inner.read.while_up(async { Ok(due.await?) }).await
    }

    /// Takes those that no other server has taken meanwhile, and gives up those that have no reason any more.
    async fn take(&self, due: Vec<row::Model>) -> Result<Vec<Mail>> {
        let now = self.inner.clock.now();
        let mut mails = Vec::new();
        let txn = self.inner.write.begin().await?;
        for held in due {
            let tries = usize::try_from(held.tries).unwrap_or(usize::MAX);
            let pause = PAUSES.get(tries).or(PAUSES.last()).copied().unwrap_or_default();
            let taken = row::Entity::update_many()
                .col_expr(row::Column::Tries, Expr::value(held.tries + 1))
                .col_expr(row::Column::NextTryAt, Expr::value(now.plus_milliseconds(pause)))
                .filter(row::Column::Seq.eq(held.seq))
                .filter(row::Column::Tries.eq(held.tries))
                .filter(row::Column::SentAt.is_null())
                .exec(&txn)
                .await?;
            if taken.rows_affected == 0 {
                continue;
            }
            let id = held.id;
            match self.mail(&txn, held).await? {
                Some(mail) => mails.push(mail),
                None => settle(&txn, id, row::Column::GivenUpAt, now).await?,
            }
        }
        Ok(txn.commit(mails).await?.into_inner())
    }

    /// What became of a mail that was taken; one that waits is given up after seven tries.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn mail_left(&self, id: Id, fate: Fate) -> Result<()> {
        let now = self.inner.clock.now();
        let txn = self.inner.write.begin().await?;
        match fate {
            Fate::Left => settle(&txn, id, row::Column::SentAt, now).await?,
            Fate::Refused => settle(&txn, id, row::Column::GivenUpAt, now).await?,
            Fate::Waits => {
                let most = i64::try_from(PAUSES.len()).unwrap_or(i64::MAX);
                let tried = row::Entity::find().filter(row::Column::Id.eq(id)).filter(row::Column::Tries.gt(most));
                if tried.one(&txn).await?.is_some() {
                    settle(&txn, id, row::Column::GivenUpAt, now).await?;
                }
            }
        }
        txn.commit(()).await?.into_inner();
        Ok(())
    }

    /// What is to be said now; none when there is no reason any more, or nobody to be told.
    async fn mail(&self, db: &Turn, held: row::Model) -> Result<Option<Mail>> {
        let particulars: MailParams = serde_json::from_str(&held.payload)?;
        let clock = &self.inner.clock;
        let found = account::Entity::find().filter(account::Column::Email.eq(&held.recipient)).one(db).await?;
        let known = found.filter(|it| it.status == Status::Active);
        let verified = known.as_ref().is_some_and(|it| it.email_verified_at.is_some());
        let mut mail = Mail {
            id: held.id,
            to: held.recipient,
            language: held.language,
            occasion: held.template,
            particulars,
            code: None,
        };
        let coded = match (held.template, known) {
            (MailKind::Registered | MailKind::Invited, Some(_)) if verified => {
                mail.occasion = MailKind::KnownAlready;
                None
            }
            (MailKind::Registered | MailKind::Invited, Some(known)) => {
                let invited = held.template == MailKind::Invited;
                let purpose = if invited { Purpose::Invitation } else { Purpose::VerifyEmail };
                let joining = Joining {
                    // what a stranger typed is not said to an address that may be somebody else's
                    name: if invited { None } else { mail.particulars.name.take() },
                    password_hash: mail.particulars.password_hash.take(),
                    territories: mail.particulars.territories.clone(),
                };
                Some((known.seq, purpose, Some(serde_json::to_string(&joining)?)))
            }
            (MailKind::ResetRequested, Some(known)) if verified => Some((known.seq, Purpose::ResetPassword, None)),
            (MailKind::EmailChangeRequested, known) if known.is_none() || !verified => {
                let Some(id) = mail.particulars.account else { return Ok(None) };
                let holder = account::Entity::find().filter(account::Column::Id.eq(id)).one(db).await?;
                let same = |it: &account::Model| {
                    it.status == Status::Active && mail.particulars.epoch.is_none_or(|epoch| epoch == it.epoch)
                };
                let Some(holder) = holder.filter(same) else { return Ok(None) };
                Some((holder.seq, Purpose::ChangeEmail, Some(mail.to.clone())))
            }
            (
                MailKind::Registered | MailKind::Invited | MailKind::ResetRequested | MailKind::EmailChangeRequested,
                _,
            ) => return Ok(None),
            (
                MailKind::KnownAlready
                | MailKind::PasswordChanged
                | MailKind::EmailChanged
                | MailKind::Accepted
                | MailKind::MandateGranted
                | MailKind::Submitted
                | MailKind::Proposed
                | MailKind::Noted
                | MailKind::ProposalAccepted
                | MailKind::ProposalRefused
                | MailKind::Scheduled
                | MailKind::Unscheduled
                | MailKind::Returned
                | MailKind::Refused
                | MailKind::Published
                | MailKind::Withdrawn,
                _,
            ) => None,
        };
        if let Some((account_seq, purpose, payload)) = coded {
            mail.code = Some(one_time_code::make(db, clock, account_seq, purpose, payload).await?);
        }
        Ok(Some(mail))
    }
}

/// Nothing of a mail is kept when it has left or is given up, but that it was there.
async fn settle(db: &impl ConnectionTrait, id: Id, how: row::Column, now: Instant) -> Result<()> {
    row::Entity::update_many()
        .col_expr(how, Expr::value(now))
        .col_expr(row::Column::Recipient, Expr::value(""))
        .col_expr(row::Column::Payload, Expr::value("{}"))
        .filter(row::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}
