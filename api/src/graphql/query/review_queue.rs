//! The editors' desk: what waits, how versions differ, previews, and drafts that are done away with.

use async_graphql::{Context, ID, Object, Result};

use crate::error::told;
use crate::graphql::engine::request::Request;
use crate::graphql::types::diff::RevisionDiff;
use crate::graphql::types::review_queue::{Preview, Queue};
use crate::graphql::types::revision::{ReviewNote, Revision};

/// What can be asked at the desk.
pub struct Desk;

/// What can be asked at the desk.
#[Object(name = "DeskQueries")]
impl Desk {
    /// Entries and members that wait for a decision by the viewer. Null for viewers without the right to publish.
    async fn queue(&self, ctx: &Context<'_>) -> Result<Option<Queue>> {
        Ok(Request::of(ctx).latest().reader.queue().await.map_err(told)?.map(Queue))
    }

    /// Versions of an entry, newest first, at most 50. Empty unless the viewer may change the entry and has the scope
    /// `content:read`.
    async fn revisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identifier of the entry.")] entry: ID,
        #[graphql(desc = "Version number before which the list begins, for the next 50.")] before: Option<i32>,
    ) -> Result<Vec<Revision>> {
        let Ok(id) = entry.parse() else { return Ok(Vec::new()) };
        let found = Request::of(ctx).reader.revisions(id, before.map(Into::into)).await.map_err(told)?;
        Ok(found.into_iter().map(Revision).collect())
    }

    /// Differences between two versions of an entry. Null unless the viewer may change the entry and has the scope
    /// `content:read`.
    async fn revision_diff(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identifier of the entry.")] entry: ID,
        #[graphql(desc = "Number of the earlier version.")] from: i32,
        #[graphql(desc = "Number of the later version.")] to: i32,
    ) -> Result<Option<RevisionDiff>> {
        let Ok(id) = entry.parse() else { return Ok(None) };
        let found = Request::of(ctx).reader.compare(id, from.into(), to.into()).await.map_err(told)?;
        Ok(found.map(RevisionDiff::of))
    }

    /// Notes by editors to the authors of an entry, newest first, at most 50. Empty unless the viewer may change the entry and
    /// has the scope `content:read`.
    async fn review_notes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identifier of the entry.")] entry: ID,
    ) -> Result<Vec<ReviewNote>> {
        let Ok(id) = entry.parse() else { return Ok(Vec::new()) };
        let found = Request::of(ctx).reader.notes(id).await.map_err(told)?;
        Ok(found.into_iter().map(ReviewNote).collect())
    }

    /// Unexpired previews of an entry, newest first, at most 50. Empty unless the viewer may create previews of the entry.
    async fn previews(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identifier of the entry.")] entry: ID,
    ) -> Result<Vec<Preview>> {
        let Ok(id) = entry.parse() else { return Ok(Vec::new()) };
        let found = Request::of(ctx).reader.previews(id).await.map_err(told)?;
        Ok(found.iter().map(Preview::of).collect())
    }
}
