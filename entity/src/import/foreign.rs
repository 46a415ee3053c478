//! Tables of another system, read out of a SQLite file that is not ours: nothing of it is run, and nothing is written.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, Column, ConnectOptions, Connection, Row, TypeInfo, ValueRef};

use crate::error::{Error, Result};

/// A table of another system.
#[derive(Debug)]
pub struct ForeignTable {
    /// Its name.
    pub name: String,
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Its rows: the bytes of each value as text, none where there is no value.
    pub rows: Vec<Vec<Option<Vec<u8>>>>,
}

/// Reads the tables of a SQLite file whose names are `wanted`.
///
/// # Errors
/// [`Error::Unusable`] for what is no SQLite file, or a damaged one.
pub async fn tables(file: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<ForeignTable>> {
    read(file, wanted)
        .await
        .map_err(|cause| Error::Unusable(format!("{} cannot be read as a SQLite database: {cause}", file.display())))
}

async fn read(file: &Path, wanted: impl Fn(&str) -> bool) -> std::result::Result<Vec<ForeignTable>, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true).immutable(true);
    let mut connection = options.pragma("trusted_schema", "OFF").disable_statement_logging().connect().await?;
    let names: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        .fetch_all(&mut connection)
        .await?;
    let mut tables = Vec::new();
    for name in names.into_iter().filter(|it| wanted(it)) {
        let all = format!("SELECT * FROM \"{}\"", name.replace('"', "\"\""));
        let rows: Vec<SqliteRow> = sqlx::query(AssertSqlSafe(all)).fetch_all(&mut connection).await?;
        let columns =
            rows.first().map_or_else(Vec::new, |row| row.columns().iter().map(|it| it.name().to_owned()).collect());
        let rows = rows.iter().map(values).collect::<std::result::Result<_, _>>()?;
        tables.push(ForeignTable { name, columns, rows });
    }
    connection.close().await?;
    Ok(tables)
}

fn values(row: &SqliteRow) -> std::result::Result<Vec<Option<Vec<u8>>>, sqlx::Error> {
    let value = |at: usize| {
        let raw = row.try_get_raw(at)?;
        if raw.is_null() {
            return Ok(None);
        }
        let kind = raw.type_info().name().to_owned();
        Ok(Some(match kind.as_str() {
            "INTEGER" => row.try_get_unchecked::<i64, _>(at)?.to_string().into_bytes(),
            "REAL" => row.try_get_unchecked::<f64, _>(at)?.to_string().into_bytes(),
            _ => row.try_get_unchecked::<Vec<u8>, _>(at)?,
        }))
    };
    (0..row.len()).map(value).collect()
}
