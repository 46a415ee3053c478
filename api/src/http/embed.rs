//! An entry as a page of ours: scriptless, with its credit, to be framed anywhere or linked to.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Extension, Path, Query, State};
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::response::{Html, IntoResponse, Redirect, Response};
use entity::media::mention;
use entity::model::entry::Entry;
use entity::model::media::{Media, Role};
use entity::query::by::By;
use entity::query::projection::Projection;
use entity::value::id::Id;
use entity::value::kind::Kind;
use entity::value::slug::Slug;
use entity::viewer::Viewer;
use serde::Deserialize;

use crate::app::App;
use crate::error::{self, Code, WireError};
use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::AttributionFormat;
use crate::graphql::types::commons::credit_line;
use crate::graphql::types::media_parts;
use crate::http::client_ip::{self, Peer};
use crate::http::{error_response, etag};
use crate::message::Message;
use crate::render::cache::{self, Form};
use crate::render::page::{self, Figure, Offered, Page};

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
    let ids: Vec<Id> = credit_line::named(&entry).into_iter().chain(mention::ids(text)).collect();
    let media = match ids.is_empty() {
        true => HashMap::new(),
        false => request.reader.media_by_id(&ids).await.map_err(|it| error::of_data(&it))?,
    };
    let mut shown = media_parts::in_text(media.values(), &entry.language, app.site().api_url());
    let mut beside = beside(&entry, &media, &request);
    // what is not public yet is shown by the address alone
    if let Some(token) = preview {
        let address = |it: &mut String| *it = previewed(it, token);
        for it in shown.values_mut() {
            address(&mut it.url);
            it.picture.iter_mut().for_each(|it| address(&mut it.src));
        }
        let figures = beside.cover.iter_mut().chain(&mut beside.gallery);
        figures.for_each(|it| address(&mut it.frame.src));
        beside.files.iter_mut().for_each(|it| address(&mut it.url));
    }
    let body = cache::rendered(text, Form::Html, &shown).await.map_err(|it| error::of_data(&it))?;
    let other: Vec<Arc<Media>> = credit_line::named(&entry)
        .iter()
        .filter_map(|it| media.get(it))
        .filter(|it| credit_line::is_under_another(it, &entry))
        .map(|it| Arc::new(it.clone()))
        .collect();
    let cached = if preview.is_some() { "private, no-store" } else { "public, no-cache" };
    let page = page::entry(&Page {
        language: entry.language.as_str(),
        title: &entry.title,
        summary: entry.summary.as_deref(),
        cover: beside.cover,
        body_html: &body,
        gallery: beside.gallery,
        files: beside.files,
        credit_html: &credit_line::of_entry(
            &entry,
            origins.get(&entry.key()).map_or(&[], Vec::as_slice),
            &other,
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

/// What a page shows beside its text.
#[derive(Default)]
struct Beside {
    cover: Option<Figure>,
    gallery: Vec<Figure>,
    files: Vec<Offered>,
}

/// The pictures and documents that an entry shows, each with its credit.
fn beside(entry: &Entry, media: &HashMap<Id, Media>, request: &Request) -> Beside {
    let (mut beside, api) = (Beside::default(), request.site.api_url());
    for (it, role) in entry.media.iter().filter_map(|it| Some((media.get(&it.id)?, it.role))) {
        let credit_html = credit_line::of_media(it, request, &entry.language, AttributionFormat::Html);
        let figure = |credit_html| {
            let frame = media_parts::on_page(it, &entry.language, api)?;
            Some(Figure { frame, caption: it.caption_in(&entry.language).map(str::to_owned), credit_html })
        };
        match role {
            Role::Cover => beside.cover = figure(credit_html),
            Role::Gallery => beside.gallery.extend(figure(credit_html)),
            Role::Attachment => {
                beside.files.push(Offered { url: media_parts::original(it, api), name: it.label(), credit_html });
            }
        }
    }
    beside
}

/// The address of a file with the token that shows it.
fn previewed(address: &str, token: &str) -> String {
    let sign = if address.contains('?') { '&' } else { '?' };
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("preview", token).finish();
    format!("{address}{sign}{query}")
}
