//! What writers and editors look back at: versions, and notes to the authors.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use entity::query::history;

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::EntryStatus;
use crate::graphql::input::scalar::DateTime;
use crate::graphql::types::member::Member;

/// What an editor wrote to the authors of an entry.
pub struct ReviewNote(pub(crate) history::Note);

/// A version that an entry has had.
pub struct Revision(pub(crate) history::Revision);

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
