//! Administration of accounts: an administrator creates them, sets their role and mandates, suspends them and resets
//! passwords.

use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::account::address::address;
use crate::account::mandate::{give, named, reach_of, take};
use crate::account::session::end_all;
use crate::account::{last_admin, password};
use crate::act::Act;
use crate::db::counter;
use crate::db::turn::{Committed, Turn};
use crate::error::{Error, Result};
use crate::mail::one_time_code::{self, Purpose};
use crate::member::profile::{self, NewProfile};
use crate::model::account::{Status, row as account};
use crate::model::mandate::{Gave, Less};
use crate::model::member::{self, row as member_row};
use crate::policy::subject::reach;
use crate::value::id::Id;
use crate::value::problem::parameter::{Quoted, Thing};
use crate::value::problem::{Case, Problem};
use crate::value::role::Role;
use crate::value::slug::Slug;
use crate::value::territory::TerritoryRef;
use crate::viewer::Reach;
use crate::writer::Writer;
use crate::{attempt, journal, policy};

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
    /// Where: with all that lies inside; none is the whole network for editors and administrators.
    pub territories: Vec<TerritoryRef>,
}

impl Writer {
    /// Makes an account for somebody, and a member when there is none yet.
    ///
    /// # Errors
    /// [`Error::Denied`]; [`Error::Invalid`] for what is wrong, or an address that has an account already.
    pub async fn make_person(&self, new: NewPerson) -> Result<Committed<Id>> {
        policy::permit(&self.viewer, Act::ManageTokens).map_err(Error::Denied)?;
        let email = address(&new.email)?;
        password::check(&new.password, &email)?;
        let (clock, reference) = (&self.inner.clock, self.inner.reference());
        let reach = reach_of(&new.territories, &reference)?;
        let now = clock.now();
        let hash = password::hash(new.password, clock.secret()).await?;
        let txn = self.turn().await?;
        let known = account::Entity::find().filter(account::Column::Email.eq(&email)).one(&txn).await?;
        // who registered or was invited, and has not shown that the address is theirs, gives way
        let known = match known {
            Some(held) if held.email_verified_at.is_none() && held.member_seq.is_none() => Some(held),
            Some(_) => return Err(Problem::new("email", Case::HasAccount).into()),
            None => None,
        };
        let member_seq = match &new.member {
            Some(slug) => {
                let asked = member_row::Entity::find().filter(member_row::Column::Slug.eq(slug.clone()));
                let name = Quoted::of(slug.as_str());
                let unknown = || Problem::new("member", Case::Unknown { thing: Thing::Member, name });
                let held = asked.one(&txn).await?.ok_or_else(unknown)?;
                let other = account::Entity::find().filter(account::Column::MemberSeq.eq(held.seq));
                if other.one(&txn).await?.is_some() {
                    return Err(Problem::new("member", Case::HasAccount).into());
                }
                held.seq
            }
            None => {
                let (kind, status) = (member::Kind::Person, member::Status::Listed);
                let territories = match (&reach, new.role) {
                    (Reach::Inside(places), Role::Contributor) => places.clone(),
                    (Reach::Inside(_) | Reach::Whole, _) => Vec::new(),
                };
                let profile = NewProfile { name: new.name, kind, status, territories };
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
        let made = match known {
            Some(held) => {
                take(&txn, held.seq).await?;
                end_all(&txn, held.seq, now).await?;
                one_time_code::end(&txn, held.seq, &[Purpose::VerifyEmail, Purpose::Invitation], now).await?;
                account::ActiveModel { seq: Set(held.seq), id: Set(held.id), epoch: Set(held.epoch + 1), ..row }
                    .update(&txn)
                    .await?
            }
            None => row.insert(&txn).await?,
        };
        if new.role > Role::Contributor {
            give(&txn, clock, &reference, made.seq, self.viewer.grant().map(|it| it.account_seq), &reach).await?;
        }
        self.noted(&txn, "accountCreate", made.id, new.role.word()).await?;
        counter::touch_reference(&txn).await?;
        let done = txn.commit(made.id).await?;
        self.inner.catch_up().await;
        Ok(done)
    }

    /// Gives an account (by its id or its address) another role, with mandates for these territories in place of those it had;
    /// whatever it is signed in with ends.
    ///
    /// # Errors
    /// [`Error::Denied`]; [`Error::Invalid`] for an account or a territory that is not known, or the last administrator.
    pub async fn set_role(&self, named: &str, role: Role, territories: &[TerritoryRef]) -> Result<Committed<Id>> {
        let who = self.reader().account_named(named).await?.account;
        self.set_role_of(who, role, territories, Gave::Stays).await.map(|done| done.map(|it| it.account))
    }

    /// The same, by the account, or the member who has it. What they gave and could not give any more stays or goes as `gave` says.
    ///
    /// # Errors
    /// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] for a territory that is not known, or the last
    /// administrator.
    pub async fn set_role_of(
        &self,
        who: Id,
        role: Role,
        territories: &[TerritoryRef],
        gave: Gave,
    ) -> Result<Committed<Less>> {
        policy::permit(&self.viewer, Act::ManageTokens).map_err(Error::Denied)?;
        let (clock, now) = (&self.inner.clock, self.inner.clock.now());
        let reference = self.inner.reference();
        let reach = reach_of(territories, &reference)?;
        let txn = self.turn().await?;
        let held = self.holder_by_id(&txn, who, Act::Mandate).await?;
        if held.status == Status::Erased {
            return Err(Error::NotFound);
        }
        if role < Role::Admin || reach != Reach::Whole {
            last_admin::another(&txn, &held, "role").await?;
        }
        let (id, seq) = (held.id, held.seq);
        let mut held = held.into_active_model();
        held.role = Set(role);
        let held = held.update(&txn).await?;
        take(&txn, seq).await?;
        if role > Role::Contributor {
            give(&txn, clock, &reference, seq, self.viewer.grant().map(|it| it.account_seq), &reach).await?;
        }
        end_all(&txn, seq, now).await?;
        let places = named(territories);
        self.noted(&txn, "accountRoleSet", id, &format!("{} {places}", role.word())).await?;
        if gave == Gave::Goes {
            let left = if role > Role::Contributor { reach } else { Reach::Inside(Vec::new()) };
            self.take_gifts(&txn, &held, left).await?;
        }
        let gifts = self.gifts_of(&txn, seq).await?;
        self.inner.commit_rights(txn, Less { account: id, gifts }).await
    }

    /// Takes an account out of use, or into use again. Its sessions and signed tokens end.
    ///
    /// # Errors
    /// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] for the last administrator.
    pub async fn suspend(&self, named: &str, suspended: bool) -> Result<Committed<Id>> {
        let who = self.reader().account_named(named).await?.account;
        self.suspend_account(who, suspended, Gave::Stays).await.map(|done| done.map(|it| it.account))
    }

    /// The same, by the account, or the member who has it; an editor may do so with contributors. What an account gave that is taken
    /// out of use stays or goes as `gave` says.
    ///
    /// # Errors
    /// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] for the last administrator.
    pub async fn suspend_account(&self, who: Id, suspended: bool, gave: Gave) -> Result<Committed<Less>> {
        let txn = self.turn().await?;
        let held = self.holder_by_id(&txn, who, Act::Suspend).await?;
        if held.status == Status::Erased {
            return Err(Error::NotFound);
        }
        if suspended {
            last_admin::another(&txn, &held, "account").await?;
        }
        let (id, seq) = (held.id, held.seq);
        let mut held = held.into_active_model();
        let by = self.viewer.role().unwrap_or(Role::Admin);
        held.status = Set(if suspended { Status::Suspended } else { Status::Active });
        held.suspended_by_role = Set(suspended.then_some(by));
        let held = held.update(&txn).await?;
        end_all(&txn, seq, self.inner.clock.now()).await?;
        let action = if suspended { "accountSuspend" } else { "accountUnsuspend" };
        self.noted(&txn, action, id, by.word()).await?;
        if suspended && gave == Gave::Goes {
            self.take_gifts(&txn, &held, Reach::Inside(Vec::new())).await?;
        }
        let gifts = self.gifts_of(&txn, seq).await?;
        self.inner.commit_rights(txn, Less { account: id, gifts }).await
    }

    /// Sets another password; whatever the account is signed in with ends.
    ///
    /// # Errors
    /// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] for a password that is not good enough.
    pub async fn set_password(&self, named: &str, wished: String) -> Result<Committed<Id>> {
        let who = self.reader().account_named(named).await?;
        password::check(&wished, who.email.as_deref().unwrap_or_default())?;
        let hash = password::hash(wished, self.inner.clock.secret()).await?;
        let txn = self.turn().await?;
        let held = self.holder_by_id(&txn, who.account, Act::Private).await?;
        let (id, seq) = (held.id, held.seq);
        let mut held = held.into_active_model();
        held.password_hash = Set(Some(hash));
        held.update(&txn).await?;
        if let Some(email) = &who.email {
            attempt::forgive(&txn, email).await?;
        }
        end_all(&txn, seq, self.inner.clock.now()).await?;
        self.noted(&txn, "accountPassword", id, "").await?;
        self.inner.commit_rights(txn, id).await
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
        // an account that the viewer does not manage is answered like one that is not there; a member is seen by everybody
        let nobody = policy::Person::default();
        let unknown = match policy::permit_person(&self.viewer, act, &nobody, &reference) {
            Ok(()) => Error::NotFound,
            Err(act) => Error::Denied(act),
        };
        let Some(found) = asked.one(db).await? else { return Err(unknown) };
        let person = self.person_of(db, &found).await?;
        match policy::permit_person(&self.viewer, act, &person, &reference) {
            Ok(()) => Ok(found),
            Err(act) if member.is_some() || person.own => Err(Error::Denied(act)),
            Err(_) => Err(unknown),
        }
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
            reach: reach(db, held, self.inner.clock.now()).await?,
            suspended_by: suspended_by(held),
            ..Default::default()
        })
    }

    async fn noted(&self, db: &Turn, action: &str, id: Id, detail: &str) -> Result<()> {
        let detail = Some(detail.to_owned()).filter(|it| !it.is_empty());
        journal::note(db, &self.inner.clock, &self.viewer, action, ("account", id), detail).await
    }
}

/// The role of whoever took an account out of use; where nothing is known of them, only an administrator takes it into use again.
fn suspended_by(held: &account::Model) -> Option<Role> {
    match held.status {
        Status::Suspended => Some(held.suspended_by_role.unwrap_or(Role::Admin)),
        Status::Active | Status::Erased => None,
    }
}
