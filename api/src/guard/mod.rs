//! What is refused before anything is carried out. Pure: text, parsed documents and variables in, a verdict out. Each
//! part may rely on those before it: `text` bounds what is parsed, `document` what is walked, `validation` holds what is
//! walked to the schema, `variables` makes unset ones absent, `coercion` holds the others to their types, `cost`
//! multiplies.

pub mod coercion;
pub mod cost;
mod declared;
pub mod document;
mod escapes;
pub mod text;
pub mod types;
pub mod validation;
pub mod variables;

use async_graphql::Pos;
use documented::DocumentedFields;
use serde::{Deserialize, Serialize};

/// How much a request may ask for. Every one is in force; none can be switched off.
#[derive(Debug, Clone, Serialize, Deserialize, DocumentedFields)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Bytes of a request's body, after decompression.
    pub body_bytes: usize,
    /// Requests in one body.
    pub batch: usize,
    /// Lexical tokens of a document.
    pub tokens: usize,
    /// How deep brackets may be nested in a document, and in variables.
    pub nesting: usize,
    /// Selections of a document, fragments counted wherever they are spread.
    pub selections: usize,
    /// How deep fields may be nested.
    pub depth: usize,
    /// Aliases of a document, fragments counted wherever they are spread.
    pub aliases: usize,
    /// Letters of an alias: every object of an answer repeats it.
    pub key_letters: usize,
    /// Fields at the root of an operation.
    pub root_fields: usize,
    /// Directives of a document.
    pub directives: usize,
    /// How deep the lists of the introspection may be nested.
    pub introspection_depth: usize,
    /// Items of a list in an argument or a variable.
    pub list_items: usize,
    /// Bytes of a text in an argument or a variable.
    pub string_bytes: usize,
    /// What an operation may cost by the estimate made before it is carried out.
    pub cost: u64,
    /// Bytes that an operation may read, and as many that it may answer: response keys and values.
    pub answer_bytes: u64,
    /// Bytes that all operations under way may hold together; one client holds at most half of them.
    pub memory_bytes: u64,
    /// Acts of a contributor a minute; editors do ten times as much, and whoever is not listed yet a quarter.
    pub writes_per_minute: u64,
    /// Bytes of versions that a contributor saves a day.
    pub bytes_per_day: u64,
    /// Entries that a contributor makes a day.
    pub entries_per_day: u64,
    /// Drafts that a contributor has at once.
    pub drafts: u64,
    /// Errors in an answer.
    pub errors: usize,
    /// Seconds that a request may take.
    pub seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            writes_per_minute: 120,
            bytes_per_day: 100 * 1024 * 1024,
            entries_per_day: 200,
            drafts: 400,
            body_bytes: 256 * 1024,
            batch: 10,
            tokens: 5_000,
            nesting: 64,
            selections: 2_000,
            depth: 16,
            aliases: 50,
            key_letters: 100,
            root_fields: 30,
            directives: 50,
            introspection_depth: 3,
            list_items: 250,
            string_bytes: 64 * 1024,
            cost: 150_000,
            answer_bytes: 8 * 1024 * 1024,
            memory_bytes: 32 * 1024 * 1024,
            errors: 20,
            seconds: 10,
        }
    }
}

impl Limits {
    /// The name of a limit that is zero, which would be none or a server that refuses everything.
    pub fn unset(&self) -> Option<&'static str> {
        let counts = [
            ("body_bytes", self.body_bytes),
            ("batch", self.batch),
            ("tokens", self.tokens),
            ("nesting", self.nesting),
            ("selections", self.selections),
            ("depth", self.depth),
            ("aliases", self.aliases),
            ("key_letters", self.key_letters),
            ("root_fields", self.root_fields),
            ("directives", self.directives),
            ("introspection_depth", self.introspection_depth),
            ("list_items", self.list_items),
            ("string_bytes", self.string_bytes),
            ("errors", self.errors),
        ];
        let costs = [
            ("cost", self.cost),
            ("answer_bytes", self.answer_bytes),
            ("memory_bytes", self.memory_bytes),
            ("writes_per_minute", self.writes_per_minute),
            ("bytes_per_day", self.bytes_per_day),
            ("entries_per_day", self.entries_per_day),
            ("drafts", self.drafts),
            ("seconds", self.seconds),
        ];
        let zero = counts.iter().find(|(_, it)| *it == 0).map(|(name, _)| *name);
        zero.or_else(|| costs.iter().find(|(_, it)| *it == 0).map(|(name, _)| *name))
    }
}

/// Which limit was passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Bytes of the body.
    BodyBytes,
    /// Requests in one body.
    Batch,
    /// Tokens of the document.
    Tokens,
    /// Nesting of brackets.
    Nesting,
    /// Selections of the document.
    Selections,
    /// Nesting of fields.
    Depth,
    /// Aliases of the document.
    Aliases,
    /// Letters of an alias.
    KeyLetters,
    /// Fields at the root.
    RootFields,
    /// Directives of the document.
    Directives,
    /// Nesting of introspection.
    IntrospectionDepth,
    /// Items of a list.
    ListItems,
    /// Bytes of a text.
    StringBytes,
    /// The estimated cost.
    Cost,
    /// Bytes that are read or answered.
    AnswerBytes,
}

impl Limit {
    /// The name by which it is configured.
    pub fn name(self) -> &'static str {
        match self {
            Self::BodyBytes => "body_bytes",
            Self::Batch => "batch",
            Self::Tokens => "tokens",
            Self::Nesting => "nesting",
            Self::Selections => "selections",
            Self::Depth => "depth",
            Self::Aliases => "aliases",
            Self::KeyLetters => "key_letters",
            Self::RootFields => "root_fields",
            Self::Directives => "directives",
            Self::IntrospectionDepth => "introspection_depth",
            Self::ListItems => "list_items",
            Self::StringBytes => "string_bytes",
            Self::Cost => "cost",
            Self::AnswerBytes => "answer_bytes",
        }
    }

    /// Refuses what passes it.
    pub fn refuse(self, max: usize, found: usize, place: Option<Place>) -> Refusal {
        Refusal { limit: self, max: max as u64, found: found as u64, place }
    }

    fn hold(self, max: usize, found: usize, place: Option<Place>) -> Result<(), Refusal> {
        if found > max { Err(self.refuse(max, found, place)) } else { Ok(()) }
    }
}

/// A limit that was passed: which, how far it goes, what was found (counting stops soon after the limit), and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// Which.
    pub limit: Limit,
    /// What it allows.
    pub max: u64,
    /// What was found.
    pub found: u64,
    /// Where, when it is one place.
    pub place: Option<Place>,
}

/// A place in a document: line and column, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl Place {
    fn in_text(text: &str, at: usize) -> Option<Self> {
        let before = text.get(..at)?;
        let line = before.rfind('\n').map_or(0, |it| it + 1);
        Some(Self { line: before.matches('\n').count() + 1, column: before[line..].chars().count() + 1 })
    }
}

impl From<Pos> for Place {
    fn from(pos: Pos) -> Self {
        Self { line: pos.line, column: pos.column }
    }
}
