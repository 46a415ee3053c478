//! Themes: a tree of subjects, named in several languages.

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;

use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::language::LanguageTag;
use crate::value::slug::Slug;

/// A theme.
#[derive(Debug, Clone)]
pub struct Theme {
    pub(crate) seq: i64,
    /// Its identifier.
    pub id: Id,
    /// Its slug, unique among themes.
    pub slug: Slug,
    /// Its names by language.
    pub names: BTreeMap<LanguageTag, String>,
    pub(crate) name_sort: String,
    pub(crate) parent: Option<i64>,
    pub(crate) children: Vec<i64>,
}

impl Theme {
    /// The row's number inside the database; never shown.
    pub fn key(&self) -> i64 {
        self.seq
    }
}

/// The table `theme`; `names` is a JSON object from language to name.
pub(crate) mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "theme")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub id: Id,
        pub slug: Slug,
        pub names: String,
        pub name_sort: String,
        pub parent_seq: Option<i64>,
        pub version: i64,
        pub created_at: Instant,
        pub updated_at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The table `theme_closure`: which theme lies under which, at any depth; each under itself at depth 0.
pub(crate) mod closure {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "theme_closure")]
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
