//! Reviewing: notes of editors to the authors of an entry, and the restoring of an earlier version.

use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::{NotSet, Set};
use serde_json::{Map, Value};

use crate::act::Act;
use crate::db::turn::{Committed, Turn};
use crate::entry::draft::STATE;
use crate::entry::restore::{Restored, leave_out};
use crate::entry::revisions::at_version;
use crate::error::Result;
use crate::journal;
use crate::mail::outbox::MailKind;
use crate::model::entry::row;
use crate::model::history::notes;
use crate::query::history::Note;
use crate::value::id::Id;
use crate::value::limit::unfit_text;
use crate::value::problem::{Case, Problem};
use crate::writer::Writer;

/// The most characters of a note to an author.
const MAX_NOTE: usize = 2_000;

impl Writer {
    /// Makes an entry say again what it said in an earlier version; where it stands, and since when, stays as it is. What that
    /// version named and is there no more is left out.
    ///
    /// # Errors
    /// Those of [`update`](Writer::update), and [`Error::Invalid`](crate::error::Error::Invalid) for a version that it never had.
    pub async fn restore(&self, id: Id, version: i64, earlier: i64) -> Result<Committed<Restored>> {
        let db = &self.inner.private;
        let (entry, subject) = self.inner.read.while_up(self.find(db, id, None)).await?;
        self.permit(Act::Edit, subject, &self.inner.reference())?;
        let held = self.inner.read.while_up(async { at_version(db, &entry, earlier).await }).await?;
        let unknown = || Problem::new("restoreVersion", Case::UnknownVersion(earlier));
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
    /// [`Error::NotFound`](crate::error::Error::NotFound), [`Error::Denied`](crate::error::Error::Denied); [`Error::Invalid`](crate::error::Error::Invalid) for what is no note, or a version that it never had.
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
        self.tell_of(&txn, &entry, MailKind::Noted, Some(note), None).await?;
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
        Ok(Note::of(row.insert(db).await?, &self.inner.reference()))
    }
}
