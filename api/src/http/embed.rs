//! An entry as a page of ours: scriptless, with its credit, to be framed anywhere or linked to.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::response::{Html, IntoResponse, Redirect, Response};
use entity::entry::Kind;
use entity::reader::By;
use entity::selection::Wanted;
use entity::slug::Slug;
use entity::viewer::Viewer;

use crate::app::App;
use crate::graphql::kinds::AttributionFormat;
use crate::render::page::Page;
use crate::render::{attribution, markdown, page};

/// Embeds may be framed anywhere; they show pictures and hold no script.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src https: http:; frame-ancestors *";

pub(crate) async fn entry(State(app): State<App>, Path((kind, slug)): Path<(String, String)>) -> Response {
    let (Some(kind), Ok(slug)) = (Kind::of_word(&kind), slug.parse::<Slug>()) else { return missing() };
    let request = app.request(Viewer::visitor(), Vec::new());
    let found = request.reader.entry(&By::Slug(kind, slug.clone()), Some(kind), Wanted::everything()).await;
    let entry = match found {
        Ok(Some(entry)) => entry,
        Ok(None) => return missing(),
        Err(cause) => {
            tracing::error!(error = %cause, "an entry's page could not be read");
            return (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer; try again in a moment")
                .into_response();
        }
    };
    if entry.slug != slug {
        return Redirect::permanent(&app.site().page_url(kind, &entry.slug)).into_response();
    }
    let page = page::entry(&Page {
        language: entry.language.as_str(),
        title: &entry.title,
        summary: entry.summary.as_deref(),
        body_html: &markdown::html(entry.body.as_deref().unwrap_or_default()),
        credit_html: &attribution::of_entry(&entry, &request, None, AttributionFormat::Html),
        canonical: &request.url(&entry),
        network: &request.reader.reference().settings.name,
    });
    ([(CONTENT_SECURITY_POLICY, POLICY), (CACHE_CONTROL, "no-cache")], Html(page)).into_response()
}

fn missing() -> Response {
    (StatusCode::NOT_FOUND, "there is nothing here").into_response()
}
