//! Licences: facts of the outside world, loaded with the program and kept in memory.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Deserializer, Serialize};

use crate::commons;
use crate::commons::licence::Facts;
use crate::value::id::Id;
use crate::value::problem::Case;
use crate::value::text_form::Form;

/// The key of a licence: an SPDX identifier, or `LicenseRef-…` for what SPDX does not list. At most 64 characters.
///
/// Read from what somebody says, it is not empty: an empty text is no licence, nor does it mean the network's own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, DeriveValueType)]
#[serde(into = "String")]
pub struct LicenceKey(pub String);

impl LicenceKey {
    /// The key of the licence that is called so: by its key in any case, its short name, or the address of its text or
    /// deed. What names no licence stays as it is, to be refused where it is looked up.
    pub fn of(name: &str) -> Self {
        Self(commons::licence::find(name).map_or_else(|| name.trim().to_owned(), |facts| facts.key.clone()))
    }
}

impl TryFrom<String> for LicenceKey {
    type Error = Case;

    fn try_from(text: String) -> Result<Self, Case> {
        if text.trim().is_empty() { Err(Case::NotALicence) } else { Ok(Self::of(&text)) }
    }
}

impl<'de> Deserialize<'de> for LicenceKey {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Form::Licence.parse(from, Self::try_from)
    }
}

impl From<LicenceKey> for String {
    fn from(key: LicenceKey) -> Self {
        key.0
    }
}

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
