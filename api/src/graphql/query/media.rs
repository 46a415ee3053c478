//! Pictures and documents at the root: one by its identifier, and the list of those that a viewer may see.

use async_graphql::{Context, ID, InputObject, Object, Result};
use entity::media::list::Sought;
use entity::reader::Reader;

use crate::error::told;
use crate::graphql::engine::connection::{Connection, Count, PageArguments};
use crate::graphql::engine::request::Request;
use crate::graphql::input::scalar::{LanguageTag, LicenceKey};
use crate::graphql::types::media::{self, Media};

/// What can be asked of pictures and documents.
pub struct MediaQueries;

/// Conditions on pictures and documents. One meets all that are set.
#[derive(InputObject)]
pub struct MediaFilter {
    /// Whether the viewer sent the file.
    is_mine: Option<bool>,
    /// True matches pictures that need an alternative text and have none in any language. False matches all others too.
    is_missing_alt: Option<bool>,
    /// Language in which a picture needs an alternative text and has none.
    missing_alt_in: Option<LanguageTag>,
    /// Whether anything refers to the file: an entry, a proposal, a preview or a member.
    is_used: Option<bool>,
    /// True matches pictures, false matches documents.
    is_picture: Option<bool>,
    /// Licences. Matches what has one of them.
    licence: Option<Vec<LicenceKey>>,
    /// Whether a licence is set.
    has_licence: Option<bool>,
}

#[Object]
impl MediaQueries {
    /// One picture or document. Null if there is none that the viewer may see.
    async fn media(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identifier of the picture or document.")] id: ID,
    ) -> Result<Option<Media>> {
        media::one(ctx, id.parse().ok()).await
    }

    /// Pictures and documents that the viewer may see, of drafts as well, newest first. Requires a credential.
    async fn media_items(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20.")] first: Option<i32>,
        #[graphql(desc = "Return the nodes after this cursor, such as the `endCursor` of a page.")] after: Option<
            String,
        >,
        #[graphql(desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`.")] last: Option<i32>,
        #[graphql(desc = "Return the nodes before this cursor, such as the `startCursor` of a page.")] before: Option<
            String,
        >,
        #[graphql(desc = "Number of the page, from 1. `page` × `perPage` is at most 10,000.")] page: Option<i32>,
        #[graphql(desc = "Number of nodes on a numbered page, 1 to 100. Defaults to 20.")] per_page: Option<i32>,
        #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<MediaFilter>,
    ) -> Result<Connection<Media>> {
        let page = PageArguments { first, after, last, before, page, per_page }.page()?;
        let sought = filter.map_or_else(Sought::default, |it| Sought {
            mine: it.is_mine,
            lacks_alt: it.is_missing_alt.unwrap_or_default(),
            lacks_alt_in: it.missing_alt_in.map(|it| it.0),
            used: it.is_used,
            picture: it.is_picture,
            licences: it.licence.map(|it| it.into_iter().map(|it| it.0).collect()),
            licensed: it.has_licence,
        });
        let slice = Request::of(ctx).reader.media_items(&sought, &page).await.map_err(told)?;
        let count = Count::Media(Box::new(sought.clone()));
        let cursor = move |it: &Media| Reader::media_cursor(&sought, it.as_ref());
        Ok(Connection::new(slice.map(|it| Media::of(it.into())), cursor, count))
    }
}
