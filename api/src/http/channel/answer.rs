//! What every channel goes through: a turn at the gate, a reader of what is public, and a tag by which a copy is told from what is
//! new.

use std::future::Future;
use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, HeaderValue, LINK};
use axum::response::{IntoResponse, Response};
use entity::db::paging::{Between, MAX_ROWS, Page};
use entity::error::Error;
use entity::model::entry::Entry;
use entity::query::list::List;
use entity::query::projection::Projection;
use entity::viewer::Viewer;

use crate::app::App;
use crate::error::{self, Code, WireError};
use crate::graphql::engine::request::Request;
use crate::http::client_ip::{self, Peer};
use crate::http::{error_response, etag};

/// The rows of a file at most: a table, a map, a calendar.
pub(crate) const MAX_FILE_ROWS: u32 = 5_000;

/// Answers by what `work` makes of a request of nobody in particular.
pub(crate) async fn of_everybody<F: Future<Output = Result<Response, WireError>>>(
    app: &App,
    peer: Option<axum::Extension<Peer>>,
    headers: HeaderMap,
    work: impl FnOnce(Request) -> F,
) -> Response {
    let answered = async {
        let client = client_ip::of(app, peer, &headers);
        let _turn = app.gate().enter(client).await?;
        let request = app.request(Viewer::visitor(), Arc::default(), client);
        work(request).await
    };
    match answered.await {
        Ok(response) => etag::tag(headers, response).await,
        Err(told) => error_response::sentence(app, &headers, &told),
    }
}

/// A finished answer of a media type.
pub(crate) fn of_type(media_type: &'static str, body: impl Into<axum::body::Body>) -> Response {
    let mut response = Response::new(body.into());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

/// Says where the next page of an answer is (RFC 8288).
pub(crate) fn with_next(mut response: Response, next: Option<&str>) -> Response {
    if let Some(next) = next.and_then(|it| HeaderValue::from_str(&format!("<{it}>; rel=\"next\"")).ok()) {
        response.headers_mut().append(LINK, next);
    }
    response.into_response()
}

/// Reads up to so many entries of a list from a cursor on, page by page, and the cursor of the next ones.
///
/// # Errors
/// For a cursor of another list; those of the database.
pub(crate) async fn rows(
    request: &Request,
    list: &List,
    wanted: Projection,
    most: u32,
    after: Option<&str>,
) -> Result<(Vec<Entry>, Option<String>), WireError> {
    let (mut entries, mut after) = (Vec::new(), after.map(str::to_owned));
    loop {
        let left = most.saturating_sub(u32::try_from(entries.len()).unwrap_or(u32::MAX));
        let page = Page::First(left.min(MAX_ROWS), Between { after: after.clone(), before: None });
        let slice = request.reader.entries(list, wanted, &page).await.map_err(of_list)?;
        after = slice.rows.last().filter(|_| slice.has_next).map(|it| request.reader.cursor(&list.mark(), it));
        entries.extend(slice.rows);
        if after.is_none() || entries.len() >= most as usize {
            return Ok((entries, after));
        }
    }
}

/// An error of reading a list: what is invalid there is the cursor.
pub(crate) fn of_list(error: Error) -> WireError {
    match error {
        Error::Invalid(_) => WireError::new(Code::Malformed, "channel-cursor"),
        other => error::of_data(&other),
    }
}
