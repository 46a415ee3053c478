//! Where the server is reached, whom it believes, and which documents it carries out.

use std::net::SocketAddr;
use std::path::PathBuf;

use documented::DocumentedFields;
use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::config::fault::BadConfig;
use crate::config::form;

/// Where the server is reached, whom it believes, and which documents it carries out.
#[derive(Debug, Clone, Serialize, Deserialize, DocumentedFields)]
pub struct Server {
    /// The address and the port that the server listens on. With `0.0.0.0:8000` other machines reach it; behind a proxy on the
    /// same machine the default is enough.
    #[serde(deserialize_with = "form::address")]
    pub listen: SocketAddr,
    /// The address of this API as others reach it, such as `https://api.example.org`: it stands in tokens and in credit lines.
    /// `http://` and `listen` when absent.
    pub public_url: Option<String>,
    /// The proxies whose `X-Forwarded-For` is believed: addresses or networks, separated by commas, such as
    /// `127.0.0.1,10.0.0.0/8`. Without it all clients behind a proxy count as one.
    #[serde(deserialize_with = "form::networks")]
    pub trusted_proxies: Vec<IpNet>,
    /// A file with trusted documents: a manifest, or a JSON object with the text of each document by its id.
    pub documents: Option<PathBuf>,
    /// Whether no other documents than the trusted ones are carried out. Needs `documents`.
    pub documents_only: bool,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8000)),
            public_url: None,
            trusted_proxies: Vec::new(),
            documents: None,
            documents_only: false,
        }
    }
}

impl Server {
    pub(super) fn check(&self) -> Result<(), BadConfig> {
        form::check_url("public_url", self.public_url.as_deref())?;
        if self.documents_only && self.documents.is_none() {
            return Err(BadConfig::new("documents_only needs a list of trusted documents: set documents"));
        }
        Ok(())
    }

    /// The address of this API, without a slash at the end.
    pub(super) fn api_url(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen))
    }
}
