//! One file a kind of thing or a group of tables: the public value and its private rows. No rule and no query lives here.

pub mod account;
pub mod article;
pub mod entry;
pub(crate) mod entry_tables;
pub mod event;
pub(crate) mod history;
pub mod initiative;
pub mod licence;
pub mod member;
pub mod page;
pub mod recipe;
pub mod settings;
pub mod source;
pub mod territory;
pub mod theme;
