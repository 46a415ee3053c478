//! THE law: who may read which row, who may do what. No other file of any floor decides it.

use std::fmt;

use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition};

use crate::clock::Instant;
use crate::entry::{Status, row as entry};
use crate::member;
use crate::viewer::{Standing, Viewer};

/// What somebody may ask to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Bring in content with its own dates, statuses and owners.
    Import,
}

/// The entries that the viewer may read at this moment, as a condition on the table `entry`.
///
/// Visitors read what is published and due, and not yet due to go.
pub(crate) fn readable(viewer: &Viewer, now: Instant) -> Condition {
    use entry::Column::{PublishedAt, Status as State, UnpublishAt};
    match viewer.0 {
        Standing::Operator { .. } => Condition::all(),
        Standing::Visitor => Condition::all()
            .add(State.eq(Status::Published))
            .add(PublishedAt.lte(now))
            .add(UnpublishAt.is_null().or(UnpublishAt.gt(now))),
    }
}

/// True when the viewer may see a member of this standing.
pub(crate) fn member_readable(viewer: &Viewer, status: member::Status) -> bool {
    match (&viewer.0, status) {
        (Standing::Operator { .. }, _) | (Standing::Visitor, member::Status::Listed) => true,
        (Standing::Visitor, member::Status::Pending | member::Status::Hidden) => false,
    }
}

/// Decides whether the viewer may do `act`.
///
/// # Errors
/// The act, when it is not permitted.
pub(crate) fn permit(viewer: &Viewer, act: Act) -> Result<(), Act> {
    match (&viewer.0, act) {
        (Standing::Operator { .. }, Act::Import) => Ok(()),
        (Standing::Visitor, Act::Import) => Err(act),
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Import => f.write_str("import content"),
        }
    }
}
