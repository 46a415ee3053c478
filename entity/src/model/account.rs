//! The tables of accounts: the private side of people and scripts. Only value types leave the crate.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

use crate::value::clock::{Clock, Instant};
use crate::value::id::Id;
use crate::value::problem::Case;
use crate::value::problem::parameter::Quoted;
use crate::value::role::Role;

/// Whether an account is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// It is.
    Active,
    /// Not for now.
    Suspended,
    /// Its data are gone.
    Erased,
}

/// What a credential may be used for; what is permitted is what its role permits as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Read what is not published.
    ContentRead,
    /// Write drafts, and submit them.
    ContentWrite,
    /// Publish, return, refuse, withdraw.
    ContentPublish,
    /// Accept, invite and suspend members; give mandates.
    MembersManage,
    /// Import.
    Import,
    /// Everything that administrators do.
    Admin,
}

/// A text that is not the name of a scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a scope")]
pub struct BadScope(String);

impl Scope {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::ContentRead, Self::ContentWrite, Self::ContentPublish, Self::MembersManage, Self::Import, Self::Admin];

    /// The name by which tokens carry it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ContentRead => "content:read",
            Self::ContentWrite => "content:write",
            Self::ContentPublish => "content:publish",
            Self::MembersManage => "members:manage",
            Self::Import => "import",
            Self::Admin => "admin",
        }
    }

    /// All that a role can make use of.
    pub fn of_role(role: Role) -> Vec<Self> {
        match role {
            Role::Contributor => vec![Self::ContentRead, Self::ContentWrite],
            Role::Editor => {
                vec![Self::ContentRead, Self::ContentWrite, Self::ContentPublish, Self::MembersManage, Self::Import]
            }
            Role::Admin => Self::ALL.to_vec(),
        }
    }
}

impl std::str::FromStr for Scope {
    type Err = BadScope;

    fn from_str(text: &str) -> Result<Self, BadScope> {
        let bad = || BadScope(text.chars().take(81).collect());
        Self::ALL.into_iter().find(|it| it.name() == text).ok_or_else(bad)
    }
}

impl From<BadScope> for Case {
    fn from(bad: BadScope) -> Self {
        Self::NotOneOf { word: Quoted::of(&bad.0), known: Scope::ALL.map(Scope::name).to_vec() }
    }
}

/// The table `account`.
pub(crate) mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "account")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub id: Id,
        pub member_seq: Option<i64>,
        pub email: Option<String>,
        pub email_verified_at: Option<Instant>,
        pub password_hash: Option<String>,
        pub role: Role,
        pub status: Status,
        pub service: bool,
        pub name: Option<String>,
        pub language: String,
        pub epoch: i64,
        pub created_at: Instant,
        pub updated_at: Instant,
        pub seen_at: Option<Instant>,
        /// The role of whoever took it out of use, while it is.
        pub suspended_by_role: Option<Role>,
        /// When it was invited last; none for accounts that registered by themselves.
        pub invited_at: Option<Instant>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    /// A new account of a person, without an address, a password or a member yet.
    pub(crate) fn fresh(clock: &Clock, role: Role, language: &str) -> ActiveModel {
        let now = clock.now();
        ActiveModel {
            seq: NotSet,
            id: Set(clock.new_id()),
            member_seq: Set(None),
            email: Set(None),
            email_verified_at: Set(None),
            password_hash: Set(None),
            role: Set(role),
            status: Set(Status::Active),
            service: Set(false),
            name: Set(None),
            language: Set(language.to_owned()),
            epoch: Set(1),
            created_at: Set(now),
            updated_at: Set(now),
            seen_at: Set(None),
            suspended_by_role: Set(None),
            invited_at: Set(None),
        }
    }
}

/// An account that nobody else begins or ends a session of, or spends a code of, until the transaction is over.
pub(crate) async fn locked(db: &impl ConnectionTrait, account_seq: i64) -> Result<Option<row::Model>, DbErr> {
    row::Entity::find_by_id(account_seq).lock_exclusive().one(db).await
}

/// The table `mandate`: the territories that an editor looks after; none is the whole network.
pub(crate) mod mandate {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "mandate")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub id: Id,
        pub account_seq: i64,
        pub territory_seq: Option<i64>,
        pub granted_by_seq: Option<i64>,
        pub granted_at: Instant,
        pub until: Option<Instant>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The table `api_token`: what scripts show. Only the hash of a token is kept.
pub(crate) mod token {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "api_token")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub id: Id,
        pub hash: String,
        pub account_seq: i64,
        pub name: String,
        pub role: Role,
        pub scopes: String,
        pub territories: String,
        pub origin: Option<String>,
        pub created_at: Instant,
        pub expires_at: Option<Instant>,
        pub revoked_at: Option<Instant>,
        pub used_at: Option<Instant>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The table `refresh_token`: what keeps somebody signed in. Only the hash is kept; those that follow one another are a
/// family.
pub(crate) mod refresh {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "refresh_token")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: String,
        pub id: Id,
        pub family: Id,
        pub account_seq: i64,
        pub issued_at: Instant,
        pub expires_at: Instant,
        pub rotated_at: Option<Instant>,
        pub used_at: Option<Instant>,
        pub ended_at: Option<Instant>,
        pub client: Option<String>,
        pub nonce: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The table `signing_key`: what tokens are signed with. The private half is sealed before it comes here.
pub(crate) mod key {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "signing_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub kid: String,
        pub algorithm: String,
        pub public_key: String,
        pub sealed_private_key: Option<String>,
        pub created_at: Instant,
        pub retired_at: Option<Instant>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
