//! The tables of what is published, listed under each theme, territory, member, source and licence. Derived from the tables of the
//! entry, in the transaction that changes it.

use sea_orm::entity::prelude::*;

use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::kind::Kind;

/// What entries are listed under, by row number. A theme has what stands under its descendants as well, a territory what stands in
/// those inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Owner {
    /// A theme.
    Theme(i64),
    /// A territory.
    Territory(i64),
    /// A member who is credited, in whatever role.
    Member(i64),
    /// A member who is credited as author.
    Author(i64),
    /// A source of articles.
    Source(i64),
    /// A licence.
    Licence(i64),
}

impl Owner {
    /// Tells the tables apart in one number.
    const DIGITS: i64 = 8;

    /// As it stands in the column `owner`.
    pub(crate) fn number(self) -> i64 {
        let (seq, digit) = match self {
            Self::Theme(seq) => (seq, 1),
            Self::Territory(seq) => (seq, 2),
            Self::Member(seq) => (seq, 3),
            Self::Author(seq) => (seq, 4),
            Self::Source(seq) => (seq, 5),
            Self::Licence(seq) => (seq, 6),
        };
        seq * Self::DIGITS + digit
    }

    /// The row number in a column `owner`.
    pub(crate) fn seq(number: i64) -> i64 {
        number / Self::DIGITS
    }
}

/// `listing`: one row for each owner of each entry whose status is PUBLISHED, due or not.
pub(crate) mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "listing")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub owner: i64,
        pub kind: Kind,
        pub listed_at: Instant,
        pub id: Id,
        pub unpublish_at: Option<Instant>,
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_seq: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// `listing_count`: how many rows of `listing` an owner has of a kind.
pub(crate) mod count {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "listing_count")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub owner: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: Kind,
        pub entries: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
