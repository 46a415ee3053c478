//! From models to what people and machines read. Asks no question of the database; pure, but that `kept` remembers.

pub(crate) mod cache;
pub(crate) mod calendar;
pub(crate) mod composer;
pub(crate) mod content;
pub(crate) mod embed;
pub(crate) mod feed;
pub(crate) mod geo_json;
pub(crate) mod gogocarto;
pub(crate) mod item;
pub(crate) mod json_ld;
pub(crate) mod manual;
pub(crate) mod markdown;
pub(crate) mod oembed;
pub(crate) mod page;
pub(crate) mod sitemap;
pub(crate) mod table;
pub(crate) mod when;
pub(crate) mod xml;

/// A template fails only where what it writes into does, or a value of its own.
pub(crate) const WRITES: &str = "a text takes whatever is written into it";
