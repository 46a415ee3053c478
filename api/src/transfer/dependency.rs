//! Rows in the order in which they can be imported: what is referred to first. References may point forward in a file.

use std::collections::HashMap;

use entity::import::row::{Row, RowKind};
use entity::import::said::credited_member;
use entity::value::kind::Kind;
use entity::value::problem::{Case, Problem};
use serde_json::Value;

use crate::transfer::ndjson::Line;

/// Lines in order.
#[derive(Debug)]
pub(super) struct Ordered {
    /// The lines: each after all that it refers to.
    pub(super) lines: Vec<Line>,
    /// The numbers of lines of members who credit each other with their pictures, each with the number of its circle. Lines of a circle
    /// stand side by side, and come in together.
    pub(super) circles: HashMap<usize, usize>,
}

/// Sorts lines by kind and by reference. A key that comes twice is refused, and so are rows that refer to each other in a circle, but
/// for members whose pictures do: these are made first, and their pictures described then.
pub(super) fn by_dependency(mut lines: Vec<Line>) -> Ordered {
    refuse_doubles(&mut lines);
    let mut order = Order::of(needs(&lines));
    let mut starts: Vec<usize> = (0..lines.len()).collect();
    starts.sort_by_key(|at| lines[*at].row.as_ref().ok().map(|row| row.kind));
    for at in starts {
        order.visit(at);
    }
    let mut circles = HashMap::new();
    for (number, group) in order.groups.iter().enumerate() {
        if let [only] = group[..]
            && !order.needs[only].contains(&only)
        {
            continue;
        }
        let is_of_members = |at: &usize| lines[*at].row.as_ref().is_ok_and(|row| row.kind == RowKind::Member);
        if group.len() > 1 && group.iter().all(is_of_members) {
            circles.extend(group.iter().map(|at| (lines[*at].number, number)));
        } else {
            for at in group {
                lines[*at].row = Err(vec![Problem::new("", Case::CircleOfRows)]);
            }
        }
    }
    let mut slots: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    Ordered { lines: order.groups.iter().flatten().filter_map(|at| slots[*at].take()).collect(), circles }
}

/// The places of the lines that each line refers to.
pub(super) fn needs(lines: &[Line]) -> Vec<Vec<usize>> {
    let places: HashMap<(RowKind, String), usize> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| line.row.as_ref().ok().map(|row| ((row.kind, row.key.clone()), at)))
        .collect();
    lines.iter().map(|line| needed(line, &places)).collect()
}

/// The groups of rows that refer to each other in a circle (strongly connected components, by Tarjan), each after those that it refers to.
/// Most have one row.
struct Order {
    needs: Vec<Vec<usize>>,
    /// As the how-manieth each row was come to; 0 before.
    come: Vec<usize>,
    /// The first row that each is known to lead to.
    first: Vec<usize>,
    is_open: Vec<bool>,
    open: Vec<usize>,
    count: usize,
    groups: Vec<Vec<usize>>,
}

impl Order {
    fn of(needs: Vec<Vec<usize>>) -> Self {
        let none = vec![0; needs.len()];
        let is_open = vec![false; needs.len()];
        Self { needs, come: none.clone(), first: none, is_open, open: Vec::new(), count: 0, groups: Vec::new() }
    }

    /// Puts a row after all that it needs, without recursion: a chain may be as long as the file.
    fn visit(&mut self, start: usize) {
        let mut path = vec![(start, 0)];
        while let Some((at, next)) = path.pop() {
            match next {
                0 if self.come[at] > 0 => continue,
                0 => {
                    self.count += 1;
                    (self.come[at], self.first[at], self.is_open[at]) = (self.count, self.count, true);
                    self.open.push(at);
                }
                _ => {
                    let need = self.needs[at][next - 1];
                    if self.is_open[need] {
                        self.first[at] = self.first[at].min(self.first[need]);
                    }
                }
            }
            match self.needs[at].get(next).copied() {
                Some(need) => {
                    path.push((at, next + 1));
                    if self.come[need] == 0 {
                        path.push((need, 0));
                    }
                }
                None if self.first[at] == self.come[at] => self.close(at),
                None => {}
            }
        }
    }

    /// Closes a group, with the first of its rows that was come to.
    fn close(&mut self, first: usize) {
        let begins = self.open.iter().rposition(|it| *it == first).unwrap_or_default();
        let mut group = self.open.split_off(begins);
        group.iter().for_each(|at| self.is_open[*at] = false);
        group.sort_unstable();
        self.groups.push(group);
    }
}

fn refuse_doubles(lines: &mut [Line]) {
    let mut first: HashMap<(RowKind, String), usize> = HashMap::new();
    for line in lines {
        let Ok(Row { kind, key, .. }) = &line.row else { continue };
        if let Some(number) = first.get(&(*kind, key.clone())) {
            line.row = Err(vec![Problem::new("key", Case::KeyTaken(*number))]);
        } else {
            first.insert((*kind, key.clone()), line.number);
        }
    }
}

/// The places of the rows of this file that a row refers to.
fn needed(line: &Line, places: &HashMap<(RowKind, String), usize>) -> Vec<usize> {
    let Ok(row) = &line.row else { return Vec::new() };
    let mut needs = Vec::new();
    let mut need = |kind: RowKind, value: &Value| {
        if let Some(at) = value.as_str().and_then(|key| places.get(&(kind, entity::import::row::key(key)))) {
            needs.push(*at);
        }
    };
    for (name, value) in &row.fields {
        let items = value.as_array().into_iter().flatten();
        match name.as_str() {
            "authors" | "holders" | "organisers" | "translators" => items.for_each(|it| need(RowKind::Member, it)),
            "themes" => items.for_each(|it| need(RowKind::Theme, it)),
            "initiatives" => items.for_each(|it| need(RowKind::Entry(Kind::Initiative), it)),
            "adaptedFrom" => items.filter_map(|it| it.get("entry")).for_each(|it| need(row.kind, it)),
            "source" => need(RowKind::Source, value),
            // a member may have made their own picture
            "picture" | "logo" => {
                let other = credited_member(value).filter(|it| it.as_str() != Some(&row.key));
                other.into_iter().for_each(|it| need(RowKind::Member, it));
            }
            "media" => items.filter_map(credited_member).for_each(|it| need(RowKind::Member, it)),
            "parent" => need(row.kind, value),
            _ => {}
        }
    }
    needs
}
