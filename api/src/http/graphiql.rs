//! Files that the program brings along: the explorer and the schema.

use std::sync::LazyLock;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use entity::viewer::Viewer;
use serde_json::json;

use crate::app::App;
use crate::error::{Code, WireError};
use crate::graphql::sdl;
use crate::http::{accept_language, error_response, etag, examples, landing, request_log};
use crate::message::{self, Message};
use crate::render::page;

/// What the explorer may do: run its own files and talk to this server.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                      font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'";

static SDL: LazyLock<String> = LazyLock::new(sdl);

/// The files of the explorer, by name.
const FILES: [(&str, &str, &[u8]); 5] = [
    ("start.js", "text/javascript", include_bytes!("../../assets/graphiql/start.js")),
    ("graphiql.min.js", "text/javascript", include_bytes!("../../assets/graphiql/graphiql.min.js")),
    ("graphiql.min.css", "text/css", include_bytes!("../../assets/graphiql/graphiql.min.css")),
    ("react.production.min.js", "text/javascript", include_bytes!("../../assets/graphiql/react.production.min.js")),
    (
        "react-dom.production.min.js",
        "text/javascript",
        include_bytes!("../../assets/graphiql/react-dom.production.min.js"),
    ),
];

/// The explorer in the reader's language, filled with the worked examples.
pub(crate) async fn explorer(State(app): State<App>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    // where nothing but a list of documents is carried out, it could not even read the schema
    if app.trusts_only_its_list() {
        return error_response::sentence(&app, &headers, &WireError::new(Code::NotFound, "explorer-off"));
    }
    let language = message::language(&accept_language::of_page(&headers, query.as_deref()));
    let said = |id: &'static str| Message::new(id).say_in(language);
    let reader = app.reader(Viewer::visitor());
    let texts = (said("explorer-title"), said("explorer-needs-script"));
    let tabs = json!(examples::all(language, &reader));
    let network = &reader.reference().settings.name;
    let html = page::explorer(language, network, (&texts.0, &texts.1), &tabs);
    let headers_of_page = [(CONTENT_SECURITY_POLICY, POLICY), (request_log::OPENER_POLICY, request_log::APART)];
    let response = landing::in_language(language, (headers_of_page, Html(html)).into_response());
    etag::tag(headers, response).await
}

pub(crate) async fn file(Path(name): Path<String>, State(app): State<App>, asked: HeaderMap) -> Response {
    match FILES.iter().find(|(known, ..)| *known == name) {
        Some((_, kind, bytes)) => {
            let headers =
                [(CONTENT_TYPE, format!("{kind}; charset=utf-8")), (CACHE_CONTROL, "public, max-age=86400".to_owned())];
            etag::tag(asked, (headers, *bytes).into_response()).await
        }
        None => error_response::sentence(&app, &asked, &WireError::new(Code::NotFound, "not-found")),
    }
}

pub(crate) async fn sdl_text(headers: HeaderMap) -> Response {
    let kind = [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "public, max-age=300")];
    etag::tag(headers, (kind, SDL.as_str()).into_response()).await
}
