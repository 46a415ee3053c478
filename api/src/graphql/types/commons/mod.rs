//! The object types of licences, credit lines and lineage.

pub mod attribution;
pub(crate) mod credit_line;
pub mod licence;
pub(crate) mod licence_check;
pub mod lineage;
