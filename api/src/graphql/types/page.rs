//! What a page has beside what all entries share.

use async_graphql::{Context, Result};
use entity::query::relation::Relation;
use entity::value::kind::Kind;

use crate::error::told_shared;
use crate::graphql::engine::batches::EntryKey;
use crate::graphql::engine::connection::{Connection, PageArguments};
use crate::graphql::engine::lookahead;
use crate::graphql::engine::request::Request;
use crate::graphql::types::entry::{self, entry_object};
use crate::graphql::types::lists;

entry_object! {
    /// A page about the network itself: contact, history, method, legal notice.
    Page(entity::model::page::Page) {
        /// Parent page. Null for pages at the top level.
        async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Page>> {
            let Some(key) = self.own().and_then(entity::model::page::Page::parent_key) else { return Ok(None) };
            let found = Request::of(ctx).batches.load(EntryKey(key, lookahead::of_entry(ctx))).await;
            Ok(found.map_err(told_shared)?.map(Into::into))
        }

        /// Position among the pages with the same parent, from 0.
        async fn position(&self) -> i32 {
            self.own().map_or(0, |it| it.position)
        }

        /// Whether the network's menu shows the page.
        async fn is_in_menu(&self) -> bool {
            self.own().is_some_and(|it| it.in_menu)
        }

        /// Pages directly below the page, by position unless `orderBy` says otherwise.
        async fn children(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20.")] first: Option<i32>,
            #[graphql(desc = "Return the nodes after this cursor, such as the `endCursor` of a page.")] after: Option<String>,
            #[graphql(desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`.")] last: Option<i32>,
            #[graphql(desc = "Return the nodes before this cursor, such as the `startCursor` of a page.")] before: Option<String>,
            #[graphql(desc = "Number of the page, from 1. `page` × `perPage` is at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Number of nodes on a numbered page, 1 to 100. Defaults to 20.")] per_page: Option<i32>,
            #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<lists::PageFilter>,
            #[graphql(desc = "Sort keys, most significant first. Ties are sorted by identifier.")] order_by: Option<Vec<lists::PageOrder>>,
        ) -> Result<Connection<Page>> {
            let page = PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::nested(ctx, Relation::Children, self.0.key(), lists::list(Some(Kind::Page), filter, order_by)?, page).await
        }
    }
}
