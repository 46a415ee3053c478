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
    /// How to do it: what worked, step by step, free to take up and adapt as its licence says.
    Recipe(entity::model::recipe::Recipe) {
        /// What it serves for.
        async fn purpose(&self, ctx: &Context<'_>, #[graphql(default, desc = "In which form.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, self.own().and_then(|it| it.purpose.as_deref()), format).await
        }

        /// Whom it is for.
        async fn audience(&self, ctx: &Context<'_>, #[graphql(default, desc = "In which form.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, self.own().and_then(|it| it.audience.as_deref()), format).await
        }

        /// How many people take part.
        async fn participants(&self) -> Option<Participants> {
            self.own()?.participants.map(|it| Participants { min: it.min, max: it.max })
        }

        /// What is to be prepared.
        async fn preparation(&self, ctx: &Context<'_>, #[graphql(default, desc = "In which form.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, self.own().and_then(|it| it.preparation.as_deref()), format).await
        }

        /// How long it takes: a duration of ISO 8601, such as `PT3H`.
        async fn duration(&self) -> Option<String> {
            self.own()?.duration.clone()
        }

        /// What it costs.
        async fn cost(&self, ctx: &Context<'_>, #[graphql(default, desc = "In which form.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, self.own().and_then(|it| it.cost.as_deref()), format).await
        }

        /// What is needed, plain text; at most 50.
        async fn materials(&self) -> Vec<String> {
            self.own().map(|it| it.materials.clone()).unwrap_or_default()
        }

        /// What to do, in order; at most 50.
        async fn steps(&self) -> Vec<Step> {
            self.own().into_iter().flat_map(|it| &it.steps).cloned().map(Step).collect()
        }

        /// Other ways to do it.
        async fn variants(&self, ctx: &Context<'_>, #[graphql(default, desc = "In which form.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, self.own().and_then(|it| it.variants.as_deref()), format).await
        }

        /// What was learnt.
        async fn lessons_learned(&self, ctx: &Context<'_>, #[graphql(default, desc = "In which form.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, self.own().and_then(|it| it.lessons_learned.as_deref()), format).await
        }

        /// What changed from version to version.
        async fn changelog(&self, ctx: &Context<'_>, #[graphql(default, desc = "In which form.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, self.own().and_then(|it| it.changelog.as_deref()), format).await
        }

        /// The initiatives it was drawn from: the newest first unless ordered otherwise.
        async fn initiatives(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "How many rows, 1 to 100; 20 when absent.")] first: Option<i32>,
            #[graphql(desc = "Go on after this cursor.")] after: Option<String>,
            #[graphql(desc = "How many rows from the end, 1 to 100.")] last: Option<i32>,
            #[graphql(desc = "Go back before this cursor.")] before: Option<String>,
            #[graphql(desc = "The n-th page, from 1; page × perPage at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Rows a page, 1 to 100; 20 when absent.")] per_page: Option<i32>,
            #[graphql(desc = "Narrows the list.")] filter: Option<lists::InitiativeFilter>,
            #[graphql(desc = "The order; at the end always by id.")] order_by: Option<Vec<lists::EntryOrder>>,
        ) -> Result<Connection<Initiative>> {
            let page = PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::nested(ctx, Relation::Subjects, self.0.key(), lists::list(Some(Kind::Initiative), filter, order_by)?, page).await
        }
    }
}

/// How many people take part.
#[derive(SimpleObject)]
pub struct Participants {
    /// At least.
    min: Option<i32>,
    /// At most.
    max: Option<i32>,
}

/// One step of a recipe.
pub struct Step(entity::model::recipe::Step);

/// One step of a recipe.
#[Object]
impl Step {
    /// Its title, plain text.
    async fn title(&self) -> &Option<String> {
        &self.0.title
    }

    /// What to do.
    async fn text(
        &self,
        ctx: &Context<'_>,
        #[graphql(default, desc = "In which form.")] format: TextFormat,
    ) -> Result<String> {
        written(ctx, &self.0.text, format).await
    }
}
