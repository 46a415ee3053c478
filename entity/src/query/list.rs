//! A list of entries: of which kind, narrowed how, in which order; and the statements that read it.

use sea_orm::sea_query::{Cond, Expr, ExprTrait, Func, Order as Sql, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition};
use serde::Serialize;

use crate::db::columns::Columns;
use crate::db::paging::{self, Cursor, Direction, Key, Page, Side};
use crate::error::Result;
use crate::model::entry::{Entry, row};
use crate::model::{event, page};
use crate::query::filter::Filter;
use crate::query::projection::Projection;
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
    pub(crate) fn scope(&self, reader: &Reader) -> SelectStatement {
        let mut statement = reader.scoped();
        self.narrow(&mut statement, reader, &self.filter);
        statement
    }

    /// Narrows a statement on entries to the kind of the list, and by a filter.
    pub(crate) fn narrow(&self, statement: &mut SelectStatement, reader: &Reader, filter: &Filter) {
        if let Some(kind) = self.kind {
            statement.and_where(row::Column::Kind.eq(kind));
        }
        if *filter != Filter::all() {
            statement.cond_where(filter.condition(reader));
        }
        if self.is_by_date() {
            // what was published is listed by the same moment: the index of the order begins and ends there
            for bound in filter.listed() {
                statement.and_where(bound);
            }
        }
    }

    /// The list where its statements are the same for every visitor at every moment, but for the moment itself.
    pub(crate) fn shape(&self, reader: &Reader) -> Option<&Self> {
        Some(self).filter(|it| reader.viewer().is_visitor() && !it.filter.names_members())
    }

    /// Whether it is ordered by publication alone.
    pub(crate) fn is_by_date(&self) -> bool {
        matches!(self.order.as_slice(), [order] if order.field == Field::PublishedAt)
    }

    /// Whether it is ordered by beginnings alone.
    pub(crate) fn is_by_start(&self) -> bool {
        matches!(self.order.as_slice(), [order] if order.field == Field::StartsAt)
    }

    /// The expressions that it is sorted by, the id last, with their directions.
    pub(crate) fn sorting(&self, backwards: bool) -> Vec<(Expr, Direction)> {
        let turn = |it: Direction| if backwards { it.reversed() } else { it };
        let mut keys: Vec<(Expr, Direction)> =
            self.order.iter().map(|it| (it.field.expression(self.filter.ends_after()), turn(it.direction))).collect();
        let last = keys.last().map_or(Direction::Desc, |(_, direction)| *direction);
        keys.push((Expr::col((row::Entity, row::Column::Id)), last));
        keys
    }

    /// Adds order and cursor to a statement that selects entries.
    pub(crate) fn arrange(&self, statement: &mut SelectStatement, page: &Page) -> Result<()> {
        self.order(statement, page);
        self.start_at(statement, page, |backwards| self.sorting(backwards))
    }

    pub(crate) fn order(&self, statement: &mut SelectStatement, page: &Page) {
        for (expression, direction) in self.sorting(page.backwards()) {
            statement.order_by_expr(expression, sql(direction));
        }
    }

    /// Begins where the cursors of a page say, by the expressions that the statement is sorted by.
    pub(crate) fn start_at(
        &self,
        statement: &mut SelectStatement,
        page: &Page,
        sorting: impl Fn(bool) -> Vec<(Expr, Direction)>,
    ) -> Result<()> {
        for (cursor, side) in page.cursors() {
            let Cursor(_, keys, id) = self.place(cursor)?;
            let mut values: Vec<sea_orm::Value> = keys.into_iter().map(Into::into).collect();
            values.push(id.into());
            statement.cond_where(beyond(&sorting(side == Side::Before), values));
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

    /// The joins that its order needs where nothing else is selected.
    pub(crate) fn join_own(&self, statement: &mut SelectStatement) {
        self.joins(statement, Projection::default());
    }

    pub(crate) fn joins(&self, statement: &mut SelectStatement, wanted: Projection) {
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

    pub(crate) fn select_keys(&self, statement: &mut SelectStatement) {
        for order in &self.order {
            statement.expr(order.field.expression(self.filter.ends_after()));
        }
    }

    pub(crate) fn decode(&self, wanted: Projection, columns: &mut Columns, reader: &Reader) -> Result<Entry> {
        let mut entry = wanted.decode(columns, reader.reference())?;
        for order in &self.order {
            entry.sort_values.push(order.field.take(columns)?);
        }
        Ok(entry)
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

pub(crate) fn sql(direction: Direction) -> Sql {
    match direction {
        Direction::Asc => Sql::Asc,
        Direction::Desc => Sql::Desc,
    }
}
