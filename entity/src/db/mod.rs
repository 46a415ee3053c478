//! The databases: how they are opened, connections and transactions, cursors, and the SQL that one database alone understands.

pub(crate) mod address;
pub mod caller;
pub(crate) mod columns;
pub(crate) mod connect;
pub(crate) mod counter;
pub(crate) mod health;
pub(crate) mod insert_all;
pub(crate) mod later;
pub(crate) mod packed;
pub mod paging;
pub(crate) mod pool;
pub(crate) mod refusal;
pub(crate) mod rendered;
pub mod replica;
pub(crate) mod rows;
pub(crate) mod select;
pub(crate) mod server;
pub(crate) mod sql;
pub mod turn;
pub(crate) mod write_ahead_log;
