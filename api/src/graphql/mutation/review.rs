//! Mutations of reviewing: notes to the authors, and versions that are restored.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};

use crate::graphql::mutation::payload::{carry, id_of, payloads};
use crate::graphql::query::Query;
use crate::graphql::types::entry::Entry;
use crate::graphql::types::revision::ReviewNote;
use crate::graphql::types::user_error::UserError;

/// Which entry goes back to which version.
#[derive(InputObject, Debug)]
pub struct RevisionRestoreInput {
    /// Which entry.
    pub id: ID,
    /// The version that you saw.
    pub version: i32,
    /// The version whose text it is to have again.
    pub restore_version: i32,
}

/// What became of going back to an earlier version.
#[derive(SimpleObject)]
pub struct RevisionRestorePayload {
    /// The entry.
    pub(crate) entry: Option<Entry>,
    /// What that version named and is there no more, such as an initiative that was deleted: it was left out, or left as it stands
    /// where it is no list. Everything else was restored.
    pub(crate) left_out: Vec<LeftOut>,
    /// What is to be mended; empty when it was done.
    pub(crate) user_errors: Vec<UserError>,
    /// The queries, to read on in the same request.
    pub(crate) query: Query,
}

/// Something that an earlier version named and that is there no more.
#[derive(SimpleObject)]
pub struct LeftOut {
    /// Where it stood in that version, from the outside in: `initiatives`, `2`.
    pub(crate) path: Vec<String>,
    /// What, for people: in French, Breton or English, after `Accept-Language`.
    pub(crate) message: String,
}

/// A note to the authors of an entry.
#[derive(InputObject, Debug)]
pub struct ReviewNoteCreateInput {
    /// About which entry.
    entry: ID,
    /// Beside which of its versions, proposals included; the one that stands when absent.
    version: Option<i32>,
    /// What it says, plain text, at most 2,000 characters.
    note: String,
}

payloads! {
    /// What became of a note.
    ReviewNoteCreatePayload { /** The note. */ review_note: Option<ReviewNote> }
}

/// The mutations of looking back.
#[derive(Default)]
pub struct ReviewMutation;

#[Object]
impl ReviewMutation {
    /// Writes to the authors of an entry, beside one of its versions; they are told by mail, and the entry stays where it is. For
    /// who may publish it.
    async fn review_note_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "About what, and what.")] input: ReviewNoteCreateInput,
    ) -> Result<ReviewNoteCreatePayload> {
        let done = carry(ctx, |writer| async move {
            writer.annotate(id_of(&input.entry)?, input.version.map(Into::into), &input.note).await
        });
        Ok(ReviewNoteCreatePayload::of(done.await?.map(|it| Some(ReviewNote(it)))))
    }
}
