//! Territories of Brittany: a directed acyclic graph, from regions down to communes.

use std::sync::Arc;

use async_graphql::{Context, ID};
use entity::model::territory::Territory as Row;
use entity::query::relation::Relation;

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::TerritoryKind;
use crate::graphql::input::scalar::{Slug, TerritoryRef};
use crate::graphql::types::lists::{self, Under, lists};

/// A territory. One territory may lie inside several others: a commune in a département and in an intercommunality.
#[derive(Clone)]
pub struct Territory(pub(crate) Arc<Row>);

impl AsRef<Row> for Territory {
    fn as_ref(&self) -> &Row {
        &self.0
    }
}

impl Under for Territory {
    fn under(&self, (): ()) -> Option<(Relation, i64)> {
        Some((Relation::Territory, self.0.key()))
    }
}

lists! {
    /// A territory. One territory may lie inside several others: a commune in a département and in an intercommunality.
    Territory {
        /// Identifier of the territory, the same in every database.
        pub(crate) async fn id(&self) -> ID {
            ID(self.0.id.to_string())
        }

        /// Public reference of the territory, such as `commune:29019`.
        #[graphql(name = "ref")]
        async fn reference(&self) -> TerritoryRef {
            TerritoryRef(self.0.reference.clone())
        }

        /// Readable part of the address, unique among territories.
        async fn slug(&self) -> Slug {
            Slug(self.0.slug.clone())
        }

        /// Kind of the territory, such as commune or département.
        async fn kind(&self) -> TerritoryKind {
            self.0.kind.into()
        }

        /// Official code: INSEE, or SIREN for intercommunalities. A text, because it may begin with 0.
        async fn code(&self) -> &str {
            &self.0.code
        }

        /// Name of the territory.
        async fn name(&self) -> &str {
            &self.0.name
        }

        /// Postal codes of the territory. Several communes may share one.
        async fn postal_codes(&self) -> &[String] {
            &self.0.postal_codes
        }

        /// Number of inhabitants. Null if unknown.
        async fn population(&self) -> Option<i32> {
            self.0.population
        }

        /// Territories directly around the territory, the widest first.
        async fn parents(&self, ctx: &Context<'_>) -> Vec<Territory> {
            Request::of(ctx).reader.reference().parents(&self.0).into_iter().map(Territory).collect()
        }

        /// Territories directly inside the territory, by name. A département has some 300 communes.
        async fn children(&self, ctx: &Context<'_>) -> Vec<Territory> {
            Request::of(ctx).reader.reference().children(&self.0).into_iter().map(Territory).collect()
        }
    }
}
