//! How a service is set up: its limits, its address, and how much it works on at once.

use std::path::PathBuf;

use ipnet::IpNet;

use crate::auth::{Issuer, KeyFiles, Seal};
use crate::guard::Limits;
use crate::media::Media;

/// How a server behaves.
#[derive(Default)]
pub struct Options {
    /// How much a request may ask for.
    pub limits: Limits,
    /// Whether answers tell how many SQL statements they took, and errors suggest names.
    pub diagnostics: bool,
    /// A list of trusted documents.
    pub documents: Option<PathBuf>,
    /// Whether no other documents are carried out.
    pub documents_only: bool,
    /// How many requests are worked on at once, and how many wait for their turn.
    pub at_once: AtOnce,
    /// The proxies that are trusted to say whom they speak for.
    pub trusted_proxies: Vec<IpNet>,
    /// What signing keys are sealed with; without it there are no sessions.
    pub seal: Option<Seal>,
    /// Keys to sign with in place of those in the database.
    pub keys: Option<KeyFiles>,
    /// Other issuers whose word counts.
    pub issuers: Vec<Issuer>,
    /// Where pictures and documents are kept; in the memory of the process by default.
    pub media: Media,
}

/// How much is worked on at once.
#[derive(Debug, Clone, Copy)]
pub struct AtOnce {
    /// Requests that run.
    pub running: usize,
    /// Requests that wait for their turn.
    pub waiting: usize,
}

impl Default for AtOnce {
    fn default() -> Self {
        Self { running: 32, waiting: 256 }
    }
}
