//! The rows of the index: written in the transaction of the change.

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

use crate::db::sql::search;
use crate::error::Result;
use crate::search::document::Document;

async fn run(db: &impl ConnectionTrait, text: &str, values: Vec<Value>) -> Result<()> {
    db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), text, values)).await?;
    Ok(())
}

/// Indexes a text anew: of an entry by its row number, of a member by its row number below zero.
pub(crate) async fn put(
    db: &impl ConnectionTrait,
    doc: i64,
    version: i64,
    document: &Document<'_>,
    is_new: bool,
) -> Result<()> {
    let (terms, backend) = (document.terms(), db.get_database_backend());
    let mut row: Vec<Value> = vec![doc.into(), version.into(), terms.facts().into()];
    match backend {
        DbBackend::Postgres => row.push(terms.lexemes(doc).into()),
        _ => {
            let columns = terms.columns().map(Value::from);
            let values = std::iter::once(doc.into()).chain(columns).collect();
            run(db, search::PUT_TERMS, values).await?;
        }
    }
    run(db, search::put(backend), row).await?;
    let vocabulary = serde_json::to_string(&terms.vocabulary(is_new))?;
    run(db, search::put_words(backend), vec![vocabulary.into()]).await
}

/// Indexes nothing of it any more.
pub(crate) async fn remove(db: &impl ConnectionTrait, doc: i64) -> Result<()> {
    if db.get_database_backend() != DbBackend::Postgres {
        run(db, "DELETE FROM search_index WHERE rowid = $1", vec![doc.into()]).await?;
    }
    run(db, "DELETE FROM search_doc WHERE doc = $1", vec![doc.into()]).await
}

/// Takes the words of a text that was erased out of the vocabulary, where nothing has them any more. SQLite keeps what an index had until
/// it is merged: a small one is merged at once, a large one as texts are saved, or by `doctor --reindex`.
pub(crate) async fn forget(db: &impl ConnectionTrait, document: &Document<'_>) -> Result<()> {
    const SMALL: i64 = 50_000;
    let backend = db.get_database_backend();
    for (word, term) in document.terms().words() {
        let (asked, expression) = match backend {
            DbBackend::Postgres => (search::ANY_LEXEME, format!("'{term}'")),
            _ => (search::ANY_TERM, format!("\"{term}\"")),
        };
        let asked = Statement::from_sql_and_values(backend, asked, [expression.into()]);
        if db.query_one_raw(asked).await?.is_none() {
            run(db, "DELETE FROM search_word WHERE word = $1", vec![word.into()]).await?;
        }
    }
    let counted = Statement::from_string(backend, "SELECT count(*) FROM search_doc");
    let texts: i64 = db.query_one_raw(counted).await?.map(|it| it.try_get_by_index(0)).transpose()?.unwrap_or_default();
    if texts < SMALL { tidy(db).await } else { Ok(()) }
}

/// Has SQLite merge what it wrote, so that nothing of what is no longer indexed is left. PostgreSQL leaves that to its vacuum.
pub(crate) async fn tidy(db: &impl ConnectionTrait) -> Result<()> {
    if db.get_database_backend() != DbBackend::Postgres {
        db.execute_unprepared("INSERT INTO search_index (search_index) VALUES ('optimize')").await?;
    }
    Ok(())
}
