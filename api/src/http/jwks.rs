//! The public keys, for whoever wants to know whether a token is ours (JWKS, RFC 7517).

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::error::of_data;
use crate::http::error_response;

pub(crate) async fn public(State(app): State<App>, headers: HeaderMap) -> Response {
    match app.auth().public_keys().await {
        Ok(keys) => {
            let headers = [(CACHE_CONTROL, "public, max-age=300"), (CONTENT_TYPE, "application/jwk-set+json")];
            (headers, Json(keys)).into_response()
        }
        Err(cause) => error_response::sentence(&app, &headers, &of_data(&cause)),
    }
}
