//! Of the rows of a batch, those that are wanted with all that they need; and what of an origin is not among them.

use std::collections::HashSet;
use std::io;

use entity::import::brought::{Destination, Newcomer, OldAddress};
use entity::import::row::{Row, RowKind};

use crate::transfer::Batch;
use crate::transfer::index::Index;
use crate::transfer::ndjson::Line;

impl Batch {
    /// The rows of these kinds alone, and so many of them at most, with the members, themes and sources that they name. Where no kind is
    /// named, entries are counted; where there are none, all rows are. Lines that cannot be read stay: nobody knows what they are.
    #[must_use]
    pub fn narrowed(mut self, kinds: &[RowKind], limit: Option<usize>) -> Self {
        if kinds.is_empty() && limit.is_none() {
            return self;
        }
        let kept = kept(&self.index, kinds, limit);
        self.index.arrange((0..kept.len()).filter(|at| kept[*at]));
        self
    }

    /// Rows that withdraw those of these entries that the file does not have.
    ///
    /// # Errors
    /// Those of putting them down.
    pub fn withdrawing_absent(&self, here: Vec<(RowKind, String)>) -> io::Result<Self> {
        let present = self.keys();
        let absent = here.into_iter().filter(|(kind, key)| !present.contains(&(*kind, key.as_str())));
        let line = |(at, (kind, key)): (usize, (RowKind, String))| Line {
            number: at + 1,
            name: format!("{} \"{key}\"", kind.word()),
            row: Ok(Row { kind, key, deleted: true, fields: serde_json::Map::new() }),
        };
        Self::of_lines(absent.enumerate().map(line))
    }

    /// Of these old addresses, those that lead to one of the rows, or elsewhere.
    pub fn addresses_of_rows(&self, mut addresses: Vec<OldAddress>) -> Vec<OldAddress> {
        let present = self.keys();
        addresses.retain(|it| match &it.to {
            Destination::Row(kind, key) => present.contains(&(*kind, key.as_str())),
            Destination::Address(_) => true,
        });
        addresses
    }

    /// Of these people, those whose member is one of the rows.
    pub fn people_of_rows(&self, mut people: Vec<Newcomer>) -> Vec<Newcomer> {
        let present = self.keys();
        people.retain(|it| present.contains(&(RowKind::Member, it.member.as_str())));
        people
    }

    fn keys(&self) -> HashSet<(RowKind, &str)> {
        self.index.keys().collect()
    }
}

/// Which of the lines, which stand in the order of their references, are kept.
fn kept(index: &Index, kinds: &[RowKind], limit: Option<usize>) -> Vec<bool> {
    let of_lines: Vec<Option<RowKind>> = index.lines().iter().map(|line| Some(index.key(line)?.0)).collect();
    let has_entries = of_lines.iter().any(|it| matches!(it, Some(RowKind::Entry(_))));
    let is_asked_for = |of: RowKind| match kinds {
        [] => !has_entries || matches!(of, RowKind::Entry(_)),
        kinds => kinds.contains(&of),
    };
    let (mut left, mut kept, mut open) = (limit.unwrap_or(usize::MAX), vec![false; of_lines.len()], Vec::new());
    for (at, of) in of_lines.iter().enumerate() {
        match *of {
            None => kept[at] = true,
            Some(of) if left > 0 && is_asked_for(of) => {
                left -= 1;
                kept[at] = true;
                open.push(at);
            }
            Some(_) => {}
        }
    }
    let needs = index.needs();
    while let Some(at) = open.pop() {
        for need in &needs[at] {
            let is_entry = matches!(of_lines[*need], Some(RowKind::Entry(_)));
            if !is_entry && !kept[*need] {
                kept[*need] = true;
                open.push(*need);
            }
        }
    }
    kept
}
