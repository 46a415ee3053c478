//! What an article has beside what all entries share.

use async_graphql::{Context, Result};
use entity::query::relation::Relation;
use entity::value::kind::Kind;

use crate::graphql::engine::connection::{Connection, PageArguments};
use crate::graphql::input::enums::{ArticleKind, TextFormat};
use crate::graphql::input::scalar::{DateTime, Url};
use crate::graphql::types::commons::licence::Licence;
use crate::graphql::types::entry::{self, entry_object, written_or_none};
use crate::graphql::types::initiative::Initiative;
use crate::graphql::types::lists;
use crate::graphql::types::source::Source;

entry_object! {
    /// A text by the network, or a text from elsewhere with its source and licence.
    Article(entity::model::article::Article) {
        /// Relation of the article to a text published elsewhere.
        async fn article_kind(&self) -> ArticleKind {
            self.own().map_or(ArticleKind::Original, |it| it.kind.into())
        }

        /// Partner site that the text comes from. Null for texts of the network.
        async fn source(&self) -> Option<Source> {
            self.own()?.source.clone().map(Source)
        }

        /// Address of the original. Null for texts without one.
        async fn original_url(&self) -> Option<Url> {
            self.own()?.original_url.as_ref().map(|it| Url(it.to_string()))
        }

        /// Licence of the work at the original address. `licence` is the licence of the text published here.
        async fn original_licence(&self) -> Option<Licence> {
            self.own()?.original_licence.clone().map(Licence)
        }

        /// Names of the original's authors, in order, at most 50.
        async fn original_authors(&self) -> Vec<String> {
            self.own().map(|it| it.original_authors.clone()).unwrap_or_default()
        }

        /// Instant at which the original was published.
        async fn original_published_at(&self) -> Option<DateTime> {
            self.own()?.original_published_at.map(DateTime)
        }

        /// Instant of the original's last change.
        async fn original_updated_at(&self) -> Option<DateTime> {
            self.own()?.original_updated_at.map(DateTime)
        }

        /// Remarks after the main text.
        async fn postscript(&self, ctx: &Context<'_>, #[graphql(default, desc = "Format of the text. Defaults to Markdown.")] format: TextFormat) -> Result<Option<String>> {
            written_or_none(ctx, Some(&self.0.language), self.own().and_then(|it| it.postscript.as_deref()), format).await
        }

        /// Initiatives that the article is about, newest first unless `orderBy` says otherwise.
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
