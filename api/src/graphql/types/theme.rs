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
            let named = |tag: &str| self.0.names.iter().find(|(known, _)| known.as_str() == tag).map(|(_, name)| name);
            let name = Request::of(ctx).choose(asked.as_ref(), named).or_else(|| self.0.names.values().next());
            name.map_or_else(|| self.0.slug.to_string(), Clone::clone)
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
