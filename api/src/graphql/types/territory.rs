//! Territories of Brittany: a directed acyclic graph, from regions down to communes.

use std::sync::Arc;

use async_graphql::{Context, ID};
use entity::model::territory::Territory as Row;
use entity::query::relation::Relation;

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::TerritoryKind;
use crate::graphql::input::scalar::{Slug, TerritoryRef};
use crate::graphql::types::lists::{self, Under, lists};

/// A territory. It may lie in several others: a commune in a département and in an intercommunality.
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
    /// A territory. It may lie in several others: a commune in a département and in an intercommunality.
    Territory {
        /// Its identifier, the same in every database.
        pub(crate) async fn id(&self) -> ID {
            ID(self.0.id.to_string())
        }

        /// Its public reference, such as `commune:29019`.
        #[graphql(name = "ref")]
        async fn reference(&self) -> TerritoryRef {
            TerritoryRef(self.0.reference.clone())
        }

        /// The readable part of its address, unique among territories.
        async fn slug(&self) -> Slug {
            Slug(self.0.slug.clone())
        }

        /// Its kind.
        async fn kind(&self) -> TerritoryKind {
            self.0.kind.into()
        }

        /// Its official code: INSEE, or SIREN for an intercommunality. A text: it may begin with 0.
        async fn code(&self) -> &str {
            &self.0.code
        }

        /// Its name.
        async fn name(&self) -> &str {
            &self.0.name
        }

        /// Its postal codes. A postal code does not designate a commune: several may share it.
        async fn postal_codes(&self) -> &[String] {
            &self.0.postal_codes
        }

        /// How many people live there.
        async fn population(&self) -> Option<i32> {
            self.0.population
        }

        /// The territories directly around it, the widest first.
        async fn parents(&self, ctx: &Context<'_>) -> Vec<Territory> {
            Request::of(ctx).reader.reference().parents(&self.0).into_iter().map(Territory).collect()
        }

        /// The territories directly inside it, by name; a département has some 300 communes.
        async fn children(&self, ctx: &Context<'_>) -> Vec<Territory> {
            Request::of(ctx).reader.reference().children(&self.0).into_iter().map(Territory).collect()
        }
    }
}
