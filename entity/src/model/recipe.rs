//! What only a recipe has.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// What only a recipe has. Texts are Markdown, but for the materials and the titles of steps.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Recipe {
    /// What it serves for.
    pub purpose: Option<String>,
    /// Whom it is for.
    pub audience: Option<String>,
    /// How many take part.
    pub participants: Option<Participants>,
    /// What is to be prepared.
    pub preparation: Option<String>,
    /// How long it takes: a duration of ISO 8601, such as `PT3H`.
    pub duration: Option<String>,
    /// What it costs.
    pub cost: Option<String>,
    /// What is needed; at most 50.
    pub materials: Vec<String>,
    /// What to do, in order; at most 50.
    pub steps: Vec<Step>,
    /// Other ways to do it.
    pub variants: Option<String>,
    /// What was learnt.
    pub lessons_learned: Option<String>,
    /// What changed from version to version.
    pub changelog: Option<String>,
}

/// How many people take part, at least and at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Participants {
    /// At least.
    #[serde(default)]
    pub min: Option<i32>,
    /// At most.
    #[serde(default)]
    pub max: Option<i32>,
}

/// One step of a recipe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Step {
    /// Its title, plain text.
    #[serde(default)]
    pub title: Option<String>,
    /// What to do, Markdown.
    pub text: String,
}

/// The table `recipe`; materials and steps are JSON lists.
pub(crate) mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "recipe")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_seq: i64,
        pub what_for: Option<String>,
        pub audience: Option<String>,
        pub participants_min: Option<i64>,
        pub participants_max: Option<i64>,
        pub preparation: Option<String>,
        pub duration: Option<String>,
        pub cost: Option<String>,
        pub materials: String,
        pub steps: String,
        pub variants: Option<String>,
        pub learnings: Option<String>,
        pub changelog: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
