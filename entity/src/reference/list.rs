//! Pages of what is held in memory: members, licences, territories, themes, sources. No statement is sent.

use std::sync::Arc;

use serde::Serialize;

use crate::db::paging::{self, Cursor, Direction, Key, Page, Side, Slice};
use crate::error::Result;
use crate::model::licence::Licence;
use crate::model::member::Member;
use crate::model::source::Source;
use crate::model::territory::Territory;
use crate::model::theme::Theme;
use crate::value::id::Id;

/// Something that is held in memory and listed by a sort key.
pub trait Listed {
    /// Its identifier.
    fn id(&self) -> Id;
    /// What it is ordered by, compared as bytes.
    fn sort_key(&self) -> String;
}

/// One page of `rows` (already in ascending order of sort key and id), and the mark for its cursors.
///
/// `list` is what tells this list from others: its name, filter and order.
///
/// # Errors
/// [`Invalid`](crate::error::Error::Invalid) for a cursor that is not of this list.
pub fn page<T: Listed>(
    rows: Vec<Arc<T>>,
    direction: Direction,
    list: &impl Serialize,
    page: &Page,
) -> Result<Slice<Arc<T>>> {
    page_by(rows, T::sort_key, direction, list, page)
}

/// The same of rows that stand in ascending order of another key and their id.
///
/// # Errors
/// Those of [`page`].
pub fn page_by<T: Listed>(
    rows: Vec<Arc<T>>,
    key: impl Fn(&T) -> String,
    direction: Direction,
    list: &impl Serialize,
    page: &Page,
) -> Result<Slice<Arc<T>>> {
    let forwards = (direction == Direction::Asc) != page.backwards();
    let place = |it: &T| (key(it), it.id());
    let mut ends = Vec::new();
    for (text, side) in page.cursors() {
        let Cursor(_, keys, id) = Cursor::decode(text, &paging::mark(list), 1)?;
        if let Some(key) = keys.into_iter().next() {
            ends.push(((text_of(key), id), (direction == Direction::Asc) == (side == Side::After)));
        }
    }
    let beyond = |it: &Arc<T>| {
        let place = place(it);
        ends.iter().all(|(end, is_greater)| if *is_greater { place > *end } else { place < *end })
    };
    let (skip, take) = (page.offset() as usize, page.rows() as usize + 1);
    let found: Vec<Arc<T>> = if forwards {
        rows.into_iter().filter(beyond).skip(skip).take(take).collect()
    } else {
        rows.into_iter().rev().filter(beyond).skip(skip).take(take).collect()
    };
    Ok(Slice::cut(found, page))
}

/// The cursor of a row of such a list, in which it stands by this key.
pub fn cursor<T: Listed>(row: &T, key: String, list: &impl Serialize) -> String {
    Cursor(paging::mark(list), vec![Key::Text(key)], row.id()).encode()
}

fn text_of(key: Key) -> String {
    match key {
        Key::Text(text) => text,
        Key::Number(number) => number.to_string(),
    }
}

impl Listed for Member {
    fn id(&self) -> Id {
        self.id
    }

    fn sort_key(&self) -> String {
        self.name_sort.clone()
    }
}

impl Listed for Territory {
    fn id(&self) -> Id {
        self.id
    }

    fn sort_key(&self) -> String {
        self.name_sort.clone()
    }
}

impl Listed for Theme {
    fn id(&self) -> Id {
        self.id
    }

    fn sort_key(&self) -> String {
        self.name_sort.clone()
    }
}

impl Listed for Source {
    fn id(&self) -> Id {
        self.id
    }

    fn sort_key(&self) -> String {
        self.name_sort.clone()
    }
}

impl Listed for Licence {
    fn id(&self) -> Id {
        self.id
    }

    /// The place in the list of licences, which is not alphabetical: the freest first.
    fn sort_key(&self) -> String {
        format!("{:06}", self.position)
    }
}
