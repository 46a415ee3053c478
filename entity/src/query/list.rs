//! A list of entries: of which kind, narrowed how, in which order; and the statements that read it.

use std::collections::HashMap;

use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Func, Order as Sql, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition};
use serde::Serialize;

use crate::db::columns::Columns;
use crate::db::paging::{self, Cursor, Direction, Key, MAX_COUNT, Page, Side, Slice};
use crate::error::Result;
use crate::model::entry::{Entry, row};
use crate::model::{event, page};
use crate::query::filter::Filter;
use crate::query::projection::Projection;
use crate::query::relation::Relation;
use crate::reader::Reader;
use crate::value::clock::Instant;
use crate::value::kind::Kind;

/// By what entries are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Field {
    /// Their publication; what is not published counts by its creation.
    PublishedAt,
    /// Their last change.
    UpdatedAt,
    /// Their creation here.
    CreatedAt,
    /// Their title, accents and case left out.
    Title,
    /// Events: the first timing that ends after the filter's `endsAfter`, else the first.
    StartsAt,
    /// Pages: their place among their sisters.
    Position,
}

/// One part of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Order {
    /// By what.
    pub field: Field,
    /// Which way.
    pub direction: Direction,
}

/// A list of entries, whoever reads it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct List {
    /// Of one kind, or of all.
    pub kind: Option<Kind>,
    /// Narrowed so.
    pub filter: Filter,
    /// Ordered so; at the end always by id.
    pub order: Vec<Order>,
}

impl List {
    /// All entries of a kind, or of all kinds, the newest first.
    pub fn newest(kind: Option<Kind>) -> Self {
        let order = vec![Order { field: Field::PublishedAt, direction: Direction::Desc }];
        Self { kind, filter: Filter::all(), order }
    }

    /// A short mark of the list, by which its cursors are told from others'.
    pub fn mark(&self) -> String {
        paging::mark(self)
    }

    /// What the viewer may read of it, no column chosen yet.
    fn scope(&self, reader: &Reader) -> SelectStatement {
        let mut statement = reader.scoped();
        if let Some(kind) = self.kind {
            statement.and_where(row::Column::Kind.eq(kind));
        }
        if self.filter != Filter::all() {
            statement.cond_where(self.filter.condition(reader));
        }
        statement
    }

    /// The expressions that it is sorted by, the id last, with their directions.
    fn sorting(&self, backwards: bool) -> Vec<(Expr, Direction)> {
        let turn = |it: Direction| if backwards { it.reversed() } else { it };
        let mut keys: Vec<(Expr, Direction)> =
            self.order.iter().map(|it| (it.field.expression(self.filter.ends_after()), turn(it.direction))).collect();
        let last = keys.last().map_or(Direction::Desc, |(_, direction)| *direction);
        keys.push((Expr::col((row::Entity, row::Column::Id)), last));
        keys
    }

    /// Adds order, cursor and joins to a statement that selects entries.
    fn arrange(&self, statement: &mut SelectStatement, page: &Page) -> Result<()> {
        for (expression, direction) in self.sorting(page.backwards()) {
            statement.order_by_expr(expression, sql(direction));
        }
        self.start(statement, page)
    }

    fn start(&self, statement: &mut SelectStatement, page: &Page) -> Result<()> {
        for (cursor, side) in page.cursors() {
            let Cursor(_, keys, id) = self.place(cursor)?;
            let mut values: Vec<sea_orm::Value> = keys.into_iter().map(Into::into).collect();
            values.push(id.into());
            statement.cond_where(beyond(&self.sorting(side == Side::Before), values));
        }
        Ok(())
    }

    /// The place in this list that a cursor names.
    fn place(&self, cursor: &str) -> Result<Cursor> {
        let cursor = Cursor::decode(cursor, &self.mark(), self.order.len())?;
        let fits = self.order.iter().zip(&cursor.1).all(|(order, key)| order.field.fits(key));
        if fits { Ok(cursor) } else { Err(Cursor::foreign().into()) }
    }

    /// Whether a page is one of this list, when none of its rows is read.
    ///
    /// # Errors
    /// [`Invalid`](crate::error::Error::Invalid) for a cursor that is not of this list.
    pub fn check(&self, page: &Page) -> Result<()> {
        page.cursors().try_for_each(|(cursor, _)| self.place(cursor).map(drop))
    }

    fn joins(&self, statement: &mut SelectStatement, wanted: Projection) {
        let own = |it: Field| self.order.iter().any(|order| order.field == it);
        if own(Field::StartsAt) && !wanted.event {
            let same =
                Expr::col((event::row::Entity, event::row::Column::EntrySeq)).equals((row::Entity, row::Column::Seq));
            statement.inner_join(event::row::Entity, same);
        }
        if own(Field::Position) && !wanted.page {
            let same =
                Expr::col((page::row::Entity, page::row::Column::EntrySeq)).equals((row::Entity, row::Column::Seq));
            statement.inner_join(page::row::Entity, same);
        }
    }

    fn select_keys(&self, statement: &mut SelectStatement) {
        for order in &self.order {
            statement.expr(order.field.expression(self.filter.ends_after()));
        }
    }

    fn decode(&self, wanted: Projection, columns: &mut Columns, reader: &Reader) -> Result<Entry> {
        let mut entry = wanted.decode(columns, reader.reference())?;
        for order in &self.order {
            entry.sort_values.push(order.field.take(columns)?);
        }
        Ok(entry)
    }

    /// The statement of one page.
    pub(crate) fn page(&self, reader: &Reader, wanted: Projection, page: &Page) -> Result<SelectStatement> {
        let mut statement = self.scope(reader);
        wanted.select(&mut statement, reader.backend());
        self.joins(&mut statement, wanted);
        self.select_keys(&mut statement);
        self.arrange(&mut statement, page)?;
        statement.limit(u64::from(page.rows()) + 1);
        if page.offset() > 0 {
            statement.offset(u64::from(page.offset()));
        }
        Ok(statement)
    }

    /// Reads one page.
    pub(crate) async fn read(&self, reader: &Reader, wanted: Projection, page: &Page) -> Result<Slice<Entry>> {
        let wanted = wanted.of_kind(self.kind);
        let rows = reader.rows(&self.page(reader, wanted, page)?).await?;
        let entries: Result<Vec<Entry>> =
            rows.iter().map(|it| self.decode(wanted, &mut Columns::new(it), reader)).collect();
        let mut entries = entries?;
        reader.overlay(entries.iter_mut(), wanted).await?;
        Ok(Slice::cut(entries, page))
    }

    /// Counts its rows, up to one more than [`MAX_COUNT`].
    pub(crate) async fn count(&self, reader: &Reader) -> Result<u64> {
        let inner = self.scope(reader).expr(Expr::cust("1")).limit(MAX_COUNT + 1).take();
        reader.count_rows(inner).await
    }

    /// Reads the same page for each of `parents`, in one statement.
    pub(crate) async fn read_nested(
        &self,
        reader: &Reader,
        relation: Relation,
        parents: &[i64],
        wanted: Projection,
        page: &Page,
    ) -> Result<HashMap<i64, Slice<Entry>>> {
        let wanted = wanted.of_kind(self.kind);
        let pairs = reader.pairs(relation, parents).await?;
        let statement = self.windowed(reader, pairs, wanted, page)?;
        let mut found: HashMap<i64, Vec<Entry>> = HashMap::new();
        for row in reader.rows(&statement).await? {
            let mut columns = Columns::new(&row);
            let parent = columns.take()?;
            found.entry(parent).or_default().push(self.decode(wanted, &mut columns, reader)?);
        }
        reader.overlay(found.values_mut().flatten(), wanted).await?;
        Ok(found.into_iter().map(|(parent, entries)| (parent, Slice::cut(entries, page))).collect())
    }

    fn windowed(
        &self,
        reader: &Reader,
        of: SelectStatement,
        wanted: Projection,
        page: &Page,
    ) -> Result<SelectStatement> {
        let (pairs, window, rank) = (Alias::new("pairs"), Alias::new("ranked"), Alias::new("place"));
        let (parent, entry) = (Alias::new("parent_seq"), Alias::new("entry_seq"));
        let mut over = sea_orm::sea_query::WindowStatement::partition_by((pairs.clone(), parent.clone()));
        for (expression, direction) in self.sorting(page.backwards()) {
            sea_orm::sea_query::OrderedStatement::order_by_expr(&mut over, expression, sql(direction));
        }
        let mut inner = self.scope(reader);
        inner
            .column((pairs.clone(), parent.clone()))
            .expr_as(Expr::col((row::Entity, row::Column::Seq)), entry.clone());
        inner.expr_window_as(Expr::cust("row_number()"), over, rank.clone());
        let same = Expr::col((pairs.clone(), entry.clone())).equals((row::Entity, row::Column::Seq));
        inner.join_subquery(sea_orm::JoinType::InnerJoin, of, pairs, same);
        self.joins(&mut inner, Projection::default());
        self.start(&mut inner, page)?;

        let mut outer =
            Query::select().column((window.clone(), parent.clone())).from_subquery(inner, window.clone()).take();
        let same = Expr::col((window.clone(), entry)).equals((row::Entity, row::Column::Seq));
        outer.inner_join(row::Entity, same);
        wanted.select(&mut outer, reader.backend());
        self.joins(&mut outer, wanted);
        self.select_keys(&mut outer);
        let place = || Expr::col((window.clone(), rank.clone()));
        let first = i64::from(page.offset());
        outer.and_where(place().gt(first)).and_where(place().lte(first + i64::from(page.rows()) + 1));
        outer.order_by((window.clone(), parent), Sql::Asc).order_by((window, rank), Sql::Asc);
        Ok(outer)
    }

    /// Counts the rows of each of `parents`, in one statement.
    pub(crate) async fn count_nested(
        &self,
        reader: &Reader,
        relation: Relation,
        parents: &[i64],
    ) -> Result<HashMap<i64, u64>> {
        let (pairs, parent, entry) = (Alias::new("pairs"), Alias::new("parent_seq"), Alias::new("entry_seq"));
        let same = Expr::col((pairs.clone(), entry)).equals((row::Entity, row::Column::Seq));
        let mut statement = self.scope(reader);
        statement.column((pairs.clone(), parent.clone())).expr(Expr::cust("count(*)"));
        let of = reader.pairs(relation, parents).await?;
        statement.join_subquery(sea_orm::JoinType::InnerJoin, of, pairs.clone(), same);
        statement.group_by_col((pairs, parent));
        let mut counts = HashMap::new();
        for row in reader.rows(&statement).await? {
            let mut columns = Columns::new(&row);
            let (parent, count): (i64, i64) = (columns.take()?, columns.take()?);
            counts.insert(parent, count.unsigned_abs());
        }
        Ok(counts)
    }
}

impl Field {
    fn expression(self, ends_after: Option<Instant>) -> Expr {
        let own = |column: row::Column| Expr::col((row::Entity, column));
        match self {
            Self::PublishedAt => own(row::Column::ListedAt),
            Self::UpdatedAt => own(row::Column::UpdatedAt),
            Self::CreatedAt => own(row::Column::CreatedAt),
            Self::Title => own(row::Column::TitleSort),
            Self::Position => Expr::col((page::row::Entity, page::row::Column::Position)),
            Self::StartsAt => {
                use event::timing::{Column, Entity};
                let first = Expr::col((event::row::Entity, event::row::Column::FirstStartsAt));
                let Some(moment) = ends_after else { return first };
                let next = Query::select()
                    .expr(Expr::col((Entity, Column::StartsAt)).min())
                    .from(Entity)
                    .and_where(Expr::col((Entity, Column::EntrySeq)).equals((row::Entity, row::Column::Seq)))
                    .and_where(Column::EndsAt.gt(moment))
                    .take();
                let next = Expr::SubQuery(None, Box::new(next.into()));
                Func::coalesce([next, first]).into()
            }
        }
    }

    /// Whether a cursor's value is of this field's kind.
    fn fits(self, key: &Key) -> bool {
        match self {
            Self::Title => matches!(key, Key::Text(text) if !text.contains('\0')),
            Self::PublishedAt | Self::UpdatedAt | Self::CreatedAt | Self::StartsAt | Self::Position => {
                matches!(key, Key::Number(_))
            }
        }
    }

    fn take(self, columns: &mut Columns) -> Result<sea_orm::Value> {
        Ok(match self {
            Self::Title => columns.take::<String>()?.into(),
            Self::PublishedAt | Self::UpdatedAt | Self::CreatedAt | Self::StartsAt | Self::Position => {
                columns.take::<i64>()?.into()
            }
        })
    }
}

/// The rows beyond a place in an order: by row values where all parts run the same way, else spelled out.
fn beyond(keys: &[(Expr, Direction)], values: Vec<sea_orm::Value>) -> Condition {
    let ahead = |key: &Expr, direction: Direction, value: sea_orm::Value| match direction {
        Direction::Asc => key.clone().gt(value),
        Direction::Desc => key.clone().lt(value),
    };
    let mut any = Cond::any();
    for at in 0..keys.len() {
        let mut all = Cond::all();
        for (before, value) in keys.iter().zip(&values).take(at) {
            all = all.add(before.0.clone().eq(value.clone()));
        }
        any = any.add(all.add(ahead(&keys[at].0, keys[at].1, values[at].clone())));
    }
    // said once more for the first key alone, so that its index is used to find the place
    let (first, direction) = &keys[0];
    let bound = match direction {
        Direction::Asc => first.clone().gte(values[0].clone()),
        Direction::Desc => first.clone().lte(values[0].clone()),
    };
    Cond::all().add(bound).add(any)
}

fn sql(direction: Direction) -> Sql {
    match direction {
        Direction::Asc => Sql::Asc,
        Direction::Desc => Sql::Desc,
    }
}

impl Reader {
    /// One page of a list of entries.
    ///
    /// # Errors
    /// [`Invalid`](crate::error::Error::Invalid) for a cursor that is not of this list.
    pub async fn entries(&self, list: &List, wanted: Projection, page: &Page) -> Result<Slice<Entry>> {
        list.read(self, wanted, page).await
    }

    /// How many entries a list has, counted up to one more than [`MAX_COUNT`].
    ///
    /// # Errors
    /// Those of the database.
    pub async fn count(&self, list: &List) -> Result<u64> {
        list.count(self).await
    }

    /// The same page of a nested list for each parent (by row number), in one statement. A parent without rows is
    /// absent.
    ///
    /// # Errors
    /// [`Invalid`](crate::error::Error::Invalid) for a cursor that is not of this list.
    pub async fn nested(
        &self,
        list: &List,
        relation: Relation,
        parents: &[i64],
        wanted: Projection,
        page: &Page,
    ) -> Result<HashMap<i64, Slice<Entry>>> {
        list.read_nested(self, relation, parents, wanted, page).await
    }

    /// How many rows the nested list has for each parent, in one statement. A parent without rows is absent.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn nested_counts(&self, list: &List, relation: Relation, parents: &[i64]) -> Result<HashMap<i64, u64>> {
        list.count_nested(self, relation, parents).await
    }

    /// The cursor of a row of a list.
    pub fn cursor(&self, list: &List, entry: &Entry) -> String {
        let keys = entry.sort_values.iter().map(|it| match it {
            sea_orm::Value::String(Some(text)) => Key::Text(text.clone()),
            sea_orm::Value::BigInt(Some(number)) => Key::Number(*number),
            other => Key::Text(format!("{other:?}")),
        });
        Cursor(list.mark(), keys.collect(), entry.id).encode()
    }
}
