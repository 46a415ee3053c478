//! The public log, for those who keep a copy: what to replace and what to remove, in the order of commits. What is planned comes
//! when its moment has come, whenever it was written.

use std::collections::HashMap;
use std::sync::Arc;

use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition};
use serde::{Deserialize, Serialize};

use crate::db::columns::Columns;
use crate::db::paging::Cursor;
use crate::error::Result;
use crate::model::entry::Entry;
use crate::model::history::change::{Column, Entity};
use crate::model::licence::Licence;
use crate::model::member::Member;
use crate::model::source::Source;
use crate::model::territory::Territory;
use crate::model::theme::Theme;
use crate::query::projection::Projection;
use crate::reader::Reader;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::problem::{Case, Problem};

/// How many rows are looked at to find where a moment lies in the log.
const LOOKED_AT: u64 = 200;

/// Of what the log tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// An entry.
    Entry(Kind),
    /// A member.
    Member,
    /// A theme.
    Theme,
    /// A source.
    Source,
    /// A licence.
    Licence,
    /// A territory.
    Territory,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Entry(Kind::Initiative),
        Self::Entry(Kind::Recipe),
        Self::Entry(Kind::Article),
        Self::Entry(Kind::Event),
        Self::Entry(Kind::Page),
        Self::Member,
        Self::Theme,
        Self::Source,
        Self::Licence,
        Self::Territory,
    ];

    /// The word for it in the log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Entry(kind) => kind.word(),
            Self::Member => "member",
            Self::Theme => "theme",
            Self::Source => "source",
            Self::Licence => "licence",
            Self::Territory => "territory",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }
}

/// What is there, as everybody reads it now.
#[derive(Debug, Clone)]
pub enum Thing {
    /// An entry.
    Entry(Arc<Entry>),
    /// A member.
    Member(Arc<Member>),
    /// A theme.
    Theme(Arc<Theme>),
    /// A source.
    Source(Arc<Source>),
    /// A licence.
    Licence(Arc<Licence>),
    /// A territory.
    Territory(Arc<Territory>),
}

/// One line of the log.
#[derive(Debug, Clone)]
pub struct Change {
    /// Of what.
    pub subject: Subject,
    /// Of which one.
    pub id: Id,
    /// Since when.
    pub at: Instant,
    /// What a copy replaces it by; none where a copy removes it.
    pub now: Option<Thing>,
    /// From here a copy goes on after this line.
    pub cursor: String,
}

/// A part of the log.
#[derive(Clone)]
pub struct Changes {
    /// Reads what everybody reads, no earlier than what the lines tell of.
    pub reader: Reader,
    /// Its lines.
    pub rows: Vec<Change>,
    /// Whether more are there already.
    pub has_next: bool,
    /// From here a copy goes on, also when there was nothing.
    pub end: String,
}

/// From where the log is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum From {
    /// From its beginning.
    Start,
    /// From what is so since a moment.
    Since(Instant),
    /// From where a cursor says.
    After(String),
}

/// How far somebody has read: everything up to a number, but for what was planned for later than a moment. Of what is planned for
/// the moment itself, what comes up to a number was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    seq: i64,
    moment: i64,
    planned: i64,
}

/// What cursors of the log begin with, so that they are told from those of lists.
const MARK: &str = "changes";

impl Place {
    const START: Self = Self { seq: 0, moment: i64::MIN, planned: i64::MAX };

    fn encode(self) -> String {
        let parts = (MARK, self.seq, self.moment, self.planned);
        HEXLOWER.encode(&serde_json::to_vec(&parts).unwrap_or_default())
    }

    fn decode(text: &str) -> std::result::Result<Self, Problem> {
        let bytes = if text.len() > 4096 { None } else { HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok() };
        let nothing = || Problem::new("after", Case::NotACursor);
        let value: serde_json::Value = bytes
            .and_then(|it| serde_json::from_slice(&it).ok())
            .filter(serde_json::Value::is_array)
            .ok_or_else(nothing)?;
        match serde_json::from_value::<(String, i64, i64, i64)>(value) {
            Ok((mark, seq, moment, planned)) if mark == MARK && seq >= 0 => Ok(Self { seq, moment, planned }),
            Ok(_) | Err(_) => Err(Problem { path: vec!["after".to_owned()], ..Cursor::foreign() }),
        }
    }
}

/// A line as it stands in the table.
struct Line {
    seq: i64,
    subject: Option<Subject>,
    id: Id,
    at: Instant,
    /// Where somebody is who has read up to it.
    place: Place,
}

fn lines() -> SelectStatement {
    Query::select().columns([Column::Seq, Column::Kind, Column::Id, Column::At]).from(Entity).take()
}

/// What was planned before a place was reached, and has become due since.
fn due(place: Place, now: Instant, most: u64) -> SelectStatement {
    let later = Condition::any()
        .add(Column::At.gt(Instant(place.moment)))
        .add(Column::At.eq(Instant(place.moment)).and(Column::Seq.gt(place.planned)));
    lines()
        .and_where(Expr::col(Column::Planned))
        .and_where(Column::Seq.lte(place.seq))
        .and_where(Column::At.gte(Instant(place.moment)))
        .cond_where(later)
        .and_where(Column::At.lte(now))
        .order_by(Column::At, Order::Asc)
        .order_by(Column::Seq, Order::Asc)
        .limit(most)
        .take()
}

/// What was written after a place, but for what is planned for later.
fn written(place: Place, now: Instant, most: u64) -> SelectStatement {
    lines()
        .and_where(Column::Seq.gt(place.seq))
        .cond_where(Condition::any().add(Expr::col(Column::Planned).not()).add(Column::At.lte(now)))
        .order_by(Column::Seq, Order::Asc)
        .limit(most)
        .take()
}

impl Reader {
    /// A part of the public log, with what everybody reads of its subjects now: entries with the parts that are wanted.
    ///
    /// # Errors
    /// [`Invalid`](crate::error::Error::Invalid) for a cursor that is not of the log.
    pub async fn changes(&self, from: &From, most: u32, wanted: Projection) -> Result<Changes> {
        let start = match from {
            From::Start => Place::START,
            From::After(cursor) => Place::decode(cursor)?,
            From::Since(moment) => self.place_of(*moment).await?,
        };
        let (lines, end, has_next) = self.lines_after(start, most).await?;
        // whatever the lines tell of was committed by now: it is read after them, and its moment has come
        self.inner.refresh().await?;
        let latest = lines.iter().map(|it| it.at).max();
        let public = self.of_the_public_at(latest.into_iter().fold(self.inner.clock.now(), Ord::max));
        let rows = public.with_what_is_there(lines, wanted).await?;
        Ok(Changes { reader: public, rows, has_next, end: end.encode() })
    }

    /// The lines after a place, where it is left off, and whether more are there.
    async fn lines_after(&self, start: Place, most: u32) -> Result<(Vec<Line>, Place, bool)> {
        let now = self.inner.clock.now();
        let (room, mut lines) = (u64::from(most), Vec::new());
        let mut place = start;
        for line in self.read_lines(due(place, now, room + 1)).await? {
            place = Place { seq: start.seq, moment: line.at.milliseconds(), planned: line.seq };
            lines.push(Line { place, ..line });
        }
        if lines.len() as u64 <= room {
            place = Place { seq: start.seq, moment: now.milliseconds(), planned: i64::MAX };
            for line in self.read_lines(written(place, now, room + 1 - lines.len() as u64)).await? {
                place.seq = line.seq;
                lines.push(Line { place, ..line });
            }
        }
        let has_next = lines.len() as u64 > room;
        lines.truncate(most as usize);
        let end = match lines.last() {
            Some(last) if has_next => last.place,
            Some(_) | None => place,
        };
        Ok((lines, end, has_next))
    }

    async fn read_lines(&self, statement: SelectStatement) -> Result<Vec<Line>> {
        let rows = self.rows(&statement).await?;
        let read = rows.iter().map(|row| {
            let mut columns = Columns::new(row);
            let (seq, word): (i64, String) = (columns.take()?, columns.take()?);
            let (id, at) = (columns.take()?, columns.take()?);
            Ok(Line { seq, subject: Subject::of_word(&word), id, at, place: Place::START })
        });
        read.collect()
    }

    /// Where what is so since a moment begins: no line of that lies before it, but for what was planned, which is found by its moment.
    async fn place_of(&self, moment: Instant) -> Result<Place> {
        let before = Alias::new("before");
        let last = lines()
            .and_where(Column::At.lt(moment))
            .order_by(Column::At, Order::Desc)
            .order_by(Column::Seq, Order::Desc)
            .limit(LOOKED_AT)
            .take();
        let greatest = Expr::col((before.clone(), Column::Seq)).max();
        let statement = Query::select().expr(greatest).from_subquery(last, before).take();
        let rows = self.rows(&statement).await?;
        let seq: Option<i64> = rows.first().map(|it| Columns::new(it).take()).transpose()?.flatten();
        Ok(Place { seq: seq.unwrap_or_default(), moment: moment.milliseconds().saturating_sub(1), planned: i64::MAX })
    }

    async fn with_what_is_there(&self, lines: Vec<Line>, wanted: Projection) -> Result<Vec<Change>> {
        let ids: Vec<Id> =
            lines.iter().filter(|it| matches!(it.subject, Some(Subject::Entry(_)))).map(|it| it.id).collect();
        let entries = if ids.is_empty() { HashMap::new() } else { self.entries_by_id(&ids, wanted).await? };
        let entries: HashMap<Id, Arc<Entry>> = entries.into_iter().map(|(id, it)| (id, Arc::new(it))).collect();
        let known = self.reference();
        let change = |line: Line| {
            let subject = line.subject?;
            let now = match subject {
                Subject::Entry(_) => entries.get(&line.id).cloned().map(Thing::Entry),
                Subject::Member => self.member(line.id).cloned().map(Thing::Member),
                Subject::Theme => known.themes.by_id(line.id).cloned().map(Thing::Theme),
                Subject::Source => known.sources.by_id(line.id).cloned().map(Thing::Source),
                Subject::Licence => known.licences.by_id(line.id).cloned().map(Thing::Licence),
                Subject::Territory => known.territories.by_id(line.id).cloned().map(Thing::Territory),
            };
            Some(Change { subject, id: line.id, at: line.at, now, cursor: line.place.encode() })
        };
        Ok(lines.into_iter().filter_map(change).collect())
    }
}
