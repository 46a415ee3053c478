//! What a search asks of the index: each clause with all the terms that meet it, as an expression of FTS5 or of tsquery.

use std::ops::RangeInclusive;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{DbBackend, Value};

use crate::db::sql::search::matched;
use crate::reference::names::Mark;
use crate::search::document::shelf_mark;
use crate::search::facts::hash;
use crate::value::words::forms;
use crate::value::words::query::{Clause, SearchText};

/// The fewest letters of a word whose beginning is looked for as well.
const BEGINNING: usize = 3;

/// One way to meet a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Way {
    /// A term.
    Term(String),
    /// A term that begins so.
    Beginning(String),
    /// Terms that follow each other.
    Phrase(Vec<String>),
}

/// A search as the index is asked for it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    /// Each must be met, in any of its ways.
    pub(crate) all: Vec<Vec<Way>>,
    /// None may be met.
    pub(crate) none: Vec<Vec<Way>>,
    /// The hashes of the terms of each word, for ranking.
    pub(crate) words: Vec<Vec<u32>>,
    /// The shelves on which PostgreSQL looks.
    pub(crate) shelves: Shelves,
}

/// A part of the index.
#[derive(Debug, Clone, Default)]
pub(crate) enum Shelves {
    /// All of it.
    #[default]
    All,
    /// These shelves.
    On(RangeInclusive<i64>),
    /// All others.
    Beside(RangeInclusive<i64>),
}

/// The ways to meet a clause by its text alone.
fn ways(clause: &Clause) -> Vec<Way> {
    if let [_] = clause.words.as_slice() {
        return clause.forms().into_iter().map(Way::Term).collect();
    }
    let whole = clause.compound.iter().flat_map(|it| forms(it)).map(Way::Term);
    clause.phrases().into_iter().map(Way::Phrase).chain(whole).collect()
}

impl Wanted {
    /// The search by texts alone, as a list is narrowed by it: every word may also be the beginning of a longer one.
    pub(crate) fn of_list(text: &SearchText) -> Self {
        let widened = |clause: &Clause| {
            let mut ways = ways(clause);
            if let ([word], false) = (clause.words.as_slice(), clause.is_quoted)
                && (word.len() >= BEGINNING || clause.is_beginning)
            {
                ways.push(Way::Beginning(word.clone()));
            }
            ways
        };
        Self {
            all: text.wanted.iter().map(widened).collect(),
            none: text.unwanted.iter().map(ways).collect(),
            ..Self::default()
        }
    }

    /// The search by texts and by names: `marks` has what each word of each clause stands for, `longer` the terms of the words that
    /// begin with the word of a clause.
    pub(crate) fn of_search(text: &SearchText, mut marks: Vec<Vec<Mark>>, longer: &[Vec<String>]) -> Self {
        let mut wanted = Self { none: text.unwanted.iter().map(ways).collect(), ..Self::default() };
        for (at, clause) in text.wanted.iter().enumerate() {
            let of_words: Vec<Vec<Mark>> = marks.drain(..clause.words.len().min(marks.len())).collect();
            let (first, rest) = of_words.split_first().map_or((&[][..], &[][..]), |(first, rest)| (&first[..], rest));
            // a name that has all of the words of a phrase
            let named = first.iter().filter(|it| rest.iter().all(|marks| marks.contains(it))).map(|it| it.term());
            let longer = longer.get(at).map_or(&[][..], |it| it);
            let more: Vec<String> = named.chain(longer.iter().cloned()).collect();
            for (word, marks) in clause.words.iter().zip(&of_words) {
                let compound = clause.compound.iter().flat_map(|it| forms(it));
                let terms = forms(word).into_iter().chain(compound).chain(marks.iter().map(|it| it.term()));
                let longer = longer.iter().filter(|_| clause.words.len() == 1).cloned();
                wanted.words.push(terms.chain(longer).map(|it| hash(&it)).collect());
            }
            let mut ways = ways(clause);
            for term in more.into_iter().map(Way::Term) {
                if !ways.contains(&term) {
                    ways.push(term);
                }
            }
            wanted.all.push(ways);
        }
        wanted
    }

    /// Texts that share any of these terms.
    pub(crate) fn any(terms: Vec<String>) -> Self {
        Self { all: vec![terms.into_iter().map(Way::Term).collect()], ..Self::default() }
    }

    /// The expression that the engine understands. Terms hold letters, digits and `·` only.
    fn expression(&self, backend: DbBackend) -> String {
        let spelled = |ways: &Vec<Way>| -> String {
            let ways: Vec<String> = ways.iter().map(|it| it.spelled(backend)).collect();
            match backend {
                DbBackend::Postgres => format!("({})", ways.join(" | ")),
                _ => format!("({})", ways.join(" OR ")),
            }
        };
        let all: Vec<String> = self.all.iter().map(spelled).collect();
        let none: Vec<String> = self.none.iter().map(spelled).collect();
        let marks = |shelves: &RangeInclusive<i64>| {
            let marks: Vec<String> = shelves.clone().map(|it| format!("'{}'", shelf_mark(it))).collect();
            marks.join(" | ")
        };
        let shelves = match &self.shelves {
            Shelves::All => String::new(),
            Shelves::On(shelves) => format!(" & ({})", marks(shelves)),
            Shelves::Beside(shelves) => format!(" & !({})", marks(shelves)),
        };
        match (backend, none.is_empty()) {
            (DbBackend::Postgres, true) => format!("{}{shelves}", all.join(" & ")),
            (DbBackend::Postgres, false) => format!("{} & !({}){shelves}", all.join(" & "), none.join(" | ")),
            (_, true) => all.join(" AND "),
            (_, false) => format!("({}) NOT ({})", all.join(" AND "), none.join(" OR ")),
        }
    }

    /// The condition on the table of the index.
    pub(crate) fn condition(&self, backend: DbBackend) -> Expr {
        Expr::cust_with_values(matched(backend).0, [Value::from(self.expression(backend))])
    }

    /// The row numbers of the entries that match, as `entry_seq`.
    pub(crate) fn entries(&self, backend: DbBackend) -> SelectStatement {
        let doc = Expr::cust(match backend {
            DbBackend::Postgres => "doc",
            _ => "rowid",
        });
        let mut found = Query::select();
        found.expr_as(doc.clone(), Alias::new("entry_seq")).from(Alias::new(matched(backend).1));
        found.and_where(self.condition(backend)).and_where(doc.gt(0)).take()
    }

    /// The same with what is kept of each for ranking, as `facts`; or of members, whose numbers are below zero.
    pub(crate) fn with_facts(&self, backend: DbBackend, members: bool) -> SelectStatement {
        let (doc, facts) = match backend {
            DbBackend::Postgres => ("search_doc.doc", "search_doc.facts"),
            _ => ("search_index.rowid", "search_doc.facts"),
        };
        let doc = Expr::cust(doc);
        let mut found = Query::select();
        found.expr_as(doc.clone(), Alias::new("entry_seq")).expr_as(Expr::cust(facts), Alias::new("facts"));
        found.from(Alias::new(matched(backend).1));
        if backend != DbBackend::Postgres {
            found.cross_join(Alias::new("search_doc")).and_where(Expr::cust("search_doc.doc = search_index.rowid"));
        }
        found.and_where(self.condition(backend));
        found.and_where(if members { doc.lt(0) } else { doc.gt(0) }).take()
    }
}

impl Way {
    fn spelled(&self, backend: DbBackend) -> String {
        match (self, backend) {
            (Self::Term(term), DbBackend::Postgres) => format!("'{term}'"),
            (Self::Beginning(term), DbBackend::Postgres) => format!("'{term}':*"),
            (Self::Phrase(terms), DbBackend::Postgres) => {
                let terms: Vec<String> = terms.iter().map(|it| format!("'{it}'")).collect();
                format!("({})", terms.join(" <-> "))
            }
            (Self::Term(term), _) => format!("\"{term}\""),
            (Self::Beginning(term), _) => format!("\"{term}\" *"),
            (Self::Phrase(terms), _) => format!("{{title summary names body}} : \"{}\"", terms.join(" ")),
        }
    }
}

/// The forms of every word of a search, as names are asked for them.
pub(crate) fn words_of(text: &SearchText) -> Vec<Vec<String>> {
    text.wanted.iter().flat_map(|it| &it.words).map(|it| forms(it)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_spelled_for_each_engine() {
        let text = SearchText::read("jardins \"pays de brest\" -velo");
        let wanted = Wanted::of_search(
            &text,
            vec![vec![Mark::Theme(3)], vec![Mark::Territory(7)], vec![Mark::Territory(7)]],
            &[],
        );
        assert_eq!(
            wanted.expression(DbBackend::Sqlite),
            "((\"jardin\" OR \"jardins\" OR \"·t3\") AND ({title summary names body} : \"pay brest\" OR {title summary names body} : \
             \"pays brest\" OR \"·p7\")) NOT ((\"velo\"))"
        );
        assert_eq!(
            wanted.expression(DbBackend::Postgres),
            "('jardin' | 'jardins' | '·t3') & (('pay' <-> 'brest') | ('pays' <-> 'brest') | '·p7') & !(('velo'))"
        );
        let shelves = Shelves::Beside(2..=3);
        let narrowed = Wanted { shelves, ..Wanted::of_list(&SearchText::read("mot")) };
        assert!(narrowed.expression(DbBackend::Postgres).ends_with(" & !('·b2' | '·b3')"));
        assert!(!narrowed.expression(DbBackend::Sqlite).contains('·'));
        let list = Wanted::of_list(&SearchText::read("co-working a* jar"));
        assert!(
            list.expression(DbBackend::Sqlite).contains("\"coworking\"")
                && list.expression(DbBackend::Postgres).ends_with("'jar':*)")
        );
    }
}
