//! Floor 3: the wire. HTTP, GraphQL, import and the command line; no table is reached from here.

pub mod app;
pub mod cli;
pub mod config;
mod error;
pub mod graphql;
pub mod http;
mod render;
pub mod site;
pub mod transfer;
