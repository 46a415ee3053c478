//! `POST /api/import`: rows from a script. The body is received whole into a file without a name, so that a client who goes away has
//! changed nothing; then one line is answered for each row as it is done, and a summary.

use std::convert::Infallible;
use std::io::{BufReader, Seek};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use entity::error::Error;
use entity::import::row::{Manner, Matching, Mode};
use futures_util::StreamExt;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{self, UnboundedSender};

use crate::app::App;
use crate::error::{Code, WireError, of_data};
use crate::http::{accept_language, credentials, error_response};
use crate::problem;
use crate::transfer::files::{Files, Source};
use crate::transfer::{Batch, Format, Mapping, NoRoom, Report, Step, Told, Unfinished, Unread};

/// The most bytes of one import.
const LONGEST: u64 = 256 * 1024 * 1024;
/// How long a client may send nothing.
const SILENCE: Duration = Duration::from_secs(30);
/// How many imports go on at once.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// What the address says.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Wished {
    /// Where the rows come from.
    origin: String,
    #[serde(default)]
    dry_run: bool,
    #[serde(default)]
    mode: Strictness,
    /// The kind of rows of CSV that do not say it.
    kind: Option<String>,
    /// By what rows take over what is here already.
    #[serde(rename = "match")]
    matched: Option<Matched>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Matched {
    OriginalUrl,
    Slug,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Strictness {
    #[default]
    Lenient,
    Strict,
}

pub(crate) async fn rows(
    State(app): State<App>,
    headers: HeaderMap,
    wished: Result<Query<Wished>, QueryRejection>,
    body: Body,
) -> Response {
    match begun(&app, &headers, wished, body).await {
        Ok(response) => response,
        Err(told) => {
            let mut response = error_response::sentence(&app, &headers, &told);
            if told.code == Code::Forbidden {
                *response.status_mut() = StatusCode::FORBIDDEN;
            }
            response
        }
    }
}

async fn begun(
    app: &App,
    headers: &HeaderMap,
    wished: Result<Query<Wished>, QueryRejection>,
    body: Body,
) -> Result<Response, WireError> {
    let viewer = credentials::of(app, headers).await?;
    if viewer.is_visitor() {
        return Err(WireError::new(Code::Unauthenticated, "unauthenticated"));
    }
    let malformed =
        |cause: QueryRejection| WireError::new(Code::Malformed, "import-address").text("cause", cause.body_text());
    let Query(wished) = wished.map_err(malformed)?;
    app.reader(viewer.clone()).may_import(&wished.origin).map_err(|it| of_data(&it))?;
    let format = format(headers)?;
    let turn = AT_ONCE.try_acquire().map_err(|_| WireError::new(Code::Overloaded, "import-busy"))?;
    let file = received(body).await?;
    let mapping = Mapping::default().of_kind(wished.kind.clone());
    let read = tokio::task::spawn_blocking(move || Batch::read_as(format, BufReader::new(file), &mapping)).await;
    let read = read.map_err(|cause| of_data(&Error::Internal(Box::new(cause))))?;
    let mut batch = read.map_err(|cause| unreadable(&cause))?.or_submitted_without_right();
    let mode = match (wished.dry_run, wished.mode) {
        (true, _) => Mode::DryRun,
        (false, Strictness::Strict) => Mode::Strict,
        (false, Strictness::Lenient) => Mode::Lenient,
    };
    let matching = wished.matched.map(|it| match it {
        Matched::OriginalUrl => Matching::OriginalUrl,
        Matched::Slug => Matching::Slug,
    });
    let manner = Manner { matching, ..Manner::from(mode) };
    let (lines, mut sent) = mpsc::unbounded_channel::<Bytes>();
    let (store, languages) = (app.store().clone(), accept_language::wished(headers));
    let media = if mode == Mode::DryRun { app.media().trial() } else { app.media().clone() };
    tokio::spawn(async move {
        let _turn = turn;
        if batch.names_files() {
            let files = Files {
                media: &media,
                store: &store,
                viewer: viewer.clone(),
                origin: &wished.origin,
                source: Source::Nowhere,
                from_private: false,
                keeps: mode != Mode::DryRun,
            };
            let brought = batch.bring_files(&files, || !lines.is_closed()).await;
            if brought.is_err() || lines.is_closed() {
                if let Err(cause) = brought {
                    let _told = send(&lines, &json!({ "error": problem::told(&cause) }));
                }
                if let Err(cause) = batch.abandon_files(&store, viewer).await {
                    tracing::warn!(error = %cause, "files of an import that was given up stay behind");
                }
                return;
            }
        }
        let say = |told: &Told| send(&lines, &told.json(&languages));
        // a client that went away ends the import after the row in hand
        let go_on = |step: Step<'_>| match step {
            Step::Tried => !lines.is_closed(),
            Step::Done(told) => say(told),
        };
        match batch.import_while(&store, viewer, &wished.origin, manner, go_on).await {
            Ok(report) => {
                if mode == Mode::Strict && !report.kept {
                    report.rows().iter().all(say);
                }
                send(&lines, &summary(&report));
            }
            Err(cause) => drop(send(&lines, &json!({ "error": problem::told(&cause) }))),
        }
    });
    let lines = futures_util::stream::poll_fn(move |context| sent.poll_recv(context)).map(Ok::<Bytes, Infallible>);
    let head = [(CONTENT_TYPE, "application/x-ndjson"), (CACHE_CONTROL, "no-store")];
    Ok((head, Body::from_stream(lines)).into_response())
}

fn format(headers: &HeaderMap) -> Result<Format, WireError> {
    let said = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    match said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/x-ndjson" | "application/ndjson" | "application/jsonl" => Ok(Format::Ndjson),
        "application/json" => Ok(Format::Json),
        "text/csv" => Ok(Format::Csv),
        _ => Err(WireError::new(Code::UnsupportedMediaType, "import-media-type")),
    }
}

/// The body, in a file that is gone when it is closed.
async fn received(body: Body) -> Result<std::fs::File, WireError> {
    let failed = |cause: std::io::Error| no_room(&cause);
    let mut file = tokio::fs::File::from_std(tempfile::tempfile().map_err(failed)?);
    let (mut parts, mut length) = (body.into_data_stream(), 0_u64);
    let silent = |_| WireError::new(Code::RequestTimeout, "request-timeout").number("seconds", SILENCE.as_secs());
    while let Some(part) = tokio::time::timeout(SILENCE, parts.next()).await.map_err(silent)? {
        let part = part.map_err(|_| WireError::new(Code::Malformed, "import-cut"))?;
        length += part.len() as u64;
        if length > LONGEST {
            return Err(WireError::new(Code::PayloadTooLarge, "import-too-long").number("bytes", LONGEST));
        }
        file.write_all(&part).await.map_err(failed)?;
    }
    file.flush().await.map_err(failed)?;
    let mut file = file.into_std().await;
    file.rewind().map_err(failed)?;
    Ok(file)
}

fn no_room(cause: &std::io::Error) -> WireError {
    tracing::error!(error = %cause, "an import could not be put down");
    WireError::new(Code::Unavailable, "import-no-room")
}

fn unreadable(cause: &std::io::Error) -> WireError {
    if NoRoom::is(cause) {
        return no_room(cause);
    }
    let told = WireError::new(Code::Malformed, "import-unreadable");
    match Unread::of(cause) {
        Some(other) => told.messages("cause", vec![other.message()]),
        None => told.text("cause", cause.to_string()),
    }
}

fn send(lines: &UnboundedSender<Bytes>, value: &Value) -> bool {
    lines.send(Bytes::from(format!("{value}\n"))).is_ok()
}

fn summary(report: &Report) -> Value {
    let sum = report.summary();
    let unfinished = report.unfinished.as_ref().map(Unfinished::to_string);
    json!({ "summary": {
        "created": sum.created, "updated": sum.updated, "same": sum.same, "adopted": sum.adopted,
        "proposed": sum.proposed, "conflicts": sum.conflicts, "refused": sum.refused, "kept": report.kept, "unfinished": unfinished,
    } })
}
