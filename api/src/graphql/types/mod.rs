//! The object types. A GraphQL schema is a graph: these files refer to each other freely, and to nothing above them.

pub mod article;
pub mod attribution;
pub(crate) mod credit_line;
pub mod diff;
pub mod entry;
pub(crate) mod entry_object;
pub mod entry_parts;
pub mod event;
pub mod initiative;
pub mod interfaces;
pub mod licence;
pub mod lineage;
pub mod lists;
pub mod member;
pub mod membership;
pub mod network;
pub mod page;
pub mod recipe;
pub mod revision;
pub mod source;
pub mod territory;
pub mod theme;
pub mod user_error;
pub mod viewer;
