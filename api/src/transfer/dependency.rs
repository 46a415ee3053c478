//! Rows in the order in which they can be imported: what is referred to first. References may point forward in a file.

use std::collections::HashMap;

use entity::import::row::{Row, RowKind};
use entity::import::said::credited_member;
use entity::value::kind::Kind;
use entity::value::problem::{Case, Problem};
use serde_json::Value;

use crate::transfer::ndjson::Line;

/// Where a row stands while the order is made.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Waiting,
    Open,
    Done,
}

/// Sorts lines by kind and by reference. A key that comes twice, and rows that refer to each other in a circle, are
/// refused.
pub(super) fn by_dependency(mut lines: Vec<Line>) -> Vec<Line> {
    refuse_doubles(&mut lines);
    let places: HashMap<(RowKind, String), usize> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| line.row.as_ref().ok().map(|row| ((row.kind, row.key.clone()), at)))
        .collect();
    let needs: Vec<Vec<usize>> = lines.iter().map(|line| needed(line, &places)).collect();
    let mut order = Order { needs, marks: vec![Mark::Waiting; lines.len()], sorted: Vec::new(), circles: Vec::new() };
    let mut starts: Vec<usize> = (0..lines.len()).collect();
    starts.sort_by_key(|at| lines[*at].row.as_ref().ok().map(|row| row.kind));
    for at in starts {
        order.visit(at);
    }
    for at in &order.circles {
        let problem = Problem::new("", Case::CircleOfRows);
        lines[*at].row = Err(vec![problem]);
    }
    let mut slots: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    order.sorted.into_iter().filter_map(|at| slots[at].take()).collect()
}

struct Order {
    needs: Vec<Vec<usize>>,
    marks: Vec<Mark>,
    sorted: Vec<usize>,
    circles: Vec<usize>,
}

impl Order {
    /// Puts a row after all that it needs, without recursion: a chain may be as long as the file.
    fn visit(&mut self, start: usize) {
        let mut path = vec![(start, 0)];
        while let Some((at, next)) = path.pop() {
            if next == 0 {
                if self.marks[at] != Mark::Waiting {
                    continue;
                }
                self.marks[at] = Mark::Open;
            }
            match self.needs[at].get(next).copied() {
                Some(need) => {
                    path.push((at, next + 1));
                    match self.marks[need] {
                        Mark::Waiting => path.push((need, 0)),
                        Mark::Open => self.circles.push(at),
                        Mark::Done => {}
                    }
                }
                None => {
                    self.marks[at] = Mark::Done;
                    self.sorted.push(at);
                }
            }
        }
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
            "parent" => need(row.kind, value),
            _ => {}
        }
    }
    needs
}
