//! The tokens of scripts.

use async_graphql::{ID, SimpleObject};

use crate::graphql::input::enums::ViewerRole;
use crate::graphql::input::scalar::DateTime;

/// A token that a script authenticates with.
#[derive(SimpleObject)]
pub struct ApiToken {
    /// Identifier of the token, for `apiTokenRevoke`.
    pub(crate) id: ID,
    /// Name that says the purpose of the token.
    pub(crate) name: String,
    /// Role of the token: the upper bound of its rights.
    pub(crate) role: ViewerRole,
    /// Scopes of the token, such as `content:read`.
    pub(crate) scopes: Vec<String>,
    /// References of the territories that the token is limited to. `*` stands for all territories of the account.
    pub(crate) territories: Vec<String>,
    /// Instant at which the token was created.
    pub(crate) created_at: DateTime,
    /// Instant at which the token expires. Null if it does not expire.
    pub(crate) expires_at: Option<DateTime>,
    /// Instant at which the token was revoked. Null if it was not.
    pub(crate) revoked_at: Option<DateTime>,
    /// Instant at which the token was last used, accurate to a minute. Null if it never was.
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
