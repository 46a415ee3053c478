//! An entry as a page of ours: scriptless, with its credit, to be framed anywhere or linked to.

use std::sync::Arc;

use axum::extract::{Extension, Path, Query, State};
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::response::{Html, IntoResponse, Redirect, Response};
use entity::query::by::By;
use entity::query::projection::Projection;
use entity::value::kind::Kind;
use entity::value::slug::Slug;
use entity::viewer::Viewer;
use serde::Deserialize;

use crate::app::App;
use crate::error::{self, Code, WireError};
use crate::graphql::input::enums::AttributionFormat;
use crate::graphql::types::commons::credit_line;
use crate::http::client_ip::{self, Peer};
use crate::http::{error_response, etag};
use crate::message::Message;
use crate::render::cache::{self, Form};
use crate::render::page::{self, Page};

/// Embeds may be framed anywhere; they show pictures and hold no script.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src https: http:; frame-ancestors *";

/// What is shown with the address of a page: a preview token, which is good for one version of one entry.
#[derive(Deserialize)]
pub(crate) struct Shown {
    preview: Option<String>,
}

pub(crate) async fn entry(
    State(app): State<App>,
    Path((kind, slug)): Path<(String, String)>,
    Query(shown): Query<Shown>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let previewed = shown.preview.is_some();
    let answered = async {
        let _turn = app.gate().enter(client_ip::of(&app, peer, &headers)).await?;
        page_of(&app, &kind, &slug, shown.preview.as_deref()).await
    };
    match answered.await {
        // what was shown to somebody alone is not kept by anybody
        Ok(response) if previewed => response,
        Ok(response) => etag::tag(headers, response).await,
        Err(told) => error_response::sentence(&app, &headers, &told),
    }
}

async fn page_of(app: &App, kind: &str, slug: &str, preview: Option<&str>) -> Result<Response, WireError> {
    let missing = || WireError::new(Code::NotFound, "not-found");
    let (Some(kind), Ok(slug)) = (Kind::of_word(kind), slug.parse::<Slug>()) else { return Err(missing()) };
    let viewer = match preview {
        None => Viewer::visitor(),
        Some(token) => app.previewed(token).await.map_err(|it| error::of_data(&it))?.ok_or_else(missing)?,
    };
    let request = app.request(viewer, Arc::default(), None);
    let found = request.reader.entry(&By::Slug(kind, slug.clone()), Some(kind), Projection::everything()).await;
    let Some(entry) = found.map_err(|it| error::of_data(&it))? else {
        let was_public = request.reader.was_public(kind, &slug).await.map_err(|it| error::of_data(&it))?;
        return Err(if was_public { WireError::new(Code::Gone, "gone") } else { missing() });
    };
    if entry.slug != slug && preview.is_none() {
        return Ok(Redirect::permanent(&app.site().page_url(kind, &entry.slug)).into_response());
    }
    let origins = request.reader.origins(&[entry.key()]).await.map_err(|it| error::of_data(&it))?;
    let of_preview =
        Message::new("preview-banner").number("version", entry.version).say(std::slice::from_ref(&entry.language));
    let text = entry.body.as_deref().unwrap_or_default();
    let body = cache::rendered(text, Form::Html).await.map_err(|it| error::of_data(&it))?;
    let cached = if preview.is_some() { "private, no-store" } else { "public, no-cache" };
    let page = page::entry(&Page {
        language: entry.language.as_str(),
        title: &entry.title,
        summary: entry.summary.as_deref(),
        body_html: &body,
        credit_html: &credit_line::of_entry(
            &entry,
            origins.get(&entry.key()).map_or(&[], Vec::as_slice),
            &request,
            None,
            AttributionFormat::Html,
        ),
        canonical: &request.url(&entry),
        network: &request.reader.reference().settings.name,
        banner: preview.map(|_| of_preview.as_str()),
    });
    Ok(([(CONTENT_SECURITY_POLICY, POLICY), (CACHE_CONTROL, cached)], Html(page)).into_response())
}
