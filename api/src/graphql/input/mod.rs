//! What front ends send: scalars, enumerations, filters, orders, and the inputs of mutations.

pub mod by;
pub mod entry;
pub mod enums;
pub mod filter;
pub(crate) mod named;
pub(crate) mod names;
pub mod order_by;
pub mod scalar;
pub mod typed;
