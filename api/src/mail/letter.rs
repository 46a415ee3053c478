//! Mails: what is written in them, in the language of who gets them, as plain text and as HTML. Sends nothing.

use askama::Template;
use entity::mail::outbox::{Mail, MailKind};
use entity::value::clock::Instant;
use entity::value::language::LanguageTag;

use crate::message::Message;
use crate::site::Site;

/// A mail as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its subject, on one line.
    pub subject: String,
    /// It in plain text.
    pub text: String,
    /// It in HTML.
    pub html: String,
}

/// A mail in HTML: line breaks are kept, and our own address is a link.
#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'a> {
    language: &'a str,
    subject: &'a str,
    paragraphs: &'a [String],
    /// The address where it goes on.
    link: Option<String>,
}

/// The network that writes.
#[derive(Debug, Clone, Copy)]
pub struct Network<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its time zone, a name of the IANA database.
    pub time_zone: &'a str,
}

impl Network<'_> {
    /// A moment by the network's clock, such as `2026-12-24 18:00 (Europe/Paris)`.
    fn moment(&self, at: Instant) -> String {
        match self.time_zone.parse::<chrono_tz::Tz>() {
            Ok(zone) => format!("{} ({zone})", at.utc().with_timezone(&zone).format("%Y-%m-%d %H:%M")),
            Err(_) => at.utc().format("%Y-%m-%d %H:%M UTC").to_string(),
        }
    }
}

/// Writes a mail from a network.
pub fn letter(mail: &Mail, network: &Network<'_>, site: &Site) -> Letter {
    let wished: Vec<LanguageTag> = mail.language.parse().into_iter().collect();
    let said = |id: &'static str| Message::new(id).say(&wished);
    let of = &mail.particulars;
    let name = of.name.clone().unwrap_or_else(|| said("mail-somebody"));
    let place = of.place.clone().unwrap_or_else(|| said("mail-everywhere"));
    let at = of.at.map(|it| network.moment(it)).unwrap_or_default();
    let until = of.until.map(|it| network.moment(it)).unwrap_or_default();
    let (subject, body) = ids(mail.occasion);
    let filled = |id: &'static str| {
        Message::new(id)
            .text("network", network.name)
            .text("name", name.as_str())
            .text("title", of.title.clone().unwrap_or_default())
            .text("note", of.note.clone().unwrap_or_default())
            .text("code", mail.code.clone().unwrap_or_default())
            .text("place", place.as_str())
            .text("at", at.as_str())
            .text("until", until.as_str())
            .text("site", site.home_url())
            .say(&wished)
    };
    let mut paragraphs: Vec<String> = filled(body).split("\n\n").map(str::to_owned).collect();
    let link = link(mail, site);
    if let Some((id, url)) = &link {
        paragraphs.push(format!("{}\n{url}", said(id)));
    }
    paragraphs.push(filled("mail-footer"));
    let subject: String = filled(subject).chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    let page =
        Html { language: &mail.language, subject: &subject, paragraphs: &paragraphs, link: link.map(|(_, url)| url) };
    let html = page.render().expect("a text takes whatever is written into it");
    Letter { subject, text: format!("{}\n", paragraphs.join("\n\n")), html }
}

/// Where it goes on: a page of the front end, with the code behind `#`, where no server reads it.
fn link(mail: &Mail, site: &Site) -> Option<(&'static str, String)> {
    let of = &mail.particulars;
    match mail.occasion {
        MailKind::Registered | MailKind::ResetRequested | MailKind::EmailChangeRequested | MailKind::Invited => {
            let page = site.account_page(purpose(mail.occasion))?;
            Some(("mail-open", format!("{page}#{}", mail.code.as_deref()?)))
        }
        MailKind::Published | MailKind::ProposalAccepted => {
            Some(("mail-see", site.entry_url(of.kind?, of.slug.as_ref()?)))
        }
        MailKind::Submitted
        | MailKind::Proposed
        | MailKind::Noted
        | MailKind::ProposalRefused
        | MailKind::Scheduled
        | MailKind::Unscheduled
        | MailKind::Returned
        | MailKind::Refused
        | MailKind::Withdrawn => Some(("mail-see", site.desk_page(of.kind?, of.slug.as_ref()?, of.entry?)?)),
        MailKind::KnownAlready
        | MailKind::PasswordChanged
        | MailKind::EmailChanged
        | MailKind::Accepted
        | MailKind::MandateGranted => None,
    }
}

/// What the page of the front end is for.
fn purpose(occasion: MailKind) -> &'static str {
    match occasion {
        MailKind::ResetRequested => "reset",
        MailKind::EmailChangeRequested => "email",
        MailKind::Invited => "invitation",
        _ => "verify",
    }
}

fn ids(occasion: MailKind) -> (&'static str, &'static str) {
    match occasion {
        MailKind::Registered => ("mail-registered-subject", "mail-registered-body"),
        MailKind::KnownAlready => ("mail-known-already-subject", "mail-known-already-body"),
        MailKind::ResetRequested => ("mail-reset-requested-subject", "mail-reset-requested-body"),
        MailKind::PasswordChanged => ("mail-password-changed-subject", "mail-password-changed-body"),
        MailKind::EmailChangeRequested => ("mail-email-change-requested-subject", "mail-email-change-requested-body"),
        MailKind::EmailChanged => ("mail-email-changed-subject", "mail-email-changed-body"),
        MailKind::Invited => ("mail-invited-subject", "mail-invited-body"),
        MailKind::Accepted => ("mail-accepted-subject", "mail-accepted-body"),
        MailKind::MandateGranted => ("mail-mandate-granted-subject", "mail-mandate-granted-body"),
        MailKind::Submitted => ("mail-submitted-subject", "mail-submitted-body"),
        MailKind::Proposed => ("mail-proposed-subject", "mail-proposed-body"),
        MailKind::ProposalAccepted => ("mail-proposal-accepted-subject", "mail-proposal-accepted-body"),
        MailKind::ProposalRefused => ("mail-proposal-refused-subject", "mail-proposal-refused-body"),
        MailKind::Scheduled => ("mail-scheduled-subject", "mail-scheduled-body"),
        MailKind::Unscheduled => ("mail-unscheduled-subject", "mail-unscheduled-body"),
        MailKind::Noted => ("mail-noted-subject", "mail-noted-body"),
        MailKind::Returned => ("mail-returned-subject", "mail-returned-body"),
        MailKind::Refused => ("mail-refused-subject", "mail-refused-body"),
        MailKind::Published => ("mail-published-subject", "mail-published-body"),
        MailKind::Withdrawn => ("mail-withdrawn-subject", "mail-withdrawn-body"),
    }
}
