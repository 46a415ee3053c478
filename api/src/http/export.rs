//! `GET /api/export`: everything that the viewer may read, in the exchange format, as a stream.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use tokio::sync::{Semaphore, mpsc};

use crate::app::App;
use crate::error::{Code, WireError};
use crate::http::{credentials, error_response};
use crate::transfer::{Export, FileNames, Format};

/// How many exports go on at once.
static AT_ONCE: Semaphore = Semaphore::const_new(4);
/// How long a client may leave a piece unread.
const UNREAD: Duration = Duration::from_secs(60);

/// What the address says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wished {
    #[serde(default)]
    format: Written,
    #[serde(default)]
    files: Named,
}

/// Whether rows name pictures and documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Named {
    #[default]
    None,
    Urls,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Written {
    #[default]
    Ndjson,
    Json,
    Csv,
}

pub(crate) async fn rows(
    State(app): State<App>,
    headers: HeaderMap,
    wished: Result<Query<Wished>, QueryRejection>,
) -> Response {
    match begun(&app, &headers, wished).await {
        Ok(response) => response,
        Err(told) => error_response::sentence(&app, &headers, &told),
    }
}

async fn begun(
    app: &App,
    headers: &HeaderMap,
    wished: Result<Query<Wished>, QueryRejection>,
) -> Result<Response, WireError> {
    let viewer = credentials::of(app, headers).await?;
    let malformed =
        |cause: QueryRejection| WireError::new(Code::Malformed, "import-address").text("cause", cause.body_text());
    let Query(wished) = wished.map_err(malformed)?;
    let turn = AT_ONCE.try_acquire().map_err(|_| WireError::new(Code::Overloaded, "import-busy"))?;
    let (format, kind, ending) = match wished.format {
        Written::Ndjson => (Format::Ndjson, "application/x-ndjson", "ndjson"),
        Written::Json => (Format::Json, "application/json", "json"),
        Written::Csv => (Format::Csv, "text/csv; charset=utf-8", "csv"),
    };
    let (pieces, mut sent) = mpsc::channel::<Result<Bytes, std::io::Error>>(4);
    let app = app.clone();
    tokio::spawn(async move {
        let _turn = turn;
        let names = match wished.files {
            Named::None => FileNames::None,
            Named::Urls => FileNames::Urls(app.site().api_url().to_owned()),
        };
        let mut export = Export::new(format).naming(names);
        loop {
            // each page is read as the viewer reads at that moment
            let piece = match export.next(&app.reader(viewer.clone())).await {
                Ok(Some(text)) if text.is_empty() => continue,
                Ok(Some(text)) => Ok(Bytes::from(text)),
                Ok(None) => break,
                Err(cause) => {
                    tracing::error!(error = %cause, "an export ended early");
                    Err(std::io::Error::other("the export ended early"))
                }
            };
            let failed = piece.is_err();
            let sent = tokio::time::timeout(UNREAD, pieces.send(piece)).await;
            if failed || !matches!(sent, Ok(Ok(()))) {
                break;
            }
        }
    });
    let pieces = futures_util::stream::poll_fn(move |context| sent.poll_recv(context));
    let name = format!("attachment; filename=\"export.{ending}\"");
    let head = [(CONTENT_TYPE, kind.to_owned()), (CACHE_CONTROL, "no-store".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((head, Body::from_stream(pieces)).into_response())
}
