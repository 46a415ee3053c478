//! Floor 2: the rows of the network, and who may see or change them.
//! Tables stay private; models go out through a `Reader`, changes come in through a `Writer`, and both are born with
//! a `Viewer`. No HTTP, no GraphQL, no environment.
//!
//! The doors hold: a table cannot be named from outside,
//! ```compile_fail,E0603
//! let _rows = entity::entry::row::Entity;
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

mod ability;
pub mod account;
pub mod adapt;
mod address;
mod administrator;
pub mod allowance;
pub mod article;
pub mod attempt;
pub mod audit;
pub mod backup;
pub mod budget;
pub mod catalogue;
mod check;
pub mod claims;
pub mod clock;
mod code;
pub mod commons;
mod connect;
mod content;
pub mod desk;
pub mod diff;
mod disclosure;
pub mod edit;
pub mod email;
pub mod entry;
pub mod erasure;
pub mod error;
pub mod event;
pub mod examine;
pub mod filter;
pub mod form;
pub mod given;
mod gone;
mod granted;
mod history;
pub mod id;
pub mod idempotency;
pub mod identity;
pub mod import;
pub mod initiative;
mod journal;
pub mod key;
mod lanes;
pub mod language;
pub mod licence;
mod licence_history;
mod line;
pub mod lineage;
#[cfg(test)]
mod linear;
pub mod list;
mod listing;
mod log;
mod lookup;
pub mod mandate;
pub mod member;
pub mod membership;
mod notice;
pub mod occurrence;
pub mod outbox;
mod overlay;
pub mod page;
pub mod paging;
mod parts;
mod password;
pub mod people;
pub mod policy;
pub mod preview;
pub mod problem;
pub mod profile;
mod proposal;
mod publishable;
pub mod reader;
pub mod recipe;
pub mod redirect;
pub mod reference;
pub mod registration;
pub mod relation;
mod renew;
pub mod restore;
pub mod review;
mod rights;
pub mod roster;
pub mod rotation;
mod rows;
mod save;
mod seed;
pub mod selection;
pub mod session;
pub mod setting;
pub mod slug;
pub mod source;
mod span;
mod sql;
pub mod step;
pub mod store;
mod sweep;
pub mod territory;
pub mod text;
pub mod theme;
pub mod token;
pub mod turn;
pub mod viewer;
pub mod web;
pub mod work;
pub mod writer;

pub use connect::Options;
