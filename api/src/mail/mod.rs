//! The post: takes mails from the outbox and brings them to an SMTP server, or into a maildir when there is none. What is
//! in a mail, or to whom it goes, is never logged.

pub(crate) mod letter;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use entity::error::Error;
use entity::mail::outbox::{Fate, Mail};
use entity::store::Store;
use entity::viewer::Viewer;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use maildir::Maildir;

use crate::file;
use crate::mail::letter::{Network, letter};
use crate::site::Site;

/// One at a time: whoever takes it has a minute to bring it away, and a server may take its time with each.
const AT_ONCE: u64 = 1;
/// What it is called when a server wants a mail for good not to come (RFC 5321 §4.2.1, 5yz).
const REFUSED: &str = "refused by the server";
/// How long an SMTP server may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Brings mails away.
#[derive(Clone)]
pub struct Mailer {
    way: Way,
    from: Mailbox,
    site: Arc<Site>,
}

/// How mails leave.
#[derive(Clone)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

impl Mailer {
    /// A post that speaks to the server of an address such as `smtps://user:password@host`.
    ///
    /// # Errors
    /// One sentence, when the address of the server or of the sender is none; it does not repeat them.
    pub fn smtp(url: &str, from: &str, site: Site) -> Result<Self, String> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| "smtp_url is to be like smtps://user:password@mail.example.org".to_owned())?;
        Ok(Self { way: Way::Smtp(builder.timeout(Some(PATIENCE)).build()), from: sender(from)?, site: Arc::new(site) })
    }

    /// A post that puts mails into a maildir, for whoever runs the program to read.
    ///
    /// # Errors
    /// One sentence, when the folder cannot be used.
    pub fn folder(folder: &Path, from: &str, site: Site) -> Result<Self, String> {
        let maildir = Maildir::from(folder.to_owned());
        let told = |it| format!("the mail folder {} cannot be used ({it}); set BC_MAIL_FOLDER", folder.display());
        maildir.create_dirs().map_err(told)?;
        private(folder).map_err(told)?;
        Ok(Self { way: Way::Folder(folder.to_owned()), from: sender(from)?, site: Arc::new(site) })
    }

    /// Brings all mails away that are to leave now; how many have left.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn empty(&self, store: &Store) -> Result<usize, Error> {
        let mut left = 0;
        while let Some(fate) = self.bring_next(store).await? {
            left += usize::from(fate == Fate::Left);
        }
        Ok(left)
    }

    /// Brings one mail away, and writes down what became of it; none when none is to leave now. Once the mail is taken, this is to
    /// come to its end: a mail that left and is not known to have left is sent again.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) async fn bring_next(&self, store: &Store) -> Result<Option<Fate>, Error> {
        let Some(mail) = store.take_mails(AT_ONCE).await?.pop() else { return Ok(None) };
        let reader = store.read(Viewer::visitor());
        let settings = &reader.reference().settings;
        let network = Network { name: &settings.name, time_zone: &settings.time_zone };
        let fate = match self.send(&mail, &network).await {
            Ok(()) => Fate::Left,
            Err(REFUSED) => {
                tracing::warn!(mail = %mail.id, "a mail was refused for good; it is given up");
                Fate::Refused
            }
            Err(kind) => {
                tracing::warn!(mail = %mail.id, kind, "a mail could not be sent; it is tried again");
                Fate::Waits
            }
        };
        store.mail_left(mail.id, fate).await?;
        Ok(Some(fate))
    }

    /// # Errors
    /// What kind of failure it was, without what could name somebody.
    async fn send(&self, mail: &Mail, network: &Network<'_>) -> Result<(), &'static str> {
        let letter = letter(mail, network, &self.site);
        let domain = self.from.email.domain();
        let message = Message::builder()
            .from(self.from.clone())
            .to(recipient(&mail.to)?)
            .subject(letter.subject)
            .message_id(Some(format!("<{}@{domain}>", mail.id)))
            .raw_header(line("Content-Language", &mail.language)?)
            // nobody's absence is to be answered to it (RFC 3834 §5)
            .raw_header(line("Auto-Submitted", "auto-generated")?)
            .multipart(MultiPart::alternative_plain_html(letter.text, letter.html))
            .map_err(|_| "message")?;
        match &self.way {
            Way::Smtp(transport) => match transport.send(message).await {
                Ok(_) => Ok(()),
                Err(cause) if refuses_mailbox(&cause) => Err(REFUSED),
                Err(cause) if cause.is_timeout() => Err("timeout"),
                Err(_) => Err("no connection"),
            },
            Way::Folder(folder) => {
                let (folder, bytes) = (folder.clone(), message.formatted());
                let stored = tokio::task::spawn_blocking(move || {
                    // what it writes is on the disk before it has its name; the name is not yet
                    Maildir::from(folder.clone()).store_new(&bytes).map_err(|_| "folder")?;
                    file::sync_folder(&folder.join("new")).map_err(|_| "folder")
                });
                stored.await.map_err(|_| "folder")?
            }
        }
    }
}

/// The mailbox of an address, as its accounts are held to it. What is no address never becomes one: it is not tried again.
fn recipient(address: &str) -> Result<Mailbox, &'static str> {
    let address = entity::value::email::address(address).map_err(|_| REFUSED)?;
    let (local, domain) = address.rsplit_once('@').ok_or(REFUSED)?;
    Ok(Mailbox::new(None, Address::new(local, domain).map_err(|_| REFUSED)?))
}

/// Whether a server says that there is no such mailbox (RFC 5321 §4.2.3), not that it wants another sender, login or text: where
/// it says what exactly (RFC 3463), of the address or the state of the mailbox.
fn refuses_mailbox(cause: &lettre::transport::smtp::Error) -> bool {
    const MAILBOX: [&str; 6] = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"];
    let Some(code) = cause.status().map(u16::from).filter(|it| [550, 551, 553].contains(it)) else { return false };
    let told = std::error::Error::source(cause).map(ToString::to_string).unwrap_or_default();
    match told.split_whitespace().next().filter(|it| it.starts_with("5.")) {
        Some(exactly) => MAILBOX.contains(&exactly),
        None => code != 553,
    }
}

/// Mails hold codes: nobody else is to read them.
fn private(folder: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

fn line(name: &'static str, value: &str) -> Result<HeaderValue, &'static str> {
    let name = HeaderName::new_from_ascii(name.to_owned()).map_err(|_| "message")?;
    Ok(HeaderValue::new(name, value.to_owned()))
}

/// The mailbox that mails come from; an international domain goes over the wire as A-labels.
fn sender(from: &str) -> Result<Mailbox, String> {
    let wrong = || "mail_from is to be like Bretagne Creative <bonjour@example.org>".to_owned();
    let mailbox: Mailbox = from.parse().map_err(|_| wrong())?;
    if mailbox.email.domain().is_ascii() {
        return Ok(mailbox);
    }
    let address = entity::value::email::address(mailbox.email.as_ref()).map_err(|_| wrong())?;
    Ok(Mailbox::new(mailbox.name, address.parse().map_err(|_| wrong())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_taken_as_an_address_can_be_written_to() {
        for address in ["ana@example.org", "Ana@Bücher.example", "hélène@example.org", "o'neill+net@sub.example.org"]
        {
            assert!(entity::value::email::address(address).is_ok() && recipient(address).is_ok(), "{address}");
        }
        assert_eq!(recipient("ana@bücher.example").unwrap().email.domain(), "xn--bcher-kva.example");
        for address in ["a..b@example.org", ".a@example.org", "x@[127.0.0.1]"] {
            assert_eq!(recipient(address), Err(REFUSED), "{address}");
        }
        assert_eq!(sender("Réseau <a@bücher.example>").unwrap().email.domain(), "xn--bcher-kva.example");
    }
}
