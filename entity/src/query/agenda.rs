//! The agenda: one row a timing, so that what repeats appears each time.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Order as Sql, Query, SelectStatement};
use serde::Serialize;

use crate::db::columns::Columns;
use crate::db::paging::{self, Cursor, Key, MAX_COUNT, Page, Side, Slice};
use crate::error::Result;
use crate::model::entry::{Entry, row};
use crate::model::event::{Timing, timing};
use crate::query::filter::Filter;
use crate::query::projection::Projection;
use crate::query::projection_kinds::span;
use crate::reader::Reader;
use crate::value::clock::{Instant, kept};
use crate::value::kind::Kind;

/// A part of the agenda: the timings that end after a moment and begin before another, of events that fit a filter.
/// The earliest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agenda {
    /// Timings that end after this moment.
    #[serde(serialize_with = "kept::one")]
    pub from: Instant,
    /// Timings that begin before this moment.
    #[serde(serialize_with = "kept::optional")]
    pub to: Option<Instant>,
    /// Of these events.
    pub filter: Filter,
}

/// One timing of an event that the viewer may read.
#[derive(Debug, Clone)]
pub struct Occurrence {
    /// When, and whether.
    pub timing: Timing,
    /// Of which event.
    pub event: Entry,
    starts_at: Instant,
}

impl Agenda {
    /// The timings, from what is to come: an index on their ends leads to them, however many are over.
    fn scope(&self, reader: &Reader) -> SelectStatement {
        let mut statement = Query::select().from(timing::Entity).take();
        reader.scope_joined(&mut statement, timing::Entity);
        statement.and_where(row::Column::Kind.eq(Kind::Event)).and_where(timing::Column::EndsAt.gt(self.from));
        statement.and_where_option(self.to.map(|it| start().lt(it)));
        if self.filter != Filter::all() {
            statement.cond_where(self.filter.condition(reader));
        }
        statement
    }

    fn mark(&self) -> String {
        paging::mark(&("agenda", self))
    }

    pub(crate) fn statement(&self, reader: &Reader, wanted: Projection, page: &Page) -> Result<SelectStatement> {
        use timing::Column::{EndDate, EndsAt, Id, OpenEnded, StartDate, StartsAt, Status};
        let mut picked = self.scope(reader);
        picked.column((timing::Entity, timing::Column::Seq));
        self.arrange(&mut picked, page)?;
        picked.limit(u64::from(page.rows()) + 1);
        if page.offset() > 0 {
            picked.offset(u64::from(page.offset()));
        }
        // the rows of the page first: columns that cost something are computed for these alone
        let of_page = Alias::new("picked");
        let same = Expr::col((of_page.clone(), timing::Column::Seq)).equals((timing::Entity, timing::Column::Seq));
        let mut statement = Query::select().from_subquery(picked, of_page).take();
        statement.cross_join(timing::Entity).and_where(same);
        reader.scope_joined(&mut statement, timing::Entity);
        for column in [Id, Status, StartDate, EndDate, StartsAt, EndsAt, OpenEnded] {
            statement.column((timing::Entity, column));
        }
        wanted.select(&mut statement, reader.backend());
        order(&mut statement, page);
        Ok(statement)
    }

    /// Adds order and cursors.
    fn arrange(&self, statement: &mut SelectStatement, page: &Page) -> Result<()> {
        order(statement, page);
        let (start, id) = (start(), Expr::col((timing::Entity, timing::Column::Id)));
        for (cursor, side) in page.cursors() {
            let Cursor(_, mut keys, last) = Cursor::decode(cursor, &self.mark(), 1)?;
            let moment = match keys.pop() {
                Some(Key::Number(moment)) => sea_orm::Value::from(moment),
                Some(Key::Text(_)) | None => return Err(Cursor::foreign().into()),
            };
            let same = start.clone().eq(moment.clone());
            let beyond = match side {
                Side::Before => Cond::any().add(start.clone().lt(moment)).add(same.and(id.clone().lt(last))),
                Side::After => Cond::any().add(start.clone().gt(moment)).add(same.and(id.clone().gt(last))),
            };
            statement.cond_where(beyond);
        }
        Ok(())
    }
}

/// When a timing begins, as an expression: no index on beginnings is taken, in which what is over comes first.
fn start() -> Expr {
    Expr::col((timing::Entity, timing::Column::StartsAt)).add(0)
}

/// The earliest first, or the last where the page is read from the end.
fn order(statement: &mut SelectStatement, page: &Page) {
    let way = if page.backwards() { Sql::Desc } else { Sql::Asc };
    let id = Expr::col((timing::Entity, timing::Column::Id));
    statement.order_by_expr(start(), way.clone()).order_by_expr(id, way);
}

impl Reader {
    /// One page of the agenda, in one statement.
    ///
    /// # Errors
    /// [`Invalid`](crate::error::Error::Invalid) for a cursor that is not of this agenda.
    pub async fn occurrences(&self, agenda: &Agenda, wanted: Projection, page: &Page) -> Result<Slice<Occurrence>> {
        let wanted = wanted.of_kind(Some(Kind::Event));
        let mut occurrences = Vec::new();
        for row in self.rows(&agenda.statement(self, wanted, page)?).await? {
            let mut columns = Columns::new(&row);
            let (id, status, days) = (columns.take()?, columns.take()?, (columns.take()?, columns.take()?));
            let (starts_at, ends_at): (Instant, Instant) = (columns.take()?, columns.take()?);
            let open_ended: bool = columns.take()?;
            let timing = Timing { id, status, span: span(days, starts_at, Some(ends_at).filter(|_| !open_ended))? };
            occurrences.push(Occurrence { timing, event: wanted.decode(&mut columns, self.reference())?, starts_at });
        }
        self.overlay(occurrences.iter_mut().map(|it| &mut it.event), wanted).await?;
        Ok(Slice::cut(occurrences, page))
    }

    /// How many timings the agenda has, counted up to one more than [`MAX_COUNT`].
    ///
    /// # Errors
    /// Those of the database.
    pub async fn count_occurrences(&self, agenda: &Agenda) -> Result<u64> {
        let inner = agenda.scope(self).expr(Expr::cust("1")).limit(MAX_COUNT + 1).take();
        self.count_rows(inner).await
    }

    /// The cursor of a row of the agenda.
    pub fn occurrence_cursor(&self, agenda: &Agenda, row: &Occurrence) -> String {
        Cursor(agenda.mark(), vec![Key::Number(row.starts_at.milliseconds())], row.timing.id).encode()
    }
}
