//! The kinds of entries.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// The kinds of entry.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// Something that people do somewhere, told so that others can follow.
    Initiative,
    /// How to do it: what worked, step by step.
    Recipe,
    /// A text: of our own, or about one elsewhere.
    Article,
    /// Something that takes place at given times.
    Event,
    /// A page of the network itself.
    Page,
}

impl Kind {
    /// All kinds, in the order of their definition.
    pub const ALL: [Self; 5] = [Self::Initiative, Self::Recipe, Self::Article, Self::Event, Self::Page];

    /// The kind in lower case, as it stands in addresses and import files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Initiative => "initiative",
            Self::Recipe => "recipe",
            Self::Article => "article",
            Self::Event => "event",
            Self::Page => "page",
        }
    }

    /// The kind that `word` names.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}
