//! One end of a copy: a connection to a SQLite file or to a PostgreSQL.

use sea_orm::DatabaseConnection;

use crate::error::{Error, Result};
use crate::upkeep::copy::cell::{Cell, Column, Key};
use crate::upkeep::copy::postgres::Postgres;
use crate::upkeep::copy::sqlite::Sqlite;

/// One end of a copy.
pub(super) enum End {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// Calls the same method of whichever end it is.
macro_rules! either {
    ($end:expr, $it:ident => $call:expr) => {
        match $end {
            End::Sqlite($it) => $call,
            End::Postgres($it) => $call,
        }
    };
}

impl End {
    /// Opens the database at an address; the one that is written to has been made before.
    pub(super) async fn open(url: &str, writes: bool) -> Result<Self> {
        if url.starts_with("sqlite:") {
            Sqlite::open(url, writes).await.map(Self::Sqlite)
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Postgres::open(url).await.map(Self::Postgres)
        } else {
            Err(Error::Unusable("its address begins with neither sqlite: nor postgres://".into()))
        }
    }

    /// The same database, for questions about its tables as a whole.
    pub(super) fn database(&self) -> DatabaseConnection {
        either!(self, it => it.database())
    }

    pub(super) async fn close(self) {
        either!(self, it => it.close().await);
    }

    pub(super) async fn run(&mut self, statement: &str) -> Result<()> {
        either!(self, it => it.run(statement).await)
    }

    /// Begins to read one state of the database, whoever writes meanwhile.
    pub(super) async fn begin_reading(&mut self) -> Result<()> {
        either!(self, it => it.begin_reading().await)
    }

    pub(super) async fn begin_writing(&mut self) -> Result<()> {
        either!(self, it => it.begin_writing().await)
    }

    /// The tables that rows stand in.
    pub(super) async fn tables(&mut self) -> Result<Vec<String>> {
        either!(self, it => it.tables().await)
    }

    pub(super) async fn columns(&mut self, table: &str) -> Result<Vec<Column>> {
        either!(self, it => it.columns(table).await)
    }

    pub(super) async fn count(&mut self, table: &str) -> Result<i64> {
        either!(self, it => it.count(table).await)
    }

    /// Reads all rows, some at a time.
    pub(super) async fn read(
        &mut self,
        table: &str,
        columns: &[Column],
        take: impl AsyncFnMut(Vec<Vec<Cell>>) -> Result<()>,
    ) -> Result<()> {
        either!(self, it => it.read(table, columns, take).await)
    }

    pub(super) async fn insert(&mut self, table: &str, columns: &[Column], rows: Vec<Vec<Cell>>) -> Result<()> {
        either!(self, it => it.insert(table, columns, rows).await)
    }

    /// The column that the database numbers by itself, where a table has one.
    pub(super) async fn numbered(&mut self, table: &str) -> Result<Option<String>> {
        either!(self, it => it.numbered(table).await)
    }

    /// The last number that was given out, also to rows that are gone.
    pub(super) async fn last_number(&mut self, table: &str, column: &str) -> Result<Option<i64>> {
        either!(self, it => it.last_number(table, column).await)
    }

    /// Gives the next row a number after this one, and after those that are there.
    pub(super) async fn go_on_after(&mut self, table: &str, column: &str, last: Option<i64>) -> Result<()> {
        either!(self, it => it.go_on_after(table, column, last).await)
    }

    /// Rows refer to each other in circles: their keys are looked at when all are there.
    pub(super) async fn set_keys_aside(&mut self) -> Result<Vec<Key>> {
        match self {
            Self::Sqlite(_) => Ok(Vec::new()),
            Self::Postgres(it) => it.take_keys_off().await,
        }
    }

    pub(super) async fn put_keys_back(&mut self, keys: Vec<Key>) -> Result<()> {
        match self {
            Self::Sqlite(it) => it.check_keys().await,
            Self::Postgres(it) => it.put_keys_on(keys).await,
        }
    }
}
