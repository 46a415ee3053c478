//! `/go/{id}`: leads from a framed page to where one of its links leads. WordPress passes on clicks to the host of the frame only, so
//! that links go by way of us; and only to targets of that very entry, so that nobody is led anywhere else by our name.

use std::str::FromStr;

use axum::extract::{Extension, Path, RawQuery, State};
use axum::http::header::{CACHE_CONTROL, HeaderValue, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use entity::query::by::By;
use entity::value::id::Id;

use crate::app::App;
use crate::error::{self, Code, WireError};
use crate::graphql::engine::request::Request;
use crate::graphql::types::channel::item::Depth;
use crate::http::channel::answer::of_everybody;
use crate::http::channel::entry;
use crate::http::channel::parameters::Parameters;
use crate::http::client_ip::Peer;
use crate::render::embed;

pub(crate) async fn on(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    of_everybody(&app, peer, headers, |request| answer(&app, request, id, query)).await
}

async fn answer(app: &App, request: Request, id: String, query: Option<String>) -> Result<Response, WireError> {
    let missing = || WireError::new(Code::NotFound, "not-found");
    let given = Parameters::of(query.as_deref(), &["to"])?;
    let id = Id::from_str(&id).map_err(|_| missing())?;
    let found = request.reader.entry(&By::Id(id), None, Depth::Whole.projection()).await;
    let entry = found.map_err(|it| error::of_data(&it))?.ok_or_else(missing)?;
    let item = entry::item(&request, (entry, None), Depth::Whole, None).await?;
    let Some(wanted) = given.one("to")? else { return Ok(leads_to(&item.url)) };
    let api = app.site().api_url();
    let content = item.content.as_ref().map(|it| embed::content(it, api)).unwrap_or_default();
    let mut targets = embed::targets(&content).chain(embed::targets(&item.credit_html));
    let own = [item.url.clone(), entry::calendar_url(api, &item)];
    let is_target = own.iter().any(|it| it == wanted) || targets.any(|it| it == wanted);
    if is_target { Ok(leads_to(wanted)) } else { Err(missing()) }
}

fn leads_to(url: &str) -> Response {
    let mut response = StatusCode::FOUND.into_response();
    if let Ok(url) = HeaderValue::from_str(url) {
        response.headers_mut().insert(LOCATION, url);
    }
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
