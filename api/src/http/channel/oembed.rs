//! `/oembed`: what a site shows of an entry whose address somebody pasted: an address of the site, present or former, or of this API.

use axum::extract::{Extension, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use entity::value::kind::Kind;

use crate::app::App;
use crate::error::{self, Code, WireError};
use crate::graphql::engine::request::Request;
use crate::graphql::types::channel::item::Depth;
use crate::http::channel::answer::{of_everybody, of_type};
use crate::http::channel::entry;
use crate::http::channel::parameters::Parameters;
use crate::http::client_ip::Peer;
use crate::render::embed::{OEmbedHtml, frame_height, snippet};
use crate::render::oembed::OEmbed;

/// The width of a frame by default, and its bounds, in pixels.
const WIDTH: u32 = 600;
const BOUNDS: (u32, u32) = (1, 10_000);

#[derive(Clone, Copy)]
enum Format {
    Json,
    Xml,
}

pub(crate) async fn of_address(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    of_everybody(&app, peer, headers, |request| answer(&app, request, query)).await
}

async fn answer(app: &App, request: Request, query: Option<String>) -> Result<Response, WireError> {
    // WordPress sends `dnt`: nobody is tracked here, with it or without
    let given = Parameters::of(query.as_deref(), &["url", "format", "maxwidth", "maxheight", "dnt"])?;
    let format = match given.one("format")? {
        None | Some("json") => Format::Json,
        Some("xml") => Format::Xml,
        Some(other) => return Err(not_made(other)),
    };
    let url = given.one("url")?.ok_or_else(|| WireError::new(Code::Malformed, "channel-url-needed"))?;
    if is_private(url) {
        return Err(WireError::new(Code::Unauthenticated, "channel-url-private"));
    }
    let width = given.number("maxwidth", BOUNDS)?.unwrap_or(WIDTH).min(WIDTH);
    let most = given.number("maxheight", BOUNDS)?.unwrap_or(u32::MAX);
    let (kind, slug) = at(app, &request, url).await?;
    let entry = entry::named(&request, kind.word(), &slug).await?;
    let item = entry::item(&request, (entry, None), Depth::Listed, None).await?;
    let src = format!("{}?frame=wordpress", item.embed_url);
    let height = frame_height(kind).min(most);
    let html = OEmbedHtml { credit: &item.credit_html, src: &src, title: &item.title, width, height };
    let settings = &request.reader.reference().settings;
    let told = OEmbed {
        item: &item,
        html: &snippet(&html),
        width,
        height,
        network: &settings.name,
        home: app.site().home_url(),
    };
    Ok(match format {
        Format::Json => of_type("application/json", told.json()),
        Format::Xml => of_type("text/xml; charset=utf-8", told.xml()),
    })
}

/// A format that oEmbed does not make here (oEmbed 1.0, section 2.3.4).
fn not_made(format: &str) -> WireError {
    let told = WireError::new(Code::NotImplemented, "channel-format-unknown").text("value", format);
    told.argument(vec!["format".to_owned()]).listing(&["json", "xml"])
}

/// Whether an address is for the eyes of one reader: it carries the key of a preview, whose entry is not looked at here. What is not public
/// and has no such key does not exist, as everywhere.
fn is_private(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|it| it.query_pairs().any(|(name, _)| name == "preview"))
}

/// The entry that an address names: its address on the site or here, or an old one that leads to it.
pub(super) async fn at(app: &App, request: &Request, url: &str) -> Result<(Kind, String), WireError> {
    if let Some((kind, slug)) = app.site().entry_at_url(url) {
        return Ok((kind, slug.to_string()));
    }
    let unknown = || WireError::new(Code::NotFound, "channel-url-unknown").text("value", url);
    let path = app.site().path_of_url(url).ok_or_else(unknown)?;
    let found = request.reader.resolve(path, Depth::Listed.projection()).await.map_err(|it| error::of_data(&it))?;
    let entry = found.and_then(|it| it.entry).ok_or_else(unknown)?;
    Ok((entry.kind, entry.slug.to_string()))
}
