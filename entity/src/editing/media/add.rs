//! Files that people send: one row for the very same bytes, however often they come.

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::act::Act;
use crate::db::turn::Committed;
use crate::error::{Error, Result};
use crate::journal;
use crate::media::{references, rows};
use crate::model::media::{Media, NewFile, removed, row, sender};
use crate::policy;
use crate::value::id::Id;
use crate::viewer::allowance::{self, Spent};
use crate::writer::Writer;

/// What came of a file that was sent.
#[derive(Debug, Clone)]
pub struct Added {
    /// The picture or document.
    pub media: Media,
    /// Whether it is new; false where these very bytes were here already.
    pub is_new: bool,
}

impl Writer {
    /// Takes in a file whose bytes are in storage. The very same bytes are one picture or document, which all who sent them see.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not send files; [`Error::UsedUp`] for whoever sends too much in a day.
    pub async fn media_add(&self, new: NewFile) -> Result<Committed<Added>> {
        policy::permit(&self.viewer, Act::UploadMedia).map_err(Error::Denied)?;
        let (clock, reference) = (&self.inner.clock, self.inner.reference());
        let txn = self.turn().await?;
        let (row, is_new) = self.take_in_file(&txn, new, None).await?;
        let object = ("media", row.id);
        journal::note(&txn, clock, &self.viewer, "mediaUpload", object, None).await?;
        let media = rows::media(row, &reference)?;
        txn.commit(Added { media, is_new }).await
    }

    /// Leaves files whose bytes were put into storage, each with its checksum and the ending of its name, to be deleted, unless a row
    /// tells of them by now. Answers how many are left.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not send files.
    pub async fn media_abandon(&self, files: &[(String, String)]) -> Result<Committed<u64>> {
        policy::permit(&self.viewer, Act::UploadMedia).map_err(Error::Denied)?;
        let txn = self.turn().await?;
        let mut left = 0;
        for (checksum, extension) in files {
            let held = row::Entity::find().filter(row::Column::Checksum.eq(checksum)).count(&txn).await?;
            if held == 0 {
                references::leave_file(&txn, (checksum, extension), self.inner.clock.now()).await?;
                left += 1;
            }
        }
        txn.commit(left).await
    }

    /// The row of a file, made where these bytes have none, with the wished identifier where nothing has it; and whether it is new.
    pub(crate) async fn take_in_file(
        &self,
        db: &impl ConnectionTrait,
        new: NewFile,
        wished: Option<Id>,
    ) -> Result<(row::Model, bool)> {
        let (clock, now) = (&self.inner.clock, self.inner.clock.now());
        // what was to be deleted is here again
        removed::Entity::delete_by_id(new.checksum.clone()).exec(db).await?;
        let held = row::Entity::find().filter(row::Column::Checksum.eq(&new.checksum)).one(db).await?;
        let is_new = held.is_none();
        let row = match held {
            Some(held) => held,
            None => {
                allowance::spend(db, clock, &self.viewer, Spent { bytes: new.bytes, ..Spent::default() }).await?;
                let taken = match wished {
                    Some(id) => row::Entity::find().filter(row::Column::Id.eq(id)).count(db).await? > 0,
                    None => true,
                };
                let row = row::ActiveModel {
                    seq: NotSet,
                    id: Set(wished.filter(|_| !taken).unwrap_or_else(|| clock.new_id())),
                    version: Set(1),
                    alt: Set("{}".to_owned()),
                    caption: Set("{}".to_owned()),
                    is_decorative: Set(false),
                    created_at: Set(now),
                    updated_at: Set(now),
                    ..rows::columns(new)?
                };
                row.insert(db).await?
            }
        };
        if let Some(member) = self.viewer.grant().and_then(|it| it.member) {
            let sent = sender::ActiveModel { member_seq: Set(member), media_seq: Set(row.seq) };
            let once =
                OnConflict::columns([sender::Column::MemberSeq, sender::Column::MediaSeq]).do_nothing().to_owned();
            sender::Entity::insert(sent).on_conflict(once).exec_without_returning(db).await?;
        }
        Ok((row, is_new))
    }
}
