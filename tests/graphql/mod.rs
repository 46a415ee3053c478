//! What can be asked, and what is answered.

mod costs;
pub(crate) mod fields;
mod filters;
mod identifiers;
mod lookups;
mod paging;
mod specification;
mod variables;
mod visibility;
