//! The GraphQL face: one file a kind. Resolvers hold a `Reader`; the schema itself holds no data.

pub mod engine;
pub(crate) mod execution;
pub mod input;
pub mod mutation;
pub mod query;
pub mod types;
mod unknown_values;

use async_graphql::{EmptySubscription, SDLExportOptions, SchemaBuilder};

use crate::graphql::engine::cost_directives::Costs;
use crate::graphql::engine::metering::Metering;
use crate::graphql::mutation::Mutation;
use crate::graphql::query::Query;
use crate::graphql::query::node::Node;
use crate::graphql::types::interfaces::{Licensed, Located};
use crate::guard::Limits;

/// The schema.
pub type Schema = async_graphql::Schema<Query, Mutation, EmptySubscription>;

/// Builds the schema. Its own limits stand behind those of [`guard`](crate::guard), which say more when they refuse.
pub fn schema(limits: &Limits, suggestions: bool) -> Schema {
    // an expanded operation may say once a selection what type its objects are of
    let selections = limits.selections.saturating_mul(2);
    let builder = builder().limit_depth(limits.depth).limit_complexity(selections).limit_directives(limits.directives);
    if suggestions { builder.finish() } else { builder.disable_suggestions().finish() }
}

fn builder() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    Schema::build(Query, Mutation::default(), EmptySubscription)
        .extension(Metering)
        .register_output_type::<Node>()
        .register_output_type::<Licensed>()
        .register_output_type::<Located>()
        .register_output_type::<Costs>()
}

/// The schema in its definition language, as it stands in `schema.graphql`.
pub fn sdl() -> String {
    let options = SDLExportOptions::new()
        .sorted_arguments()
        .sorted_enum_items()
        .sorted_fields()
        .include_specified_by()
        .prefer_single_line_descriptions();
    let text = builder().finish().sdl_with_options(options);
    format!("{}\n", text.trim())
}
