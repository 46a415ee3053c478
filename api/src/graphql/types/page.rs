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
    /// A page of the network itself: contact, history, method, legal notice.
    Page(entity::model::page::Page) {
        /// The page above it.
        async fn parent(&self, ctx: &Context<'_>) -> Result<Option<Page>> {
            let Some(key) = self.own().and_then(entity::model::page::Page::parent_key) else { return Ok(None) };
            let found = Request::of(ctx).batches.load(EntryKey(key, lookahead::of_entry(ctx))).await;
            Ok(found.map_err(told_shared)?.map(Into::into))
        }

        /// Its place among its sisters, from 0.
        async fn position(&self) -> i32 {
            self.own().map_or(0, |it| it.position)
        }

        /// Whether the network's menu shows it.
        async fn is_in_menu(&self) -> bool {
            self.own().is_some_and(|it| it.in_menu)
        }

        /// The pages under it: by their place unless ordered otherwise.
        async fn children(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "How many rows, 1 to 100; 20 when absent.")] first: Option<i32>,
            #[graphql(desc = "Go on after this cursor.")] after: Option<String>,
            #[graphql(desc = "How many rows from the end, 1 to 100.")] last: Option<i32>,
            #[graphql(desc = "Go back before this cursor.")] before: Option<String>,
            #[graphql(desc = "The n-th page, from 1; page × perPage at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Rows a page, 1 to 100; 20 when absent.")] per_page: Option<i32>,
            #[graphql(desc = "Narrows the list.")] filter: Option<lists::PageFilter>,
            #[graphql(desc = "The order; at the end always by id.")] order_by: Option<Vec<lists::PageOrder>>,
        ) -> Result<Connection<Page>> {
            let page = PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::nested(ctx, Relation::Children, self.0.key(), lists::list(Some(Kind::Page), filter, order_by)?, page).await
        }
    }
}
