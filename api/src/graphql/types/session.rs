//! A session that has just begun or goes on.

use async_graphql::SimpleObject;

use crate::graphql::input::scalar::DateTime;

/// Tokens of a session: an access token for requests, and a refresh token to renew the session.
#[derive(SimpleObject)]
pub struct Session {
    /// Access token, a signed JWT (RFC 7519) valid for 15 minutes. Send it with each request as `Authorization: Bearer …`.
    pub(crate) access_token: String,
    /// Instant at which the access token expires.
    pub(crate) access_token_expires_at: DateTime,
    /// Refresh token for `sessionRefresh`, valid once. Store it out of reach of third-party scripts.
    pub(crate) refresh_token: String,
    /// Instant at which the refresh token expires.
    pub(crate) refresh_token_expires_at: DateTime,
}
