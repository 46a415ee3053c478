//! Old addresses of the site, such as `/article97.html` of SPIP: who follows one is sent to what it leads to now.

use axum::extract::{Extension, State};
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use entity::query::projection::Projection;
use entity::viewer::Viewer;

use crate::app::App;
use crate::error::{self, Code, WireError};
use crate::http::client_ip::{self, Peer};
use crate::http::error_response;

/// The longest path that is looked for, in bytes.
const LONGEST: usize = 1_024;

/// Whatever no route answers: an old address, or nothing.
pub(crate) async fn follow(
    State(app): State<App>,
    peer: Option<Extension<Peer>>,
    method: Method,
    address: Uri,
    headers: HeaderMap,
) -> Response {
    let missing = || WireError::new(Code::NotFound, "not-found");
    let path = address.path_and_query().map_or("/", |it| it.as_str());
    let answered = async {
        if !(method == Method::GET || method == Method::HEAD) || path.len() > LONGEST {
            return Err(missing());
        }
        let _turn = app.gate().enter(client_ip::of(&app, peer, &headers)).await?;
        led(&app, path).await?.ok_or_else(missing)
    };
    answered.await.unwrap_or_else(|told| error_response::sentence(&app, &headers, &told))
}

async fn led(app: &App, path: &str) -> Result<Option<Response>, WireError> {
    let reader = app.reader(Viewer::visitor());
    let found = reader.resolve(path, Projection::default()).await.map_err(|it| error::of_data(&it))?;
    let Some(found) = found else { return Ok(None) };
    let here = found.entry.map(|it| app.site().entry_url(it.kind, &it.slug));
    let Some(to) = found.location.or(here) else { return Ok(None) };
    let status = u16::try_from(found.status).ok().and_then(|it| StatusCode::from_u16(it).ok());
    let kept = [(LOCATION, to), (CACHE_CONTROL, "public, no-cache".to_owned())];
    Ok(status.filter(StatusCode::is_redirection).map(|status| (status, kept).into_response()))
}
