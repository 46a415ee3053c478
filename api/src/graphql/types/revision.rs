//! What writers and editors look back at: versions, and notes to the authors.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use entity::editing::review;

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::EntryStatus;
use crate::graphql::input::scalar::DateTime;
use crate::graphql::mutation::payload::{carry, id_of, payloads};
use crate::graphql::query::Query;
use crate::graphql::types::entry::Entry;
use crate::graphql::types::member::Member;
use crate::graphql::types::user_error::UserError;

/// What an editor wrote to the authors of an entry.
pub struct ReviewNote(pub(crate) review::Note);

/// A version that an entry has had.
pub struct Revision(pub(crate) review::Revision);

/// What became of a version. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevisionState {
    /// It was what the entry said, or still is.
    Accepted,
    /// It waits for an editor.
    Proposed,
    /// An editor turned it down.
    Refused,
    /// It waited, and gave way to another.
    Superseded,
}

impl RevisionState {
    fn of(word: &str) -> Self {
        match word {
            "PROPOSED" => Self::Proposed,
            "REFUSED" => Self::Refused,
            "SUPERSEDED" => Self::Superseded,
            _ => Self::Accepted,
        }
    }
}

/// Which entry goes back to which version.
#[derive(InputObject, Debug)]
pub struct RevisionRestoreInput {
    /// Which entry.
    pub id: ID,
    /// The version that you saw.
    pub version: i32,
    /// The version whose text it is to have again.
    pub restore: i32,
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

/// What an editor wrote to the authors of an entry.
#[Object]
impl ReviewNote {
    /// Its identifier.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// The version of the entry that it is about.
    async fn version(&self) -> i32 {
        i32::try_from(self.0.version).unwrap_or(i32::MAX)
    }

    /// Who wrote it, when it was a member.
    async fn author(&self, ctx: &Context<'_>) -> Option<Member> {
        member(ctx, self.0.author)
    }

    /// When.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// What it says, plain text.
    async fn note(&self) -> &str {
        &self.0.note
    }
}

/// A version that an entry has had.
#[Object]
impl Revision {
    /// Its identifier.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Its number: 1 is the first.
    async fn version(&self) -> i32 {
        i32::try_from(self.0.version).unwrap_or(i32::MAX)
    }

    /// Who made it, when it was a member.
    async fn author(&self, ctx: &Context<'_>) -> Option<Member> {
        member(ctx, self.0.author)
    }

    /// Who made the proposal that this version goes on with, when it was a member; null for a version that was no proposal. A proposal
    /// stays its maker's, whoever goes on with it: the maker drops it, is told of the decision, and is the author of the version
    /// that is accepted.
    async fn proposed_by(&self, ctx: &Context<'_>) -> Option<Member> {
        member(ctx, self.0.proposed_by)
    }

    /// When.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// Whether it was accepted.
    async fn state(&self) -> RevisionState {
        RevisionState::of(&self.0.state)
    }

    /// Where the entry then stood.
    async fn status(&self) -> Option<EntryStatus> {
        self.0.status.map(Into::into)
    }

    /// What it was called.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// The fields that differ from the version before, by name; all that the first one had.
    async fn changed_fields(&self) -> &[String] {
        &self.0.changed_fields
    }
}

fn member(ctx: &Context<'_>, id: Option<entity::value::id::Id>) -> Option<Member> {
    id.and_then(|it| Request::of(ctx).reader.member(it)).map(Arc::clone).map(Member)
}
