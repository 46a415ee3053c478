//! `GET /exchange.schema.json`: the format of imports and exports, for programs that write rows.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use entity::import::schema;

pub(crate) async fn text() -> Response {
    static TEXT: LazyLock<String> = LazyLock::new(|| format!("{:#}\n", schema::schema()));
    let head = [(CONTENT_TYPE, "application/schema+json"), (CACHE_CONTROL, "public, max-age=3600")];
    (head, TEXT.as_str()).into_response()
}
