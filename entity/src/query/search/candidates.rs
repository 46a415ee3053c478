//! The entries that a search takes from the index: the newest that match, with what they are ranked, counted and placed by.

use std::cmp::Reverse;
use std::sync::atomic::Ordering;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order as Sql, Query, SelectStatement, UnionType};
use sea_orm::{ActiveEnum, ColumnTrait, DbBackend};

use crate::db::packed::{Column, Fields, Packed, packed};
use crate::db::paging::MAX_COUNT;
use crate::error::Result;
use crate::model::entry::row;
use crate::model::entry_tables::location;
use crate::query::filter::Filter;
use crate::query::list::List;
use crate::query::search::facets::Traits;
use crate::query::search::wanted::{Shelves, Wanted};
use crate::reader::Reader;
use crate::reference::Snapshot;
use crate::search::document::shelf;
use crate::search::facts::Facts;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::kind::Kind;

/// How many shelves are read first: some 30,000 texts; and how many beyond the last that was seen.
const SHELVES: i64 = 8;
const AHEAD: i64 = 4;

/// What is read of each, as it is packed; then its facts.
const COLUMNS: [Column; 7] = [
    Column::Plain("seq"),
    Column::Id("id"),
    Column::Plain("kind"),
    Column::Plain("licence_seq"),
    Column::Plain("language"),
    Column::Plain("listed_at"),
    Column::Plain("published_at"),
];
/// Where it is.
const PLACE: [Column; 4] = [
    Column::Plain("home_territory_seq"),
    Column::Plain("commune_seq"),
    Column::Plain("latitude"),
    Column::Plain("longitude"),
];

/// An entry that matches.
pub(super) struct Candidate<'a> {
    pub(super) seq: i64,
    pub(super) id: Id,
    kind: Kind,
    licence: i64,
    language: &'a str,
    pub(super) listed_at: Instant,
    published_at: Option<Instant>,
    pub(super) facts: &'a [u8],
    /// Its own point, and the communes in which it is where it has none.
    point: Option<(f64, f64)>,
    communes: [Option<i64>; 2],
}

/// Entries that match, as the database packed them.
pub(super) struct Candidates {
    packed: Packed,
    /// Whether they stand by their dates, in place of their numbers.
    by_date: bool,
    placed: bool,
    by_commune: bool,
}

impl Candidates {
    /// Reads them, the newest first.
    pub(super) fn read(&self) -> Result<Vec<Candidate<'_>>> {
        let mut candidates = self.packed.read(|it| Candidate::read(it, self.placed, self.by_commune))?;
        match self.by_date {
            true => candidates.sort_unstable_by_key(|it| Reverse((it.listed_at, it.id))),
            false => candidates.sort_unstable_by_key(|it| Reverse(it.seq)),
        }
        Ok(candidates)
    }
}

impl<'a> Candidate<'a> {
    fn read(fields: &mut Fields<'a>, placed: bool, by_commune: bool) -> Result<Self> {
        let (seq, id) = (fields.take()?, fields.id()?);
        let kind = Kind::try_from_value(&fields.text()?.to_owned())?;
        let (licence, language, listed_at) = (fields.take()?, fields.text()?, Instant(fields.take()?));
        let published_at = fields.optional()?.map(Instant);
        let (mut point, mut communes) = (None, [None; 2]);
        if placed {
            let (home, commune) = (fields.optional()?, fields.optional()?);
            let (latitude, longitude): (Option<f64>, Option<f64>) = (fields.optional()?, fields.optional()?);
            point = latitude.zip(longitude);
            communes = if by_commune { [commune, home] } else { communes };
        }
        Ok(Self { seq, id, kind, licence, language, listed_at, published_at, facts: fields.bytes()?, point, communes })
    }

    /// Where it is: at its own point, else in the middle of its commune where that counts.
    pub(super) fn point(&self, reference: &Snapshot) -> Option<(f64, f64)> {
        let commune = || self.communes.iter().flatten().find_map(|it| reference.territories.by_seq(*it)?.point);
        self.point.or_else(commune)
    }

    /// What facets count of it.
    pub(super) fn traits(&self) -> Traits<'a> {
        let (themes, territories) = Facts::read(self.facts).lists();
        let Self { kind, licence, language, published_at, .. } = *self;
        Traits { kind, licence, language, published_at, themes, territories }
    }
}

impl Reader {
    /// The newest entries that match and meet a filter: one more than [`MAX_COUNT`] where there are more.
    pub(super) async fn candidates(&self, wanted: Option<&Wanted>, filter: &Filter) -> Result<Candidates> {
        let (placed, communes) = (filter.near().is_some(), filter.counts_communes());
        let newest = self.inner.newest.load(Ordering::Relaxed);
        let statement = match wanted {
            Some(wanted) if self.backend() == DbBackend::Postgres && shelf(newest) > SHELVES => {
                self.shelf_by_shelf(wanted, filter, placed, shelf(newest))
            }
            Some(_) | None => self.candidates_statement(wanted, filter, placed),
        };
        self.pack(statement, wanted.is_none(), placed, communes).await
    }

    /// Remembers the newest text that a search has seen.
    pub(super) fn note_newest(&self, candidates: &[Candidate<'_>]) {
        let newest = candidates.iter().map(|it| it.seq).max();
        self.inner.newest.fetch_max(newest.unwrap_or_default(), Ordering::Relaxed);
    }

    async fn pack(
        &self,
        statement: SelectStatement,
        by_date: bool,
        placed: bool,
        by_commune: bool,
    ) -> Result<Candidates> {
        let columns = [&COLUMNS[..], if placed { &PLACE } else { &[] }].concat();
        let rows = self.rows_found(&packed(statement, &columns, "facts", self.backend())).await?;
        Ok(Candidates { packed: Packed::of(&rows)?, by_date, placed, by_commune })
    }

    /// The same statement for PostgreSQL, whose index gives all texts that match in no order: the newest shelves first, then some more,
    /// then all others, each of which is read only where those before it have not enough. `newest` is the last shelf that was seen.
    fn shelf_by_shelf(&self, wanted: &Wanted, filter: &Filter, placed: bool, newest: i64) -> SelectStatement {
        let (first, second) = (newest - SHELVES + 1, Ord::max(newest - 5 * SHELVES, 0));
        let parts = [
            Shelves::On(first..=newest + AHEAD),
            Shelves::On(second..=first - 1),
            Shelves::Beside(second..=newest + AHEAD),
        ];
        let part = |shelves: Shelves| {
            let wanted = Wanted { shelves, ..wanted.clone() };
            let part = self.candidates_statement(Some(&wanted), filter, placed);
            Query::select().expr(Expr::cust("*")).from_subquery(part, Alias::new("part")).take()
        };
        let [mut all, more, others] = parts.map(part);
        all.union(UnionType::All, more).union(UnionType::All, others).limit(MAX_COUNT + 1);
        all
    }

    /// The newest entries that meet a filter, with where they are; `communes` has those without a point by their commune.
    pub(super) async fn placed(&self, filter: &Filter, communes: bool) -> Result<Candidates> {
        self.pack(self.candidates_statement(None, filter, true), true, true, communes).await
    }

    pub(crate) fn candidates_statement(
        &self,
        wanted: Option<&Wanted>,
        filter: &Filter,
        placed: bool,
    ) -> SelectStatement {
        let matched = Alias::new("matched");
        let mut statement = match wanted {
            Some(wanted) => self.scoped_through(wanted.with_facts(self.backend(), false), matched.clone()),
            None => {
                let mut all = self.scoped();
                let same =
                    Expr::col((Alias::new("matched"), Alias::new("doc"))).equals((row::Entity, row::Column::Seq));
                all.join_as(sea_orm::JoinType::InnerJoin, Alias::new("search_doc"), matched.clone(), same);
                all
            }
        };
        let list = List { filter: filter.clone(), ..List::newest(None) };
        list.narrow(&mut statement, self, filter);
        use row::Column::{Id, Kind, Language, LicenceSeq, ListedAt, PublishedAt, Seq};
        for column in [Seq, Id, Kind, LicenceSeq, Language, ListedAt, PublishedAt] {
            statement.column((row::Entity, column));
        }
        statement.column((matched.clone(), Alias::new("facts")));
        if placed {
            use location::{Column, Entity};
            statement.column((row::Entity, row::Column::HomeTerritorySeq));
            statement.columns([Column::CommuneSeq, Column::Latitude, Column::Longitude].map(|it| (Entity, it)));
            let same = Expr::col((Entity, Column::EntrySeq)).equals((row::Entity, Seq));
            statement.left_join(Entity, same.and(Column::Position.eq(0)));
        }
        match wanted {
            Some(_) => statement.order_by((matched, Alias::new("entry_seq")), Sql::Desc),
            None => statement.order_by((row::Entity, ListedAt), Sql::Desc).order_by((row::Entity, Id), Sql::Desc),
        };
        statement.limit(MAX_COUNT + 1).take()
    }
}
