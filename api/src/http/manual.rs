//! `/docs`: the pages of the documentation that are for partner sites, front ends and those who write, as they were when this program
//! was made.

use axum::extract::{Path, RawQuery, State};
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{Html, IntoResponse, Redirect, Response};
use entity::viewer::Viewer;

use crate::app::App;
use crate::error::{Code, WireError};
use crate::http::{accept_language, error_response, etag, landing};
use crate::message::{self, Message};
use crate::render::manual::{self, Manual};

/// A page: its language, its name, its text.
type Page = (&'static str, &'static str, &'static str);

/// The pages, those of a language beside each other; the first of a language is where its reader begins.
const PAGES: [Page; 18] = [
    ("en", "partners", include_str!("../../../docs/partners.md")),
    ("en", "json", include_str!("../../../docs/json.md")),
    ("en", "embedding", include_str!("../../../docs/embedding.md")),
    ("en", "feeds-and-data", include_str!("../../../docs/feeds-and-data.md")),
    ("en", "read-content", include_str!("../../../docs/read-content.md")),
    ("en", "search", include_str!("../../../docs/search.md")),
    ("en", "commons", include_str!("../../../docs/commons.md")),
    ("en", "media", include_str!("../../../docs/media.md")),
    ("en", "signing-in", include_str!("../../../docs/signing-in.md")),
    ("en", "editing", include_str!("../../../docs/editing.md")),
    ("en", "limits", include_str!("../../../docs/limits.md")),
    ("en", "glossary", include_str!("../../../docs/glossary.md")),
    ("fr", "partenaires", include_str!("../../../docs/fr/partenaires.md")),
    ("fr", "json", include_str!("../../../docs/fr/json.md")),
    ("fr", "integrer", include_str!("../../../docs/fr/integrer.md")),
    ("fr", "flux-et-donnees", include_str!("../../../docs/fr/flux-et-donnees.md")),
    ("fr", "ecrire-et-publier", include_str!("../../../docs/fr/ecrire-et-publier.md")),
    ("fr", "glossaire", include_str!("../../../docs/fr/glossaire.md")),
];

/// Leads to the first page in the language of the reader; who reads Breton reads French.
pub(crate) async fn first(RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let language = message::language(&accept_language::of_page(&headers, query.as_deref()));
    let spoken = if language == "en" { "en" } else { "fr" };
    let page = PAGES.iter().find(|it| it.0 == spoken).map_or("partners", |it| it.1);
    landing::in_language(language, Redirect::temporary(&format!("/docs/{spoken}/{page}")).into_response())
}

/// One page.
pub(crate) async fn page(
    State(app): State<App>,
    Path((language, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let Some((language, _, text)) = PAGES.iter().find(|it| it.0 == language && it.1 == name) else {
        return error_response::sentence(&app, &headers, &WireError::new(Code::NotFound, "not-found"));
    };
    let reader = app.reader(Viewer::visitor());
    let others = PAGES.iter().filter(|it| it.0 == *language).map(|(_, other, text)| {
        let address = (*other != name).then(|| format!("/docs/{language}/{other}"));
        (address, manual::title(text).to_owned())
    });
    let shown = Manual {
        language,
        network: &reader.reference().settings.name,
        title: manual::title(text),
        pages_heading: &Message::new("landing-docs").say_in(language),
        pages: others.collect(),
        html: manual::text(text, |link| address(language, link)),
    };
    let mut response = landing::in_language(language, Html(shown.html()).into_response());
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(landing::POLICY));
    etag::tag(headers, response).await
}

/// Where a link of a page of this language leads: to another page that is shown here, to the schema, or nowhere.
fn address(language: &str, link: &str) -> Option<String> {
    let (file, place) = link.split_once('#').map_or((link, String::new()), |(file, place)| (file, format!("#{place}")));
    let (other, name) = match (file.strip_prefix("../"), file.strip_prefix("fr/")) {
        (Some("schema.graphql"), _) => return Some("/schema.graphql".to_owned()),
        (Some(above), _) if language == "fr" => ("en", above),
        (_, Some(inside)) if language == "en" => ("fr", inside),
        _ => (language, file),
    };
    let name = name.strip_suffix(".md")?;
    let known = PAGES.iter().any(|it| it.0 == other && it.1 == name);
    known.then(|| format!("/docs/{other}/{name}{place}"))
}
