//! What can be asked, and what is answered.

mod fields;
mod filters;
mod lookups;
mod paging;
mod visibility;
