//! What is like an entry: what shares its words, themes and territories, or stands in its lineage, by the same index.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order as Sql, Query, SelectStatement, UnionType};

use crate::db::columns::Columns;
use crate::db::packed::{Column, Packed, packed};
use crate::error::Result;
use crate::model::entry::{Entry, row};
use crate::model::entry_tables::{adaptation, relation};
use crate::query::projection::Projection;
use crate::query::search::rank::recent;
use crate::query::search::wanted::Wanted;
use crate::reader::Reader;
use crate::reference::names::Mark;
use crate::search::facts::{Facts, hash};
use crate::value::clock::Instant;
use crate::value::language::LanguageTag;
use crate::value::words::{Stemming, words};

/// The most entries that are like one.
pub const MAX_RELATED: usize = 100;
/// How many entries are compared, the newest.
const COMPARED: u64 = 2_000;
/// How many words of title and summary are looked for.
const MAX_WORDS: usize = 16;
/// The fewest letters of such a word.
const LETTERS: usize = 4;
/// What is read of each entry that is compared, as it is packed; then its facts.
const COLUMNS: [Column; 2] = [Column::Plain("seq"), Column::Plain("listed_at")];
/// What is shared is worth.
const KINSHIP: i64 = 200;
const THEME: i64 = 25;
const TERRITORY: i64 = 10;

/// What an entry is compared by.
struct Pattern {
    terms: Vec<String>,
    themes: Vec<i64>,
    territories: Vec<i64>,
}

impl Reader {
    /// The entries that are most like each of these (by row number), at most `first` each. An entry that the viewer may not read is absent.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn related(&self, entries: &[i64], first: usize, wanted: Projection) -> Result<HashMap<i64, Vec<Entry>>> {
        let patterns = self.patterns(entries).await?;
        let kin = self.kin(entries).await?;
        let none = BTreeSet::new();
        let mut ranked: HashMap<i64, Vec<i64>> = HashMap::new();
        for (entry, pattern) in &patterns {
            let kin = kin.get(entry).unwrap_or(&none);
            let mut scores: Vec<(i64, i64, i64)> = Vec::new();
            for statement in self.compared(pattern, kin) {
                let found = self.rows_found(&packed(statement, &COLUMNS, "facts", self.backend())).await?;
                Packed::of(&found)?.read(|it| {
                    let (seq, listed_at, facts) = (it.take()?, Instant(it.take()?), it.bytes()?);
                    let score = pattern.score(&Facts::read(facts)) + if kin.contains(&seq) { KINSHIP } else { 0 };
                    if seq != *entry && score > 0 {
                        scores.push((score + recent(listed_at) / 8, listed_at.milliseconds(), seq));
                    }
                    Ok(())
                })?;
            }
            scores.sort_unstable_by(|one, other| other.cmp(one));
            scores.dedup_by_key(|(.., seq)| *seq);
            ranked.insert(*entry, scores.into_iter().take(first).map(|(.., seq)| seq).collect());
        }
        let all: BTreeSet<i64> = ranked.values().flatten().copied().collect();
        if all.is_empty() {
            return Ok(HashMap::new());
        }
        let read = self.entries_by_key(&all.into_iter().collect::<Vec<_>>(), wanted).await?;
        let of = |seqs: Vec<i64>| seqs.iter().filter_map(|it| read.get(it).cloned()).collect();
        Ok(ranked.into_iter().map(|(entry, seqs)| (entry, of(seqs))).collect())
    }

    async fn patterns(&self, entries: &[i64]) -> Result<BTreeMap<i64, Pattern>> {
        use row::Column::{Language, Seq, Summary, Title};
        let facts = Alias::new("search_doc");
        let mut statement = self.named();
        statement.columns([Seq, Title, Summary, Language].map(|it| (row::Entity, it)));
        statement.column((facts.clone(), Alias::new("facts")));
        let same = Expr::col((facts.clone(), Alias::new("doc"))).equals((row::Entity, Seq));
        statement.inner_join(facts, same).and_where(Seq.is_in(entries.iter().copied()));
        let mut patterns = BTreeMap::new();
        for row in self.rows(&statement).await? {
            let mut columns = Columns::new(&row);
            let (seq, title, summary): (i64, String, Option<String>) =
                (columns.take()?, columns.take()?, columns.take()?);
            let (language, facts): (LanguageTag, Vec<u8>) = (columns.take()?, columns.take()?);
            let (themes, territories) = Facts::read(&facts).lists();
            let stemming = Stemming::of(language.as_str());
            let mut terms: Vec<String> = Vec::new();
            for word in words(&title).into_iter().chain(words(summary.as_deref().unwrap_or_default())) {
                let term = stemming.stem(&word.folded);
                if !word.is_stop && word.folded.len() >= LETTERS && terms.len() < MAX_WORDS && !terms.contains(&term) {
                    terms.push(term);
                }
            }
            patterns.insert(seq, Pattern { terms, themes, territories });
        }
        Ok(patterns)
    }

    /// What each entry was made from or is about, and what was made from it or is about it.
    async fn kin(&self, entries: &[i64]) -> Result<HashMap<i64, BTreeSet<i64>>> {
        let of = entries.iter().copied();
        let arm = |table: &'static str, own: &'static str, other: &'static str, condition: Expr| -> SelectStatement {
            let column = |it: &'static str| Expr::col((Alias::new(table), Alias::new(it)));
            let mut arm = Query::select().expr(column(own)).expr(column(other)).from(Alias::new(table)).take();
            arm.and_where(condition).and_where(column(other).is_not_null()).take()
        };
        let mut all = arm("adaptation", "entry_seq", "origin_seq", adaptation::Column::EntrySeq.is_in(of.clone()));
        for other in [
            arm("adaptation", "origin_seq", "entry_seq", adaptation::Column::OriginSeq.is_in(of.clone())),
            arm("entry_relation", "entry_seq", "target_seq", relation::Column::EntrySeq.is_in(of.clone())),
            arm("entry_relation", "target_seq", "entry_seq", relation::Column::TargetSeq.is_in(of)),
        ] {
            all.union(UnionType::All, other);
        }
        let mut kin: HashMap<i64, BTreeSet<i64>> = HashMap::new();
        for row in self.rows(all.limit(COMPARED)).await? {
            let mut columns = Columns::new(&row);
            let (entry, other) = (columns.take()?, columns.take()?);
            kin.entry(entry).or_default().insert(other);
        }
        Ok(kin)
    }

    /// The statements that read what an entry is compared with: what the index has, and its kin.
    fn compared(&self, pattern: &Pattern, kin: &BTreeSet<i64>) -> Vec<SelectStatement> {
        use row::Column::{ListedAt, Seq};
        let themes = pattern.themes.iter().map(|it| Mark::Theme(*it).term());
        let terms: Vec<String> = pattern.terms.iter().cloned().chain(themes).collect();
        let mut statements = Vec::new();
        if !terms.is_empty() {
            let matched = Alias::new("matched");
            let mut alike = self.scoped_through(Wanted::any(terms).with_facts(self.backend(), false), matched.clone());
            alike.columns([Seq, ListedAt].map(|it| (row::Entity, it))).column((matched.clone(), Alias::new("facts")));
            alike.order_by((matched, Alias::new("entry_seq")), Sql::Desc).limit(COMPARED);
            statements.push(alike);
        }
        if !kin.is_empty() {
            let facts = Alias::new("search_doc");
            let mut near = self.scoped();
            near.columns([Seq, ListedAt].map(|it| (row::Entity, it))).column((facts.clone(), Alias::new("facts")));
            let same = Expr::col((facts.clone(), Alias::new("doc"))).equals((row::Entity, Seq));
            near.inner_join(facts, same).and_where(Seq.is_in(kin.iter().copied()));
            statements.push(near);
        }
        statements
    }
}

impl Pattern {
    /// What is shared with an entry.
    fn score(&self, facts: &Facts<'_>) -> i64 {
        let (themes, territories) = facts.lists();
        let shared = |mine: &[i64], theirs: &[i64]| mine.iter().filter(|it| theirs.contains(it)).count() as i64;
        let words: i64 = self
            .terms
            .iter()
            .map(|it| {
                let levels = facts.levels(hash(it));
                i64::from(levels.title > 0) * 14 + i64::from(levels.summary > 0) * 7 + i64::from(levels.body) * 2
            })
            .sum();
        let places = shared(&self.territories, &territories) * TERRITORY;
        words + shared(&self.themes, &themes) * THEME + if words > 0 || !self.themes.is_empty() { places } else { 0 }
    }
}
