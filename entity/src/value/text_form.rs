//! The forms of texts that our values are read from.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, Expected, Unexpected};

/// What a text must be to be read as one of our values. Their `Deserialize` refuse other texts by it, so that the case can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A slug.
    Slug,
    /// A web address.
    WebAddress,
    /// A language tag.
    Language,
    /// An identifier.
    Id,
    /// A moment.
    Moment,
    /// A day of the calendar.
    Day,
    /// A reference to a territory.
    Territory,
    /// The key of a licence.
    Licence,
    /// A member or a name, as the credit of a text.
    Credit,
}

impl Form {
    const ALL: [Self; 9] = [
        Self::Slug,
        Self::WebAddress,
        Self::Language,
        Self::Id,
        Self::Moment,
        Self::Day,
        Self::Territory,
        Self::Licence,
        Self::Credit,
    ];

    /// Reads a text, and refuses it in the name of this form.
    pub(crate) fn parse<'de, D: Deserializer<'de>, T, E>(
        self,
        from: D,
        parse: impl FnOnce(String) -> Result<T, E>,
    ) -> Result<T, D::Error> {
        let text = String::deserialize(from)?;
        parse(text.clone()).map_err(|_| de::Error::invalid_value(Unexpected::Str(&text), &self))
    }

    /// The form that a word names.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// One word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Slug => "slug",
            Self::WebAddress => "web address",
            Self::Language => "language",
            Self::Id => "id",
            Self::Moment => "moment",
            Self::Day => "day",
            Self::Territory => "territory",
            Self::Licence => "licence",
            Self::Credit => "member or name",
        }
    }
}

impl Expected for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
