//! The bytes that a viewer may be given, by their checksum.

use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryTrait};

use crate::error::Result;
use crate::media::rows;
use crate::model::media::{Audience, MediaFile, row};
use crate::policy::media::{media_public, media_readable};
use crate::reader::Reader;
use crate::viewer::View;

/// What a row says of its file in storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    pub checksum: String,
    /// The end of its name in storage.
    pub extension: String,
    /// How many bytes it has.
    pub bytes: u64,
}

impl Reader {
    /// The file with this checksum, as the viewer may be given it at this moment: what is public, and what they may see of what is
    /// not. None for all else.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn media_file(&self, checksum: &str) -> Result<Option<MediaFile>> {
        if let Some(public) = self.file_of(checksum, media_public(self.now()), Audience::Public).await? {
            return Ok(Some(public));
        }
        if self.viewer().is_visitor() {
            return Ok(None);
        }
        let latest = self.viewer().clone().seeing(View::Latest);
        self.file_of(checksum, media_readable(&latest, self.now()), Audience::Private).await
    }

    async fn file_of(&self, checksum: &str, which: Condition, audience: Audience) -> Result<Option<MediaFile>> {
        let asked = row::Entity::find().filter(row::Column::Checksum.eq(checksum)).filter(which);
        let found = self.rows(&asked.into_query()).await?;
        let Some(row) = found.first().map(|it| row::Model::from_query_result(it, "")).transpose()? else {
            return Ok(None);
        };
        let focal_point = row.focal_x.zip(row.focal_y);
        Ok(Some(MediaFile { focal_point, audience, file: rows::file(row)? }))
    }
}
