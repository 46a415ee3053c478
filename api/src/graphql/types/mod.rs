//! The object types. A GraphQL schema is a graph: these files refer to each other freely, and to nothing above them.

pub(crate) mod account;
pub(crate) mod api_token;
pub mod article;
pub(crate) mod channel;
pub mod commons;
pub mod diff;
pub mod entry;
pub(crate) mod entry_object;
pub mod entry_parts;
pub mod event;
pub mod initiative;
pub mod interfaces;
pub mod lists;
pub mod member;
pub mod membership;
pub mod network;
pub mod page;
pub mod recipe;
pub(crate) mod review_queue;
pub mod revision;
pub(crate) mod session;
pub mod source;
pub mod territory;
pub mod theme;
pub mod user_error;
pub mod viewer;
