//! Pages that are put together from several stretches of an index, and lists of what is written in some languages, which are read
//! along the index of languages: however few of a large archive have one of them, a page reads about as many rows as it shows. Of
//! dialects, whose tags nobody knows beforehand, all are read: there are few of them.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Alias, Expr, Query, SelectStatement, UnionType};

use crate::db::paging::Page;
use crate::error::Result;
use crate::model::entry::row;
use crate::query::filter::{Filter, dialects};
use crate::query::list::{List, sql};
use crate::query::walk::cut;
use crate::reader::Reader;
use crate::value::kind::Kind;
use crate::value::language::LanguageTag;

/// More languages at once are not walked.
const MAX_RANGES: usize = 4;
/// How many entries are expected: more than of an author, a source or a commune, less than of anything larger.
const WIDE: u8 = 2;

/// What stands in the index in one piece: one language in the order of lists, or all of its dialects in none.
enum Stretch {
    Language(LanguageTag, Kind),
    Dialects(LanguageTag),
}

impl Filter {
    /// The languages along which a list is walked, and how many entries are expected, as [`Filter::owners`] says it. None for the language
    /// that the network speaks most: nearly every entry of the list has it.
    pub(crate) fn languages(&self, reader: &Reader) -> Option<(Vec<LanguageTag>, u8)> {
        let Self::Language(ranges) = self else { return None };
        let main = reader.reference().settings.languages.first().map(LanguageTag::primary);
        let is_rare = ranges.iter().all(|it| Some(it.primary()) != main);
        (is_rare && (1..=MAX_RANGES).contains(&ranges.len())).then(|| (ranges.clone(), WIDE))
    }
}

impl List {
    /// The row numbers of one page of a list by date, as `entry_seq`.
    pub(super) fn picked_by_language(
        &self,
        reader: &Reader,
        ranges: &[LanguageTag],
        rest: &Filter,
        page: &Page,
    ) -> Result<SelectStatement> {
        let arms = self.stretches(ranges, rest).into_iter().map(|stretch| -> Result<SelectStatement> {
            let mut arm = self.of_stretch(reader, &stretch, rest);
            self.arrange(&mut arm, page)?;
            Ok(arm.limit(u64::from(page.offset()) + u64::from(page.rows()) + 1).take())
        });
        self.merged(arms, page)
    }

    /// The page of a list by date out of statements that each have the first rows of some part of it.
    pub(super) fn merged(
        &self,
        arms: impl Iterator<Item = Result<SelectStatement>>,
        page: &Page,
    ) -> Result<SelectStatement> {
        let whole = |arm: SelectStatement| Query::select().expr(Expr::cust("*")).from_subquery(arm, "arm").take();
        let mut arms = arms.map(|arm| arm.map(whole));
        let Some(first) = arms.next() else {
            let none = Query::select().expr_as(Expr::cust("0"), "entry_seq").and_where(Expr::cust("1 = 0")).take();
            return Ok(none);
        };
        let mut all = first?;
        for other in arms {
            all.union(UnionType::Distinct, other?);
        }
        let way = sql(self.sorting(page.backwards())[0].1);
        let mut picked = Query::select().column("entry_seq").from_subquery(all, "arms").take();
        picked.order_by("listed_at", way.clone()).order_by("id", way);
        cut(&mut picked, page);
        Ok(picked)
    }

    /// One row for each of its rows.
    pub(super) fn counted_by_language(
        &self,
        reader: &Reader,
        ranges: &[LanguageTag],
        rest: &Filter,
    ) -> SelectStatement {
        let arms = self.stretches(ranges, rest).into_iter().map(|it| {
            let arm = self.of_stretch(reader, &it, rest);
            Query::select().column("entry_seq").from_subquery(arm, "arm").take()
        });
        let all = arms.reduce(|mut all, arm| all.union(UnionType::Distinct, arm).take());
        all.unwrap_or_else(|| self.scope(reader).expr(Expr::cust("1")).take())
    }

    fn stretches(&self, ranges: &[LanguageTag], rest: &Filter) -> Vec<Stretch> {
        let mut tags: Vec<LanguageTag> = Vec::new();
        for tag in ranges.iter().flat_map(|it| std::iter::once(it.clone()).chain(it.without_region())) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        let kinds = self.kinds(rest);
        let languages = tags.into_iter().flat_map(|tag| {
            let stretch = move |kind: &Kind| Stretch::Language(tag.clone(), *kind);
            kinds.iter().map(stretch).collect::<Vec<_>>()
        });
        languages.chain(ranges.iter().cloned().map(Stretch::Dialects)).collect()
    }

    /// The entries of a stretch that meet a filter.
    fn of_stretch(&self, reader: &Reader, stretch: &Stretch, rest: &Filter) -> SelectStatement {
        use row::Column::{Id, Kind as OfKind, Language, ListedAt, Seq};
        let mut arm = match stretch {
            Stretch::Language(tag, kind) => {
                reader.scoped().and_where(Language.eq(tag.clone())).and_where(OfKind.eq(*kind)).take()
            }
            Stretch::Dialects(range) => reader.scoped_few(dialects(range), Alias::new("spoken")),
        };
        self.narrow(&mut arm, reader, rest);
        arm.expr_as(Expr::col((row::Entity, Seq)), Alias::new("entry_seq"));
        arm.columns([ListedAt, Id].map(|it| (row::Entity, it))).take()
    }
}
