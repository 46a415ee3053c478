//! Looking after a database: clean-up, copies, examination, rows brought up to the present rules.

pub mod backup;
pub(crate) mod cleanup;
pub mod doctor;
mod mend;
pub mod open;
pub(crate) mod prune_audit;
pub(crate) mod recompute;
pub(crate) mod reindex;
