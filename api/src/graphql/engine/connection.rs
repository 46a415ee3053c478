//! Connections: one page of a list with what a client needs to go on. Follows the Relay cursor connections
//! specification, with `nodes` for those who need no cursors.

use std::borrow::Cow;
use std::sync::Arc;

use async_graphql::{Context, Object, OutputType, Result, SimpleObject, TypeName};
use entity::db::paging::{Between, DEFAULT_ROWS, Direction, MAX_COUNT, MAX_DEPTH, MAX_ROWS, Page, Slice};
use entity::media::list::Sought;
use entity::model::entry::Entry;
use entity::query::agenda::Agenda;
use entity::query::audit::Narrowed;
use entity::query::list::List;
use entity::reader::Reader;
use entity::reference::list::{self, Listed};
use serde::Serialize;

use crate::error::{Code, WireError, told};
use crate::graphql::engine::batches::{CountKey, Nested};
use crate::graphql::engine::plain::rows::{Edges, Rows};
use crate::graphql::engine::request::Request;

/// One page of a list of `T`.
pub struct Connection<T> {
    slice: Slice<T>,
    cursor: Box<dyn Fn(&T) -> String + Send + Sync>,
    count: Count,
    /// The entry that a node shows, where it shows nothing else.
    entry: Option<fn(&T) -> &Entry>,
}

/// What a connection is made of.
pub(crate) struct Parts<T> {
    pub(crate) slice: Slice<T>,
    /// The cursors of the first row and the last.
    pub(crate) ends: (Option<String>, Option<String>),
    /// How many rows the list has, where that is known.
    pub(crate) total: Option<u64>,
}

/// Where the number of all rows comes from, when it is asked for.
pub(crate) enum Count {
    List(Box<(Reader, List)>),
    Nested(CountKey),
    Agenda(Box<Agenda>),
    Known(usize),
    Audit(Box<Narrowed>),
    Media(Box<Sought>),
}

/// Position of a page in its list, after the Relay cursor connections specification.
#[derive(SimpleObject)]
pub struct PageInfo {
    /// Whether the list has nodes after this page.
    has_next_page: bool,
    /// Whether the list has nodes before this page.
    has_previous_page: bool,
    /// Cursor of the first node of the page, to be sent as `before` with `last`. Null on an empty page.
    start_cursor: Option<String>,
    /// Cursor of the last node of the page, to be sent as `after` with `first`. Null on an empty page.
    end_cursor: Option<String>,
}

impl PageInfo {
    /// The position of a page of a list that is read forwards alone.
    pub(crate) fn forward(start_cursor: Option<String>, end_cursor: Option<String>, has_next_page: bool) -> Self {
        Self { has_next_page, has_previous_page: false, start_cursor, end_cursor }
    }

    pub(crate) fn new<T>(slice: &Slice<T>, start_cursor: Option<String>, end_cursor: Option<String>) -> Self {
        Self { has_next_page: slice.has_next, has_previous_page: slice.has_previous, start_cursor, end_cursor }
    }
}

impl<T> Connection<T> {
    pub(crate) fn new(slice: Slice<T>, cursor: impl Fn(&T) -> String + Send + Sync + 'static, count: Count) -> Self {
        Self { slice, cursor: Box::new(cursor), count, entry: None }
    }

    /// The same, whose nodes show an entry each and nothing else.
    pub(crate) fn of_entries(self) -> Self
    where
        T: AsRef<Entry>,
    {
        Self { entry: Some(T::as_ref), ..self }
    }

    /// Its rows, the cursors of the first and the last, whether there are more before and after, and how many there are in all where
    /// that is known.
    pub(crate) fn parts(self) -> Parts<T> {
        let ends = (self.slice.rows.first().map(&self.cursor), self.slice.rows.last().map(&self.cursor));
        let total = if let Count::Known(count) = self.count { Some(count as u64) } else { None };
        Parts { slice: self.slice, ends, total }
    }

    /// The same page with other rows, each of which still has what it was made of.
    pub(crate) fn map<U: 'static>(self, turn: impl Fn(T) -> U, back: fn(&U) -> &T) -> Connection<U>
    where
        T: 'static,
    {
        let cursor = self.cursor;
        let (slice, cursor) = (self.slice.map(turn), Box::new(move |row: &U| cursor(back(row))));
        Connection { slice, cursor, count: self.count, entry: None }
    }
}

/// One page of a list, after the Relay cursor connections specification.
#[Object(name_type)]
impl<T: OutputType + Clone> Connection<T> {
    /// Nodes of the page, in the order of the list.
    async fn nodes(&self) -> Rows<'_, T> {
        Rows { rows: &self.slice.rows, entry: self.entry }
    }

    /// Edges of the page: each node with its cursor.
    async fn edges(&self) -> Edges<'_, T> {
        Edges { rows: &self.slice.rows, entry: self.entry, cursor: &*self.cursor }
    }

    /// Cursors of the page, and whether the list has nodes before or after it.
    async fn page_info(&self) -> PageInfo {
        let ends = (self.slice.rows.first().map(&self.cursor), self.slice.rows.last().map(&self.cursor));
        PageInfo::new(&self.slice, ends.0, ends.1)
    }

    /// Number of nodes in the whole list, counted up to 10,000 only. Computed when the field is selected.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let count = self.count.take(Request::of(ctx)).await?.min(MAX_COUNT);
        Ok(i32::try_from(count).unwrap_or(i32::MAX))
    }

    /// Whether `totalCount` is exact. False when the list has more than 10,000 nodes.
    async fn total_count_is_exact(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.count.take(Request::of(ctx)).await? <= MAX_COUNT)
    }
}

impl<T: OutputType> TypeName for Connection<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", T::type_name()).into()
    }
}

impl Count {
    async fn take(&self, request: &Request) -> Result<u64> {
        match self {
            Self::List(of) => of.0.count(&of.1).await.map_err(told),
            Self::Agenda(agenda) => request.reader.count_occurrences(agenda).await.map_err(told),
            Self::Known(count) => Ok(*count as u64),
            Self::Media(sought) => request.reader.count_media(sought).await.map_err(told),
            Self::Audit(narrowed) => request.reader.count_audit(narrowed).await.map_err(told),
            Self::Nested(key) => {
                let count = request.batches.load(key.clone()).await;
                Ok(count.map_err(crate::error::told_shared)?.unwrap_or_default())
            }
        }
    }

    pub(crate) fn nested(parent: i64, nested: &Arc<Nested>) -> Self {
        Self::Nested(CountKey(parent, Arc::clone(nested)))
    }
}

/// The arguments that every list takes.
pub(crate) struct PageArguments {
    pub(crate) first: Option<i32>,
    pub(crate) after: Option<String>,
    pub(crate) last: Option<i32>,
    pub(crate) before: Option<String>,
    pub(crate) page: Option<i32>,
    pub(crate) per_page: Option<i32>,
}

impl PageArguments {
    /// The page that they name.
    ///
    /// # Errors
    /// `BAD_INPUT` for arguments that do not go together or are out of bounds, `PAGE_TOO_DEEP` beyond 10,000 rows.
    pub(crate) fn page(self) -> Result<Page> {
        let rows = |name: &str, count: i32| match u32::try_from(count) {
            Ok(count) if (1..=MAX_ROWS).contains(&count) => Ok(count),
            _ => Err(WireError::new(Code::OutOfRange, "out-of-range")
                .text("name", name)
                .number("found", count)
                .number("min", 1)
                .number("max", MAX_ROWS)),
        };
        // clients that have no cursor yet send an empty one
        let [after, before] = [self.after, self.before].map(|it| it.filter(|it| !it.is_empty()));
        let numbered = self.page.is_some() || self.per_page.is_some();
        let between = Between { after, before };
        let placed = self.first.is_some() || self.last.is_some() || between != Between::default();
        if (numbered && placed) || (self.first.is_some() && self.last.is_some()) {
            return Err(WireError::new(Code::BadInput, "page-names-mixed").into());
        }
        if numbered {
            let per_page = self.per_page.map_or(Ok(DEFAULT_ROWS), |it| rows("perPage", it))?;
            let page = self.page.unwrap_or(1);
            let page = u32::try_from(page).ok().filter(|it| *it > 0);
            let page = page.ok_or_else(|| WireError::new(Code::OutOfRange, "page-from-one"))?;
            if page.saturating_mul(per_page) > MAX_DEPTH {
                return Err(WireError::new(Code::PageTooDeep, "page-too-deep").number("max", MAX_DEPTH).into());
            }
            return Ok(Page::Numbered(page, per_page));
        }
        // before alone goes back from there, as it does beside last
        let backwards = self.first.is_none() && between.before.is_some() && between.after.is_none();
        if self.last.is_some() || backwards {
            let last = self.last.map_or(Ok(DEFAULT_ROWS), |it| rows("last", it))?;
            return Ok(Page::Last(last, between));
        }
        let first = self.first.map_or(Ok(DEFAULT_ROWS), |it| rows("first", it))?;
        Ok(Page::First(first, between))
    }
}

pub(crate) fn connection<T: Listed + Send + Sync + 'static, U>(
    rows: Vec<Arc<T>>,
    direction: Direction,
    mark: impl Serialize + Send + Sync + 'static,
    page: PageArguments,
    turn: fn(Arc<T>) -> U,
) -> Result<Connection<U>>
where
    U: OutputType + AsRef<T> + 'static,
{
    connection_by(rows, T::sort_key, direction, mark, page, turn)
}

/// The same of rows that stand in ascending order of another key and their id.
pub(crate) fn connection_by<T: Listed + Send + Sync + 'static, U>(
    rows: Vec<Arc<T>>,
    key: impl Fn(&T) -> String + Send + Sync + 'static,
    direction: Direction,
    mark: impl Serialize + Send + Sync + 'static,
    page: PageArguments,
    turn: fn(Arc<T>) -> U,
) -> Result<Connection<U>>
where
    U: OutputType + AsRef<T> + 'static,
{
    let count = Count::Known(rows.len());
    let slice = list::page_by(rows, &key, direction, &mark, &page.page()?).map_err(told)?;
    let cursor = move |row: &U| list::cursor(row.as_ref(), key(row.as_ref()), &mark);
    Ok(Connection::new(slice.map(turn), cursor, count))
}
