//! The counters in the table `clock`: each moves in the transaction whose change it tells of.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::error::{Error, Result};

/// The clock that moves with every change of the reference data.
pub(crate) async fn tick(db: &impl ConnectionTrait) -> Result<i64> {
    ticks(db, "reference").await
}

/// Where the clock of this name stands.
pub(crate) async fn ticks(db: &impl ConnectionTrait, name: &str) -> Result<i64> {
    let text = match db.get_database_backend() {
        DbBackend::Postgres => "SELECT value FROM clock WHERE name = $1",
        _ => "SELECT value FROM clock WHERE name = ?",
    };
    let ask = Statement::from_sql_and_values(db.get_database_backend(), text, [name.into()]);
    let row = db.query_one_raw(ask).await?.ok_or_else(|| Error::Internal("the table clock is empty".into()))?;
    Ok(row.try_get_by_index(0)?)
}

/// Moves that clock: to be called in every transaction that changes what is held in memory.
pub(crate) async fn touch_reference(db: &impl ConnectionTrait) -> Result<()> {
    db.execute_unprepared("UPDATE clock SET value = value + 1 WHERE name = 'reference'").await?;
    Ok(())
}

/// What a database holds before it is brought up to this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// Not a single table.
    Nothing,
    /// Tables of ours.
    Ours,
}
