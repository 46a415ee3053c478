//! Rows in the order in which they can be imported: what is referred to first. References may point forward in a file.

use std::collections::HashMap;

use entity::import::row::RowKind;
use entity::value::problem::{Case, Problem};

use crate::transfer::index::Index;

/// Sorts lines by kind and by reference, so that each stands after all that it refers to. A key that comes twice is refused, and so are rows
/// that refer to each other in a circle, but for members whose pictures do: these are made first, and their pictures described then.
///
/// Gives the numbers of the lines of such members, each with the number of its circle. Lines of a circle stand side by side, and come in
/// together.
pub(super) fn by_dependency(index: &mut Index) -> HashMap<usize, usize> {
    index.refuse_doubles();
    let mut order = Order::of(index.needs());
    let mut starts: Vec<usize> = (0..index.lines().len()).collect();
    starts.sort_by_key(|at| kind(index, *at));
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
        let is_of_members = |at: &usize| kind(index, *at) == Some(RowKind::Member);
        if group.len() > 1 && group.iter().all(is_of_members) {
            circles.extend(group.iter().map(|at| (index.lines()[*at].number, number)));
        } else {
            for at in group {
                index.refuse(*at, vec![Problem::new("", Case::CircleOfRows)]);
            }
        }
    }
    index.arrange(order.groups.into_iter().flatten());
    circles
}

fn kind(index: &Index, at: usize) -> Option<RowKind> {
    index.key(&index.lines()[at]).map(|(kind, _)| kind)
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
