//! The roles of accounts.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// What an account may do at most, the least first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Role {
    /// A member: writes drafts, alone or for an organisation.
    Contributor,
    /// Looks after the content of the territories in their mandates.
    Editor,
    /// Looks after everything.
    Admin,
}

impl Role {
    /// One word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Contributor => "CONTRIBUTOR",
            Self::Editor => "EDITOR",
            Self::Admin => "ADMIN",
        }
    }
}
