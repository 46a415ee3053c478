//! The statuses of the workflow.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Where an entry stands on its way to the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// Being written.
    Draft,
    /// Waiting for an editor.
    Submitted,
    /// Public from its publication date on.
    Published,
    /// Taken back.
    Withdrawn,
    /// Not accepted.
    Refused,
}
