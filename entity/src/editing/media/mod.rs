//! What is done with pictures and documents: sent, described, replaced, deleted, swept away.

pub mod add;
pub(crate) mod attach;
pub mod change;
pub mod delete;
