//! `POST /api/media`: a file comes in, as the one part of a form or as the body itself, and is kept once it was looked at.

use axum::Json;
use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{Extension, FromRequest, Multipart, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use entity::editing::media::add::Added;
use futures_util::StreamExt;
use serde_json::json;

use crate::app::App;
use crate::caller;
use crate::error::{self, Code, WireError};
use crate::graphql::mutation::payload::carried_for;
use crate::http::client_ip::{self, Peer};
use crate::http::{credentials, error_response, graphql_response};
use crate::media::refusal::Refusal;
use crate::media::{Taken, address, name};

/// The most that a form has around its file.
const AROUND: u64 = 64 * 1024;

pub(crate) async fn by_post(State(app): State<App>, peer: Option<Extension<Peer>>, request: Request) -> Response {
    let headers = request.headers().clone();
    match received(&app, peer, &headers, request).await {
        Ok(response) => response,
        Err(told) => error_response::details_of_content(&app, &headers, &told),
    }
}

/// Whatever else is tried.
pub(crate) async fn by_other(State(app): State<App>, headers: HeaderMap) -> Response {
    let told = WireError::new(Code::MethodNotAllowed, "method-not-allowed").text("allowed", "POST");
    graphql_response::allowing(error_response::details_of_content(&app, &headers, &told), "POST, OPTIONS")
}

async fn received(
    app: &App,
    peer: Option<Extension<Peer>>,
    headers: &HeaderMap,
    request: Request,
) -> Result<Response, WireError> {
    let client = client_ip::of(app, peer, headers);
    let viewer = {
        let _turn = app.gate().enter(client).await?;
        let viewer = credentials::of(app, headers).await?;
        if viewer.is_visitor() {
            return Err(WireError::new(Code::Unauthenticated, "sign-in-required"));
        }
        // nothing is read of what would not be taken
        app.reader(viewer.clone()).media_may_upload().map_err(|it| error::of_data(&it))?;
        viewer
    };
    let bounds = app.media().bounds();
    let most = bounds.picture_bytes.max(bounds.document_bytes);
    let announced = headers.get(CONTENT_LENGTH).and_then(|it| it.to_str().ok()).and_then(|it| it.parse::<u64>().ok());
    if announced.is_some_and(|it| it > most + AROUND) {
        return Err(Refusal::TooLong { most }.into());
    }
    let (taken, name) = taken(app, headers, request).await?;
    let file = taken.told(name.as_deref());
    // a file that comes slowly takes nobody's turn
    let kept = async {
        let _turn = app.gate().enter(client).await?;
        let work = move |writer: entity::writer::Writer| async move { writer.media_add(file).await };
        carried_for(&caller::of_task(), app.writer(viewer), work).await.map_err(|it| error::of_data(&it))
    };
    match kept.await {
        Ok(added) => Ok(answer(app, &added)),
        // whether a row tells of it now, nobody knows: doctor finds it where none does
        Err(told) if told.code == Code::UnknownOutcome => Err(told),
        Err(told) => {
            app.media().forget(&taken).await;
            Err(told)
        }
    }
}

/// The file of a request, kept, and the name that it was sent under.
async fn taken(app: &App, headers: &HeaderMap, request: Request) -> Result<(Taken, Option<String>), WireError> {
    // names are often sent as they are, in letters that headers have no form for
    let header = |name| headers.get(name).map(|it| String::from_utf8_lossy(it.as_bytes())).unwrap_or_default();
    let (kind, named) = (header(CONTENT_TYPE).to_ascii_lowercase(), header(CONTENT_DISPOSITION).into_owned());
    if !kind.starts_with("multipart/form-data") {
        let sent = request.into_body().into_data_stream();
        let taken = app.media().take(sent).await?;
        return Ok((taken, name::of_disposition(&named)));
    }
    let unreadable = || WireError::new(Code::Malformed, "body-unreadable");
    let mut form: Multipart = Multipart::from_request(request, &()).await.map_err(|_| unreadable())?;
    let part: Field<'_> = match form.next_field().await {
        Ok(Some(part)) if part.file_name().is_some() => part,
        Ok(_) => return Err(WireError::new(Code::Malformed, "media-no-part")),
        Err(_) => return Err(unreadable()),
    };
    let name = part.file_name().map(str::to_owned);
    let sent = part.map(|it: Result<Bytes, MultipartError>| it).boxed();
    let taken = app.media().take(sent).await?;
    match form.next_field().await {
        Ok(None) => Ok((taken, name)),
        Ok(Some(_)) => {
            app.media().forget(&taken).await;
            Err(WireError::new(Code::Malformed, "media-more-parts"))
        }
        Err(_) => {
            app.media().forget(&taken).await;
            Err(Refusal::Interrupted.into())
        }
    }
}

fn answer(app: &App, Added { media, is_new }: &Added) -> Response {
    let file = &media.file;
    let url = address::original(app.site().api_url(), &file.checksum, file.name.as_deref(), &file.extension);
    let told = json!({
        "id": media.id.to_string(),
        "checksum": file.checksum,
        "type": file.media_type,
        "bytes": file.bytes,
        "width": file.picture.as_ref().map(|it| it.width),
        "height": file.picture.as_ref().map(|it| it.height),
        "url": url,
        "originalName": file.name,
        "offered": { "author": file.offered.author, "licence": file.offered.licence },
    });
    let status = if *is_new { StatusCode::CREATED } else { StatusCode::OK };
    (status, [(LOCATION, url), (CACHE_CONTROL, "no-store".to_owned())], Json(told)).into_response()
}
