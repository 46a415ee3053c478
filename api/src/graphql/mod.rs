//! The GraphQL face: one file a kind. Resolvers hold a `Reader`; the schema itself holds no data.

pub mod article;
pub mod catalogues;
pub mod connection;
pub mod entry;
pub mod event;
pub mod filters;
pub mod initiative;
pub mod interfaces;
pub mod kinds;
pub mod licence;
pub mod lists;
pub mod loader;
pub mod member;
pub mod network;
pub(crate) mod order;
pub mod orders;
pub mod page;
pub mod query;
pub mod recipe;
pub mod request;
pub mod scalar;
pub mod source;
pub mod territory;
pub mod theme;
pub(crate) mod wanted;

use async_graphql::{EmptyMutation, EmptySubscription, SDLExportOptions};

use crate::graphql::interfaces::{Licensed, Located};
use crate::graphql::query::{Node, Query};

/// The schema.
pub type Schema = async_graphql::Schema<Query, EmptyMutation, EmptySubscription>;

/// How deep a query may go; the introspection that explorers send goes 13 deep.
const MAX_DEPTH: usize = 16;
/// How many fields a query may ask for, every field counting one.
const MAX_FIELDS: usize = 1_000;

/// Builds the schema.
pub fn schema() -> Schema {
    Schema::build(Query, EmptyMutation, EmptySubscription)
        .register_output_type::<Node>()
        .register_output_type::<Licensed>()
        .register_output_type::<Located>()
        .limit_depth(MAX_DEPTH)
        .limit_complexity(MAX_FIELDS)
        .limit_directives(10)
        .finish()
}

/// The schema in its definition language, as it stands in `schema.graphql`.
pub fn sdl() -> String {
    let options = SDLExportOptions::new()
        .sorted_arguments()
        .sorted_enum_items()
        .sorted_fields()
        .include_specified_by()
        .prefer_single_line_descriptions();
    let text = schema().sdl_with_options(options);
    format!("{}\n", text.trim())
}
