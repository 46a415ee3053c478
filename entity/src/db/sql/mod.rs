//! What one database alone understands, the twins side by side. Text here is constant: values are always bound.

pub(crate) mod aggregate;
pub(crate) mod found;
pub(crate) mod schema;
pub(crate) mod search;
pub(crate) mod sequence;
