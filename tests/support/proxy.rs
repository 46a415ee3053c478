//! A proxy before a database that can be cut and mended, so that a database can be taken away without stopping it.

use std::path::Path;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite, copy_bidirectional};
use tokio::net::{TcpStream, UnixListener, UnixStream};
use tokio::sync::watch;
use url::Url;

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// How the way to the database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Open.
    Open,
    /// Connections are ended, and new ones are ended at once.
    Cut,
    /// Nothing comes through any more, and nobody says so.
    Silent,
    /// The same, and what is silent now stays so when the way is open again, as when a machine is lost.
    Lost,
}

/// The proxy.
pub(crate) struct Proxy {
    way: Arc<watch::Sender<Way>>,
    url: String,
    _folder: tempfile::TempDir,
}

impl Proxy {
    /// Puts a proxy before the database that an address names.
    pub(crate) fn before(database: &str) -> Self {
        let mut url = Url::parse(database).expect("an address");
        let named = |name: &str| url.query_pairs().find(|(it, _)| it == name).map(|(_, it)| it.into_owned());
        let socket = named("host").or_else(|| url.host_str().filter(|it| it.starts_with("%2F")).map(decoded));
        let port = named("port").and_then(|it| it.parse().ok()).or(url.port()).unwrap_or(5432);
        let host = url.host_str().unwrap_or("localhost").to_owned();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let listener = UnixListener::bind(folder.path().join(format!(".s.PGSQL.{port}"))).expect("a socket");
        let way = Arc::new(watch::Sender::new(Way::Open));
        let (known, target) = (Arc::clone(&way), socket);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let way = known.subscribe();
                let (host, target) = (host.clone(), target.clone());
                tokio::spawn(async move {
                    let far: Option<Box<dyn Stream>> = match &target {
                        Some(folder) => {
                            let path = Path::new(folder).join(format!(".s.PGSQL.{port}"));
                            UnixStream::connect(path).await.ok().map(|it| Box::new(it) as Box<dyn Stream>)
                        }
                        None => TcpStream::connect((host.as_str(), port)).await.ok().map(|it| Box::new(it) as _),
                    };
                    if let Some(far) = far {
                        carry(near, far, way).await;
                    }
                });
            }
        });
        url.set_query(Some(&format!("host={}&port={port}", folder.path().display())));
        let _plain = url.set_host(Some("localhost"));
        Self { way, url: url.into(), _folder: folder }
    }

    /// The address that leads through the proxy.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Opens or closes the way.
    pub(crate) fn set(&self, way: Way) {
        self.way.send_replace(way);
    }
}

fn decoded(text: &str) -> String {
    text.replace("%2F", "/")
}

async fn carry(mut near: UnixStream, mut far: Box<dyn Stream>, mut way: watch::Receiver<Way>) {
    if *way.borrow_and_update() == Way::Cut {
        return;
    }
    loop {
        let now = *way.borrow_and_update();
        match now {
            Way::Cut => return,
            Way::Silent => {
                if way.changed().await.is_err() {
                    return;
                }
            }
            Way::Lost => return std::future::pending().await,
            Way::Open => {
                tokio::select! {
                    _ = copy_bidirectional(&mut near, &mut far) => return,
                    changed = way.changed() => if changed.is_err() { return },
                }
            }
        }
    }
}
