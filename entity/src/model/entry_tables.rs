//! The tables that belong to every kind of entry: credits, themes, territories, places, references, relations.

use sea_orm::entity::prelude::*;

use crate::model::entry::Role;
use crate::value::url::WebAddress;

/// `entry_credit`.
pub(crate) mod credit {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "entry_credit")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_seq: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub role: Role,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        pub member_seq: Option<i64>,
        pub name: Option<String>,
        pub url: Option<WebAddress>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// `entry_theme`.
pub(crate) mod theme {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "entry_theme")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_seq: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub theme_seq: i64,
        pub position: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// `entry_territory`.
pub(crate) mod territory {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "entry_territory")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_seq: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub territory_seq: i64,
        pub position: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// `entry_location`.
pub(crate) mod location {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "entry_location")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_seq: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        pub commune_seq: Option<i64>,
        pub latitude: Option<f64>,
        pub longitude: Option<f64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// `entry_reference`.
pub(crate) mod reference {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "entry_reference")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_seq: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        pub url: WebAddress,
        pub title: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// `entry_relation`: what an entry is about.
pub(crate) mod relation {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "entry_relation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_seq: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub target_seq: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub nature: String,
        pub position: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// `adaptation`: what an entry was made from.
pub(crate) mod adaptation {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "adaptation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_seq: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        pub origin_seq: Option<i64>,
        pub url: Option<WebAddress>,
        pub title: Option<String>,
        pub authors: Option<String>,
        pub licence_seq: Option<i64>,
        pub nature: String,
        pub note: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
