//! The directory of accounts: as administrators list them, and as each person sees their own.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::account::mandate::listed;
use crate::account::password;
use crate::act::Act;
use crate::error::{Error, Result};
use crate::model::account::{Status, mandate, row as account};
use crate::model::mandate::Mandate;
use crate::policy;
use crate::reader::Reader;
use crate::reference::Snapshot;
use crate::reference::list::Listed;
use crate::value::clock::Instant;
use crate::value::email;
use crate::value::id::Id;
use crate::value::problem::{Case, Problem};
use crate::value::role::Role;
use crate::value::slug::Slug;

/// The most accounts that are listed.
const MOST: u64 = 1_000;

/// An account as who administers it sees it.
#[derive(Debug, Clone)]
pub struct Person {
    /// The account.
    pub account: Id,
    /// The slug of the member as whom they write.
    pub member: Option<Slug>,
    /// Their e-mail address; none for scripts.
    pub email: Option<String>,
    /// What they may do at most.
    pub role: Role,
    /// Whether the account is in use.
    pub status: Status,
    /// Whether it is of a script.
    pub service: bool,
    /// Whether somebody registered or was invited, and has not shown yet that the address is theirs.
    pub unconfirmed: bool,
    /// What it is called, for a script; how they wrote their name, for people without a profile.
    pub name: Option<String>,
    /// The language of the mails that they get.
    pub language: String,
    /// Their mandates that are in force or to come.
    pub mandates: Vec<Mandate>,
    /// When it was made.
    pub created_at: Instant,
    /// When they last signed in.
    pub seen_at: Option<Instant>,
}

impl Listed for Person {
    fn id(&self) -> Id {
        self.account
    }

    fn sort_key(&self) -> String {
        format!("{:020}", self.created_at.milliseconds())
    }
}

/// What accounts are narrowed by.
#[derive(Debug, Clone, Default)]
pub struct Sought {
    /// With this address.
    pub email: Option<String>,
    /// With one of these roles.
    pub roles: Option<Vec<Role>>,
    /// With one of these standings.
    pub statuses: Option<Vec<Status>>,
    /// Of people whose address is not shown to be theirs yet (true), or of all others.
    pub unconfirmed: Option<bool>,
}

impl Sought {
    fn condition(&self) -> Condition {
        let mut all = Condition::all();
        if let Some(email) = self.email.as_ref().map(|it| email::key(it)) {
            all = all.add(account::Column::Email.eq(email.replace('\0', "")));
        }
        if let Some(roles) = &self.roles {
            all = all.add(account::Column::Role.is_in(roles.iter().copied()));
        }
        if let Some(statuses) = &self.statuses {
            all = all.add(account::Column::Status.is_in(statuses.iter().copied()));
        }
        let waits = Condition::all()
            .add(account::Column::EmailVerifiedAt.is_null())
            .add(account::Column::Email.is_not_null())
            .add(account::Column::Service.eq(false));
        match self.unconfirmed {
            Some(true) => all.add(waits),
            Some(false) => all.add(waits.not()),
            None => all,
        }
    }
}

impl Reader {
    /// An account, the viewer's own when none is named.
    ///
    /// # Errors
    /// [`Error::Denied`] for one of somebody else's, for viewers who may not; [`Error::NotFound`].
    pub async fn person(&self, account: Option<Id>) -> Result<Person> {
        let own = self.viewer().grant().map(|it| it.account);
        let whose = account.or(own).ok_or(Error::Denied(Act::Private))?;
        if own != Some(whose) {
            policy::permit(self.viewer(), Act::ManageTokens).map_err(Error::Denied)?;
        }
        let (db, reference) = (&self.private(), self.inner.reference());
        let asked = async {
            let found = account::Entity::find().filter(account::Column::Id.eq(whose)).one(db).await?;
            let Some(held) = found else { return Err(Error::NotFound) };
            let mandates = mandate::Entity::find().filter(mandate::Column::AccountSeq.eq(held.seq)).all(db).await?;
            Ok(person(held, &mandates, &reference, self.inner.clock.now()))
        };
        self.read_privately(asked).await
    }

    /// An account by what somebody at a terminal calls it: its id, or its e-mail address.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not; [`Error::Invalid`] when there is none.
    pub async fn account_named(&self, named: &str) -> Result<Person> {
        policy::permit(self.viewer(), Act::ManageTokens).map_err(Error::Denied)?;
        let found = match named.parse() {
            Ok(id) => self.person(Some(id)).await,
            Err(_) => match self.read_privately(by_address(&self.private(), named)).await {
                Ok(held) => self.person(Some(held.id)).await,
                Err(other) => Err(other),
            },
        };
        found.map_err(|it| match it {
            Error::NotFound => Problem::new("account", Case::NoSuchAccount).into(),
            other => other,
        })
    }

    /// The account of somebody who writes as a member; none when the member has none.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not.
    pub async fn account_of(&self, member: Id) -> Result<Option<Person>> {
        policy::permit(self.viewer(), Act::ManageTokens).map_err(Error::Denied)?;
        let Some(seq) = self.inner.reference().members.by_id(member).map(|it| it.seq) else { return Ok(None) };
        let asked = async {
            Ok(account::Entity::find().filter(account::Column::MemberSeq.eq(seq)).one(&self.private()).await?)
        };
        match self.read_privately(asked).await? {
            Some(held) => self.person(Some(held.id)).await.map(Some),
            None => Ok(None),
        }
    }

    /// Whether a password is the one of an account.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not; [`Error::NotFound`].
    pub async fn has_password(&self, account: Id, shown: &str) -> Result<bool> {
        policy::permit(self.viewer(), Act::ManageTokens).map_err(Error::Denied)?;
        let asked = async {
            let found = account::Entity::find().filter(account::Column::Id.eq(account));
            found.one(&self.private()).await?.ok_or(Error::NotFound)
        };
        let held = self.read_privately(asked).await?;
        Ok(password::verify(shown.to_owned(), held.password_hash).await?.0)
    }

    /// The accounts of people and scripts that are sought, the newest first; at most a thousand.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not.
    pub async fn people(&self, sought: &Sought) -> Result<Vec<Person>> {
        policy::permit(self.viewer(), Act::ManageTokens).map_err(Error::Denied)?;
        let db = &self.private();
        let reference = self.inner.reference();
        let asked = account::Entity::find().filter(sought.condition()).order_by_desc(account::Column::Seq);
        let read = async {
            let rows = asked.limit(MOST).all(db).await?;
            let seqs = rows.iter().map(|it| it.seq);
            let mandates = mandate::Entity::find().filter(mandate::Column::AccountSeq.is_in(seqs)).all(db).await?;
            Ok((rows, mandates))
        };
        let (rows, mandates) = self.read_privately(read).await?;
        Ok(rows.into_iter().map(|it| person(it, &mandates, &reference, self.inner.clock.now())).collect())
    }
}

fn person(held: account::Model, mandates: &[mandate::Model], reference: &Snapshot, now: Instant) -> Person {
    let mandate = |it: &mandate::Model| listed(it, reference);
    Person {
        account: held.id,
        member: held.member_seq.and_then(|it| reference.members.by_seq(it)).map(|it| it.slug.clone()),
        email: held.email.clone(),
        role: held.role,
        status: held.status,
        service: held.service,
        unconfirmed: held.email.is_some() && held.email_verified_at.is_none() && !held.service,
        name: held.name.filter(|_| held.service || held.member_seq.is_none()),
        language: held.language,
        mandates: mandates
            .iter()
            .filter(|it| it.account_seq == held.seq && it.until.is_none_or(|until| until > now))
            .map(mandate)
            .collect(),
        created_at: held.created_at,
        seen_at: held.seen_at,
    }
}

pub(crate) async fn by_address(db: &impl ConnectionTrait, address: &str) -> Result<account::Model> {
    let asked = account::Entity::find().filter(account::Column::Email.eq(email::key(address)));
    asked.one(db).await?.ok_or(Error::NotFound)
}
