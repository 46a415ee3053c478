//! Mandates as they are shown, and what an account gave to others.

use std::sync::Arc;

use crate::model::territory::Territory;
use crate::value::clock::Instant;
use crate::value::id::Id;

/// A mandate, as it is listed.
#[derive(Debug, Clone)]
pub struct Mandate {
    /// Its id.
    pub id: Id,
    /// The territory, with all that lies inside; none is the whole network.
    pub territory: Option<Arc<Territory>>,
    /// Since when.
    pub granted_at: Instant,
    /// Until when.
    pub until: Option<Instant>,
}

/// A mandate that somebody was given.
#[derive(Debug, Clone)]
pub struct GrantedMandate {
    /// The account that holds it.
    pub account: Id,
    /// The member whose account that is.
    pub member: Option<Id>,
    /// The mandate.
    pub mandate: Mandate,
}

/// The right to write for an organisation that somebody was given.
#[derive(Debug, Clone)]
pub struct GrantedWriter {
    /// The membership that holds it.
    pub membership: Id,
    /// Who may write.
    pub member: Option<Id>,
    /// For whom.
    pub organisation: Option<Id>,
}

/// What an account gave and that is still held.
#[derive(Debug, Clone, Default)]
pub struct Gifts {
    /// Mandates, the newest first, at most a thousand.
    pub mandates: Vec<GrantedMandate>,
    /// Rights to write, the newest first, at most a thousand.
    pub writers: Vec<GrantedWriter>,
}

/// What becomes of an account's gifts when its own rights are taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gave {
    /// It stays.
    Stays,
    /// It goes, and so do the gifts of the accounts that held it, as far as the viewer may take them away.
    Goes,
}

/// An account that has other rights now.
#[derive(Debug, Clone)]
pub struct Less {
    /// The account.
    pub account: Id,
    /// What it gave and that is still held.
    pub gifts: Gifts,
}
