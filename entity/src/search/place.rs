//! The points of entries in the index of two dimensions. SQLite keeps an R*Tree of its own; PostgreSQL indexes the rows themselves.

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

use crate::db::turn::Turn;

/// Keeps where an entry is.
pub(crate) fn put(turn: &Turn, entry: i64, (latitude, longitude): (f64, f64)) {
    let text = "INSERT OR REPLACE INTO entry_place (entry_seq, south, north, west, east) VALUES ($1, $2, $2, $3, $3)";
    change(turn, text, vec![entry.into(), latitude.into(), longitude.into()]);
}

/// Keeps no more where an entry is.
pub(crate) fn remove(turn: &Turn, entry: i64) {
    change(turn, "DELETE FROM entry_place WHERE entry_seq = $1", vec![entry.into()]);
}

fn change(turn: &Turn, text: &str, values: Vec<Value>) {
    let backend = turn.get_database_backend();
    if backend != DbBackend::Postgres {
        turn.later(Statement::from_sql_and_values(backend, text, values));
    }
}
