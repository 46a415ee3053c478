//! From models to what people and machines read. Asks no question of the database; pure, but that `kept` remembers.

pub(crate) mod attribution;
pub(crate) mod kept;
pub(crate) mod mail;
pub(crate) mod markdown;
pub(crate) mod page;
