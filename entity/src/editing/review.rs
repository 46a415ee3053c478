//! Reviewing: the versions of an entry, notes to its authors, and the restoring of an earlier version. Only for viewers
//! who may change the entry.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Map, Value};

use crate::act::Act;
use crate::db::turn::{Committed, Turn};
use crate::entry::draft::STATE;
use crate::entry::restore::{Restored, leave_out};
use crate::entry::revisions::{ACCEPTED, at_version, differing};
use crate::entry::validate::unfit_text;
use crate::error::{Error, Result};
use crate::journal;
use crate::mail::outbox::Occasion;
use crate::model::entry::row;
use crate::model::history::{notes, revision};
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::problem::{Case, Problem};
use crate::value::status::Status;
use crate::writer::Writer;

/// The most characters of a note to an author.
const MAX_NOTE: usize = 2_000;

/// The most notes and versions that are looked back at.
const MOST: u64 = 50;

/// The most bytes of versions that are read at once.
const MOST_BYTES: i64 = 4 * 1024 * 1024;

/// What an editor wrote to the authors of an entry.
#[derive(Debug, Clone)]
pub struct Note {
    /// Its id.
    pub id: Id,
    /// The version of the entry that it is about.
    pub version: i64,
    /// The member who wrote it.
    pub author: Option<Id>,
    /// When.
    pub created_at: Instant,
    /// What it says, plain text.
    pub note: String,
}

/// A version that an entry has had.
#[derive(Debug, Clone)]
pub struct Revision {
    /// Its id.
    pub id: Id,
    /// Its number: 1 is the first.
    pub version: i64,
    /// The member who made it.
    pub author: Option<Id>,
    /// The member who made the proposal that it goes on with; none of what was no proposal.
    pub proposed_by: Option<Id>,
    /// When.
    pub created_at: Instant,
    /// Whether it was accepted.
    pub state: String,
    /// Where the entry then stood.
    pub status: Option<Status>,
    /// What it was called.
    pub title: String,
    /// The fields that differ from the version before, by name; all of the first.
    pub changed_fields: Vec<String>,
}

impl Writer {
    /// What editors wrote about an entry, the newest first, at most 50; nothing for who may not look back.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn notes(&self, id: Id) -> Result<Vec<Note>> {
        let Some(entry) = self.looked_back(id).await? else { return Ok(Vec::new()) };
        let asked = notes::Entity::find()
            .filter(notes::Column::EntrySeq.eq(entry.seq))
            .order_by_desc(notes::Column::Seq)
            .limit(MOST)
            .all(&self.inner.private);
        let rows = self.inner.read.while_up(async { Ok(asked.await?) }).await?;
        Ok(rows.into_iter().map(|it| self.as_note(it)).collect())
    }

    /// The versions of an entry, the newest first, at most 50, fewer where they are long, those before a version when one is named; none for who may not
    /// look back.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn revisions(&self, id: Id, before: Option<i64>) -> Result<Vec<Revision>> {
        let Some(entry) = self.looked_back(id).await? else { return Ok(Vec::new()) };
        let earlier = revision::Entity::find()
            .filter(revision::Column::EntrySeq.eq(entry.seq))
            .filter(revision::Column::Version.lt(before.unwrap_or(i64::MAX)))
            .order_by_desc(revision::Column::Version);
        // one more than is shown: what the last of them is compared with
        let sizes = earlier
            .clone()
            .select_only()
            .column(revision::Column::Version)
            .expr(Expr::cust("CAST(octet_length(snapshot) AS BIGINT)"))
            .limit(MOST + 1)
            .into_tuple::<(i64, i64)>()
            .all(&self.inner.private);
        let sizes = self.inner.read.while_up(async { Ok(sizes.await?) }).await?;
        let fitting = fitting(&sizes);
        let Some((oldest, _)) = fitting.checked_sub(1).and_then(|it| sizes.get(it)) else { return Ok(Vec::new()) };
        let shown = if fitting < sizes.len() { fitting - 1 } else { fitting.min(MOST as usize) };
        let asked = earlier.filter(revision::Column::Version.gte(*oldest)).all(&self.inner.private);
        let rows = self.inner.read.while_up(async { Ok(asked.await?) }).await?;
        let read = |it: &revision::Model| Ok(serde_json::from_str(&it.snapshot)?);
        let snapshots: Vec<Map<String, Value>> = rows.iter().map(read).collect::<Result<_>>()?;
        let nothing = Map::new();
        // what stood before it: what was proposed or turned down meanwhile is not what it changes
        let before_it = |at: usize| {
            let accepted = rows.iter().zip(&snapshots).skip(at + 1).find(|(it, _)| it.state == ACCEPTED);
            accepted.map_or(&nothing, |(_, fields)| fields)
        };
        let shown = rows.iter().zip(&snapshots).enumerate().take(shown);
        let revisions = shown.map(|(at, (it, fields))| Revision {
            id: it.id,
            version: it.version,
            author: self.member(it.author_seq),
            proposed_by: self.member(it.proposed_by_seq),
            created_at: it.created_at,
            state: it.state.clone(),
            status: fields.get("status").and_then(|it| serde_json::from_value(it.clone()).ok()),
            title: fields.get("title").and_then(Value::as_str).unwrap_or_default().to_owned(),
            changed_fields: differing(fields, before_it(at)),
        });
        Ok(revisions.collect())
    }

    /// Makes an entry say again what it said in an earlier version; where it stands, and since when, stays as it is. What that
    /// version named and is there no more is left out.
    ///
    /// # Errors
    /// Those of [`update`](Writer::update), and [`Error::Invalid`] for a version that it never had.
    pub async fn restore(&self, id: Id, version: i64, earlier: i64) -> Result<Committed<Restored>> {
        let db = &self.inner.private;
        let (entry, subject) = self.inner.read.while_up(self.find(db, id, None)).await?;
        self.permit(Act::Edit, subject, &self.inner.reference())?;
        let held = self.inner.read.while_up(async { at_version(db, &entry, earlier).await }).await?;
        let unknown = || Problem::new("restore", Case::UnknownVersion(earlier));
        let held = held.ok_or_else(unknown)?;
        let current = self.inner.read.while_up(async { at_version(db, &entry, entry.version).await }).await?;
        let named = self.inner.read.while_up(async { at_version(db, &entry, version).await }).await?;
        // what was not said then is said no more
        let said = [current, named].into_iter().flatten().flat_map(|it| it.into_iter().map(|(name, _)| name));
        let mut fields: Map<String, Value> = said.map(|name| (name, Value::Null)).collect();
        fields.extend(held);
        fields.retain(|name, _| !STATE.contains(&name.as_str()));
        let (asker, reference) = ((&self.viewer, self.inner.clock.now()), self.inner.reference());
        let named = leave_out(db, asker, &reference, &mut fields);
        let left_out = self.inner.read.while_up(named).await?;
        let noted = ("revisionRestore".to_owned(), format!("version {earlier}"));
        let changed = self.change(entry.kind, id, version, &fields, Vec::new(), noted).await?;
        Ok(changed.map(|proposes| Restored { proposes, left_out }))
    }

    /// Writes to the authors of an entry, beside the version that is named or the one that stands; they are told. The entry
    /// stays where it is.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`]; [`Error::Invalid`] for what is no note, or a version that it never had.
    pub async fn annotate(&self, id: Id, version: Option<i64>, note: &str) -> Result<Committed<Note>> {
        let txn = self.turn().await?;
        let (entry, subject) = self.find(&txn, id, None).await?;
        self.permit(Act::Note, subject, &self.inner.reference())?;
        let version = version.unwrap_or(entry.version);
        if at_version(&txn, &entry, version).await?.is_none() {
            return Err(Problem::new("version", Case::UnknownVersion(version)).into());
        }
        let written = self.write_note(&txn, &entry, version, note).await?;
        let (object, detail) = ((entry.kind.word(), id), Some(format!("version {version}")));
        journal::note(&txn, &self.inner.clock, &self.viewer, "reviewNoteCreate", object, detail).await?;
        self.tell_of(&txn, &entry, Occasion::Noted, Some(note), None).await?;
        txn.commit(written).await
    }

    /// Writes a note to the authors, beside a version.
    pub(crate) async fn write_note(&self, db: &Turn, entry: &row::Model, version: i64, note: &str) -> Result<Note> {
        if note.trim().is_empty() {
            return Err(Problem::new("note", Case::Missing).into());
        }
        if let Some(case) = unfit_text(note, MAX_NOTE) {
            return Err(Problem::new("note", case).into());
        }
        let row = notes::ActiveModel {
            seq: NotSet,
            id: Set(self.inner.clock.new_id()),
            entry_seq: Set(entry.seq),
            version: Set(version),
            author_seq: Set(self.viewer.grant().and_then(|it| it.member)),
            created_at: Set(self.inner.clock.now()),
            note: Set(note.to_owned()),
        };
        Ok(self.as_note(row.insert(db).await?))
    }

    /// An entry that the viewer may look back at.
    pub(crate) async fn looked_back(&self, id: Id) -> Result<Option<row::Model>> {
        let found = self.inner.read.while_up(self.find(&self.inner.private, id, None)).await;
        let (entry, subject) = match found {
            Err(Error::NotFound) => return Ok(None),
            other => other?,
        };
        let may = self.permit(Act::LookBack, subject, &self.inner.reference());
        Ok(may.is_ok().then_some(entry))
    }

    fn as_note(&self, held: notes::Model) -> Note {
        let author = self.member(held.author_seq);
        Note { id: held.id, version: held.version, author, created_at: held.created_at, note: held.note }
    }

    fn member(&self, seq: Option<i64>) -> Option<Id> {
        seq.and_then(|it| self.inner.reference().members.by_seq(it).map(|it| it.id))
    }
}

/// How many versions of these sizes are read at once, two at least.
fn fitting(sizes: &[(i64, i64)]) -> usize {
    let mut bytes = 0;
    let fits = |(at, (_, size)): &(usize, &(i64, i64))| {
        bytes += size;
        *at < 2 || bytes <= MOST_BYTES
    };
    sizes.iter().enumerate().take_while(fits).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_versions_are_read_a_few_at_a_time() {
        let of = |size: i64, count: i64| fitting(&(0..count).map(|it| (count - it, size)).collect::<Vec<_>>());
        assert_eq!((of(1_000, 51), of(1_000, 3), of(0, 0)), (51, 3, 0));
        assert_eq!((of(256 * 1024, 51), of(5 << 20, 51), of(5 << 20, 1)), (16, 2, 1));
    }
}
