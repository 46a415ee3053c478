//! What the cases of a problem are told with: units, kinds of things, and values that are quoted in part.

use std::fmt;

use serde_json::Value;

use crate::value::kind::Kind;
use crate::value::reason::Reason;

/// Why a licence refuses something, by the short names of the licences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub reason: Reason,
    /// The licence that was proposed.
    pub proposed: String,
    /// The licences that stand in the way.
    pub clashes: Vec<String>,
    /// The licences that would do.
    pub allowed: Vec<String>,
}

/// What somebody said, as far as an error repeats it: at most 80 characters, control characters replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted(pub(crate) String);

impl Quoted {
    /// The most characters that are repeated.
    const MAX: usize = 80;

    /// The beginning of a text, with `…` where it goes on.
    pub fn of(text: &str) -> Self {
        let plain = |it: char| if it.is_control() { char::REPLACEMENT_CHARACTER } else { it };
        if text.chars().nth(Self::MAX).is_none() {
            return Self(text.chars().map(plain).collect());
        }
        Self(text.chars().take(Self::MAX - 1).map(plain).chain(['…']).collect())
    }

    /// The beginning of a value as JSON, texts in quotation marks.
    pub fn json(value: &Value) -> Self {
        // of a long text or list no more is written out than is repeated
        match value {
            Value::String(text) => {
                let begin: String = text.chars().take(Self::MAX).collect();
                Self::of(&Value::from(begin).to_string())
            }
            Value::Array(items) if items.len() > Self::MAX => {
                Self::of(&Value::from(items[..Self::MAX].to_vec()).to_string())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                Self::of(&value.to_string())
            }
        }
    }

    /// The beginning of a value: of a text without quotation marks, of anything else as JSON.
    pub fn plain(value: &Value) -> Self {
        value.as_str().map_or_else(|| Self::json(value), Self::of)
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Quoted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is counted in a text or a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Unicode characters of a text.
    Characters,
    /// Bytes of a text in UTF-8.
    Bytes,
    /// Items of a list.
    Items,
}

/// The kinds of JSON values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonKind {
    /// A text.
    Text,
    /// A number without a fraction.
    WholeNumber,
    /// A number.
    Number,
    /// True or false.
    TrueOrFalse,
    /// A list.
    List,
    /// An object.
    Object,
}

impl JsonKind {
    /// All kinds.
    pub const ALL: [Self; 6] =
        [Self::Text, Self::WholeNumber, Self::Number, Self::TrueOrFalse, Self::List, Self::Object];
}

/// What a name or an id is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A partner site.
    Source,
    /// A theme.
    Theme,
    /// A member.
    Member,
    /// An entry.
    Entry(Kind),
    /// A territory.
    Territory,
    /// A commune.
    Commune,
    /// A time zone of the IANA database.
    TimeZone,
    /// An account in use.
    Account,
    /// A picture or a document.
    Media,
}

impl Thing {
    /// All things.
    pub const ALL: [Self; 13] = [
        Self::Source,
        Self::Theme,
        Self::Member,
        Self::Entry(Kind::Initiative),
        Self::Entry(Kind::Recipe),
        Self::Entry(Kind::Article),
        Self::Entry(Kind::Event),
        Self::Entry(Kind::Page),
        Self::Territory,
        Self::Commune,
        Self::TimeZone,
        Self::Account,
        Self::Media,
    ];

    /// One word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Theme => "theme",
            Self::Member => "member",
            Self::Entry(kind) => kind.word(),
            Self::Territory => "territory",
            Self::Commune => "commune",
            Self::TimeZone => "timeZone",
            Self::Account => "account",
            Self::Media => "media",
        }
    }
}
