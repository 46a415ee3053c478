//! The tokens of scripts.

use async_graphql::{ID, SimpleObject};

use crate::graphql::input::enums::ViewerRole;
use crate::graphql::input::scalar::DateTime;

/// A token of a script.
#[derive(SimpleObject)]
pub struct ApiToken {
    /// Its identifier, by which it is revoked.
    pub(crate) id: ID,
    /// What it is for.
    pub(crate) name: String,
    /// What it may do at most.
    pub(crate) role: ViewerRole,
    /// For what.
    pub(crate) scopes: Vec<String>,
    /// Where, by reference; `*` is as far as the account reaches.
    pub(crate) territories: Vec<String>,
    /// When it was made.
    pub(crate) created_at: DateTime,
    /// When it ceases to be good.
    pub(crate) expires_at: Option<DateTime>,
    /// When it was revoked.
    pub(crate) revoked_at: Option<DateTime>,
    /// When it was last shown, to a minute.
    pub(crate) last_used_at: Option<DateTime>,
}

impl ApiToken {
    pub(crate) fn of(it: entity::account::api_token::Token) -> Self {
        let parts = |text: &str| text.split(' ').map(str::to_owned).collect();
        Self {
            id: it.id.to_string().into(),
            name: it.name,
            role: it.role.into(),
            scopes: parts(&it.scopes),
            territories: parts(&it.territories),
            created_at: DateTime(it.created_at),
            expires_at: it.expires_at.map(DateTime),
            revoked_at: it.revoked_at.map(DateTime),
            last_used_at: it.used_at.map(DateTime),
        }
    }
}
