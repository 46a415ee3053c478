//! `/feed.atom`, `/feed.rss`, `/feed.json`: the newest entries of a selection.

use axum::extract::{Extension, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::app::App;
use crate::error::{self, WireError};
use crate::graphql::engine::request::Request;
use crate::graphql::types::channel::item::{Depth, of_entries};
use crate::http::channel::answer::{of_everybody, of_type, rows, with_next};
use crate::http::channel::selection;
use crate::http::client_ip::Peer;
use crate::message::{self, Message};
use crate::render::feed::{self, Feed};

/// The entries of a page, at most and by default.
const MOST: u32 = 100;
const USUAL: u32 = 20;

/// A format of feeds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Format {
    path: &'static str,
    media_type: &'static str,
    write: fn(&Feed<'_>) -> String,
}

const ATOM: Format =
    Format { path: "/feed.atom", media_type: "application/atom+xml; charset=utf-8", write: feed::atom };
const RSS: Format = Format { path: "/feed.rss", media_type: "application/rss+xml; charset=utf-8", write: feed::rss };
const JSON: Format = Format { path: "/feed.json", media_type: "application/feed+json", write: feed::json_feed };

pub(crate) async fn atom(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    of_everybody(&app, peer, headers, |request| answer(&app, request, query, ATOM)).await
}

pub(crate) async fn rss(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    of_everybody(&app, peer, headers, |request| answer(&app, request, query, RSS)).await
}

pub(crate) async fn json(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    of_everybody(&app, peer, headers, |request| answer(&app, request, query, JSON)).await
}

async fn answer(app: &App, request: Request, query: Option<String>, format: Format) -> Result<Response, WireError> {
    let (given, selection) = selection::read(query.as_deref(), &["content", "limit", "after"], &request)?;
    let is_full = given.word("content", &[("full", true), ("summary", false)])?.unwrap_or(true);
    let limit = given.number("limit", (1, MOST))?.unwrap_or(USUAL);
    let depth = if is_full { Depth::Whole } else { Depth::Listed };
    let list = selection.newest();
    let (entries, next) = rows(&request, &list, depth.projection(), limit, given.one("after")?).await?;
    let items = of_entries(entries, &request, depth, None).await.map_err(|it| error::of_data(&it))?;

    let (settings, api) = (&request.reader.reference().settings, app.site().api_url());
    let language = message::language(&settings.languages);
    let at = |after: Option<&str>| format!("{api}{}{}", format.path, given.again(&[("after", after)]));
    let next = next.as_deref().map(|it| at(Some(it)));
    let title = format!("{} · {}", settings.name, selection.title(&request, language));
    let description = Message::new("list-description").text("network", &settings.name).say_in(language);
    let written = (format.write)(&Feed {
        title: &title,
        description: &description,
        language,
        network: &settings.name,
        home: app.site().home_url(),
        icon: &format!("{api}/favicon.svg"),
        about: &format!("{api}/embed/about#json-feed"),
        this: &at(given.one("after")?),
        first: &at(None),
        next: next.as_deref(),
        is_full,
        items: &items,
    });
    Ok(with_next(of_type(format.media_type, written), next.as_deref()))
}
