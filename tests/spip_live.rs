//! A SPIP site is read from the server of its database, while people visit it and write in it.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::{Output, Stdio};
use std::sync::Once;
use std::thread;
use std::time::Duration;

use crate::spip::bring;
use crate::support::{Mariadb, TestApp, mariadb, on_both};

/// The dump of a site, which its database is made from.
const DUMP: &str = "tests/spip/spip.sql";
/// A password with every letter that files of options and addresses give a meaning to, and as an address writes it.
const PASSWORD: &str = r#"p#a"s's\w o=r;d/@é"#;
const WRITTEN: &str = "p%23a%22s%27s%5Cw%20o%3Dr%3Bd%2F%40%C3%A9";

/// A MariaDB with the site as it is today, and as one that keeps UTF-8 in tables of latin1; with a user who may read them.
fn server() -> Option<&'static Mariadb> {
    static FILLED: Once = Once::new();
    let server = mariadb()?;
    FILLED.call_once(|| {
        server.execute("CREATE DATABASE spip; CREATE DATABASE ancien CHARACTER SET latin1;");
        let dump = crate::architecture::root().join(DUMP);
        server.load("spip", &dump);
        let folder = tempfile::tempdir().unwrap();
        let text = std::fs::read_to_string(&dump).unwrap();
        let ancient = text.replace("utf8mb4_general_ci", "latin1_swedish_ci").replace("utf8mb4", "latin1");
        let file = folder.path().join("ancien.sql");
        std::fs::write(&file, ancient).unwrap();
        server.load("ancien", &file);
        let password = PASSWORD.replace('\\', r"\\").replace('\'', "''");
        server.execute(&format!(
            "CREATE USER lecteur@'%' IDENTIFIED BY '{password}'; GRANT SELECT ON spip.* TO lecteur@'%'; \
             GRANT SELECT ON ancien.* TO lecteur@'%'; CREATE USER chef@'%'; GRANT ALL ON *.* TO chef@'%';"
        ));
    });
    Some(server)
}

fn address(server: &Mariadb, database: &str) -> String {
    format!("mysql://lecteur:{WRITTEN}@127.0.0.1:{}/{database}", server.port)
}

/// Runs the import from a server, and answers with what it said.
async fn bring_live(app: &TestApp, address: &str) -> String {
    let done = app.run(&["import", "spip", address]);
    let said = said(&done);
    assert!(done.status.success(), "{said}");
    app.store.follow().await.unwrap();
    said
}

fn said(done: &Output) -> String {
    String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr)
}

async fn a_live_site_comes_over_as_its_dump_does(app: TestApp) {
    let Some(server) = server() else { return };
    // somebody is about to change an article
    let mut writer = server.client(&["spip"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut typed = writer.stdin.take().unwrap();
    let change = "START TRANSACTION; UPDATE spip_articles SET titre = 'À moitié'; SELECT 'changed';\n";
    typed.write_all(change.as_bytes()).unwrap();
    let waiting = "SELECT count(*) FROM information_schema.innodb_trx WHERE trx_rows_modified > 0";
    let is_changed = |_| {
        thread::sleep(Duration::from_millis(50));
        let found = server.client(&["--skip-column-names", &format!("--execute={waiting}")]).output().unwrap();
        found.stdout.trim_ascii() != b"0"
    };
    assert!((0..200).any(is_changed), "nobody changes anything");
    let first = bring_live(&app, &address(server, "spip")).await;
    assert!(first.contains("created 80, updated 0, same 1, conflicts 0, refused 0"), "{first}");
    drop(typed);
    writer.wait().unwrap();
    let heading = format!("# Import du site SPIP `mysql://***@127.0.0.1:{}/spip`", server.port);
    assert!(first.contains(&heading), "{first}");
    for secret in [PASSWORD, WRITTEN, "lecteur"] {
        assert!(!first.contains(secret), "{first}");
    }
    let dumped = bring(&app, DUMP, &[]).await;
    assert!(dumped.contains("created 0, updated 0, same 81, conflicts 0, refused 0"), "{dumped}");
    let again = bring_live(&app, &address(server, "spip")).await;
    assert!(again.contains("created 0, updated 0, same 81, conflicts 0, refused 0"), "{again}");
    assert!(!again.contains("## Textes réparés"), "{again}");
}

/// Sites that grew up with MySQL 4 have UTF-8 in tables that say latin1: the server encodes it once more.
async fn utf_8_in_tables_of_latin1_is_mended(app: TestApp) {
    let Some(server) = server() else { return };
    bring(&app, DUMP, &[]).await;
    let ancient = bring_live(&app, &address(server, "ancien")).await;
    assert!(ancient.contains("created 0, updated 0, same 81, conflicts 0, refused 0"), "{ancient}");
    assert!(ancient.contains("## Textes réparés") && ancient.contains("- articles 1 : champ titre"), "{ancient}");
}

#[test]
fn what_a_server_refuses_is_told_in_its_words() {
    let Some(server) = server() else { return };
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("x.db").display());
    let port = server.port;
    for (address, expected) in [
        (format!("mysql://lecteur:hunter2@127.0.0.1:{port}/spip"), "the server refuses the user"),
        (format!("mysql://personne@127.0.0.1:{port}/spip"), "the server refuses the user"),
        (format!("mysql://lecteur:{WRITTEN}@127.0.0.1:{port}/mysql"), "the server refuses the user"),
        (format!("mariadb://chef@127.0.0.1:{port}/absent"), "the server has no database of this name"),
        (format!("mysql://chef@127.0.0.1:{port}/information_schema"), "cannot be read"),
        ("mysql://lecteur:hunter2@127.0.0.1:1/spip".to_owned(), "the server 127.0.0.1:1 does not answer"),
    ] {
        let done = crate::support::run(&database, &["import", "spip", &address]);
        let said = said(&done);
        assert!(!done.status.success() && said.contains(expected), "{address}: {said}");
        assert!(!said.contains("hunter2") && !said.contains(PASSWORD) && !said.contains(WRITTEN), "{said}");
    }
    assert!(!folder.path().join("x.db").exists(), "a site that cannot be read makes no database");
}

/// Runs the import with a stand-in as the only program, under a name, and with something on standard input.
fn with_stand_in(name: &str, script: &str, arguments: &[&str], typed: &str) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    let programs = folder.path().join("bin");
    std::fs::create_dir(&programs).unwrap();
    let file = programs.join(name);
    std::fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_bretagne-creative"));
    program.args(["import", "spip"]).args(arguments).env("PATH", &programs).env("BC_LOG", "warn");
    program.env("BC_DATABASE_URL", format!("sqlite:{}", folder.path().join("x.db").display()));
    program.current_dir(&folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = program.spawn().unwrap();
    // a program that needs no password has ended by now
    let _ = running.stdin.take().unwrap().write_all(typed.as_bytes());
    let done = running.wait_with_output().unwrap();
    (done.status.success(), said(&done))
}

#[test]
fn a_dump_that_is_not_whole_is_not_taken() {
    let dump = crate::architecture::root().join(DUMP);
    let text = std::fs::read_to_string(&dump).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        file.display().to_string()
    };
    let unmarked = put("unmarked.sql", text.split("-- Dump completed").next().unwrap());
    let cut = put("cut.sql", &text[..text.find("épicerie").unwrap()]);
    let whole = dump.display();
    let address = "mysql://ana:hunter2@db.test/spip";
    for (script, expected) in [
        (format!("/bin/cat {unmarked}"), "the dump ends before its last line"),
        (format!("/bin/cat {cut}"), "the dump ends before its last line"),
        (
            format!("/bin/cat {cut}; echo 'mysqldump: Error 2013: Lost connection to server during query' >&2; exit 3"),
            "the server ended the connection before the dump was whole",
        ),
        (format!("/bin/cat {whole}; exit 2"), "ended early (it did not say why)"),
        ("echo 'Got error: 1045: Access denied for user' >&2; exit 2".to_owned(), "the server refuses the user"),
        ("echo 'no SQL at all'; echo '-- Dump completed'".to_owned(), "no tables of a SPIP site"),
    ] {
        let (done, said) = with_stand_in("mariadb-dump", &script, &[address, "--dry-run"], "");
        assert!(!done && said.contains(expected) && !said.contains("hunter2"), "{script}: {said}");
        assert!(said.contains("mysql://***@db.test/spip cannot be read"), "{said}");
    }
}

#[test]
fn the_password_goes_through_a_pipe_alone() {
    let dump = crate::architecture::root().join(DUMP);
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().display();
    let script = format!(
        "echo \"$@\" >{kept}/arguments; /usr/bin/env >{kept}/environment; /bin/cat >{kept}/typed; /bin/cat {}",
        dump.display()
    );
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    for (arguments, typed) in [
        (&["mysql://ana:hun%22ter2@db.test:3307/spip", "--without-accounts"][..], ""),
        (&["mariadb://ana@db.test:3307/spip", "--ask-password"][..], "hun\"ter2\n"),
    ] {
        // the older name of the program does as well
        let (done, said) = with_stand_in("mysqldump", &script, arguments, typed);
        assert!(done && said.contains("created 80"), "{said}");
        assert!(read("arguments").contains("--single-transaction --skip-lock-tables"), "{}", read("arguments"));
        assert!(read("arguments").trim_end().ends_with("-- spip"), "{}", read("arguments"));
        assert!(read("typed").contains("password=\"hun\\\"ter2\"") && read("typed").contains("port=\"3307\""));
        for place in [read("arguments"), read("environment"), said] {
            assert!(!place.contains("ter2"), "{place}");
        }
    }
    let twice = with_stand_in("mysqldump", &script, &["mysql://ana:x@db.test/spip", "--ask-password"], "y\n");
    assert!(!twice.0 && twice.1.contains("the password stands in the address"), "{}", twice.1);
    let file = dump.display().to_string();
    let file = with_stand_in("mysqldump", &script, &[&file, "--ask-password"], "y\n");
    assert!(!file.0 && file.1.contains("a file has no password"), "{}", file.1);
}

#[test]
fn what_stands_in_the_way_of_asking_is_said() {
    let (done, said) = with_stand_in("other", "", &["mysql://ana@db.test/spip"], "");
    assert!(!done && said.contains("install the Debian package mariadb-client"), "{said}");
    for wrong in ["mysql://ana:hunter2@db.test", "mysql://db.test/spip", "mysql://ana:hun/ter2@db.test/spip"] {
        let (done, said) = with_stand_in("mysqldump", "exit 0", &[wrong], "");
        assert!(!done && said.contains("mysql://USER[:PASSWORD]@HOST[:PORT]/DATABASE"), "{said}");
        assert!(!said.contains("ter2"), "{said}");
    }
    // a server that takes the connection and says nothing
    let (done, said) = with_stand_in("mysqldump", "exec /bin/sleep 120", &["mysql://ana@db.test/spip"], "");
    assert!(!done && said.contains("the server db.test does not answer"), "{said}");
}

on_both! {
    empty:
        a_live_site_comes_over_as_its_dump_does,
        utf_8_in_tables_of_latin1_is_mended,
    ;
}
