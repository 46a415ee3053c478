//! What only an initiative has.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::value::url::WebAddress;

/// How far an initiative has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Maturity {
    /// An idea.
    Idea,
    /// It begins.
    Starting,
    /// It grows or changes.
    Developing,
    /// It is established.
    Mature,
    /// It is over.
    Ended,
}

/// What only an initiative has. Texts are Markdown; none is ever cut out of the body.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Initiative {
    /// How far it has come.
    pub maturity: Option<Maturity>,
    /// The year it began.
    pub start_year: Option<i32>,
    /// Its own site.
    pub website: Option<WebAddress>,
    /// Where its people can be written to: a page of the web, such as a form.
    pub contact_url: Option<WebAddress>,
    /// The need it answers.
    pub need: Option<String>,
    /// How it answers.
    pub response: Option<String>,
    /// How it came about.
    pub story: Option<String>,
    /// What it brings to people and places.
    pub social_value: Option<String>,
    /// What help it looks for.
    pub call_for_help: Option<String>,
}

/// The table `initiative`.
pub(crate) mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "initiative")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_seq: i64,
        pub maturity: Option<Maturity>,
        pub start_year: Option<i64>,
        pub website: Option<WebAddress>,
        pub contact_url: Option<WebAddress>,
        pub need: Option<String>,
        pub response: Option<String>,
        pub story: Option<String>,
        pub social_value: Option<String>,
        pub call_for_help: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
