//! Reads the rows of a statement, no more of them than a budget allows.

use futures_util::StreamExt;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, QueryResult, Statement, StreamTrait};
use sqlx::{Decode, Row, TypeInfo, ValueRef};

use crate::budget::{Budget, Exceeded};
use crate::error::Error;

/// Why a statement gave nothing.
pub(crate) enum Failed {
    Database(DbErr),
    OverBudget(Exceeded),
}

impl From<DbErr> for Failed {
    fn from(cause: DbErr) -> Self {
        Self::Database(cause)
    }
}

impl From<Failed> for Error {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Database(cause) => cause.into(),
            Failed::OverBudget(exceeded) => exceeded.into(),
        }
    }
}

/// Reads rows one by one, so that no more of them is held than the budget allows.
pub(crate) async fn fetch(
    db: &DatabaseConnection,
    statement: Statement,
    budget: Option<&Budget>,
) -> std::result::Result<Vec<QueryResult>, Failed> {
    let Some(budget) = budget else { return Ok(db.query_all_raw(statement).await?) };
    let mut stream = db.stream_raw(statement).await?;
    let mut rows = Vec::new();
    while let Some(row) = stream.next().await {
        let row = row?;
        budget.read(bytes(&row)).map_err(Failed::OverBudget)?;
        rows.push(row);
    }
    Ok(rows)
}

/// How many bytes the values of a row take.
fn bytes(row: &QueryResult) -> usize {
    if let Some(row) = row.try_as_sqlite_row() {
        return (0..row.len()).filter_map(|at| row.try_get_raw(at).ok()).map(text_bytes).sum();
    }
    let of_postgres = |row: &sqlx::postgres::PgRow| {
        (0..row.len()).filter_map(|at| row.try_get_raw(at).ok()?.as_bytes().ok().map(<[u8]>::len)).sum()
    };
    row.try_as_pg_row().map_or(0, of_postgres)
}

/// How many bytes a text or a blob of SQLite takes; numbers take next to none, and are not to be turned into texts.
fn text_bytes(value: sqlx::sqlite::SqliteValueRef<'_>) -> usize {
    let long = !value.is_null() && matches!(value.type_info().name(), "TEXT" | "BLOB");
    if !long {
        return 0;
    }
    <&[u8] as Decode<sqlx::Sqlite>>::decode(value).map_or(0, <[u8]>::len)
}
