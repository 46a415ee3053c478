//! Every route on one page.

mod assets;
mod embed;
mod graphql;
mod landing;
mod language;
mod limits;

use axum::Router;
use axum::http::header::{CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::routing::get;
use tower_http::cors::{Any, CorsLayer};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::app::App;

/// The whole face of the server.
pub fn router(app: App) -> Router {
    let reads = CorsLayer::new().allow_origin(Any).allow_methods(Any).allow_headers(Any);
    Router::new()
        .route("/", get(landing::page))
        .route("/graphql", get(graphql::by_get).post(graphql::by_post))
        .route("/graphiql", get(assets::explorer))
        .route("/graphiql/{file}", get(assets::file))
        .route("/schema.graphql", get(assets::sdl_text))
        .route("/embed/{kind}/{slug}", get(embed::entry))
        .layer(reads)
        .layer(header(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(REFERRER_POLICY, "strict-origin-when-cross-origin"))
        .layer(header(CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"))
        .with_state(app)
}

/// Sets a header unless the handler did.
fn header(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}
