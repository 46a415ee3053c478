//! What writers and editors look back at: the versions that an entry has had, what editors wrote to its authors, and the
//! previews that last. Only for viewers who may change the entry.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Map, Value};

use crate::act::Act;
use crate::entry::latest;
use crate::entry::revisions::{ACCEPTED, differing, said};
use crate::error::{Error, Result};
use crate::model::entry::row;
use crate::model::history::{notes, revision};
use crate::model::preview;
use crate::policy;
use crate::reader::Reader;
use crate::reference::Snapshot;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::status::Status;

/// The most notes, versions and previews that are looked back at.
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

impl Note {
    pub(crate) fn of(row: notes::Model, reference: &Snapshot) -> Self {
        let author = member(row.author_seq, reference);
        Self { id: row.id, version: row.version, author, created_at: row.created_at, note: row.note }
    }
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

/// A preview as it is listed.
#[derive(Debug, Clone)]
pub struct Preview {
    /// Its id.
    pub id: Id,
    /// Which version it shows.
    pub version: i64,
    /// When it was made.
    pub created_at: Instant,
    /// Until when it lasts.
    pub expires_at: Instant,
}

impl Preview {
    /// A preview as it is listed.
    pub(crate) fn of(held: &preview::row::Model) -> Self {
        Self { id: held.id, version: held.version, created_at: held.created_at, expires_at: held.expires_at }
    }
}

impl Reader {
    /// What editors wrote about an entry, the newest first, at most 50; nothing for viewers who may not look back.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn notes(&self, id: Id) -> Result<Vec<Note>> {
        let Some(entry) = self.looked_back(id).await? else { return Ok(Vec::new()) };
        let asked = notes::Entity::find()
            .filter(notes::Column::EntrySeq.eq(entry.seq))
            .order_by_desc(notes::Column::Seq)
            .limit(MOST);
        let rows = self.read_privately(async { Ok(asked.all(&self.private()).await?) }).await?;
        let reference = self.inner.reference();
        Ok(rows.into_iter().map(|it| Note::of(it, &reference)).collect())
    }

    /// The versions of an entry, the newest first, at most 50, fewer where they are long, those before a version when one is
    /// named; none for viewers who may not look back.
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
            // without the texts of a first version that stand in the entry: at most one body
            .expr(Expr::cust("CAST(octet_length(snapshot) AS BIGINT)"))
            .limit(MOST + 1)
            .into_tuple::<(i64, i64)>();
        let sizes = self.read_privately(async { Ok(sizes.all(&self.private()).await?) }).await?;
        let fitting = fitting(&sizes);
        let Some((oldest, _)) = fitting.checked_sub(1).and_then(|it| sizes.get(it)) else { return Ok(Vec::new()) };
        let shown = if fitting < sizes.len() { fitting - 1 } else { fitting.min(MOST as usize) };
        let asked = earlier.filter(revision::Column::Version.gte(*oldest));
        let rows = self.read_privately(async { Ok(asked.all(&self.private()).await?) }).await?;
        let snapshots = rows.iter().map(|it| said(it, &entry)).collect::<Result<Vec<_>>>()?;
        let (nothing, reference) = (Map::new(), self.inner.reference());
        // what stood before it: what was proposed or turned down meanwhile is not what it changes
        let before_it = |at: usize| {
            let accepted = rows.iter().zip(&snapshots).skip(at + 1).find(|(it, _)| it.state == ACCEPTED);
            accepted.map_or(&nothing, |(_, fields)| fields)
        };
        let shown = rows.iter().zip(&snapshots).enumerate().take(shown);
        let revisions = shown.map(|(at, (it, fields))| Revision {
            id: it.id,
            version: it.version,
            author: member(it.author_seq, &reference),
            proposed_by: member(it.proposed_by_seq, &reference),
            created_at: it.created_at,
            state: it.state.clone(),
            status: fields.get("status").and_then(|it| serde_json::from_value(it.clone()).ok()),
            title: fields.get("title").and_then(Value::as_str).unwrap_or_default().to_owned(),
            changed_fields: differing(fields, before_it(at)),
        });
        Ok(revisions.collect())
    }

    /// The previews of an entry that still last, the newest first, at most 50; none for viewers who may not make any.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn previews(&self, id: Id) -> Result<Vec<Preview>> {
        let Some(entry) = self.permitted(id, Act::Preview).await? else { return Ok(Vec::new()) };
        let lasting = preview::row::Entity::find()
            .filter(preview::row::Column::EntrySeq.eq(entry.seq))
            .filter(preview::row::Column::RevokedAt.is_null())
            .filter(preview::row::Column::ExpiresAt.gt(self.inner.clock.now()))
            .order_by_desc(preview::row::Column::Id)
            .limit(MOST);
        let rows = self.read_privately(async { Ok(lasting.all(&self.private()).await?) }).await?;
        Ok(rows.iter().map(Preview::of).collect())
    }

    /// An entry that the viewer may look back at.
    pub(crate) async fn looked_back(&self, id: Id) -> Result<Option<row::Model>> {
        self.permitted(id, Act::LookBack).await
    }

    /// An entry with which the viewer may do this, as it is at this moment.
    async fn permitted(&self, id: Id, act: Act) -> Result<Option<row::Model>> {
        let asker = (self.viewer(), self.inner.clock.now());
        let found = self.read_privately(latest::by_id(&self.private(), asker, id, None)).await;
        let (entry, subject) = match found {
            Err(Error::NotFound) => return Ok(None),
            other => other?,
        };
        let may = policy::permit_on(self.viewer(), act, subject, &self.inner.reference());
        Ok(may.is_ok().then_some(entry))
    }
}

fn member(seq: Option<i64>, reference: &Snapshot) -> Option<Id> {
    seq.and_then(|it| reference.members.by_seq(it)).map(|it| it.id)
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
