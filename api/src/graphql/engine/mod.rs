//! How an operation is carried out: documents, look-ahead, batches, connections, and answers as the specification has them.

pub(crate) mod arguments;
pub mod batches;
pub(crate) mod completion;
pub mod connection;
pub(crate) mod cost_directives;
pub(crate) mod documents;
pub(crate) mod edge;
pub(crate) mod expansion;
pub(crate) mod lookahead;
pub(crate) mod metering;
pub(crate) mod nested;
pub(crate) mod plain;
pub(crate) mod proof;
pub mod request;
