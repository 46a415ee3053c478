//! The content as plain JSON, for those who write no GraphQL: what an address asks for, how it is read, and how items look. The
//! filters, orders and bounds are those of the GraphQL schema, read from it.

pub(crate) mod changes;
mod example;
pub(crate) mod explorer;
pub(crate) mod item;
pub(crate) mod list;
pub(crate) mod one;
pub mod openapi;
mod parameter_schema;
pub(crate) mod parameters;
pub(crate) mod query;
pub(crate) mod resource;
pub(crate) mod search;
pub(crate) mod values;
