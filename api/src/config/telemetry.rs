//! What the server tells those who run it.

use std::net::SocketAddr;

use documented::DocumentedFields;
use serde::{Deserialize, Serialize};

use crate::config::fault::BadConfig;
use crate::config::form;
use crate::secret::Secret;

/// What the server tells those who run it.
#[derive(Debug, Clone, Serialize, Deserialize, DocumentedFields)]
pub struct Telemetry {
    /// What is logged: `error`, `warn`, `info`, `debug`, `trace`, or a filter such as `info,api=debug`.
    pub log: String,
    /// How log lines are written: `text`, or `json` with one object a line.
    pub log_format: LogFormat,
    /// The address and the port that counts are read from, at `/metrics`. Closed when absent.
    #[serde(deserialize_with = "form::optional_address")]
    pub metrics_listen: Option<SocketAddr>,
    /// The host names and addresses by which counts are asked for, separated by commas, beside `localhost` and the address
    /// of `metrics_listen`.
    #[serde(deserialize_with = "form::parts")]
    pub metrics_hosts: Vec<String>,
    /// The collector that traces are sent to, by OTLP over HTTP, such as `http://127.0.0.1:4318/v1/traces`. No traces when
    /// absent.
    pub otlp_endpoint: Option<Secret>,
    /// Whether answers tell in `Server-Timing` how many SQL statements they took, and errors suggest names. `true` with `serve --demo` when
    /// absent.
    pub diagnostics: Option<bool>,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Default for Telemetry {
    fn default() -> Self {
        Self {
            log: "info".to_owned(),
            log_format: LogFormat::Text,
            metrics_listen: None,
            metrics_hosts: Vec::new(),
            otlp_endpoint: None,
            diagnostics: None,
        }
    }
}

impl Telemetry {
    pub(super) fn check(&self) -> Result<(), BadConfig> {
        if self.otlp_endpoint.as_ref().is_some_and(|it| it.reveal().contains('@')) {
            return Err(BadConfig::new("otlp_endpoint takes neither a user name nor a password"));
        }
        Ok(())
    }
}
