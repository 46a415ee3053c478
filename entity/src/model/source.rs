//! Sources: the partner sites that articles come from.

use std::sync::Arc;

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::model::licence::Licence;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::slug::Slug;
use crate::value::url::WebAddress;

/// Whether a source lets the network take its texts over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Permission {
    /// Its licence or its word allows it.
    Open,
    /// It was asked.
    Asked,
    /// It said no.
    Refused,
    /// Nobody asked yet.
    Unknown,
}

/// A source.
#[derive(Debug, Clone)]
pub struct Source {
    pub(crate) seq: i64,
    /// Its identifier.
    pub id: Id,
    /// Its slug, unique among sources.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    pub(crate) name_sort: String,
    /// Its home page.
    pub homepage: WebAddress,
    /// Its feed.
    pub feed: Option<WebAddress>,
    /// The licence of its texts unless they say otherwise.
    pub licence: Arc<Licence>,
    /// The page where it states that licence.
    pub licence_stated_at: Option<WebAddress>,
    /// Whether it lets us take its texts over.
    pub permission: Permission,
}

impl Source {
    /// The row's number inside the database; never shown.
    pub fn key(&self) -> i64 {
        self.seq
    }
}

/// The table `source`.
pub(crate) mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "source")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub id: Id,
        pub slug: Slug,
        pub name: String,
        pub name_sort: String,
        pub homepage: WebAddress,
        pub feed: Option<WebAddress>,
        pub licence_seq: i64,
        pub licence_stated_at: Option<WebAddress>,
        pub permission: Permission,
        pub version: i64,
        pub created_at: Instant,
        pub updated_at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
