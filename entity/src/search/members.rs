//! Members in the index: by their name, and by what they say of themselves.

use sea_orm::ConnectionTrait;

use crate::error::Result;
use crate::model::member::row;
use crate::search::document::Document;
use crate::search::index;
use crate::value::words::markdown;

/// What a member is found by.
pub(crate) fn document(member: &row::Model) -> Document<'_> {
    Document {
        language: "fr",
        title: &member.name,
        body: member.bio.iter().map(|it| markdown::plain(it)).collect(),
        ..Document::default()
    }
}

/// Indexes a member by this row, in the transaction that has changed it.
pub(crate) async fn put(db: &impl ConnectionTrait, member: &row::Model) -> Result<()> {
    index::put(db, -member.seq, member.version, &document(member), false).await
}
