//! Looking after a database: clean-up, copies, examination, rows brought up to the present rules.

pub(crate) mod ask;
pub mod backup;
pub(crate) mod cleanup;
pub mod copy;
pub mod doctor;
pub(crate) mod finding;
mod mend;
pub mod open;
pub(crate) mod prune_audit;
pub(crate) mod recompute;
pub(crate) mod reindex;
mod renamed;
pub(crate) mod rules;
