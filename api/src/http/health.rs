//! For whoever runs it: whether the process lives, whether it can do its work, and what it has counted.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST};
use axum::http::uri::Authority;
use axum::middleware::{Next, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;

use crate::app::App;
use crate::http::request_log;

/// The process lives: it answers.
pub(crate) async fn live() -> impl IntoResponse {
    ([(CACHE_CONTROL, "no-store")], Json(json!({ "status": "live" })))
}

/// It can do its work: the database answered within the last two seconds and takes changes, its disk is not full, and nobody told
/// it to stop. What is said of a read replica does not decide it: the database itself answers in its place.
pub(crate) async fn ready(State(app): State<App>) -> impl IntoResponse {
    let database = match (app.is_up(), app.is_read_only(), app.is_writable()) {
        (true, false, true) => "up",
        (true, false, false) => "disk full",
        (true, true, _) => "read-only",
        (false, ..) => "down",
    };
    let (code, status) = match (database == "up", app.is_draining()) {
        (true, false) => (StatusCode::OK, "ready"),
        (true, true) => (StatusCode::SERVICE_UNAVAILABLE, "stopping"),
        (false, _) => (StatusCode::SERVICE_UNAVAILABLE, "not ready"),
    };
    let mut said = json!({ "status": status, "database": database });
    if let Some(it) = app.following() {
        let state = match (it.up, it.used) {
            (true, true) => "up",
            (true, false) => "late",
            (false, _) => "down",
        };
        said["replica"] = json!({ "state": state, "lagMs": it.behind.map(|it| it.as_millis() as u64) });
    }
    (code, [(CACHE_CONTROL, "no-store")], Json(said))
}

/// By which names the listener for counts is spoken to.
#[derive(Debug, Clone)]
pub struct Hosts {
    /// The address that it listens on.
    pub address: IpAddr,
    /// Names and addresses besides.
    pub names: Arc<[String]>,
}

impl Hosts {
    /// Whether a request that says this host is meant for us. A page of the web can have its own name lead to any address (DNS
    /// rebinding), but it cannot say another name than its own.
    fn hold(&self, host: &str) -> bool {
        let Ok(authority) = host.parse::<Authority>() else { return false };
        let host = authority.host().trim_start_matches('[').trim_end_matches(']');
        let named = host.eq_ignore_ascii_case("localhost") || self.names.iter().any(|it| it.eq_ignore_ascii_case(host));
        let address = host.parse::<IpAddr>().map(|it| it.to_canonical());
        // who listens everywhere does not know all of its addresses
        let ours = |it: IpAddr| it.is_loopback() || it == self.address || self.address.is_unspecified();
        named || address.is_ok_and(ours)
    }
}

/// The face of the listener for counts, which is not open to the public.
pub fn metrics(app: App, hosts: Hosts) -> Router {
    let counted = Router::new().route("/metrics", get(counts)).with_state(app);
    counted.layer(from_fn_with_state(hosts, meant_for_us)).layer(map_response(request_log::secure))
}

async fn meant_for_us(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let named = request.headers().get(HOST).map(|it| it.to_str().unwrap_or_default());
    match named.or_else(|| request.uri().authority().map(Authority::as_str)) {
        Some(host) if !hosts.hold(host) => {
            (StatusCode::MISDIRECTED_REQUEST, "this host is not known here: set BC_METRICS_HOSTS\n").into_response()
        }
        Some(_) | None => next.run(request).await,
    }
}

async fn counts(State(app): State<App>) -> impl IntoResponse {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(CONTENT_TYPE, kind)], app.metrics().text(app.is_up(), app.is_writable(), app.following()))
}
