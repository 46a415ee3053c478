//! The table of the audit: who did what, when, with which credential. `journal.rs` writes it, `query/audit.rs` reads
//! it, `upkeep/prune_audit.rs` deletes its old lines.

use sea_orm::ActiveValue::{NotSet, Set};

use crate::value::clock::Instant;
use crate::value::id::Id;

/// The table `audit`.
pub(crate) mod table {
    use sea_orm::entity::prelude::*;

    use crate::value::clock::Instant;
    use crate::value::id::Id;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub at: Instant,
        pub actor: String,
        pub credential: String,
        pub action: String,
        pub object_kind: Option<String>,
        pub object_id: Option<Id>,
        pub detail: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A line that is to be written.
pub(crate) struct Line<'a> {
    pub(crate) at: Instant,
    pub(crate) actor: String,
    pub(crate) credential: String,
    pub(crate) action: &'a str,
    pub(crate) object: Option<(&'a str, Id)>,
    pub(crate) detail: Option<String>,
}

impl Line<'_> {
    /// The row that it becomes.
    pub(crate) fn row(self) -> table::ActiveModel {
        table::ActiveModel {
            seq: NotSet,
            at: Set(self.at),
            actor: Set(self.actor),
            credential: Set(self.credential),
            action: Set(self.action.to_owned()),
            object_kind: Set(self.object.map(|it| it.0.to_owned())),
            object_id: Set(self.object.map(|it| it.1)),
            detail: Set(self.detail),
        }
    }
}
