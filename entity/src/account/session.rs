//! Sessions: signing in with a password, and signing out here or everywhere.

use std::time::Duration;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::account::password;
use crate::act::Act;
use crate::attempt::{Attempt, OF_ADDRESS, OF_CLIENT, Origin, WAITING, charge, subject};
use crate::db::turn::{Committed, Turn};
use crate::error::{Error, Result};
use crate::mail::one_time_code::{self, Purpose};
use crate::model::account::{Status, locked, refresh, row as account};
use crate::model::claims::Claims;
use crate::reader::Reader;
use crate::value::clock::Instant;
use crate::value::email;
use crate::value::id::Id;
use crate::value::problem::{Case, Problem};
use crate::value::secret::hash;
use crate::writer::Writer;
use crate::{journal, policy};

/// A session that lasts, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: Id,
    /// When somebody signed in.
    pub begun_at: Instant,
    /// When it was last carried on.
    pub seen_at: Instant,
    /// Until when it lasts, unless it is carried on.
    pub expires_at: Instant,
    /// Whether it is the one in which it is asked.
    pub current: bool,
}

impl Reader {
    /// The sessions of an account that still last, the viewer's own when none is named, who was there last first; at most
    /// a hundred.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not.
    pub async fn sessions(&self, account: Option<Id>) -> Result<Vec<Session>> {
        let (whose, own) = self.whose(account)?;
        let (db, now) = (&self.private(), self.inner.clock.now());
        let asked = async {
            let held = account::Entity::find().filter(account::Column::Id.eq(whose)).one(db).await?;
            let Some(held) = held else { return Ok(Vec::new()) };
            let lasting = refresh::Entity::find()
                .filter(refresh::Column::AccountSeq.eq(held.seq))
                .filter(refresh::Column::EndedAt.is_null())
                .filter(refresh::Column::ExpiresAt.gt(now))
                .order_by_desc(refresh::Column::IssuedAt)
                .limit(10_000);
            Ok(lasting.all(db).await?)
        };
        let mut found: Vec<Session> = Vec::new();
        for it in self.read_privately(asked).await?.into_iter().rev() {
            match found.iter_mut().find(|known| known.id == it.family) {
                Some(known) => {
                    known.seen_at = it.issued_at;
                    known.expires_at = it.expires_at;
                }
                None => found.push(Session {
                    id: it.family,
                    begun_at: it.issued_at,
                    seen_at: it.issued_at,
                    expires_at: it.expires_at,
                    current: own == Some(it.family),
                }),
            }
        }
        found.sort_by_key(|it| std::cmp::Reverse(it.seen_at));
        found.truncate(100);
        Ok(found)
    }

    /// Whose sessions are asked for, and the viewer's own session.
    fn whose(&self, account: Option<Id>) -> Result<(Id, Option<Id>)> {
        let grant = self.viewer().grant();
        let own = grant.map(|it| it.account);
        let whose = account.or(own).ok_or(Error::Denied(Act::Private))?;
        if own != Some(whose) {
            policy::permit(self.viewer(), Act::ManageTokens).map_err(Error::Denied)?;
        }
        Ok((whose, grant.and_then(|it| it.session)))
    }
}

impl Writer {
    /// Begins a session for a person who shows the password of an address; none when they do not belong together. Who is not
    /// known or not in use is answered alike, after the same time.
    ///
    /// # Errors
    /// [`Error::Invalid`] for somebody who tries too often; those of the database.
    pub async fn sign_in(&self, address: &str, shown: &str, origin: &Origin) -> Result<Committed<Option<Opened>>> {
        let db = &self.inner.look_up;
        let asked = async {
            let found = account::Entity::find().filter(account::Column::Email.eq(email::key(address)));
            Ok(found.one(db).await?)
        };
        let known = match address.contains('\0') {
            true => None,
            false => self.inner.read.while_up(asked).await?,
        };
        let attempt = self.try_password(address, known.as_ref(), origin).await?;
        let kept = known.as_ref().and_then(|it| it.password_hash.clone());
        let (fits, outdated) = password::verify(shown.chars().take(1_000).collect(), kept).await?;
        let now = self.inner.clock.now();
        let Some(known) = known else { return Ok(Committed::already(None)) };
        if !fits || known.status != Status::Active || known.email_verified_at.is_none() {
            return Ok(Committed::already(None));
        }
        let renewed = match outdated {
            true => Some(password::hash(shown.to_owned(), self.inner.clock.secret()).await?),
            false => None,
        };
        let txn = self.transaction().await?;
        // what was true when the password was read must still be so: a reset or a suspension may have come meanwhile
        let held = locked(&txn, known.seq).await?;
        let same = |it: &account::Model| {
            (&it.password_hash, it.status, it.epoch) == (&known.password_hash, known.status, known.epoch)
        };
        let Some(known) = held.filter(same) else { return Ok(Committed::already(None)) };
        let mut held = known.clone().into_active_model();
        held.seen_at = Set(Some(now));
        if let Some(hash) = renewed {
            held.password_hash = Set(Some(hash));
        }
        held.update(&txn).await?;
        let opened = self.open(&txn, &known, self.inner.clock.new_id(), None).await?;
        self.note_session(&txn, &opened, "sessionCreate", "password").await?;
        attempt.was_good(&txn).await?;
        txn.commit(Some(opened)).await
    }

    /// Ends the viewer's session; everywhere, all sessions of the account, and whatever was signed for it.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the credential is of no session, and it is not to end
    /// everywhere.
    pub async fn end_session(&self, everywhere: bool) -> Result<Committed<()>> {
        let Some(grant) = self.viewer.grant() else { return Ok(Committed::already(())) };
        if everywhere {
            policy::permit(&self.viewer, Act::KeepAccount).map_err(Error::Denied)?;
        }
        let now = self.inner.clock.now();
        let txn = self.transaction().await?;
        match (everywhere, grant.session) {
            (true, _) => end_all(&txn, grant.account_seq, now).await?,
            (false, Some(family)) => end_family(&txn, grant.account_seq, family, now).await?,
            (false, None) => return Err(Problem::new("everywhere", Case::NoSession).into()),
        }
        let object = ("account", grant.account);
        let action = if everywhere { "sessionDeleteAll" } else { "sessionDelete" };
        journal::note(&txn, &self.inner.clock, &self.viewer, action, object, None).await?;
        self.inner.commit_rights(txn, ()).await
    }

    /// Ends the session that this refresh token carries on, or carried on before; everywhere, all of its account.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a token that was never given, or is too old.
    pub async fn end_session_of(&self, refresh_token: &str, everywhere: bool) -> Result<Committed<()>> {
        let now = self.inner.clock.now();
        let txn = self.transaction().await?;
        let held = refresh::Entity::find_by_id(hash(refresh_token)).one(&txn).await?;
        let held = held.filter(|it| it.expires_at > now).ok_or(Error::NotFound)?;
        let account = locked(&txn, held.account_seq).await?.ok_or(Error::NotFound)?;
        // again is no error, but what has ended ends nothing else
        if held.ended_at.is_some() {
            return Ok(Committed::already(()));
        }
        self.end(txn, &account, held.family, everywhere).await
    }

    /// Ends the session of a signed token whose time is over; everywhere, all of its account.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a token of no session.
    pub async fn end_lapsed_session(&self, claims: &Claims, everywhere: bool) -> Result<Committed<()>> {
        let family = claims.session.ok_or(Error::NotFound)?;
        let txn = self.transaction().await?;
        let held = account::Entity::find().filter(account::Column::Id.eq(claims.account)).one(&txn).await?;
        let held = held.ok_or(Error::NotFound)?;
        let Some(held) = locked(&txn, held.seq).await?.filter(|it| it.epoch == claims.epoch) else {
            return Ok(Committed::already(()));
        };
        let lasting = refresh::Entity::find()
            .filter(refresh::Column::Family.eq(family))
            .filter(refresh::Column::AccountSeq.eq(held.seq))
            .filter(refresh::Column::EndedAt.is_null());
        if lasting.one(&txn).await?.is_none() {
            return Ok(Committed::already(()));
        }
        self.end(txn, &held, family, everywhere).await
    }

    async fn end(&self, txn: Turn, account: &account::Model, family: Id, everywhere: bool) -> Result<Committed<()>> {
        let now = self.inner.clock.now();
        let action = if everywhere { "sessionDeleteAll" } else { "sessionDelete" };
        match everywhere {
            true => end_all(&txn, account.seq, now).await?,
            false => end_family(&txn, account.seq, family, now).await?,
        }
        let by = (format!("account:{}", account.id), format!("session:{family}"));
        journal::note_by(&txn, &self.inner.clock, by, action, ("account", account.id), None).await?;
        self.inner.commit_rights(txn, ()).await
    }

    /// Ends one of the viewer's sessions, or of an account that they manage. Again changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] for one of somebody else's.
    pub async fn revoke_session(&self, family: Id) -> Result<Committed<Id>> {
        let now = self.inner.clock.now();
        let txn = self.transaction().await?;
        let held = refresh::Entity::find().filter(refresh::Column::Family.eq(family)).one(&txn).await?;
        let held = held.ok_or(Error::NotFound)?;
        let account = account::Entity::find_by_id(held.account_seq).one(&txn).await?.ok_or(Error::NotFound)?;
        let own = self.viewer.grant().is_some_and(|it| it.account_seq == held.account_seq);
        let mine = own && policy::permit(&self.viewer, Act::KeepAccount).is_ok();
        if !mine && policy::permit(&self.viewer, Act::ManageTokens).is_err() {
            return Err(Error::NotFound);
        }
        end_family(&txn, held.account_seq, family, now).await?;
        let object = ("session", family);
        journal::note(&txn, &self.inner.clock, &self.viewer, "sessionRevoke", object, None).await?;
        self.inner.commit_rights(txn, account.id).await
    }

    /// Writes down that a session began, and by which kind of credential.
    pub(crate) async fn note_session(
        &self,
        db: &impl ConnectionTrait,
        opened: &Opened,
        action: &str,
        credential: &str,
    ) -> Result<()> {
        let account = opened.claims.account;
        let by = (format!("account:{account}"), credential.to_owned());
        journal::note_by(db, &self.inner.clock, by, action, ("account", account), None).await
    }
}

/// Ends a session.
pub(crate) async fn end_family(db: &impl ConnectionTrait, account_seq: i64, family: Id, now: Instant) -> Result<()> {
    locked(db, account_seq).await?;
    refresh::Entity::update_many()
        .col_expr(refresh::Column::EndedAt, Expr::value(now))
        .filter(refresh::Column::Family.eq(family))
        .filter(refresh::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Ends all that an account is signed in with, signed tokens included, and the codes by which it could be taken: who has
/// lost a session must not come back through a mailbox.
pub(crate) async fn end_all(db: &impl ConnectionTrait, account_seq: i64, now: Instant) -> Result<()> {
    // the account first: it is the lock that a session begins under
    account::Entity::update_many()
        .col_expr(account::Column::Epoch, Expr::col(account::Column::Epoch).add(1))
        .col_expr(account::Column::UpdatedAt, Expr::value(now))
        .filter(account::Column::Seq.eq(account_seq))
        .exec(db)
        .await?;
    refresh::Entity::update_many()
        .col_expr(refresh::Column::EndedAt, Expr::value(now))
        .filter(refresh::Column::AccountSeq.eq(account_seq))
        .filter(refresh::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    one_time_code::end(db, account_seq, &[Purpose::ResetPassword, Purpose::ChangeEmail, Purpose::SignIn], now).await
}

/// A session, just begun or carried on.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What its access token claims.
    pub claims: Claims,
    /// What carries it on: good once, not kept.
    pub refresh: String,
    /// Until when.
    pub refresh_expires_at: Instant,
}

impl Writer {
    /// Lets one more try of a password through, at once or after a moment; `held` is who has the address.
    ///
    /// # Errors
    /// [`Case::TooManyAttempts`]; those of the database.
    pub(crate) async fn try_password(
        &self,
        email: &str,
        held: Option<&account::Model>,
        origin: &Origin,
    ) -> Result<Attempt> {
        let device = origin.device.filter(|(account, _)| held.is_some_and(|it| it.id == *account));
        let client = match device {
            Some((_, device)) => format!("device {device}"),
            None => format!("client {}", origin.client.as_deref().unwrap_or_default()),
        };
        let subject = subject("password", email);
        let attempt = Attempt { client: hash(&format!("{subject} {client}")), subject, known_device: device.is_some() };
        let now = self.inner.clock.now();
        let txn = self.inner.read.while_up(self.inner.write.begin()).await?;
        let refused = || Problem::new("", Case::TooManyAttempts);
        charge(&txn, &attempt.subject, &attempt.client, OF_CLIENT, now).await?.ok_or_else(refused)?;
        let wait = match attempt.known_device {
            true => 0,
            false => charge(&txn, &attempt.subject, "", OF_ADDRESS, now).await?.ok_or_else(refused)?,
        };
        if let Some(held) = held.filter(|_| (1..=OF_ADDRESS.each).contains(&wait)) {
            let by = ("none".to_owned(), "password".to_owned());
            journal::note_by(&txn, &self.inner.clock, by, "accountSlow", ("account", held.id), None).await?;
        }
        txn.commit(()).await?;
        if wait > 0 {
            let _place = WAITING.try_acquire().map_err(|_| refused())?;
            tokio::time::sleep(Duration::from_millis(wait.unsigned_abs())).await;
        }
        Ok(attempt)
    }
}
