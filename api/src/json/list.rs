//! One page of a list as JSON: read as GraphQL reads it, with the same cursors.

use async_graphql::Value as Input;
use entity::db::paging::{MAX_COUNT, Page};
use entity::query::agenda::Agenda;
use entity::query::list::List;
use entity::value::clock::Instant;
use entity::value::kind::Kind;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::error::{Code, WireError, of_data, of_resolver};
use crate::graphql::engine::connection::{Connection, Parts};
use crate::graphql::engine::request::Request;
use crate::graphql::input::filter::{
    self, ArticleFilter, EventFilter, InitiativeFilter, LicenceFilter, PageFilter, RecipeFilter,
};
use crate::graphql::input::order_by::{EntryOrder, EventOrder, PageOrder};
use crate::graphql::query::reference_lists as catalogues;
use crate::graphql::types::lists;
use crate::guard::Limit;
use crate::json::item::made;
use crate::json::one;
use crate::json::query::{self, Asked, Selection};
use crate::json::resource::{Class, Fields, Resource};
use crate::json::values::input;

/// One hour in milliseconds.
const HOUR: i64 = 60 * 60 * 1000;

/// A page of a list, and the addresses around it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) body: Value,
    /// Each with its relation (RFC 8288).
    pub(crate) links: Vec<(&'static str, String)>,
}

/// Position of a page in its list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PageInfo {
    /// Whether the list has items after this page.
    pub(crate) has_next_page: bool,
    /// Whether the list has items before this page.
    pub(crate) has_previous_page: bool,
    /// Cursor of the first item, to be sent as `before` with `last`. Null on an empty page.
    #[schema(required)]
    pub(crate) start_cursor: Option<String>,
    /// Cursor of the last item, to be sent as `after` with `first`. Null on an empty page.
    #[schema(required)]
    pub(crate) end_cursor: Option<String>,
    /// Number of items in the whole list, at most 10,000. Null unless `count=true` asks for it; a search has it always.
    #[schema(required)]
    pub(crate) total_count: Option<u64>,
    /// Whether `totalCount` is exact. Null where `totalCount` is null.
    #[schema(required)]
    pub(crate) total_count_is_exact: Option<bool>,
}

/// Addresses of this page and of those beside it. Null where there is none.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Links {
    /// Address of this page.
    #[serde(rename = "self")]
    #[schema(format = "uri")]
    pub(crate) this: String,
    /// Address of the first page.
    #[schema(format = "uri")]
    pub(crate) first: String,
    /// Address of the next page.
    #[schema(required, format = "uri")]
    pub(crate) next: Option<String>,
    /// Address of the previous page.
    #[schema(required, format = "uri")]
    pub(crate) prev: Option<String>,
}

/// A page that was read.
pub(crate) struct Found {
    pub(crate) items: Vec<Value>,
    pub(crate) has_next: bool,
    pub(crate) has_previous: bool,
    /// The cursors of its first and its last item.
    pub(crate) ends: (Option<String>, Option<String>),
    /// How many items the whole list has, where that was asked for, and whether there are no more.
    pub(crate) total: Option<(u64, bool)>,
}

/// The page of a list that a query string asks for. `most` is what it may cost.
///
/// # Errors
/// What is wrong with the query string, `LIMIT_EXCEEDED`, and those of the database.
pub(crate) async fn page(resource: Resource, query: &str, request: &Request, most: u64) -> Result<Answer, WireError> {
    let mut asked = query::of_list(resource, query, request)?;
    let page = asked.page.arguments().page().map_err(|it| of_resolver(&it))?;
    check_cost(resource.fields(), &asked.selection, page.rows(), most)?;
    if resource == Resource::Occurrences && asked.from.is_none() {
        // the beginning of the hour: what was answered stays the same for a while
        let now = request.reader.now();
        asked.from = Some(now.plus_milliseconds(-now.milliseconds().rem_euclid(HOUR)));
    }
    let from = asked.from;
    let found = read(resource, asked, &page, request).await?;
    Ok(answer(resource.word(), query, &page, from, request, found, Map::new()))
}

/// Refuses what costs more than an operation of GraphQL may.
///
/// # Errors
/// `LIMIT_EXCEEDED`.
pub(crate) fn check_cost(known: &Fields, selection: &Selection, rows: u32, most: u64) -> Result<(), WireError> {
    let weight = |name: &str| match known.get(name) {
        Some(Class::Always | Class::Plain) => 3,
        Some(Class::Long) => 5,
        Some(Class::Related) => 240,
        None => 0,
    };
    let cost = u64::from(rows).saturating_mul(selection.names().map(weight).sum());
    if cost <= most {
        return Ok(());
    }
    let told = WireError::new(Code::LimitExceeded, "limit-exceeded").text("limit", Limit::Cost.name());
    Err(told.number("max", most).number("found", cost))
}

/// The list of entries of a kind that was asked for.
fn list(kind: Kind, filter: Option<Input>, order: Option<Input>) -> Result<List, WireError> {
    let of = Some(kind);
    let list = match kind {
        Kind::Initiative => lists::list(of, input::<InitiativeFilter>(filter)?, input::<Vec<EntryOrder>>(order)?),
        Kind::Recipe => lists::list(of, input::<RecipeFilter>(filter)?, input::<Vec<EntryOrder>>(order)?),
        Kind::Article => lists::list(of, input::<ArticleFilter>(filter)?, input::<Vec<EntryOrder>>(order)?),
        Kind::Event => lists::list(of, input::<EventFilter>(filter)?, input::<Vec<EventOrder>>(order)?),
        Kind::Page => lists::list(of, input::<PageFilter>(filter)?, input::<Vec<PageOrder>>(order)?),
    };
    list.map_err(|it| of_resolver(&it))
}

async fn read(resource: Resource, asked: Asked, page: &Page, request: &Request) -> Result<Found, WireError> {
    let reader = &request.reader;
    if let Some(kind) = resource.kind() {
        let list = list(kind, asked.filter, asked.order)?;
        let slice = reader.entries(&list, one::wanted(&asked.selection), page).await.map_err(|it| of_data(&it))?;
        let mark = list.mark();
        let cursor = |it: &entity::model::entry::Entry| reader.cursor(&mark, it);
        let ends = (slice.rows.first().map(cursor), slice.rows.last().map(cursor));
        let total = match asked.is_counted {
            true => Some(counted(reader.count(&list).await.map_err(|it| of_data(&it))?)),
            false => None,
        };
        let items = one::entries(&slice.rows.iter().collect::<Vec<_>>(), &asked.selection, request).await?;
        return Ok(Found { items, has_next: slice.has_next, has_previous: slice.has_previous, ends, total });
    }
    let (selection, is_counted) = (asked.selection.clone(), asked.is_counted);
    let arguments = asked.page.arguments();
    let told = |it: async_graphql::Error| of_resolver(&it);
    match resource {
        Resource::Occurrences => occurrences(asked, page, request).await,
        Resource::Members => {
            let found = catalogues::members(reader, arguments, input(asked.filter)?, input(asked.order)?);
            known(found.map_err(told)?, is_counted, &selection, |it| serde_json::to_value(made::member(&it.0)))
        }
        Resource::Territories => {
            let found = catalogues::territories(reader, arguments, input(asked.filter)?);
            let item =
                |it: crate::graphql::types::territory::Territory| serde_json::to_value(made::territory(&it.0, request));
            known(found.map_err(told)?, is_counted, &selection, item)
        }
        Resource::Themes => {
            let found = catalogues::themes(reader, arguments, input(asked.filter)?);
            let item = |it: crate::graphql::types::theme::Theme| serde_json::to_value(made::theme(&it.0, request));
            known(found.map_err(told)?, is_counted, &selection, item)
        }
        Resource::Licences => {
            let found = catalogues::licences(reader, arguments, input::<LicenceFilter>(asked.filter)?);
            known(found.map_err(told)?, is_counted, &selection, |it| serde_json::to_value(made::licence(&it.0)))
        }
        Resource::Sources => {
            let found = catalogues::sources(reader, arguments, input(asked.filter)?);
            known(found.map_err(told)?, is_counted, &selection, |it| serde_json::to_value(made::source(&it.0)))
        }
        Resource::Initiatives | Resource::Recipes | Resource::Articles | Resource::Events | Resource::Pages => {
            Err(WireError::new(Code::NotFound, "not-found"))
        }
    }
}

/// A page of what is held in memory.
fn known<T>(
    found: Connection<T>,
    is_counted: bool,
    selection: &Selection,
    item: impl Fn(T) -> serde_json::Result<Value>,
) -> Result<Found, WireError> {
    let Parts { slice, ends, total } = found.parts();
    let (has_next, has_previous) = (slice.has_next, slice.has_previous);
    let items = slice.rows.into_iter().map(|it| item(it).map(|it| one::narrowed(it, selection)));
    let items = items.collect::<serde_json::Result<Vec<Value>>>().map_err(one::unwritten)?;
    Ok(Found { items, has_next, has_previous, ends, total: total.filter(|_| is_counted).map(counted) })
}

async fn occurrences(asked: Asked, page: &Page, request: &Request) -> Result<Found, WireError> {
    let reader = &request.reader;
    let filter = filter::filter(input::<EventFilter>(asked.filter)?).map_err(|it| of_resolver(&it))?;
    let agenda = Agenda { from: asked.from.unwrap_or(reader.now()), to: asked.to, filter };
    let wanted = one::wanted(&asked.selection);
    let slice = reader.occurrences(&agenda, wanted, page).await.map_err(|it| of_data(&it))?;
    let cursor = |it: &entity::query::agenda::Occurrence| reader.occurrence_cursor(&agenda, it);
    let ends = (slice.rows.first().map(cursor), slice.rows.last().map(cursor));
    let total = match asked.is_counted {
        true => Some(counted(reader.count_occurrences(&agenda).await.map_err(|it| of_data(&it))?)),
        false => None,
    };
    let events: Vec<&entity::model::entry::Entry> = slice.rows.iter().map(|it| &it.event).collect();
    let events = one::entries(&events, &asked.selection, request).await?;
    let items = slice.rows.iter().zip(events).map(|(row, event)| one::timed(&row.timing, event));
    let items = items.collect::<Result<Vec<Value>, WireError>>()?;
    Ok(Found { items, has_next: slice.has_next, has_previous: slice.has_previous, ends, total })
}

/// A number of rows as it is told, and whether there are no more.
fn counted(rows: u64) -> (u64, bool) {
    (rows.min(MAX_COUNT), rows <= MAX_COUNT)
}

/// A page of the list at `/api/{word}`, with the addresses around it; `beside` stands beside its items.
pub(crate) fn answer(
    word: &str,
    query: &str,
    page: &Page,
    from: Option<Instant>,
    request: &Request,
    found: Found,
    beside: Map<String, Value>,
) -> Answer {
    let address = |parts: &[(&str, String)], without: &[&str]| {
        let mut written = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            if !without.contains(&name.as_ref()) && !parts.iter().any(|it| it.0 == name) {
                written.append_pair(&name, &value);
            }
        }
        let from = from.filter(|_| !query.split('&').any(|it| it.starts_with("from=")));
        written.extend_pairs(from.map(|it| ("from", it.to_string())));
        written.extend_pairs(parts.iter().map(|(name, value)| (*name, value.as_str())));
        let written = written.finish();
        let mark = if written.is_empty() { "" } else { "?" };
        format!("{}/api/{}{mark}{written}", request.site.api_url(), word)
    };
    let rows = page.rows().to_string();
    let cursors = ["first", "after", "last", "before"];
    let (first, next, prev) = match page {
        Page::Numbered(number, _) => {
            let of = |number: u32| address(&[("page", number.to_string()), ("perPage", rows.clone())], &[]);
            let prev = (*number > 1).then(|| of(number - 1));
            (of(1), found.has_next.then(|| of(number + 1)), prev)
        }
        Page::First(..) | Page::Last(..) => {
            let next = found.ends.1.clone().filter(|_| found.has_next);
            let prev = found.ends.0.clone().filter(|_| found.has_previous);
            let of = |count, place, cursor| address(&[(count, rows.clone()), (place, cursor)], &cursors);
            (
                address(&[("first", rows.clone())], &cursors),
                next.map(|it| of("first", "after", it)),
                prev.map(|it| of("last", "before", it)),
            )
        }
    };
    let this = address(&[], &[]);
    let position = PageInfo {
        has_next_page: found.has_next,
        has_previous_page: found.has_previous,
        start_cursor: found.ends.0,
        end_cursor: found.ends.1,
        total_count: found.total.map(|it| it.0),
        total_count_is_exact: found.total.map(|it| it.1),
    };
    let mut links = vec![("self", this.clone()), ("first", first.clone())];
    links.extend(next.clone().map(|it| ("next", it)));
    links.extend(prev.clone().map(|it| ("prev", it)));
    let mut body =
        serde_json::json!({ "items": found.items, "page": position, "links": Links { this, first, next, prev } });
    if let Value::Object(parts) = &mut body {
        parts.extend(beside);
    }
    Answer { body, links }
}
