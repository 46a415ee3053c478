//! Themes: a tree of subjects, named in several languages.

use std::sync::Arc;

use async_graphql::{Context, ID};
use entity::model::theme::Theme as Row;
use entity::query::relation::Relation;

use crate::graphql::engine::request::Request;
use crate::graphql::input::scalar::{LanguageTag, Slug};
use crate::graphql::types::lists::{self, Under, lists};

/// A theme of entries, in a tree. Lists of entries hold those with the theme or with a theme below it.
#[derive(Clone)]
pub struct Theme(pub(crate) Arc<Row>);

impl AsRef<Row> for Theme {
    fn as_ref(&self) -> &Row {
        &self.0
    }
}

impl Under for Theme {
    fn under(&self, (): ()) -> Option<(Relation, i64)> {
        Some((Relation::Theme, self.0.key()))
    }
}

lists! {
    /// A theme of entries, in a tree. Lists of entries hold those with the theme or with a theme below it.
    Theme {
        /// Identifier of the theme.
        pub(crate) async fn id(&self) -> ID {
            ID(self.0.id.to_string())
        }

        /// Readable part of the address, unique among themes.
        async fn slug(&self) -> Slug {
            Slug(self.0.slug.clone())
        }

        /// Name of the theme in the requested language.
        async fn name(
            &self,
            ctx: &Context<'_>,
            #[graphql(desc = "Language of the name. Defaults to `Accept-Language`, then to the network's languages.")] language: Option<LanguageTag>,
        ) -> String {
            let asked = language.map(|it| it.0);
            Request::of(ctx).theme_name(&self.0, asked.as_ref())
        }

        /// Parent theme. Null for themes at the root.
        async fn parent(&self, ctx: &Context<'_>) -> Option<Theme> {
            Request::of(ctx).reader.reference().theme_parent(&self.0).map(Theme)
        }

        /// Themes directly below the theme, by name.
        async fn children(&self, ctx: &Context<'_>) -> Vec<Theme> {
            Request::of(ctx).reader.reference().theme_children(&self.0).into_iter().map(Theme).collect()
        }
    }
}
