//! Mails that are to leave: the outbox, one-time codes, and the choice of recipients.

pub(crate) mod notify;
pub(crate) mod one_time_code;
pub mod outbox;
