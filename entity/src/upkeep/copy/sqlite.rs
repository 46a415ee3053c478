//! A SQLite file as one end of a copy.

use std::str::FromStr;

use sea_orm::{DatabaseConnection, SqlxSqliteConnector};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions, SqlitePoolOptions, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, ConnectOptions, Row, SqlitePool, TypeInfo, ValueRef};

use crate::db::refusal::told;
use crate::error::{Error, Result};
use crate::upkeep::copy::cell::{Cell, Column, Shape, misfit, quoted, rows_at_once};
use crate::upkeep::copy::table::{self, counting};

/// How many parameters a statement takes.
const PARAMETERS: usize = 30_000;
/// Tables of rows: virtual ones, and those that lie behind them, are of an index.
const TABLES: &str = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' \
    ESCAPE '\\'";

pub(super) struct Sqlite {
    pool: SqlitePool,
    connection: PoolConnection<sqlx::Sqlite>,
}

impl Sqlite {
    pub(super) async fn open(url: &str, writes: bool) -> Result<Self> {
        let options = SqliteConnectOptions::from_str(url).map_err(|it| told(&it))?;
        if !options.get_filename().exists() {
            return Err(Error::Unusable(format!("there is no database at {}", options.get_filename().display())));
        }
        let mode = if writes { "OFF" } else { "ON" };
        // keys are looked at when all rows are there
        let options = options.foreign_keys(false).pragma("query_only", mode).pragma("secure_delete", "ON");
        // one connection reads or writes; the other is asked about tables as a whole before
        let pool = SqlitePoolOptions::new().max_connections(2).connect_with(options.disable_statement_logging()).await;
        let pool = pool.map_err(|it| told(&it))?;
        let connection = pool.acquire().await.map_err(|it| told(&it))?;
        Ok(Self { pool, connection })
    }

    pub(super) fn database(&self) -> DatabaseConnection {
        SqlxSqliteConnector::from_sqlx_sqlite_pool(self.pool.clone())
    }

    pub(super) async fn close(self) {
        drop(self.connection);
        self.pool.close().await;
    }

    pub(super) async fn run(&mut self, statement: &str) -> Result<()> {
        table::run(&mut *self.connection, statement).await
    }

    pub(super) async fn begin_reading(&mut self) -> Result<()> {
        // the state is the one of the first read
        self.run("BEGIN; SELECT count(*) FROM sqlite_master").await
    }

    pub(super) async fn begin_writing(&mut self) -> Result<()> {
        self.run("BEGIN IMMEDIATE").await
    }

    pub(super) async fn tables(&mut self) -> Result<Vec<String>> {
        sqlx::query_scalar(TABLES).fetch_all(&mut *self.connection).await.map_err(|it| told(&it))
    }

    pub(super) async fn columns(&mut self, table: &str) -> Result<Vec<Column>> {
        let ask = "SELECT name, type FROM pragma_table_info($1) ORDER BY cid";
        let found: Vec<(String, String)> =
            sqlx::query_as(ask).bind(table).fetch_all(&mut *self.connection).await.map_err(|it| told(&it))?;
        table::columns(table, found, |kind| {
            Some(match kind {
                "INTEGER" => Shape::Whole,
                "REAL" => Shape::Real,
                "TEXT" => Shape::Text,
                "BLOB" => Shape::Bytes,
                _ => return None,
            })
        })
    }

    pub(super) async fn count(&mut self, table: &str) -> Result<i64> {
        let asked = sqlx::query_scalar(counting(table)).fetch_one(&mut *self.connection).await;
        asked.map_err(|it| told(&it))
    }

    pub(super) async fn read(
        &mut self,
        table: &str,
        columns: &[Column],
        take: impl AsyncFnMut(Vec<Vec<Cell>>) -> Result<()>,
    ) -> Result<()> {
        let names: Vec<String> = columns.iter().map(|it| quoted(&it.name)).collect();
        let all = AssertSqlSafe(format!("SELECT {} FROM {}", names.join(", "), quoted(table)));
        let rows = sqlx::query(all).fetch(&mut *self.connection);
        table::by_page(rows, |row| cells(row, columns), take).await
    }

    pub(super) async fn insert(&mut self, table: &str, columns: &[Column], rows: Vec<Vec<Cell>>) -> Result<()> {
        let names: Vec<String> = columns.iter().map(|it| quoted(&it.name)).collect();
        let one = format!("({})", vec!["?"; columns.len()].join(", "));
        for some in rows.chunks(rows_at_once(columns.len(), PARAMETERS)) {
            let values = vec![one.as_str(); some.len()].join(", ");
            let text = format!("INSERT INTO {} ({}) VALUES {values}", quoted(table), names.join(", "));
            let mut values = SqliteArguments::default();
            for (column, cell) in some.iter().flat_map(|row| columns.iter().zip(row)) {
                let added = match (cell, column.shape) {
                    (Cell::Null, _) => values.add(Option::<i64>::None),
                    (Cell::Whole(it), Shape::Real) => values.add(*it as f64),
                    (Cell::Whole(it), _) => values.add(*it),
                    (Cell::Real(it), _) => values.add(*it),
                    (Cell::Text(it), _) => values.add(it.clone()),
                    (Cell::Bytes(it), _) => values.add(it.clone()),
                };
                added.map_err(|_| misfit(column, cell))?;
            }
            let sent = sqlx::query_with(AssertSqlSafe(text), values).execute(&mut *self.connection).await;
            sent.map_err(|it| told(&it))?;
        }
        Ok(())
    }

    pub(super) async fn numbered(&mut self, table: &str) -> Result<Option<String>> {
        let ask = "SELECT i.name FROM sqlite_master m, pragma_table_info(m.name) i WHERE m.type = 'table' AND m.name = $1 \
            AND m.sql LIKE '%AUTOINCREMENT%' AND i.pk = 1";
        sqlx::query_scalar(ask).bind(table).fetch_optional(&mut *self.connection).await.map_err(|it| told(&it))
    }

    pub(super) async fn last_number(&mut self, table: &str, _: &str) -> Result<Option<i64>> {
        let ask = "SELECT seq FROM sqlite_sequence WHERE name = $1";
        sqlx::query_scalar(ask).bind(table).fetch_optional(&mut *self.connection).await.map_err(|it| told(&it))
    }

    pub(super) async fn go_on_after(&mut self, table: &str, column: &str, last: Option<i64>) -> Result<()> {
        let (name, column) = (table.replace('\'', "''"), quoted(column));
        let newest = format!("(SELECT coalesce(max({column}), 0) FROM {})", quoted(table));
        let last = last.unwrap_or_default();
        self.run(&format!("DELETE FROM sqlite_sequence WHERE name = '{name}'")).await?;
        self.run(&format!("INSERT INTO sqlite_sequence (name, seq) VALUES ('{name}', max({last}, {newest}))")).await
    }

    /// Whether every row that another refers to is there.
    pub(super) async fn check_keys(&mut self) -> Result<()> {
        let asked = sqlx::query("PRAGMA foreign_key_check").fetch_optional(&mut *self.connection).await;
        match asked.map_err(|it| told(&it))? {
            None => Ok(()),
            Some(row) => {
                let table: String = row.try_get(0).map_err(|it| told(&it))?;
                Err(Error::Unusable(format!("a row of {table} refers to one that is not there")))
            }
        }
    }
}

fn cells(row: &SqliteRow, columns: &[Column]) -> std::result::Result<Vec<Cell>, sqlx::Error> {
    let cell = |(at, column): (usize, &Column)| {
        let raw = row.try_get_raw(at)?;
        if raw.is_null() {
            return Ok(Cell::Null);
        }
        let kind = raw.type_info().name().to_owned();
        Ok(match kind.as_str() {
            "INTEGER" if column.shape == Shape::Real => Cell::Real(row.try_get_unchecked::<i64, _>(at)? as f64),
            "INTEGER" => Cell::Whole(row.try_get_unchecked(at)?),
            "REAL" => Cell::Real(row.try_get_unchecked(at)?),
            "TEXT" => Cell::Text(row.try_get_unchecked(at)?),
            _ => Cell::Bytes(row.try_get_unchecked(at)?),
        })
    };
    columns.iter().enumerate().map(cell).collect()
}
