//! What editors do with entries: create, change, propose, review, publish, withdraw.

pub mod adaptation;
pub mod edit;
pub mod idempotency;
pub mod media;
pub mod network;
pub(crate) mod notify;
pub mod preview;
pub(crate) mod proposal;
pub mod queue;
pub mod review;
pub mod step;
pub mod transition;
