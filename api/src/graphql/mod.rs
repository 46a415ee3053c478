//! The GraphQL face: one file a kind. Resolvers hold a `Reader`; the schema itself holds no data.

pub mod account;
pub mod adapt;
pub mod administration;
pub mod article;
pub mod attribution;
pub mod by;
pub mod catalogues;
pub mod commons;
mod completion;
pub mod connection;
mod costs;
pub mod desk;
pub mod diff;
pub(crate) mod documents;
pub mod entry;
mod entry_object;
pub mod erasure;
pub mod event;
pub(crate) mod execution;
mod expansion;
pub mod filters;
pub mod initiative;
pub mod inputs;
pub mod interfaces;
pub mod kinds;
pub mod licence;
pub mod lineage;
pub mod lists;
pub mod loader;
pub mod mandate;
pub mod member;
pub mod membership;
mod metering;
pub mod mutation;
pub mod network;
pub mod orders;
pub mod page;
pub mod parts;
pub(crate) mod payload;
pub(crate) mod proof;
pub mod query;
pub mod recipe;
pub mod request;
mod resolve;
pub mod review;
pub mod scalar;
pub mod session;
pub mod source;
pub mod territory;
pub mod theme;
pub mod token;
pub mod user_error;
pub mod viewer;
pub(crate) mod wanted;

use async_graphql::{EmptySubscription, SDLExportOptions, SchemaBuilder};

use crate::graphql::costs::Costs;
use crate::graphql::interfaces::{Licensed, Located};
use crate::graphql::metering::Metering;
use crate::graphql::mutation::Mutation;
use crate::graphql::query::{Node, Query};
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
