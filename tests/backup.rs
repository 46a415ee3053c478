//! What is on the disk: one file is the database once nobody has it open, copies are whole, and what is put back was looked
//! at. The secret of the signing keys belongs to it.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use crate::support::{Engine, Served, TestApp, run};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");

/// A folder for a SQLite database of one's own.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn url(&self) -> String {
        format!("sqlite:{}", self.path("net.db").display())
    }

    fn run(&self, arguments: &[&str]) -> Output {
        run(&self.url(), arguments)
    }

    fn well(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", err(&output));
        out(&output)
    }

    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", out(&output));
        out(&output) + &err(&output)
    }

    fn member(&self, name: &str) {
        member(&self.url(), name);
    }

    fn members(&self) -> usize {
        self.well(&["member", "list"]).lines().count()
    }

    fn serve(&self) -> Served {
        Served::start(PROGRAM, &self.url(), &[])
    }

    fn files(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.0.path()).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

fn stop(mut served: Served) {
    served.terminate();
    assert_eq!(served.wait(Duration::from_secs(20)), Some(0), "{}", served.log());
}

fn member(url: &str, name: &str) {
    let email = format!("{name}@example.org");
    let mut command = Command::new(PROGRAM);
    command.args(["member", "create", "--name", name, "--email", &email, "--role", "contributor"]);
    command.env("BC_DATABASE_URL", url).env("BC_LOG", "warn").stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"kouign amann tomm\n").unwrap();
    assert!(child.wait().unwrap().success());
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_secret_that_a_full_disk_left_empty_counts_as_absent() {
    let place = Place::new();
    place.well(&["migrate"]);
    for left in ["", "\n"] {
        std::fs::write(place.path("net.secret"), left).unwrap();
        std::fs::set_permissions(place.path("net.secret"), std::fs::Permissions::from_mode(0o600)).unwrap();
        if left.is_empty() {
            stop(place.serve());
            assert_eq!(std::fs::read_to_string(place.path("net.secret")).unwrap().len(), 44);
            assert_eq!(mode(&place.path("net.secret")), 0o600);
            assert_eq!(place.files(), ["mail", "net.db", "net.media", "net.secret"]);
        }
    }
    // too short is not empty: the message says of which file it speaks
    std::fs::write(place.path("net.secret"), "short").unwrap();
    let told = place.refused(&["serve"]);
    assert!(told.contains("net.secret") && told.contains("5 characters") && !told.contains("listening"), "{told}");
}

#[test]
fn a_copy_of_the_one_file_after_a_clean_stop_is_whole() {
    let place = Place::new();
    for round in 1..=3 {
        let served = place.serve();
        place.member(&format!("ana{round}"));
        assert_eq!(served.query("{ network { name } }").unwrap().status, 200);
        stop(served);
        assert_eq!(place.files(), ["mail", "net.db", "net.media", "net.secret"], "nothing lies beside it");
        let copy = tempfile::tempdir().unwrap();
        std::fs::copy(place.path("net.db"), copy.path().join("net.db")).unwrap();
        std::fs::copy(place.path("net.secret"), copy.path().join("net.secret")).unwrap();
        let url = format!("sqlite:{}", copy.path().join("net.db").display());
        assert_eq!(out(&run(&url, &["member", "list"])).lines().count(), round);
        let doctor = run(&url, &["doctor"]);
        assert!(doctor.status.success(), "{}", out(&doctor));
    }
}

#[test]
fn every_command_leaves_one_file_also_when_it_fails() {
    let place = Place::new();
    std::fs::write(place.path("rows"), r#"{"kind":"theme","key":"new","name":{"fr":"Nouveau"}}"#).unwrap();
    let rows = place.path("rows").display().to_string();
    let commands: [(&[&str], i32); 9] = [
        (&["migrate"], 0),
        (&["import", "--origin", "import", &rows], 0),
        (&["import", "--origin", "import", &rows, "--dry-run"], 0),
        (&["token", "create", "--name", "x", "--role", "editor", "--whole-network"], 0),
        (&["audit"], 0),
        (&["doctor"], 0),
        (&["migrate", "--status"], 0),
        (&["session", "list", "nobody@example.org"], 1),
        (&["member", "role", "nobody@example.org", "editor", "--whole-network"], 1),
    ];
    for (command, code) in commands {
        let output = place.run(command);
        assert_eq!(output.status.code(), Some(code), "{command:?}: {}", err(&output));
        assert_eq!(place.files(), ["net.db", "rows"], "{command:?}");
    }
}

#[test]
fn a_database_without_the_secret_of_its_keys_gets_no_other() {
    let place = Place::new();
    stop(place.serve());
    let secret = std::fs::read(place.path("net.secret")).unwrap();
    std::fs::remove_file(place.path("net.secret")).unwrap();
    for command in [&["serve"][..], &["doctor"], &["token", "create", "--name", "x", "--role", "admin", "--jwt"]] {
        let told = place.refused(command);
        assert!(told.contains("sealed with") && told.contains("net.secret") && told.contains("key rotate"), "{told}");
        assert!(!told.contains("listening"), "{told}");
        assert!(!place.path("net.secret").exists(), "{command:?}");
    }
    // the secret of something else
    std::fs::write(place.path("net.secret"), "c29tZXRoaW5nIGVsc2UsIGFzIGxvbmcgYXMgaXQgaXM=").unwrap();
    std::fs::set_permissions(place.path("net.secret"), std::fs::Permissions::from_mode(0o600)).unwrap();
    let told = place.refused(&["serve"]);
    assert!(told.contains("sealed with another secret") && !told.contains("listening"), "{told}");
    assert!(place.refused(&["doctor", "--verbose"]).contains("signing keys  WRONG"));
    // the right one, put back
    std::fs::write(place.path("net.secret"), &secret).unwrap();
    assert!(place.well(&["doctor", "--verbose"]).contains("signing keys  ok"));
    stop(place.serve());
    // it is lost for good
    std::fs::remove_file(place.path("net.secret")).unwrap();
    place.well(&["key", "rotate"]);
    assert!(place.well(&["doctor", "--verbose"]).contains("signing keys  ok"));
    stop(place.serve());
}

#[test]
fn a_backup_is_whole_for_its_owner_alone_and_overwrites_nothing() {
    let place = Place::new();
    let served = place.serve();
    place.member("ana");
    place.well(&["backup", place.path("kept.db").to_str().unwrap()]);
    assert_eq!((mode(&place.path("kept.db")), mode(&place.path("kept.secret"))), (0o600, 0o600));
    let before = std::fs::read(place.path("kept.db")).unwrap();
    place.member("bob");
    let told = place.refused(&["backup", place.path("kept.db").to_str().unwrap()]);
    assert!(told.contains("is there already"), "{told}");
    assert_eq!(std::fs::read(place.path("kept.db")).unwrap(), before);
    let told = place.refused(&["backup", place.path("nowhere/kept.db").to_str().unwrap()]);
    assert!(told.contains("cannot be written"), "{told}");
    // while it is in use, nothing takes its place
    let told = place.refused(&["restore", place.path("kept.db").to_str().unwrap()]);
    assert!(told.contains("is in use"), "{told}");
    assert_eq!(place.members(), 2);
    stop(served);
    std::fs::remove_file(place.path("net.secret")).unwrap();
    place.well(&["restore", place.path("kept.db").to_str().unwrap()]);
    assert_eq!(place.members(), 1);
    assert!(place.well(&["doctor", "--verbose"]).contains("signing keys  ok"));
    let old = format!("sqlite:{}", place.path("net.db.before-restore").display());
    assert_eq!(out(&run(&old, &["member", "list"])).lines().count(), 2, "what was there before is kept");
    stop(place.serve());
    // again: nothing that was moved aside is overwritten
    place.well(&["restore", place.path("kept.db").to_str().unwrap()]);
    let files = place.files();
    assert!(files.contains(&"net.db.before-restore-2".to_owned()), "{files:?}");
    assert!(!files.iter().any(|it| it.starts_with(".unfinished")), "{files:?}");
}

#[test]
fn a_copy_that_is_not_whole_or_not_ours_takes_no_place() {
    let place = Place::new();
    place.well(&["migrate"]);
    place.member("ana");
    let held = std::fs::read(place.path("net.db")).unwrap();
    std::fs::write(place.path("letter.db"), "this is a letter to my aunt, and no database".repeat(100)).unwrap();
    std::fs::write(place.path("half.db"), &held[..held.len() / 2]).unwrap();
    std::fs::write(place.path("empty.db"), "").unwrap();
    let theirs = format!("sqlite:{}?mode=rwc", place.path("theirs.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        use sqlx::{Connection, Executor};
        let mut other = sqlx::SqliteConnection::connect(&theirs).await.unwrap();
        other.execute("CREATE TABLE theirs (id INTEGER)").await.unwrap();
        other.close().await.unwrap();
    });
    for (name, says) in [
        ("letter.db", "it is not a SQLite database; name a file that `backup` made"),
        ("half.db", "take another copy"),
        ("empty.db", "no table of this program"),
        ("theirs.db", "tables of something else"),
        ("missing.db", "cannot be read"),
        ("net.db", "is the database itself"),
    ] {
        let told = place.refused(&["restore", place.path(name).to_str().unwrap()]);
        assert!(told.contains(says), "{name}: {told}");
        assert_eq!(std::fs::read(place.path("net.db")).unwrap(), held, "{name}");
    }
    assert!(
        !place.files().iter().any(|it| it.starts_with(".unfinished") || it.contains("before")),
        "{:?}",
        place.files()
    );
}

#[test]
fn a_copy_whose_secret_is_missing_is_put_back_only_when_that_is_said() {
    let place = Place::new();
    stop(place.serve());
    let kept = place.path("kept.db").display().to_string();
    place.well(&["backup", &kept]);
    std::fs::remove_file(place.path("kept.secret")).unwrap();
    // the one beside the database will do
    place.well(&["restore", &kept]);
    std::fs::remove_file(place.path("net.secret")).unwrap();
    let told = place.refused(&["restore", &kept]);
    assert!(told.contains("kept.secret") && told.contains("--without-secret"), "{told}");
    place.well(&["restore", &kept, "--without-secret"]);
    assert!(place.refused(&["doctor", "--verbose"]).contains("signing keys  WRONG"));
    place.well(&["key", "rotate"]);
    stop(place.serve());
}

/// What somebody does who has nothing but `cp`.
#[test]
fn a_copy_with_its_log_beside_it_is_put_back_whole() {
    let place = Place::new();
    let served = place.serve();
    place.member("ana");
    for suffix in ["", "-wal"] {
        let from = place.path(&format!("net.db{suffix}"));
        std::fs::copy(from, place.path(&format!("copied.db{suffix}"))).unwrap();
    }
    stop(served);
    std::fs::copy(place.path("net.secret"), place.path("copied.secret")).unwrap();
    place.well(&["restore", place.path("copied.db").to_str().unwrap()]);
    assert_eq!(place.members(), 1);
}

#[test]
fn a_damaged_database_is_told_in_words() {
    let place = Place::new();
    stop(place.serve());
    let mut bytes = std::fs::read(place.path("net.db")).unwrap();
    // every page but the first, which names the tables
    for page in bytes.chunks_mut(4096).skip(1) {
        page[..64].fill(0xee);
    }
    std::fs::write(place.path("net.db"), bytes).unwrap();
    for command in [&["doctor"][..], &["member", "list"], &["serve"]] {
        let told = place.refused(command);
        assert!(told.contains("damaged") && told.contains("backup"), "{command:?}: {told}");
        assert!(!told.contains("internal error") && !told.contains("listening"), "{command:?}: {told}");
    }
}

#[test]
fn on_postgresql_its_own_programs_are_named() {
    Engine::Postgres.tell(TestApp::empty, async |app: TestApp| {
        for (command, program) in [("backup", "pg_dump"), ("restore", "pg_restore")] {
            let output = app.run(&[command, "x.db"]);
            assert_eq!(output.status.code(), Some(1));
            assert!(err(&output).contains(program), "{}", err(&output));
        }
    });
}

/// The commands of the page, in the order in which they stand there, in a shell.
#[test]
fn backing_up_restoring_and_upgrading_go_as_they_are_written() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/operating.md")).unwrap();
    let section = page.split("## Back up, restore, upgrade").nth(1).unwrap().split("\n## ").next().unwrap();
    let blocks: Vec<&str> = section.split("```sh\n").skip(1).map(|it| it.split("```").next().unwrap()).collect();
    assert_eq!(blocks.len(), 4, "back up, restore, upgrade, PostgreSQL");
    let place = Place::new();
    let path = format!("{}:{}", Path::new(PROGRAM).parent().unwrap().display(), std::env::var("PATH").unwrap());
    let shell = |block: &str, url: &str| {
        let mut shell = Command::new("sh");
        shell.args(["-euc", block]).current_dir(place.0.path()).env("PATH", &path).env("BC_LOG", "warn");
        shell.env("BC_DATABASE_URL", url).output().unwrap()
    };
    let url = format!("sqlite:{}", place.path("data/net.db").display());
    stop(Served::start(PROGRAM, &url, &[]));
    member(&url, "ana");
    let members = || out(&run(&url, &["member", "list"])).lines().count();
    for (at, left) in [(0, 1), (1, 1), (2, 2)] {
        let output = shell(blocks[at], &url);
        assert!(output.status.success(), "{}: {}{}", blocks[at], out(&output), err(&output));
        assert_eq!(members(), left, "{}", blocks[at]);
        // what is written after the copy is gone when that is put back
        if at < 2 {
            member(&url, &format!("bob{at}"));
        }
    }
    assert!(place.path("backups/mail/new").is_dir() && place.path("backups/today.secret").is_file());
    let has = |program: &str| Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok();
    if !has("pg_dump") || !has("pg_restore") {
        return;
    }
    Engine::Postgres.tell(TestApp::demo, async |app: TestApp| {
        let output = shell(blocks[3], &app.database_url());
        // one that is older than the server refuses, which is not ours to mend
        assert!(output.status.success() || err(&output).contains("server version"), "{}", err(&output));
        assert_eq!(app.query("{ initiatives { totalCount } }").await["initiatives"]["totalCount"], 73);
    });
}
