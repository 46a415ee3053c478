//! Floor 2: the rows of the network, and who may see or change them.
//! Tables stay private; models go out through a `Reader`, changes come in through a `Writer`, and both are born with
//! a `Viewer`. No HTTP, no GraphQL, no environment.
//!
//! The doors hold: a table cannot be named from outside,
//! ```compile_fail,E0603
//! let _rows = entity::model::entry::row::Entity;
//! ```
//! a viewer with rights of its own cannot be made up,
//! ```compile_fail,E0451
//! let _viewer = entity::viewer::Viewer { standing: (), view: entity::viewer::View::Latest };
//! ```
//! and a reader's database cannot be reached.
//! ```compile_fail,E0616
//! fn peek(reader: &entity::reader::Reader) {
//!     let _inner = &reader.inner;
//! }
//! ```

pub mod account;
pub mod act;
pub mod attempt;
pub mod budget;
pub mod catalogue;
pub mod commons;
pub(crate) mod database;
pub mod db;
pub mod editing;
pub mod entry;
pub mod error;
pub mod import;
mod journal;
#[cfg(test)]
mod linear;
mod listing;
pub mod mail;
pub mod media;
pub mod member;
pub mod model;
pub mod policy;
pub mod query;
pub mod reader;
pub mod reference;
pub(crate) mod search;
pub mod store;
pub mod upkeep;
pub mod value;
pub mod viewer;
pub mod work;
pub mod writer;

pub use db::connect::{Options, ReadReplica};
