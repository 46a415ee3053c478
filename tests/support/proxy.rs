//! A proxy before a database that can be cut and mended, so that a database can be taken away without stopping it.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
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

/// What becomes of what is sent once too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Last {
    /// It is not passed on, and all connections are cut.
    Held,
    /// It is passed on, its connection is cut before the answer, and others go on.
    Unanswered,
    /// It is passed on, and all connections are cut before the answer.
    Gone,
}

/// How many times anything is still sent, and what becomes of the last.
#[derive(Debug)]
struct Count {
    left: AtomicU64,
    /// Whether a commit is the last, however much is sent before it.
    commits: AtomicBool,
    last: Mutex<Last>,
}

/// The proxy.
pub(crate) struct Proxy {
    way: Arc<watch::Sender<Way>>,
    left: Arc<Count>,
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
        let left = Arc::new(Count {
            left: AtomicU64::new(u64::MAX),
            commits: AtomicBool::new(false),
            last: Mutex::new(Last::Held),
        });
        let (known, target, counted) = (Arc::clone(&way), socket, Arc::clone(&left));
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let (way, counted) = (Arc::clone(&known), Arc::clone(&counted));
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
                        carry(near, far, way, counted).await;
                    }
                });
            }
        });
        url.set_query(Some(&format!("host={}&port={port}", folder.path().display())));
        let _plain = url.set_host(Some("localhost"));
        Self { way, left, url: url.into(), _folder: folder }
    }

    /// The address that leads through the proxy.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// How the way is.
    pub(crate) fn way(&self) -> Way {
        *self.way.borrow()
    }

    /// Cuts all connections in place of what is sent the n-th time from now on.
    pub(crate) fn cut_before(&self, n: u64) {
        self.cut_at(n, Last::Held);
    }

    /// Cuts what is sent the n-th time from now on, or what follows it.
    pub(crate) fn cut_at(&self, n: u64, last: Last) {
        *self.left.last.lock().expect("nobody panics with it") = last;
        self.left.left.store(n, Ordering::SeqCst);
    }

    /// Cuts the next commit, or what follows it.
    pub(crate) fn cut_commit(&self, last: Last) {
        *self.left.last.lock().expect("nobody panics with it") = last;
        self.left.commits.store(true, Ordering::SeqCst);
    }

    /// Whether so much was sent since that something was cut.
    pub(crate) fn has_cut(&self) -> bool {
        self.left.left.load(Ordering::SeqCst) > u64::MAX / 2
    }

    /// Opens or closes the way.
    pub(crate) fn set(&self, way: Way) {
        self.left.left.store(u64::MAX, Ordering::SeqCst);
        self.way.send_replace(way);
    }
}

fn decoded(text: &str) -> String {
    text.replace("%2F", "/")
}

/// Passes on what is sent, until it is sent once too often.
async fn forth(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    way: &watch::Sender<Way>,
    count: &Count,
) -> std::io::Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = from.read(&mut buffer).await?;
        if read == 0 {
            return Ok(());
        }
        let commits = buffer[..read].ends_with(b"COMMIT\0") && count.commits.swap(false, Ordering::SeqCst);
        if count.left.fetch_sub(1, Ordering::SeqCst) <= 1 || commits {
            count.left.store(u64::MAX, Ordering::SeqCst);
            let last = *count.last.lock().expect("nobody panics with it");
            if last != Last::Held {
                to.write_all(&buffer[..read]).await?;
            }
            if last != Last::Unanswered {
                way.send_replace(Way::Cut);
            }
            return Ok(());
        }
        to.write_all(&buffer[..read]).await?;
    }
}

async fn carry(near: UnixStream, far: Box<dyn Stream>, told: Arc<watch::Sender<Way>>, left: Arc<Count>) {
    let mut way = told.subscribe();
    let ((mut asked, mut answered), (mut heard, mut said)) = (tokio::io::split(near), tokio::io::split(far));
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
                    _ = forth(&mut asked, &mut said, &told, &left) => return,
                    _ = tokio::io::copy(&mut heard, &mut answered) => return,
                    changed = way.changed() => if changed.is_err() { return },
                }
            }
        }
    }
}
