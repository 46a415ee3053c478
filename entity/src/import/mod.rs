//! Imports are upserts, three-way by field: what was imported last, what stands here now, what comes in. Only a field
//! that changed on both sides is a conflict. One savepoint a row, so that a bad row loses nothing else.

mod batches;
pub(crate) mod begin;
pub mod brought;
mod check;
mod entry;
mod export;
pub mod export_files;
pub(crate) mod fields;
pub mod files;
pub mod foreign;
pub mod importer;
mod merge;
pub(crate) mod reference_data;
mod resolve;
mod rights;
pub mod row;
pub mod said;
mod scratch;
pub(crate) mod upsert;

pub use crate::import::row::{Manner, Mode, Outcome, Row, RowKind};
