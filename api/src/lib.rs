//! Floor 3: the wire. HTTP, GraphQL, import and the command line; no table is reached from here.

pub(crate) mod admission;
pub mod app;
pub mod auth;
mod caller;
pub mod cli;
pub mod config;
mod error;
mod file;
pub mod graphql;
pub mod guard;
pub mod http;
mod jobs;
pub mod json;
pub mod mail;
pub mod media;
mod message;
pub mod options;
mod outgoing;
mod problem;
mod render;
pub mod secret;
pub mod site;
mod telemetry;
pub mod transfer;
