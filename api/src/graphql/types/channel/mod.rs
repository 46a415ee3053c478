//! Entries as they leave by other ways than GraphQL, and what a front end prints of them for other sites and search engines.

pub mod embed;
pub(crate) mod item;
mod parts;
pub(crate) mod pictures;
pub mod seo;
