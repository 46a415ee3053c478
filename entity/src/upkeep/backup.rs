//! Whole copies of a SQLite database: made while the database is in use, checked before one takes its place.

use std::path::Path;
use std::str::FromStr;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, SqlxSqliteConnector};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{ConnectOptions, Connection, SqliteConnection, SqlitePool};

use crate::account::signing_key::SigningKey;
use crate::db::counter;
use crate::db::refusal::{told, told_of_copy};
use crate::error::{Error, Result};
use crate::model::account::key;
use crate::upkeep::open;

/// The migration that makes the table of signing keys.
const KEYS_SINCE: &str = "m0005_account";

/// Writes a whole copy of the database as it is now into an empty file. Nobody waits for it.
///
/// # Errors
/// [`Error::Unusable`] with one sentence, when there is no database of ours, or the copy cannot be written.
pub async fn copy(url: &str, copy: &Path) -> Result<()> {
    let options = SqliteConnectOptions::from_str(url).map_err(|cause| told(&cause))?;
    if !options.get_filename().exists() {
        let file = options.get_filename().display();
        return Err(Error::Unusable(format!("there is no database at {file}; check BC_DATABASE_URL")));
    }
    let name = copy.to_str().ok_or_else(|| Error::Unusable("the name of a copy is to be UTF-8".into()))?;
    let written = async {
        let mut db = options.disable_statement_logging().connect().await?;
        let copied = sqlx::query("VACUUM INTO ?").bind(name).execute(&mut db).await;
        db.close().await?;
        copied
    };
    written.await.map(drop).map_err(|cause| told(&cause))
}

/// Looks at a copy, and makes it one file without a log beside it. Gives the signing keys that it holds in use.
///
/// # Errors
/// [`Error::Unusable`] with one sentence, when it is damaged, of something else, or of a newer version of this program.
pub async fn check(copy: &Path) -> Result<Vec<SigningKey>> {
    let options = SqliteConnectOptions::new().filename(copy).disable_statement_logging();
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await;
    let pool = pool.map_err(|cause| told_of_copy(&cause))?;
    let checked = looked_at(&pool).await;
    pool.close().await;
    let keys = checked?;
    let mut db = SqliteConnection::connect_with(&options).await.map_err(|cause| told_of_copy(&cause))?;
    let alone = sqlx::query("PRAGMA journal_mode = DELETE").execute(&mut db).await;
    alone.map_err(|cause| told_of_copy(&cause))?;
    db.close().await.map_err(|cause| told_of_copy(&cause))?;
    Ok(keys)
}

async fn looked_at(pool: &SqlitePool) -> Result<Vec<SigningKey>> {
    let whole: String =
        sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(pool).await.map_err(|cause| told_of_copy(&cause))?;
    if whole != "ok" {
        return Err(Error::Unusable(format!("it is damaged ({}); take another copy", whole.replace('\n', " "))));
    }
    let db = SqlxSqliteConnector::from_sqlx_sqlite_pool(pool.clone());
    if open::check_ours(&db).await? == counter::Held::Nothing {
        return Err(Error::Unusable("it holds no table of this program".into()));
    }
    if !migration::status(&db).await?.applied.iter().any(|it| it == KEYS_SINCE) {
        return Ok(Vec::new());
    }
    let keys = key::Entity::find().filter(key::Column::RetiredAt.is_null()).all(&db).await?;
    Ok(keys.into_iter().map(SigningKey::from).collect())
}
