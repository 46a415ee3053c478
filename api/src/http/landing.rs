//! The page at the root, for people.

use axum::extract::State;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{Html, IntoResponse};
use entity::viewer::Viewer;

use crate::app::App;
use crate::http::request_log;
use crate::render::page;

/// Pages of ours hold nothing but their own style.
pub(crate) const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

pub(crate) async fn page(State(app): State<App>) -> impl IntoResponse {
    let reader = app.reader(Viewer::visitor());
    let name = &reader.reference().settings.name;
    let headers = [(CONTENT_SECURITY_POLICY, POLICY), (request_log::OPENER_POLICY, request_log::APART)];
    (headers, Html(page::landing(name, app.site().api_url())))
}
