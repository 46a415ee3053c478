//! Connections: bounded in number, in idleness, in slowness, and ended without cutting anybody short.

use std::future::Future;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use crate::app::App;
use crate::http::client_ip::Peer;

/// How long a client may take to send the head of a request, and how long it may be idle between two.
const HEAD: Duration = Duration::from_secs(15);
/// How long a client may leave what is sent to it unread.
const UNREAD: Duration = Duration::from_secs(15);
/// How long connections are told to close by the answers they get, before those that stay silent are closed.
const LINGER: Duration = Duration::from_millis(1_000);
/// How long accepted requests have to be answered when the server stops.
const DRAIN: Duration = Duration::from_secs(20);
/// What is kept of the head of a request.
const MAX_HEAD: usize = 64 * 1024;
/// What a connection is told when there are too many.
const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/// Answers on a listener until `stop`, then lets those who were accepted have their answers.
pub async fn serve(
    listener: TcpListener,
    app: &App,
    router: Router,
    connections: usize,
    stop: impl Future<Output = ()>,
) {
    let room = Arc::new(Semaphore::new(connections.max(1)));
    let graceful = GracefulShutdown::new();
    let accept = async {
        loop {
            if let Some((stream, peer)) = accepted(&listener).await {
                welcome(stream, peer, &room, &graceful, app, &router);
            }
        }
    };
    let stopped = async {
        stop.await;
        tracing::info!("stopping: those who were accepted get their answers");
        app.drain();
        // a client that is about to send on an open connection is answered, and told to close it: closing it first
        // would cut off what is already under way
        tokio::time::sleep(LINGER).await;
    };
    tokio::select! {
        () = accept => {}
        () = stopped => {}
    }
    for (stream, peer) in knocking(listener, connections) {
        welcome(stream, peer, &room, &graceful, app, &router);
    }
    // who came last has not been answered yet, and closes when it is; who stays silent is closed after that
    let places = u32::try_from(connections.max(1)).unwrap_or(u32::MAX);
    let _all_gone = tokio::time::timeout(LINGER, room.acquire_many(places)).await;
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("some connections did not end in time");
    }
}

async fn accepted(listener: &TcpListener) -> Option<(TcpStream, SocketAddr)> {
    match listener.accept().await {
        Ok(accepted) => Some(accepted),
        Err(cause) => {
            // one client that went away is no matter; no more file descriptors is, and passes
            if !matches!(cause.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset) {
                tracing::warn!(error = %cause, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            None
        }
    }
}

/// Closes a listener, and gives those who had connected to it by then: the system would end their connections with it. At
/// most so many, so that it comes to an end.
fn knocking(listener: TcpListener, most: usize) -> Vec<(TcpStream, SocketAddr)> {
    let mut waiting = Vec::new();
    // what the system holds is asked for itself: the runtime may not have heard of it yet
    let listener = match listener.into_std() {
        Ok(listener) => listener,
        Err(cause) => {
            tracing::warn!(error = %cause, "those who had just connected could not be let in");
            return waiting;
        }
    };
    while waiting.len() < most {
        let accepted = listener.accept().and_then(|(stream, peer)| {
            stream.set_nonblocking(true)?;
            Ok((TcpStream::from_std(stream)?, peer))
        });
        match accepted {
            Ok(accepted) => waiting.push(accepted),
            Err(cause) if matches!(cause.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset) => {}
            Err(cause) if cause.kind() == ErrorKind::WouldBlock => break,
            Err(cause) => {
                tracing::warn!(error = %cause, "a connection could not be accepted");
                break;
            }
        }
    }
    waiting
}

fn welcome(
    stream: TcpStream,
    peer: SocketAddr,
    room: &Arc<Semaphore>,
    graceful: &GracefulShutdown,
    app: &App,
    router: &Router,
) {
    let Ok(permit) = Arc::clone(room).try_acquire_owned() else {
        app.metrics().refused("CONNECTIONS");
        tokio::spawn(turn_away(stream));
        return;
    };
    if let Err(cause) = stream.set_nodelay(true) {
        tracing::debug!(error = %cause, "a connection keeps its delay");
    }
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(UNREAD));
    let router = router.clone();
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer.ip()));
        router.clone().oneshot(request)
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(MAX_HEAD);
    let connection = builder.serve_connection(TokioIo::new(Box::pin(stream)), service);
    let watched = graceful.watch(connection);
    let open = Open::new(app, permit);
    tokio::spawn(async move {
        if let Err(cause) = watched.await {
            tracing::debug!(error = %cause, "a connection ended early");
        }
        drop(open);
    });
}

/// A connection that is counted as long as it is open.
struct Open {
    app: App,
    _permit: OwnedSemaphorePermit,
}

impl Open {
    fn new(app: &App, permit: OwnedSemaphorePermit) -> Self {
        app.metrics().connections.inc();
        Self { app: app.clone(), _permit: permit }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.app.metrics().connections.dec();
    }
}

async fn turn_away(mut stream: TcpStream) {
    let told = async {
        stream.write_all(FULL).await?;
        stream.shutdown().await
    };
    let _gone = tokio::time::timeout(Duration::from_secs(1), told).await;
}
