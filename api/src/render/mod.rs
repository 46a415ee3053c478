//! From models to what people and machines read. Asks no question of the database; pure, but that `kept` remembers.

pub(crate) mod cache;
pub(crate) mod json_page;
pub(crate) mod markdown;
pub(crate) mod page;
