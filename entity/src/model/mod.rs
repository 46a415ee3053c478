//! One file a kind of thing or a group of tables: the public value and its private rows. No rule and no query lives here.

pub mod account;
pub mod allowance;
pub mod article;
pub mod attached;
pub(crate) mod audit;
pub mod claims;
pub mod entry;
pub(crate) mod entry_tables;
pub mod event;
pub mod external_identity;
pub(crate) mod history;
pub mod initiative;
pub mod licence;
pub(crate) mod listing;
pub mod mandate;
pub mod media;
pub mod member;
pub mod page;
pub(crate) mod preview;
pub mod recipe;
pub mod settings;
pub mod source;
pub mod territory;
pub mod theme;
