//! What became of each row of a file, and the sum of it.

use std::fmt;

use entity::error::Error;
use entity::import::row::{Outcome, Touched};
use entity::value::language::LanguageTag;
use entity::value::problem::Problem;
use serde_json::{Value, json};

use crate::problem;

/// What became of each row.
#[derive(Debug, Default)]
pub struct Report {
    /// Whether what was done was kept.
    pub kept: bool,
    /// Why the import ended before its last row, when it did: the rows are then those that were kept, and all refusals.
    pub unfinished: Option<Unfinished>,
    rows: Vec<Told>,
}

/// Why an import ended before its last row.
#[derive(Debug)]
pub enum Unfinished {
    /// It was told to.
    Stopped,
    /// The database ended it.
    Failed(Error),
}

impl fmt::Display for Unfinished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stopped => f.write_str("it was told to stop"),
            Self::Failed(cause) => f.write_str(&problem::told(cause)),
        }
    }
}

/// What became of one row.
#[derive(Debug)]
pub struct Told {
    /// Its line.
    pub number: usize,
    /// Its kind and key.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it waits for an editor, although it asked to be public.
    pub withheld: Vec<Problem>,
}

/// How many rows took which way.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// New here.
    pub created: usize,
    /// Changed.
    pub updated: usize,
    /// Left as they were.
    pub same: usize,
    /// Here already, and taken over.
    pub adopted: usize,
    /// With a field that changed on both sides and that waits for an editor.
    pub proposed: usize,
    /// With a field that changed on both sides.
    pub conflicts: usize,
    /// Not taken.
    pub refused: usize,
}

impl Report {
    pub(super) fn add(&mut self, told: Told) {
        self.rows.push(told);
    }

    /// Leaves out what was undone: all but the first so many rows, and what was refused, which stays so.
    pub(super) fn cut(&mut self, kept: usize) {
        let mut number = 0;
        self.rows.retain(|row| {
            number += 1;
            number <= kept || matches!(row.outcome, Outcome::Refused(_))
        });
    }

    /// Brings the rows into the order of the file.
    pub(super) fn sort(&mut self) {
        self.rows.sort_by_key(|it| it.number);
    }

    /// The rows, in the order of the file.
    pub fn rows(&self) -> &[Told] {
        &self.rows
    }

    /// How many rows took which way.
    pub fn summary(&self) -> Summary {
        self.rows.iter().fold(Summary::default(), |mut sum, it| {
            match &it.outcome {
                Outcome::Created => sum.created += 1,
                Outcome::Updated(_) => sum.updated += 1,
                Outcome::Same => sum.same += 1,
                Outcome::Conflict { .. } => sum.conflicts += 1,
                // a field that nobody has settled counts first
                Outcome::Proposed(touched) | Outcome::Adopted(touched) if !touched.conflicts.is_empty() => {
                    sum.conflicts += 1;
                }
                Outcome::Proposed(_) => sum.proposed += 1,
                Outcome::Adopted(_) => sum.adopted += 1,
                Outcome::Refused(_) => sum.refused += 1,
            }
            sum
        })
    }
}

impl Summary {
    /// Whether nothing was refused and nothing in conflict.
    pub fn is_clean(&self) -> bool {
        self.refused == 0 && self.conflicts == 0
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { created, updated, same, adopted, proposed, conflicts, refused } = self;
        write!(f, "created {created}, updated {updated}, same {same}, conflicts {conflicts}, refused {refused}")?;
        if *adopted > 0 {
            write!(f, ", adopted {adopted}")?;
        }
        if *proposed > 0 {
            write!(f, ", proposed {proposed}")?;
        }
        Ok(())
    }
}

impl Told {
    /// What became of the row, for programs; messages in the first of these languages that there are words in.
    pub fn json(&self, languages: &[LanguageTag]) -> Value {
        let said = |problems: &[Problem]| -> Value {
            let said = |it: &Problem| json!({ "path": it.path, "code": it.case.code(), "message": problem::say(it, languages) });
            problems.iter().map(said).collect()
        };
        let mut line = json!({ "line": self.number, "row": self.name });
        let mut put = |name: &str, value: Value| line[name] = value;
        match &self.outcome {
            Outcome::Created => put("outcome", "CREATED".into()),
            Outcome::Updated(fields) => {
                put("outcome", "UPDATED".into());
                put("fields", fields.clone().into());
            }
            Outcome::Same => put("outcome", "SAME".into()),
            Outcome::Conflict { conflicts, updated } => {
                put("outcome", "CONFLICT".into());
                put("conflicts", conflicts.clone().into());
                put("fields", updated.clone().into());
            }
            Outcome::Proposed(touched) | Outcome::Adopted(touched) => {
                let adopted = matches!(self.outcome, Outcome::Adopted(_));
                put("outcome", if adopted { "ADOPTED" } else { "PROPOSED" }.into());
                put("fields", touched.updated.clone().into());
                put("proposed", touched.proposed.clone().into());
                put("conflicts", touched.conflicts.clone().into());
            }
            Outcome::Refused(problems) => {
                put("outcome", "REFUSED".into());
                put("problems", said(problems));
            }
        }
        if !self.withheld.is_empty() {
            put("note", "DOWNGRADED".into());
            put("why", said(&self.withheld));
        }
        line
    }
}

/// What became of the fields of a row, in words.
fn fields_of(said: &str, touched: &Touched) -> String {
    let Touched { updated, conflicts, proposed } = touched;
    let mut text = said.to_owned();
    if !proposed.is_empty() {
        let named = if said.starts_with("proposed") { ": " } else { "; proposed to an editor: " };
        text.push_str(&format!("{named}{}", proposed.join(", ")));
    }
    for (name, fields) in [("updated", updated), ("conflict, changed here and there", conflicts)] {
        if !fields.is_empty() {
            text.push_str(&format!("; {name}: {}", fields.join(", ")));
        }
    }
    text
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.name.is_empty() { String::new() } else { format!(" {}", self.name) };
        let said = match &self.outcome {
            Outcome::Created => "created".to_owned(),
            Outcome::Updated(fields) => format!("updated: {}", fields.join(", ")),
            Outcome::Same => "same".to_owned(),
            Outcome::Conflict { conflicts, updated } if updated.is_empty() => {
                format!("conflict, changed here and there: {}", conflicts.join(", "))
            }
            Outcome::Conflict { conflicts, updated } => {
                format!("conflict, changed here and there: {}; updated: {}", conflicts.join(", "), updated.join(", "))
            }
            Outcome::Proposed(touched) => fields_of("proposed to an editor, changed here and there", touched),
            Outcome::Adopted(touched) => fields_of("adopted, here already", touched),
            Outcome::Refused(problems) => {
                let problems: Vec<String> = problems.iter().map(problem::line).collect();
                format!("refused: {}", problems.join("; "))
            }
        };
        write!(f, "line {}{name}: {said}", self.number)?;
        if !self.withheld.is_empty() {
            let why: Vec<String> = self.withheld.iter().map(problem::line).collect();
            write!(f, "; submitted, not published: {}", why.join("; "))?;
        }
        Ok(())
    }
}
