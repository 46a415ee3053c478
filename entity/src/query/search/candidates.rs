//! The entries that a search takes from the index: the newest that match, with what they are ranked, counted and placed by.

use std::sync::atomic::Ordering;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order as Sql, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, DbBackend};

use crate::db::columns::Columns;
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
use crate::value::language::LanguageTag;

/// How many shelves are read first: some 30,000 texts; and how many beyond the last that was seen.
const SHELVES: i64 = 8;
const AHEAD: i64 = 4;

/// An entry that matches.
pub(super) struct Candidate {
    pub(super) seq: i64,
    pub(super) id: Id,
    kind: Kind,
    licence: i64,
    language: LanguageTag,
    pub(super) listed_at: Instant,
    published_at: Option<Instant>,
    pub(super) facts: Vec<u8>,
    /// Its own point, and the communes in which it is where it has none.
    point: Option<(f64, f64)>,
    communes: [Option<i64>; 2],
}

impl Candidate {
    fn read(columns: &mut Columns<'_>, placed: bool, by_commune: bool) -> Result<Self> {
        let mut read = Self {
            seq: columns.take()?,
            id: columns.take()?,
            kind: columns.take()?,
            licence: columns.take()?,
            language: columns.take()?,
            listed_at: columns.take()?,
            published_at: columns.take()?,
            facts: columns.take()?,
            point: None,
            communes: [None; 2],
        };
        if placed {
            let (home, commune): (Option<i64>, Option<i64>) = (columns.take()?, columns.take()?);
            let (latitude, longitude): (Option<f64>, Option<f64>) = (columns.take()?, columns.take()?);
            read.point = latitude.zip(longitude);
            read.communes = if by_commune { [commune, home] } else { [None; 2] };
        }
        Ok(read)
    }

    /// Where it is: at its own point, else in the middle of its commune where that counts.
    pub(super) fn point(&self, reference: &Snapshot) -> Option<(f64, f64)> {
        let commune = || self.communes.iter().flatten().find_map(|it| reference.territories.by_seq(*it)?.point);
        self.point.or_else(commune)
    }

    /// What facets count of it.
    pub(super) fn traits(&self) -> Traits {
        let (themes, territories) = Facts::read(&self.facts).lists();
        let Self { kind, licence, published_at, .. } = *self;
        Traits { kind, licence, language: self.language.clone(), published_at, themes, territories }
    }
}

impl Reader {
    /// The newest entries that match and meet a filter: one more than [`MAX_COUNT`] where there are more.
    pub(super) async fn candidates(&self, wanted: Option<&Wanted>, filter: &Filter) -> Result<Vec<Candidate>> {
        let (placed, communes) = (filter.near().is_some(), filter.counts_communes());
        let newest = self.inner.newest.load(Ordering::Relaxed);
        let statement = match wanted {
            Some(wanted) if self.backend() == DbBackend::Postgres && shelf(newest) > SHELVES => {
                self.shelf_by_shelf(wanted, filter, placed, shelf(newest))
            }
            Some(_) | None => self.candidates_statement(wanted, filter, placed),
        };
        let rows = self.rows(&statement).await?;
        let read = |it| Candidate::read(&mut Columns::new(it), placed, communes);
        let candidates = rows.iter().map(read).collect::<Result<Vec<Candidate>>>()?;
        if let Some(newest) = candidates.iter().map(|it| it.seq).max() {
            self.inner.newest.fetch_max(newest, Ordering::Relaxed);
        }
        Ok(candidates)
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
    pub(super) async fn placed(&self, filter: &Filter, communes: bool) -> Result<Vec<Candidate>> {
        let rows = self.rows(&self.candidates_statement(None, filter, true)).await?;
        rows.iter().map(|it| Candidate::read(&mut Columns::new(it), true, communes)).collect()
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
