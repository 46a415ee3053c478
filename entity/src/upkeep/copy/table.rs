//! What both ends of a copy do alike with a table: its columns, and its rows page by page.

use futures_util::{Stream, TryStreamExt};
use sqlx::{AssertSqlSafe, Database, Executor};

use crate::db::refusal::told;
use crate::error::{Error, Result};
use crate::upkeep::copy::cell::{Cell, Column, ROWS, Shape, quoted};

/// Sends statements that answer nothing.
pub(super) async fn run<'c, D: Database>(on: impl Executor<'c, Database = D>, statements: &str) -> Result<()> {
    let done = sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(on).await;
    done.map(drop).map_err(|it| told(&it))
}

/// The columns of a table, by their names and the types that the database tells.
pub(super) fn columns(
    table: &str,
    found: Vec<(String, String)>,
    shape: impl Fn(&str) -> Option<Shape>,
) -> Result<Vec<Column>> {
    let column = |(name, kind): (String, String)| match shape(&kind) {
        Some(shape) => Ok(Column { name, shape }),
        None => Err(Error::Unusable(format!("{table}.{name} is of the type {kind}, which is not known"))),
    };
    found.into_iter().map(column).collect()
}

/// The statement that counts the rows of a table.
pub(super) fn counting(table: &str) -> AssertSqlSafe<String> {
    AssertSqlSafe(format!("SELECT count(*) FROM {}", quoted(table)))
}

/// Hands on rows as they come, so many at once.
pub(super) async fn by_page<R>(
    mut rows: impl Stream<Item = std::result::Result<R, sqlx::Error>> + Unpin,
    cells: impl Fn(&R) -> std::result::Result<Vec<Cell>, sqlx::Error>,
    mut take: impl AsyncFnMut(Vec<Vec<Cell>>) -> Result<()>,
) -> Result<()> {
    let mut page = Vec::new();
    while let Some(row) = rows.try_next().await.map_err(|it| told(&it))? {
        page.push(cells(&row).map_err(|it| told(&it))?);
        if page.len() == ROWS {
            take(std::mem::take(&mut page)).await?;
        }
    }
    if page.is_empty() { Ok(()) } else { take(page).await }
}
