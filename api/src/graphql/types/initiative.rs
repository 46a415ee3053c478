//! What an initiative has beside what all entries share.

use async_graphql::{Context, Result};
use entity::model::entry::Role;
use entity::query::relation::Relation;
use entity::value::kind::Kind;

use crate::graphql::engine::connection::{Connection, PageArguments};
use crate::graphql::input::enums::{Maturity, TextFormat};
use crate::graphql::input::scalar::Url;
use crate::graphql::types::article::Article;
use crate::graphql::types::entry::{self, Credit, Location, entry_object, written_or_none};
use crate::graphql::types::event::Event;
use crate::graphql::types::lists;
use crate::graphql::types::recipe::Recipe;

entry_object! {
    /// A project that people carry out somewhere, described so that others can follow the example.
    Initiative(entity::model::initiative::Initiative) {
        /// People and organisations that run the initiative, in order, at most 50.
        async fn holders(&self, ctx: &Context<'_>) -> Vec<Credit> {
            self.0.credits(ctx, Role::Holder)
        }

        /// Place of the initiative.
        pub(crate) async fn location(&self) -> Option<Location> {
            self.0.place()
        }

        /// Stage of development of the initiative.
        async fn maturity(&self) -> Option<Maturity> {
            self.own()?.maturity.map(Into::into)
        }

        /// Year in which the initiative began.
        async fn start_year(&self) -> Option<i32> {
            self.own()?.start_year
        }

        /// Web site of the initiative.
        async fn website(&self) -> Option<Url> {
            self.own()?.website.as_ref().map(|it| Url(it.to_string()))
        }

        /// Web page for contacting the initiative, such as a form.
        async fn contact_url(&self) -> Option<Url> {
            self.own()?.contact_url.as_ref().map(|it| Url(it.to_string()))
        }

        /// Need that the initiative answers.
        async fn need(&self, ctx: &Context<'_>, #[graphql(default, desc = "Format of the text. Defaults to Markdown.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, Some(&self.0.language), self.own().and_then(|it| it.need.as_deref()), format).await
        }

        /// Response that the initiative gives to the need.
        async fn response(&self, ctx: &Context<'_>, #[graphql(default, desc = "Format of the text. Defaults to Markdown.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, Some(&self.0.language), self.own().and_then(|it| it.response.as_deref()), format).await
        }

        /// History of the initiative.
        async fn story(&self, ctx: &Context<'_>, #[graphql(default, desc = "Format of the text. Defaults to Markdown.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, Some(&self.0.language), self.own().and_then(|it| it.story.as_deref()), format).await
        }

        /// Value of the initiative for people and places.
        async fn social_value(&self, ctx: &Context<'_>, #[graphql(default, desc = "Format of the text. Defaults to Markdown.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, Some(&self.0.language), self.own().and_then(|it| it.social_value.as_deref()), format).await
        }

        /// Help that the initiative looks for.
        async fn call_for_help(&self, ctx: &Context<'_>, #[graphql(default, desc = "Format of the text. Defaults to Markdown.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, Some(&self.0.language), self.own().and_then(|it| it.call_for_help.as_deref()), format).await
        }

        /// Articles about the initiative, newest first unless `orderBy` says otherwise.
        async fn articles(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20.")] first: Option<i32>,
            #[graphql(desc = "Return the nodes after this cursor, such as the `endCursor` of a page.")] after: Option<String>,
            #[graphql(desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`.")] last: Option<i32>,
            #[graphql(desc = "Return the nodes before this cursor, such as the `startCursor` of a page.")] before: Option<String>,
            #[graphql(desc = "Number of the page, from 1. `page` × `perPage` is at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Number of nodes on a numbered page, 1 to 100. Defaults to 20.")] per_page: Option<i32>,
            #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<lists::ArticleFilter>,
            #[graphql(desc = "Sort keys, most significant first. Ties are sorted by identifier.")] order_by: Option<Vec<lists::EntryOrder>>,
        ) -> Result<Connection<Article>> {
            let page = PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::nested(ctx, Relation::About, self.0.key(), lists::list(Some(Kind::Article), filter, order_by)?, page).await
        }

        /// Recipes drawn from the initiative, newest first unless `orderBy` says otherwise.
        async fn recipes(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20.")] first: Option<i32>,
            #[graphql(desc = "Return the nodes after this cursor, such as the `endCursor` of a page.")] after: Option<String>,
            #[graphql(desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`.")] last: Option<i32>,
            #[graphql(desc = "Return the nodes before this cursor, such as the `startCursor` of a page.")] before: Option<String>,
            #[graphql(desc = "Number of the page, from 1. `page` × `perPage` is at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Number of nodes on a numbered page, 1 to 100. Defaults to 20.")] per_page: Option<i32>,
            #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<lists::RecipeFilter>,
            #[graphql(desc = "Sort keys, most significant first. Ties are sorted by identifier.")] order_by: Option<Vec<lists::EntryOrder>>,
        ) -> Result<Connection<Recipe>> {
            let page = PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::nested(ctx, Relation::About, self.0.key(), lists::list(Some(Kind::Recipe), filter, order_by)?, page).await
        }

        /// Events about the initiative, earliest first unless `orderBy` says otherwise.
        async fn events(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20.")] first: Option<i32>,
            #[graphql(desc = "Return the nodes after this cursor, such as the `endCursor` of a page.")] after: Option<String>,
            #[graphql(desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`.")] last: Option<i32>,
            #[graphql(desc = "Return the nodes before this cursor, such as the `startCursor` of a page.")] before: Option<String>,
            #[graphql(desc = "Number of the page, from 1. `page` × `perPage` is at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Number of nodes on a numbered page, 1 to 100. Defaults to 20.")] per_page: Option<i32>,
            #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<lists::EventFilter>,
            #[graphql(desc = "Sort keys, most significant first. Ties are sorted by identifier.")] order_by: Option<Vec<lists::EventOrder>>,
        ) -> Result<Connection<Event>> {
            let page = PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::nested(ctx, Relation::About, self.0.key(), lists::list(Some(Kind::Event), filter, order_by)?, page).await
        }
    }
}
