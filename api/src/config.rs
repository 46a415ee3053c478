//! The configuration: default, then file, then environment, then command line. Read once, here and nowhere else;
//! an unknown name is an error, and a secret never prints.

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

use crate::site::Site;

/// The file that is read when it exists and none is named.
const FILE: &str = "bretagne-creative.toml";

/// Everything that can be configured. Names are those of the file; in the environment they stand in capitals after
/// `BC_`: `BC_DATABASE_URL`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The database: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/DATABASE`.
    pub database_url: Secret,
    /// How many connections read: on SQLite, as many as cores is best; on PostgreSQL the size of the pool. 0: chosen.
    pub database_connections: u32,
    /// How many milliseconds one statement may take on PostgreSQL.
    pub statement_timeout_ms: u64,
    /// The address and port that are listened on.
    pub listen: SocketAddr,
    /// The public address of this API.
    pub public_url: Option<String>,
    /// The address of the site whose content this is.
    pub site_url: Option<String>,
    /// The address of an entry on the site, with `{kind}` and `{slug}` in it.
    pub entry_url: Option<String>,
    /// Whether answers tell in `Server-Timing` how many SQL statements they took.
    pub diagnostics: bool,
    /// What is logged: `error`, `warn`, `info`, `debug`, `trace`, or a filter such as `info,api=debug`.
    pub log: String,
    /// How log lines are written: `text` or `json`.
    pub log_format: LogFormat,
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

/// A text that may hold a password: it prints without it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The text itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.split_once("://") {
            Some((scheme, rest)) => match rest.rsplit_once('@') {
                Some((_, host)) => write!(f, "{scheme}://***@{}", host.split('?').next().unwrap_or(host)),
                None => write!(f, "{scheme}://{}", rest.split('?').next().unwrap_or(rest)),
            },
            None => f.write_str(&self.0),
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database_url: Secret("sqlite:data/bretagne-creative.db".to_owned()),
            database_connections: 0,
            statement_timeout_ms: 10_000,
            listen: SocketAddr::from(([127, 0, 0, 1], 8000)),
            public_url: None,
            site_url: None,
            entry_url: None,
            diagnostics: false,
            log: "info".to_owned(),
            log_format: LogFormat::Text,
        }
    }
}

/// Why the configuration cannot be used: one sentence that names the setting.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadConfig(String);

impl Config {
    /// Reads the configuration: defaults, the file, then the environment.
    ///
    /// # Errors
    /// One sentence, when a file that was named cannot be read, a name is unknown, or a value is not of its form.
    pub fn load(file: Option<&Path>) -> Result<Self, BadConfig> {
        if let Some(file) = file.filter(|it| !it.is_file()) {
            return Err(BadConfig(format!("the configuration file {} cannot be read", file.display())));
        }
        let file = file.map_or_else(|| PathBuf::from(FILE), Path::to_path_buf);
        let environment = Env::prefixed("BC_").filter(|name| !name.starts_with("test_") && !name.starts_with("TEST_"));
        let config: Self = Figment::from(Serialized::defaults(Self::default()))
            .merge(Toml::file(file))
            .merge(environment)
            .extract()
            .map_err(|it| BadConfig(format!("the configuration cannot be used: {it}")))?;
        config.check()
    }

    fn check(self) -> Result<Self, BadConfig> {
        for (name, url) in
            [("public_url", &self.public_url), ("site_url", &self.site_url), ("entry_url", &self.entry_url)]
        {
            let plain = url.as_ref().map(|it| it.replace("{kind}", "kind").replace("{slug}", "slug"));
            if plain.is_some_and(|it| it.parse::<entity::web::WebAddress>().is_err()) {
                return Err(BadConfig(format!("{name} is not a web address beginning with http:// or https://")));
            }
        }
        let complete = |it: &String| it.contains("{slug}") && it.contains("{kind}");
        if !self.entry_url.as_ref().is_none_or(complete) {
            return Err(BadConfig(
                "entry_url must hold {kind} and {slug}, as in https://example.org/{kind}/{slug}".to_owned(),
            ));
        }
        Ok(self)
    }

    /// The public addresses.
    pub fn site(&self) -> Site {
        let api = self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        Site::new(&api, self.site_url.as_deref(), self.entry_url.as_deref())
    }

    /// How the database is opened.
    pub fn database(&self) -> entity::Options {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let postgres = !self.database_url.reveal().starts_with("sqlite:");
        let chosen = if postgres { 10 } else { u32::try_from(cores).unwrap_or(2) };
        entity::Options {
            url: self.database_url.reveal().to_owned(),
            readers: if self.database_connections == 0 { chosen } else { self.database_connections },
            statement_timeout: Duration::from_millis(self.statement_timeout_ms),
        }
    }

    /// The folder that a SQLite file is to lie in, when there is one.
    pub fn database_folder(&self) -> Option<PathBuf> {
        let path = self.database_url.reveal().strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path).split('?').next()?;
        Path::new(path).parent().filter(|it| !it.as_os_str().is_empty()).map(Path::to_path_buf)
    }
}
