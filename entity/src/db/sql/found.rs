//! The index by which SQLite finds the entries of a search (migration 33): left to itself, it reads their rows, which hold whole texts.
//! `SeaQuery` has no `INDEXED BY`, so that the clause is put into the finished text.

use sea_orm::{DbBackend, Statement};

/// How entries are joined with what a search found.
const JOINED: &str = "CROSS JOIN \"entry\" ";

/// The statement of a search, with its entries read from the index.
pub(crate) fn by_index(mut statement: Statement) -> Statement {
    if statement.db_backend == DbBackend::Sqlite {
        statement.sql = statement.sql.replacen(JOINED, &format!("{JOINED}INDEXED BY \"entry_found\" "), 1);
    }
    statement
}
