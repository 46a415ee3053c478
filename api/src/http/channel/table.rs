//! `/entries.csv`: entries as a table, and `/entries.schema.json`, its Table Schema.

use axum::extract::{Extension, RawQuery, State};
use axum::http::HeaderMap;
use axum::http::header::{HeaderValue, LINK};
use axum::response::Response;

use crate::app::App;
use crate::error::{self, WireError};
use crate::graphql::engine::request::Request;
use crate::graphql::types::channel::item::{Depth, of_entries};
use crate::http::channel::answer::{MAX_FILE_ROWS, of_everybody, of_type, rows, with_next};
use crate::http::channel::selection;
use crate::http::client_ip::Peer;
use crate::http::etag;
use crate::render::table;

pub(crate) async fn entries(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    of_everybody(&app, peer, headers, |request| answer(&app, request, query)).await
}

pub(crate) async fn schema(headers: HeaderMap) -> Response {
    etag::tag(headers, of_type("application/json", table::schema())).await
}

async fn answer(app: &App, request: Request, query: Option<String>) -> Result<Response, WireError> {
    let (given, selection) = selection::read(query.as_deref(), &["limit", "after"], &request)?;
    let limit = given.number("limit", (1, MAX_FILE_ROWS))?.unwrap_or(MAX_FILE_ROWS);
    let wanted = Depth::Listed.projection();
    let (entries, next) = rows(&request, &selection.newest(), wanted, limit, given.one("after")?).await?;
    let items = of_entries(entries, &request, Depth::Listed, None).await.map_err(|it| error::of_data(&it))?;
    let api = app.site().api_url();
    let next = next.map(|it| format!("{api}/entries.csv{}", given.again(&[("after", Some(&it))])));
    let mut response = of_type("text/csv; charset=utf-8; header=present", table::table(&items));
    let schema = format!("<{api}/entries.schema.json>; rel=\"describedby\"; type=\"application/json\"");
    if let Ok(schema) = HeaderValue::from_str(&schema) {
        response.headers_mut().append(LINK, schema);
    }
    Ok(with_next(response, next.as_deref()))
}
