//! The points of entries in the index of two dimensions. SQLite keeps an R*Tree of its own; PostgreSQL indexes the rows themselves.

use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

use crate::error::Result;

/// Keeps where an entry is. Nothing of one without a point.
pub(crate) async fn put(db: &impl ConnectionTrait, entry: i64, point: Option<(f64, f64)>) -> Result<()> {
    let backend = db.get_database_backend();
    let Some((latitude, longitude)) = point.filter(|_| backend != DbBackend::Postgres) else { return Ok(()) };
    let values: [Value; 3] = [entry.into(), latitude.into(), longitude.into()];
    let text = "INSERT OR REPLACE INTO entry_place (entry_seq, south, north, west, east) VALUES ($1, $2, $2, $3, $3)";
    db.execute_raw(Statement::from_sql_and_values(backend, text, values)).await?;
    Ok(())
}

/// Keeps no more where an entry is.
pub(crate) async fn remove(db: &impl ConnectionTrait, entry: i64) -> Result<()> {
    let backend = db.get_database_backend();
    if backend == DbBackend::Postgres {
        return Ok(());
    }
    let text = "DELETE FROM entry_place WHERE entry_seq = $1";
    db.execute_raw(Statement::from_sql_and_values(backend, text, [entry.into()])).await?;
    Ok(())
}
