//! E-mail addresses: one parser for whatever comes in and for whatever a mail is sent to.

use email_address::{EmailAddress, Options};
use unicode_normalization::UnicodeNormalization;

use crate::value::line;

/// The most bytes of an address (RFC 5321 §4.5.3.1.3).
const MAX: usize = 254;

/// A text that no mail can be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct BadEmail;

/// An e-mail address in the form in which it is kept and in which it goes over the wire: lower case, NFC, an
/// international domain as A-labels (RFC 5890), so that one mailbox is one text.
///
/// # Errors
/// [`BadEmail`] for what is no `local@domain` of RFC 5321 with a domain name; quoted local parts and IP addresses
/// are refused as well, because almost no mailbox has them. Whether a mailbox is there, only a mail tells.
pub fn address(text: &str) -> Result<String, BadEmail> {
    let plain = plain(text);
    let (local, domain) = plain.rsplit_once('@').ok_or(BadEmail)?;
    let domain = idna::domain_to_ascii_strict(domain).map_err(|_| BadEmail)?;
    let is_numeric = domain.rsplit('.').next().is_none_or(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
    let odd = |it: char| it.is_whitespace() || matches!(it, '"' | '<' | '>' | '(' | ')' | ',' | ';');
    if is_numeric || local.contains(odd) || line::unfit(local).is_some() {
        return Err(BadEmail);
    }
    let address = format!("{local}@{domain}");
    let options = Options::default().without_display_text().without_domain_literal().with_required_tld();
    let parsed = EmailAddress::parse_with_options(&address, options);
    if address.len() > MAX || parsed.is_err() { Err(BadEmail) } else { Ok(address) }
}

/// The form by which an account is looked up: that of [`address`], or the text in lower case where it is no address,
/// as accounts have it that are older than this parser.
pub fn key(text: &str) -> String {
    address(text).unwrap_or_else(|_| plain(text))
}

fn plain(text: &str) -> String {
    text.trim().nfc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mailbox_is_one_text() {
        assert_eq!(address(" Ana@Example.ORG ").as_deref(), Ok("ana@example.org"));
        assert_eq!(address("ana@bücher.example").as_deref(), Ok("ana@xn--bcher-kva.example"));
        assert_eq!(address("ana@bu\u{308}cher.example"), address("ana@xn--bcher-kva.example"));
        assert_eq!(address("he\u{301}le\u{300}ne@example.org").as_deref(), Ok("hélène@example.org"));
        assert_eq!(address("o'neill+net@example.org").as_deref(), Ok("o'neill+net@example.org"));
    }

    #[test]
    fn what_no_mail_can_be_made_for_is_refused() {
        let long = format!("{}@example.org", "a".repeat(65));
        for text in [
            "",
            "a",
            "a@",
            "@example.org",
            "a..b@example.org",
            ".a@example.org",
            "a.@example.org",
            "x@[127.0.0.1]",
            "x@127.0.0.1",
            "x@localhost",
            "a b@example.org",
            "\"a b\"@example.org",
            "a@b@example.org",
            "a@exa mple.org",
            "a@-example.org",
            "a@example..org",
            "a@example.org.",
            "a\u{200b}@example.org",
            "Ana <ana@example.org>",
            "a@exa_mple.org",
            &long,
        ] {
            assert!(address(text).is_err(), "{text}");
        }
    }
}
