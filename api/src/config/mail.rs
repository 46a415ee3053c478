//! How mails leave.

use std::path::PathBuf;

use documented::DocumentedFields;
use serde::{Deserialize, Serialize};

use crate::config::fault::BadConfig;
use crate::mail::Mailer;
use crate::secret::Secret;
use crate::site::Site;

/// How mails leave.
#[derive(Debug, Clone, Default, Serialize, Deserialize, DocumentedFields)]
pub struct Mail {
    /// The server that mails go through: `smtps://USER:PASSWORD@HOST` for TLS, `smtp://USER:PASSWORD@HOST?tls=required` for
    /// STARTTLS. Without it no mail leaves: all of them lie in a maildir, which the commands `mail list` and `mail show` read.
    pub smtp_url: Option<Secret>,
    /// The sender of all mails, such as `Bretagne Creative <bonjour@example.org>`. Required with `smtp_url`.
    pub mail_from: Option<String>,
    /// The maildir that mails lie in when there is no server for them. `mail` in the folder of the SQLite file when absent,
    /// `data/mail` with PostgreSQL.
    pub mail_folder: Option<PathBuf>,
}

impl Mail {
    pub(super) fn check(&self) -> Result<(), BadConfig> {
        if self.smtp_url.is_some() && self.mail_from.is_none() {
            return Err(BadConfig::new("smtp_url needs to know whom mails come from: set mail_from"));
        }
        Ok(())
    }

    /// How mails leave, and in words; the maildir is the one that they lie in without a server.
    pub(super) fn post(&self, maildir: &std::path::Path, site: Site) -> Result<(Mailer, String), String> {
        let from = self.mail_from.as_deref().unwrap_or("Bretagne Creative <nobody@localhost>");
        if let Some(url) = &self.smtp_url {
            return Ok((Mailer::smtp(url.reveal(), from, site)?, format!("by {url}")));
        }
        Ok((Mailer::folder(maildir, from, site)?, format!("no server for them: they lie in {}", maildir.display())))
    }
}
