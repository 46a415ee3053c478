//! Licences: facts of the outside world, loaded with the program and kept in memory.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::commons::licence::Facts;
use crate::id::Id;

/// The key of a licence: an SPDX identifier, or `LicenseRef-…` for what SPDX does not list. At most 64 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType)]
#[serde(transparent)]
pub struct LicenceKey(pub String);

/// A licence.
#[derive(Debug, Clone)]
pub struct Licence {
    pub(crate) seq: i64,
    pub(crate) position: i64,
    /// The same in every database.
    pub id: Id,
    /// What is known of it.
    pub facts: Facts,
}

impl Licence {
    /// The row's number inside the database; never shown.
    pub fn row_key(&self) -> i64 {
        self.seq
    }
}

/// The table `licence`; `facts` is JSON.
pub(crate) mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "licence")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub id: Id,
        pub key: String,
        pub position: i64,
        pub facts: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
