//! Coalesces versions: of the versions of a draft that one author saves in a row, one every ten minutes is kept, and
//! the newest.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entry::revisions::ACCEPTED;
use crate::entry::saver::Saver;
use crate::error::Result;
use crate::model::entry::row;
use crate::model::history::{notes, revision};
use crate::model::preview;
use crate::value::clock::Instant;
use crate::value::status::Status;

/// For how long the versions of one author are one, in milliseconds.
const TOGETHER: i64 = 10 * 60_000;

/// What is looked at of a version: its number, its author, when it was made, what became of it.
type Looked = (i64, Option<i64>, Instant, String);

impl Saver<'_> {
    /// Does away with the version that stood before the one that was just saved, when the same author made it, and the one
    /// before it, within minutes; when it was a draft all along, and nobody wrote about it or showed it to anybody. Version
    /// numbers go on counting: who saw the one that is gone is told that theirs is old.
    pub(crate) async fn coalesce(&self, before: &row::Model, saved: &row::Model) -> Result<()> {
        let author = self.author.or_else(|| self.viewer.grant().and_then(|it| it.member));
        let drafts = before.status == Status::Draft && saved.status == Status::Draft;
        if author.is_none() || !drafts || saved.public_version == Some(before.version) {
            return Ok(());
        }
        // who put a text under which licence is asked of its versions later: none that changes it goes
        if saved.licence_seq != before.licence_seq {
            return Ok(());
        }
        let earlier: Vec<Looked> = revision::Entity::find()
            .select_only()
            .column(revision::Column::Version)
            .column(revision::Column::AuthorSeq)
            .column(revision::Column::CreatedAt)
            .column(revision::Column::State)
            .filter(revision::Column::EntrySeq.eq(saved.seq))
            .filter(revision::Column::Version.lt(saved.version))
            .order_by_desc(revision::Column::Version)
            .limit(2)
            .into_tuple()
            .all(self.db)
            .await?;
        let [last, first] = earlier.as_slice() else { return Ok(()) };
        let theirs = |it: &Looked| it.1 == author && it.3 == ACCEPTED;
        let since = self.clock.now().plus_milliseconds(-TOGETHER);
        if last.0 != before.version || !theirs(last) || !theirs(first) || first.2 <= since {
            return Ok(());
        }
        let noted = notes::Entity::find()
            .filter(notes::Column::EntrySeq.eq(saved.seq))
            .filter(notes::Column::Version.eq(last.0));
        let shown = preview::row::Entity::find()
            .filter(preview::row::Column::EntrySeq.eq(saved.seq))
            .filter(preview::row::Column::Version.eq(last.0));
        if noted.one(self.db).await?.is_some() || shown.one(self.db).await?.is_some() {
            return Ok(());
        }
        revision::Entity::delete_many()
            .filter(revision::Column::EntrySeq.eq(saved.seq))
            .filter(revision::Column::Version.eq(last.0))
            .exec(self.db)
            .await?;
        self.forget_version_media(saved.seq, last.0).await
    }
}
