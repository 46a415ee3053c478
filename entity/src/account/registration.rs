//! Registration: people register or are invited, confirm their address, reset their password and change their address.
//! No answer tells whether an address has an account; only its mailbox learns it.

use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::account::address::address;
use crate::account::mandate::{give, reach_of, take};
use crate::account::password;
use crate::account::session::end_all;
use crate::act::Act;
use crate::attempt::{self, Origin};
use crate::db::counter;
use crate::db::turn::Committed;
use crate::error::{Error, Result};
use crate::mail::one_time_code::{self, Joining, Purpose};
use crate::mail::outbox::{self, MailKind, MailParams};
use crate::member::profile::{self, NewProfile};
use crate::model::account::{Status, row as account};
use crate::model::member::{Kind, Status as Standing};
use crate::policy::subject::reach;
use crate::value::id::Id;
use crate::value::problem::{Case, Problem};
use crate::value::role::Role;
use crate::value::territory::TerritoryRef;
use crate::value::{email, url};
use crate::viewer::Reach;
use crate::writer::Writer;
use crate::{journal, policy};

/// Somebody who wishes to join.
#[derive(Clone)]
pub struct Registration {
    /// Their name, as they write it.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// Their password: 12 to 128 characters.
    pub password: String,
    /// The language of the mails that they get: `fr`, `br` or `en`.
    pub language: String,
    /// Where they are active, so that its editors find them.
    pub territories: Vec<TerritoryRef>,
}

/// Somebody who is invited.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// The language of the mails that they get.
    pub language: String,
    /// What they may do at most.
    pub role: Role,
    /// Where, with all that lies inside; none is the whole network for editors and administrators.
    pub territories: Vec<TerritoryRef>,
}

impl Writer {
    /// Writes down that somebody wishes to join; a mail tells their mailbox how it goes on.
    ///
    /// # Errors
    /// [`Error::Invalid`] for what is wrong with what they say, whether the address is known or not.
    pub async fn register(&self, new: Registration) -> Result<Committed<()>> {
        let email = address(&new.email)?;
        let name = profile::checked_name(&new.name)?;
        password::check(&new.password, &email)?;
        let (clock, reference) = (&self.inner.clock, self.inner.reference());
        reach_of(&new.territories, &reference)?;
        let hash = password::hash(new.password, clock.secret()).await?;
        let txn = self.turn().await?;
        let known = account::Entity::find().filter(account::Column::Email.eq(&email)).one(&txn).await?;
        // who came before has not shown that the address is theirs, nor has who comes now: each gets a mail, whose code brings
        // with it what they said themselves
        if known.is_none() {
            let row = account::ActiveModel {
                email: Set(Some(email.clone())),
                name: Set(Some(name.clone())),
                ..account::fresh(clock, Role::Contributor, &new.language)
            };
            let made = row.insert(&txn).await?;
            let object = ("account", made.id);
            journal::note(&txn, clock, &self.viewer, "accountRegister", object, None).await?;
        }
        let particulars = MailParams {
            name: Some(name),
            password_hash: Some(hash),
            territories: new.territories.iter().map(ToString::to_string).collect(),
            ..Default::default()
        };
        outbox::post(&txn, clock, &email, &new.language, MailKind::Registered, &particulars).await?;
        txn.commit(()).await
    }

    /// Invites somebody: an account is made for them, which they take by the code that a mail brings.
    ///
    /// # Errors
    /// [`Error::Denied`] for more than the viewer has; [`Error::Invalid`] for what is wrong.
    pub async fn invite(&self, new: Invitation) -> Result<Committed<()>> {
        let email = address(&new.email)?;
        let name = profile::checked_name(&new.name)?;
        let (clock, reference) = (&self.inner.clock, self.inner.reference());
        let reach = match new.role {
            Role::Contributor if new.territories.is_empty() => Reach::Inside(Vec::new()),
            Role::Contributor | Role::Editor | Role::Admin => reach_of(&new.territories, &reference)?,
        };
        policy::permit_grant(&self.viewer, Act::Invite, new.role, &reach, &reference).map_err(Error::Denied)?;
        let txn = self.turn().await?;
        let known = account::Entity::find().filter(account::Column::Email.eq(&email)).one(&txn).await?;
        let wished = account::ActiveModel {
            email: Set(Some(email.clone())),
            name: Set(Some(name.clone())),
            invited_at: Set(Some(clock.now())),
            ..account::fresh(clock, new.role, &new.language)
        };
        let made = match known {
            None => Some(wished.insert(&txn).await?),
            // somebody has registered with the address, and not shown that it is theirs: it is still anybody's; but what was
            // promised to them by people who may promise more is not taken back
            Some(held) if self.may_promise_anew(&txn, &held).await? => {
                let wished = account::ActiveModel { seq: Set(held.seq), id: Set(held.id), ..wished };
                Some(wished.update(&txn).await?)
            }
            Some(_) => None,
        };
        if let Some(made) = made {
            take(&txn, made.seq).await?;
            if new.role > Role::Contributor {
                give(&txn, clock, &reference, made.seq, self.viewer.grant().map(|it| it.account_seq), &reach).await?;
            }
            let (object, detail) = (("account", made.id), Some(new.role.word().to_owned()));
            journal::note(&txn, clock, &self.viewer, "memberInvite", object, detail).await?;
        }
        // the mail goes to an address that nobody has confirmed: nothing in it is to become a link but ours
        let name = self.viewer_name(&reference).filter(|it| !url::may_hold_host(it));
        let territories = new.territories.iter().map(ToString::to_string).collect();
        let particulars = MailParams { name, territories, ..Default::default() };
        outbox::post(&txn, clock, &email, &new.language, MailKind::Invited, &particulars).await?;
        txn.commit(()).await
    }

    /// Whether the viewer may say anew what an account is to be that nobody has taken yet.
    async fn may_promise_anew(&self, db: &impl ConnectionTrait, held: &account::Model) -> Result<bool> {
        if held.email_verified_at.is_some() || held.member_seq.is_some() || held.status != Status::Active {
            return Ok(false);
        }
        let reach = reach(db, held, self.inner.clock.now()).await?;
        Ok(policy::permit_grant(&self.viewer, Act::Invite, held.role, &reach, &self.inner.reference()).is_ok())
    }

    /// Takes a code that came by mail as the sign that the address is theirs; with an invitation, sets the password as well.
    /// Who has no profile yet gets one: waiting for an editor, or listed at once when invited. The member.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a code that is not good, or a password that is missing or not good enough.
    pub async fn verify(&self, shown: &str, wished: Option<String>) -> Result<Committed<Id>> {
        let (clock, now) = (&self.inner.clock, self.inner.clock.now());
        let hash = match &wished {
            Some(wished) => {
                password::check(wished, "")?;
                Some(password::hash(wished.clone(), clock.secret()).await?)
            }
            None => None,
        };
        let txn = self.turn().await?;
        let spent = one_time_code::spend(&txn, shown, &[Purpose::VerifyEmail, Purpose::Invitation], now).await?;
        let held = account::Entity::find_by_id(spent.account_seq).one(&txn).await?;
        // an address is shown once: what was sent for it besides is of no use any more
        let joins = |it: &account::Model| it.status == Status::Active && it.email_verified_at.is_none();
        let held = held.filter(joins).ok_or_else(one_time_code::wrong)?;
        // whatever somebody else registered with the address, what was promised is taken by the reader of the mailbox alone
        let invited = spent.purpose == Purpose::Invitation || was_invited(&held);
        let said: Joining = spent.payload.as_deref().map_or(Ok(Joining::default()), serde_json::from_str)?;
        // who reads the mailbox has the last word on the password; who registered has said one
        let Some(hash) = hash.or(said.password_hash.filter(|_| !invited)) else {
            return Err(Problem::new("password", Case::MissingPassword).into());
        };
        one_time_code::end(&txn, held.seq, &[Purpose::VerifyEmail, Purpose::Invitation], now).await?;
        let status = if invited { Standing::Listed } else { Standing::Pending };
        let (seq, id, member_seq) = (held.seq, held.id, held.member_seq);
        let new = NewProfile {
            name: said.name.filter(|_| !invited).or_else(|| held.name.clone()).unwrap_or_default(),
            kind: Kind::Person,
            status,
            territories: if invited && spent.purpose != Purpose::Invitation {
                Vec::new()
            } else {
                self.places(&said.territories)
            },
        };
        let mut held = held.into_active_model();
        held.password_hash = Set(Some(hash));
        held.email_verified_at = Set(Some(now));
        held.updated_at = Set(now);
        let member_seq = match member_seq {
            Some(seq) => seq,
            None => profile::make(&txn, clock, &new).await?,
        };
        held.member_seq = Set(Some(member_seq));
        held.update(&txn).await?;
        end_all(&txn, seq, now).await?;
        journal::note(&txn, clock, &self.viewer, "accountVerify", ("account", id), None).await?;
        counter::touch_reference(&txn).await?;
        let done = self.inner.commit_rights(txn, member_seq).await?;
        self.inner.catch_up().await;
        let reference = self.inner.reference();
        Ok(done.map(|seq| reference.members.by_seq(seq).map_or(id, |it| it.id)))
    }

    /// Sends a code by which another password can be set, to an address that has an account.
    ///
    /// # Errors
    /// [`Error::Invalid`] for what is no address.
    pub async fn request_reset(&self, email: &str, language: &str) -> Result<Committed<()>> {
        let email = address(email)?;
        let txn = self.transaction().await?;
        let nothing = MailParams::default();
        outbox::post(&txn, &self.inner.clock, &email, language, MailKind::ResetRequested, &nothing).await?;
        txn.commit(()).await
    }

    /// Sets another password by a code; whatever the account is signed in with ends.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a code that is not good, or a password that is not good enough.
    pub async fn reset_password(&self, shown: &str, wished: String) -> Result<Committed<()>> {
        password::check(&wished, "")?;
        let (clock, now) = (&self.inner.clock, self.inner.clock.now());
        let shown_password = wished.clone();
        let hash = password::hash(wished, clock.secret()).await?;
        let txn = self.transaction().await?;
        let spent = one_time_code::spend(&txn, shown, &[Purpose::ResetPassword], now).await?;
        let held = account::Entity::find_by_id(spent.account_seq).one(&txn).await?;
        let held = held.filter(|it| it.status == Status::Active).ok_or_else(one_time_code::wrong)?;
        password::check(&shown_password, held.email.as_deref().unwrap_or_default())?;
        let (seq, id, email, language) = (held.seq, held.id, held.email.clone(), held.language.clone());
        let mut held = held.into_active_model();
        held.password_hash = Set(Some(hash));
        held.update(&txn).await?;
        end_all(&txn, seq, now).await?;
        journal::note(&txn, clock, &self.viewer, "passwordReset", ("account", id), None).await?;
        if let Some(email) = email {
            attempt::forgive(&txn, &email).await?;
            let nothing = MailParams::default();
            outbox::post(&txn, clock, &email, &language, MailKind::PasswordChanged, &nothing).await?;
        }
        self.inner.commit_rights(txn, ()).await
    }

    /// Sends a code to another address of the viewer's, who shows their password once more.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers without an account; [`Error::Invalid`] for a wrong password, or what is no address.
    pub async fn request_email(&self, email: &str, shown: String, origin: &Origin) -> Result<Committed<()>> {
        policy::permit(&self.viewer, Act::KeepAccount).map_err(Error::Denied)?;
        let Some(grant) = self.viewer.grant() else { return Err(Error::Denied(Act::KeepAccount)) };
        let email = address(email)?;
        let held = account::Entity::find_by_id(grant.account_seq).one(&self.inner.look_up);
        let held = self.inner.read.while_up(async { Ok(held.await?) }).await?.ok_or(Error::NotFound)?;
        // who signs in elsewhere has no password here, and no address before they give one
        let good = match &held.email {
            None => None,
            // somebody may have found a session open, and tries passwords here in place of signing in
            Some(address) => {
                let attempt = self.try_password(address, Some(&held), origin).await?;
                if !password::verify(shown, held.password_hash.clone()).await?.0 {
                    return Err(Problem::new("password", Case::WrongPassword).into());
                }
                Some(attempt)
            }
        };
        let txn = self.transaction().await?;
        if let Some(good) = good {
            good.was_good(&txn).await?;
        }
        let particulars = MailParams { account: Some(held.id), epoch: Some(held.epoch), ..Default::default() };
        let occasion = MailKind::EmailChangeRequested;
        outbox::post(&txn, &self.inner.clock, &email, &held.language, occasion, &particulars).await?;
        txn.commit(()).await
    }

    /// Takes the address that a code was sent to; the one before is told.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a code that is not good.
    pub async fn change_email(&self, shown: &str) -> Result<Committed<Id>> {
        let (clock, now) = (&self.inner.clock, self.inner.clock.now());
        let txn = self.turn().await?;
        let spent = one_time_code::spend(&txn, shown, &[Purpose::ChangeEmail], now).await?;
        let held = account::Entity::find_by_id(spent.account_seq).one(&txn).await?;
        let held = held.filter(|it| it.status == Status::Active).ok_or_else(one_time_code::wrong)?;
        let email = email::key(&spent.payload.ok_or_else(one_time_code::wrong)?);
        let other = account::Entity::find().filter(account::Column::Email.eq(&email));
        match other.one(&txn).await? {
            // who registered with it has not shown that it is theirs; now somebody has
            Some(other) if other.email_verified_at.is_none() && other.member_seq.is_none() => {
                one_time_code::end(&txn, other.seq, &[Purpose::VerifyEmail, Purpose::Invitation], now).await?;
                let mut other = other.into_active_model();
                other.email = Set(None);
                other.update(&txn).await?;
            }
            Some(_) => return Err(one_time_code::wrong().into()),
            None => {}
        }
        let (id, before, language) = (held.id, held.email.clone(), held.language.clone());
        let mut held = held.into_active_model();
        held.email = Set(Some(email));
        held.email_verified_at = Set(Some(now));
        held.updated_at = Set(now);
        let seq = held.update(&txn).await?.seq;
        // what was sent to the old mailbox opens nothing any more
        one_time_code::end(&txn, seq, &[Purpose::ResetPassword, Purpose::ChangeEmail], now).await?;
        journal::note(&txn, clock, &self.viewer, "emailChange", ("account", id), None).await?;
        if let Some(before) = before {
            let nothing = MailParams::default();
            outbox::post(&txn, clock, &before, &language, MailKind::EmailChanged, &nothing).await?;
        }
        txn.commit(id).await
    }

    fn places(&self, references: &[String]) -> Vec<i64> {
        let reference = self.inner.reference();
        let known = references.iter().filter_map(|it| it.parse::<TerritoryRef>().ok());
        known.filter_map(|it| reference.territory(&it).map(|it| it.seq)).collect()
    }
}

/// Whether an account that nobody has taken yet was made, or said anew, by an invitation.
fn was_invited(held: &account::Model) -> bool {
    held.role > Role::Contributor || held.invited_at.is_some()
}
