//! Searching entries and members: what is found, in which order, counted by facets; what is like an entry; what was meant.

mod candidates;
pub mod facets;
pub mod find;
pub mod highlight;
pub mod map;
mod rank;
pub mod related;
pub mod suggest;
pub(crate) mod wanted;
