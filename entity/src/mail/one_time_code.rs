//! One-time codes: what a mail carries to show that somebody reads it. Good once, for one purpose, for a while; only the
//! hash is kept.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DeriveActiveEnum, EntityTrait, EnumIter, QueryFilter};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::account::locked;
use crate::value::clock::{Clock, Instant};
use crate::value::problem::{Case, Problem};
use crate::value::secret::{hash, hexadecimal};

/// What a code is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Purpose {
    /// To show that an address is one's own.
    VerifyEmail,
    /// To set another password.
    ResetPassword,
    /// To take another address.
    ChangeEmail,
    /// To take an account that was made for one.
    Invitation,
    /// To be given the session of a person who has signed in elsewhere.
    SignIn,
}

impl Purpose {
    /// For how long, in milliseconds.
    fn lasts(self) -> i64 {
        const HOUR: i64 = 3_600_000;
        match self {
            Self::SignIn => HOUR / 30,
            Self::ResetPassword => HOUR,
            Self::VerifyEmail | Self::ChangeEmail => 24 * HOUR,
            Self::Invitation => 14 * 24 * HOUR,
        }
    }
}

/// What a code that shows an address brings with it: what was said when this very mail was asked for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Joining {
    pub(crate) name: Option<String>,
    pub(crate) password_hash: Option<String>,
    pub(crate) territories: Vec<String>,
}

/// The table `one_time_code`.
pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    use super::Purpose;
    use crate::value::clock::Instant;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "one_time_code")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: String,
        pub account_seq: i64,
        pub purpose: Purpose,
        pub payload: Option<String>,
        pub created_at: Instant,
        pub expires_at: Instant,
        pub used_at: Option<Instant>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Makes a code. It is not kept: this is the only time that it is seen.
pub(crate) async fn make(
    db: &impl ConnectionTrait,
    clock: &Clock,
    account_seq: i64,
    purpose: Purpose,
    payload: Option<String>,
) -> Result<String> {
    let now = clock.now();
    match purpose {
        // anybody may ask for these: who asks again must not take from others what their own mail has brought
        Purpose::VerifyEmail | Purpose::ResetPassword => {}
        Purpose::ChangeEmail | Purpose::Invitation | Purpose::SignIn => end(db, account_seq, &[purpose], now).await?,
    }
    // 128 bits of chance: short enough to be copied by hand
    let secret = hexadecimal(&clock.secret()[..16]);
    let row = row::ActiveModel {
        hash: Set(hash(&secret)),
        account_seq: Set(account_seq),
        purpose: Set(purpose),
        payload: Set(payload),
        created_at: Set(now),
        expires_at: Set(now.plus_milliseconds(purpose.lasts())),
        used_at: Set(None),
    };
    row::Entity::insert(row).exec_without_returning(db).await?;
    Ok(secret)
}

/// Ends the codes of an account that are good for one of these purposes.
pub(crate) async fn end(db: &impl ConnectionTrait, account_seq: i64, purposes: &[Purpose], now: Instant) -> Result<()> {
    row::Entity::update_many()
        .col_expr(row::Column::UsedAt, Expr::value(now))
        .filter(row::Column::AccountSeq.eq(account_seq))
        .filter(row::Column::Purpose.is_in(purposes.iter().copied()))
        .filter(row::Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Spends a code: of many who show the same, one has it. One that was never given, was used or is too old is refused
/// alike.
pub(crate) async fn spend(
    db: &impl ConnectionTrait,
    shown: &str,
    purposes: &[Purpose],
    now: Instant,
) -> Result<row::Model> {
    let hash = hash(&shown.trim().to_lowercase());
    let Some(known) = row::Entity::find_by_id(&hash).one(db).await? else { return Err(wrong().into()) };
    // the account first, as whoever ends its codes does
    locked(db, known.account_seq).await?;
    let spent = row::Entity::update_many()
        .col_expr(row::Column::UsedAt, Expr::value(now))
        .filter(row::Column::Hash.eq(hash.as_str()))
        .filter(row::Column::Purpose.is_in(purposes.iter().copied()))
        .filter(row::Column::UsedAt.is_null())
        .filter(row::Column::ExpiresAt.gt(now))
        .exec(db)
        .await?;
    let held = row::Entity::find_by_id(hash).one(db).await?;
    held.filter(|_| spent.rows_affected == 1).ok_or_else(|| wrong().into())
}

/// What is said of a code that is not good.
pub(crate) fn wrong() -> Problem {
    Problem::new("code", Case::WrongCode)
}
