//! How much one account may write: acts a minute, bytes and new entries a day, drafts at once; and the part that is used up.

use serde::{Deserialize, Serialize};

use crate::value::role::Role;

/// By how much less an account may write whose member is not listed yet.
pub(crate) const NEWCOMER: u64 = 4;

/// By how much more an editor may write than a contributor.
pub(crate) const EDITOR: u64 = 10;

/// How much a contributor may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowance {
    /// Acts a minute.
    pub writes_per_minute: u64,
    /// Bytes of versions a day.
    pub bytes_per_day: u64,
    /// New entries a day.
    pub entries_per_day: u64,
    /// Drafts at once.
    pub drafts: u64,
}

impl Default for Allowance {
    fn default() -> Self {
        Self { writes_per_minute: 120, bytes_per_day: 100 * 1024 * 1024, entries_per_day: 200, drafts: 400 }
    }
}

impl Allowance {
    /// What an account of this role may write; administrators, as much as they like.
    pub(crate) fn of_role(self, role: Role) -> Option<Self> {
        match role {
            Role::Contributor => Some(self),
            Role::Editor => Some(self.each(|it| it.saturating_mul(EDITOR))),
            Role::Admin => None,
        }
    }

    pub(crate) fn newcomers(self) -> Self {
        self.each(|it| it.div_ceil(NEWCOMER))
    }

    fn each(self, turn: impl Fn(u64) -> u64) -> Self {
        Self {
            writes_per_minute: turn(self.writes_per_minute),
            bytes_per_day: turn(self.bytes_per_day),
            entries_per_day: turn(self.entries_per_day),
            drafts: turn(self.drafts),
        }
    }
}

/// Which part of an allowance is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Acts a minute.
    Writes,
    /// Bytes a day.
    Bytes,
    /// New entries a day.
    Entries,
    /// Drafts at once.
    Drafts,
}

impl Part {
    /// The name by which it is configured.
    pub fn name(self) -> &'static str {
        match self {
            Self::Writes => "writes_per_minute",
            Self::Bytes => "bytes_per_day",
            Self::Entries => "entries_per_day",
            Self::Drafts => "drafts",
        }
    }
}

/// An allowance that is used up: nothing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} is used up: at most {most}", .part.name())]
pub struct UsedUp {
    /// Which part.
    pub part: Part,
    /// What it allows.
    pub most: u64,
    /// In how many seconds it may go on; none where time alone does not help.
    pub seconds: Option<u64>,
}
