//! Commands that look make nothing, and change no table; what makes a database or brings its tables up says so in one line.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use crate::support::{Engine, Served, TestApp, on_both, postgres_server, run};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");
const NOBODY: &str = "00000000-0000-7000-8000-000000000000";
/// What is told of a database without tables.
const EMPTY: &str = "the database is empty";

/// Everything that is done with what is there already.
const LOOKING: [&[&str]; 20] = [
    &["doctor"],
    &["doctor", "--verbose"],
    &["member", "list"],
    &["member", "invite", "--name", "Ana", "--email", "ana@example.org"],
    &["member", "accept", "ana"],
    &["member", "role", "ana@example.org", "contributor"],
    &["member", "suspend", "ana@example.org"],
    &["member", "resume", "ana@example.org"],
    &["member", "password", "ana@example.org"],
    &["session", "list", "ana@example.org"],
    &["session", "revoke", NOBODY],
    &["token", "create", "--name", "x", "--role", "admin"],
    &["token", "create", "--name", "x", "--role", "admin", "--jwt"],
    &["token", "list"],
    &["token", "revoke", NOBODY],
    &["audit"],
    &["audit", "prune", "--before", "2026-01-01", "--yes"],
    &["key", "rotate"],
    &["migrate", "--status"],
    &["migrate", "--down", "1", "--yes"],
];

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect()
}

/// Runs a command with the log as it is by default, and a password on its standard input.
fn logged(url: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).env("BC_DATABASE_URL", url).current_dir(std::env::temp_dir());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // a command that asks for nothing may have ended by now
    let _told = child.stdin.take().unwrap().write_all(b"kouign amann tomm\n");
    child.wait_with_output().unwrap()
}

#[test]
fn commands_that_look_refuse_where_there_is_no_database() {
    let place = tempfile::tempdir().unwrap();
    let rows = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(rows.path(), r#"{"kind":"theme","key":"new","name":{"fr":"Nouveau"}}"#).unwrap();
    let (file, backup) = (place.path().join("data/net.db"), place.path().join("copy.db"));
    let others: [&[&str]; 3] = [
        &["import", "--origin", "import", rows.path().to_str().unwrap(), "--dry-run"],
        &["backup", backup.to_str().unwrap()],
        &["restore", backup.to_str().unwrap()],
    ];
    for command in LOOKING.iter().chain(&others[..2]) {
        let output = logged(&format!("sqlite:{}", file.display()), command);
        let said = format!("there is no database at {}; check BC_DATABASE_URL", file.display());
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(1), ""), "{command:?}");
        assert!(err(&output).contains(&said) && err(&output).lines().count() == 1, "{command:?}: {}", err(&output));
        assert!(files(place.path()).is_empty(), "{command:?}");
    }
    // the settings can be looked at before there is anything else
    let config = run(&format!("sqlite:{}", file.display()), &["config"]);
    assert!(config.status.success() && err(&config).contains("there is no database at"), "{config:?}");
    assert!(files(place.path()).is_empty());
    // what a copy without its log is
    let file = place.path().join("net.db");
    std::fs::write(&file, "").unwrap();
    for command in LOOKING {
        let output = logged(&format!("sqlite:{}", file.display()), command);
        assert!(output.status.code() == Some(1) && err(&output).contains(EMPTY), "{command:?}: {}", err(&output));
        assert_eq!(files(place.path()), std::slice::from_ref(&file), "{command:?}");
    }
}

#[test]
fn commands_that_look_make_no_table_on_postgresql() {
    Engine::Postgres.tell(TestApp::empty, async |_| {
        let database = postgres_server().unwrap().create(None).await;
        for command in LOOKING {
            let output = logged(&database.url(), command);
            assert!(output.status.code() == Some(1) && err(&output).contains(EMPTY), "{command:?}: {}", err(&output));
            let mut db = <sqlx::PgConnection as sqlx::Connection>::connect(&database.url()).await.unwrap();
            let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
            assert_eq!(sqlx::query_scalar::<_, i64>(tables).fetch_one(&mut db).await.unwrap(), 0, "{command:?}");
            <sqlx::PgConnection as sqlx::Connection>::close(db).await.unwrap();
        }
        says_once(&database.url(), &["migrate"], "postgres://");
    });
}

/// A command that makes a database says so in one line, and says it never again.
fn says_once(url: &str, command: &[&str], place: &str) {
    let made = logged(url, command);
    let said = format!("made a new, empty database at {place}");
    assert!(made.status.success(), "{}", err(&made));
    assert!(err(&made).starts_with(&said) && err(&made).lines().count() == 1, "{command:?}: {}", err(&made));
    let again = logged(url, command);
    assert!(!err(&again).contains("made a new"), "{command:?}: {}", err(&again));
}

#[test]
fn what_makes_a_database_says_so_in_one_line() {
    let place = tempfile::tempdir().unwrap();
    let rows = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(rows.path(), r#"{"kind":"theme","key":"new","name":{"fr":"Nouveau"}}"#).unwrap();
    let commands: [&[&str]; 3] = [
        &["migrate"],
        &["import", "--origin", "import", rows.path().to_str().unwrap(), "--quiet"],
        &["member", "create", "--name", "Ana", "--email", "ana@example.org"],
    ];
    for (at, command) in commands.iter().enumerate() {
        let file = place.path().join(format!("{at}/net.db"));
        says_once(&format!("sqlite:{}", file.display()), command, &file.display().to_string());
    }
    let file = place.path().join("served/net.db");
    let mut served = Served::start(PROGRAM, &format!("sqlite:{}", file.display()), &[]);
    served.terminate();
    assert_eq!(served.wait(Duration::from_secs(20)), Some(0));
    let log = served.log();
    assert!(log.starts_with(&format!("made a new, empty database at {}\n", file.display())), "{log}");
    assert!(log.contains("net.secret") && !log.contains("Applying") && !log.contains("sea_orm"), "{log}");
}

/// Where the tables are older than the program, those who look leave them as they are.
async fn tables_are_brought_up_by_those_who_are_told_to(app: TestApp) {
    let step = || out(&app.run(&["migrate", "--status"])).lines().last().unwrap().to_owned();
    let newest = step();
    let steps: Vec<&str> = newest.split(|it: char| !it.is_ascii_digit()).filter(|it| !it.is_empty()).collect();
    assert_eq!(newest, format!("the tables are at step {0}; this program needs step {0}", steps[0]));
    // nobody sits at a terminal to be asked
    let refused = app.run(&["migrate", "--down", "1"]);
    assert!(
        refused.status.code() == Some(1) && err(&refused).contains("make a backup first") && out(&refused).is_empty(),
        "{refused:?}"
    );
    assert_eq!(step(), newest, "nothing was undone");
    assert_eq!(app.run(&["migrate", "--down", "0", "--yes"]).status.code(), Some(2));
    let undone = app.run(&["migrate", "--down", "1", "--yes"]);
    assert!(undone.status.success() && out(&undone).starts_with("undid m00"), "{undone:?}");
    let older = step();
    assert!(older != newest && older.ends_with(&format!("needs step {}", steps[0])), "{older}");
    for command in [&["doctor"][..], &["member", "list"], &["token", "create", "--name", "x", "--role", "admin"]] {
        let output = app.run(command);
        let said = format!("this program needs step {}: make a backup, then bring them up with `migrate`", steps[0]);
        assert!(output.status.code() == Some(1) && err(&output).contains(&said), "{command:?}: {}", err(&output));
        assert_eq!(step(), older, "{command:?}");
    }
    let brought = logged(&app.database_url(), &["migrate"]);
    assert!(brought.status.success() && err(&brought).starts_with("brought the tables of "), "{}", err(&brought));
    assert!(err(&brought).trim().ends_with(&format!(" to {}", steps[0])), "{}", err(&brought));
    assert_eq!(err(&brought).lines().count(), 1, "{}", err(&brought));
    let again = app.run(&["migrate"]);
    assert_eq!(out(&again).trim(), format!("nothing to do: the tables are at step {} already", steps[0]));
    assert_eq!(err(&again), "");
}

on_both! {
    empty:
        tables_are_brought_up_by_those_who_are_told_to,
    ;
}
