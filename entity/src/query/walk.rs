//! Along which rows a list is walked, so that a page reads about as many rows as it shows: the table of entries by one of its
//! indexes, what is listed under an owner, or the events to come.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, UnionType};

use crate::db::columns::Columns;
use crate::db::paging::{Direction, MAX_COUNT, Page};
use crate::error::Result;
use crate::model::entry::{Role, row};
use crate::model::event;
use crate::model::listing::{self, Owner};
use crate::query::each::{numbers, owner_numbers};
use crate::query::filter::Filter;
use crate::query::list::{Field, List, sql};
use crate::query::relation::Relation;
use crate::reader::Reader;
use crate::value::clock::Instant;
use crate::value::kind::Kind;
use crate::value::language::LanguageTag;

const KINDS: [Kind; 5] = [Kind::Initiative, Kind::Recipe, Kind::Article, Kind::Event, Kind::Page];

/// Along which rows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Walk {
    /// The table of entries.
    Entries,
    /// What is listed under any of these owners, as far as it meets the filter.
    Listing(Vec<Owner>, Filter),
    /// The events that end after this moment.
    Events(Instant),
    /// What is in any of these languages, as far as it meets the filter.
    Languages(Vec<LanguageTag>, Filter),
}

impl Relation {
    /// Under what the entries of a parent are listed; none where no table of them is kept.
    fn owner(self, parent: i64) -> Option<Owner> {
        Some(match self {
            Self::Theme => Owner::Theme(parent),
            Self::Territory => Owner::Territory(parent),
            Self::Member(None) => Owner::Member(parent),
            Self::Member(Some(Role::Author)) => Owner::Author(parent),
            Self::Source => Owner::Source(parent),
            Self::Licence => Owner::Licence(parent),
            Self::Member(Some(_)) | Self::About | Self::Subjects | Self::Adaptations | Self::Children => return None,
        })
    }
}

impl List {
    /// Along which rows it is walked for this reader.
    pub(crate) fn walk(&self, reader: &Reader) -> Walk {
        if let (Some(Field::StartsAt), Some(moment)) = (self.order.first().map(|it| it.field), self.filter.ends_after())
        {
            return Walk::Events(moment);
        }
        if !reader.reads_what_is_public() {
            return Walk::Entries;
        }
        let parts = match &self.filter {
            Filter::And(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        let beside = |at: usize| {
            let rest = parts.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, it)| it.clone());
            Filter::And(rest.collect())
        };
        let owned = parts.iter().enumerate().filter_map(|(at, part)| Some((at, part.owners(reader)?)));
        let owned = owned.min_by_key(|(_, (_, wide))| *wide);
        let spoken = parts.iter().enumerate().filter(|_| self.is_by_date());
        let spoken = spoken.filter_map(|(at, part)| Some((at, part.languages(reader)?))).next();
        match (owned, spoken) {
            (Some((_, (_, wide))), Some((at, (languages, narrow)))) if narrow < wide => {
                Walk::Languages(languages, beside(at))
            }
            (Some((at, (owners, _))), _) => Walk::Listing(owners, beside(at)),
            (None, Some((at, (languages, _)))) => Walk::Languages(languages, beside(at)),
            (None, None) => Walk::Entries,
        }
    }

    /// Along which rows the list of each parent is walked; none where the pairs are to be asked for.
    pub(crate) fn owned(&self, reader: &Reader, relation: Relation, parents: &[i64]) -> Option<Vec<Owner>> {
        if !reader.reads_what_is_public() {
            return None;
        }
        parents.iter().map(|it| relation.owner(*it)).collect()
    }

    /// The kinds that it may have.
    pub(super) fn kinds(&self, filter: &Filter) -> Vec<Kind> {
        let named = |it: &Filter| if let Filter::Kind(kinds) = it { Some(kinds.clone()) } else { None };
        let narrowed = match filter {
            Filter::And(parts) => parts.iter().find_map(named),
            other => named(other),
        };
        match (self.kind, narrowed) {
            (Some(kind), _) => vec![kind],
            (None, Some(kinds)) => KINDS.into_iter().filter(|it| kinds.contains(it)).collect(),
            (None, None) => KINDS.to_vec(),
        }
    }

    /// The row numbers of one page, as `entry_seq`.
    pub(crate) fn picked(&self, reader: &Reader, walk: &Walk, page: &Page) -> Result<SelectStatement> {
        match walk {
            Walk::Entries => {
                let mut picked = self.scope(reader);
                self.join_own(&mut picked);
                self.picked_in_order(picked, page)
            }
            Walk::Events(moment) if self.is_by_start() => self.picked_by_start(reader, *moment, page),
            Walk::Events(moment) => {
                let coming = Query::select()
                    .column(event::row::Column::EntrySeq)
                    .from(event::row::Entity)
                    .and_where(event::row::Column::LastEndsAt.gt(*moment))
                    .take();
                let mut picked = reader.scoped_through(coming, Alias::new("coming"));
                self.narrow(&mut picked, reader, &self.filter);
                self.join_own(&mut picked);
                self.picked_in_order(picked, page)
            }
            Walk::Listing(owners, rest) => {
                let owners: Vec<Expr> = owners.iter().map(|it| Expr::val(it.number())).collect();
                self.picked_under(reader, &owners, rest, page)
            }
            Walk::Languages(languages, rest) => self.picked_by_language(reader, languages, rest, page),
        }
    }

    /// The same of what is listed under any of these owners, which are numbers or a column of the statement around.
    pub(crate) fn picked_under(
        &self,
        reader: &Reader,
        owners: &[Expr],
        rest: &Filter,
        page: &Page,
    ) -> Result<SelectStatement> {
        if self.is_by_date() {
            return self.picked_by_date(reader, owners, rest, page);
        }
        let mut under = Query::select().distinct().column(listing::row::Column::EntrySeq).take();
        under.from(listing::row::Entity).and_where(one_of(listing::row::Column::Owner, owners.to_vec()));
        under.and_where(one_of(listing::row::Column::Kind, words(&self.kinds(rest))));
        let mut picked = reader.scoped_through(under, Alias::new("under"));
        self.narrow(&mut picked, reader, rest);
        self.join_own(&mut picked);
        self.picked_in_order(picked, page)
    }

    /// Orders and cuts a statement on entries.
    fn picked_in_order(&self, mut picked: SelectStatement, page: &Page) -> Result<SelectStatement> {
        picked.expr_as(Expr::col((row::Entity, row::Column::Seq)), Alias::new("entry_seq"));
        self.arrange(&mut picked, page)?;
        cut(&mut picked, page);
        Ok(picked)
    }

    /// Events to come, each by the first of its timings that is not over. What begins later is walked in the order of beginnings, as
    /// far as the page goes; what has begun and is not over comes before all of it, and is found by its end.
    fn picked_by_start(&self, reader: &Reader, moment: Instant, page: &Page) -> Result<SelectStatement> {
        use event::timing::{Column, Entity};
        let earlier = Alias::new("earlier");
        let column = |it: Column| Expr::col((Entity, it));
        let before = |it: Column| Expr::col((earlier.clone(), it));
        let precedes = before(Column::StartsAt)
            .lt(column(Column::StartsAt))
            .or(before(Column::StartsAt).eq(column(Column::StartsAt)).and(before(Column::Seq).lt(column(Column::Seq))));
        let preceding = Query::select()
            .expr(Expr::cust("1"))
            .from_as(Entity, earlier.clone())
            .and_where(before(Column::EntrySeq).equals((Entity, Column::EntrySeq)))
            .and_where(before(Column::EndsAt).gt(moment))
            .and_where(precedes)
            .take();
        let rest = self.filter.beside_coming();
        let arm = |start: Expr, bound: Expr| -> Result<SelectStatement> {
            let mut arm = Query::select().from(Entity).and_where(bound).take();
            reader.scope_joined(&mut arm, Entity);
            self.narrow(&mut arm, reader, &rest);
            arm.and_where(Expr::exists(preceding.clone()).not());
            let keys = |backwards: bool| -> Vec<(Expr, Direction)> {
                let exprs = [start.clone(), Expr::col((row::Entity, row::Column::Id))];
                let sorting = self.sorting(backwards).into_iter().zip(exprs);
                sorting.map(|((_, way), key)| (key, way)).collect()
            };
            for (key, way) in keys(page.backwards()) {
                arm.order_by_expr(key, sql(way));
            }
            self.start_at(&mut arm, page, keys)?;
            arm.column((Entity, Column::EntrySeq))
                .column((Entity, Column::StartsAt))
                .column((row::Entity, row::Column::Id));
            arm.limit(u64::from(page.offset()) + u64::from(page.rows()) + 1);
            Ok(Query::select().expr(Expr::cust("*")).from_subquery(arm, "arm").take())
        };
        let mut later = arm(column(Column::StartsAt), column(Column::StartsAt).gt(moment))?;
        // no index on beginnings is taken here, in which all that is over comes first
        let start = column(Column::StartsAt).add(0);
        let begun = arm(start.clone(), start.lte(moment).and(column(Column::EndsAt).gt(moment)))?;
        let all = later.union(UnionType::All, begun).take();
        let mut picked = Query::select().column("entry_seq").from_subquery(all, "arms").take();
        let way = sql(self.sorting(page.backwards())[0].1);
        picked.order_by("starts_at", way.clone()).order_by("id", way);
        cut(&mut picked, page);
        Ok(picked)
    }

    /// The same along rows that stand in the order of the list already: of each owner and kind no more than the page needs.
    fn picked_by_date(&self, reader: &Reader, owners: &[Expr], rest: &Filter, page: &Page) -> Result<SelectStatement> {
        let kinds = self.kinds(rest);
        if let ([owner], [kind]) = (owners, kinds.as_slice()) {
            let mut picked = self.under(reader, owner, *kind, rest, page)?;
            picked
                .clear_selects()
                .expr_as(Expr::col((listing::row::Entity, listing::row::Column::EntrySeq)), "entry_seq");
            cut(&mut picked, page);
            return Ok(picked);
        }
        let arms = owners.iter().flat_map(|owner| kinds.iter().map(move |kind| (owner, *kind)));
        let arms = arms.map(|(owner, kind)| -> Result<SelectStatement> {
            let mut arm = self.under(reader, owner, kind, rest, page)?;
            Ok(arm.limit(u64::from(page.offset()) + u64::from(page.rows()) + 1).take())
        });
        self.merged(arms, page)
    }

    /// The rows of one owner and kind that the public sees and that meet a filter, in order, from where the page begins.
    fn under(&self, reader: &Reader, owner: &Expr, kind: Kind, rest: &Filter, page: &Page) -> Result<SelectStatement> {
        use listing::row::Column::{EntrySeq, Id, ListedAt};
        let mut rows = under(reader, vec![owner.clone()], &[kind]);
        rows.columns([EntrySeq, ListedAt, Id].map(|it| (listing::row::Entity, it)));
        self.meet(&mut rows, reader, rest);
        self.in_order_of_listing(&mut rows, page)?;
        Ok(rows)
    }

    /// Narrows rows of the table of listings to those whose entries meet a filter.
    fn meet(&self, rows: &mut SelectStatement, reader: &Reader, rest: &Filter) {
        if *rest == Filter::all() {
            return;
        }
        match rest.on_listing(reader) {
            Some(condition) => {
                rows.cond_where(condition);
            }
            None => {
                reader.scope_joined(rows, listing::row::Entity);
                self.narrow(rows, reader, rest);
            }
        }
    }

    /// Adds the order of the table of listings, and where the page begins in it.
    fn in_order_of_listing(&self, rows: &mut SelectStatement, page: &Page) -> Result<()> {
        use listing::row::Column::{Id, ListedAt};
        let keys = |backwards: bool| -> Vec<(Expr, Direction)> {
            let sorting = self.sorting(backwards).into_iter().zip([ListedAt, Id]);
            sorting.map(|((_, way), column)| (Expr::col((listing::row::Entity, column)), way)).collect()
        };
        for (key, direction) in keys(page.backwards()) {
            rows.order_by_expr(key, sql(direction));
        }
        self.start_at(rows, page, keys)
    }

    /// The entries of a page themselves, where they stand under one owner and kind in the order of the list: nothing has to be picked
    /// before. None where that is not so.
    pub(crate) fn straight(&self, reader: &Reader, walk: &Walk, page: &Page) -> Result<Option<SelectStatement>> {
        let Walk::Listing(owners, rest) = walk else { return Ok(None) };
        let kinds = self.kinds(rest);
        let ([owner], [_], true, 0) = (owners.as_slice(), kinds.as_slice(), self.is_by_date(), page.offset()) else {
            return Ok(None);
        };
        let mut rows = under(reader, vec![Expr::val(owner.number())], &kinds);
        reader.scope_joined(&mut rows, listing::row::Entity);
        self.narrow(&mut rows, reader, rest);
        self.in_order_of_listing(&mut rows, page)?;
        cut(&mut rows, page);
        Ok(Some(rows))
    }

    /// Counts its rows, up to one more than [`MAX_COUNT`].
    pub(crate) async fn count_walking(&self, reader: &Reader, walk: &Walk) -> Result<u64> {
        if let Walk::Listing(owners, rest) = walk
            && *rest == Filter::all()
            && owners.len() == 1
        {
            let counts = self.count_for_each(reader, owners).await?;
            let count: u64 = counts.into_iter().map(|(_, count)| count).sum();
            return Ok(Ord::min(count, MAX_COUNT + 1));
        }
        let shape = self.shape(reader).map(|it| ("count", it));
        reader.count_rows(shape.as_ref(), |it| self.counted(it, walk).limit(MAX_COUNT + 1).take()).await
    }

    /// One row for each of its rows.
    pub(super) fn counted(&self, reader: &Reader, walk: &Walk) -> SelectStatement {
        match walk {
            Walk::Listing(owners, rest) => {
                let numbers = owners.iter().map(|it| Expr::val(it.number())).collect();
                let mut rows = under(reader, numbers, &self.kinds(rest));
                rows.column((listing::row::Entity, listing::row::Column::EntrySeq));
                self.meet(&mut rows, reader, rest);
                if owners.len() > 1 {
                    rows.distinct();
                }
                rows
            }
            Walk::Languages(languages, rest) => self.counted_by_language(reader, languages, rest),
            Walk::Entries | Walk::Events(_) => self.scope(reader).expr(Expr::cust("1")).take(),
        }
    }

    /// How many rows the list of each owner has, by the numbers that are kept: less what is not due yet and what has run out.
    pub(crate) async fn count_for_each(&self, reader: &Reader, owners: &[Owner]) -> Result<Vec<(i64, u64)>> {
        let shape = self.shape(reader).map(|it| ("counts", it));
        let numbers = numbers(owners)?;
        let mut counts = Vec::new();
        for row in reader.rows_of(shape.as_ref(), Some(&numbers), |it| Ok(self.counts_of_each(it))).await? {
            let mut columns = Columns::new(&row);
            let (owner, count): (i64, i64) = (columns.take()?, columns.take()?);
            counts.push((Owner::seq(owner), count.unsigned_abs()));
        }
        Ok(counts)
    }

    /// The statement of these counts: the number of an owner, and the count of one kind.
    pub(crate) fn counts_of_each(&self, reader: &Reader) -> SelectStatement {
        use listing::count::{Column, Entity};
        use listing::row::Column::{Kind as OfKind, ListedAt, Owner as Under, UnpublishAt};
        let of = |condition: Expr| {
            let counted = Query::select()
                .expr(Expr::cust("count(*)"))
                .from(listing::row::Entity)
                .and_where(Expr::col((listing::row::Entity, Under)).equals((Entity, Column::Owner)))
                .and_where(Expr::col((listing::row::Entity, OfKind)).equals((Entity, Column::Kind)))
                .and_where(condition)
                .take();
            Expr::SubQuery(None, Box::new(counted.into()))
        };
        let early = of(ListedAt.gt(reader.now));
        let over = of(UnpublishAt.lte(reader.now).and(ListedAt.lte(reader.now)));
        Query::select()
            .column((Entity, Column::Owner))
            .expr(Expr::col((Entity, Column::Entries)).sub(early).sub(over))
            .from(Entity)
            .and_where(Column::Owner.in_subquery(owner_numbers(reader.backend())))
            .and_where(Column::Kind.is_in(self.kinds(&self.filter)))
            .take()
    }
}

/// The rows of these owners and kinds that the public sees now.
fn under(reader: &Reader, owners: Vec<Expr>, kinds: &[Kind]) -> SelectStatement {
    use listing::row::Column::{Kind as OfKind, ListedAt, Owner as Under, UnpublishAt};
    let mut rows = Query::select().from(listing::row::Entity).take();
    rows.and_where(one_of(Under, owners)).and_where(one_of(OfKind, words(kinds)));
    rows.and_where(ListedAt.lte(reader.now)).and_where(UnpublishAt.is_null().or(UnpublishAt.gt(reader.now)));
    rows
}

fn words(kinds: &[Kind]) -> Vec<Expr> {
    kinds.iter().map(|it| Expr::val(*it)).collect()
}

/// One value is compared by `=`, which keeps the order of an index.
fn one_of(column: listing::row::Column, mut values: Vec<Expr>) -> Expr {
    let column = Expr::col((listing::row::Entity, column));
    match (values.pop(), values.is_empty()) {
        (Some(only), true) => column.eq(only),
        (last, _) => column.is_in(values.into_iter().chain(last)),
    }
}

pub(super) fn cut(picked: &mut SelectStatement, page: &Page) {
    picked.limit(u64::from(page.rows()) + 1);
    if page.offset() > 0 {
        picked.offset(u64::from(page.offset()));
    }
}
