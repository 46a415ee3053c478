//! Pure: from models to what people and machines read. Asks no question of the database.

pub(crate) mod attribution;
pub(crate) mod mail;
pub(crate) mod markdown;
pub(crate) mod page;
