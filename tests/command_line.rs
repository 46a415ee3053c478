//! The program as somebody at a terminal meets it.

use std::process::Output;

use crate::support::{TestApp, on_both, run};

async fn an_import_tells_what_it_did(app: TestApp) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), include_str!("../api/data/demo.ndjson")).unwrap();
    let path = file.path().to_str().unwrap();
    let first = app.run(&["import", path, "--quiet"]);
    assert_eq!(
        (first.status.code(), out(&first).trim()),
        (Some(0), "created 300, updated 0, same 0, conflicts 0, refused 0"),
        "{first:?}"
    );
    let again = app.run(&["import", path]);
    assert_eq!(out(&again).trim(), "created 0, updated 0, same 300, conflicts 0, refused 0");
    std::fs::write(file.path(), "{\"kind\":\"initiative\",\"key\":\"heol\",\"title\":\"\"}\n{\"kind\":\"initiative\",\"key\":\"new\",\"title\":\"New\"}\n").unwrap();
    let bad = app.run(&["import", path]);
    assert_eq!(bad.status.code(), Some(1));
    assert!(out(&bad).contains("line 1 initiative \"heol\": refused: title: this is missing"), "{}", out(&bad));
    assert!(out(&bad).contains("created 1, updated 0, same 0, conflicts 0, refused 1"), "{}", out(&bad));
    let missing = app.run(&["import", "/nothing/here.ndjson"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(err(&missing).contains("cannot be read"));
}

async fn doctor_finds_a_healthy_database_healthy_and_a_broken_one_not(app: TestApp) {
    let well = app.run(&["doctor"]);
    assert!(well.status.success() && !out(&well).contains("WRONG"), "{}", out(&well));
    break_something(&app.database_url()).await;
    let broken = app.run(&["doctor"]);
    assert!(!broken.status.success() && out(&broken).contains("search        WRONG"), "{}", out(&broken));
}

on_both! {
    demo:
        doctor_finds_a_healthy_database_healthy_and_a_broken_one_not,
    ;
    empty:
        an_import_tells_what_it_did,
    ;
}
#[test]
fn help_is_on_everything() {
    for arguments in [
        vec!["--help"],
        vec!["serve", "--help"],
        vec!["import", "--help"],
        vec!["migrate", "--help"],
        vec!["doctor", "--help"],
    ] {
        let output = run("sqlite:unused.db", &arguments);
        assert!(output.status.success() && out(&output).contains("Usage:"), "{arguments:?}");
    }
}

#[test]
fn the_configuration_is_told_without_its_secrets() {
    let output = run("postgres://ana:s3cret@db.test/network?password=s3cret", &["config"]);
    assert!(output.status.success());
    let said = out(&output) + &err(&output);
    assert!(
        said.contains("database_url = postgres://***@db.test/network")
            && !said.contains("s3cret")
            && !said.contains("ana"),
        "{said}"
    );
}

#[test]
fn what_is_misspelt_in_the_configuration_is_an_error() {
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_bretagne-creative"));
    let output = program.arg("config").env("BC_LISTEM", "127.0.0.1:1").output().unwrap();
    assert!(!output.status.success());
    assert!(err(&output).contains("listem"), "{}", err(&output));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bad.toml"), "[limits]\ndepth = \"deep\"\n").unwrap();
    let output = run("sqlite:x.db", &["config", "--config", folder.path().join("bad.toml").to_str().unwrap()]);
    assert!(!output.status.success() && err(&output).contains("depth"), "{}", err(&output));
}

#[test]
fn the_schema_in_the_repository_is_the_one_of_the_code() {
    let held = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../schema.graphql")).unwrap();
    let told = out(&run("sqlite:unused.db", &["schema"]));
    assert!(held == told, "schema.graphql is not what the code says: cargo run -- schema > schema.graphql");
}

async fn break_something(url: &str) {
    use sqlx::{Connection, Executor};
    let statement = "DELETE FROM entry_search";
    if url.starts_with("sqlite:") {
        sqlx::SqliteConnection::connect(url).await.unwrap().execute(statement).await.unwrap();
    } else {
        sqlx::PgConnection::connect(url).await.unwrap().execute(statement).await.unwrap();
    }
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
