//! The configuration: default, then file, then environment, then command line. Read once, here and nowhere else;
//! an unknown name is an error, and a secret never prints.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use ipnet::IpNet;
use serde::{Deserialize, Deserializer, Serialize};

use crate::auth::{Issuer, KeyFiles, Signing};
use crate::guard::Limits;
use crate::mail::Mailer;
use crate::options::{AtOnce, Options};
use crate::secret::{Passphrase, Secret};
use crate::site::{Pages, Site};

/// The file that is read when it exists and none is named.
const FILE: &str = "bretagne-creative.toml";

/// Everything that can be configured. Names are those of the file; in the environment they stand in capitals after
/// `BC_`: `BC_DATABASE_URL`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The database: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/DATABASE`.
    pub database_url: Secret,
    /// What signing keys are sealed with: at least 32 characters, the same on every server of a database. On SQLite one is
    /// made beside the file when none is given; on PostgreSQL there are no sessions without it.
    pub secret: Option<Passphrase>,
    /// How tokens are signed: `EdDSA`, or `HS256` with a secret that `jwt_keys` names.
    pub jwt_algorithm: Signing,
    /// Files with keys to sign with in place of those in the database, separated by commas: the first signs, what the others
    /// have signed is good as well.
    #[serde(deserialize_with = "paths")]
    pub jwt_keys: Vec<PathBuf>,
    /// Other issuers whose word counts: with whom people sign in, or whose access tokens are taken.
    pub issuers: Vec<Issuer>,
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
    /// The e-mail address of the first administrator, who is made at the start when there is none, with `admin_password`.
    pub admin_email: Option<String>,
    /// Their name; what stands before the `@` when absent.
    pub admin_name: Option<String>,
    /// Their password; of no use once there is an administrator.
    pub admin_password: Option<Passphrase>,
    /// The page of the site where a code from a mail is given, with `{purpose}` in it (`verify`, `invitation`, `reset`,
    /// `email`); the code comes behind a `#`. Without it mails hold the code alone.
    pub account_url: Option<String>,
    /// The page where an entry is written, with `{kind}`, `{slug}` or `{id}` in it, for mails to authors and editors.
    pub desk_url: Option<String>,
    /// The page where a draft is seen, with `{token}` and `{kind}`, `{slug}` or `{id}` in it.
    pub preview_url: Option<String>,
    /// The server that mails go through: `smtps://USER:PASSWORD@HOST`, or `smtp://…?tls=required`. Without it they lie in a
    /// maildir.
    pub smtp_url: Option<Secret>,
    /// Whom mails come from: `Bretagne Creative <bonjour@example.org>`.
    pub mail_from: Option<String>,
    /// The maildir that mails lie in when there is no server for them; `mail` beside the database file when absent.
    pub mail_folder: Option<PathBuf>,
    /// Whether answers tell in `Server-Timing` how many SQL statements they took.
    pub diagnostics: Option<bool>,
    /// How much a request may ask for; see `docs/limits.md`.
    pub limits: Limits,
    /// How many connections may be open.
    pub connections: usize,
    /// How many requests are worked on at once.
    pub requests_at_once: usize,
    /// How many requests wait for their turn, at most a second each.
    pub requests_waiting: usize,
    /// The proxies that are trusted to say whom they speak for: addresses or networks, separated by commas.
    #[serde(deserialize_with = "networks")]
    pub trusted_proxies: Vec<IpNet>,
    /// A list of trusted documents: a manifest, or a map from id to text.
    pub documents: Option<PathBuf>,
    /// Whether no other documents are carried out.
    pub documents_only: bool,
    /// The address and port that counts are read from, at `/metrics`; closed when absent.
    pub metrics_listen: Option<SocketAddr>,
    /// The host names and addresses by which counts are asked for, separated by commas, beside `localhost` and the address that is
    /// listened on.
    #[serde(deserialize_with = "parts")]
    pub metrics_hosts: Vec<String>,
    /// Where traces are sent: the address of a collector that speaks OTLP over HTTP.
    pub otlp_endpoint: Option<Secret>,
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

impl Default for Config {
    fn default() -> Self {
        Self {
            database_url: Secret::new("sqlite:data/bretagne-creative.db"),
            secret: None,
            jwt_algorithm: Signing::EdDsa,
            jwt_keys: Vec::new(),
            issuers: Vec::new(),
            database_connections: 0,
            statement_timeout_ms: 10_000,
            listen: SocketAddr::from(([127, 0, 0, 1], 8000)),
            public_url: None,
            site_url: None,
            entry_url: None,
            admin_email: None,
            admin_name: None,
            admin_password: None,
            account_url: None,
            desk_url: None,
            preview_url: None,
            smtp_url: None,
            mail_from: None,
            mail_folder: None,
            diagnostics: None,
            limits: Limits::default(),
            connections: 4_096,
            requests_at_once: 32,
            requests_waiting: 256,
            trusted_proxies: Vec::new(),
            documents: None,
            documents_only: false,
            metrics_listen: None,
            metrics_hosts: Vec::new(),
            otlp_endpoint: None,
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
        let is_ours = |name: &figment::value::UncasedStr| !name.starts_with("test_");
        // a setting inside a group is named with two underscores: BC_LIMITS__COST
        let environment = Env::prefixed("BC_").filter(move |name| is_ours(name) && !is_secret(name)).split("__");
        let figment = Figment::from(Serialized::defaults(Self::default())).merge(Toml::file(file)).merge(environment);
        let config: Self = SECRETS
            .iter()
            .fold(figment, |figment, name| match secret(name) {
                Some(text) => figment.merge(Serialized::default(name, text)),
                None => figment,
            })
            .extract()
            .map_err(|it| BadConfig(format!("the configuration cannot be used: {}", without_lines(&it.to_string()))))?;
        config.check()
    }

    fn check(self) -> Result<Self, BadConfig> {
        for (name, url) in [
            ("public_url", &self.public_url),
            ("site_url", &self.site_url),
            ("entry_url", &self.entry_url),
            ("account_url", &self.account_url),
            ("desk_url", &self.desk_url),
            ("preview_url", &self.preview_url),
        ] {
            let plain = url.as_ref().map(|it| it.replace(['{', '}'], ""));
            if plain.is_some_and(|it| it.parse::<entity::value::url::WebAddress>().is_err()) {
                return Err(BadConfig(format!("{name} is not a web address beginning with http:// or https://")));
            }
        }
        let complete = |it: &String| it.contains("{slug}") && it.contains("{kind}");
        if !self.entry_url.as_ref().is_none_or(complete) {
            return Err(BadConfig(
                "entry_url must hold {kind} and {slug}, as in https://example.org/{kind}/{slug}".to_owned(),
            ));
        }
        if self.preview_url.as_ref().is_some_and(|it| !it.contains("{token}")) {
            return Err(BadConfig("preview_url must hold {token}".to_owned()));
        }
        if self.jwt_algorithm == Signing::Hs256 && self.jwt_keys.is_empty() {
            return Err(BadConfig(
                "jwt_algorithm HS256 needs a secret to sign with: set jwt_keys to a file".to_owned(),
            ));
        }
        if let Some(fault) = self.issuers.iter().find_map(Issuer::fault) {
            return Err(BadConfig(fault));
        }
        let keys: BTreeSet<&str> = self.issuers.iter().flat_map(|it| [it.key.as_str(), it.issuer.as_str()]).collect();
        if keys.len() < 2 * self.issuers.len() {
            return Err(BadConfig("issuers: two of them have the same key, or the same issuer".to_owned()));
        }
        if self.account_url.is_none() && self.issuers.iter().any(|it| it.client_id.is_some()) {
            let sentence = "issuers: people who sign in come back to a page of the front end: set account_url";
            return Err(BadConfig(sentence.to_owned()));
        }
        if self.admin_email.is_none() && self.admin_password.is_some() {
            return Err(BadConfig("admin_password needs an address: set admin_email".to_owned()));
        }
        if self.smtp_url.is_some() && self.mail_from.is_none() {
            return Err(BadConfig("smtp_url needs to know whom mails come from: set mail_from".to_owned()));
        }
        if self.otlp_endpoint.as_ref().is_some_and(|it| it.reveal().contains('@')) {
            return Err(BadConfig("otlp_endpoint takes neither a user name nor a password".to_owned()));
        }
        if let Some(name) = self.limits.unset() {
            return Err(BadConfig(format!("limits.{name} is 0; every limit is at least 1")));
        }
        if self.documents_only && self.documents.is_none() {
            return Err(BadConfig("documents_only needs a list of trusted documents: set documents".to_owned()));
        }
        Ok(self)
    }

    /// How the server behaves.
    pub fn options(&self) -> Options {
        Options {
            limits: self.limits.clone(),
            diagnostics: self.diagnostics.unwrap_or_default(),
            documents: self.documents.clone(),
            documents_only: self.documents_only,
            at_once: AtOnce { running: self.requests_at_once, waiting: self.requests_waiting },
            trusted_proxies: self.trusted_proxies.clone(),
            seal: None,
            keys: None,
            issuers: self.issuers.clone(),
        }
    }

    /// The public addresses.
    pub fn site(&self) -> Site {
        let api = self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        let pages =
            Pages { account: self.account_url.clone(), desk: self.desk_url.clone(), preview: self.preview_url.clone() };
        Site::new(&api, self.site_url.as_deref(), self.entry_url.as_deref()).with_pages(pages)
    }

    /// How mails leave, and in words.
    ///
    /// # Errors
    /// One sentence, when a setting cannot be used.
    pub fn post(&self, site: Site) -> Result<(Mailer, String), String> {
        let from = self.mail_from.as_deref().unwrap_or("Bretagne Creative <nobody@localhost>");
        if let Some(url) = &self.smtp_url {
            return Ok((Mailer::smtp(url.reveal(), from, site)?, format!("by {url}")));
        }
        let folder = self.maildir();
        Ok((Mailer::folder(&folder, from, site)?, format!("no server for them: they lie in {}", folder.display())))
    }

    /// The maildir that mails lie in when there is no server for them.
    pub fn maildir(&self) -> PathBuf {
        let beside = || self.database_folder().unwrap_or_else(|| PathBuf::from("data")).join("mail");
        self.mail_folder.clone().unwrap_or_else(beside)
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
            allowance: entity::model::allowance::Allowance {
                writes_per_minute: self.limits.writes_per_minute,
                bytes_per_day: self.limits.bytes_per_day,
                entries_per_day: self.limits.entries_per_day,
                drafts: self.limits.drafts,
            },
        }
    }

    /// The file that holds the secret of a SQLite database, when none is configured; it need not be there.
    pub fn secret_file(&self) -> Option<PathBuf> {
        self.database_file().map(|it| it.with_extension("secret"))
    }

    /// Whether there is anything to sign with.
    pub fn can_sign(&self) -> bool {
        self.secret.is_some() || !self.jwt_keys.is_empty() || self.database_file().is_some()
    }

    /// The keys that the configuration names.
    ///
    /// # Errors
    /// One sentence, when a file cannot be used.
    pub fn keys(&self) -> Result<Option<KeyFiles>, String> {
        KeyFiles::read(self.jwt_algorithm, &self.jwt_keys)
    }

    /// The folder that a SQLite file is to lie in, when there is one.
    pub fn database_folder(&self) -> Option<PathBuf> {
        self.database_file()?.parent().filter(|it| !it.as_os_str().is_empty()).map(Path::to_path_buf)
    }

    /// The SQLite file, when there is one.
    pub fn database_file(&self) -> Option<PathBuf> {
        let path = self.database_url.reveal().strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path).split('?').next()?;
        Some(path).filter(|it| !it.is_empty() && *it != ":memory:").map(PathBuf::from)
    }
}

/// The settings that hold secrets. In the environment they are texts, whatever they look like: `0012` stays `0012`.
const SECRETS: [&str; 5] = ["database_url", "secret", "admin_password", "smtp_url", "otlp_endpoint"];

fn is_secret(name: &figment::value::UncasedStr) -> bool {
    SECRETS.iter().any(|it| name.as_str().eq_ignore_ascii_case(it))
}

#[expect(clippy::disallowed_methods, reason = "configuration is read once, here")]
fn secret(name: &str) -> Option<String> {
    std::env::var(format!("BC_{}", name.to_uppercase())).ok()
}

/// What is wrong with a file, without its lines: a parser shows the one that it could not read, with the secret in it.
fn without_lines(told: &str) -> String {
    let shows = |line: &&str| {
        line.trim_start().trim_start_matches(|it: char| it.is_ascii_digit()).trim_start().starts_with('|')
    };
    let lines: Vec<&str> = told.lines().filter(|it| !shows(it)).map(str::trim).collect();
    lines.join(", ")
}

/// A list, or a text whose parts are separated by commas.
fn parts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Text(String),
        List(Vec<String>),
    }
    let texts = match Written::deserialize(deserializer)? {
        Written::Text(text) => text.split(',').map(str::to_owned).collect(),
        Written::List(texts) => texts,
    };
    Ok(texts.iter().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect())
}

fn paths<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PathBuf>, D::Error> {
    Ok(parts(deserializer)?.into_iter().map(PathBuf::from).collect())
}

fn networks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpNet>, D::Error> {
    let network = |text: &String| {
        let found = text.parse().or_else(|_| text.parse::<std::net::IpAddr>().map(IpNet::from));
        found.map_err(|_| serde::de::Error::custom(format!("\"{text}\" is neither an address nor a network")))
    };
    parts(deserializer)?.iter().map(network).collect()
}
