//! What another issuer says of a person, and the link that is kept to an account.

use crate::model::account::Scope;
use crate::value::clock::Instant;
use crate::value::role::Role;
use crate::value::territory::TerritoryRef;

/// Somebody whom another issuer knows, as a token that it signed says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Identity {
    /// What the configuration calls the issuer; the audit names it.
    pub by: String,
    /// The issuer (`iss`).
    pub issuer: String,
    /// Who it is there (`sub`): never given to somebody else.
    pub subject: String,
    /// Their name.
    pub name: Option<String>,
    /// Their e-mail address, when the issuer says that it is theirs.
    pub email: Option<String>,
    /// Whether an account here that has this address is theirs.
    pub links_by_email: bool,
    /// The role that the issuer gives them; none: their rights are given here.
    pub role: Option<Role>,
    /// Where it gives it; none: their mandates are given here.
    pub places: Option<Places>,
    /// For what the token is good; none: for all that the role can make use of.
    pub scopes: Option<Vec<Scope>>,
    /// When it was said (`iat`): what was said later counts.
    pub claimed_at: Instant,
}

/// Where somebody has a mandate.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Places {
    /// In the whole network.
    Whole,
    /// In these territories that are known here, with all that lies inside.
    Inside(Vec<TerritoryRef>),
}

/// The table `identity`.
pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    use crate::value::clock::Instant;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "identity")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub issuer: String,
        pub subject: String,
        pub account_seq: i64,
        pub claimed_at: Instant,
        pub created_at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
