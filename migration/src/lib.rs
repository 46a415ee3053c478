//! Floor 1: the tables. One change a file, up and down, the same result on SQLite and PostgreSQL.
//! A file is never edited once released. Nothing here knows what a row means.

mod dialect;
mod m0001_reference;
mod m0002_member;
mod m0003_entry;
mod m0004_history;
mod m0005_account;
mod m0006_media;
mod m0007_desk;
mod m0008_identity;
mod m0009_public;
mod m0013_public_once;
mod m0016_attempt;
mod m0017_given;
mod m0020_usage;
mod m0021_maker;
mod m0022_facts;
mod m0024_contact;
mod m0025_names;
mod m0026_listing;
mod m0027_media;
mod m0028_search;
mod m0029_changes;
mod m0030_old_addresses;
mod m0031_language;
mod m0032_listing_end;
mod m0033_entry_found;
mod m0034_texts_apart;
mod runner;

pub use runner::{Progress, Status, down, status, up};
