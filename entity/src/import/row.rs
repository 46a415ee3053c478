//! A row of an import, and what becomes of it.

use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

use crate::value::kind::Kind;
use crate::value::problem::Problem;
use crate::value::problem::parameter::Thing;

/// What kind of thing a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKind {
    /// A partner site.
    Source,
    /// A theme.
    Theme,
    /// A member.
    Member,
    /// An entry.
    Entry(Kind),
}

/// A row in the exchange format, but for `kind`, `key` and `deleted`, which stand apart.
#[derive(Debug, Clone)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Its key at its origin.
    pub key: String,
    /// Whether it is to be withdrawn.
    pub deleted: bool,
    /// What it says.
    pub fields: Map<String, Value>,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is new here.
    Created,
    /// These fields changed.
    Updated(Vec<String>),
    /// Nothing was to be done.
    Same,
    /// Some fields changed on both sides and were left as they are here; others were updated.
    Conflict {
        /// Left as they are.
        conflicts: Vec<String>,
        /// Updated.
        updated: Vec<String>,
    },
    /// Some fields changed on both sides and wait as a proposal for an editor.
    Proposed(Touched),
    /// It is what was here already, and belongs to its key from now on.
    Adopted(Touched),
    /// It was not taken.
    Refused(Vec<Problem>),
}

/// What became of the fields of a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Updated.
    pub updated: Vec<String>,
    /// Changed on both sides, and left as they are.
    pub conflicts: Vec<String>,
    /// Changed on both sides, and proposed to an editor.
    pub proposed: Vec<String>,
}

/// What becomes of a field that changed on both sides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OnConflict {
    /// It stays as it is here, and is told as a conflict.
    #[default]
    Keep,
    /// It takes what comes in.
    Theirs,
    /// What comes in waits as a proposal for an editor, where the entry is public; else it is a conflict.
    Propose,
}

/// By what a row whose key is not known is taken for something that is here already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// An article by the page that it is about.
    OriginalUrl,
    /// Anything by its slug, or a former one.
    Slug,
}

/// How an import is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// What becomes of its rows.
    pub mode: Mode,
    /// Whether entries that were public elsewhere are taken as they were there, although this network would not publish them
    /// so: without a text or an author, with a licence that does not go together with the origin's, or that takes back what was
    /// given, or republished whole against the will of the source. The audit log names each.
    pub as_published: bool,
    /// What becomes of a field that changed on both sides.
    pub on_conflict: OnConflict,
    /// By what rows whose keys are not known take over what is here already; none takes nothing over.
    pub matching: Option<Matching>,
}

impl From<Mode> for Manner {
    fn from(mode: Mode) -> Self {
        Self { mode, as_published: false, on_conflict: OnConflict::Keep, matching: None }
    }
}

/// What becomes of the rows of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Takes what is good.
    Lenient,
    /// Takes what is good, after a dry run in which everything was.
    Strict,
    /// Does everything in a copy of the database, and keeps nothing.
    DryRun,
}

impl RowKind {
    /// All kinds, those first that others refer to.
    pub const ALL: [Self; 8] = [
        Self::Source,
        Self::Theme,
        Self::Member,
        Self::Entry(Kind::Initiative),
        Self::Entry(Kind::Recipe),
        Self::Entry(Kind::Article),
        Self::Entry(Kind::Event),
        Self::Entry(Kind::Page),
    ];

    /// The kind in lower case, as it stands in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Theme => "theme",
            Self::Member => "member",
            Self::Entry(kind) => kind.word(),
        }
    }

    /// The kind that `word` names.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

impl From<RowKind> for Thing {
    fn from(kind: RowKind) -> Self {
        match kind {
            RowKind::Source => Self::Source,
            RowKind::Theme => Self::Theme,
            RowKind::Member => Self::Member,
            RowKind::Entry(kind) => Self::Entry(kind),
        }
    }
}

/// A key as it is kept and looked for: NFC, without white space around it, so that what looks the same is the same.
pub fn key(text: &str) -> String {
    text.trim().nfc().collect()
}
