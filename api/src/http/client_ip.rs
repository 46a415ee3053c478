//! From which address a client speaks: the peer's, unless the peer is a proxy that is trusted to say whom it speaks for.

use std::net::IpAddr;

use axum::Extension;
use axum::http::HeaderMap;
use ipnet::IpNet;

use crate::app::App;

/// The other end of a connection.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// The client of a request, when its connection is known.
pub(crate) fn of(app: &App, peer: Option<Extension<Peer>>, headers: &HeaderMap) -> Option<IpAddr> {
    peer.map(|Extension(Peer(peer))| address(peer, headers, app.trusted_proxies()))
}

/// The client behind a peer: the last address of `X-Forwarded-For` that is not of a trusted proxy. What stands before
/// it can be made up by anybody. Used for bounds only; never logged.
fn address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|it| it.contains(&plain(*address)));
    if !is_trusted(&peer) {
        return plain(peer);
    }
    // bytes: what is no text in one place must not hide what a proxy wrote in another
    let lines = headers.get_all("x-forwarded-for").iter();
    let named: Vec<&[u8]> = lines.flat_map(|it| it.as_bytes().split(|it| *it == b',')).collect();
    let mut found = plain(peer);
    for bytes in named.iter().rev() {
        let text = std::str::from_utf8(bytes).unwrap_or_default().trim();
        let Ok(address) = text.parse::<IpAddr>() else { break };
        found = plain(address);
        if !is_trusted(&found) {
            break;
        }
    }
    found
}

/// An IPv4 address that is written as IPv6 is the IPv4 address.
fn plain(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_say_whom_they_speak_for() {
        let trusted = ["10.0.0.0/8".parse().unwrap(), "127.0.0.1/32".parse().unwrap()];
        let of = |peer: &str, forwarded: &[&str]| {
            let mut headers = HeaderMap::new();
            for text in forwarded {
                headers.append("x-forwarded-for", text.parse().unwrap());
            }
            address(peer.parse().unwrap(), &headers, &trusted).to_string()
        };
        assert_eq!(of("192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(of("10.0.0.1", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(of("10.0.0.1", &["203.0.113.9, 198.51.100.7, 10.0.0.2"]), "198.51.100.7");
        assert_eq!(of("10.0.0.1", &["203.0.113.9", "198.51.100.7"]), "198.51.100.7");
        assert_eq!(of("::ffff:10.0.0.1", &["2001:db8::1"]), "2001:db8::1");
        assert_eq!(of("10.0.0.1", &["not an address"]), "10.0.0.1");
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", axum::http::HeaderValue::from_bytes(b"\xff, 198.51.100.7").unwrap());
        assert_eq!(address("10.0.0.1".parse().unwrap(), &headers, &trusted).to_string(), "198.51.100.7");
        assert_eq!(of("10.0.0.1", &[]), "10.0.0.1");
    }
}
