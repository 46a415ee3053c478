//! The domain's own science: what licences are, and how credit is given. Pure: no database, no clock.

pub mod attribution;
pub mod compatibility;
pub mod escape;
pub mod licence;
mod phrases;
