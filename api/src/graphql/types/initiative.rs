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
    /// Something that people do somewhere, told so that others can follow.
    Initiative(entity::model::initiative::Initiative) {
        /// Who carries it, in order; at most 50.
        async fn holders(&self, ctx: &Context<'_>) -> Vec<Credit> {
            self.0.credits(ctx, Role::Holder)
        }

        /// Where it takes place.
        pub(crate) async fn location(&self) -> Option<Location> {
            self.0.place()
        }

        /// How far it has come.
        async fn maturity(&self) -> Option<Maturity> {
            self.own()?.maturity.map(Into::into)
        }

        /// The year it began.
        async fn start_year(&self) -> Option<i32> {
            self.own()?.start_year
        }

        /// Its own site.
        async fn website(&self) -> Option<Url> {
            self.own()?.website.as_ref().map(|it| Url(it.to_string()))
        }

        /// Where its people can be written to: a page of the web, such as a form.
        async fn contact_url(&self) -> Option<Url> {
            self.own()?.contact_url.as_ref().map(|it| Url(it.to_string()))
        }

        /// The need it answers.
        async fn need(&self, ctx: &Context<'_>, #[graphql(default, desc = "In which form.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, self.own().and_then(|it| it.need.as_deref()), format).await
        }

        /// How it answers.
        async fn response(&self, ctx: &Context<'_>, #[graphql(default, desc = "In which form.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, self.own().and_then(|it| it.response.as_deref()), format).await
        }

        /// How it came about.
        async fn story(&self, ctx: &Context<'_>, #[graphql(default, desc = "In which form.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, self.own().and_then(|it| it.story.as_deref()), format).await
        }

        /// What it brings to people and places.
        async fn social_value(&self, ctx: &Context<'_>, #[graphql(default, desc = "In which form.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, self.own().and_then(|it| it.social_value.as_deref()), format).await
        }

        /// What help it looks for.
        async fn call_for_help(&self, ctx: &Context<'_>, #[graphql(default, desc = "In which form.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, self.own().and_then(|it| it.call_for_help.as_deref()), format).await
        }

        /// The articles about it: the newest first unless ordered otherwise.
        async fn articles(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "How many rows, 1 to 100; 20 when absent.")] first: Option<i32>,
            #[graphql(desc = "Go on after this cursor.")] after: Option<String>,
            #[graphql(desc = "How many rows from the end, 1 to 100.")] last: Option<i32>,
            #[graphql(desc = "Go back before this cursor.")] before: Option<String>,
            #[graphql(desc = "The n-th page, from 1; page × perPage at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Rows a page, 1 to 100; 20 when absent.")] per_page: Option<i32>,
            #[graphql(desc = "Narrows the list.")] filter: Option<lists::ArticleFilter>,
            #[graphql(desc = "The order; at the end always by id.")] order_by: Option<Vec<lists::EntryOrder>>,
        ) -> Result<Connection<Article>> {
            let page = PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::nested(ctx, Relation::About, self.0.key(), lists::list(Some(Kind::Article), filter, order_by)?, page).await
        }

        /// The recipes drawn from it: the newest first unless ordered otherwise.
        async fn recipes(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "How many rows, 1 to 100; 20 when absent.")] first: Option<i32>,
            #[graphql(desc = "Go on after this cursor.")] after: Option<String>,
            #[graphql(desc = "How many rows from the end, 1 to 100.")] last: Option<i32>,
            #[graphql(desc = "Go back before this cursor.")] before: Option<String>,
            #[graphql(desc = "The n-th page, from 1; page × perPage at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Rows a page, 1 to 100; 20 when absent.")] per_page: Option<i32>,
            #[graphql(desc = "Narrows the list.")] filter: Option<lists::RecipeFilter>,
            #[graphql(desc = "The order; at the end always by id.")] order_by: Option<Vec<lists::EntryOrder>>,
        ) -> Result<Connection<Recipe>> {
            let page = PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::nested(ctx, Relation::About, self.0.key(), lists::list(Some(Kind::Recipe), filter, order_by)?, page).await
        }

        /// The events about it: those that begin first first unless ordered otherwise.
        async fn events(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "How many rows, 1 to 100; 20 when absent.")] first: Option<i32>,
            #[graphql(desc = "Go on after this cursor.")] after: Option<String>,
            #[graphql(desc = "How many rows from the end, 1 to 100.")] last: Option<i32>,
            #[graphql(desc = "Go back before this cursor.")] before: Option<String>,
            #[graphql(desc = "The n-th page, from 1; page × perPage at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Rows a page, 1 to 100; 20 when absent.")] per_page: Option<i32>,
            #[graphql(desc = "Narrows the list.")] filter: Option<lists::EventFilter>,
            #[graphql(desc = "The order; at the end always by id.")] order_by: Option<Vec<lists::EventOrder>>,
        ) -> Result<Connection<Event>> {
            let page = PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::nested(ctx, Relation::About, self.0.key(), lists::list(Some(Kind::Event), filter, order_by)?, page).await
        }
    }
}
