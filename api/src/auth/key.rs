//! A key that tokens are signed with.

use entity::value::clock::Instant;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};

/// A key that something is signed with.
#[derive(Clone)]
pub(super) struct Key {
    pub(super) kid: String,
    pub(super) algorithm: Algorithm,
    pub(super) public: DecodingKey,
    pub(super) private: EncodingKey,
    /// The public half as JWK spells it; none where both halves are the same secret.
    pub(super) x: Option<String>,
    pub(super) retired_at: Option<Instant>,
}

/// By how many seconds the clocks of servers may differ.
pub(crate) const LEEWAY: i64 = 5;
