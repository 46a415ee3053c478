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
    /// The entries and members that wait for you; null for viewers who may publish nowhere.
    async fn queue(&self, ctx: &Context<'_>) -> Result<Option<Queue>> {
        Ok(Request::of(ctx).latest().reader.queue().await.map_err(told)?.map(Queue))
    }

    /// The versions that an entry has had, the newest first, at most 50; empty for viewers who neither wrote a part of it nor look after it.
    async fn revisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which entry.")] entry: ID,
        #[graphql(desc = "Only those before this version, to go on from the last.")] before: Option<i32>,
    ) -> Result<Vec<Revision>> {
        let Ok(id) = entry.parse() else { return Ok(Vec::new()) };
        let found = Request::of(ctx).reader.revisions(id, before.map(Into::into)).await.map_err(told)?;
        Ok(found.into_iter().map(Revision).collect())
    }

    /// How two versions of an entry differ; null for viewers who neither wrote a part of it nor look after it.
    async fn revision_diff(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which entry.")] entry: ID,
        #[graphql(desc = "The earlier version.")] from: i32,
        #[graphql(desc = "The later version.")] to: i32,
    ) -> Result<Option<RevisionDiff>> {
        let Ok(id) = entry.parse() else { return Ok(None) };
        let found = Request::of(ctx).reader.compare(id, from.into(), to.into()).await.map_err(told)?;
        Ok(found.map(RevisionDiff::of))
    }

    /// What editors wrote to the authors of an entry, the newest first, at most 50; empty for viewers who neither wrote a part of it nor look after it.
    async fn review_notes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which entry.")] entry: ID,
    ) -> Result<Vec<ReviewNote>> {
        let Ok(id) = entry.parse() else { return Ok(Vec::new()) };
        let found = Request::of(ctx).reader.notes(id).await.map_err(told)?;
        Ok(found.into_iter().map(ReviewNote).collect())
    }

    /// The previews of an entry that still last, the newest first, at most 50; empty for viewers who may not make any.
    async fn previews(&self, ctx: &Context<'_>, #[graphql(desc = "Which entry.")] entry: ID) -> Result<Vec<Preview>> {
        let Ok(id) = entry.parse() else { return Ok(Vec::new()) };
        let found = Request::of(ctx).reader.previews(id).await.map_err(told)?;
        Ok(found.iter().map(Preview::of).collect())
    }
}
