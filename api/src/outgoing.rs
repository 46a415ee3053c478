//! Requests to other servers: to public addresses alone (checked where the name leads, not how it looks), straight, within a
//! few seconds, without a proxy, and not more than a bounded answer.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::http::header::LOCATION;
use axum::http::{Method, Request, Response};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use url::Host;

/// How long a connection and a whole exchange may take.
const CONNECTING: Duration = Duration::from_secs(2);
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a file may take.
const DOWNLOADING: Duration = Duration::from_secs(60);
/// How often a file may stand elsewhere than where it was looked for.
const MAX_REDIRECTS: usize = 5;
/// The most bytes of an answer.
const MAX_BYTES: usize = 512 * 1024;

/// Which addresses may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Public ones, over TLS.
    Public,
    /// Any: the operator names the server, and it stands in their own network.
    Private,
}

/// Asks other servers.
#[derive(Clone)]
pub(crate) struct Outgoing {
    client: reqwest::Client,
    reach: Reach,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unanswered {
    /// The address is not public.
    #[error("{0} is not a public address")]
    NotPublic(String),
    /// It is more than may be.
    #[error("the answer is longer than {0} bytes")]
    TooLong(usize),
    /// The exchange failed.
    #[error(transparent)]
    Failed(#[from] reqwest::Error),
    /// It leads from one address to the next.
    #[error("it is redirected more than {MAX_REDIRECTS} times")]
    TooManyRedirects,
    /// It leads to what is no address.
    #[error("it is redirected to {0}, which is no address of the web")]
    NoAddress(String),
    /// The answer is none of HTTP.
    #[error(transparent)]
    Malformed(#[from] axum::http::Error),
}

impl Unanswered {
    /// Why, in a few words: what lies at the bottom of it.
    pub(crate) fn told(&self) -> String {
        let mut cause: &dyn std::error::Error = self;
        while let Some(behind) = cause.source() {
            cause = behind;
        }
        cause.to_string()
    }
}

impl Outgoing {
    /// Makes it.
    ///
    /// # Errors
    /// When TLS is not to be had.
    pub(crate) fn new(reach: Reach) -> Result<Self, String> {
        let builder = reqwest::Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .connect_timeout(CONNECTING)
            .timeout(PATIENCE)
            .referer(false)
            .https_only(reach == Reach::Public)
            .user_agent("bretagne-creative");
        let builder = match reach {
            Reach::Public => builder.dns_resolver(Arc::new(PublicOnly)),
            Reach::Private => builder,
        };
        let client = builder.build().map_err(|it| format!("other servers cannot be asked: {it}"))?;
        Ok(Self { client, reach })
    }

    /// Sends a request; redirects are answers like others.
    ///
    /// # Errors
    /// [`Unanswered`].
    pub(crate) async fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Unanswered> {
        self.answered(reqwest::Request::try_from(request)?, MAX_BYTES).await
    }

    /// The same for a file, which may be so long and takes its time. Redirects are followed, each under the same rules as the address
    /// itself.
    ///
    /// # Errors
    /// [`Unanswered`].
    pub(crate) async fn download(
        &self,
        request: Request<Vec<u8>>,
        most: usize,
    ) -> Result<Response<Vec<u8>>, Unanswered> {
        let mut request = reqwest::Request::try_from(request)?;
        for _ in 0..=MAX_REDIRECTS {
            *request.timeout_mut() = Some(DOWNLOADING);
            let from = request.url().clone();
            let answer = self.answered(request, most).await?;
            let location = answer.headers().get(LOCATION).filter(|_| answer.status().is_redirection());
            let Some(location) = location else { return Ok(answer) };
            let location = String::from_utf8_lossy(location.as_bytes());
            let to = from.join(&location).map_err(|_| Unanswered::NoAddress(location.into_owned()))?;
            request = reqwest::Request::new(Method::GET, to);
        }
        Err(Unanswered::TooManyRedirects)
    }

    async fn answered(&self, request: reqwest::Request, most: usize) -> Result<Response<Vec<u8>>, Unanswered> {
        // a name is looked at when it is resolved; an address needs no resolving
        let literal = match request.url().host() {
            Some(Host::Ipv4(it)) => Some(IpAddr::V4(it)),
            Some(Host::Ipv6(it)) => Some(IpAddr::V6(it)),
            Some(Host::Domain(_)) | None => None,
        };
        if let Some(address) = literal.filter(|it| self.reach == Reach::Public && !is_public(*it)) {
            return Err(Unanswered::NotPublic(address.to_string()));
        }
        let mut answer = self.client.execute(request).await?;
        let mut response = Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            response = response.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > most {
                return Err(Unanswered::TooLong(most));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(response.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Outgoing {
    type Error = Unanswered;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unanswered>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

/// Resolves names to those of their addresses that are public.
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<_> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let public: Vec<_> = found.into_iter().filter(|it| is_public(it.ip())).collect();
            if public.is_empty() {
                return Err(Unanswered::NotPublic(name.as_str().to_owned()).into());
            }
            let public: Addrs = Box::new(public.into_iter());
            Ok(public)
        })
    }
}

/// Whether an address is a public unicast one: neither private nor special (IANA's registries of special-purpose addresses,
/// RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => is_public_v4(it),
        IpAddr::V6(it) => it.to_ipv4_mapped().map_or_else(|| is_public_v6(it), is_public_v4),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (192, 0, 0 | 2)
            | (192, 31, 196)
            | (192, 52, 193)
            | (192, 88, 99)
            | (192, 175, 48)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    // what is given out to the public is 2000::/3, without protocols (2001::/23), documentation and 6to4
    let special = matches!((a, b), (0x2001, 0..=0x01ff | 0x0db8) | (0x2002, _) | (0x3fff, 0..=0x0fff));
    a & 0xe000 == 0x2000 && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_addresses_are_not_public() {
        for public in
            ["1.1.1.1", "172.15.0.1", "172.32.0.1", "100.128.0.1", "193.0.0.1", "2a01:e00::1", "2606:4700::1111"]
        {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        for special in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.168.1.1",
            "198.18.0.1",
            "203.0.113.7",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "64:ff9b::a00:1",
            "2001::1",
            "2001:db8::1",
            "2002:a00:1::1",
        ] {
            assert!(!is_public(special.parse().unwrap()), "{special}");
        }
    }

    #[tokio::test]
    async fn what_is_not_public_is_not_asked() {
        let outgoing = Outgoing::new(Reach::Public).unwrap();
        for url in [
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://localhost/",
            "http://1.1.1.1/",
            "https://2130706433/",
        ] {
            let refused = outgoing.send(Request::get(url).body(Vec::new()).unwrap()).await;
            assert!(refused.is_err(), "{url}");
        }
    }
}
