//! The rows of the index: written in the transaction of the change.

use std::collections::BTreeMap;

use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Statement, Value};

use crate::db::sql::search;
use crate::db::turn::Turn;
use crate::error::Result;
use crate::model::settings;
use crate::search::document::{COLUMNS, Document};
use crate::value::clock::Instant;

async fn run(db: &impl ConnectionTrait, text: &str, values: Vec<Value>) -> Result<()> {
    db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), text, values)).await?;
    Ok(())
}

/// How many texts one statement indexes.
const TOGETHER: usize = 50;

/// A text as the index keeps it.
#[derive(Debug)]
pub(crate) struct Indexed {
    facts: Vec<u8>,
    terms: Kept,
    /// Its words: `(folded, term)` with how each is written, and whether that is a use of it.
    words: BTreeMap<Word, (String, bool)>,
}

/// The terms of a text in the form of each database.
#[derive(Debug)]
enum Kept {
    Columns([String; COLUMNS]),
    Lexemes(String),
}

impl Indexed {
    /// Cuts a text into terms: of an entry by its row number, of a member by its row number below zero. Words of titles and summaries count
    /// as used when the text is new.
    pub(crate) fn of(document: &Document<'_>, doc: i64, is_new: bool, backend: DbBackend) -> Self {
        let terms = document.terms();
        let kept = match backend {
            DbBackend::Postgres => Kept::Lexemes(terms.lexemes(doc)),
            _ => Kept::Columns(terms.columns()),
        };
        Self { facts: terms.facts(), terms: kept, words: terms.into_words(is_new) }
    }
}

/// Indexes a text anew.
pub(crate) async fn put(
    db: &impl ConnectionTrait,
    doc: i64,
    version: i64,
    document: &Document<'_>,
    is_new: bool,
) -> Result<()> {
    let backend = db.get_database_backend();
    for statement in statements(vec![(doc, version, Indexed::of(document, doc, is_new, backend))], backend)? {
        db.execute_raw(statement).await?;
    }
    Ok(())
}

/// Indexes texts anew, each by its number and with its version, before the next statement of the transaction whose answer is read.
pub(crate) fn put_all(turn: &Turn, texts: Vec<(i64, i64, Indexed)>) -> Result<()> {
    statements(texts, turn.get_database_backend())?.into_iter().for_each(|it| turn.later(it));
    Ok(())
}

/// A statement or two for fifty texts, one for the words of all.
fn statements(texts: Vec<(i64, i64, Indexed)>, backend: DbBackend) -> Result<Vec<Statement>> {
    let mut statements = Vec::new();
    let mut send =
        |text: &str, values: Vec<Value>| statements.push(Statement::from_sql_and_values(backend, text, values));
    let mut vocabulary: BTreeMap<Word, (String, u32)> = BTreeMap::new();
    let mut texts = texts.into_iter().peekable();
    while texts.peek().is_some() {
        let (mut terms, mut facts, mut number): (Vec<Value>, Vec<Value>, usize) = (Vec::new(), Vec::new(), 0);
        for (doc, version, text) in texts.by_ref().take(TOGETHER) {
            number += 1;
            facts.extend([doc.into(), version.into(), text.facts.into()]);
            match text.terms {
                Kept::Lexemes(lexemes) => facts.push(lexemes.into()),
                Kept::Columns(columns) => {
                    terms.push(doc.into());
                    terms.extend(columns.map(Value::from));
                }
            }
            for (word, (shown, is_used)) in text.words {
                vocabulary.entry(word).or_insert((shown, 0)).1 += u32::from(is_used);
            }
        }
        if !terms.is_empty() {
            send(&search::put_terms(number), terms);
        }
        send(&search::put(backend, number), facts);
    }
    let rows: Vec<_> = vocabulary.iter().map(|((word, term), (shown, uses))| (word, term, shown, uses)).collect();
    if !rows.is_empty() {
        send(search::put_words(backend), vec![serde_json::to_string(&rows)?.into()]);
    }
    Ok(statements)
}

/// Indexes nothing of it any more.
pub(crate) async fn remove(db: &impl ConnectionTrait, doc: i64) -> Result<()> {
    if db.get_database_backend() != DbBackend::Postgres {
        run(db, "DELETE FROM search_index WHERE rowid = $1", vec![doc.into()]).await?;
    }
    run(db, "DELETE FROM search_doc WHERE doc = $1", vec![doc.into()]).await
}

/// A word, folded, and its term.
pub(crate) type Word = (String, String);

/// Takes the words of a text that was erased out of the vocabulary, where no text has their terms any more; the others are answered: whether
/// any text writes them so, the index does not tell. SQLite keeps what an index had until it is merged: a small one is merged at once, a
/// large one in steps, by a task in the background.
pub(crate) async fn forget(db: &impl ConnectionTrait, document: &Document<'_>, now: Instant) -> Result<Vec<Word>> {
    let mut doubtful = Vec::new();
    for (word, term) in document.terms().words() {
        if having(db, term, 1).await?.is_empty() {
            strike(db, word).await?;
        } else {
            doubtful.push((word.clone(), term.clone()));
        }
    }
    if db.get_database_backend() != DbBackend::Postgres {
        let counted = Statement::from_string(db.get_database_backend(), "SELECT count(*) FROM search_doc");
        let texts: Option<i64> = db.query_one_raw(counted).await?.map(|it| it.try_get_by_index(0)).transpose()?;
        if texts.unwrap_or_default() < SMALL {
            tidy(db).await?;
        } else {
            mark_erased(db, now).await?;
        }
    }
    Ok(doubtful)
}

/// Takes a word out of the vocabulary.
pub(crate) async fn strike(db: &impl ConnectionTrait, word: &str) -> Result<()> {
    run(db, "DELETE FROM search_word WHERE word = $1", vec![word.into()]).await
}

/// The numbers of the latest texts that have a term, at most so many.
pub(crate) async fn having(db: &impl ConnectionTrait, term: &str, most: u32) -> Result<Vec<i64>> {
    let backend = db.get_database_backend();
    let (asked, expression) = match backend {
        DbBackend::Postgres => (search::DOCS_WITH_LEXEME, format!("'{term}'")),
        _ => (search::DOCS_WITH_TERM, format!("\"{term}\"")),
    };
    let asked = Statement::from_sql_and_values(backend, asked, [expression.into(), i64::from(most).into()]);
    let rows = db.query_all_raw(asked).await?;
    Ok(rows.iter().map(|it| it.try_get_by_index(0)).collect::<std::result::Result<_, _>>()?)
}

/// An index of fewer texts is merged in one piece.
const SMALL: i64 = 50_000;
/// The setting that says since when words of erased texts may be left in the index.
const ERASED: &str = "searchErased";
/// How many pages one step of a merge writes: some tenths of a second.
const PAGES: i32 = 500;

async fn mark_erased(db: &impl ConnectionTrait, now: Instant) -> Result<()> {
    unmark_erased(db).await?;
    let row =
        settings::row::ActiveModel { name: Set(ERASED.to_owned()), value: Set(now.to_string()), updated_at: Set(now) };
    settings::row::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

async fn unmark_erased(db: &impl ConnectionTrait) -> Result<()> {
    settings::row::Entity::delete_by_id(ERASED).exec(db).await?;
    Ok(())
}

/// Whether words of erased texts may be left in the index.
pub(crate) async fn holds_erased(db: &impl ConnectionTrait) -> Result<bool> {
    Ok(settings::row::Entity::find_by_id(ERASED).one(db).await?.is_some())
}

/// Takes one step of the merge that leaves nothing of erased texts in the index of SQLite; whether it was the last one.
pub(crate) async fn merge_step(db: &impl ConnectionTrait, is_first: bool) -> Result<bool> {
    if db.get_database_backend() == DbBackend::Postgres {
        unmark_erased(db).await?;
        return Ok(true);
    }
    let changes = async || -> Result<i64> {
        let asked = Statement::from_string(db.get_database_backend(), "SELECT total_changes()");
        Ok(db.query_one_raw(asked).await?.map(|it| it.try_get_by_index(0)).transpose()?.unwrap_or_default())
    };
    let before = changes().await?;
    // less than nothing: all that was written until now is merged, not only what is due
    let pages = if is_first { -PAGES } else { PAGES };
    let text = "INSERT INTO search_index (search_index, rank) VALUES ('merge', $1)";
    run(db, text, vec![pages.into()]).await?;
    // the statement itself counts as one change: fewer than two say that there was nothing to merge
    let is_done = changes().await? - before < 2;
    if is_done {
        unmark_erased(db).await?;
    }
    Ok(is_done)
}

/// Has SQLite merge what it wrote, so that nothing of what is no longer indexed is left. PostgreSQL leaves that to its vacuum.
pub(crate) async fn tidy(db: &impl ConnectionTrait) -> Result<()> {
    if db.get_database_backend() != DbBackend::Postgres {
        db.execute_unprepared("INSERT INTO search_index (search_index) VALUES ('optimize')").await?;
        unmark_erased(db).await?;
    }
    Ok(())
}
