//! Territories: regions, départements, pays, intercommunalities and communes, a directed acyclic graph.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::value::id::Id;
use crate::value::problem::Case;
use crate::value::problem::parameter::Quoted;
use crate::value::slug::Slug;
use crate::value::territory::{BadTerritoryRef, TerritoryRef};

/// The kinds of territory, the widest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// A region (INSEE).
    Region,
    /// A département (INSEE).
    Departement,
    /// A pays: several intercommunalities that work together.
    Pays,
    /// An intercommunality (SIREN).
    Epci,
    /// A commune (INSEE).
    Commune,
}

/// A territory.
#[derive(Debug, Clone)]
pub struct Territory {
    pub(crate) seq: i64,
    /// The same in every database.
    pub id: Id,
    /// Its public reference.
    pub reference: TerritoryRef,
    /// Its slug, unique among territories.
    pub slug: Slug,
    /// Its kind.
    pub kind: Kind,
    /// Its official code: INSEE, or SIREN for an intercommunality.
    pub code: String,
    /// Its name.
    pub name: String,
    pub(crate) name_sort: String,
    /// Its postal codes; a postal code may belong to several communes.
    pub postal_codes: Vec<String>,
    /// Its inhabitants.
    pub population: Option<i32>,
    /// The middle of a commune: latitude and longitude (WGS 84).
    pub point: Option<(f64, f64)>,
    pub(crate) parents: Vec<i64>,
    pub(crate) children: Vec<i64>,
}

impl Territory {
    /// The row's number inside the database; never shown.
    pub fn key(&self) -> i64 {
        self.seq
    }
}

impl Kind {
    /// The kind in lower case, as it stands in references.
    pub fn word(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Departement => "departement",
            Self::Pays => "pays",
            Self::Epci => "epci",
            Self::Commune => "commune",
        }
    }
}

impl From<BadTerritoryRef> for Case {
    fn from(bad: BadTerritoryRef) -> Self {
        Self::NotATerritory(Quoted::of(&bad.0))
    }
}

/// The table `territory`; `postal_codes` is a JSON list.
pub(crate) mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "territory")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub id: Id,
        #[sea_orm(column_name = "ref")]
        pub reference: TerritoryRef,
        pub slug: Slug,
        pub kind: Kind,
        pub code: String,
        pub name: String,
        pub name_sort: String,
        pub postal_codes: String,
        pub population: Option<i64>,
        pub latitude: Option<f64>,
        pub longitude: Option<f64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The table `territory_closure`: who lies in whom, at any depth; everybody in themselves at depth 0.
pub(crate) mod closure {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "territory_closure")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub ancestor_seq: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub descendant_seq: i64,
        pub depth: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The table `territory_former_code`: references that once were in force, and what replaced them.
pub(crate) mod former {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "territory_former_code")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false, column_name = "ref")]
        pub reference: String,
        pub territory_seq: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
