//! Tokens as they are listed: what they are for, and when they were last shown.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::act::Act;
use crate::error::{Error, Result};
use crate::model::account::{row as account, token};
use crate::policy;
use crate::reader::Reader;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::role::Role;

/// A token as it is listed: never the token itself.
#[derive(Debug, Clone)]
pub struct Token {
    /// Its id.
    pub id: Id,
    /// What it is for.
    pub name: String,
    /// What it may do at most.
    pub role: Role,
    /// For what.
    pub scopes: String,
    /// Where.
    pub territories: String,
    /// When it was made.
    pub created_at: Instant,
    /// When it ceases to be good.
    pub expires_at: Option<Instant>,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
    /// When it was last shown, to a minute.
    pub used_at: Option<Instant>,
}

impl Reader {
    /// The tokens of an account, the viewer's own when none is named, the newest first; at most a thousand.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not.
    pub async fn tokens_of(&self, account: Option<Id>) -> Result<Vec<Token>> {
        let own = self.viewer().grant().map(|it| it.account);
        let whose = account.or(own).ok_or(Error::Denied(Act::ManageTokens))?;
        if own != Some(whose) {
            policy::permit(self.viewer(), Act::ManageTokens).map_err(Error::Denied)?;
        }
        let db = &self.private();
        let asked = async { Ok(account::Entity::find().filter(account::Column::Id.eq(whose)).one(db).await?) };
        let held = self.read_privately(asked).await?.ok_or(Error::NotFound)?;
        self.listed(token::Entity::find().filter(token::Column::AccountSeq.eq(held.seq))).await
    }

    /// The tokens of all accounts, the newest first; at most a thousand.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not.
    pub async fn tokens(&self) -> Result<Vec<Token>> {
        policy::permit(self.viewer(), Act::ManageTokens).map_err(Error::Denied)?;
        self.listed(token::Entity::find()).await
    }

    async fn listed(&self, asked: Select<token::Entity>) -> Result<Vec<Token>> {
        let asked = asked.order_by_desc(token::Column::Seq).limit(1_000);
        let rows = self.read_privately(async { Ok(asked.all(&self.private()).await?) }).await?;
        Ok(rows.into_iter().map(Token::of).collect())
    }
}

impl Token {
    /// A token as it is listed.
    pub(crate) fn of(held: token::Model) -> Self {
        Self {
            id: held.id,
            name: held.name,
            role: held.role,
            scopes: held.scopes,
            territories: held.territories,
            created_at: held.created_at,
            expires_at: held.expires_at,
            revoked_at: held.revoked_at,
            used_at: held.used_at,
        }
    }
}
