//! What a recipe has beside what all entries share.

use async_graphql::{Context, Object, Result, SimpleObject};
use entity::query::relation::Relation;
use entity::value::kind::Kind;

use crate::graphql::engine::connection::{Connection, PageArguments};
use crate::graphql::input::enums::TextFormat;
use crate::graphql::types::entry::{self, entry_object, written, written_or_none};
use crate::graphql::types::initiative::Initiative;
use crate::graphql::types::lists;

entry_object! {
    /// Instructions for doing something that works, step by step, to reuse and adapt under the terms of its licence.
    Recipe(entity::model::recipe::Recipe) {
        /// Purpose of the recipe.
        async fn purpose(&self, ctx: &Context<'_>, #[graphql(default, desc = "Format of the text. Defaults to Markdown.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, Some(&self.0.language), self.own().and_then(|it| it.purpose.as_deref()), format).await
        }

        /// People that the recipe is meant for.
        async fn audience(&self, ctx: &Context<'_>, #[graphql(default, desc = "Format of the text. Defaults to Markdown.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, Some(&self.0.language), self.own().and_then(|it| it.audience.as_deref()), format).await
        }

        /// Number of people that take part, as a range.
        async fn participants(&self) -> Option<Participants> {
            self.own()?.participants.map(|it| Participants { min: it.min, max: it.max })
        }

        /// Preparation that the recipe requires.
        async fn preparation(&self, ctx: &Context<'_>, #[graphql(default, desc = "Format of the text. Defaults to Markdown.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, Some(&self.0.language), self.own().and_then(|it| it.preparation.as_deref()), format).await
        }

        /// Time that the recipe takes: an ISO 8601 duration, such as `PT3H`.
        async fn duration(&self) -> Option<String> {
            self.own()?.duration.clone()
        }

        /// Cost of carrying out the recipe, in words.
        async fn cost(&self, ctx: &Context<'_>, #[graphql(default, desc = "Format of the text. Defaults to Markdown.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, Some(&self.0.language), self.own().and_then(|it| it.cost.as_deref()), format).await
        }

        /// Materials that the recipe requires, plain text, in order, at most 50.
        async fn materials(&self) -> Vec<String> {
            self.own().map(|it| it.materials.clone()).unwrap_or_default()
        }

        /// Steps of the recipe, in order, at most 50.
        async fn steps(&self) -> Vec<Step> {
            self.own().into_iter().flat_map(|it| &it.steps).map(|it| Step(it.clone(), self.0.language.clone())).collect()
        }

        /// Variants of the recipe.
        async fn variants(&self, ctx: &Context<'_>, #[graphql(default, desc = "Format of the text. Defaults to Markdown.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, Some(&self.0.language), self.own().and_then(|it| it.variants.as_deref()), format).await
        }

        /// Lessons learned from using the recipe.
        async fn lessons_learned(&self, ctx: &Context<'_>, #[graphql(default, desc = "Format of the text. Defaults to Markdown.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, Some(&self.0.language), self.own().and_then(|it| it.lessons_learned.as_deref()), format).await
        }

        /// Changes from version to version of the recipe.
        async fn changelog(&self, ctx: &Context<'_>, #[graphql(default, desc = "Format of the text. Defaults to Markdown.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, Some(&self.0.language), self.own().and_then(|it| it.changelog.as_deref()), format).await
        }

        /// Initiatives that the recipe was drawn from, newest first unless `orderBy` says otherwise.
        async fn initiatives(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20.")] first: Option<i32>,
            #[graphql(desc = "Return the nodes after this cursor, such as the `endCursor` of a page.")] after: Option<String>,
            #[graphql(desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`.")] last: Option<i32>,
            #[graphql(desc = "Return the nodes before this cursor, such as the `startCursor` of a page.")] before: Option<String>,
            #[graphql(desc = "Number of the page, from 1. `page` × `perPage` is at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Number of nodes on a numbered page, 1 to 100. Defaults to 20.")] per_page: Option<i32>,
            #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<lists::InitiativeFilter>,
            #[graphql(desc = "Sort keys, most significant first. Ties are sorted by identifier.")] order_by: Option<Vec<lists::EntryOrder>>,
        ) -> Result<Connection<Initiative>> {
            let page = PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::nested(ctx, Relation::Subjects, self.0.key(), lists::list(Some(Kind::Initiative), filter, order_by)?, page).await
        }
    }
}

/// Number of people that a recipe is meant for, as a range.
#[derive(SimpleObject)]
pub struct Participants {
    /// Smallest number of people. Null if there is no minimum.
    min: Option<i32>,
    /// Largest number of people. Null if there is no maximum.
    max: Option<i32>,
}

/// One step of a recipe.
pub struct Step(entity::model::recipe::Step, entity::value::language::LanguageTag);

/// One step of a recipe.
#[Object]
impl Step {
    /// Title of the step, plain text.
    async fn title(&self) -> &Option<String> {
        &self.0.title
    }

    /// Instructions of the step.
    async fn text(
        &self,
        ctx: &Context<'_>,
        #[graphql(default, desc = "Format of the text. Defaults to Markdown.")] format: TextFormat,
    ) -> Result<String> {
        written(ctx, Some(&self.1), &self.0.text, format).await
    }
}
