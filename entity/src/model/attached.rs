//! What an entry shows beside its text: a picture or a document, in a role.

use serde::{Deserialize, Serialize};

use crate::value::id::Id;

/// In which role an entry shows a picture or a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Role {
    /// The one picture that stands for the entry.
    Cover,
    /// A picture beside the text.
    Gallery,
    /// A file to be kept: a document, or a picture.
    Attachment,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 3] = [Self::Cover, Self::Gallery, Self::Attachment];

    /// One word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cover => "COVER",
            Self::Gallery => "GALLERY",
            Self::Attachment => "ATTACHMENT",
        }
    }

    /// The role that a word names; none for what a text refers to.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// The role, in the table, of what the texts of an entry refer to.
pub(crate) const TEXT: &str = "TEXT";

/// What an entry shows: a picture or a document, and in which role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attached {
    /// The picture or document.
    pub id: Id,
    /// In which role.
    pub role: Role,
}
