//! What `doctor` asks the database, as texts and numbers.

use sea_orm::{ConnectionTrait, Statement};

use crate::error::Result;

/// What a statement counts.
pub(super) async fn count(db: &impl ConnectionTrait, statement: &str) -> Result<u64> {
    Ok(one(db, statement).await?.parse().unwrap_or_default())
}

/// The first column of the first row, as text.
pub(super) async fn one(db: &impl ConnectionTrait, statement: &str) -> Result<String> {
    Ok(list(db, statement).await?.into_iter().next().unwrap_or_default())
}

/// The first column of each row, as text.
pub(super) async fn list(db: &impl ConnectionTrait, statement: &str) -> Result<Vec<String>> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), statement)).await?;
    let text = |it: &sea_orm::QueryResult| {
        it.try_get_by_index::<String>(0).or_else(|_| it.try_get_by_index::<i64>(0).map(|number| number.to_string()))
    };
    Ok(rows.iter().map(text).collect::<std::result::Result<_, _>>()?)
}
