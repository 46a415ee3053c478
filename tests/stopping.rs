//! How the program ends: told to stop, by the database, or with nobody who listens any more. What is done is said, and
//! nobody is cut short.

use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Engine, Served, TestApp, on_both};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");

fn signal(process: u32, name: &str) {
    assert!(Command::new("kill").args([&format!("-{name}"), &process.to_string()]).status().unwrap().success());
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The process is held still while clients connect, so that it finds them and the end of its time at once.
#[test]
fn those_who_had_connected_when_the_server_stops_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("a.db").display());
    for round in 0..6 {
        let mut served = Served::start(PROGRAM, &database, &[("BC_LOG", "error")]);
        served.terminate();
        // it goes on accepting for a second
        std::thread::sleep(Duration::from_millis(500));
        signal(served.process(), "STOP");
        let clients: Vec<TcpStream> = (0..60)
            .map(|_| {
                let mut client = TcpStream::connect(served.address).unwrap();
                client.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
                client.write_all(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
                client
            })
            .collect();
        std::thread::sleep(Duration::from_millis(1_000));
        signal(served.process(), "CONT");
        for (number, mut client) in clients.into_iter().enumerate() {
            let mut answer = String::new();
            client
                .read_to_string(&mut answer)
                .unwrap_or_else(|cause| panic!("round {round}, client {number}: {cause}"));
            let head = answer.to_lowercase();
            assert!(head.starts_with("http/1.1 200") && head.contains("connection: close"), "{number}: {answer}");
        }
        assert_eq!(served.wait(Duration::from_secs(20)), Some(0));
    }
}

/// Runs a command whose standard output nobody reads.
fn unread(app: &TestApp, arguments: &[&str]) -> Output {
    let mut child = app.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    child.wait_with_output().unwrap()
}

/// Runs a command whose output goes to a full disk.
fn overfull(app: &TestApp, arguments: &[&str]) -> Output {
    let full = || File::options().write(true).open("/dev/full").unwrap();
    app.command(arguments).stdout(full()).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap()
}

async fn a_reader_who_goes_away_ends_a_command_quietly(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let (good, bad) = (folder.path().join("good"), folder.path().join("bad"));
    std::fs::write(&good, "{\"kind\":\"recipe\",\"key\":\"a\",\"title\":\"A\"}\n").unwrap();
    std::fs::write(&bad, "{\"kind\":\"recipe\",\"key\":\"b\",\"title\":\"\"}\n".repeat(3)).unwrap();
    let (good, bad) = (good.to_str().unwrap(), bad.to_str().unwrap());
    let commands: [(&[&str], i32); 8] = [
        (&["schema"], 0),
        (&["config"], 0),
        (&["doctor"], 0),
        (&["audit"], 0),
        (&["member", "list"], 0),
        (&["migrate", "--status"], 0),
        (&["import", "--origin", "import", good], 0),
        (&["import", "--origin", "import", bad], 1),
    ];
    for (command, code) in commands {
        let ended = unread(&app, command);
        assert_eq!((ended.status.code(), err(&ended).as_str()), (Some(code), ""), "{command:?}");
    }
    // what could not be kept is another matter, and said
    for command in [
        &["schema"][..],
        &["doctor"],
        &["member", "list"],
        &["import", "--origin", "import", good, "--dry-run"],
        &["token", "create", "--name", "x", "--role", "editor", "--whole-network"],
    ] {
        let ended = overfull(&app, command);
        let told = err(&ended);
        if command == ["member", "list"] && ended.status.success() {
            continue; // nothing to print
        }
        assert!(
            ended.status.code() == Some(1) && told.contains("standard output cannot be written"),
            "{command:?}: {ended:?}"
        );
    }
}

async fn a_log_on_a_full_disk_ends_nothing(app: TestApp) {
    let full = || File::options().write(true).open("/dev/full").unwrap();
    let ended = app.command(&["doctor"]).env("BC_LOG", "debug").stdout(full()).stderr(full()).status().unwrap();
    assert_eq!(ended.code(), Some(1));
    let ended = app.command(&["session", "list", "nobody"]).stderr(full()).status().unwrap();
    assert_eq!(ended.code(), Some(1));
    let mut served = Served::start_with(PROGRAM, &app.database_url(), &[("BC_LOG", "debug")], Some(full()));
    for _ in 0..3 {
        assert_eq!(served.query("{ initiatives { totalCount } }").unwrap().status, 200);
    }
    served.terminate();
    assert_eq!(served.wait(Duration::from_secs(20)), Some(0));
}

async fn an_import_that_is_told_to_stop_says_what_is_in(app: TestApp) {
    let (file, rows) = (tempfile::NamedTempFile::new().unwrap(), 4_000);
    std::fs::write(file.path(), recipes(rows, "court")).unwrap();
    for name in ["TERM", "INT"] {
        let before = count(&app).await;
        let ended =
            import_until(&app, file.path().to_str().unwrap(), before, async |process| signal(process, name)).await;
        let kept = count(&app).await - before;
        assert_eq!(ended.status.code(), Some(1), "{}", err(&ended));
        assert!(kept > 0 && before + kept < rows, "{kept}");
        assert!(out(&ended).contains(&format!("created {kept}, updated 0")), "{kept}: {}", summary(&ended));
        assert!(err(&ended).contains("told to stop") && err(&ended).contains("run it again"), "{}", err(&ended));
    }
    let again = app.run(&["import", "--origin", "import", file.path().to_str().unwrap()]);
    assert!(again.status.success(), "{}", err(&again));
    assert_eq!(count(&app).await, rows);
    // all or none
    let strict = import_strictly(&app).await;
    assert!(out(&strict).contains("nothing was written") && strict.status.code() == Some(1), "{strict:?}");
    assert_eq!(count(&app).await, rows);
}

on_both! {
    demo:
        a_reader_who_goes_away_ends_a_command_quietly,
        a_log_on_a_full_disk_ends_nothing,
    ;
    empty:
        an_import_that_is_told_to_stop_says_what_is_in,
    ;
}
/// Stops a strict import as soon as it is under way.
async fn import_strictly(app: &TestApp) -> Output {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), recipes(4_000, "autre")).unwrap();
    let mut command = app.command(&["import", file.path().to_str().unwrap(), "--origin", "strict", "--strict"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    signal(child.id(), "TERM");
    child.wait_with_output().unwrap()
}

#[test]
fn an_import_that_postgresql_ends_says_what_is_in() {
    Engine::Postgres.tell(TestApp::empty, async |app: TestApp| {
        let (file, rows) = (tempfile::NamedTempFile::new().unwrap(), 4_000);
        // a refusal that lies in what was kept, and one that nobody has come to yet
        std::fs::write(file.path(), format!("{{}}\n{}", recipes(rows, "court"))).unwrap();
        let url = app.database_url();
        let ended = import_until(&app, file.path().to_str().unwrap(), 0, async |_| {
            let mut db = <sqlx::PgConnection as sqlx::Connection>::connect(&url).await.unwrap();
            // a commit that was kept lets it go on with another connection: that is ended, too, until there is none
            let end = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() \
                       AND pid <> pg_backend_pid()";
            let mut quiet = 0;
            while quiet < 5 {
                let ended: i64 = sqlx::query_scalar(end).fetch_one(&mut db).await.unwrap();
                quiet = if ended == 0 { quiet + 1 } else { 0 };
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        })
        .await;
        told_up_to_the_last_commit(&app, &ended, rows).await;
    });
}

/// No file may grow beyond so many bytes, as on a disk that is full.
#[test]
fn an_import_that_a_full_disk_ends_says_what_is_in() {
    Engine::Sqlite.tell(TestApp::empty, async |app: TestApp| {
        // what the rows say fits into the temporary folder, what is made of them does not fit into the database
        let (file, rows) = (tempfile::NamedTempFile::new().unwrap(), 4_000);
        std::fs::write(file.path(), format!("{{}}\n{}", recipes(rows, &"mots ".repeat(40)))).unwrap();
        let mut shell = Command::new("sh");
        shell
            .arg("-c")
            .arg(r#"trap '' XFSZ; ulimit -f 12288; exec "$0" import --origin import "$1""#)
            .arg(PROGRAM)
            .arg(file.path());
        shell.env("BC_DATABASE_URL", app.database_url()).env("BC_LOG", "error").process_group(0);
        let ended = shell.output().unwrap();
        told_up_to_the_last_commit(&app, &ended, rows).await;
    });
}

async fn told_up_to_the_last_commit(app: &TestApp, ended: &Output, rows: usize) {
    assert_eq!(ended.status.code(), Some(1), "{}", err(ended));
    let kept = count(app).await;
    assert!(kept > 0 && kept < rows, "{kept}: {}", err(ended));
    let told = summary(ended).strip_prefix("created ").and_then(|it| it.split(',').next()?.parse::<usize>().ok());
    let told = told.unwrap_or_else(|| panic!("{}", out(ended)));
    // the last row before a commit may be in and not told
    assert!(told == kept || told + 1 == kept, "{told} told, {kept} kept");
    assert!(summary(ended).contains("refused 1"), "{}", summary(ended));
    assert!(out(ended).contains("refused: kind: this is missing"), "{}", out(ended));
    assert!(err(ended).contains("run it again"), "{}", err(ended));
}

fn summary(output: &Output) -> String {
    out(output).lines().last().unwrap_or_default().to_owned()
}

fn recipes(rows: usize, body: &str) -> String {
    (0..rows)
        .map(|n| {
            format!("{{\"kind\":\"recipe\",\"key\":\"{}{n}\",\"title\":\"R{n}\",\"body\":\"{body}\"}}\n", body.len())
        })
        .collect()
}

async fn count(app: &TestApp) -> usize {
    use sqlx::Connection;
    let (url, ask) = (app.database_url(), "SELECT count(*) FROM entry");
    let counted: i64 = match url.starts_with("sqlite:") {
        true => {
            let mut db = sqlx::SqliteConnection::connect(&url).await.unwrap();
            let counted = sqlx::query_scalar(ask).fetch_one(&mut db).await.unwrap();
            db.close().await.unwrap();
            counted
        }
        false => {
            let mut db = sqlx::PgConnection::connect(&url).await.unwrap();
            sqlx::query_scalar(ask).fetch_one(&mut db).await.unwrap()
        }
    };
    usize::try_from(counted).unwrap()
}

/// Imports a file, and does something to the process as soon as some rows are kept.
async fn import_until(app: &TestApp, file: &str, before: usize, what: impl AsyncFnOnce(u32)) -> Output {
    let mut command = app.command(&["import", "--origin", "import", file]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    while count(app).await == before {
        assert!(begun.elapsed() < Duration::from_secs(60), "nothing is kept");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    what(child.id()).await;
    tokio::task::spawn_blocking(move || child.wait_with_output().unwrap()).await.unwrap()
}
