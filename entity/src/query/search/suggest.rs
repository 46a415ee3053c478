//! What somebody may mean: completions of a word while it is typed, and words near one that nothing has. Nothing is suggested but what
//! everybody finds.

use std::collections::HashSet;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Order as Sql, Query, SelectStatement, UnionType};

use crate::db::columns::Columns;
use crate::error::Result;
use crate::model::entry::row;
use crate::query::search::find::{Matches, Search};
use crate::query::search::wanted::{Wanted, Way};
use crate::reader::Reader;
use crate::value::words::{forms, words};

/// How many words that begin so are looked at, the most used first: twice as many as are to be told, within these bounds.
const LOOKED_AT: (usize, usize) = (16, 40);
/// How far the entries with a word are counted.
const MAX_COUNT: u64 = 100;
/// How many words are compared with one that nothing has, the most used first.
const COMPARED: u64 = 5_000;
/// How many searches are suggested in place of one.
const MAX_SEARCHES: usize = 3;
/// How many words near another are tried.
const TRIED: usize = 8;

/// A completion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested {
    /// The whole search with its last word completed.
    pub text: String,
    /// How many entries that everybody reads have the word, counted up to 100.
    pub count: u64,
}

/// A word of the vocabulary.
struct Known {
    folded: String,
    term: String,
    shown: String,
}

impl Reader {
    /// Completions of the last word of a search, those first that the most entries have.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn suggest(&self, text: &str, first: usize) -> Result<Vec<Suggested>> {
        let text = &text[text.ceil_char_boundary(text.len().saturating_sub(400))..];
        let Some(last) = words(text).pop().filter(|it| it.end == text.len()) else { return Ok(Vec::new()) };
        let mut terms = HashSet::new();
        let looked_at = (2 * first).clamp(LOOKED_AT.0, LOOKED_AT.1) as u64;
        let mut known = self.known(&last.folded, None, looked_at).await?;
        known.retain(|it| terms.insert(it.term.clone()));
        let ways = known.iter().map(|it| vec![it.term.clone()]).collect();
        let counts = self.of_the_public().counts(ways).await?;
        let before = &text[..last.start];
        let mut found: Vec<Suggested> = known
            .into_iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .map(|(it, count)| Suggested { text: format!("{before}{}", it.shown), count })
            .collect();
        found.sort_by(|one, other| (other.count, &one.text).cmp(&(one.count, &other.text)));
        found.truncate(first);
        Ok(found)
    }

    /// Searches that find something, in place of one that finds nothing: words that nothing has are replaced by the nearest.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn nearest(&self, search: &Search, found: &Matches) -> Result<Vec<String>> {
        let (Some(text), 0) = (&search.text, found.count()) else { return Ok(Vec::new()) };
        let (typed, reader) = (&text[..text.floor_char_boundary(400)], self.of_the_public());
        let read: Vec<_> = words(typed).into_iter().filter(|it| !it.is_stop).take(8).collect();
        let counts = reader.counts(read.iter().map(|it| forms(&it.folded)).collect()).await?;
        let mut replacements: Vec<(usize, usize, Vec<String>)> = Vec::new();
        for (word, _) in read.iter().zip(counts).filter(|(_, count)| *count == 0) {
            replacements.push((word.start, word.end, reader.near(&word.folded).await?));
        }
        let most = replacements.iter().map(|(.., near)| near.len()).max().unwrap_or_default();
        let mut suggested: Vec<String> = Vec::new();
        for at in 0..most.min(TRIED) {
            let mut other = typed.to_owned();
            for (start, end, near) in replacements.iter().rev() {
                let Some(near) = near.get(at).or(near.first()) else { return Ok(suggested) };
                other.replace_range(*start..*end, near);
            }
            let asked = Search { text: Some(other.clone()), ..search.clone() };
            if !suggested.contains(&other) && self.search(&asked, false).await?.count() > 0 {
                suggested.push(other);
            }
            if suggested.len() == MAX_SEARCHES {
                break;
            }
        }
        Ok(suggested)
    }

    /// The words nearest to one, as they are written, the nearest first.
    async fn near(&self, folded: &str) -> Result<Vec<String>> {
        let length = folded.len();
        let most = if length < 5 { 1 } else { 2 };
        let known = self.known(&folded[..1], Some((length.saturating_sub(most), length + most)), COMPARED).await?;
        let mut near: Vec<(usize, usize, Known)> = Vec::new();
        for (at, it) in known.into_iter().enumerate() {
            let distance = strsim::osa_distance(folded, &it.folded);
            if distance <= most {
                near.push((distance, at, it));
            }
        }
        near.sort_by_key(|(distance, at, _)| (*distance, *at));
        let mut terms = HashSet::new();
        near.retain(|(.., it)| terms.insert(it.term.clone()));
        near.truncate(TRIED);
        let counts = self.counts(near.iter().map(|(.., it)| vec![it.term.clone()]).collect()).await?;
        Ok(near.into_iter().zip(counts).filter(|(_, count)| *count > 0).map(|((.., it), _)| it.shown).collect())
    }

    /// The words of the vocabulary that begin so, of these lengths, the most used first.
    async fn known(&self, beginning: &str, lengths: Option<(usize, usize)>, most: u64) -> Result<Vec<Known>> {
        let column = |it: &'static str| Expr::col(Alias::new(it));
        let mut statement = Query::select()
            .columns(["word", "term", "shown"].map(Alias::new))
            .from(Alias::new("search_word"))
            .and_where(column("word").gte(beginning))
            .and_where(column("word").lt(format!("{beginning}~")))
            .order_by(Alias::new("uses"), Sql::Desc)
            .order_by(Alias::new("word"), Sql::Asc)
            .order_by(Alias::new("term"), Sql::Asc)
            .limit(most)
            .take();
        if let Some((least, longest)) = lengths {
            let length = || Expr::from(Func::char_length(column("word")));
            statement.and_where(length().gte(least as i64)).and_where(length().lte(longest as i64));
        }
        let read = |it: &sea_orm::QueryResult| {
            let mut columns = Columns::new(it);
            Ok(Known { folded: columns.take()?, term: columns.take()?, shown: columns.take()? })
        };
        self.rows(&statement).await?.iter().map(read).collect()
    }

    /// How many entries the viewer finds by any of the terms of each list, counted up to [`MAX_COUNT`], in one statement.
    async fn counts(&self, lists: Vec<Vec<String>>) -> Result<Vec<u64>> {
        let mut counts = vec![0; lists.len()];
        let arm = |(at, terms): (usize, Vec<String>)| -> SelectStatement {
            let wanted = Wanted { all: vec![terms.into_iter().map(Way::Term).collect()], ..Wanted::default() };
            let mut rows = self.scoped_through(wanted.entries(self.backend()), Alias::new("matched"));
            rows.expr(Expr::col((row::Entity, row::Column::Seq))).limit(MAX_COUNT);
            let place = i64::try_from(at).unwrap_or(i64::MAX);
            let counted = Query::select().expr(Expr::val(place)).expr(Expr::cust("count(*)")).take();
            let mut counted = counted;
            counted.from_subquery(rows, Alias::new("counted")).take()
        };
        let mut arms = lists.into_iter().enumerate().map(arm);
        let Some(mut all) = arms.next() else { return Ok(counts) };
        for other in arms {
            all.union(UnionType::All, other);
        }
        for row in self.rows(&all).await? {
            let mut columns = Columns::new(&row);
            let (at, count): (i64, i64) = (columns.take()?, columns.take()?);
            if let Some(held) = usize::try_from(at).ok().and_then(|at| counts.get_mut(at)) {
                *held = count.unsigned_abs();
            }
        }
        Ok(counts)
    }
}
