//! Imports are upserts, three-way by field: what was imported last, what stands here now, what comes in. Only a field
//! that changed on both sides is a conflict. One savepoint a row, so that a bad row loses nothing else.

mod adopt;
mod batches;
pub(crate) mod begin;
pub mod brought;
mod check;
mod circle;
mod entry;
mod export;
pub mod export_files;
pub(crate) mod fields;
pub mod files;
pub mod foreign;
mod foreseen;
pub mod importer;
mod look_ahead;
mod merge;
mod propose;
pub(crate) mod reference_data;
mod resolve;
mod rights;
pub mod row;
pub mod said;
pub mod schema;
mod scratch;
pub(crate) mod upsert;

pub use crate::import::row::{Manner, Matching, Mode, OnConflict, Outcome, Row, RowKind, Touched};
