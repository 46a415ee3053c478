//! The accounts of people: who has one, with which role and where, and how it is taken away.

use std::sync::Arc;

use sea_orm::ActiveValue::Set;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

use crate::account::{Role, Status, mandate, row as account};
use crate::catalogue::Listed;
use crate::clock::Instant;
use crate::error::{Error, Problem, ProblemCode, Result};
use crate::id::Id;
use crate::mandate::{give, reach_of, take};
use crate::member::{self, row as member_row};
use crate::policy::{self, Act};
use crate::profile::{self, NewProfile};
use crate::reference::Reference;
use crate::session::{end_all, plain};
use crate::slug::Slug;
use crate::territory::{Territory, TerritoryRef};
use crate::writer::Writer;
use crate::{journal, password, store};

/// The most characters of an address (RFC 5321 §4.5.3.1.3).
const MAX_EMAIL: usize = 254;

/// Somebody who is to have an account.
#[derive(Clone)]
pub struct NewPerson {
    /// Their name, as they write it; a member of this name is made, unless `member` is named.
    pub name: String,
    /// A member who is there already and has no account yet.
    pub member: Option<Slug>,
    /// Their e-mail address, by which they sign in.
    pub email: String,
    /// Their password: 12 to 128 characters.
    pub password: String,
    /// What they may do at most.
    pub role: Role,
    /// Where: with all that lies inside; none is the whole network for who edits and administers.
    pub territories: Vec<TerritoryRef>,
}

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
    /// What it is called, for a script.
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

/// A mandate, as it is listed.
#[derive(Debug, Clone)]
pub struct Mandate {
    /// Its id.
    pub id: Id,
    /// The territory, with all that lies inside; none is the whole network.
    pub territory: Option<Arc<Territory>>,
    /// Since when.
    pub granted_at: Instant,
    /// Until when.
    pub until: Option<Instant>,
}

impl Listed for Person {
    fn id(&self) -> Id {
        self.account
    }

    fn sort_key(&self) -> String {
        format!("{:020}", self.created_at.milliseconds())
    }
}

impl Writer {
    /// Makes an account for somebody, and a member when there is none yet.
    ///
    /// # Errors
    /// [`Error::Denied`]; [`Error::Invalid`] for what is wrong, or an address that has an account already.
    pub async fn make_person(&self, new: NewPerson) -> Result<Id> {
        policy::permit(&self.viewer, Act::ManageTokens).map_err(Error::Denied)?;
        let email = address(&new.email)?;
        password::check(&new.password, &email)?;
        let (clock, reference) = (&self.inner.clock, self.inner.reference());
        let reach = reach_of(&new.territories, &reference)?;
        let now = clock.now();
        let hash = password::hash(new.password, clock.secret()).await?;
        let txn = store::begin_turn(&self.inner.write).await?;
        let taken = |path: &str, message: &str| Problem::new(ProblemCode::Taken, path, message);
        if account::Entity::find().filter(account::Column::Email.eq(&email)).one(&txn).await?.is_some() {
            return Err(taken("email", "has an account already").into());
        }
        let member_seq = match &new.member {
            Some(slug) => {
                let asked = member_row::Entity::find().filter(member_row::Column::Slug.eq(slug.clone()));
                let message = format!("\"{slug}\" is not a known member");
                let unknown = || Problem::new(ProblemCode::Unknown, "member", message);
                let held = asked.one(&txn).await?.ok_or_else(unknown)?;
                let other = account::Entity::find().filter(account::Column::MemberSeq.eq(held.seq));
                if other.one(&txn).await?.is_some() {
                    return Err(taken("member", "has an account already").into());
                }
                held.seq
            }
            None => {
                let (kind, status) = (member::Kind::Person, member::Status::Listed);
                let profile = NewProfile { name: new.name, kind, status, territories: Vec::new() };
                profile::make(&txn, clock, &profile).await?
            }
        };
        let row = account::ActiveModel {
            member_seq: Set(Some(member_seq)),
            email: Set(Some(email)),
            // whoever runs the program vouches for it
            email_verified_at: Set(Some(now)),
            password_hash: Set(Some(hash)),
            ..account::fresh(clock, new.role, reference.settings.language().as_str())
        };
        let made = row.insert(&txn).await?;
        if new.role > Role::Contributor {
            give(&txn, clock, made.seq, self.viewer.grant().map(|it| it.account_seq), &reach).await?;
        }
        self.noted(&txn, "accountCreate", made.id, new.role.word()).await?;
        store::touch_reference(&txn).await?;
        txn.commit().await?;
        self.inner.refresh().await?;
        Ok(made.id)
    }

    /// An account, the viewer's own when none is named.
    ///
    /// # Errors
    /// [`Error::Denied`] for one of somebody else's, for who may not; [`Error::NotFound`].
    pub async fn person(&self, account: Option<Id>) -> Result<Person> {
        let own = self.viewer.grant().map(|it| it.account);
        let whose = account.or(own).ok_or(Error::Denied(Act::Private))?;
        if own != Some(whose) {
            policy::permit(&self.viewer, Act::ManageTokens).map_err(Error::Denied)?;
        }
        let (db, reference) = (&self.inner.read.control, self.inner.reference());
        let asked = async {
            let found = account::Entity::find().filter(account::Column::Id.eq(whose)).one(db).await?;
            let Some(held) = found else { return Err(Error::NotFound) };
            let mandates = mandate::Entity::find().filter(mandate::Column::AccountSeq.eq(held.seq)).all(db).await?;
            Ok(person(held, &mandates, &reference))
        };
        self.inner.read.while_up(asked).await
    }

    /// An account by what somebody at a terminal calls it: its id, or its e-mail address.
    ///
    /// # Errors
    /// [`Error::Denied`] for who may not; [`Error::Invalid`] when there is none.
    pub async fn account_named(&self, named: &str) -> Result<Person> {
        policy::permit(&self.viewer, Act::ManageTokens).map_err(Error::Denied)?;
        let found = match named.parse() {
            Ok(id) => self.person(Some(id)).await,
            Err(_) => match by_address(&self.inner.read.control, named).await {
                Ok(held) => self.person(Some(held.id)).await,
                Err(other) => Err(other),
            },
        };
        found.map_err(|it| match it {
            Error::NotFound => Problem::new(ProblemCode::Unknown, "account", "has no such id or address").into(),
            other => other,
        })
    }

    /// The accounts of people and scripts, the newest first; at most a thousand.
    ///
    /// # Errors
    /// [`Error::Denied`] for who may not.
    pub async fn people(&self) -> Result<Vec<Person>> {
        policy::permit(&self.viewer, Act::ManageTokens).map_err(Error::Denied)?;
        let db = &self.inner.read.control;
        let reference = self.inner.reference();
        let rows = account::Entity::find().order_by_desc(account::Column::Seq).limit(1_000).all(db).await?;
        let seqs = rows.iter().map(|it| it.seq);
        let mandates = mandate::Entity::find().filter(mandate::Column::AccountSeq.is_in(seqs)).all(db).await?;
        Ok(rows.into_iter().map(|it| person(it, &mandates, &reference)).collect())
    }

    /// Gives an account another role, with mandates for these territories in place of those it had; whatever it is
    /// signed in with ends.
    ///
    /// # Errors
    /// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] for a territory that is not known, or the last
    /// administrator.
    pub async fn set_role(&self, email: &str, role: Role, territories: &[TerritoryRef]) -> Result<Id> {
        policy::permit(&self.viewer, Act::ManageTokens).map_err(Error::Denied)?;
        let (clock, now) = (&self.inner.clock, self.inner.clock.now());
        let reach = reach_of(territories, &self.inner.reference())?;
        let txn = store::begin_turn(&self.inner.write).await?;
        let held = by_address(&txn, email).await?;
        if role < Role::Admin {
            another_admin(&txn, &held).await?;
        }
        let (id, seq) = (held.id, held.seq);
        let mut held = held.into_active_model();
        held.role = Set(role);
        held.update(&txn).await?;
        take(&txn, seq).await?;
        if role > Role::Contributor {
            give(&txn, clock, seq, self.viewer.grant().map(|it| it.account_seq), &reach).await?;
        }
        end_all(&txn, seq, now).await?;
        self.noted(&txn, "accountRole", id, role.word()).await?;
        self.inner.commit_rights(txn).await?;
        Ok(id)
    }

    /// Takes an account out of use, or into use again. Its sessions and signed tokens end.
    ///
    /// # Errors
    /// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] for the last administrator.
    pub async fn suspend(&self, email: &str, suspended: bool) -> Result<Id> {
        policy::permit(&self.viewer, Act::ManageTokens).map_err(Error::Denied)?;
        let held = by_address(&self.inner.read.control, email).await?;
        self.suspend_account(held.id, suspended).await
    }

    /// The same, by the account, or the member who has it; an editor may do so with contributors.
    ///
    /// # Errors
    /// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] for the last administrator.
    pub async fn suspend_account(&self, who: Id, suspended: bool) -> Result<Id> {
        let txn = store::begin_turn(&self.inner.write).await?;
        let held = self.holder_by_id(&txn, who, Act::Suspend).await?;
        if held.status == Status::Erased {
            return Err(Error::NotFound);
        }
        if suspended {
            another_admin(&txn, &held).await?;
        }
        let (id, seq) = (held.id, held.seq);
        let mut held = held.into_active_model();
        held.status = Set(if suspended { Status::Suspended } else { Status::Active });
        held.update(&txn).await?;
        end_all(&txn, seq, self.inner.clock.now()).await?;
        let action = if suspended { "accountSuspend" } else { "accountResume" };
        self.noted(&txn, action, id, "").await?;
        self.inner.commit_rights(txn).await?;
        Ok(id)
    }

    /// Sets another password; whatever the account is signed in with ends.
    ///
    /// # Errors
    /// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] for a password that is not good enough.
    pub async fn set_password(&self, email: &str, wished: String) -> Result<Id> {
        policy::permit(&self.viewer, Act::ManageTokens).map_err(Error::Denied)?;
        password::check(&wished, &plain(email))?;
        let hash = password::hash(wished, self.inner.clock.secret()).await?;
        let txn = store::begin_turn(&self.inner.write).await?;
        let held = by_address(&txn, email).await?;
        let (id, seq) = (held.id, held.seq);
        let mut held = held.into_active_model();
        held.password_hash = Set(Some(hash));
        held.failed_attempts = Set(0);
        held.locked_until = Set(None);
        held.update(&txn).await?;
        end_all(&txn, seq, self.inner.clock.now()).await?;
        self.noted(&txn, "accountPassword", id, "").await?;
        self.inner.commit_rights(txn).await?;
        Ok(id)
    }

    /// The account of this id, or of this member, with which the viewer may do `act`. Who may manage nobody does not learn
    /// which accounts there are.
    pub(crate) async fn holder_by_id(&self, db: &impl ConnectionTrait, who: Id, act: Act) -> Result<account::Model> {
        let reference = self.inner.reference();
        let member = reference.members.by_id(who).map(|it| it.seq);
        let asked = match member {
            Some(seq) => account::Entity::find().filter(account::Column::MemberSeq.eq(seq)),
            None => account::Entity::find().filter(account::Column::Id.eq(who)),
        };
        let nobody = policy::Person::default();
        let found = match asked.one(db).await? {
            Some(found) => found,
            None => {
                policy::permit_person(&self.viewer, act, &nobody, &reference).map_err(Error::Denied)?;
                return Err(Error::NotFound);
            }
        };
        let person = self.person_of(db, &found).await?;
        policy::permit_person(&self.viewer, act, &person, &reference).map_err(Error::Denied)?;
        Ok(found)
    }

    /// What the law needs to know of who has an account.
    pub(crate) async fn person_of(&self, db: &impl ConnectionTrait, held: &account::Model) -> Result<policy::Person> {
        use member::territories::{Column, Entity};
        let places = match held.member_seq {
            Some(seq) => Entity::find().filter(Column::MemberSeq.eq(seq)).all(db).await?,
            None => Vec::new(),
        };
        Ok(policy::Person {
            role: Some(held.role),
            places: places.into_iter().map(|it| it.territory_seq).collect(),
            own: self.viewer.grant().is_some_and(|it| it.account_seq == held.seq),
            ..Default::default()
        })
    }

    async fn noted(&self, db: &DatabaseTransaction, action: &str, id: Id, detail: &str) -> Result<()> {
        let detail = Some(detail.to_owned()).filter(|it| !it.is_empty());
        journal::note(db, &self.inner.clock, &self.viewer, action, ("account", id), detail).await
    }
}

fn person(held: account::Model, mandates: &[mandate::Model], reference: &Reference) -> Person {
    let mandate = |it: &mandate::Model| Mandate {
        id: it.id,
        territory: it.territory_seq.and_then(|it| reference.territories.by_seq(it).cloned()),
        granted_at: it.granted_at,
        until: it.until,
    };
    Person {
        account: held.id,
        member: held.member_seq.and_then(|it| reference.members.by_seq(it)).map(|it| it.slug.clone()),
        email: held.email,
        role: held.role,
        status: held.status,
        service: held.service,
        name: held.name.filter(|_| held.service),
        language: held.language,
        mandates: mandates.iter().filter(|it| it.account_seq == held.seq).map(mandate).collect(),
        created_at: held.created_at,
        seen_at: held.seen_at,
    }
}

async fn by_address(db: &impl ConnectionTrait, email: &str) -> Result<account::Model> {
    let asked = account::Entity::find().filter(account::Column::Email.eq(plain(email)));
    asked.one(db).await?.ok_or(Error::NotFound)
}

/// Refuses to leave the network without anybody who administers it.
pub(crate) async fn another_admin(db: &impl ConnectionTrait, held: &account::Model) -> Result<()> {
    if held.role < Role::Admin || held.status != Status::Active {
        return Ok(());
    }
    let others = account::Entity::find()
        .filter(account::Column::Seq.ne(held.seq))
        .filter(account::Column::Role.eq(Role::Admin))
        .filter(account::Column::Status.eq(Status::Active))
        .filter(account::Column::Email.is_not_null());
    if others.one(db).await?.is_none() {
        let message = "is the last administrator; make another first";
        return Err(Problem::new(ProblemCode::Inconsistent, "role", message).into());
    }
    Ok(())
}

/// An e-mail address as it is kept: one `@` with something on both sides, no spaces; whether it works, only a mail tells.
pub(crate) fn address(text: &str) -> Result<String> {
    let email = plain(text);
    let parts = email.split_once('@');
    let good = parts.is_some_and(|(local, domain)| {
        !local.is_empty()
            && !domain.contains('@')
            && domain.split('.').count() >= 2
            && !domain.split('.').any(str::is_empty)
    });
    let odd = |it: char| it.is_whitespace() || it.is_control() || matches!(it, '<' | '>' | ',' | ';' | '"');
    if !good || email.len() > MAX_EMAIL || email.contains(odd) {
        return Err(Problem::new(ProblemCode::Malformed, "email", "is not an e-mail address").into());
    }
    Ok(email)
}
