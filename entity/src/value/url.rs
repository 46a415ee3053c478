//! Web addresses, and when two of them are the same page.

use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize};
use url::Url;

use crate::value::id::Id;
use crate::value::line;
use crate::value::problem::Case;
use crate::value::problem::parameter::Quoted;
use crate::value::text_form::Form;

/// An absolute `http` or `https` address of at most 2,000 characters, in the form in which browsers read it (WHATWG URL):
/// lower-case scheme and host, an international host as A-labels, a path, everything else percent-encoded.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, DeriveValueType)]
#[serde(into = "String")]
pub struct WebAddress(String);

/// A text that is not such an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a web address")]
pub struct BadWebAddress(String);

impl WebAddress {
    const MAX: usize = 2000;

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same address without its tracking parameters, which a newsletter or a campaign has added: in the query, and in a
    /// fragment that holds nothing else. Everything else stays as it was written.
    #[must_use]
    pub fn without_tracking(&self) -> Self {
        let (page, fragment) = self.0.split_once('#').map_or((self.0.as_str(), None), |(page, it)| (page, Some(it)));
        let (path, query) = page.split_once('?').map_or((page, None), |(path, it)| (path, Some(it)));
        let kept = |parts: &str| {
            let kept: Vec<&str> = parts.split('&').filter(|it| !is_tracking_pair(it)).collect();
            (!kept.is_empty()).then(|| kept.join("&"))
        };
        let mut address = path.to_owned();
        for (mark, part) in [('?', query.and_then(kept)), ('#', fragment.and_then(kept))] {
            address.extend(part.map(|it| format!("{mark}{it}")));
        }
        Self(address)
    }

    /// The host in lower case, without `www.` and without the port.
    pub(crate) fn host(&self) -> String {
        let host = self.authority_and_path().0;
        let host = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|it| it.is_ascii_digit()));
        let host = host.map_or(self.authority_and_path().0, |(host, _)| host).to_lowercase();
        host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
    }

    /// Whether this address is `folder`, or lies below it by its path. The hosts are not compared.
    pub(crate) fn lies_below(&self, folder: &Self) -> bool {
        let above = folder.authority_and_path().1.trim_end_matches('/');
        let rest = self.authority_and_path().1.strip_prefix(above);
        rest.is_some_and(|it| it.is_empty() || it.starts_with('/'))
    }

    /// The host with its port, and the path without the query and the fragment.
    fn authority_and_path(&self) -> (&str, &str) {
        let rest = self.0.split_once("://").map_or(self.0.as_str(), |(_, it)| it);
        let rest = &rest[..rest.find(['?', '#']).unwrap_or(rest.len())];
        rest.split_at(rest.find('/').unwrap_or(rest.len()))
    }

    /// True when this is an address in its canonical form, as every new one is. Older rows may hold others.
    pub(crate) fn is_canonical(&self) -> bool {
        self.0.parse().is_ok_and(|it: Self| it == *self)
    }

    /// The canonical form of an address of the web without user name or password.
    fn kept(text: &str) -> Option<String> {
        let url = Url::parse(text).ok()?;
        let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
        let is_anonymous = url.username().is_empty() && url.password().is_none();
        (is_web && is_anonymous).then(|| url.into())
    }

    /// What addresses of the same page have in common: the scheme, `www.`, a default port, the fragment, a slash at
    /// the end, tracking parameters and the order of the others do not count.
    pub fn page_key(&self) -> String {
        let Ok(url) = Url::parse(&self.0) else { return self.0.clone() };
        let host = url.host_str().unwrap_or_default().to_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
        let port = url.port().map(|it| format!(":{it}")).unwrap_or_default();
        let path = url.path().trim_end_matches('/');
        let kept = |(name, _): &(String, String)| !is_tracking(name);
        let mut query: Vec<(String, String)> = url.query_pairs().into_owned().filter(kept).collect();
        query.sort();
        let mut key = format!("{host}{port}{path}");
        for (index, (name, value)) in query.iter().enumerate() {
            key.push_str(if index == 0 { "?" } else { "&" });
            key.extend(url::form_urlencoded::byte_serialize(name.as_bytes()));
            key.push('=');
            key.extend(url::form_urlencoded::byte_serialize(value.as_bytes()));
        }
        // an index holds no key of any length
        if key.len() > 1000 { Id::of_reference("page", &key).to_string() } else { key }
    }
}

/// Whether a one-line text holds a web or mail address, which mail programs make a link of: such a text is no name.
pub(crate) fn holds_address(text: &str) -> bool {
    let text = text.to_lowercase();
    let marked = ["://", ":\\\\", "www.", "http:", "https:", "mailto:"].iter().any(|it| text.contains(it));
    marked || text.split_whitespace().any(is_path_or_mailbox)
}

/// Whether a one-line text holds anything that a mail program may take for the name of a host, such as `example.org`.
pub(crate) fn may_hold_host(text: &str) -> bool {
    holds_address(text) || text.split_whitespace().any(has_inner_dot)
}

fn is_path_or_mailbox(word: &str) -> bool {
    let before_path = word.split_once('/').is_some_and(|(host, _)| has_inner_dot(host));
    before_path || word.split_once('@').is_some_and(|(local, host)| !local.is_empty() && has_inner_dot(host))
}

fn has_inner_dot(word: &str) -> bool {
    word.split('.')
        .zip(word.split('.').skip(1))
        .any(|(before, after)| before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric))
}

/// Whether a part of a query, `name=value`, is a tracking parameter.
fn is_tracking_pair(pair: &str) -> bool {
    pair.contains('=') && url::form_urlencoded::parse(pair.as_bytes()).any(|(name, _)| is_tracking(&name))
}

fn is_tracking(name: &str) -> bool {
    const NAMES: [&str; 12] =
        ["fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "_ga", "_gl", "ref_src", "xtor"];
    let name = name.to_lowercase();
    ["utm_", "pk_", "mtm_", "piwik_", "matomo_"].iter().any(|it| name.starts_with(it)) || NAMES.contains(&name.as_str())
}

impl FromStr for WebAddress {
    type Err = BadWebAddress;

    fn from_str(text: &str) -> Result<Self, BadWebAddress> {
        let bad = || BadWebAddress(text.chars().take(81).collect());
        let trimmed = text.trim();
        // browsers read a backslash as a slash, others do not: what comes after it may be a host, or not
        let odd = |it: char| it.is_whitespace() || it.is_control() || it == '\\' || line::is_invisible(it);
        let begins = |scheme: &str| trimmed.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme));
        if trimmed.contains(odd) || !(begins("http://") || begins("https://")) {
            return Err(bad());
        }
        let address = Self::kept(trimmed).ok_or_else(bad)?;
        if address.len() <= Self::MAX { Ok(Self(address)) } else { Err(bad()) }
    }
}

/// Reads an address from JSON: a new one, which the check of drafts holds to `is_canonical`, or one that an older
/// version has kept.
impl TryFrom<String> for WebAddress {
    type Error = BadWebAddress;

    fn try_from(text: String) -> Result<Self, BadWebAddress> {
        text.parse().or_else(|bad| {
            let older = text.len() <= Self::MAX && Self::kept(&text).is_some();
            if older && !text.contains(char::is_whitespace) { Ok(Self(text)) } else { Err(bad) }
        })
    }
}

impl<'de> Deserialize<'de> for WebAddress {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Form::WebAddress.parse(from, Self::try_from)
    }
}

impl From<BadWebAddress> for Case {
    fn from(bad: BadWebAddress) -> Self {
        Self::NotAWebAddress(Quoted::of(&bad.0))
    }
}

impl From<WebAddress> for String {
    fn from(address: WebAddress) -> Self {
        address.0
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trivial_variants_are_the_same_page() {
        let key = |text: &str| text.parse::<WebAddress>().unwrap().page_key();
        let plain = key("https://eco-bretons.info/heol");
        for variant in
            ["http://www.eco-bretons.info/heol/", "https://ECO-bretons.info:443/heol?utm_source=x&fbclid=1#haut"]
        {
            assert_eq!(key(variant), plain);
        }
        assert_eq!(key("https://a.net/?b=2&a=1"), key("https://a.net?a=1&b=2"));
        assert_ne!(key("https://a.net/article?id=1"), key("https://a.net/article?id=2"));
    }

    #[test]
    fn a_host_is_the_same_however_its_address_is_written() {
        let of = |text: &str| text.parse::<WebAddress>().unwrap();
        for text in ["https://a.net", "http://www.A.net:8080/b?c=//d.net", "https://a.net#x/y"] {
            assert_eq!(of(text).host(), "a.net", "{text}");
        }
        assert_eq!(of("http://[::1]/").host(), "[::1]");
        let below = |text: &str, folder: &str| of(text).lies_below(&of(folder));
        assert!(below("https://a.net/b/c?d", "https://a.net/b/") && below("https://a.net/b", "https://a.net/b"));
        assert!(below("https://a.net/b", "https://a.net") && !below("https://a.net/bc", "https://a.net/b"));
    }

    #[test]
    fn tracking_is_taken_off_and_nothing_else() {
        for (given, kept) in [
            ("https://a.net/x?utm_source=x", "https://a.net/x"),
            ("https://a.net/x?utm_source=x&id=1&fbclid=2#haut", "https://a.net/x?id=1#haut"),
            ("https://a.net/x?b=%C3%A9&&a=1&UTM_Medium=m", "https://a.net/x?b=%C3%A9&&a=1"),
            ("https://a.net/x?%75tm_source=x", "https://a.net/x"),
            ("https://a.net/x#xtor=RSS-1", "https://a.net/x"),
            ("https://a.net/?", "https://a.net/?"),
            ("https://a.net/x?utm#utm", "https://a.net/x?utm#utm"),
            ("https://a.net/x?q=utm_source=x", "https://a.net/x?q=utm_source=x"),
        ] {
            let address: WebAddress = given.parse().unwrap();
            assert_eq!(address.without_tracking().as_str(), kept);
            assert_eq!(address.without_tracking().page_key(), address.page_key());
        }
    }

    #[test]
    fn what_is_no_page_is_refused() {
        for text in [
            "javascript:alert(1)",
            "ftp://a.net",
            "//a.net",
            "https://",
            "https://u:p@a.net",
            "http://a b",
            "http:\\\\evil",
            "http:evil",
            "https://good.example\\@evil.example/",
            "https://a.net/\u{7f}",
            "https://a.net/\u{202e}",
        ] {
            assert!(text.parse::<WebAddress>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_is_kept_as_browsers_read_it() {
        for (text, kept) in [
            ("HTTPS://A.net", "https://a.net/"),
            ("https://a.net:443/b/../c", "https://a.net/c"),
            (" https://bücher.example/é ", "https://xn--bcher-kva.example/%C3%A9"),
        ] {
            assert_eq!(text.parse::<WebAddress>().unwrap().as_str(), kept);
        }
        let older = WebAddress::try_from("https://a.net\\b".to_owned()).unwrap();
        assert!(!older.is_canonical());
    }
}
