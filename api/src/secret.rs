//! Texts of the configuration that nobody is to read in a log or a listing.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// A text that is a secret as a whole: it prints and is written as `***`.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(String);

impl Passphrase {
    /// The text itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl Serialize for Passphrase {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("***")
    }
}

/// An address that may hold a password: it prints and is written without it, and without anything that might be a part of
/// it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text as it is.
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(&self.0))
    }
}

/// The schemes of addresses that can be told apart from a password.
const SCHEMES: [&str; 8] = ["postgres", "postgresql", "mysql", "mariadb", "smtp", "smtps", "http", "https"];

/// What of an address is shown. A password may hold any letter, also those that end a part of an address when they are not
/// written as `%3F` and so on: where the parts cannot be told apart beyond doubt, none of them is shown.
fn shown(address: &str) -> String {
    const HIDDEN: &str = "***";
    let plain = |text: &str| text.split(['?', '#']).next().unwrap_or_default().to_owned();
    if address.starts_with("sqlite:") {
        return plain(address);
    }
    let Some((scheme, rest)) = address.split_once("://").filter(|(scheme, _)| SCHEMES.contains(scheme)) else {
        return HIDDEN.to_owned();
    };
    let host = match rest.split_once('@') {
        None => Some((rest, "")),
        Some((user, host)) if !host.contains('@') && !user.contains(['/', '?', '#']) => Some((host, "***@")),
        Some(_) => None,
    };
    // without a host behind it, a password stands where a port does
    let of_port =
        |it: &str| it.split(['/', '?', '#']).next().is_some_and(|it| it.contains(':') && !it.starts_with('['));
    match host {
        Some((host, user)) if !user.is_empty() || !of_port(host) => format!("{scheme}://{user}{}", plain(host)),
        _ => format!("{scheme}://{HIDDEN}"),
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text).map(Self)
    }
}

impl<'de> Deserialize<'de> for Passphrase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text).map(Self)
    }
}

/// Takes a text; whatever else it is given, it does not repeat.
struct Text;

impl Visitor<'_> for Text {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text in quotes")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<String, E> {
        Err(E::custom("is to be a text in quotes"))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<String, E> {
        Err(E::custom("is to be a text in quotes"))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<String, E> {
        Err(E::custom("is to be a text in quotes"))
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<String, E> {
        Err(E::custom("is to be a text in quotes"))
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<String, E> {
        Err(E::custom("is to be a text in quotes"))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<String, E> {
        Err(E::custom("is to be a text in quotes"))
    }
}

impl Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_of_a_password_is_shown_whatever_its_letters() {
        for odd in ["?", "@", "/", "#", "%", ":", " ", "?a=", "/?#@", "@@", "%3F"] {
            for password in
                [format!("{odd}hunter2"), format!("hun{odd}ter2"), format!("hunter2{odd}"), format!("12{odd}345")]
            {
                for address in [
                    format!("postgres://ana:{password}@db.test/network"),
                    format!("postgres://ana:{password}@db.test:5432/network?sslmode=require"),
                    format!("postgres://db.test/network?user=ana&password={password}"),
                    format!("mysql://ana:{password}@db.test:3306/spip"),
                    format!("smtps://ana:{password}@mail.test"),
                    format!("ana:{password}@db.test/network"),
                    format!("postgres:ana:{password}@db.test"),
                    format!("{password}://db.test"),
                ] {
                    let shown = Secret::new(&address).to_string();
                    for part in ["hun", "ter2", "12", "345", "ana"] {
                        assert!(!shown.contains(part), "{address} is shown as {shown}");
                    }
                }
            }
        }
    }

    #[test]
    fn where_it_is_plain_the_host_is_shown() {
        for (address, expected) in [
            ("postgres://ana:x@db.test:5432/network?sslmode=require", "postgres://***@db.test:5432/network"),
            ("postgres://ana:p%3Fx@db.test/network", "postgres://***@db.test/network"),
            ("postgres://db.test/network", "postgres://db.test/network"),
            ("smtp://localhost", "smtp://localhost"),
            ("postgres://ana:hunter2", "postgres://***"),
            ("sqlite:data/a@b.db?mode=rwc", "sqlite:data/a@b.db"),
        ] {
            assert_eq!(Secret::new(address).to_string(), expected);
        }
    }
}
