//! `/embed/{kind}/{slug}`: an entry as a page to be framed, linked to, or, for clients that accept `application/ld+json`, as JSON-LD.

use std::sync::Arc;

use axum::extract::{Extension, Path, RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue, VARY};
use axum::http::{HeaderMap, HeaderName};
use axum::response::{Html, IntoResponse, Redirect, Response};
use entity::model::entry::Entry;
use entity::query::by::By;
use entity::value::kind::Kind;
use entity::value::slug::Slug;
use entity::viewer::Viewer;

use crate::app::App;
use crate::error::{self, Code, WireError};
use crate::graphql::engine::request::Request;
use crate::graphql::types::channel::item::{Depth, of_entry};
use crate::graphql::types::channel::pictures::Pictures;
use crate::http::channel::answer::of_type;
use crate::http::channel::parameters::{Parameters, written};
use crate::http::client_ip::{self, Peer};
use crate::http::{accept, error_response, etag};
use crate::message::{self, Message};
use crate::render::embed::{self, EntryLabels, EntryPage, Frame, Scheme};
use crate::render::item::Item;
use crate::render::json_ld::{self, Publisher};
use crate::render::when;

/// The languages of the labels.
pub(super) const LANGUAGES: [(&str, &str); 3] = [("fr", "fr"), ("br", "br"), ("en", "en")];

pub(crate) async fn page(
    State(app): State<App>,
    Path((kind, slug)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let mut previewed = false;
    let answered = async {
        let client = client_ip::of(&app, peer, &headers);
        let _turn = app.gate().enter(client).await?;
        let given = Parameters::of(query.as_deref(), &["preview", "language", "scheme", "frame"])?;
        let token = given.one("preview")?;
        previewed = token.is_some();
        let viewer = match token {
            None => Viewer::visitor(),
            Some(token) => app.previewed(token).await.map_err(|it| error::of_data(&it))?.ok_or_else(missing)?,
        };
        let request = app.request(viewer, Arc::default(), client);
        page_of(&app, &request, (&kind, &slug), &given, &headers).await
    };
    match answered.await {
        // what was shown to somebody alone is not kept by anybody
        Ok(response) if previewed => response,
        Ok(response) => etag::tag(headers, response).await,
        Err(told) => error_response::sentence(&app, &headers, &told),
    }
}

async fn page_of(
    app: &App,
    request: &Request,
    (kind, slug): (&str, &str),
    given: &Parameters,
    headers: &HeaderMap,
) -> Result<Response, WireError> {
    let preview = given.one("preview")?;
    let scheme = scheme(given)?;
    let labels = given.word("language", &LANGUAGES)?;
    let speaks_to_wordpress = given.word("frame", &[("wordpress", true)])?.unwrap_or(false);
    let entry = named(request, kind, slug).await?;
    if entry.slug.as_str() != slug && preview.is_none() {
        let query = given.again(&[]);
        return Ok(
            Redirect::permanent(&format!("{}{query}", app.site().page_url(entry.kind, &entry.slug))).into_response()
        );
    }
    let language = labels.unwrap_or_else(|| message::language(std::slice::from_ref(&entry.language)));
    let version = entry.version;
    let item = item(request, (entry, preview), Depth::Whole, Some(language)).await?;
    let settings = &request.reader.reference().settings;
    let (network, site) = (settings.name.as_str(), app.site());
    let publisher = Publisher { name: network, home: site.home_url() };
    let structured = json_ld::json_ld(&item, &publisher);
    if preview.is_none() && accept::prefers_json_ld(headers) {
        return Ok(varying(of_type("application/ld+json", format!("{structured:#}\n"))));
    }
    let say = |id: &'static str| Message::new(id).say_in(language);
    let banner = preview.map(|_| Message::new("preview-banner").number("version", version).say_in(language));
    let oembed = written(&[("url", &item.url)]);
    let event = item.event.clone();
    let page = EntryPage {
        frame: Frame {
            language,
            scheme,
            title: &item.title,
            network,
            home: site.home_url(),
            api: site.api_url(),
            speaks_to_wordpress,
            id: Some(item.id.to_string()),
        },
        item: &item,
        whens: event
            .iter()
            .flat_map(|event| event.timings.iter().map(|it| when::of_timing(it, event, language)))
            .collect(),
        content: item.content.as_ref().map(|it| embed::content(it, site.api_url())).unwrap_or_default(),
        banner: banner.as_deref(),
        calendar: event.filter(|_| preview.is_none()).map(|_| calendar_url(site.api_url(), &item)),
        oembed: format!("{}/oembed{oembed}", site.api_url()),
        json_ld: json_ld::in_html(&structured),
        labels: EntryLabels {
            when: say("embed-when"),
            add_to_calendar: say("embed-add-to-calendar"),
            read_on: Message::new("embed-read-on").text("network", network).say_in(language),
        },
    };
    let mut response = framed(page.html(), site.api_url());
    let cached = if preview.is_some() { "private, no-store" } else { "public, no-cache" };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(cached));
    Ok(varying(response))
}

/// The address of the calendar of an event's dates.
pub(super) fn calendar_url(api: &str, item: &Item) -> String {
    let slug = item.embed_url.rsplit('/').next().unwrap_or_default();
    format!("{api}/events/{slug}.ics")
}

/// A page that anybody may frame. It loads nothing but pictures of ours, and runs nothing but our own script, when it has one.
pub(super) fn framed(html: String, api: &str) -> Response {
    // a path would let through that very address alone
    let api = url::Url::parse(api).map(|it| it.origin().ascii_serialization()).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' {api}; script-src 'self' {api}; base-uri 'none'; \
         form-action 'none'; frame-ancestors *"
    );
    let mut response = Html(html).into_response();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// An answer that depends on what the client accepts.
fn varying(mut response: Response) -> Response {
    response.headers_mut().append(VARY, HeaderValue::from_name(HeaderName::from_static("accept")));
    response
}

/// The colours that an address names.
pub(super) fn scheme(given: &Parameters) -> Result<Scheme, WireError> {
    Ok(given.word("scheme", &Scheme::ALL.map(|it| (it.word(), it)))?.unwrap_or(Scheme::Auto))
}

fn missing() -> WireError {
    WireError::new(Code::NotFound, "not-found")
}

/// The entry that an address names, by its slug or a former one, whole.
///
/// # Errors
/// `NOT_FOUND` for what never was public, `GONE` for what was.
pub(super) async fn named(request: &Request, kind: &str, slug: &str) -> Result<Entry, WireError> {
    let (Some(kind), Ok(slug)) = (Kind::of_word(kind), slug.parse::<Slug>()) else { return Err(missing()) };
    let by = By::Slug(kind, slug.clone());
    let found = request.reader.entry(&by, Some(kind), Depth::Whole.projection()).await;
    if let Some(entry) = found.map_err(|it| error::of_data(&it))? {
        return Ok(entry);
    }
    let was_public = request.reader.was_public(kind, &slug).await.map_err(|it| error::of_data(&it))?;
    Err(if was_public { WireError::new(Code::Gone, "gone") } else { missing() })
}

/// The item of one entry, with what it was made from and what it shows; a preview shows it by its token alone.
pub(super) async fn item(
    request: &Request,
    (entry, preview): (Entry, Option<&str>),
    depth: Depth,
    language: Option<&'static str>,
) -> Result<Item, WireError> {
    let origins = match entry.adapted {
        true => request.reader.origins(&[entry.key()]).await.map_err(|it| error::of_data(&it))?,
        false => Default::default(),
    };
    let origins = origins.get(&entry.key()).map_or(&[][..], Vec::as_slice);
    let pictures = Pictures::read(std::iter::once(&entry), request).await.map_err(|it| error::of_data(&it))?;
    let pictures = pictures.previewed(preview);
    of_entry(&entry, (origins, &pictures), request, depth, language).await.map_err(|it| error::of_data(&it))
}
