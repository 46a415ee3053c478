//! `/embed/{kind}`: a list as a page to be framed: cards, a plain list, an agenda, or places by commune. `entry` stands for all kinds.
//!
//! `theme` is a subject, here as everywhere; the colours are `scheme`. `language` is that of the labels; the entries' own is
//! `content_language`.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Extension, Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use entity::model::event::{Span, Timing};
use entity::query::agenda::Agenda;
use entity::value::clock::Instant;
use entity::value::kind::Kind;

use crate::app::App;
use crate::error::{self, Code, WireError};
use crate::graphql::engine::request::Request;
use crate::graphql::types::channel::item::{Depth, of_entries};
use crate::http::channel::answer::{of_everybody, rows};
use crate::http::channel::parameters::{Parameters, refused};
use crate::http::channel::selection::{self, Selection};
use crate::http::channel::{calendar, entry};
use crate::http::client_ip::Peer;
use crate::message::{self, Message};
use crate::render::embed::{Card, Frame, Group, Layout, ListLabels, ListPage};
use crate::render::item::Item;
use crate::render::when;

/// The entries of a list, at most and by default.
pub(super) const MOST: u32 = 50;
pub(super) const USUAL: u32 = 12;

/// The word that stands for all kinds.
pub(super) const ALL_KINDS: &str = "entry";

pub(crate) async fn page(
    State(app): State<App>,
    Path(kind): Path<String>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    of_everybody(&app, peer, headers, |request| page_of(&app, request, kind, query)).await
}

/// A row of a list: an entry, and when it takes place.
type Row = (Arc<Item>, Option<Timing>);

async fn page_of(app: &App, request: Request, word: String, query: Option<String>) -> Result<Response, WireError> {
    let kind = match Kind::of_word(&word) {
        Some(kind) => Some(kind),
        None if word == ALL_KINDS => None,
        None => {
            let known = std::iter::once(ALL_KINDS).chain(Kind::ALL.iter().map(|it| it.word()));
            return Err(refused("kind", &word, known));
        }
    };
    let own = ["layout", "limit", "language", "content_language", "scheme"];
    // the kind is named by the address
    let filters = selection::narrowing(kind).filter(|it| !matches!(*it, "kind" | "language"));
    let given = Parameters::of(query.as_deref(), &filters.chain(own).collect::<Vec<_>>())?;
    let selection = Selection::of(&given, &request, kind, "content_language")?;
    let layout = given.word("layout", &Layout::ALL.map(|it| (it.word(), it)))?;
    let layout = layout.unwrap_or(if kind == Some(Kind::Event) { Layout::Agenda } else { Layout::Cards });
    let limit = given.number("limit", (1, MOST))?.unwrap_or(USUAL);
    let settings = &request.reader.reference().settings;
    let language = given.word("language", &entry::LANGUAGES)?.unwrap_or_else(|| message::language(&settings.languages));
    let scheme = entry::scheme(&given)?;
    let found = match layout {
        Layout::Agenda if kind != Some(Kind::Event) => {
            return Err(WireError::new(Code::Malformed, "channel-layout-agenda"));
        }
        Layout::Agenda => agenda(&request, &selection, limit, language).await?,
        Layout::Cards | Layout::List => newest(&request, &selection, limit, language).await?,
        Layout::MapList => newest(&request, &selection.clone().located(), limit, language).await?,
    };
    let title = if layout == Layout::Agenda {
        Message::new("list-events").say_in(language)
    } else {
        selection.title(&request, language)
    };
    let (site, say) = (app.site(), |id: &'static str| Message::new(id).say_in(language));
    let named = |id: &'static str| Message::new(id).text("network", &settings.name).say_in(language);
    let feed = feed_query(&given, kind);
    let page = ListPage {
        frame: Frame {
            language,
            scheme,
            title: &title,
            network: &settings.name,
            home: site.home_url(),
            api: site.api_url(),
            speaks_to_wordpress: false,
            id: None,
        },
        layout,
        groups: grouped(&found, layout, language),
        feed: format!("{}/feed.atom{feed}", site.api_url()),
        labels: ListLabels {
            nothing: say("embed-nothing"),
            map: say("embed-map"),
            home: named("embed-home"),
            feed: say("embed-feed"),
        },
    };
    Ok(entry::framed(page.html(), site.api_url()))
}

/// The query of the feed of the same list.
pub(super) fn feed_query(given: &Parameters, kind: Option<Kind>) -> String {
    let language = given.many("content_language").join(",");
    let language = Some(language.as_str()).filter(|it| !it.is_empty());
    let own = ["layout", "limit", "scheme", "content_language"].map(|it| (it, None));
    let more = [("kind", kind.map(Kind::word)), ("language", language)];
    given.again(&[&own[..], &more].concat())
}

async fn newest(
    request: &Request,
    selection: &Selection,
    limit: u32,
    language: &'static str,
) -> Result<Vec<Row>, WireError> {
    let (entries, _) = rows(request, &selection.newest(), Depth::Listed.projection(), limit, None).await?;
    let items = of_entries(entries, request, Depth::Listed, Some(language)).await.map_err(|it| error::of_data(&it))?;
    let now = request.reader.now();
    Ok(items.into_iter().map(|it| (next_timing(&it, now), it)).map(|(when, it)| (Arc::new(it), when)).collect())
}

async fn agenda(
    request: &Request,
    selection: &Selection,
    limit: u32,
    language: &'static str,
) -> Result<Vec<Row>, WireError> {
    let agenda = Agenda { from: request.reader.now(), to: None, filter: selection.filter() };
    let timings = calendar::timings(request, &agenda, limit, Some(language)).await?;
    Ok(timings.into_iter().map(|(timing, item)| (item, Some(timing))).collect())
}

/// The first timing that is not over, else the last.
fn next_timing(item: &Item, now: Instant) -> Option<Timing> {
    let event = item.event.as_ref()?;
    let is_to_come = |it: &&Timing| match it.span {
        Span::Hours { start, end } => end.unwrap_or(start) >= now,
        Span::Days { end, .. } => end >= now.utc().date_naive(),
    };
    event.timings.iter().find(is_to_come).or(event.timings.last()).cloned()
}

/// One group, or one for each commune where the layout is by place.
fn grouped<'a>(found: &'a [Row], layout: Layout, language: &str) -> Vec<Group<'a>> {
    let card = |(item, timing): &'a Row| Card {
        item,
        when: timing.as_ref().zip(item.event.as_ref()).map(|(it, event)| when::of_timing(it, event, language)),
        map: item.point.filter(|_| layout == Layout::MapList).map(map_url),
    };
    if found.is_empty() {
        return Vec::new();
    }
    if layout != Layout::MapList {
        return vec![Group { heading: None, cards: found.iter().map(card).collect() }];
    }
    let mut by_commune: BTreeMap<Option<&str>, Vec<Card<'a>>> = BTreeMap::new();
    for row in found {
        by_commune.entry(row.0.commune.as_deref()).or_default().push(card(row));
    }
    let elsewhere = || Message::new("embed-elsewhere").say_in(language);
    let (mut groups, mut last) = (Vec::new(), Vec::new());
    for (commune, cards) in by_commune {
        match commune {
            Some(name) => groups.push(Group { heading: Some(name.to_owned()), cards }),
            None => last.push(Group { heading: Some(elsewhere()), cards }),
        }
    }
    groups.extend(last);
    groups
}

/// Where a map shows a point. A link: nothing is loaded from there.
fn map_url((latitude, longitude): (f64, f64)) -> String {
    format!("https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=16/{latitude}/{longitude}")
}
