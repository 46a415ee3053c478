//! Pages of a list: which part is asked for, in which order, and the cursor that tells where one ends.

use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use sea_orm::Value;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::value::id::Id;
use crate::value::problem::{Case, Problem};

/// The most rows that a page may have.
pub const MAX_ROWS: u32 = 100;
/// The rows that a page has when nobody says how many.
pub const DEFAULT_ROWS: u32 = 20;
/// How deep numbered pages go: page × rows a page.
pub const MAX_DEPTH: u32 = 10_000;
/// How far lists are counted.
pub const MAX_COUNT: u64 = 10_000;

/// Which way an order runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Direction {
    /// The smallest first.
    Asc,
    /// The greatest first.
    Desc,
}

impl Direction {
    /// The other way.
    pub fn reversed(self) -> Self {
        match self {
            Self::Asc => Self::Desc,
            Self::Desc => Self::Asc,
        }
    }
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub enum Page {
    /// The first rows between two places.
    First(u32, Between),
    /// The last rows between two places.
    Last(u32, Between),
    /// The n-th page, from 1, of so many rows.
    Numbered(u32, u32),
}

/// Between which rows of a list a page lies, by their cursors; an end that is absent is the list's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Between {
    /// After which row.
    pub after: Option<String>,
    /// Before which row.
    pub before: Option<String>,
}

impl Page {
    /// How many rows it has at most.
    pub fn rows(&self) -> u32 {
        match self {
            Self::First(rows, _) | Self::Last(rows, _) | Self::Numbered(_, rows) => *rows,
        }
    }

    /// How many rows are passed over before it.
    pub(crate) fn offset(&self) -> u32 {
        match self {
            Self::Numbered(page, rows) => page.saturating_sub(1) * rows,
            Self::First(..) | Self::Last(..) => 0,
        }
    }

    /// Whether it is read from the end of the list.
    pub(crate) fn backwards(&self) -> bool {
        matches!(self, Self::Last(..))
    }

    /// The cursors that it lies between, each with the way in which its rows lie from there.
    pub(crate) fn cursors(&self) -> impl Iterator<Item = (&str, Side)> {
        let between = match self {
            Self::First(_, between) | Self::Last(_, between) => Some(between),
            Self::Numbered(..) => None,
        };
        let after = between.and_then(|it| it.after.as_deref()).map(|it| (it, Side::After));
        let before = between.and_then(|it| it.before.as_deref()).map(|it| (it, Side::Before));
        after.into_iter().chain(before)
    }

    fn has(&self, side: Side) -> bool {
        self.cursors().any(|(_, it)| it == side)
    }
}

/// On which side of a cursor rows lie, in the order of their list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    After,
    Before,
}

impl Default for Page {
    fn default() -> Self {
        Self::First(DEFAULT_ROWS, Between::default())
    }
}

/// The rows of a page, in the list's order, and whether there are more on either side.
#[derive(Debug, Clone)]
pub struct Slice<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Whether rows follow.
    pub has_next: bool,
    /// Whether rows go before.
    pub has_previous: bool,
}

impl<T> Slice<T> {
    /// No row at all.
    pub fn empty() -> Self {
        Self { rows: Vec::new(), has_next: false, has_previous: false }
    }

    /// Makes a page of rows that were read in the page's own direction, one more than it may hold.
    pub(crate) fn cut(mut rows: Vec<T>, page: &Page) -> Self {
        let more = rows.len() > page.rows() as usize;
        rows.truncate(page.rows() as usize);
        // the rows that the cursors name lie beyond the page
        let (follows, precedes) = (page.has(Side::Before), page.has(Side::After) || page.offset() > 0);
        if page.backwards() {
            rows.reverse();
            Self { rows, has_next: follows, has_previous: more || precedes }
        } else {
            Self { rows, has_next: more || follows, has_previous: precedes }
        }
    }

    /// The same page of other things.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Slice<U> {
        let Self { rows, has_next, has_previous } = self;
        Slice { rows: rows.into_iter().map(turn).collect(), has_next, has_previous }
    }
}

/// A value that a list is sorted by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Key {
    Number(i64),
    Text(String),
}

impl From<Key> for Value {
    fn from(key: Key) -> Self {
        match key {
            Key::Number(number) => number.into(),
            Key::Text(text) => text.into(),
        }
    }
}

/// A place in a list: the values that its row was sorted by, the row's id, and a mark of the list itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Cursor(pub(crate) String, pub(crate) Vec<Key>, pub(crate) Id);

impl Cursor {
    /// The cursor as the outside sees it.
    pub(crate) fn encode(&self) -> String {
        HEXLOWER.encode(&serde_json::to_vec(self).unwrap_or_default())
    }

    /// Reads a cursor of the list marked `mark` with `keys` sort values.
    pub(crate) fn decode(text: &str, mark: &str, keys: usize) -> Result<Self, Problem> {
        let bytes = if text.len() > 4096 { None } else { HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok() };
        let cursor: Option<Self> = bytes.and_then(|it| serde_json::from_slice(&it).ok());
        let nothing = || Problem::new("cursor", Case::NotACursor);
        let cursor = cursor.ok_or_else(nothing)?;
        if cursor.0 == mark && cursor.1.len() == keys { Ok(cursor) } else { Err(Self::foreign()) }
    }

    /// What is said of a cursor that is not of the list it is given to.
    pub(crate) fn foreign() -> Problem {
        Problem::new("cursor", Case::ForeignCursor)
    }
}

/// A short mark of what a list is: two lists with another order or filter have different ones.
pub(crate) fn mark(list: &impl Serialize) -> String {
    let text = serde_json::to_vec(list).unwrap_or_default();
    HEXLOWER.encode(&Sha256::digest(&text)[..6])
}
