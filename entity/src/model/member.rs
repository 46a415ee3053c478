//! Members: the people, organisations and collectives of the network. Their public profile only.

use std::sync::Arc;

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::model::territory::Territory;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::slug::Slug;
use crate::value::url::WebAddress;

/// The kinds of member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// One human being.
    Person,
    /// A legal body: association, company, town hall.
    Organisation,
    /// People together, without a legal body.
    Collective,
}

/// Whether the public sees a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// Waiting to be accepted.
    Pending,
    /// Seen by all.
    Listed,
    /// No longer shown.
    Hidden,
}

/// A member's public profile.
#[derive(Debug, Clone)]
pub struct Member {
    pub(crate) seq: i64,
    /// Their identifier.
    pub id: Id,
    /// Their slug, unique among members.
    pub slug: Slug,
    /// What they are.
    pub kind: Kind,
    pub(crate) status: Status,
    /// From when a member who waits is seen by all, because a text of theirs is public from then on.
    pub(crate) listed_from: Option<Instant>,
    /// Their name, as they write it.
    pub name: String,
    pub(crate) name_sort: String,
    /// What they say of themselves, Markdown.
    pub bio: Option<String>,
    /// Their site.
    pub website: Option<WebAddress>,
    /// Where they are active, in order.
    pub territories: Vec<Arc<Territory>>,
    /// Their portrait.
    pub picture: Option<Id>,
    /// Their sign, of an organisation or a collective.
    pub logo: Option<Id>,
    /// When they joined.
    pub created_at: Instant,
}

impl Member {
    /// The row's number inside the database; never shown.
    pub fn key(&self) -> i64 {
        self.seq
    }

    /// Whether the public sees them at this moment.
    pub(crate) fn standing(&self, now: Instant) -> Status {
        self.status.at(self.listed_from, now)
    }
}

impl Status {
    /// The same at a moment, of a member who is seen by all from another moment on.
    pub(crate) fn at(self, listed_from: Option<Instant>, now: Instant) -> Self {
        match self {
            Self::Pending if listed_from.is_some_and(|it| it <= now) => Self::Listed,
            Self::Pending | Self::Listed | Self::Hidden => self,
        }
    }
}

/// The table `member`.
pub(crate) mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "member")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub id: Id,
        pub slug: Slug,
        pub kind: Kind,
        pub status: Status,
        pub name: String,
        pub name_sort: String,
        pub website: Option<WebAddress>,
        pub version: i64,
        pub created_at: Instant,
        pub updated_at: Instant,
        pub bio: Option<String>,
        pub listed_from: Option<Instant>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The table `member_territory`.
pub(crate) mod territories {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "member_territory")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub member_seq: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub territory_seq: i64,
        pub position: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
