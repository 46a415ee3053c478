//! Old addresses of the site, as the API's own host answers them: one redirect to where the content is now, or what is known of
//! what was there.

use axum::extract::{Extension, State};
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use entity::query::projection::Projection;
use entity::viewer::Viewer;

use crate::app::App;
use crate::error::{Code, WireError, of_data};
use crate::graphql::input::enums::AttributionFormat;
use crate::graphql::query::redirects::{location, resolved};
use crate::graphql::types::commons::credit_line;
use crate::http::client_ip::{self, Peer};
use crate::http::{accept_language, error_response};

/// For how long a client keeps a redirect, in seconds: an editor may say otherwise tomorrow.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// Whatever no route has.
pub(crate) async fn answer(
    State(app): State<App>,
    uri: Uri,
    method: Method,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return error_response::sentence(&app, &headers, &missing());
    }
    let path = uri.path_and_query().map_or_else(|| uri.path(), |it| it.as_str());
    let found = async {
        let client = client_ip::of(&app, peer, &headers);
        let _turn = app.gate().enter(client).await?;
        let request = app.request(Viewer::visitor(), accept_language::wished(&headers), client);
        let found = resolved(&request, path, Projection::default()).await.map_err(|it| of_data(&it))?;
        let found = found.ok_or_else(missing)?;
        match location(&found, &request) {
            // where the site has the host of the API, nobody is sent round in a circle
            Some(to) if to == format!("{}{path}", app.site().api_url()) => Err(missing()),
            Some(to) if found.status != 410 => Ok((found.status, to)),
            Some(_) | None => {
                let gone = found.tombstone.as_ref();
                let credit = gone.and_then(|it| credit_line::of_ancestor(it, &request, None, AttributionFormat::Text));
                Err(match credit {
                    Some(credit) => WireError::new(Code::Gone, "gone-credited").whole("credit", credit),
                    None => WireError::new(Code::Gone, "gone"),
                })
            }
        }
    };
    match found.await {
        Ok((status, to)) => moved(status, &to),
        Err(told) => error_response::sentence(&app, &headers, &told),
    }
}

fn missing() -> WireError {
    WireError::new(Code::NotFound, "not-found")
}

/// One redirect; the present address on the site is as good a target as a former one, since it is on another host.
fn moved(status: i32, to: &str) -> Response {
    let status = if status == 302 { StatusCode::FOUND } else { StatusCode::MOVED_PERMANENTLY };
    let Ok(to) = HeaderValue::from_str(to) else { return StatusCode::NOT_FOUND.into_response() };
    (status, [(LOCATION, to), (CACHE_CONTROL, KEPT)]).into_response()
}
