//! Of the rows of a batch, those that are wanted with all that they need; and what of an origin is not among them.

use std::collections::HashSet;

use entity::import::brought::{Destination, Newcomer, OldAddress};
use entity::import::row::{Row, RowKind};

use crate::transfer::Batch;
use crate::transfer::dependency::needs;
use crate::transfer::ndjson::Line;

impl Batch {
    /// The rows of these kinds alone, and so many of them at most, with the members, themes and sources that they name. Where no kind is
    /// named, entries are counted; where there are none, all rows are. Lines that cannot be read stay: nobody knows what they are.
    #[must_use]
    pub fn narrowed(mut self, kinds: &[RowKind], limit: Option<usize>) -> Self {
        if kinds.is_empty() && limit.is_none() {
            return self;
        }
        let mut kept = kept(&self.lines, kinds, limit).into_iter();
        self.lines.retain(|_| kept.next().unwrap_or(true));
        self
    }

    /// Rows that withdraw those of these entries that the file does not have.
    #[must_use]
    pub fn withdrawing_absent(&self, here: Vec<(RowKind, String)>) -> Self {
        let present = self.keys();
        let absent = here.into_iter().filter(|(kind, key)| !present.contains(&(*kind, key.as_str())));
        let line = |(at, (kind, key)): (usize, (RowKind, String))| Line {
            number: at + 1,
            name: format!("{} \"{key}\"", kind.word()),
            row: Ok(Row { kind, key, deleted: true, fields: serde_json::Map::new() }),
        };
        Self::of_lines(absent.enumerate().map(line).collect())
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
        let rows = self.lines.iter().filter_map(|line| line.row.as_ref().ok());
        rows.map(|row| (row.kind, row.key.as_str())).collect()
    }
}

/// Which of the lines, which stand in the order of their references, are kept.
fn kept(lines: &[Line], kinds: &[RowKind], limit: Option<usize>) -> Vec<bool> {
    let kind = |line: &Line| line.row.as_ref().ok().map(|row| row.kind);
    let has_entries = lines.iter().any(|line| matches!(kind(line), Some(RowKind::Entry(_))));
    let is_asked_for = |of: RowKind| match kinds {
        [] => !has_entries || matches!(of, RowKind::Entry(_)),
        kinds => kinds.contains(&of),
    };
    let (mut left, mut kept, mut open) = (limit.unwrap_or(usize::MAX), vec![false; lines.len()], Vec::new());
    for (at, line) in lines.iter().enumerate() {
        match kind(line) {
            None => kept[at] = true,
            Some(of) if left > 0 && is_asked_for(of) => {
                left -= 1;
                kept[at] = true;
                open.push(at);
            }
            Some(_) => {}
        }
    }
    let needs = needs(lines);
    while let Some(at) = open.pop() {
        for need in &needs[at] {
            let is_entry = matches!(kind(&lines[*need]), Some(RowKind::Entry(_)));
            if !is_entry && !kept[*need] {
                kept[*need] = true;
                open.push(*need);
            }
        }
    }
    kept
}
