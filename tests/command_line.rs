//! The program as somebody at a terminal meets it.

use std::process::Output;

use crate::support::{TestApp, on_both, run};

async fn an_import_tells_what_it_did(app: TestApp) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), include_str!("../api/data/demo.ndjson")).unwrap();
    let path = file.path().to_str().unwrap();
    let first = app.run(&["import", "--origin", "import", path, "--quiet"]);
    assert_eq!(
        (first.status.code(), out(&first).trim()),
        (Some(0), "created 300, updated 0, same 0, conflicts 0, refused 0"),
        "{first:?}"
    );
    let again = app.run(&["import", "--origin", "import", path]);
    assert_eq!(out(&again).trim(), "created 0, updated 0, same 300, conflicts 0, refused 0");
    std::fs::write(file.path(), "{\"kind\":\"initiative\",\"key\":\"heol\",\"title\":\"\"}\n{\"kind\":\"initiative\",\"key\":\"new\",\"title\":\"New\"}\n").unwrap();
    let bad = app.run(&["import", "--origin", "import", path]);
    assert_eq!(bad.status.code(), Some(1));
    assert!(out(&bad).contains("line 1 initiative \"heol\": refused: title: this is missing"), "{}", out(&bad));
    assert!(out(&bad).contains("created 1, updated 0, same 0, conflicts 0, refused 1"), "{}", out(&bad));
    let missing = app.run(&["import", "--origin", "import", "/nothing/here.ndjson"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(err(&missing).contains("cannot be read"));
}

async fn doctor_finds_a_healthy_database_healthy_and_a_broken_one_not(app: TestApp) {
    let well = app.run(&["doctor", "--verbose"]);
    assert!(well.status.success() && !out(&well).contains("WRONG"), "{}", out(&well));
    break_something(&app.database_url()).await;
    let broken = app.run(&["doctor", "--verbose"]);
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
    assert!(err(&output).contains("BC_LISTEM: there is no such setting"), "{}", err(&output));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bad.toml"), "[limits]\ndepth = \"deep\"\n").unwrap();
    let output = run("sqlite:x.db", &["config", "--config", folder.path().join("bad.toml").to_str().unwrap()]);
    assert!(!output.status.success() && err(&output).contains("depth"), "{}", err(&output));
}

#[test]
fn what_is_wrong_in_the_configuration_is_told_in_its_own_words() {
    let started = |settings: &[(&str, &str)], file: &str| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("bretagne-creative.toml"), file).unwrap();
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_bretagne-creative"));
        program.arg("config").current_dir(folder.path()).envs(settings.iter().copied()).output().unwrap()
    };
    let cannot = "error: the configuration cannot be used: ";
    for (name, value, says) in [
        ("BC_LISTN", "1", "BC_LISTN: there is no such setting; did you mean BC_LISTEN?"),
        ("BC_LIMITS__DEPHT", "1", "BC_LIMITS__DEPHT: there is no such setting; did you mean BC_LIMITS__DEPTH?"),
        ("BC_DATABASE", "x", "BC_DATABASE: there is no such setting; did you mean BC_DATABASE_URL?"),
        (
            "BC_XYLOPHONE",
            "1",
            "BC_XYLOPHONE: there is no such setting; the command `reference settings` prints them all",
        ),
        ("BC_LISTEN", "8000", "BC_LISTEN: \"8000\" is not an address with a port: say 127.0.0.1:8000"),
        ("BC_LISTEN", "localhost:80", "BC_LISTEN: \"localhost:80\" is not an address with a port: say 127.0.0.1:80"),
        ("BC_LISTEN", "here", "BC_LISTEN: \"here\" is not an address with a port, such as 127.0.0.1:8000"),
        ("BC_METRICS_LISTEN", "9000", "BC_METRICS_LISTEN: \"9000\" is not an address with a port: say 127.0.0.1:9000"),
        ("BC_CONNECTIONS", "many", "BC_CONNECTIONS: \"many\" is not a whole number"),
        ("BC_DIAGNOSTICS", "maybe", "BC_DIAGNOSTICS: \"maybe\" is not true or false"),
        ("BC_LOG_FORMAT", "xml", "BC_LOG_FORMAT: \"xml\" is not known; text, json are"),
        ("BC_JWT_ALGORITHM", "RS256", "BC_JWT_ALGORITHM: \"RS256\" is not known; EdDSA, HS256 are"),
    ] {
        let output = started(&[(name, value)], "");
        assert_eq!((output.status.code(), err(&output).trim()), (Some(1), format!("{cannot}{says}").as_str()));
    }
    for (file, says) in [
        ("listn = \"127.0.0.1:1\"", "listn in "),
        ("listn = \"127.0.0.1:1\"", "bretagne-creative.toml: there is no such setting; did you mean listen?"),
        ("listen = 8000", "say 127.0.0.1:8000"),
        ("[limits]\ncots = 1", "limits.cots in "),
        ("[limits]\ncots = 1", "did you mean limits.cost?"),
        ("trusted_proxies = 1", "expected a list, or a text with commas between its parts"),
    ] {
        let output = started(&[], file);
        assert!(output.status.code() == Some(1) && err(&output).starts_with(cannot), "{file}: {}", err(&output));
        assert!(err(&output).contains(says) && err(&output).lines().count() == 1, "{file}: {}", err(&output));
    }
    // all of it at once
    let output = started(&[("BC_LISTN", "1"), ("BC_CONNECTIONS", "many"), ("BC_LOG_FORMAT", "xml")], "");
    for name in ["BC_LISTN", "BC_CONNECTIONS", "BC_LOG_FORMAT"] {
        assert!(err(&output).contains(name), "{}", err(&output));
    }
}

#[test]
fn the_first_help_is_for_those_who_run_it() {
    let help = out(&run("sqlite:unused.db", &["--help"]));
    assert!(help.starts_with("Serves the content of a network, and looks after its database."), "{help}");
    for word in ["Floor", "wire", "crate"] {
        assert!(!help.contains(word), "{word}: {help}");
    }
    for word in ["serve --demo", "member create", "doctor", "BC_DATABASE_URL", "Exit codes"] {
        assert!(help.contains(word), "{word}: {help}");
    }
}

/// What these print asks neither the settings nor a database.
#[test]
fn the_pages_of_the_reference_are_those_of_the_code() {
    for page in ["settings", "commands"] {
        let path = format!("docs/reference/{page}.md");
        let held = std::fs::read_to_string(format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"))).unwrap_or_default();
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_bretagne-creative"));
        let told = program.args(["reference", page]).env("BC_NOTHING_OF_THE_KIND", "1").output().unwrap();
        assert!(held == out(&told), "{path} is not what the code says: cargo run -- reference {page} > {path}");
    }
    let settings = out(&run("sqlite:unused.db", &["reference", "settings"]));
    let config = out(&run("sqlite:unused.db", &["config"]));
    for name in config.lines().filter_map(|it| it.split(" =").next()) {
        let variable = format!("`BC_{}`", name.replace('.', "__").to_uppercase());
        let listed = settings.lines().find(|it| it.starts_with(&format!("| `{name}` |")));
        assert!(listed.is_some_and(|it| name == "issuers" || it.contains(&variable)), "{name} is not listed");
    }
    let commands = out(&run("sqlite:unused.db", &["reference", "commands"]));
    for heading in ["## serve", "### member create", "### mail show", "### audit prune", "## migrate"] {
        assert!(commands.contains(&format!("\n{heading}\n")), "{heading}: {commands}");
    }
}

#[test]
fn the_schema_in_the_repository_is_the_one_of_the_code() {
    let held = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../schema.graphql")).unwrap();
    let told = out(&run("sqlite:unused.db", &["schema"]));
    assert!(held == told, "schema.graphql is not what the code says: cargo run -- schema > schema.graphql");
}

#[test]
fn the_description_in_the_repository_is_the_one_of_the_code() {
    let held = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi.json")).unwrap();
    let told = out(&run("sqlite:unused.db", &["openapi"]));
    assert!(held == told, "openapi.json is not what the code says: cargo run -- openapi > openapi.json");
}

async fn break_something(url: &str) {
    use sqlx::{Connection, Executor};
    let statement = "DELETE FROM search_doc WHERE doc > 0";
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
