//! `/map.geojson` and `/gogocarto.json`: entries that have a place, for maps.

use axum::extract::{Extension, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::app::App;
use crate::error::{self, WireError};
use crate::graphql::engine::request::Request;
use crate::graphql::types::channel::item::{Depth, of_entries};
use crate::http::channel::answer::{MAX_FILE_ROWS, of_everybody, of_type, rows, with_next};
use crate::http::channel::selection;
use crate::http::client_ip::Peer;
use crate::message;
use crate::render::geo_json::{Collection, geo_json};
use crate::render::gogocarto;
use crate::render::item::Item;

/// The places of a map by default.
const USUAL: u32 = 1_000;

pub(crate) async fn features(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let app = &app;
    of_everybody(app, peer, headers, |request| async move {
        let found = located(app, &request, query, "/map.geojson").await?;
        let collection = Collection { title: &found.title, next: found.next.as_deref(), items: &found.items };
        Ok(with_next(of_type("application/geo+json", geo_json(&collection)), found.next.as_deref()))
    })
    .await
}

pub(crate) async fn elements(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let app = &app;
    of_everybody(app, peer, headers, |request| async move {
        let found = located(app, &request, query, "/gogocarto.json").await?;
        let written = gogocarto::elements(&found.items, &request.reader.reference().settings.name);
        Ok(with_next(of_type("application/json", written), found.next.as_deref()))
    })
    .await
}

/// Entries that have a place.
struct Located {
    title: String,
    items: Vec<Item>,
    next: Option<String>,
}

async fn located(app: &App, request: &Request, query: Option<String>, path: &str) -> Result<Located, WireError> {
    let (given, selection) = selection::read(query.as_deref(), &["limit", "after"], request)?;
    let selection = selection.located();
    let limit = given.number("limit", (1, MAX_FILE_ROWS))?.unwrap_or(USUAL);
    let wanted = Depth::Listed.projection();
    let (entries, next) = rows(request, &selection.newest(), wanted, limit, given.one("after")?).await?;
    let items = of_entries(entries, request, Depth::Listed, None).await.map_err(|it| error::of_data(&it))?;
    let language = message::language(&request.reader.reference().settings.languages);
    let at = |after: String| format!("{}{path}{}", app.site().api_url(), given.again(&[("after", Some(&after))]));
    Ok(Located { title: selection.title(request, language), items, next: next.map(at) })
}
