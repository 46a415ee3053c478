//! Old addresses of the site: paths that other programs gave to what is here now.

use std::str::FromStr;

/// The most bytes of an old address.
const MAX_BYTES: usize = 2_000;
/// What SPIP numbers in its addresses.
const NUMBERED: [&str; 6] = ["article", "rubrique", "breve", "auteur", "mot", "site"];

/// The path of an old address, from the first slash on, with its query: without a fragment, without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldAddress(String);

/// A text that is no path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a path")]
pub struct BadPath;

impl FromStr for OldAddress {
    type Err = BadPath;

    fn from_str(text: &str) -> Result<Self, BadPath> {
        let text = text.split('#').next().unwrap_or_default();
        let (path, query) = text.split_once('?').map_or((text, ""), |(path, query)| (path, query));
        let trimmed = path.trim_end_matches('/');
        let path = if trimmed.is_empty() { "/" } else { trimmed };
        let is_path = text.starts_with('/') && !text.starts_with("//") && text.len() <= MAX_BYTES;
        let is_plain = !text.chars().any(|it| it.is_control() || it.is_whitespace() || it == '\\');
        if !is_path || !is_plain {
            return Err(BadPath);
        }
        let mark = if query.is_empty() { "" } else { "?" };
        Ok(Self(format!("{path}{mark}{query}")))
    }
}

impl OldAddress {
    /// The address itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The forms in which the same thing may have been written down, the address itself first: SPIP gave `/article97.html`,
    /// `/article97`, `/spip.php?article97` and `/spip.php?page=article&id_article=97` to one article.
    pub fn forms(&self) -> Vec<String> {
        let mut forms = vec![self.0.clone()];
        let mut add = |form: String| {
            if !forms.contains(&form) {
                forms.push(form);
            }
        };
        let (path, query) = self.0.split_once('?').unwrap_or((self.0.as_str(), ""));
        let decoded = decoded(path);
        if decoded != path {
            add(if query.is_empty() { decoded } else { format!("{decoded}?{query}") });
        }
        if let Some((kind, number)) = numbered(path, query) {
            add(format!("/{kind}{number}.html"));
            add(format!("/spip.php?{kind}{number}"));
            add(format!("/{kind}{number}"));
            add(format!("/spip.php?page={kind}&id_{kind}={number}"));
        } else if !query.is_empty() {
            // where a page comes from is written behind its address
            add(path.to_owned());
        }
        forms
    }
}

/// A path without percent signs.
fn decoded(path: &str) -> String {
    // what a form would take apart stays together
    let whole = path.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    url::form_urlencoded::parse(whole.as_bytes()).map(|(name, _)| name.into_owned()).collect()
}

/// What SPIP calls by a number: what it is, and which.
fn numbered<'a>(path: &'a str, query: &'a str) -> Option<(&'static str, &'a str)> {
    let of = |text: &'a str| {
        NUMBERED.into_iter().find_map(|kind| {
            let number = text.strip_prefix(kind)?;
            let is_number = (1..=9).contains(&number.len()) && number.bytes().all(|it| it.is_ascii_digit());
            is_number.then_some((kind, number))
        })
    };
    let last = path.rsplit('/').next().unwrap_or_default();
    if matches!(last, "spip.php" | "index.php" | "") {
        let mut parts = query.split('&');
        return parts.find_map(|part| match part.split_once('=') {
            Some((name, number)) => {
                let kind = NUMBERED.into_iter().find(|kind| name.strip_prefix("id_") == Some(kind))?;
                let is_number = (1..=9).contains(&number.len()) && number.bytes().all(|it| it.is_ascii_digit());
                is_number.then_some((kind, number))
            }
            None => of(part),
        });
    }
    of(last.strip_suffix(".html").unwrap_or(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        text.parse::<OldAddress>().unwrap().forms()
    }

    #[test]
    fn one_thing_is_found_by_all_its_old_addresses() {
        for text in [
            "/article97.html",
            "/article97",
            "/spip.php?article97",
            "/spip.php?article97&lang=fr",
            "/spip.php?page=article&id_article=97",
            "/article97.html?utm_source=lettre#forum12",
        ] {
            let forms = forms(text);
            for form in ["/article97.html", "/spip.php?article97"] {
                assert!(forms.iter().any(|it| it == form), "{text}: {forms:?}");
            }
        }
        assert_eq!(forms("/rubrique2.html")[1], "/spip.php?rubrique2");
        assert_eq!(forms("/l-economie/?x=1"), ["/l-economie?x=1", "/l-economie"]);
        assert_eq!(forms("/%C3%A9t%C3%A9"), ["/%C3%A9t%C3%A9", "/été"]);
        assert_eq!(forms("/article97b.html").len(), 1);
        assert_eq!(forms("/"), ["/"]);
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for text in ["", "article97.html", "//evil.test/", "https://a.test/", "/a b", "/a\nb", "/\\evil.test"] {
            assert!(text.parse::<OldAddress>().is_err(), "{text:?}");
        }
        assert!(format!("/{}", "a".repeat(2_000)).parse::<OldAddress>().is_err());
    }
}
