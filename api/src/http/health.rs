//! For whoever runs it: whether the process lives, whether it can do its work, and what it has counted.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;

use crate::app::App;

/// The process lives: it answers.
pub(crate) async fn live() -> impl IntoResponse {
    ([(CACHE_CONTROL, "no-store")], Json(json!({ "status": "live" })))
}

/// It can do its work: the database answered within the last two seconds and takes changes, and nobody told it to stop.
pub(crate) async fn ready(State(app): State<App>) -> impl IntoResponse {
    let database = match (app.is_ready(), app.is_read_only()) {
        (true, false) => "up",
        (true, true) => "read-only",
        (false, _) => "down",
    };
    let (code, status) = match (database == "up", app.is_draining()) {
        (true, false) => (StatusCode::OK, "ready"),
        (true, true) => (StatusCode::SERVICE_UNAVAILABLE, "stopping"),
        (false, _) => (StatusCode::SERVICE_UNAVAILABLE, "not ready"),
    };
    (code, [(CACHE_CONTROL, "no-store")], Json(json!({ "status": status, "database": database })))
}

/// The face of the listener for counts, which is not open to the public.
pub fn metrics(app: App) -> Router {
    Router::new().route("/metrics", get(counts)).with_state(app)
}

async fn counts(State(app): State<App>) -> impl IntoResponse {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(CONTENT_TYPE, kind)], app.metrics().text(app.is_ready()))
}
