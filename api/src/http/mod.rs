//! Every route on one page, and what every request goes through.

mod accept;
mod accept_language;
mod asker;
mod channel;
mod client_ip;
mod credentials;
mod error_response;
mod etag;
mod examples;
mod exchange_schema;
mod export;
mod graphiql;
mod graphql;
pub(crate) mod graphql_response;
mod health;
mod icon;
mod import;
mod json;
mod jwks;
mod landing;
mod manual;
mod media;
mod oidc;
mod old_address;
pub(crate) mod request_id;
mod request_log;
pub mod server;
mod unread;

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::{
    ACCEPT_RANGES, ALLOW, CONTENT_DISPOSITION, CONTENT_RANGE, ETAG, LINK, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE,
};
use axum::http::{Extensions, HeaderMap, Method, StatusCode, Version};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{get, post};
pub use client_ip::Peer;
pub use health::{Hosts, metrics};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};
use tower_http::cors::{AllowHeaders, Any, CorsLayer};
use tower_http::decompression::RequestDecompressionLayer;
use tower_http::normalize_path::NormalizePath;

use crate::app::App;
use crate::error::{Code, WireError};

/// The whole face of the server.
pub fn router(app: App) -> Router {
    // no cookie speaks for anybody here: whatever header a page wishes to send, it may
    let reads = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers([
            ACCEPT_RANGES,
            ALLOW,
            CONTENT_DISPOSITION,
            CONTENT_RANGE,
            ETAG,
            LINK,
            LOCATION,
            RETRY_AFTER,
            WWW_AUTHENTICATE,
            request_id::REQUEST_ID,
            graphql_response::SERVER_TIMING,
        ])
        .max_age(Duration::from_secs(24 * 60 * 60));
    let packed = DefaultPredicate::new()
        .and(|_: StatusCode, _: Version, _: &HeaderMap, extensions: &Extensions| media::may_be_packed(extensions));
    // files have bounds of their own
    let uploads = post(media::upload::by_post).fallback(media::upload::by_other).layer(DefaultBodyLimit::disable());
    let face = Router::new()
        .route("/", get(landing::page))
        .route("/favicon.ico", get(icon::ico))
        .route("/favicon.svg", get(icon::svg))
        .route("/graphql", get(graphql::by_get).post(graphql::by_post).fallback(graphql::by_other))
        .route("/graphiql", get(graphiql::explorer))
        .route("/graphiql/{file}", get(graphiql::file))
        .route("/schema.graphql", get(graphiql::sdl_text))
        .route("/api/export", get(export::rows))
        .route("/api/import", post(import::rows))
        .route(request_log::UPLOADS, uploads)
        .route("/media/{checksum}/{name}", get(media::serve::file))
        .route("/api", get(json::overview))
        .route("/api/explore/{kind}", get(json::explore))
        .route("/api/changes", get(json::log))
        .route("/api/search", get(json::find))
        .route("/api/suggest", get(json::suggest))
        .route("/api/{kind}", get(json::list))
        .route("/api/{kind}/{id}", get(json::item))
        .route("/api/{kind}/{id}/{*rest}", get(json::nothing))
        .route("/openapi.json", get(json::description))
        .route("/exchange.schema.json", get(exchange_schema::text))
        .route("/docs", get(manual::first))
        .route("/docs/{language}/{page}", get(manual::page))
        .route("/embed", get(channel::composer::page))
        .route("/embed.js", get(channel::script::components))
        .route("/embed/about", get(channel::composer::about))
        .route("/embed/frame.js", get(channel::script::frame))
        .route("/embed/composer.js", get(channel::script::composer))
        .route("/embed/{kind}", get(channel::list::page))
        .route("/embed/{kind}/{slug}", get(channel::entry::page))
        .route("/go/{id}", get(channel::go::on))
        .route("/oembed", get(channel::oembed::of_address))
        .route("/feed.atom", get(channel::feed::atom))
        .route("/feed.rss", get(channel::feed::rss))
        .route("/feed.json", get(channel::feed::json))
        .route("/events.ics", get(channel::calendar::all))
        .route("/events/{file}", get(channel::calendar::one))
        .route("/map.geojson", get(channel::map::features))
        .route("/gogocarto.json", get(channel::map::elements))
        .route("/entries.csv", get(channel::table::entries))
        .route("/entries.schema.json", get(channel::table::schema))
        .route("/sitemap.xml", get(channel::sitemap::whole))
        .route("/sitemap/{part}", get(channel::sitemap::part))
        .route("/.well-known/jwks.json", get(jwks::public))
        .route("/oidc/{key}/start", get(oidc::start))
        .route("/oidc/{key}/callback", get(oidc::callback))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .fallback(old_address::answer)
        .method_not_allowed_fallback(read_only)
        // the first is the innermost
        .layer(RequestDecompressionLayer::new())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), request_log::follow))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(packed))
        .layer(reads)
        .layer(map_response(request_log::secure))
        .with_state(app);
    // a slash at the end names the same thing
    Router::new().fallback_service(NormalizePath::trim_trailing_slash(face))
}

/// Whatever is tried, other than reading, where there is nothing but to be read.
async fn read_only(State(app): State<App>, headers: HeaderMap) -> Response {
    let told = WireError::new(Code::MethodNotAllowed, "method-not-allowed").text("allowed", "GET");
    error_response::sentence(&app, &headers, &told)
}

/// What is answered when our own code fails where it must not; the cause is in the log.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands over a box")]
fn panicked(cause: Box<dyn std::any::Any + Send>) -> axum::http::Response<axum::body::Body> {
    let cause = cause.downcast_ref::<&str>().map(|it| (*it).to_owned());
    tracing::error!(cause = cause.as_deref().unwrap_or("unknown"), "a request failed inside");
    let mut response = axum::http::Response::new(axum::body::Body::from("internal error\n"));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}
