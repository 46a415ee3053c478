//! Members whose pictures credit each other: none of them can come first, so that they come together.

use crate::error::{Error, Result};
use crate::import::files::{Brought, OF_MEMBER};
use crate::import::importer::{Import, ROWS, TURN};
use crate::import::row::{Outcome, Row, Touched};
use crate::reference::{Snapshot, Written};

impl Import {
    /// Takes rows of members who credit each other with their pictures: first the members, then what they show, in one savepoint. None
    /// where one of them is refused: nothing of them is kept then, and each is to be taken alone, which tells what is wrong with it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn circle(&mut self, rows: &[(&Row, &[Brought])]) -> Result<Option<Vec<Outcome>>> {
        let steps: [fn(&Row) -> Row; 2] = [without_pictures, Row::clone];
        self.write_kept().await?;
        let savepoint = self.transaction().savepoint().await?;
        let (touched, mut outcomes, mut known) = (self.touched, Vec::new(), Vec::new());
        for step in steps {
            for (at, (row, files)) in rows.iter().enumerate() {
                match self.apply(&savepoint, &step(row), files).await {
                    Ok((outcome, id)) => {
                        // the second step reads what the first has left to the end of the batch
                        self.write_fresh(&savepoint).await?;
                        if let Some(id) = id {
                            let key = (row.kind, row.key.clone());
                            known.push((key.clone(), self.ids.insert(key, id)));
                            if outcome != Outcome::Same {
                                self.reference.take_in(&savepoint, Written::Member(id)).await?;
                                self.touched = true;
                            }
                        }
                        match outcomes.get_mut(at) {
                            Some(before) => *before = together(std::mem::replace(before, Outcome::Same), outcome),
                            None => outcomes.push(outcome),
                        }
                    }
                    Err(Error::Invalid(_)) => {
                        savepoint.rollback().await?;
                        self.batch().undo();
                        for (key, before) in known.into_iter().rev() {
                            match before {
                                Some(id) => self.ids.insert(key, id),
                                None => self.ids.remove(&key),
                            };
                        }
                        self.touched = touched;
                        self.reference = Snapshot::load(self.transaction()).await?;
                        return Ok(None);
                    }
                    Err(other) => return Err(other),
                }
            }
        }
        savepoint.commit(()).await?;
        self.pending += rows.len();
        self.taken += rows.len();
        if self.pending >= ROWS || self.began.elapsed() >= TURN {
            self.next_batch().await?;
        }
        Ok(Some(outcomes))
    }
}

fn without_pictures(row: &Row) -> Row {
    let mut row = row.clone();
    row.fields.retain(|name, _| !OF_MEMBER.iter().any(|(picture, _)| picture == name));
    row
}

/// What became of a row that was taken in two steps.
fn together(first: Outcome, second: Outcome) -> Outcome {
    let later = touched(second);
    let (before, rebuilt): (Touched, fn(Touched) -> Outcome) = match first {
        Outcome::Created | Outcome::Refused(_) => return first,
        Outcome::Adopted(before) => (before, Outcome::Adopted),
        other => (touched(other), |it| {
            if !it.proposed.is_empty() {
                Outcome::Proposed(it)
            } else if !it.conflicts.is_empty() {
                Outcome::Conflict { conflicts: it.conflicts, updated: it.updated }
            } else if !it.updated.is_empty() {
                Outcome::Updated(it.updated)
            } else {
                Outcome::Same
            }
        }),
    };
    let joined = |mut one: Vec<String>, other: Vec<String>| {
        one.extend(other.into_iter().filter(|it| !one.contains(it)).collect::<Vec<_>>());
        one
    };
    rebuilt(Touched {
        updated: joined(before.updated, later.updated),
        conflicts: joined(before.conflicts, later.conflicts),
        proposed: joined(before.proposed, later.proposed),
    })
}

/// The fields that an outcome tells of.
fn touched(outcome: Outcome) -> Touched {
    match outcome {
        Outcome::Created | Outcome::Same | Outcome::Refused(_) => Touched::default(),
        Outcome::Updated(updated) => Touched { updated, ..Touched::default() },
        Outcome::Conflict { conflicts, updated } => Touched { updated, conflicts, ..Touched::default() },
        Outcome::Proposed(touched) | Outcome::Adopted(touched) => touched,
    }
}
