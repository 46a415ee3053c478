//! The agenda: one row a timing, so that what repeats appears each time.

use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Order as Sql, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, QueryResult};
use serde::Serialize;

use crate::db::columns::Columns;
use crate::db::paging::{self, Cursor, Key, MAX_COUNT, Page, Side, Slice};
use crate::error::Result;
use crate::model::entry::{Entry, row};
use crate::model::event::{Timing, timing};
use crate::policy;
use crate::query::filter::Filter;
use crate::query::projection::Projection;
use crate::query::projection_kinds::span;
use crate::reader::Reader;
use crate::value::clock::{Instant, kept};
use crate::value::id::Id;
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
        statement.and_where(timing::Column::EndsAt.gt(self.from));
        self.narrow(&mut statement, reader, &start());
        statement
    }

    /// Narrows a statement on timings and their events to what may stand in it.
    fn narrow(&self, statement: &mut SelectStatement, reader: &Reader, start: &Expr) {
        statement.and_where(row::Column::Kind.eq(Kind::Event));
        statement.and_where_option(self.to.map(|it| start.clone().lt(it)));
        if self.filter != Filter::all() {
            statement.cond_where(self.filter.condition(reader));
        }
    }

    /// The agenda where its statements are the same for every visitor at every moment, but for the moment itself.
    fn shape(&self, reader: &Reader) -> Option<&Self> {
        Some(self).filter(|it| reader.viewer().is_visitor() && !it.filter.names_members())
    }

    fn mark(&self) -> String {
        paging::mark(&("agenda", self))
    }

    pub(crate) fn statement(&self, reader: &Reader, wanted: Projection, page: &Page) -> Result<SelectStatement> {
        let picked = self.picked(reader, page)?;
        // the rows of the page first: columns that cost something are computed for these alone
        let of_page = Alias::new("picked");
        let same = Expr::col((of_page.clone(), timing::Column::Seq)).equals((timing::Entity, timing::Column::Seq));
        let mut statement = Query::select().from_subquery(picked, of_page).take();
        statement.cross_join(timing::Entity).and_where(same);
        reader.scope_joined(&mut statement, timing::Entity);
        select(&mut statement, wanted, reader);
        order(&mut statement, page, start());
        Ok(statement)
    }

    /// The row numbers of one page, as `seq`. What begins later is walked in the order of beginnings, as far as the page goes; what has
    /// begun and is not over comes before all of it, and is found by its end.
    fn picked(&self, reader: &Reader, page: &Page) -> Result<SelectStatement> {
        use timing::Column::{EndsAt, Id, Seq, StartsAt};
        let column = |it: timing::Column| Expr::col((timing::Entity, it));
        let arm = |start: Expr, bound: Expr| -> Result<SelectStatement> {
            let mut arm = Query::select().from(timing::Entity).and_where(bound).take();
            reader.scope_joined(&mut arm, timing::Entity);
            self.narrow(&mut arm, reader, &start);
            arm.columns([Seq, StartsAt, Id].map(|it| (timing::Entity, it)));
            order(&mut arm, page, start.clone());
            self.start_at(&mut arm, page, &start)?;
            arm.limit(u64::from(page.offset()) + u64::from(page.rows()) + 1);
            Ok(Query::select().expr(Expr::cust("*")).from_subquery(arm, "arm").take())
        };
        let mut later = arm(column(StartsAt), column(StartsAt).gt(self.from))?;
        let begun = arm(start(), start().lte(self.from).and(column(EndsAt).gt(self.from)))?;
        let all = later.union(UnionType::All, begun).take();
        let way = if page.backwards() { Sql::Desc } else { Sql::Asc };
        let mut picked = Query::select().column("seq").from_subquery(all, "arms").take();
        picked.order_by("starts_at", way.clone()).order_by("id", way).limit(u64::from(page.rows()) + 1);
        if page.offset() > 0 {
            picked.offset(u64::from(page.offset()));
        }
        Ok(picked)
    }

    /// Adds where a page begins.
    fn start_at(&self, statement: &mut SelectStatement, page: &Page, start: &Expr) -> Result<()> {
        let id = Expr::col((timing::Entity, timing::Column::Id));
        for (cursor, side) in page.cursors() {
            let Cursor(_, mut keys, last) = Cursor::decode(cursor, &self.mark(), 1)?;
            let moment = match keys.pop() {
                Some(Key::Number(moment)) => sea_orm::Value::from(moment),
                Some(Key::Text(_)) | None => return Err(Cursor::foreign().into()),
            };
            let same = start.clone().eq(moment.clone());
            let (bound, beyond) = match side {
                Side::Before => (start.clone().lte(moment.clone()), (start.clone().lt(moment), id.clone().lt(last))),
                Side::After => (start.clone().gte(moment.clone()), (start.clone().gt(moment), id.clone().gt(last))),
            };
            // said once more for the beginning alone, so that its index is used to find the place
            statement.cond_where(Cond::all().add(bound).add(Cond::any().add(beyond.0).add(same.and(beyond.1))));
        }
        Ok(())
    }
}

/// What is read of each timing, and of its event.
fn select(statement: &mut SelectStatement, wanted: Projection, reader: &Reader) {
    use timing::Column::{EndDate, EndsAt, Id, OpenEnded, StartDate, StartsAt, Status};
    for column in [Id, Status, StartDate, EndDate, StartsAt, EndsAt, OpenEnded] {
        statement.column((timing::Entity, column));
    }
    wanted.select(statement, reader.backend());
}

/// When a timing begins, as an expression of which no index is taken: in that of beginnings, all that is over comes first.
fn start() -> Expr {
    Expr::col((timing::Entity, timing::Column::StartsAt)).add(0)
}

/// The earliest first, or the last where the page is read from the end.
fn order(statement: &mut SelectStatement, page: &Page, start: Expr) {
    let way = if page.backwards() { Sql::Desc } else { Sql::Asc };
    let id = Expr::col((timing::Entity, timing::Column::Id));
    statement.order_by_expr(start, way.clone()).order_by_expr(id, way);
}

impl Reader {
    /// One page of the agenda, in one statement.
    ///
    /// # Errors
    /// [`Invalid`](crate::error::Error::Invalid) for a cursor that is not of this agenda.
    pub async fn occurrences(&self, agenda: &Agenda, wanted: Projection, page: &Page) -> Result<Slice<Occurrence>> {
        let wanted = wanted.of_kind(Some(Kind::Event));
        let mut occurrences = Vec::new();
        let shape = agenda.shape(self).map(|it| ("agenda", it, wanted, page));
        for row in self.rows_of(shape.as_ref(), None, |it| agenda.statement(it, wanted, page)).await? {
            occurrences.push(self.occurrence_of(&row, wanted)?);
        }
        self.overlay(occurrences.iter_mut().map(|it| &mut it.event), wanted).await?;
        Ok(Slice::cut(occurrences, page))
    }

    fn occurrence_of(&self, row: &QueryResult, wanted: Projection) -> Result<Occurrence> {
        let mut columns = Columns::new(row);
        let (id, status, days) = (columns.take()?, columns.take()?, (columns.take()?, columns.take()?));
        let (starts_at, ends_at): (Instant, Instant) = (columns.take()?, columns.take()?);
        let open_ended: bool = columns.take()?;
        let timing = Timing { id, status, span: span(days, starts_at, Some(ends_at).filter(|_| !open_ended))? };
        Ok(Occurrence { timing, event: wanted.decode(&mut columns, self.reference())?, starts_at })
    }

    /// One timing by its identifier, if the viewer may read its event.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn occurrence(&self, id: Id, wanted: Projection) -> Result<Option<Occurrence>> {
        let wanted = wanted.of_kind(Some(Kind::Event));
        let mut statement = Query::select().from(timing::Entity).and_where(timing::Column::Id.eq(id)).take();
        self.scope_joined(&mut statement, timing::Entity);
        select(&mut statement, wanted, self);
        let rows = self.rows(statement.limit(1)).await?;
        let mut found = rows.first().map(|it| self.occurrence_of(it, wanted)).transpose()?;
        self.overlay(found.iter_mut().map(|it| &mut it.event), wanted).await?;
        Ok(found)
    }

    /// Whether the event of this timing was public and is not any more: everybody may know that it was.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn was_occurrence(&self, id: Id) -> Result<bool> {
        let event = Query::select()
            .column(timing::Column::EntrySeq)
            .from(timing::Entity)
            .and_where(timing::Column::Id.eq(id))
            .take();
        let mut statement = Query::select().from(row::Entity).cond_where(policy::remembered(self.now)).take();
        statement.expr(Expr::cust("1")).and_where(row::Column::Seq.in_subquery(event)).limit(1);
        Ok(!self.rows(&statement).await?.is_empty())
    }

    /// How many timings the agenda has, counted up to one more than [`MAX_COUNT`].
    ///
    /// # Errors
    /// Those of the database.
    pub async fn count_occurrences(&self, agenda: &Agenda) -> Result<u64> {
        let shape = agenda.shape(self).map(|it| ("timings", it));
        let inner = |it: &Self| agenda.scope(it).expr(Expr::cust("1")).limit(MAX_COUNT + 1).take();
        self.count_rows(shape.as_ref(), inner).await
    }

    /// The cursor of a row of the agenda.
    pub fn occurrence_cursor(&self, agenda: &Agenda, row: &Occurrence) -> String {
        Cursor(agenda.mark(), vec![Key::Number(row.starts_at.milliseconds())], row.timing.id).encode()
    }
}
