//! What can be read of entries and of what belongs to them: lists, look-ups, filters, lineage. Every query starts at a
//! [`Reader`](crate::reader::Reader).

pub mod agenda;
pub mod area;
pub mod audit;
pub mod by;
mod by_language;
pub(crate) mod capability;
pub mod changes;
pub mod diff;
pub(crate) mod each;
pub mod filter;
pub mod history;
pub mod lineage;
pub mod list;
pub(crate) mod lookup;
pub(crate) mod overlay;
mod owners;
pub mod pages;
#[cfg(test)]
mod plans;
pub mod projection;
pub(crate) mod projection_kinds;
pub mod redirect;
pub mod relation;
pub(crate) mod rows;
pub mod search;
pub(crate) mod walk;
