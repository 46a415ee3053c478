//! A search: the index selects, what is found is ranked here, and a page of it is read.

use std::cmp::Reverse;
use std::sync::Arc;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order as Sql, Query};
use serde::Serialize;

use crate::db::columns::Columns;
use crate::db::paging::{self, Cursor, Key, MAX_COUNT, Page, Side, Slice};
use crate::error::Result;
use crate::model::entry::Entry;
use crate::model::member::Member;
use crate::query::area::metres;
use crate::query::filter::Filter;
use crate::query::projection::Projection;
use crate::query::search::facets::{Counter, Facets};
use crate::query::search::rank::score;
use crate::query::search::wanted::{Wanted, words_of};
use crate::reader::Reader;
use crate::reference::names::Mark;
use crate::search::facts::Facts;
use crate::value::id::Id;
use crate::value::words::query::SearchText;

/// The most longer words that a beginning stands for.
const MAX_LONGER: u64 = 64;
/// The fewest letters of a word that is looked for as a beginning where nothing else is found.
const BEGINNING: usize = 3;
/// The most members that are found.
const MAX_MEMBERS: u64 = 1_000;

/// What is searched for.
#[derive(Debug, Clone)]
pub struct Search {
    /// The text that somebody typed; none for everything that meets the filter.
    pub text: Option<String>,
    /// Conditions on entries. Members are found where there is none.
    pub filter: Filter,
    /// In which order.
    pub order: Order,
}

/// In which order hits stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Order {
    /// The best match first.
    Relevance,
    /// The latest first.
    Newest,
    /// The nearest to the centre of the filter's circle first.
    Nearest,
}

/// What was found, ranked: the 10,000 newest entries of those that match, and members.
#[derive(Debug, Clone)]
pub struct Matches {
    ranked: Vec<Ranked>,
    mark: String,
    /// Whether all that match were ranked and counted.
    pub is_exact: bool,
    /// The numbers by facet, where they were asked for.
    pub facets: Option<Facets>,
    /// What was searched for, for highlights.
    pub(crate) text: SearchText,
}

/// A hit: its place in the order, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    /// The score, the moment of publication or creation, and the identifier: the greatest first.
    place: (i64, i64, Id),
    /// The row number of an entry, or that of a member below zero.
    doc: i64,
    /// How far it is from the centre of the filter's circle.
    metres: Option<i32>,
}

impl Ranked {
    /// How many metres it is from the centre of the filter's circle; none where there is no circle, or no point.
    pub fn metres(&self) -> Option<i32> {
        self.metres
    }
}

/// A hit, read.
#[derive(Debug, Clone)]
pub enum Hit {
    /// An entry.
    Entry(Box<Entry>),
    /// A member.
    Member(Arc<Member>),
}

impl Matches {
    fn none(mark: String, text: SearchText) -> Self {
        Self { ranked: Vec::new(), mark, is_exact: true, facets: None, text }
    }

    /// How many hits there are, at most 10,000 entries and 1,000 members.
    pub fn count(&self) -> usize {
        self.ranked.len()
    }

    /// The cursor of a hit.
    pub fn cursor(&self, hit: &Ranked) -> String {
        let (score, listed_at, id) = hit.place;
        Cursor(self.mark.clone(), vec![Key::Number(score), Key::Number(listed_at)], id).encode()
    }

    /// The hits of a page.
    ///
    /// # Errors
    /// [`Invalid`](crate::error::Error::Invalid) for a cursor that is not of this search.
    pub fn page(&self, page: &Page) -> Result<Slice<Ranked>> {
        let (mut from, mut to) = (page.offset() as usize, self.ranked.len());
        for (cursor, side) in page.cursors() {
            let Cursor(_, keys, id) = Cursor::decode(cursor, &self.mark, 2)?;
            let [Key::Number(score), Key::Number(listed_at)] = keys[..] else { return Err(Cursor::foreign().into()) };
            let place = (score, listed_at, id);
            match side {
                Side::After => from = self.ranked.partition_point(|it| it.place >= place),
                Side::Before => to = self.ranked.partition_point(|it| it.place > place),
            }
        }
        let rows = page.rows() as usize + 1;
        let within = self.ranked.get(from.min(to)..to).unwrap_or_default();
        let taken: Vec<Ranked> = match page.backwards() {
            true => within.iter().rev().take(rows).copied().collect(),
            false => within.iter().take(rows).copied().collect(),
        };
        Ok(Slice::cut(taken, page))
    }
}

impl Reader {
    /// Searches, and counts by facet where that is asked for.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn search(&self, search: &Search, facets: bool) -> Result<Matches> {
        let mark = paging::mark(&("search", &search.text, &search.filter, search.order));
        let Some(typed) = &search.text else {
            let mut found = Matches::none(mark, SearchText::default());
            self.find_entries(None, search, facets, &mut found).await?;
            return Ok(found);
        };
        let text = SearchText::read(typed);
        let mut found = Matches::none(mark, text);
        if found.text.is_empty() {
            found.facets = facets.then(Facets::default);
            return Ok(found);
        }
        let beginnings: Vec<bool> = found.text.wanted.iter().map(|it| it.is_beginning).collect();
        self.find(search, facets, &beginnings, &mut found).await?;
        let longer = |it: &crate::value::words::query::Clause| {
            !it.is_quoted && matches!(it.words.as_slice(), [word] if word.len() >= BEGINNING)
        };
        let beginnings: Vec<bool> = found.text.wanted.iter().map(longer).collect();
        if found.ranked.is_empty() && beginnings.contains(&true) {
            // nothing has these words: what begins with them, as words of Breton do
            self.find(search, facets, &beginnings, &mut found).await?;
            for (clause, longer) in found.text.wanted.iter_mut().zip(beginnings) {
                clause.is_beginning |= longer;
            }
        }
        Ok(found)
    }

    async fn find(&self, search: &Search, facets: bool, beginnings: &[bool], found: &mut Matches) -> Result<()> {
        let text = found.text.clone();
        let mut longer: Vec<Vec<String>> = Vec::new();
        for (clause, begins) in text.wanted.iter().zip(beginnings) {
            let mut terms = Vec::new();
            if let (true, [word]) = (*begins, clause.words.as_slice()) {
                terms = self.longer(word).await?;
                if terms.len() as u64 > MAX_LONGER {
                    found.is_exact = false;
                    terms.truncate(MAX_LONGER as usize);
                }
            }
            longer.push(terms);
        }
        let visible = |mark: Mark| match mark {
            Mark::Member(seq) => self.member_by_key(seq).is_some(),
            Mark::Theme(_) | Mark::Territory(_) | Mark::Source(_) => true,
        };
        let mut marks = self.reference().names().marks(&words_of(&text), visible);
        marks.iter_mut().for_each(|it| self.add_themes_below(it));
        let wanted = Wanted::of_search(&text, marks, &longer);
        self.find_entries(Some(&wanted), search, facets, found).await?;
        if search.filter == Filter::all() {
            self.find_members(&wanted, search.order, found).await?;
        }
        Ok(())
    }

    /// A theme stands for those under it as well.
    fn add_themes_below(&self, marks: &mut Vec<Mark>) {
        let mut at = 0;
        while let Some(mark) = marks.get(at).copied() {
            at += 1;
            if let Mark::Theme(seq) = mark
                && let Some(theme) = self.reference().themes.by_seq(seq)
            {
                let below = theme.children.iter().map(|it| Mark::Theme(*it));
                let new: Vec<Mark> = below.filter(|it| !marks.contains(it)).collect();
                marks.extend(new);
            }
        }
    }

    /// The terms of the words that begin so, the most used first; one more than [`MAX_LONGER`] where there are more.
    async fn longer(&self, beginning: &str) -> Result<Vec<String>> {
        let (word, term, uses) =
            (|| Expr::col(Alias::new("word")), || Expr::col(Alias::new("term")), Alias::new("uses"));
        let statement = Query::select()
            .expr(term())
            .from(Alias::new("search_word"))
            .and_where(word().gte(beginning))
            .and_where(word().lt(format!("{beginning}~")))
            .group_by_col(Alias::new("term"))
            .order_by_expr(Expr::col(uses).max(), Sql::Desc)
            .order_by_expr(term(), Sql::Asc)
            .limit(MAX_LONGER + 1)
            .take();
        self.rows(&statement).await?.iter().map(|it| Columns::new(it).take()).collect()
    }

    /// Finds entries: those that match, and among them those that meet the filter.
    async fn find_entries(
        &self,
        wanted: Option<&Wanted>,
        Search { filter, order, .. }: &Search,
        facets: bool,
        found: &mut Matches,
    ) -> Result<()> {
        let reference = self.shared_reference();
        let (mut counter, rest) = Counter::of(filter, &reference);
        let lifts = facets && counter.narrows();
        let mut packed = self.candidates(wanted, if lifts { &rest } else { filter }).await?;
        let mut candidates = packed.read()?;
        self.note_newest(&candidates);
        let mut complete = candidates.len() as u64 <= MAX_COUNT;
        if facets {
            candidates.truncate(MAX_COUNT as usize);
            let meets: Vec<bool> = candidates.iter().map(|it| counter.count(&it.traits())).collect();
            found.facets = Some(counter.facets());
            if lifts && !complete {
                // not all that meet the filter are among them
                packed = self.candidates(wanted, filter).await?;
                candidates = packed.read()?;
                found.is_exact &= candidates.len() as u64 <= MAX_COUNT;
                complete = true;
            } else {
                let mut meets = meets.into_iter();
                candidates.retain(|_| meets.next().unwrap_or_default());
            }
        }
        found.is_exact &= complete;
        candidates.truncate(MAX_COUNT as usize);
        let words = wanted.map_or(&[][..], |it| &it.words);
        let centre = filter.near();
        let ranked = candidates.iter().filter_map(|it| {
            let metres = centre.zip(it.point(&reference)).map(|(centre, point)| metres(centre, point));
            // what nobody searches for by words stands by its date alone
            let first = match order {
                Order::Relevance if wanted.is_some() => score(words, &Facts::read(it.facts), it.listed_at),
                Order::Relevance | Order::Newest => 0,
                Order::Nearest => -i64::from(metres?),
            };
            Some(Ranked { place: (first, it.listed_at.milliseconds(), it.id), doc: it.seq, metres })
        });
        found.ranked = ranked.collect();
        found.ranked.sort_unstable_by_key(|it| Reverse(it.place));
        Ok(())
    }

    /// Finds the members that match and that the viewer may see, and puts them in their places.
    async fn find_members(&self, wanted: &Wanted, order: Order, found: &mut Matches) -> Result<()> {
        let matched = Alias::new("matched");
        let mut statement = Query::select()
            .column((matched.clone(), Alias::new("entry_seq")))
            .column((matched.clone(), Alias::new("facts")))
            .from_subquery(wanted.with_facts(self.backend(), true), matched.clone())
            .take();
        statement.order_by((matched, Alias::new("entry_seq")), Sql::Desc).limit(MAX_MEMBERS);
        for row in self.rows(&statement).await? {
            let mut columns = Columns::new(&row);
            let (doc, facts): (i64, Vec<u8>) = (columns.take()?, columns.take()?);
            let Some(member) = self.member_by_key(-doc) else { continue };
            let score = match order {
                Order::Relevance => score(&wanted.words, &Facts::read(&facts), member.created_at),
                Order::Newest | Order::Nearest => 0,
            };
            let place = (score, member.created_at.milliseconds(), member.id);
            found.ranked.push(Ranked { place, doc, metres: None });
        }
        found.ranked.sort_unstable_by_key(|it| Reverse(it.place));
        Ok(())
    }

    /// Reads hits, in their order. One that is no longer there is left out.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn hits(&self, hits: &[Ranked], wanted: Projection) -> Result<Vec<(Ranked, Hit)>> {
        let keys: Vec<i64> = hits.iter().map(|it| it.doc).filter(|it| *it > 0).collect();
        let mut entries = match keys.as_slice() {
            [] => Default::default(),
            keys => self.entries_by_key(keys, wanted).await?,
        };
        let read = |it: &Ranked| match it.doc {
            doc if doc > 0 => entries.remove(&doc).map(|it| Hit::Entry(Box::new(it))),
            doc => self.member_by_key(-doc).cloned().map(Hit::Member),
        };
        let mut read = read;
        Ok(hits.iter().filter_map(|it| Some((*it, read(it)?))).collect())
    }
}
