//! The database under the server: migrated once, refused when it is not ours, and never behind what others write.

use entity::upkeep::open;
use std::sync::Arc;
use std::time::Duration;

use entity::Options;
use entity::store::Store;
use entity::value::clock::Clock;
use entity::viewer::Viewer;

use crate::support::{TestApp, on_both, run};

async fn migrations_go_up_and_down_and_up_again(app: TestApp) {
    let options = options(&app.database_url());
    let all = open::migrations(&options).await.unwrap();
    assert!(all.pending.is_empty() && all.unknown.is_empty());
    let undone = open::undo_migrations(&options, all.applied.len()).await.unwrap();
    assert_eq!(undone.len(), all.applied.len());
    assert_eq!(open::migrations(&options).await.unwrap().pending, all.applied);
    let opening = app.another().await;
    assert_eq!(opening.read(Viewer::visitor()).reference().licences.all().len(), 34);
    assert_eq!(opening.read(Viewer::visitor()).reference().territories.all().len(), 1493);
}

async fn two_runners_at_once_apply_each_migration_once(app: TestApp) {
    let url = app.database_url();
    let options = options(&url);
    let count = open::migrations(&options).await.unwrap().applied.len();
    open::undo_migrations(&options, count).await.unwrap();
    let runners: Vec<_> = (0..4)
        .map(|_| {
            let options = options.clone();
            tokio::spawn(async move {
                Store::open(&options, Arc::new(Clock::system())).await.map(|(_, opening)| opening.migrated)
            })
        })
        .collect();
    let mut applied = Vec::new();
    for runner in runners {
        applied.extend(runner.await.unwrap().unwrap());
    }
    assert_eq!(applied.len(), count, "{applied:?}");
}

async fn a_killed_migration_is_taken_up_again(app: TestApp) {
    let url = app.database_url();
    let options = options(&url);
    let count = open::migrations(&options).await.unwrap().applied.len();
    open::undo_migrations(&options, count).await.unwrap();
    for milliseconds in [5, 10, 20, 40] {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_bretagne-creative"));
        let mut running = program.arg("migrate").env("BC_DATABASE_URL", &url).env("BC_LOG", "off").spawn().unwrap();
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        running.kill().unwrap();
        running.wait().unwrap();
    }
    let output = run(&url, &["migrate"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(open::migrations(&options).await.unwrap().pending.is_empty());
    assert!(run(&url, &["doctor"]).status.success());
}

async fn what_another_process_writes_is_noticed(app: TestApp) {
    let watched = app.store.clone();
    let watch = tokio::spawn(async move {
        loop {
            watched.follow().await.unwrap();
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), r#"{"kind":"theme","key":"new-theme","name":{"fr":"Nouveau"}}"#).unwrap();
    let output = app.run(&["import", "--origin", "import", file.path().to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for _ in 0..100 {
        if app.query("{ theme(by: { slug: \"new-theme\" }) { name } }").await["theme"]["name"] == "Nouveau" {
            watch.abort();
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the new theme was not noticed");
}

async fn a_database_that_is_newer_is_refused(app: TestApp) {
    app.statement("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_future', 0)").await;
    app.statement("UPDATE compatibility SET oldest_writer = 99").await;
    let output = app.run(&["migrate"]);
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(said.trim(), "error: the database was made by a newer version of this program; install that version");
}

async fn a_database_of_something_else_is_refused(app: TestApp) {
    let options = options(&app.database_url());
    let count = open::migrations(&options).await.unwrap().applied.len();
    open::undo_migrations(&options, count).await.unwrap();
    app.statement("DROP TABLE seaql_migrations").await;
    app.statement("CREATE TABLE theirs (id INTEGER)").await;
    let output = app.run(&["serve"]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("holds tables of something else"));
}

on_both! {
    empty:
        migrations_go_up_and_down_and_up_again,
        two_runners_at_once_apply_each_migration_once,
        a_killed_migration_is_taken_up_again,
        what_another_process_writes_is_noticed,
        a_database_that_is_newer_is_refused,
        a_database_of_something_else_is_refused,
    ;
}
#[test]
fn a_locked_file_stops_the_start_with_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("locked.db").display());
    assert!(run(&url, &["migrate"]).status.success());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        use sqlx::{Connection, Executor};
        let mut other = sqlx::SqliteConnection::connect(&url).await.unwrap();
        other.execute("BEGIN IMMEDIATE").await.unwrap();
        refused(&url, "locked by another program");
    });
}

#[test]
fn what_is_no_database_stops_the_start_with_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("text.db");
    std::fs::write(&file, "this is a letter to my aunt, and not a database at all".repeat(40)).unwrap();
    refused(&format!("sqlite:{}", file.display()), "not a SQLite database");
    refused("postgres://nobody:secret@127.0.0.1:1/nothing", "cannot be reached");
    refused("mysql://localhost/x", "neither sqlite: nor postgres://");
}

fn refused(url: &str, reason: &str) {
    let output = run(url, &["serve"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains(reason) && said.lines().count() == 1, "{said}");
    assert!(!said.contains("secret"), "{said}");
}

fn options(url: &str) -> Options {
    Options {
        url: url.to_owned(),
        readers: 2,
        statement_timeout: Duration::from_secs(10),
        allowance: Default::default(),
        replica: None,
    }
}
