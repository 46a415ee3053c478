//! The lists of entries, at the root and under whatever has entries: the same fields with the same arguments, written
//! once in a macro. (A field's attribute `flatten` would do, but copies nothing between types that refer to each other.)

use std::sync::{Arc, OnceLock};

use async_graphql::OutputType;
pub(crate) use async_graphql::{Context, Result};
use entity::db::paging::{Direction, Page as Part, Slice};
use entity::model::entry::Entry as Row;
use entity::query::filter::Filter;
use entity::query::list::{Field, List, Order};
use entity::query::projection::Projection;
use entity::query::relation::Relation;
use entity::reader::Reader;
pub(crate) use entity::value::kind::Kind;

use crate::error::{Code, WireError, told, told_shared};
use crate::graphql::engine::batches::{Nested, PageKey};
use crate::graphql::engine::connection::Count;
pub(crate) use crate::graphql::engine::connection::{Connection, PageArguments};
use crate::graphql::engine::lookahead;
use crate::graphql::engine::request::Request;
pub(crate) use crate::graphql::input::enums::CreditRole;
use crate::graphql::input::filter::{self, Narrowing};
pub(crate) use crate::graphql::input::filter::{
    ArticleFilter, EntryFilter, EventFilter, InitiativeFilter, PageFilter, RecipeFilter,
};
pub(crate) use crate::graphql::input::order_by::{EntryOrder, EventOrder, PageOrder};
pub(crate) use crate::graphql::types::article::Article;
pub(crate) use crate::graphql::types::entry::Entry;
pub(crate) use crate::graphql::types::event::Event;
pub(crate) use crate::graphql::types::initiative::Initiative;
pub(crate) use crate::graphql::types::page::Page;
pub(crate) use crate::graphql::types::recipe::Recipe;

/// How many parts an order may have.
const MAX_ORDERS: usize = 4;

/// An object with the lists of entries that stand under it (see [`Under`]), and fields of its own. With `by ROLE`, every
/// list takes a role as well.
macro_rules! lists {
    ($(#[$doc:meta])* $name:ident $(by $role:ident)? { $($fields:tt)* }) => {
        #[async_graphql::Object]
        $(#[$doc])*
        impl $name {
            $($fields)*

        /// Initiatives, newest first unless `orderBy` says otherwise.
        async fn initiatives(
            &self,
            ctx: &lists::Context<'_>,
            #[graphql(desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20.")] first: Option<i32>,
            #[graphql(desc = "Return the nodes after this cursor, such as the `endCursor` of a page.")] after: Option<String>,
            #[graphql(desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`.")] last: Option<i32>,
            #[graphql(desc = "Return the nodes before this cursor, such as the `startCursor` of a page.")] before: Option<String>,
            #[graphql(desc = "Number of the page, from 1. `page` × `perPage` is at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Number of nodes on a numbered page, 1 to 100. Defaults to 20.")] per_page: Option<i32>,
            #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<lists::InitiativeFilter>,
            #[graphql(desc = "Sort keys, most significant first. Ties are sorted by identifier.")] order_by: Option<Vec<lists::EntryOrder>>,
            $(#[graphql(desc = "Only the entries that credit the member in this role.")] $role: Option<lists::CreditRole>,)?
        ) -> lists::Result<lists::Connection<lists::Initiative>> {
            let page = lists::PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::connection(ctx, lists::Under::under(self, ($($role)?)), lists::list(Some(lists::Kind::Initiative), filter, order_by)?, page).await
        }

        /// Recipes, newest first unless `orderBy` says otherwise.
        async fn recipes(
            &self,
            ctx: &lists::Context<'_>,
            #[graphql(desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20.")] first: Option<i32>,
            #[graphql(desc = "Return the nodes after this cursor, such as the `endCursor` of a page.")] after: Option<String>,
            #[graphql(desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`.")] last: Option<i32>,
            #[graphql(desc = "Return the nodes before this cursor, such as the `startCursor` of a page.")] before: Option<String>,
            #[graphql(desc = "Number of the page, from 1. `page` × `perPage` is at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Number of nodes on a numbered page, 1 to 100. Defaults to 20.")] per_page: Option<i32>,
            #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<lists::RecipeFilter>,
            #[graphql(desc = "Sort keys, most significant first. Ties are sorted by identifier.")] order_by: Option<Vec<lists::EntryOrder>>,
            $(#[graphql(desc = "Only the entries that credit the member in this role.")] $role: Option<lists::CreditRole>,)?
        ) -> lists::Result<lists::Connection<lists::Recipe>> {
            let page = lists::PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::connection(ctx, lists::Under::under(self, ($($role)?)), lists::list(Some(lists::Kind::Recipe), filter, order_by)?, page).await
        }

        /// Articles, newest first unless `orderBy` says otherwise.
        async fn articles(
            &self,
            ctx: &lists::Context<'_>,
            #[graphql(desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20.")] first: Option<i32>,
            #[graphql(desc = "Return the nodes after this cursor, such as the `endCursor` of a page.")] after: Option<String>,
            #[graphql(desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`.")] last: Option<i32>,
            #[graphql(desc = "Return the nodes before this cursor, such as the `startCursor` of a page.")] before: Option<String>,
            #[graphql(desc = "Number of the page, from 1. `page` × `perPage` is at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Number of nodes on a numbered page, 1 to 100. Defaults to 20.")] per_page: Option<i32>,
            #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<lists::ArticleFilter>,
            #[graphql(desc = "Sort keys, most significant first. Ties are sorted by identifier.")] order_by: Option<Vec<lists::EntryOrder>>,
            $(#[graphql(desc = "Only the entries that credit the member in this role.")] $role: Option<lists::CreditRole>,)?
        ) -> lists::Result<lists::Connection<lists::Article>> {
            let page = lists::PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::connection(ctx, lists::Under::under(self, ($($role)?)), lists::list(Some(lists::Kind::Article), filter, order_by)?, page).await
        }

        /// Events, earliest first unless `orderBy` says otherwise.
        async fn events(
            &self,
            ctx: &lists::Context<'_>,
            #[graphql(desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20.")] first: Option<i32>,
            #[graphql(desc = "Return the nodes after this cursor, such as the `endCursor` of a page.")] after: Option<String>,
            #[graphql(desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`.")] last: Option<i32>,
            #[graphql(desc = "Return the nodes before this cursor, such as the `startCursor` of a page.")] before: Option<String>,
            #[graphql(desc = "Number of the page, from 1. `page` × `perPage` is at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Number of nodes on a numbered page, 1 to 100. Defaults to 20.")] per_page: Option<i32>,
            #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<lists::EventFilter>,
            #[graphql(desc = "Sort keys, most significant first. Ties are sorted by identifier.")] order_by: Option<Vec<lists::EventOrder>>,
            $(#[graphql(desc = "Only the entries that credit the member in this role.")] $role: Option<lists::CreditRole>,)?
        ) -> lists::Result<lists::Connection<lists::Event>> {
            let page = lists::PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::connection(ctx, lists::Under::under(self, ($($role)?)), lists::list(Some(lists::Kind::Event), filter, order_by)?, page).await
        }

        /// Pages of the network, by position unless `orderBy` says otherwise.
        async fn pages(
            &self,
            ctx: &lists::Context<'_>,
            #[graphql(desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20.")] first: Option<i32>,
            #[graphql(desc = "Return the nodes after this cursor, such as the `endCursor` of a page.")] after: Option<String>,
            #[graphql(desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`.")] last: Option<i32>,
            #[graphql(desc = "Return the nodes before this cursor, such as the `startCursor` of a page.")] before: Option<String>,
            #[graphql(desc = "Number of the page, from 1. `page` × `perPage` is at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Number of nodes on a numbered page, 1 to 100. Defaults to 20.")] per_page: Option<i32>,
            #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<lists::PageFilter>,
            #[graphql(desc = "Sort keys, most significant first. Ties are sorted by identifier.")] order_by: Option<Vec<lists::PageOrder>>,
            $(#[graphql(desc = "Only the entries that credit the member in this role.")] $role: Option<lists::CreditRole>,)?
        ) -> lists::Result<lists::Connection<lists::Page>> {
            let page = lists::PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::connection(ctx, lists::Under::under(self, ($($role)?)), lists::list(Some(lists::Kind::Page), filter, order_by)?, page).await
        }

        /// Entries of all kinds, newest first unless `orderBy` says otherwise.
        async fn entries(
            &self,
            ctx: &lists::Context<'_>,
            #[graphql(desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20.")] first: Option<i32>,
            #[graphql(desc = "Return the nodes after this cursor, such as the `endCursor` of a page.")] after: Option<String>,
            #[graphql(desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`.")] last: Option<i32>,
            #[graphql(desc = "Return the nodes before this cursor, such as the `startCursor` of a page.")] before: Option<String>,
            #[graphql(desc = "Number of the page, from 1. `page` × `perPage` is at most 10,000.")] page: Option<i32>,
            #[graphql(desc = "Number of nodes on a numbered page, 1 to 100. Defaults to 20.")] per_page: Option<i32>,
            #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<lists::EntryFilter>,
            #[graphql(desc = "Sort keys, most significant first. Ties are sorted by identifier.")] order_by: Option<Vec<lists::EntryOrder>>,
            $(#[graphql(desc = "Only the entries that credit the member in this role.")] $role: Option<lists::CreditRole>,)?
        ) -> lists::Result<lists::Connection<lists::Entry>> {
            let page = lists::PageArguments { first, after, last, before, page, per_page }.page()?;
            lists::connection(ctx, lists::Under::under(self, ($($role)?)), lists::list(None, filter, order_by)?, page).await
        }
        }
    };
}

pub(crate) use lists;

/// What lists of entries can stand under.
pub(crate) trait Under<Role = ()> {
    /// The relation of its entries to it, and its row number; none at the root.
    fn under(&self, role: Role) -> Option<(Relation, i64)>;
}

/// The list that a field's arguments name.
pub(crate) fn list(
    kind: Option<Kind>,
    filter: Option<impl Narrowing>,
    order: Option<Vec<impl Into<Order>>>,
) -> Result<List> {
    let filter = filter::filter(filter)?;
    let order: Vec<Order> = order.unwrap_or_default().into_iter().map(Into::into).collect();
    if order.len() > MAX_ORDERS {
        return Err(WireError::new(Code::BadInput, "order-too-long").number("max", MAX_ORDERS).into());
    }
    let order = if order.is_empty() { default_order(kind) } else { order };
    Ok(List { kind, filter, order })
}

fn default_order(kind: Option<Kind>) -> Vec<Order> {
    let by = |field, direction| vec![Order { field, direction }];
    match kind {
        Some(Kind::Event) => by(Field::StartsAt, Direction::Asc),
        Some(Kind::Page) => by(Field::Position, Direction::Asc),
        Some(Kind::Initiative | Kind::Recipe | Kind::Article) | None => by(Field::PublishedAt, Direction::Desc),
    }
}

/// All pages, by their place.
pub(crate) fn pages_in_order() -> List {
    List { order: default_order(Some(Kind::Page)), ..List::newest(Some(Kind::Page)) }
}

/// The page of a list, under something or at the root.
pub(crate) async fn connection<T>(
    ctx: &Context<'_>,
    under: Option<(Relation, i64)>,
    list: List,
    page: Part,
) -> Result<Connection<T>>
where
    T: OutputType + From<Row> + AsRef<Row> + Clone + 'static,
{
    match under {
        Some((relation, parent)) => nested(ctx, relation, parent, list, page).await,
        None => top(ctx, list, page).await,
    }
}

async fn top<T>(ctx: &Context<'_>, list: List, page: Part) -> Result<Connection<T>>
where
    T: OutputType + From<Row> + AsRef<Row> + Clone + 'static,
{
    read_by(ctx, &Request::of(ctx).reader, list, page).await
}

/// The page of a list, as this reader reads it.
async fn read_by<T>(ctx: &Context<'_>, reader: &Reader, list: List, page: Part) -> Result<Connection<T>>
where
    T: OutputType + From<Row> + AsRef<Row> + Clone + 'static,
{
    let slice = match lookahead::of_rows(ctx) {
        (wanted, true) => reader.entries(&list, wanted, &page).await.map_err(told)?,
        (_, false) => {
            list.check(&page).map_err(told)?;
            Slice::empty()
        }
    };
    let count = Count::List(Box::new((reader.clone(), list.clone())));
    Ok(Connection::new(slice.map(T::from), cursors(reader, list), count).of_entries())
}

/// The page of a list of what is the viewer's own, in the latest version.
pub(crate) async fn own<T>(ctx: &Context<'_>, list: List, page: Part) -> Result<Connection<T>>
where
    T: OutputType + From<Row> + AsRef<Row> + Clone + 'static,
{
    let list = List { filter: Filter::And(vec![Filter::Own, list.filter]), ..list };
    read_by(ctx, &Request::of(ctx).latest().reader, list, page).await
}

/// A list under one parent, read together with the same list under its sisters.
pub(crate) async fn nested<T>(
    ctx: &Context<'_>,
    relation: Relation,
    parent: i64,
    list: List,
    page: Part,
) -> Result<Connection<T>>
where
    T: OutputType + From<Row> + AsRef<Row> + Clone + 'static,
{
    let (wanted, rows) = lookahead::of_rows(ctx);
    gathered(ctx, relation, parent, list, page, (wanted, rows)).await
}

/// The same, of a connection whose rows hold the entry in the field `name`.
pub(crate) async fn nested_of<T>(
    ctx: &Context<'_>,
    relation: Relation,
    parent: i64,
    list: List,
    page: Part,
    name: &str,
) -> Result<Connection<T>>
where
    T: OutputType + From<Row> + AsRef<Row> + Clone + 'static,
{
    let (_, rows) = lookahead::of_rows(ctx);
    gathered(ctx, relation, parent, list, page, (lookahead::of_field(ctx, name), rows)).await
}

async fn gathered<T>(
    ctx: &Context<'_>,
    relation: Relation,
    parent: i64,
    list: List,
    page: Part,
    (wanted, rows): (Projection, bool),
) -> Result<Connection<T>>
where
    T: OutputType + From<Row> + AsRef<Row> + Clone + 'static,
{
    let request = Request::of(ctx);
    list.check(&page).map_err(told)?;
    let nested = Arc::new(Nested::new(list.clone(), relation, page, wanted));
    let slice = if rows {
        request.batches.load(PageKey(parent, Arc::clone(&nested))).await.map_err(told_shared)?
    } else {
        None
    };
    let slice = slice.unwrap_or_else(Slice::empty);
    let count = Count::nested(parent, &nested);
    Ok(Connection::new(slice.map(T::from), cursors(&request.reader, list), count).of_entries())
}

fn cursors<T: AsRef<Row>>(reader: &Reader, list: List) -> impl Fn(&T) -> String + Send + Sync + 'static {
    let (reader, mark) = (reader.clone(), OnceLock::new());
    move |row| reader.cursor(mark.get_or_init(|| list.mark()), row.as_ref())
}
