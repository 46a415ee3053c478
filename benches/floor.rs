//! Hand-written SQL behind a thin server: each file of `benches/floor/` makes a whole answer in one statement. It is what the API is measured
//! against by `benches/level/run`, on the same database. Nothing is parsed, checked, bounded or made for more than one question.
//!
//! Usage: floor DATABASE_URL ADDRESS. `GET /first-page` answers what `first-page.sqlite.sql` or `first-page.postgres.sql` selects;
//! `$1` is the present moment in milliseconds.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on has failed")]
#![expect(clippy::disallowed_methods, reason = "it is no part of the program")]

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};

enum Database {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

struct Floor {
    database: Database,
    statements: HashMap<String, &'static str>,
}

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1).filter(|it| it != "--bench");
    let (Some(url), Some(address)) = (arguments.next(), arguments.next()) else {
        println!("usage: floor DATABASE_URL ADDRESS");
        return;
    };
    let cores = u32::try_from(std::thread::available_parallelism().unwrap().get()).unwrap();
    let (database, form) = if url.starts_with("sqlite:") {
        let options: SqliteConnectOptions = url.parse().unwrap();
        let options = options.pragma("mmap_size", "268435456").pragma("cache_size", "-16000").read_only(true);
        let pool = SqlitePoolOptions::new().max_connections(cores + 1).min_connections(cores + 1);
        (Database::Sqlite(pool.test_before_acquire(false).connect_with(options).await.unwrap()), ".sqlite.sql")
    } else {
        let pool = PgPoolOptions::new().max_connections(10).test_before_acquire(false);
        (Database::Postgres(pool.connect(&url).await.unwrap()), ".postgres.sql")
    };
    let mut statements: HashMap<String, &'static str> = HashMap::new();
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../benches/floor")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if let Some(name) = name.strip_suffix(form) {
            statements.insert(name.to_owned(), Box::leak(std::fs::read_to_string(&path).unwrap().into_boxed_str()));
        }
    }
    let floor = Arc::new(Floor { database, statements });
    let router = Router::new().route("/{name}", get(answer)).with_state(floor);
    axum::serve(tokio::net::TcpListener::bind(address).await.unwrap(), router).await.unwrap();
}

async fn answer(State(floor): State<Arc<Floor>>, Path(name): Path<String>) -> Response {
    let Some(statement) = floor.statements.get(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap();
    let text: String = match &floor.database {
        Database::Sqlite(pool) => sqlx::query_scalar(*statement).bind(now).fetch_one(pool).await.unwrap(),
        Database::Postgres(pool) => sqlx::query_scalar(*statement).bind(now).fetch_one(pool).await.unwrap(),
    };
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}
