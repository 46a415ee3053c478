//! What can be asked, and what is answered.

mod costs;
mod fields;
mod filters;
mod lookups;
mod paging;
mod variables;
mod visibility;
