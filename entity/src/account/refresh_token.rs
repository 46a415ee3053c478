//! Renews sessions: each refresh token is good once and is followed by the next.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::account::session::{Opened, end_family};
use crate::db::turn::Committed;
use crate::error::Result;
use crate::journal;
use crate::model::account::{Scope, Status, locked, refresh, row as account};
use crate::model::claims::Claims;
use crate::policy::subject::reach;
use crate::value::id::Id;
use crate::value::secret::{hash, hexadecimal};
use crate::viewer::Reach;
use crate::writer::Writer;

/// What every refresh token begins with.
const PREFIX: &str = "bcr_";
/// For how many days somebody stays signed in without coming back.
const REFRESH_DAYS: u16 = 30;
/// For how long, in milliseconds, a refresh token that comes a second time is answered again.
const AGAIN: i64 = 10_000;

/// What became of a refresh token that was shown.
#[derive(Debug, Clone)]
pub enum Refreshed {
    /// The session goes on.
    Opened(Box<Opened>),
    /// Another request has just carried it on, and its answer cannot be given again.
    Raced,
    /// It is good for nothing.
    Refused,
}

impl Writer {
    /// Carries a session on. Whoever shows the same token again within ten seconds, because the answer was lost or another
    /// window was quicker, is answered with the same new one, as long as that is unused.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn refresh(&self, shown: &str) -> Result<Committed<Refreshed>> {
        let now = self.inner.clock.now();
        let hash = hash(shown);
        // a made-up token costs no write
        let db = &self.inner.look_up;
        let known = self.inner.read.while_up(async { Ok(refresh::Entity::find_by_id(&hash).one(db).await?) }).await?;
        let Some(known) = known else { return Ok(Committed::already(Refreshed::Refused)) };
        let txn = self.transaction().await?;
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
        let Some(held) = refresh::Entity::find_by_id(hash).one(&txn).await? else {
            return Ok(Committed::already(Refreshed::Refused));
        };
        if won.rows_affected == 1 {
            let Some(known) = account.filter(|it| it.status == Status::Active) else {
                return Ok(Committed::already(Refreshed::Refused));
            };
            let opened = self.open(&txn, &known, held.family, Some(shown)).await?;
            return txn.commit(Refreshed::Opened(Box::new(opened))).await;
        }
        let Some(rotated) = held.rotated_at.filter(|_| held.ended_at.is_none()) else {
            return Ok(Committed::already(Refreshed::Refused));
        };
        let next = refresh::Entity::find()
            .filter(refresh::Column::Family.eq(held.family))
            .filter(refresh::Column::Id.gt(held.id))
            .order_by_asc(refresh::Column::Id)
            .one(&txn)
            .await?;
        let in_time = now.milliseconds() - rotated.milliseconds() <= AGAIN;
        if let Some(next) = next.filter(|it| in_time && it.rotated_at.is_none()) {
            let Some(known) = account.filter(|it| it.status == Status::Active) else {
                return Ok(Committed::already(Refreshed::Refused));
            };
            // a server of an older version has carried the session on: what it answered cannot be said again
            let Some(nonce) = &next.nonce else { return Ok(Committed::already(Refreshed::Raced)) };
            let claims = self.claims_of(&txn, &known, next.family, next.id).await?;
            let opened = Opened { claims, refresh: successor(shown, nonce), refresh_expires_at: next.expires_at };
            return Ok(Committed::already(Refreshed::Opened(Box::new(opened))));
        }
        // somebody else has it: whoever came first, the session ends for both
        end_family(&txn, held.account_seq, held.family, now).await?;
        let object = ("session", held.family);
        journal::note(&txn, &self.inner.clock, &self.viewer, "sessionReuse", object, None).await?;
        self.inner.commit_rights(txn, Refreshed::Refused).await
    }

    /// One more refresh token of a family, after the one that was `shown`, and what the access token beside it claims.
    pub(crate) async fn open(
        &self,
        db: &impl ConnectionTrait,
        known: &account::Model,
        family: Id,
        shown: Option<&str>,
    ) -> Result<Opened> {
        let (clock, now) = (&self.inner.clock, self.inner.clock.now());
        let nonce = hexadecimal(&clock.secret());
        let (secret, nonce) = match shown {
            Some(shown) => (successor(shown, &nonce), Some(nonce)),
            None => (format!("{PREFIX}{nonce}"), None),
        };
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
            nonce: Set(nonce),
        };
        refresh::Entity::insert(row).exec_without_returning(db).await?;
        let claims = self.claims_of(db, known, family, id).await?;
        Ok(Opened { claims, refresh: secret, refresh_expires_at: expires_at })
    }

    /// What the access token beside a refresh token claims.
    async fn claims_of(&self, db: &impl ConnectionTrait, known: &account::Model, family: Id, id: Id) -> Result<Claims> {
        let (reference, now) = (self.inner.reference(), self.inner.clock.now());
        let territories = match reach(db, known, now).await? {
            Reach::Whole => None,
            Reach::Inside(places) => {
                let named = places.iter().filter_map(|it| reference.territories.by_seq(*it));
                Some(named.map(|it| it.reference.clone()).collect())
            }
        };
        Ok(Claims {
            account: known.id,
            id,
            session: Some(family),
            epoch: known.epoch,
            role: known.role,
            scopes: Scope::of_role(known.role),
            territories,
            expires_at: None,
        })
    }
}

/// The token that follows the one that is shown. It is made of that token and of a number that is kept with its hash, so that
/// whoever shows the same again can be given the same answer, and nothing that is kept opens anything.
fn successor(shown: &str, nonce: &str) -> String {
    format!("{PREFIX}{}", hash(&format!("{shown} {nonce}")))
}
