//! Files that the program brings along: the explorer and the schema.

use std::sync::LazyLock;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};

use crate::app::App;
use crate::error::{Code, WireError};
use crate::graphql::sdl;
use crate::http::{error_response, etag, request_log};

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

pub(crate) async fn explorer(headers: HeaderMap) -> Response {
    let headers_of_page = [(CONTENT_SECURITY_POLICY, POLICY), (request_log::OPENER_POLICY, request_log::APART)];
    let page = (headers_of_page, Html(include_str!("../../assets/graphiql/index.html")));
    etag::tag(headers, page.into_response()).await
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
