//! Sources: the partner sites that articles come from.

use std::sync::Arc;

use async_graphql::ID;
use entity::model::source::Source as Row;
use entity::query::relation::Relation;

use crate::graphql::input::enums::SourcePermission;
use crate::graphql::input::scalar::{Slug, Url};
use crate::graphql::types::commons::licence::Licence;
use crate::graphql::types::lists::{self, Under, lists};

/// A site, medium or blog that articles come from.
#[derive(Clone)]
pub struct Source(pub(crate) Arc<Row>);

impl AsRef<Row> for Source {
    fn as_ref(&self) -> &Row {
        &self.0
    }
}

impl Under for Source {
    fn under(&self, (): ()) -> Option<(Relation, i64)> {
        Some((Relation::Source, self.0.key()))
    }
}

lists! {
    /// A site, medium or blog that articles come from.
    Source {
        /// Identifier of the source.
        pub(crate) async fn id(&self) -> ID {
            ID(self.0.id.to_string())
        }

        /// Readable part of the address, unique among sources.
        async fn slug(&self) -> Slug {
            Slug(self.0.slug.clone())
        }

        /// Name of the source.
        async fn name(&self) -> &str {
            &self.0.name
        }

        /// Address of the source's home page.
        async fn homepage(&self) -> Url {
            Url(self.0.homepage.to_string())
        }

        /// Address of the source's feed, such as RSS or Atom. Null if unknown.
        async fn feed_url(&self) -> Option<Url> {
            self.0.feed.as_ref().map(|it| Url(it.to_string()))
        }

        /// Licence of texts by the source unless they state another.
        async fn licence(&self) -> Licence {
            Licence(Arc::clone(&self.0.licence))
        }

        /// Page on which the source states its licence.
        async fn licence_statement_url(&self) -> Option<Url> {
            self.0.licence_stated_at.as_ref().map(|it| Url(it.to_string()))
        }

        /// Permission of the source to republish its texts.
        async fn permission(&self) -> SourcePermission {
            self.0.permission.into()
        }
    }
}
