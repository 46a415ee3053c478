//! A PostgreSQL as one end of a copy.

use sea_orm::{DatabaseConnection, SqlxPostgresConnector};
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgPoolOptions, PgRow};
use sqlx::{Arguments, AssertSqlSafe, ConnectOptions, PgPool, Row};

use crate::db::address;
use crate::db::refusal::told;
use crate::error::Result;
use crate::upkeep::copy::cell::{Cell, Column, Key, Shape, misfit, quoted, rows_at_once};
use crate::upkeep::copy::table::{self, counting};

/// How many parameters a statement takes.
const PARAMETERS: usize = 60_000;
const TABLES: &str = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()";
const COLUMNS: &str = "SELECT a.attname::text, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a \
    JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = $1 \
    AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";
const NUMBERED: &str = "SELECT a.attname::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid \
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = $1 AND a.attidentity <> ''";
const KEYS: &str = "SELECT c.relname::text, k.conname::text, pg_get_constraintdef(k.oid) FROM pg_constraint k \
    JOIN pg_class c ON c.oid = k.conrelid WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace \
    ORDER BY 1, 2";

pub(super) struct Postgres {
    pool: PgPool,
    connection: PoolConnection<sqlx::Postgres>,
}

impl Postgres {
    pub(super) async fn open(url: &str) -> Result<Self> {
        let options = address::postgres(url)?.application_name("bretagne-creative copy");
        let pool = PgPoolOptions::new().max_connections(2).connect_with(options.disable_statement_logging()).await;
        let pool = pool.map_err(|it| told(&it))?;
        let connection = pool.acquire().await.map_err(|it| told(&it))?;
        Ok(Self { pool, connection })
    }

    pub(super) fn database(&self) -> DatabaseConnection {
        SqlxPostgresConnector::from_sqlx_postgres_pool(self.pool.clone())
    }

    pub(super) async fn close(self) {
        drop(self.connection);
        self.pool.close().await;
    }

    pub(super) async fn run(&mut self, statement: &str) -> Result<()> {
        table::run(&mut *self.connection, statement).await
    }

    pub(super) async fn begin_reading(&mut self) -> Result<()> {
        self.run("SET statement_timeout = 0").await?;
        self.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await
    }

    pub(super) async fn begin_writing(&mut self) -> Result<()> {
        self.run("SET statement_timeout = 0").await?;
        self.run("BEGIN").await
    }

    pub(super) async fn tables(&mut self) -> Result<Vec<String>> {
        sqlx::query_scalar(TABLES).fetch_all(&mut *self.connection).await.map_err(|it| told(&it))
    }

    pub(super) async fn columns(&mut self, table: &str) -> Result<Vec<Column>> {
        let asked = sqlx::query_as(COLUMNS).bind(table).fetch_all(&mut *self.connection).await;
        let found: Vec<(String, String)> = asked.map_err(|it| told(&it))?;
        table::columns(table, found, |kind| {
            Some(match kind {
                "bigint" => Shape::Whole,
                "double precision" => Shape::Real,
                "boolean" => Shape::TrueOrFalse,
                "text" => Shape::Text,
                "bytea" => Shape::Bytes,
                "uuid" => Shape::Uuid,
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
        let selected: Vec<String> = columns
            .iter()
            .map(|it| match it.shape {
                Shape::Uuid => format!("uuid_send({})", quoted(&it.name)),
                Shape::Whole | Shape::Real | Shape::TrueOrFalse | Shape::Text | Shape::Bytes => quoted(&it.name),
            })
            .collect();
        let all = AssertSqlSafe(format!("SELECT {} FROM {}", selected.join(", "), quoted(table)));
        let rows = sqlx::query(all).fetch(&mut *self.connection);
        table::by_page(rows, |row| cells(row, columns), take).await
    }

    pub(super) async fn insert(&mut self, table: &str, columns: &[Column], rows: Vec<Vec<Cell>>) -> Result<()> {
        let names: Vec<String> = columns.iter().map(|it| quoted(&it.name)).collect();
        for some in rows.chunks(rows_at_once(columns.len(), PARAMETERS)) {
            let mut number = 0;
            let mut place = |column: &Column| {
                number += 1;
                match column.shape {
                    Shape::Uuid => format!("CAST(encode(${number}, 'hex') AS uuid)"),
                    Shape::Whole | Shape::Real | Shape::TrueOrFalse | Shape::Text | Shape::Bytes => {
                        format!("${number}")
                    }
                }
            };
            let mut row = || format!("({})", columns.iter().map(&mut place).collect::<Vec<_>>().join(", "));
            let places: Vec<String> = some.iter().map(|_| row()).collect();
            let text = format!("INSERT INTO {} ({}) VALUES {}", quoted(table), names.join(", "), places.join(", "));
            let mut values = PgArguments::default();
            for (column, cell) in some.iter().flat_map(|row| columns.iter().zip(row)) {
                add(&mut values, column, cell)?;
            }
            let sent = sqlx::query_with(AssertSqlSafe(text), values).persistent(false).execute(&mut *self.connection);
            sent.await.map_err(|it| told(&it))?;
        }
        Ok(())
    }

    pub(super) async fn numbered(&mut self, table: &str) -> Result<Option<String>> {
        sqlx::query_scalar(NUMBERED).bind(table).fetch_optional(&mut *self.connection).await.map_err(|it| told(&it))
    }

    pub(super) async fn last_number(&mut self, table: &str, column: &str) -> Result<Option<i64>> {
        let ask = "SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence($1, $2) AS regclass))";
        let asked = sqlx::query_scalar(ask).bind(quoted(table)).bind(column).fetch_one(&mut *self.connection).await;
        asked.map_err(|it| told(&it))
    }

    pub(super) async fn go_on_after(&mut self, table: &str, column: &str, last: Option<i64>) -> Result<()> {
        let newest = format!("SELECT max({}) FROM {}", quoted(column), quoted(table));
        let asked = sqlx::query_scalar(AssertSqlSafe(newest)).fetch_one(&mut *self.connection).await;
        let newest: Option<i64> = asked.map_err(|it| told(&it))?;
        let Some(last) = last.max(newest).filter(|it| *it > 0) else { return Ok(()) };
        let set = "SELECT setval(CAST(pg_get_serial_sequence($1, $2) AS regclass), $3)";
        let set = sqlx::query(set).bind(quoted(table)).bind(column).bind(last).execute(&mut *self.connection).await;
        set.map(drop).map_err(|it| told(&it))
    }

    pub(super) async fn take_keys_off(&mut self) -> Result<Vec<Key>> {
        let asked = sqlx::query_as(KEYS).fetch_all(&mut *self.connection).await;
        let keys: Vec<Key> = asked.map_err(|it| told(&it))?;
        for (table, name, _) in &keys {
            self.run(&format!("ALTER TABLE {} DROP CONSTRAINT {}", quoted(table), quoted(name))).await?;
        }
        Ok(keys)
    }

    pub(super) async fn put_keys_on(&mut self, keys: Vec<Key>) -> Result<()> {
        for (table, name, definition) in keys {
            let text = format!("ALTER TABLE {} ADD CONSTRAINT {} {definition}", quoted(&table), quoted(&name));
            self.run(&text).await?;
        }
        Ok(())
    }
}

fn add(values: &mut PgArguments, column: &Column, cell: &Cell) -> Result<()> {
    let added = match (column.shape, cell) {
        (Shape::Whole, Cell::Null) => values.add(Option::<i64>::None),
        (Shape::Whole, Cell::Whole(it)) => values.add(*it),
        (Shape::Real, Cell::Null) => values.add(Option::<f64>::None),
        (Shape::Real, Cell::Real(it)) => values.add(*it),
        (Shape::Real, Cell::Whole(it)) => values.add(*it as f64),
        (Shape::TrueOrFalse, Cell::Null) => values.add(Option::<bool>::None),
        (Shape::TrueOrFalse, Cell::Whole(it @ (0 | 1))) => values.add(*it == 1),
        (Shape::Text, Cell::Null) => values.add(Option::<String>::None),
        (Shape::Text, Cell::Text(it)) => values.add(it.clone()),
        (Shape::Bytes | Shape::Uuid, Cell::Null) => values.add(Option::<Vec<u8>>::None),
        (Shape::Bytes | Shape::Uuid, Cell::Bytes(it)) => values.add(it.clone()),
        (Shape::Whole | Shape::Real | Shape::TrueOrFalse | Shape::Text | Shape::Bytes | Shape::Uuid, _) => {
            return Err(misfit(column, cell));
        }
    };
    added.map_err(|_| misfit(column, cell))
}

fn cells(row: &PgRow, columns: &[Column]) -> std::result::Result<Vec<Cell>, sqlx::Error> {
    let cell = |(at, column): (usize, &Column)| {
        let cell = match column.shape {
            Shape::Whole => row.try_get::<Option<i64>, _>(at)?.map(Cell::Whole),
            Shape::Real => row.try_get::<Option<f64>, _>(at)?.map(Cell::Real),
            Shape::TrueOrFalse => row.try_get::<Option<bool>, _>(at)?.map(|it| Cell::Whole(it.into())),
            Shape::Text => row.try_get::<Option<String>, _>(at)?.map(Cell::Text),
            Shape::Bytes | Shape::Uuid => row.try_get::<Option<Vec<u8>>, _>(at)?.map(Cell::Bytes),
        };
        Ok(cell.unwrap_or(Cell::Null))
    };
    columns.iter().enumerate().map(cell).collect()
}
