//! `/events.ics`: the dates of events, for calendars that subscribe; `/events/{slug}.ics`: those of one event, to be added once.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Extension, Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_DISPOSITION, HeaderValue};
use axum::response::Response;
use entity::db::paging::{Between, MAX_ROWS, Page};
use entity::model::event::Timing;
use entity::query::agenda::{Agenda, Occurrence};
use entity::value::clock::Instant;
use entity::value::id::Id;
use entity::value::kind::Kind;

use crate::app::App;
use crate::error::{self, Code, WireError};
use crate::graphql::engine::request::Request;
use crate::graphql::types::channel::item::{Depth, of_entries};
use crate::http::channel::answer::{MAX_FILE_ROWS, of_everybody, of_list, of_type};
use crate::http::channel::entry;
use crate::http::channel::parameters::Parameters;
use crate::http::channel::selection::{self, Selection};
use crate::http::client_ip::Peer;
use crate::message::{self, Message};
use crate::render::calendar::{Calendar, calendar};
use crate::render::item::Item;

const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";
/// The dates of a calendar by default.
const USUAL: u32 = 1_000;
/// How long what is over stays in a calendar: a program that subscribes would take it away.
const KEPT_DAYS: i64 = 92;

pub(crate) async fn all(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    of_everybody(&app, peer, headers, |request| subscribed(&app, request, query)).await
}

pub(crate) async fn one(
    State(app): State<App>,
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    of_everybody(&app, peer, headers, |request| added(&app, request, file, query)).await
}

async fn subscribed(app: &App, request: Request, query: Option<String>) -> Result<Response, WireError> {
    let of = Some(Kind::Event);
    let allowed: Vec<&str> = selection::narrowing(of).chain(["from", "to", "limit"]).collect();
    let given = Parameters::of(query.as_deref(), &allowed)?;
    let selection = Selection::of(&given, &request, of, "language")?;
    let from = given.moment("from")?.unwrap_or_else(|| kept_from(request.reader.now()));
    let agenda = Agenda { from, to: given.moment("to")?, filter: selection.filter() };
    let limit = given.number("limit", (1, MAX_FILE_ROWS))?.unwrap_or(USUAL);
    let timings = timings(&request, &agenda, limit, None).await?;

    let settings = &request.reader.reference().settings;
    let language = message::language(&settings.languages);
    let name = format!("{} · {}", settings.name, selection.title(&request, language));
    let description = Message::new("list-description").text("network", &settings.name).say_in(language);
    let this = format!("{}/events.ics{}", app.site().api_url(), given.again(&[]));
    let written = Calendar { name: &name, description: &description, this: &this, timings: &timings };
    Ok(of_type(MEDIA_TYPE, calendar(&written)))
}

async fn added(app: &App, request: Request, file: String, query: Option<String>) -> Result<Response, WireError> {
    Parameters::of(query.as_deref(), &[])?;
    let slug = file.strip_suffix(".ics").ok_or_else(|| WireError::new(Code::NotFound, "not-found"))?;
    let found = entry::named(&request, Kind::Event.word(), slug).await?;
    let this = format!("{}/events/{}.ics", app.site().api_url(), found.slug);
    let name = found.title.clone();
    let file_name = format!("attachment; filename=\"{}.ics\"", found.slug);
    let item = entry::item(&request, (found, None), Depth::Listed, None).await?;
    let item = Arc::new(item);
    let timings: Vec<(Timing, Arc<Item>)> =
        item.event.iter().flat_map(|it| it.timings.iter().cloned()).map(|it| (it, Arc::clone(&item))).collect();
    let description = item.summary.clone().unwrap_or_default();
    let written = Calendar { name: &name, description: &description, this: &this, timings: &timings };
    let mut response = of_type(MEDIA_TYPE, calendar(&written));
    if let Ok(name) = HeaderValue::from_str(&file_name) {
        response.headers_mut().insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// The dates of an agenda, each with its event; items are made once an event.
pub(crate) async fn timings(
    request: &Request,
    agenda: &Agenda,
    most: u32,
    language: Option<&'static str>,
) -> Result<Vec<(Timing, Arc<Item>)>, WireError> {
    let (mut rows, mut after): (Vec<Occurrence>, Option<String>) = (Vec::new(), None);
    loop {
        let left = most.saturating_sub(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        let page = Page::First(left.min(MAX_ROWS), Between { after: after.clone(), before: None });
        let wanted = Depth::Listed.projection();
        let slice = request.reader.occurrences(agenda, wanted, &page).await.map_err(of_list)?;
        after = slice.rows.last().filter(|_| slice.has_next).map(|it| request.reader.occurrence_cursor(agenda, it));
        rows.extend(slice.rows);
        if after.is_none() || rows.len() >= most as usize {
            break;
        }
    }
    let mut events: HashMap<Id, _> = HashMap::new();
    let mut dates: Vec<(Timing, Id)> = Vec::with_capacity(rows.len());
    for row in rows {
        dates.push((row.timing, row.event.id));
        events.entry(row.event.id).or_insert(row.event);
    }
    let items = of_entries(events.into_values().collect(), request, Depth::Listed, language).await;
    let items: HashMap<Id, Arc<Item>> =
        items.map_err(|it| error::of_data(&it))?.into_iter().map(|it| (it.id, Arc::new(it))).collect();
    Ok(dates.into_iter().filter_map(|(timing, id)| Some((timing, Arc::clone(items.get(&id)?)))).collect())
}

/// The beginning of a day some time ago: the same all day long, so that a copy stays good.
fn kept_from(now: Instant) -> Instant {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    now.next_day().plus_milliseconds(-(KEPT_DAYS + 1) * DAY)
}
