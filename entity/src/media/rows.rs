//! Rows of pictures and documents, and the values that they become.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::error::{Error, Result};
use crate::model::entry::Credited;
use crate::model::media::{Media, NewFile, Offered, Picture, row};
use crate::policy::media::media_readable;
use crate::reference::Snapshot;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::language::LanguageTag;
use crate::viewer::{View, Viewer};

/// A picture or a document, of its row.
pub(crate) fn media(row: row::Model, reference: &Snapshot) -> Result<Media> {
    let credit = match (row.credit_member_seq, row.credit_name.clone()) {
        (Some(seq), _) => Some(Credited::Member(reference.members.expect(seq)?)),
        (None, Some(name)) => Some(Credited::Name { name, url: row.credit_url.clone() }),
        (None, None) => None,
    };
    let texts = |json: &str| -> Result<BTreeMap<LanguageTag, String>> { Ok(serde_json::from_str(json)?) };
    Ok(Media {
        seq: row.seq,
        id: row.id,
        version: row.version,
        focal_point: row.focal_x.zip(row.focal_y),
        alt: texts(&row.alt)?,
        caption: texts(&row.caption)?,
        is_decorative: row.is_decorative,
        credit,
        licence: row.licence_seq.map(|it| reference.licences.expect(it)).transpose()?,
        created_at: row.created_at,
        updated_at: row.updated_at,
        file: file(row)?,
    })
}

/// What the bytes of a row say.
pub(crate) fn file(row: row::Model) -> Result<NewFile> {
    let number = |it: i64| u32::try_from(it).map_err(|cause| Error::Internal(Box::new(cause)));
    let picture = match row.width.zip(row.height) {
        Some((width, height)) => {
            let thumbhash = BASE64.decode(row.thumbhash.unwrap_or_default().as_bytes());
            Some(Picture {
                width: number(width)?,
                height: number(height)?,
                thumbhash: thumbhash.map_err(|cause| Error::Internal(Box::new(cause)))?,
                dominant_color: row.dominant_color.unwrap_or_default(),
                is_animated: row.is_animated,
            })
        }
        None => None,
    };
    Ok(NewFile {
        checksum: row.checksum,
        media_type: row.media_type,
        extension: row.extension,
        bytes: row.bytes.unsigned_abs(),
        name: row.name,
        picture,
        offered: Offered { author: row.offered_author, licence: row.offered_licence },
    })
}

/// The columns of a row that the bytes of a file decide.
pub(crate) fn columns(file: NewFile) -> Result<row::ActiveModel> {
    use sea_orm::ActiveValue::Set;
    let picture = file.picture.as_ref();
    Ok(row::ActiveModel {
        checksum: Set(file.checksum),
        extension: Set(file.extension),
        media_type: Set(file.media_type),
        bytes: Set(i64::try_from(file.bytes).map_err(|cause| Error::Internal(Box::new(cause)))?),
        name: Set(file.name),
        width: Set(picture.map(|it| i64::from(it.width))),
        height: Set(picture.map(|it| i64::from(it.height))),
        thumbhash: Set(picture.map(|it| BASE64.encode(&it.thumbhash))),
        dominant_color: Set(picture.map(|it| it.dominant_color.clone())),
        is_animated: Set(picture.is_some_and(|it| it.is_animated)),
        offered_author: Set(file.offered.author),
        offered_licence: Set(file.offered.licence),
        ..Default::default()
    })
}

/// A picture or a document that a viewer may see at a moment, of drafts as well; none of what they may not.
pub(crate) async fn seen(
    db: &impl ConnectionTrait,
    (viewer, now): (&Viewer, Instant),
    id: Id,
) -> Result<Option<row::Model>> {
    let seen = media_readable(&viewer.clone().seeing(View::Latest), now);
    Ok(row::Entity::find().filter(row::Column::Id.eq(id)).filter(seen).one(db).await?)
}

/// Those of these that there are, whoever asks.
pub(crate) async fn by_ids(db: &impl ConnectionTrait, ids: &[Id], reference: &Snapshot) -> Result<BTreeMap<Id, Media>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = row::Entity::find().filter(row::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    rows.into_iter().map(|it| Ok((it.id, media(it, reference)?))).collect()
}

/// The row numbers of those of these that there are.
pub(crate) async fn numbers(db: &impl ConnectionTrait, ids: &[Id]) -> Result<BTreeMap<Id, i64>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let asked = row::Entity::find().select_only().columns([row::Column::Id, row::Column::Seq]);
    let found: Vec<(Id, i64)> = asked.filter(row::Column::Id.is_in(ids.iter().copied())).into_tuple().all(db).await?;
    Ok(found.into_iter().collect())
}
