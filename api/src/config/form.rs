//! The forms of values: lists separated by commas, addresses with a port, addresses of pages.

use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use entity::value::url::WebAddress;
use ipnet::IpNet;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

use crate::config::fault::BadConfig;
use crate::site::KindWords;

/// Refuses what is not the address of a page; what stands in braces is put in later.
pub(super) fn check_url(name: &str, url: Option<&str>) -> Result<(), BadConfig> {
    let plain = url.map(|it| it.replace(['{', '}'], ""));
    if plain.is_some_and(|it| it.parse::<WebAddress>().is_err()) {
        return Err(BadConfig::new(format!("{name} is not a web address beginning with http:// or https://")));
    }
    Ok(())
}

/// A list, or a text whose parts are separated by commas.
pub(super) fn parts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected a list, or a text with commas between its parts")]
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

pub(super) fn paths<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PathBuf>, D::Error> {
    Ok(parts(deserializer)?.into_iter().map(PathBuf::from).collect())
}

pub(super) fn networks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpNet>, D::Error> {
    let network = |text: &String| {
        let found = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        found.map_err(|_| Error::custom(format!("\"{text}\" is neither an address nor a network")))
    };
    parts(deserializer)?.iter().map(network).collect()
}

/// Words for kinds: pairs such as `recipe=recettes`, or a group of settings.
pub(super) fn kind_words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<KindWords, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected a text such as recipe=recettes,event=agenda, or a group of settings")]
    enum Written {
        Text(String),
        List(Vec<String>),
        Group(BTreeMap<String, String>),
    }
    let words = match Written::deserialize(deserializer)? {
        Written::Text(text) => KindWords::of_texts(text.split(',').filter(|it| !it.trim().is_empty())),
        Written::List(texts) => KindWords::of_texts(texts.iter().map(String::as_str)),
        Written::Group(pairs) => KindWords::of(pairs.iter().map(|(name, word)| (name.as_str(), word.as_str()))),
    };
    words.map_err(Error::custom)
}

/// An address with a port.
pub(super) fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SocketAddr, D::Error> {
    deserializer.deserialize_any(Address)
}

/// The same, or none.
pub(super) fn optional_address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SocketAddr>, D::Error> {
    #[derive(Deserialize)]
    struct Given(#[serde(deserialize_with = "address")] SocketAddr);
    Ok(Option::<Given>::deserialize(deserializer)?.map(|it| it.0))
}

struct Address;

impl Visitor<'_> for Address {
    type Value = SocketAddr;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an address with a port, such as 127.0.0.1:8000")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<SocketAddr, E> {
        text.parse().map_err(|_| {
            let port = |it: &str| it.parse::<u16>().ok();
            let host = text.rsplit_once(':').and_then(|(host, number)| Some((host, port(number)?)));
            E::custom(match (port(text), host) {
                (Some(port), _) | (None, Some(("" | "localhost" | "*", port))) => {
                    format!("\"{text}\" is not an address with a port: say 127.0.0.1:{port}")
                }
                (None, Some((_, port))) => {
                    format!("\"{text}\" does not begin with the address of a network card, such as 127.0.0.1:{port}")
                }
                (None, None) => format!("\"{text}\" is not an address with a port, such as 127.0.0.1:8000"),
            })
        })
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<SocketAddr, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<SocketAddr, E> {
        self.visit_str(&number.to_string())
    }
}
