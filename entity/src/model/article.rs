//! What only an article has: where it comes from.

use std::sync::Arc;

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::model::licence::Licence;
use crate::model::source::Source;
use crate::value::clock::Instant;
use crate::value::url::WebAddress;

/// How an article relates to what was published elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Origin {
    /// Written for the network.
    Original,
    /// Taken over whole.
    Republished,
    /// At most 500 characters of it.
    Excerpt,
    /// Our own words about it.
    Summary,
}

impl Origin {
    /// Whether the text is the original's, whole or in part.
    pub fn is_taken_over(self) -> bool {
        match self {
            Self::Republished | Self::Excerpt => true,
            Self::Original | Self::Summary => false,
        }
    }
}

/// What only an article has.
#[derive(Debug, Clone)]
pub struct Article {
    /// How it relates to the original.
    pub kind: Origin,
    /// The partner site it comes from.
    pub source: Option<Arc<Source>>,
    /// Where the original is.
    pub original_url: Option<WebAddress>,
    /// The licence of the work at the original address.
    pub original_licence: Option<Arc<Licence>>,
    /// The original's authors, plain names in order.
    pub original_authors: Vec<String>,
    /// When the original was published.
    pub original_published_at: Option<Instant>,
    /// When the original last changed.
    pub original_updated_at: Option<Instant>,
    /// What is said after the text, Markdown.
    pub postscript: Option<String>,
}

/// The table `article`; `original_authors` is a JSON list of names, `public_url_key` the key of an article that is published.
pub(crate) mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "article")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_seq: i64,
        pub kind: Origin,
        pub source_seq: Option<i64>,
        pub original_url: Option<WebAddress>,
        pub original_url_key: Option<String>,
        pub public_url_key: Option<String>,
        pub original_licence_seq: Option<i64>,
        pub original_authors: String,
        pub original_published_at: Option<Instant>,
        pub original_updated_at: Option<Instant>,
        pub postscript: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
