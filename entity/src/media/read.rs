//! Pictures and documents as a viewer reads them.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryTrait};

use crate::act::Act;
use crate::db::columns::Columns;
use crate::error::Result;
use crate::media::{references, rows};
use crate::model::entry::row as entry;
use crate::model::media::{Media, of_entry, of_member, row};
use crate::policy;
use crate::policy::media::{media_readable, permit_media};
use crate::reader::Reader;
use crate::value::id::Id;

/// The most entries and the most members that are told to show one picture or document.
const MOST_USERS: u64 = 50;

/// An entry or a member that shows a picture or a document, as far as the viewer may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum User {
    /// An entry.
    Entry(Id),
    /// A member.
    Member(Id),
}

impl Reader {
    /// Whether the viewer may send files.
    ///
    /// # Errors
    /// [`Error::Denied`](crate::error::Error::Denied).
    pub fn media_may_upload(&self) -> Result<()> {
        policy::permit(self.viewer(), Act::UploadMedia).map_err(crate::error::Error::Denied)
    }

    /// Those of these pictures and documents that the viewer may see, by id; one statement for all.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn media_by_id(&self, ids: &[Id]) -> Result<HashMap<Id, Media>> {
        let asked = row::Entity::find()
            .filter(row::Column::Id.is_in(ids.iter().copied()))
            .filter(media_readable(self.viewer(), self.now()));
        let reference = self.reference_now();
        let mut found = HashMap::with_capacity(ids.len());
        for row in self.rows(&asked.into_query()).await? {
            let media = rows::media(row::Model::from_query_result(&row, "")?, &reference)?;
            found.insert(media.id, media);
        }
        Ok(found)
    }

    /// The picture or document with this checksum, as far as the viewer may see it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn media_of_checksum(&self, checksum: &str) -> Result<Option<Id>> {
        let asked = row::Entity::find()
            .filter(row::Column::Checksum.eq(checksum))
            .filter(media_readable(self.viewer(), self.now()));
        let found = self.rows(&asked.into_query()).await?;
        Ok(found.first().map(|it| row::Model::from_query_result(it, "")).transpose()?.map(|it| it.id))
    }

    /// The entries and members that show each of these (by row number), as far as the viewer may see them, at most 50 of either.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn media_users(&self, of: &[i64]) -> Result<HashMap<i64, Vec<User>>> {
        let mut found: HashMap<i64, Vec<User>> = HashMap::new();
        let mut entries = self.named();
        let same =
            Expr::col((of_entry::Entity, of_entry::Column::EntrySeq)).equals((entry::Entity, entry::Column::Seq));
        entries.inner_join(of_entry::Entity, same).distinct();
        entries.column((of_entry::Entity, of_entry::Column::MediaSeq)).column((entry::Entity, entry::Column::Id));
        entries.and_where(of_entry::Column::MediaSeq.is_in(of.iter().copied()));
        entries.order_by((entry::Entity, entry::Column::Id), sea_orm::Order::Desc);
        entries.limit(MOST_USERS * of.len() as u64);
        for row in self.rows(&entries).await? {
            let mut columns = Columns::new(&row);
            let users = found.entry(columns.take()?).or_default();
            if (users.len() as u64) < MOST_USERS {
                users.push(User::Entry(columns.take()?));
            }
        }
        let mut members = Query::select().distinct().from(of_member::Entity).take();
        members.column(of_member::Column::MediaSeq).column(of_member::Column::MemberSeq);
        members.and_where(of_member::Column::MediaSeq.is_in(of.iter().copied())).limit(MOST_USERS * of.len() as u64);
        for row in self.rows(&members).await? {
            let mut columns = Columns::new(&row);
            let (media, member) = (columns.take()?, columns.take()?);
            if let Some(member) = self.member_by_key(member) {
                found.entry(media).or_default().push(User::Member(member.id));
            }
        }
        Ok(found)
    }

    /// Those of these (by row number) that the viewer may change; what is told to them alone is asked for with it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn media_changeable(&self, of: &[i64]) -> Result<Vec<i64>> {
        if policy::permit(self.viewer(), Act::UploadMedia).is_err() {
            return Ok(Vec::new());
        }
        let (db, reference) = (self.private(), self.reference_now());
        self.read_privately(async {
            let mut changeable = Vec::new();
            for seq in of {
                let file = references::judged(&db, self.viewer(), *seq).await?;
                if permit_media(self.viewer(), Act::ChangeMedia, &file, &reference).is_ok() {
                    changeable.push(*seq);
                }
            }
            Ok(changeable)
        })
        .await
    }

    /// Whether anything refers to each of these (by row number), whoever may see it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn media_unused(&self, of: &[i64]) -> Result<Vec<i64>> {
        let db = self.private();
        let unused = references::unused(&db, of, self.now());
        Ok(self.read_privately(unused).await?.into_iter().map(|it| it.seq).collect())
    }
}
