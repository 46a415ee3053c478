//! What writers and editors look back at: versions, and notes to the authors.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use entity::query::history;

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::EntryStatus;
use crate::graphql::input::scalar::DateTime;
use crate::graphql::types::member::Member;

/// A note by an editor to the authors of an entry.
pub struct ReviewNote(pub(crate) history::Note);

/// A version of an entry.
pub struct Revision(pub(crate) history::Revision);

/// State of a version. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevisionState {
    /// Accepted: the content of the entry, now or in the past.
    Accepted,
    /// Proposed, and waiting for an editor.
    Proposed,
    /// Turned down by an editor.
    Refused,
    /// Replaced by another proposal before a decision.
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

/// A note by an editor to the authors of an entry.
#[Object]
impl ReviewNote {
    /// Identifier of the note.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Number of the version that the note is about.
    async fn version(&self) -> i32 {
        i32::try_from(self.0.version).unwrap_or(i32::MAX)
    }

    /// Member who wrote the note. Null if it was not a member.
    async fn author(&self, ctx: &Context<'_>) -> Option<Member> {
        member(ctx, self.0.author)
    }

    /// Instant at which the note was written.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// Text of the note, plain text.
    async fn note(&self) -> &str {
        &self.0.note
    }
}

/// A version of an entry.
#[Object]
impl Revision {
    /// Identifier of the version.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Number of the version, from 1.
    async fn version(&self) -> i32 {
        i32::try_from(self.0.version).unwrap_or(i32::MAX)
    }

    /// Member who made the version. Null if it was not a member.
    async fn author(&self, ctx: &Context<'_>) -> Option<Member> {
        member(ctx, self.0.author)
    }

    /// Member who made the proposal that this version continues; null if there is none. The member remains the owner of the
    /// proposal when others edit it: may discard it, is notified of the decision, and is the author of the accepted version.
    async fn proposed_by(&self, ctx: &Context<'_>) -> Option<Member> {
        member(ctx, self.0.proposed_by)
    }

    /// Instant at which the version was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// State of the version: accepted, proposed, refused or superseded.
    async fn state(&self) -> RevisionState {
        RevisionState::of(&self.0.state)
    }

    /// Editorial status of the entry at that version.
    async fn status(&self) -> Option<EntryStatus> {
        self.0.status.map(Into::into)
    }

    /// Title of the entry at that version.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Names of the fields that differ from the version before; for the first version, all fields that are set.
    async fn changed_fields(&self) -> &[String] {
        &self.0.changed_fields
    }
}

fn member(ctx: &Context<'_>, id: Option<entity::value::id::Id>) -> Option<Member> {
    id.and_then(|it| Request::of(ctx).reader.member(it)).map(Arc::clone).map(Member)
}
