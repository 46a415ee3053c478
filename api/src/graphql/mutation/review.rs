//! Mutations of reviewing: notes to the authors, and versions that are restored.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};

use crate::graphql::mutation::payload::{carry, id_of, payloads};
use crate::graphql::query::Query;
use crate::graphql::types::entry::Entry;
use crate::graphql::types::revision::ReviewNote;
use crate::graphql::types::user_error::UserError;

/// A version of an entry to restore.
#[derive(InputObject, Debug)]
pub struct RevisionRestoreInput {
    /// Identifier of the entry to change.
    pub id: ID,
    /// Version of the entry that the client read. Another version is answered with a `StaleError`.
    pub version: i32,
    /// Version whose content is to be restored.
    pub restore_version: i32,
}

/// Result of `revisionRestore`.
#[derive(SimpleObject)]
pub struct RevisionRestorePayload {
    /// The entry with the restored content. Null when validation failed.
    pub(crate) entry: Option<Entry>,
    /// Values that the earlier version named and that no longer exist, such as a deleted initiative. They are omitted from lists;
    /// single fields keep their present value. All other values are restored.
    pub(crate) left_out: Vec<LeftOut>,
    /// Validation errors. Empty when the mutation succeeded.
    pub(crate) user_errors: Vec<UserError>,
    /// The query root, so that a client can read more in the same request.
    pub(crate) query: Query,
}

/// A value that an earlier version named and that no longer exists.
#[derive(SimpleObject)]
pub struct LeftOut {
    /// Path of the value in that version, from the outside in, such as `initiatives`, `2`.
    pub(crate) path: Vec<String>,
    /// Message for people, in French, Breton or English after `Accept-Language`.
    pub(crate) message: String,
}

/// A note to the authors of an entry.
#[derive(InputObject, Debug)]
pub struct ReviewNoteCreateInput {
    /// Identifier of the entry that the note is about.
    entry: ID,
    /// Version that the note is about, proposals included. Defaults to the version accepted last.
    version: Option<i32>,
    /// Text of the note, plain text, at most 2,000 characters.
    note: String,
}

payloads! {
    /// Result of `reviewNoteCreate`.
    ReviewNoteCreatePayload { /** The new note. Null when validation failed. */ review_note: Option<ReviewNote> }
}

/// The mutations of looking back.
#[derive(Default)]
pub struct ReviewMutation;

#[Object]
impl ReviewMutation {
    /// Sends a note to the authors of an entry, about one of its versions. The status of the entry is unchanged; a mail tells the
    /// authors. For editors who may publish the entry.
    async fn review_note_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Entry, version and text of the note.")] input: ReviewNoteCreateInput,
    ) -> Result<ReviewNoteCreatePayload> {
        let done = carry(ctx, |writer| async move {
            writer.annotate(id_of(&input.entry)?, input.version.map(Into::into), &input.note).await
        });
        Ok(ReviewNoteCreatePayload::of(done.await?.map(|it| Some(ReviewNote(it)))))
    }
}
