//! A session that has just begun or goes on.

use async_graphql::SimpleObject;

use crate::graphql::input::scalar::DateTime;

/// A session: a token to show with each request, and one that carries the session on.
#[derive(SimpleObject)]
pub struct Session {
    /// What to show with each request, as `Authorization: Bearer …`: a signed token (JWT), good for 15 minutes.
    pub(crate) access_token: String,
    /// When the access token ceases to be good.
    pub(crate) access_token_expires_at: DateTime,
    /// What carries the session on, once, through `sessionRefresh`. Keep it where no script of others reads it.
    pub(crate) refresh_token: String,
    /// Until when.
    pub(crate) refresh_token_expires_at: DateTime,
}
