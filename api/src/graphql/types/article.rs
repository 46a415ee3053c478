//! What an article has beside what all entries share.

use async_graphql::{Context, Result};
use entity::query::relation::Relation;
use entity::value::kind::Kind;

use crate::graphql::engine::connection::{Connection, PageArguments};
use crate::graphql::input::enums::{ArticleKind, TextFormat};
use crate::graphql::input::scalar::{DateTime, Url};
use crate::graphql::types::entry::{self, entry_object, written_or_none};
use crate::graphql::types::initiative::Initiative;
use crate::graphql::types::licence::Licence;
use crate::graphql::types::lists;
use crate::graphql::types::source::Source;

entry_object! {
    /// A text: of the network's own, or about one elsewhere, with its source and licence.
    Article(entity::model::article::Article) {
        /// How it relates to a text that was published elsewhere.
        async fn article_kind(&self) -> ArticleKind {
            self.own().map_or(ArticleKind::Original, |it| it.kind.into())
        }

        /// The partner site it comes from.
        async fn source(&self) -> Option<Source> {
            self.own()?.source.clone().map(Source)
        }

        /// Where the original is.
        async fn original_url(&self) -> Option<Url> {
            self.own()?.original_url.as_ref().map(|it| Url(it.to_string()))
        }

        /// The licence of the work at the original address; `licence` is that of the text held here.
        async fn original_licence(&self) -> Option<Licence> {
            self.own()?.original_licence.clone().map(Licence)
        }

        /// The original's authors, in order; at most 50.
        async fn original_authors(&self) -> Vec<String> {
            self.own().map(|it| it.original_authors.clone()).unwrap_or_default()
        }

        /// When the original was published.
        async fn original_published_at(&self) -> Option<DateTime> {
            self.own()?.original_published_at.map(DateTime)
        }

        /// When the original last changed.
        async fn original_updated_at(&self) -> Option<DateTime> {
            self.own()?.original_updated_at.map(DateTime)
        }

        /// What is said after the text.
        async fn postscript(&self, ctx: &Context<'_>, #[graphql(default, desc = "In which form.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, self.own().and_then(|it| it.postscript.as_deref()), format).await
        }

        /// The initiatives it is about: the newest first unless ordered otherwise.
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
