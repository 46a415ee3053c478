//! A whole database goes from SQLite to PostgreSQL or back: everything that its tables hold, and nothing else.

use std::collections::BTreeSet;

use entity::upkeep::copy::REBUILT;
use entity::value::role::Role;
use serde_json::{Value, json};

use crate::editing::token;
use crate::sessions::person;
use crate::support::{Engine, Served, TestApp, on_both, run, value};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");
const OF_SQLITE: &str =
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'";
const OF_POSTGRES: &str = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()";

fn engines() -> Vec<Engine> {
    let has_postgres = crate::support::postgres_server().is_some();
    [Engine::Sqlite, Engine::Postgres].into_iter().filter(|it| *it == Engine::Sqlite || has_postgres).collect()
}

/// The tables that a database has by its catalogue.
async fn catalogue(url: &str) -> BTreeSet<String> {
    use sqlx::Connection;
    let found: Vec<String> = if url.starts_with("sqlite:") {
        let mut connection = sqlx::SqliteConnection::connect(url).await.unwrap();
        sqlx::query_scalar(OF_SQLITE).fetch_all(&mut connection).await.unwrap()
    } else {
        let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
        sqlx::query_scalar(OF_POSTGRES).fetch_all(&mut connection).await.unwrap()
    };
    found.into_iter().collect()
}

/// Copies one database into another; whether that went well, and what was said.
fn copy(from: &str, to: &str) -> (bool, String) {
    let done = run(from, &["copy", from, to]);
    (done.status.success(), String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap())
}

/// An empty place of an engine: a database without tables.
async fn bare(engine: Engine) -> (String, Box<dyn std::any::Any>) {
    match engine {
        Engine::Sqlite => {
            let folder = tempfile::tempdir().unwrap();
            (format!("sqlite:{}", folder.path().join("copy.db").display()), Box::new(folder))
        }
        Engine::Postgres => {
            let database = crate::support::postgres_server().unwrap().create(None).await;
            (database.url(), Box::new(database))
        }
    }
}

fn exported(url: &str) -> String {
    let done = run(url, &["export"]);
    assert!(done.status.success(), "{done:?}");
    String::from_utf8(done.stdout).unwrap()
}

async fn everything_arrives_in_either_kind_of_database(app: TestApp) {
    person(&app, "yann", Role::Contributor, &[]).await;
    let admin = token(&app, Role::Admin, &[], None).await;
    let create = "mutation { done: articleCreate(input: { title: \"Neuf\", body: \"x\" }) { article { id } } }";
    let gone = app.post_as(&admin, "latest", create, Value::Null).await.data();
    let gone = value(&gone, "done/article/id").clone();
    app.statement(
        "INSERT INTO redirect (path, status, location, created_at) VALUES ('/old', 301, 'https://a.example/', 1)",
    )
    .await;
    // the newest row is gone: its number is not given out again
    let delete = "mutation ($input: EntryDeleteInput!) { done: entryDelete(input: $input) { userErrors { code } } }";
    let input = json!({ "input": { "id": gone, "version": 1 } });
    assert_eq!(app.post_as(&admin, "latest", delete, input).await.data()["done"]["userErrors"], json!([]));
    let newest = app.number("SELECT max(seq) FROM entry").await;
    let (from, before) = (app.database_url(), exported(&app.database_url()));
    for engine in engines() {
        let (to, _kept) = bare(engine).await;
        let (well, said) = copy(&from, &to);
        assert!(well && said.contains("counts and checksums agree"), "{said}");
        // every table of the catalogue, and none that somebody would have to add to a list
        let told = said.lines().filter_map(|it| it.split_once(" rows  ").and_then(|it| it.0.split_whitespace().next()));
        let mut copied: BTreeSet<String> = told.map(str::to_owned).collect();
        copied.extend(REBUILT.map(str::to_owned));
        copied.insert("seaql_migrations".to_owned());
        let mut all = catalogue(&to).await;
        all.retain(|it| !it.starts_with("search_index") && !it.starts_with("entry_place"));
        assert_eq!(copied, all);
        assert_eq!(exported(&to), before, "ids, texts and dates are the same");
        let other = TestApp::of_database(&to).await;
        for table in ["account", "api_token", "revision", "audit", "redirect", "media", "external_id", "change"] {
            let ask = format!("SELECT count(*) FROM {table}");
            assert_eq!(other.number(&ask).await, app.number(&ask).await, "{table}");
        }
        // what was signed in with is known, searches find, new rows have new numbers
        let seen = other.post_as(&admin, "latest", "{ viewer { role } }", Value::Null).await.data();
        assert_eq!(value(&seen, "viewer/role"), "ADMIN", "{seen}");
        let search = "{ search(text: \"repair\", first: 5) { totalCount } }";
        assert_eq!(other.query(search).await, app.query(search).await);
        let made = other.post_as(&admin, "latest", create, Value::Null).await.data();
        assert!(value(&made, "done/article/id").is_string(), "{made}");
        assert!(other.number("SELECT max(seq) FROM entry").await > newest + 1, "no number is given out twice");
        assert_eq!(other.get("/old").await.headers["location"], "https://a.example/");
        // once more into what holds something by now
        let (well, said) = copy(&from, &to);
        assert!(!well && said.contains("the target is not empty"), "{said}");
    }
}

async fn what_was_copied_twice_is_what_it_was(app: TestApp) {
    for engine in engines() {
        let ((there, _one), (back, _two)) = (bare(engine).await, bare(Engine::Sqlite).await);
        assert!(run(&there, &["migrate"]).status.success(), "tables that nobody has used are as good as none");
        let (well, first) = copy(&app.database_url(), &there);
        assert!(well, "{first}");
        let (well, second) = copy(&there, &back);
        assert!(well, "{second}");
        let sums = |said: &str| {
            let lines = said.lines().filter(|it| it.contains(" rows  "));
            // opening the copy writes down by which rules it was indexed, and that memories are to be renewed
            let lines = lines.filter(|it| !it.starts_with("setting") && !it.starts_with("clock"));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(sums(&first), sums(&second));
    }
}

async fn one_state_is_copied_while_it_is_served(app: TestApp) {
    let served = Served::start(PROGRAM, &app.database_url(), &[]);
    let rows = |from: usize| {
        let row =
            |it: usize| format!("{{\"kind\":\"article\",\"key\":\"a{it}\",\"title\":\"A {it}\",\"body\":\"x\"}}\n");
        (from..from + 400).map(row).collect::<String>()
    };
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), rows(0)).unwrap();
    let path = file.path().to_str().unwrap().to_owned();
    assert!(app.run(&["import", &path, "--origin", "x"]).status.success());
    std::fs::write(file.path(), rows(400)).unwrap();
    let mut writing = app.command(&["import", &path, "--origin", "x"]).spawn().unwrap();
    for engine in engines() {
        let (to, _kept) = bare(engine).await;
        let (well, said) = copy(&app.database_url(), &to);
        assert!(well, "{said}");
        let other = TestApp::of_database(&to).await;
        let entries = other.number("SELECT count(*) FROM entry").await;
        assert!(entries >= 400, "{entries}");
        assert_eq!(entries, other.number("SELECT count(*) FROM revision").await);
        assert_eq!(entries, other.number("SELECT count(*) FROM external_id").await);
    }
    writing.wait().unwrap();
    assert_eq!(served.query("{ network { name } }").unwrap().status, 200);
}

async fn what_cannot_be_copied_is_told(app: TestApp) {
    let from = app.database_url();
    let (empty, _kept) = bare(Engine::Sqlite).await;
    let nothing = empty.replace("copy.db", "nothing.db");
    let (well, said) = copy(&nothing, &empty);
    assert!(!well && said.contains("there is no database at"), "{said}");
    assert!(catalogue_or_none(&empty).is_none(), "a source that is refused makes no target");
    for (from, to, told) in [
        ("mysql://a/b", from.as_str(), "neither sqlite: nor postgres://"),
        (from.as_str(), "oracle:x", "neither sqlite: nor postgres://"),
        (from.as_str(), from.as_str(), "FROM and TO are the same database"),
    ] {
        let (well, said) = copy(from, to);
        assert!(!well && said.contains("nothing was copied") && said.contains(told), "{said}");
    }
    // one that is not brought up to this program
    let old = TestApp::empty(Engine::Sqlite).await;
    let undone = old.run(&["migrate", "--down", "1", "--yes"]);
    assert!(undone.status.success(), "{undone:?}");
    let (well, said) = copy(&old.database_url(), &empty);
    assert!(!well && said.contains("bring it up with `migrate` first"), "{said}");
    assert!(catalogue_or_none(&empty).is_none());
}

/// The file of a database of SQLite, where there is one.
fn catalogue_or_none(url: &str) -> Option<std::fs::Metadata> {
    std::fs::metadata(url.trim_start_matches("sqlite:")).ok()
}

on_both! {
    demo:
        everything_arrives_in_either_kind_of_database,
        what_was_copied_twice_is_what_it_was,
        what_cannot_be_copied_is_told,
    ;
    empty: one_state_is_copied_while_it_is_served,;
}
