//! The configuration: default, then file, then environment. Read once, here and nowhere else; an unknown name is an error, and
//! a secret never prints. One section, one file; a setting has one name, whatever its section.

mod auth;
mod database;
mod fault;
mod form;
mod limits;
mod mail;
mod media;
mod server;
mod settings;
mod site;
mod telemetry;

use std::path::{Path, PathBuf};
use std::time::Duration;

pub use auth::Auth;
pub use database::Database;
pub use fault::BadConfig;
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use figment::value::Dict;
pub use limits::Bounds;
pub use mail::Mail;
pub use media::{Files, Place};
use serde::{Deserialize, Serialize};
pub use server::Server;
pub use site::FrontEnd;
pub use telemetry::{LogFormat, Telemetry};

use crate::mail::Mailer;
use crate::media::Media;
use crate::options::Options;
use crate::site::Site;

/// The file that is read when it exists and none is named.
const FILE: &str = "bretagne-creative.toml";

/// Everything that can be configured. Names are those of the fields, without their section; in the environment they stand in
/// capitals after `BC_`: `BC_DATABASE_URL`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Config {
    /// Where the server is reached, whom it believes, and which documents it carries out.
    #[serde(flatten)]
    pub server: Server,
    /// Which database is opened, and how.
    #[serde(flatten)]
    pub database: Database,
    /// The pages of the front end that the API leads people to.
    #[serde(flatten)]
    pub site: FrontEnd,
    /// How mails leave.
    #[serde(flatten)]
    pub mail: Mail,
    /// Where pictures and documents are kept, and how large they may be.
    #[serde(flatten)]
    pub files: Files,
    /// What tokens are signed with, with whom else people sign in, and the first administrator.
    #[serde(flatten)]
    pub auth: Auth,
    /// How much is worked on at once, and how much one request may ask for.
    #[serde(flatten)]
    pub bounds: Bounds,
    /// What the server tells those who run it.
    #[serde(flatten)]
    pub telemetry: Telemetry,
}

impl Config {
    /// Reads the configuration: defaults, the file, then the environment.
    ///
    /// # Errors
    /// One sentence, when a file that was named cannot be read, a name is unknown, or a value is not of its form.
    pub fn load(file: Option<&Path>) -> Result<Self, BadConfig> {
        if let Some(file) = file.filter(|it| !it.is_file()) {
            return Err(BadConfig::new(format!("the configuration file {} cannot be read", file.display())));
        }
        let file = file.map_or_else(|| PathBuf::from(FILE), Path::to_path_buf);
        let is_ours = |name: &figment::value::UncasedStr| !name.starts_with("test_");
        // a setting inside a group is named with two underscores: BC_LIMITS__COST
        let environment = Env::prefixed("BC_").filter(move |name| is_ours(name) && !is_secret(name)).split("__");
        let figment = Figment::from(Serialized::defaults(Self::default())).merge(Toml::file(file)).merge(environment);
        let figment = SECRETS.iter().fold(figment, |figment, name| match secret(name) {
            Some(text) => figment.merge(Serialized::default(name, text)),
            None => figment,
        });
        let config = Self::read(&figment).map_err(|it| BadConfig::of(&it))?;
        config.check()?;
        Ok(config)
    }

    /// Every section, or all that is wrong with names and values.
    fn read(figment: &Figment) -> Result<Self, Vec<String>> {
        let written: Dict = figment.extract().map_err(|it| fault::of_values(it).collect::<Vec<_>>())?;
        let unknown = written.keys().filter(|it| !settings::names().any(|name| name == it.as_str()));
        let known = || settings::names().map(str::to_owned);
        let mut faults: Vec<String> =
            unknown.map(|it| fault::of_unknown(it, known(), figment.find_metadata(it))).collect();
        let config = Self {
            server: section(figment, &mut faults),
            database: section(figment, &mut faults),
            site: section(figment, &mut faults),
            mail: section(figment, &mut faults),
            files: section(figment, &mut faults),
            auth: section(figment, &mut faults),
            bounds: section(figment, &mut faults),
            telemetry: section(figment, &mut faults),
        };
        if faults.is_empty() { Ok(config) } else { Err(faults) }
    }

    /// Whether the settings go together.
    fn check(&self) -> Result<(), BadConfig> {
        self.server.check()?;
        self.site.check()?;
        self.auth.check()?;
        if self.site.account_url.is_none() && self.auth.signs_in_elsewhere() {
            return Err(BadConfig::new(
                "issuers: people who sign in come back to a page of the front end: set account_url",
            ));
        }
        self.mail.check()?;
        self.files.check()?;
        self.bounds.check()?;
        self.telemetry.check()
    }

    /// The page that lists all settings: Markdown.
    pub fn reference() -> String {
        // the settings hold nothing that JSON cannot
        settings::page(&serde_json::to_value(Self::default()).unwrap_or_default())
    }

    /// How the server behaves.
    pub fn options(&self) -> Options {
        Options {
            limits: self.bounds.limits.clone(),
            diagnostics: self.telemetry.diagnostics.unwrap_or_default(),
            documents: self.server.documents.clone(),
            documents_only: self.server.documents_only,
            at_once: self.bounds.at_once(),
            trusted_proxies: self.server.trusted_proxies.clone(),
            seal: None,
            keys: None,
            issuers: self.auth.issuers.clone(),
            media: Media::default(),
        }
    }

    /// Where uploaded files are kept.
    pub fn media_place(&self) -> Place {
        self.files.place(media::beside(self.database.file().as_deref()))
    }

    /// Opens the place of uploaded files, making the folder when it is missing.
    ///
    /// # Errors
    /// One sentence, when it cannot be used.
    pub fn media(&self) -> Result<Media, String> {
        self.files.open(&self.media_place(), true)
    }

    /// The same to look at it: a folder that is missing is empty.
    ///
    /// # Errors
    /// One sentence, when it cannot be used.
    pub(crate) fn media_as_it_is(&self) -> Result<Media, String> {
        self.files.open(&self.media_place(), false)
    }

    /// The public addresses.
    pub fn site(&self) -> Site {
        self.site.beside(&self.server.api_url())
    }

    /// How mails leave, and in words.
    ///
    /// # Errors
    /// One sentence, when a setting cannot be used.
    pub fn post(&self, site: Site) -> Result<(Mailer, String), String> {
        self.mail.post(&self.maildir(), site)
    }

    /// The maildir that mails lie in when there is no server for them.
    pub fn maildir(&self) -> PathBuf {
        let beside = || self.database.folder().unwrap_or_else(|| PathBuf::from("data")).join("mail");
        self.mail.mail_folder.clone().unwrap_or_else(beside)
    }

    /// How the database is opened.
    pub fn opening(&self) -> entity::Options {
        let limits = &self.bounds.limits;
        entity::Options {
            url: self.database.database_url.reveal().to_owned(),
            readers: self.database.readers(),
            statement_timeout: Duration::from_millis(self.database.statement_timeout_ms),
            allowance: entity::model::allowance::Allowance {
                writes_per_minute: limits.writes_per_minute,
                bytes_per_day: limits.bytes_per_day,
                entries_per_day: limits.entries_per_day,
                drafts: limits.drafts,
            },
            replica: self.database.replica(),
        }
    }

    /// The file that holds the secret of a SQLite database, when none is configured; it need not be there.
    pub fn secret_file(&self) -> Option<PathBuf> {
        self.database.file().map(|it| it.with_extension("secret"))
    }

    /// Whether there is anything to sign with.
    pub fn can_sign(&self) -> bool {
        self.auth.secret.is_some() || !self.auth.jwt_keys.is_empty() || self.database.file().is_some()
    }
}

/// Reads a section; what is wrong with it goes to the faults, and the section is then what it is by default.
fn section<T: for<'de> Deserialize<'de> + Default>(figment: &Figment, faults: &mut Vec<String>) -> T {
    figment.extract().unwrap_or_else(|error| {
        faults.extend(fault::of_values(error));
        T::default()
    })
}

/// The settings that hold secrets. In the environment they are texts, whatever they look like: `0012` stays `0012`.
const SECRETS: [&str; 8] = [
    "database_url",
    "database_read_url",
    "secret",
    "admin_password",
    "smtp_url",
    "otlp_endpoint",
    "s3_access_key_id",
    "s3_secret_access_key",
];

fn is_secret(name: &figment::value::UncasedStr) -> bool {
    SECRETS.iter().any(|it| name.as_str().eq_ignore_ascii_case(it))
}

#[expect(clippy::disallowed_methods, reason = "configuration is read once, here")]
fn secret(name: &str) -> Option<String> {
    std::env::var(fault::variable(name)).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_setting_of_every_section_is_listed() {
        let held = serde_json::to_value(Config::default()).unwrap();
        let held: BTreeSet<&str> = held.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(settings::names().collect::<BTreeSet<_>>(), held);
        assert_eq!(settings::names().count(), held.len(), "no name is in two sections");
    }
}
