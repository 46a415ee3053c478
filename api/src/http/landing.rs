//! The page at the root, for people: what is here, the ways in, and first queries to be tried.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Extension, RawQuery, State};
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{Html, IntoResponse, Response};
use chrono_tz::Tz;
use entity::error::Error;
use entity::query::agenda::Agenda;
use entity::query::filter::Filter;
use entity::query::list::List;
use entity::reader::Reader;
use entity::value::kind::Kind;
use entity::viewer::Viewer;
use serde_json::json;

use crate::app::App;
use crate::error::{self, WireError};
use crate::graphql::engine::request::Request;
use crate::graphql::types::channel::item::{Depth, of_entries};
use crate::http::channel::{answer, calendar};
use crate::http::client_ip::{self, Peer};
use crate::http::examples::{self, Example};
use crate::http::{accept_language, error_response, etag, request_log};
use crate::message::{self, Message};
use crate::render::item::Item;
use crate::render::page::{self, FirstQuery, Landing, Shown, Way};
use crate::render::when;

/// How many entries and dates are shown.
const LATEST: u32 = 6;
const UPCOMING: u32 = 5;

/// Pages of ours hold nothing but their own style and the icon.
pub(crate) const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'";

pub(crate) async fn page(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let language = message::language(&accept_language::of_page(&headers, query.as_deref()));
    let client = client_ip::of(&app, peer, &headers);
    let _turn = match app.gate().enter(client).await {
        Ok(turn) => turn,
        Err(told) => return error_response::sentence(&app, &headers, &told),
    };
    // who chose a language here keeps it on the pages that this one leads to
    let kept = if accept_language::named(query.as_deref()).is_some() { language } else { "" };
    let html = written(&app, client, language, kept).await;
    let headers_of_page = [(CONTENT_SECURITY_POLICY, POLICY), (request_log::OPENER_POLICY, request_log::APART)];
    let response = in_language(language, (headers_of_page, Html(html)).into_response());
    etag::tag(headers, response).await
}

/// Says of a page in which language it is, and that another reader may get it in another one.
pub(crate) fn in_language(language: &'static str, mut response: Response) -> Response {
    response.headers_mut().insert(CONTENT_LANGUAGE, HeaderValue::from_static(language));
    response.headers_mut().insert(VARY, HeaderValue::from_static("Accept-Language"));
    response
}

async fn written(app: &App, client: Option<IpAddr>, language: &'static str, kept: &str) -> String {
    let request = app.request(Viewer::visitor(), [].into(), client);
    let reader = &request.reader;
    let said = |id: &'static str| Message::new(id).say_in(language);
    let network = &reader.reference().settings.name;
    let api_url = app.site().api_url();
    let closed = app.trusts_only_its_list();
    let explorer = format!("/graphiql{}", parameters(&[("language", kept)]));
    let mut ways = Vec::new();
    if !closed {
        ways.push(Way { url: explorer, name: said("landing-explorer"), note: said("landing-explorer-note") });
    }
    ways.push(Way {
        url: "/schema.graphql".to_owned(),
        name: said("landing-schema"),
        note: said("landing-schema-note"),
    });
    if let Some(site) = app.site().site_url() {
        ways.push(Way { url: site.to_owned(), name: said("landing-site"), note: said("landing-site-note") });
    }
    let composer = format!("/embed{}", parameters(&[("language", kept)]));
    ways.push(Way { url: composer, name: said("landing-embed"), note: said("landing-embed-note") });
    let json = format!("/api{}", parameters(&[("language", kept)]));
    ways.push(Way { url: json, name: said("landing-json"), note: said("landing-json-note") });
    let docs = format!("/docs{}", parameters(&[("language", kept)]));
    ways.push(Way { url: docs, name: said("landing-docs"), note: said("landing-docs-note") });
    for (url, name, note) in [
        ("/openapi.json", "landing-openapi", "landing-openapi-note"),
        ("/feed.atom", "landing-feeds", "landing-feeds-note"),
        ("/events.ics", "landing-calendar", "landing-calendar-note"),
        ("/map.geojson", "landing-map", "landing-map-note"),
        ("/entries.csv", "landing-table", "landing-table-note"),
    ] {
        ways.push(Way { url: url.to_owned(), name: said(name), note: said(note) });
    }
    let open = examples::all(language, reader).into_iter().filter(|it| it.is_open && !closed);
    page::landing(&Landing {
        language,
        network,
        heading: &Message::new("landing-heading").text("network", network).say_in(language),
        summary: &said("landing-summary"),
        // a database that does not answer takes the numbers away, not the page
        counts: counts(reader).await.ok().map(|it| it.say_in(language)),
        latest_heading: &said("landing-latest"),
        latest: latest(&request, language).await.unwrap_or_default(),
        upcoming_heading: &said("landing-upcoming"),
        upcoming: upcoming(&request, language).await.unwrap_or_default(),
        ways_heading: &said("landing-ways"),
        ways,
        endpoint: &format!("{api_url}/graphql"),
        endpoint_name: &said("landing-endpoint"),
        endpoint_note: &said("landing-endpoint-note"),
        trusted_only: closed.then(|| said("landing-trusted-only")),
        queries_heading: &said("landing-queries"),
        open: &said("landing-open"),
        shell: &said("landing-shell"),
        queries: open.map(|it| first_query(&it, api_url, kept)).collect(),
        other_languages: &said("page-in-your-language"),
        languages: &page::LANGUAGES,
    })
}

/// The entries that were published last.
async fn latest(request: &Request, language: &'static str) -> Result<Vec<Shown>, WireError> {
    let list = List { filter: Filter::Not(Box::new(Filter::Kind(vec![Kind::Page]))), ..List::newest(None) };
    let (entries, _) = answer::rows(request, &list, Depth::Listed.projection(), LATEST, None).await?;
    let items = of_entries(entries, request, Depth::Listed, Some(language)).await.map_err(|it| error::of_data(&it))?;
    let zone = request.reader.reference().settings.time_zone.parse::<Tz>().unwrap_or(Tz::UTC);
    let day = |it: &Item| when::date(it.published.with_timezone(&zone).date_naive(), language);
    Ok(items
        .into_iter()
        .map(|it| Shown { note: format!("{} · {}", it.kind_name, day(&it)), item: Arc::new(it) })
        .collect())
}

/// The events that take place next.
async fn upcoming(request: &Request, language: &'static str) -> Result<Vec<Shown>, WireError> {
    let agenda = Agenda { from: request.reader.now(), to: None, filter: Filter::all() };
    let timings = calendar::timings(request, &agenda, UPCOMING, Some(language)).await?;
    let shown = timings.into_iter().filter_map(|(timing, item)| {
        let when = when::of_timing(&timing, item.event.as_ref()?, language);
        let note = when.note.into_iter().fold(when.text, |text, note| format!("{text} · {note}"));
        Some(Shown { note, item })
    });
    Ok(shown.collect())
}

/// How much there is for everybody to read.
async fn counts(reader: &Reader) -> Result<Message, Error> {
    let mut counts = Message::new("landing-counts")
        .number("members", reader.members().count() as u64)
        .number("territories", reader.reference().territories.all().len() as u64);
    for (name, kind) in [
        ("initiatives", Kind::Initiative),
        ("recipes", Kind::Recipe),
        ("articles", Kind::Article),
        ("events", Kind::Event),
    ] {
        counts = counts.number(name, reader.count(&List::newest(Some(kind))).await?);
    }
    Ok(counts)
}

fn first_query(example: &Example, api_url: &str, kept: &str) -> FirstQuery {
    let variables = format!("{:#}", example.variables);
    let parts = [("query", example.query.as_str()), ("variables", variables.as_str()), ("language", kept)];
    FirstQuery {
        about: example.about.clone(),
        operation: example.operation.clone(),
        variables: example.variables.to_string(),
        url: format!("/graphiql{}", parameters(&parts)),
        command: command(example, api_url),
    }
}

/// The parameters of an address; what is empty is left out.
fn parameters(parts: &[(&str, &str)]) -> String {
    let mut written = url::form_urlencoded::Serializer::new(String::new());
    written.extend_pairs(parts.iter().filter(|(_, value)| !value.is_empty()));
    let written = written.finish();
    if written.is_empty() { written } else { format!("?{written}") }
}

/// To be pasted into a shell.
fn command(example: &Example, api_url: &str) -> String {
    let on_one_line = example.operation.split_whitespace().collect::<Vec<_>>().join(" ");
    let body = json!({ "query": on_one_line, "variables": example.variables }).to_string();
    format!("curl {api_url}/graphql --json '{}'", body.replace('\'', r"'\''"))
}
