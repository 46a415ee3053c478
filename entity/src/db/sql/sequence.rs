//! Numbers of rows that are to be inserted, taken from the sequence of their table beforehand.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::error::Result;

/// As many numbers of new entries. On SQLite they are free as long as this transaction inserts no entry without a number.
pub(crate) async fn entry_numbers(db: &impl ConnectionTrait, count: u32) -> Result<Vec<i64>> {
    let backend = db.get_database_backend();
    let text = match backend {
        DbBackend::Postgres => {
            "SELECT nextval(pg_get_serial_sequence('entry', 'seq')) FROM generate_series(1, CAST($1 AS integer))"
        }
        _ => {
            "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < $1) \
             SELECT n + coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'entry'), 0) FROM number"
        }
    };
    let rows = db.query_all_raw(Statement::from_sql_and_values(backend, text, [i64::from(count).into()])).await?;
    Ok(rows.iter().map(|it| it.try_get_by_index(0)).collect::<std::result::Result<_, _>>()?)
}
