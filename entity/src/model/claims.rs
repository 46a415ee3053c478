//! What a signed token claims of its account.

use crate::model::account::Scope;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::role::Role;
use crate::value::territory::TerritoryRef;

/// What a signed token claims.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Claims {
    /// The account (`sub`).
    pub account: Id,
    /// The token's own name (`jti`): of an API token its id.
    pub id: Id,
    /// The session that it belongs to (`sid`); none for an API token.
    pub session: Option<Id>,
    /// The account's epoch when it was signed; rights that were taken away since end with it.
    pub epoch: i64,
    /// The role, at most.
    pub role: Role,
    /// The scopes, at most.
    pub scopes: Vec<Scope>,
    /// The territories, at most; absent is the whole network.
    pub territories: Option<Vec<TerritoryRef>>,
    /// When it ceases to be good, for an API token.
    pub expires_at: Option<Instant>,
}
