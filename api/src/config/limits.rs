//! How much is worked on at once, and how much one request may ask for.

use documented::DocumentedFields;
use serde::{Deserialize, Serialize};

use crate::config::fault::BadConfig;
use crate::guard::Limits;
use crate::options::AtOnce;

/// How much is worked on at once, and how much one request may ask for.
#[derive(Debug, Clone, Serialize, Deserialize, DocumentedFields)]
pub struct Bounds {
    /// How many connections may be open. One more is answered 503.
    pub connections: usize,
    /// How many requests are worked on at once.
    pub requests_at_once: usize,
    /// How many requests wait for their turn, at most a second each. One more is answered 503.
    pub requests_waiting: usize,
    /// How much one request may ask for: a group of settings, listed below.
    pub limits: Limits,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { connections: 4_096, requests_at_once: 32, requests_waiting: 256, limits: Limits::default() }
    }
}

impl Bounds {
    pub(super) fn check(&self) -> Result<(), BadConfig> {
        match self.limits.unset() {
            Some(name) => Err(BadConfig::new(format!("limits.{name} is 0; every limit is at least 1"))),
            None => Ok(()),
        }
    }

    pub(super) fn at_once(&self) -> AtOnce {
        AtOnce { running: self.requests_at_once, waiting: self.requests_waiting }
    }
}
