//! Sessions: somebody signs in with a password, stays signed in by refresh tokens that are good once, and signs out,
//! here or everywhere. What a signed token claims is compared with what the account has at each request.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::account::{Scope, Status, locked, refresh, row as account};
use crate::claims::Claims;
use crate::clock::Instant;
use crate::code::{self, Purpose};
use crate::error::{Error, Problem, ProblemCode, Result};
use crate::id::Id;
use crate::mandate::reach;
use crate::policy::{self, Act};
use crate::store::{self};
use crate::token::{hash, hexadecimal};
use crate::viewer::Reach;
use crate::writer::Writer;
use crate::{journal, password};

/// For how many days somebody stays signed in without coming back.
const REFRESH_DAYS: u16 = 30;
/// For how long, in milliseconds, a refresh token that comes a second time is taken for a race of one's own windows.
const RACE: i64 = 10_000;
/// After how many wrong passwords in a row an account is closed for a while, in milliseconds.
const FAILURES: i64 = 10;
const CLOSED: i64 = 15 * 60 * 1_000;

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

/// What became of a refresh token that was shown.
#[derive(Debug, Clone)]
pub enum Refreshed {
    /// The session goes on.
    Opened(Box<Opened>),
    /// Another request has just carried it on; its answer is the one to go on with.
    Raced,
    /// It is good for nothing.
    Refused,
}

impl Writer {
    /// Begins a session for who shows the password of an address; none when they do not belong together. Who is not
    /// known, not in use or closed for a while is answered alike, after the same time.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sign_in(&self, email: &str, shown: &str) -> Result<Option<Opened>> {
        let db = &self.inner.read.control;
        let asked = async {
            let found = account::Entity::find().filter(account::Column::Email.eq(plain(email)));
            Ok(found.one(db).await?)
        };
        let known = match email.contains('\0') {
            true => None,
            false => self.inner.read.while_up(asked).await?,
        };
        let kept = known.as_ref().and_then(|it| it.password_hash.clone());
        let (fits, outdated) = password::verify(shown.chars().take(1_000).collect(), kept).await?;
        let now = self.inner.clock.now();
        let Some(known) = known else { return Ok(None) };
        let in_use = known.status == Status::Active && known.email_verified_at.is_some();
        let open = in_use && known.locked_until.is_none_or(|it| it <= now);
        if !fits || !open {
            self.note_failure(known.seq, open);
            return Ok(None);
        }
        let renewed = match outdated {
            true => Some(password::hash(shown.to_owned(), self.inner.clock.secret()).await?),
            false => None,
        };
        let txn = store::begin(&self.inner.write).await?;
        // what was true when the password was read must still be so: a reset or a suspension may have come meanwhile
        let held = locked(&txn, known.seq).await?;
        let same = |it: &account::Model| {
            (&it.password_hash, it.status, it.epoch, it.locked_until)
                == (&known.password_hash, known.status, known.epoch, known.locked_until)
        };
        let Some(known) = held.filter(same) else { return Ok(None) };
        let mut held = known.clone().into_active_model();
        held.failed_attempts = Set(0);
        held.locked_until = Set(None);
        held.seen_at = Set(Some(now));
        if let Some(hash) = renewed {
            held.password_hash = Set(Some(hash));
        }
        held.update(&txn).await?;
        let opened = self.open(&txn, &known, self.inner.clock.new_id()).await?;
        self.note_session(&txn, &opened, "sessionCreate", "password").await?;
        txn.commit().await?;
        Ok(Some(opened))
    }

    /// Carries a session on. Of many who show the same token at once, one is answered with a new one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn refresh(&self, shown: &str) -> Result<Refreshed> {
        let now = self.inner.clock.now();
        let hash = hash(shown);
        // a made-up token costs no write
        let db = &self.inner.read.control;
        let known = self.inner.read.while_up(async { Ok(refresh::Entity::find_by_id(&hash).one(db).await?) }).await?;
        let Some(known) = known else { return Ok(Refreshed::Refused) };
        let txn = store::begin(&self.inner.write).await?;
        // whoever ends sessions has this lock as well: none begins behind their back
        let account = locked(&txn, known.account_seq).await?;
        let won = refresh::Entity::update_many()
            .col_expr(refresh::Column::RotatedAt, Expr::value(now))
            .filter(refresh::Column::Hash.eq(hash.as_str()))
            .filter(refresh::Column::RotatedAt.is_null())
            .filter(refresh::Column::EndedAt.is_null())
            .filter(refresh::Column::ExpiresAt.gt(now))
            .exec(&txn)
            .await?;
        let Some(held) = refresh::Entity::find_by_id(hash).one(&txn).await? else { return Ok(Refreshed::Refused) };
        if won.rows_affected == 1 {
            let Some(known) = account.filter(|it| it.status == Status::Active) else { return Ok(Refreshed::Refused) };
            let opened = self.open(&txn, &known, held.family).await?;
            txn.commit().await?;
            return Ok(Refreshed::Opened(Box::new(opened)));
        }
        let Some(rotated) = held.rotated_at.filter(|_| held.ended_at.is_none()) else { return Ok(Refreshed::Refused) };
        let next = refresh::Entity::find()
            .filter(refresh::Column::Family.eq(held.family))
            .filter(refresh::Column::Id.gt(held.id))
            .order_by_asc(refresh::Column::Id)
            .one(&txn)
            .await?;
        if now.milliseconds() - rotated.milliseconds() <= RACE && next.is_some_and(|it| it.rotated_at.is_none()) {
            return Ok(Refreshed::Raced);
        }
        // somebody else has it: whoever came first, the session ends for both
        end_family(&txn, held.account_seq, held.family, now).await?;
        let object = ("session", held.family);
        journal::note(&txn, &self.inner.clock, &self.viewer, "sessionReuse", object, None).await?;
        self.inner.commit_rights(txn).await?;
        Ok(Refreshed::Refused)
    }

    /// Ends the viewer's session; everywhere, all sessions of the account, and whatever was signed for it.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the credential is of no session, and it is not to end
    /// everywhere.
    pub async fn end_session(&self, everywhere: bool) -> Result<()> {
        let Some(grant) = self.viewer.grant() else { return Ok(()) };
        if everywhere {
            policy::permit(&self.viewer, Act::KeepAccount).map_err(Error::Denied)?;
        }
        let now = self.inner.clock.now();
        let txn = store::begin(&self.inner.write).await?;
        match (everywhere, grant.session) {
            (true, _) => end_all(&txn, grant.account_seq, now).await?,
            (false, Some(family)) => end_family(&txn, grant.account_seq, family, now).await?,
            (false, None) => {
                let message = "the credential belongs to no session; revoke the token instead";
                return Err(Problem::new(ProblemCode::Inconsistent, "everywhere", message).into());
            }
        }
        let object = ("account", grant.account);
        let action = if everywhere { "sessionEndAll" } else { "sessionEnd" };
        journal::note(&txn, &self.inner.clock, &self.viewer, action, object, None).await?;
        self.inner.commit_rights(txn).await
    }

    /// The sessions of an account that still last, the viewer's own when none is named, who was there last first; at most
    /// a hundred.
    ///
    /// # Errors
    /// [`Error::Denied`] for who may not.
    pub async fn sessions(&self, account: Option<Id>) -> Result<Vec<Session>> {
        let (whose, own) = self.whose(account)?;
        let (db, now) = (&self.inner.read.control, self.inner.clock.now());
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
        for it in self.inner.read.while_up(asked).await?.into_iter().rev() {
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

    /// Ends one of the viewer's sessions, or of an account that they manage. Again changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] for one of somebody else's.
    pub async fn revoke_session(&self, family: Id) -> Result<()> {
        let now = self.inner.clock.now();
        let txn = store::begin(&self.inner.write).await?;
        let held = refresh::Entity::find().filter(refresh::Column::Family.eq(family)).one(&txn).await?;
        let held = held.ok_or(Error::NotFound)?;
        let own = self.viewer.grant().is_some_and(|it| it.account_seq == held.account_seq);
        let mine = own && policy::permit(&self.viewer, Act::KeepAccount).is_ok();
        if !mine && policy::permit(&self.viewer, Act::ManageTokens).is_err() {
            return Err(Error::NotFound);
        }
        end_family(&txn, held.account_seq, family, now).await?;
        let object = ("session", family);
        journal::note(&txn, &self.inner.clock, &self.viewer, "sessionRevoke", object, None).await?;
        self.inner.commit_rights(txn).await
    }

    /// Whose sessions are asked for, and the viewer's own session.
    fn whose(&self, account: Option<Id>) -> Result<(Id, Option<Id>)> {
        let grant = self.viewer.grant();
        let own = grant.map(|it| it.account);
        let whose = account.or(own).ok_or(Error::Denied(Act::Private))?;
        if own != Some(whose) {
            policy::permit(&self.viewer, Act::ManageTokens).map_err(Error::Denied)?;
        }
        Ok((whose, grant.and_then(|it| it.session)))
    }

    /// One more refresh token of a family, and what the access token beside it claims.
    pub(crate) async fn open(&self, db: &impl ConnectionTrait, known: &account::Model, family: Id) -> Result<Opened> {
        let (clock, now) = (&self.inner.clock, self.inner.clock.now());
        let secret = format!("bcr_{}", hexadecimal(&clock.secret()));
        let (id, expires_at) = (clock.new_id(), now.plus_days(REFRESH_DAYS));
        let row = refresh::ActiveModel {
            hash: Set(hash(&secret)),
            id: Set(id),
            family: Set(family),
            account_seq: Set(known.seq),
            issued_at: Set(now),
            expires_at: Set(expires_at),
            rotated_at: Set(None),
            used_at: Set(None),
            ended_at: Set(None),
            client: Set(None),
        };
        refresh::Entity::insert(row).exec_without_returning(db).await?;
        let reference = self.inner.reference();
        let territories = match reach(db, known, now).await? {
            Reach::Whole => None,
            Reach::Inside(places) => {
                let named = places.iter().filter_map(|it| reference.territories.by_seq(*it));
                Some(named.map(|it| it.reference.clone()).collect())
            }
        };
        let claims = Claims {
            account: known.id,
            id,
            session: Some(family),
            epoch: known.epoch,
            role: known.role,
            scopes: Scope::of_role(known.role),
            territories,
            expires_at: None,
        };
        Ok(Opened { claims, refresh: secret, refresh_expires_at: expires_at })
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

    /// Counts a wrong password, beside the answer: who asks does not learn by the time it takes that there is an account.
    pub(crate) fn note_failure(&self, account_seq: i64, open: bool) {
        let inner = std::sync::Arc::clone(&self.inner);
        let counted = async move {
            let now = inner.clock.now();
            let txn = store::begin(&inner.write).await?;
            let one_more = Expr::col(account::Column::FailedAttempts).add(1);
            account::Entity::update_many()
                .col_expr(account::Column::FailedAttempts, one_more)
                .filter(account::Column::Seq.eq(account_seq))
                .exec(&txn)
                .await?;
            let closed = account::Entity::update_many()
                .col_expr(account::Column::FailedAttempts, Expr::value(0))
                .col_expr(account::Column::LockedUntil, Expr::value(now.plus_milliseconds(CLOSED)))
                .filter(account::Column::Seq.eq(account_seq))
                .filter(account::Column::FailedAttempts.gte(FAILURES))
                .exec(&txn)
                .await?;
            if closed.rows_affected > 0
                && let Some(held) = account::Entity::find_by_id(account_seq).one(&txn).await?
            {
                let by = ("none".to_owned(), "password".to_owned());
                journal::note_by(&txn, &inner.clock, by, "accountLock", ("account", held.id), None).await?;
            }
            txn.commit().await?;
            Ok::<(), crate::error::Error>(())
        };
        if open {
            tokio::spawn(async move {
                if let Err(cause) = counted.await {
                    tracing::warn!(error = %cause, "a wrong password could not be counted");
                }
            });
        }
    }
}

/// Ends a session.
async fn end_family(db: &impl ConnectionTrait, account_seq: i64, family: Id, now: Instant) -> Result<()> {
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
    code::end(db, account_seq, &[Purpose::ResetPassword, Purpose::ChangeEmail, Purpose::SignIn], now).await
}

/// An address as it is kept and looked for: without spaces around it, in lower case.
pub(crate) fn plain(email: &str) -> String {
    email.trim().to_lowercase()
}
