//! `/sitemap.xml`: the front end's addresses of what is public. Small networks have one file; larger ones an index of files by year of
//! publication, or by month where a year is large.

use chrono::{Datelike, NaiveDate};
use entity::db::paging::{Between, Direction, MAX_COUNT, Page};
use entity::model::entry::Entry;
use entity::query::filter::{Date, Filter};
use entity::query::list::{Field, List, Order};
use entity::query::projection::Projection;
use entity::value::clock::Instant;
use entity::value::id::Id;

use axum::extract::{Extension, Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::app::App;
use crate::error::{self, Code, WireError};
use crate::graphql::engine::request::Request;
use crate::graphql::types::channel::pictures::Pictures;
use crate::http::channel::answer::{MAX_FILE_ROWS, of_everybody, of_type, rows};
use crate::http::channel::parameters::Parameters;
use crate::http::client_ip::Peer;
use crate::render::sitemap::{self, Location};

const MEDIA_TYPE: &str = "application/xml; charset=utf-8";
/// Up to so many entries stand in one file.
const ONE_FILE: u64 = 2_000;

pub(crate) async fn whole(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let app = &app;
    of_everybody(app, peer, headers, |request| async move {
        Parameters::of(query.as_deref(), &[])?;
        let all = List::newest(None);
        if count(&request, &all).await? <= ONE_FILE {
            return file(&request, &all).await;
        }
        let urls = parts(&request).await?;
        let urls = urls.iter().map(|it| format!("{}/sitemap/{it}.xml", app.site().api_url())).collect::<Vec<_>>();
        Ok(of_type(MEDIA_TYPE, sitemap::index(&urls)))
    })
    .await
}

pub(crate) async fn part(
    State(app): State<App>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    of_everybody(&app, peer, headers, |request| async move {
        Parameters::of(query.as_deref(), &[])?;
        let span = name.strip_suffix(".xml").and_then(span);
        let list = span.map(published).ok_or_else(|| WireError::new(Code::NotFound, "not-found"))?;
        file(&request, &list).await
    })
    .await
}

async fn file(request: &Request, list: &List) -> Result<Response, WireError> {
    let wanted = Projection { dates: true, media: true, ..Projection::default() };
    let (entries, _) = rows(request, list, wanted, MAX_FILE_ROWS * 10, None).await?;
    let mut locations = Vec::with_capacity(entries.len());
    for some in entries.chunks(100) {
        let groups: Vec<Id> = some.iter().map(Entry::translation_group).collect();
        let versions = request.reader.translations(&groups).await.map_err(|it| error::of_data(&it))?;
        let pictures = Pictures::read(some.iter(), request).await.map_err(|it| error::of_data(&it))?;
        locations.extend(some.iter().map(|entry| {
            let versions = versions.get(&entry.translation_group()).map_or(&[][..], Vec::as_slice);
            let url = |it: &entity::model::entry::Translation| request.site.entry_url(it.kind, &it.slug);
            let alternates = versions.iter().map(|(_, it)| (it.language.to_string(), url(it)));
            Location {
                url: request.url(entry),
                changed: entry.updated_at.max(entry.published_at.unwrap_or(entry.updated_at)).utc(),
                alternates: if versions.len() > 1 { alternates.collect() } else { Vec::new() },
                pictures: pictures.beside(entry, request).cover.map(|it| it.url).into_iter().collect(),
            }
        }));
    }
    Ok(of_type(MEDIA_TYPE, sitemap::pages(&locations)))
}

/// The years in which something was published, as months where a year holds too much for one file.
async fn parts(request: &Request) -> Result<Vec<String>, WireError> {
    let order = vec![Order { field: Field::PublishedAt, direction: Direction::Asc }];
    let oldest = List { kind: None, filter: Filter::all(), order };
    let page = Page::First(1, Between::default());
    let first = request.reader.entries(&oldest, Projection::default(), &page).await;
    let first = first.map_err(|it| error::of_data(&it))?.rows.first().and_then(|it| it.published_at);
    let now = request.reader.now().utc().year();
    let first = first.map_or(now, |it| it.utc().year());
    let mut parts = Vec::new();
    for year in first..=now {
        let Some(list) = span(&format!("{year:04}")).map(published) else { continue };
        match count(request, &list).await? {
            0 => {}
            some if some <= MAX_COUNT => parts.push(format!("{year:04}")),
            _ => parts.extend((1..=12).map(|month| format!("{year:04}-{month:02}"))),
        }
    }
    Ok(parts)
}

async fn count(request: &Request, list: &List) -> Result<u64, WireError> {
    request.reader.count(list).await.map_err(|it| error::of_data(&it))
}

/// What was published in a span of time.
fn published((from, to): (Instant, Instant)) -> List {
    let filter = Filter::And(vec![Filter::After(Date::Published, from), Filter::Before(Date::Published, to)]);
    List { filter, ..List::newest(None) }
}

/// A year (`2026`) or a month (`2026-03`), from its beginning to the next one's, in UTC.
fn span(name: &str) -> Option<(Instant, Instant)> {
    let (year, month) = name.split_once('-').map_or((name, None), |(year, month)| (year, Some(month)));
    if year.len() != 4 || month.is_some_and(|it| it.len() != 2) {
        return None;
    }
    let year: i32 = year.parse().ok()?;
    let month: Option<u32> = month.map(str::parse).transpose().ok()?;
    let begin = |year: i32, month: u32| {
        let midnight = NaiveDate::from_ymd_opt(year, month, 1)?.and_hms_opt(0, 0, 0)?;
        Some(Instant::of(midnight.and_utc()))
    };
    match month {
        None => Some((begin(year, 1)?, begin(year + 1, 1)?)),
        Some(12) => Some((begin(year, 12)?, begin(year + 1, 1)?)),
        Some(month) => Some((begin(year, month)?, begin(year, month + 1)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_months_follow_each_other() {
        let told = |name: &str| span(name).map(|(from, to)| (from.to_string(), to.to_string()));
        let both = |from: &str, to: &str| Some((format!("{from}T00:00:00.000Z"), format!("{to}T00:00:00.000Z")));
        assert_eq!(told("2026"), both("2026-01-01", "2027-01-01"));
        assert_eq!(told("2026-12"), both("2026-12-01", "2027-01-01"));
        assert_eq!(told("2024-02"), both("2024-02-01", "2024-03-01"));
        for bad in ["", "26", "2026-1", "2026-13", "2026-00", "x026", "2026-03-01", "-026"] {
            assert!(told(bad).is_none(), "{bad}");
        }
    }
}
