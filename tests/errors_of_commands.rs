//! What the command line says when something cannot be done: as a person at a terminal reads it, kept as a whole, so that somebody reads
//! it when it changes. What is of one run alone (folders, addresses of databases, steps of the tables) is put into brackets.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::sessions::PASSWORD;
use crate::support::{TestApp, on_both};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");

/// A page of commands with what they said.
struct Page<'a> {
    told: String,
    folder: &'a Path,
    database: String,
    /// What is of this run alone, with what stands for it.
    written: Vec<(String, &'static str)>,
}

impl<'a> Page<'a> {
    fn new(folder: &'a Path, database: &str) -> Self {
        let real = folder.canonicalize().unwrap();
        let written = vec![(real.display().to_string(), "[folder]"), (folder.display().to_string(), "[folder]")];
        Self { told: String::new(), folder, database: database.to_owned(), written }
    }

    fn part(&mut self, title: &str) {
        self.told += &format!("\n# {title}\n");
    }

    fn command(&self, arguments: &[&str], settings: &[(&str, &str)]) -> Command {
        let mut program = Command::new(PROGRAM);
        program.args(arguments).current_dir(self.folder).stdin(Stdio::null());
        program.env("BC_LOG", "off").env("BC_DATABASE_URL", &self.database).envs(settings.iter().copied());
        program
    }

    /// What has to be there first.
    fn made(&self, arguments: &[&str]) {
        let done = self.command(arguments, &[]).output().unwrap();
        assert!(done.status.success(), "{arguments:?}: {done:?}");
    }

    /// Tries what cannot be done.
    fn tried(&mut self, arguments: &[&str]) {
        self.tried_with(&[], arguments);
    }

    /// The same with settings.
    fn tried_with(&mut self, settings: &[(&str, &str)], arguments: &[&str]) {
        let done = self.command(arguments, settings).output().unwrap();
        let word = |it: &str| if it.is_empty() || it.contains(' ') { format!("'{it}'") } else { it.to_owned() };
        let mut line: Vec<String> = settings.iter().map(|(name, value)| format!("{name}={}", word(value))).collect();
        line.push("bretagne-creative".to_owned());
        line.extend(arguments.iter().map(|it| word(it)));
        let line = line.join(" ");
        let code = done.status.code().unwrap();
        assert!([1, 2].contains(&code), "{line} is an error: {done:?}");
        let said = [&done.stdout, &done.stderr].map(|it| String::from_utf8(it.clone()).unwrap()).concat();
        assert!(!said.contains("s3cret") && !said.contains("panicked"), "{line}: {said}");
        let said: Vec<&str> = said.lines().map(str::trim_end).collect();
        let told = format!("\n$ {line}\n{}\n[exit code {code}]\n", said.join("\n").trim_end());
        self.told += &self.written.iter().fold(told, |told, (from, to)| told.replace(from, to));
    }
}

/// A folder with files that somebody may take for something else.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("brochure.pdf", "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"),
        ("notes.txt", "This is a letter to my aunt, and no database.\n"),
        ("rows.ndjson", "{\"kind\":\"article\",\"key\":\"bilan\",\"title\":\"Bilan\"}\n"),
        ("table.ndjson", "kind;key;title\narticle;bilan;Bilan\n"),
        (
            "wrong.ndjson",
            "{\"kind\":\"artcle\",\"key\":\"a\",\"title\":\"A\"}\n\
             {\"kind\":\"article\",\"key\":\"b\",\"titel\":\"B\"}\n\
             {\"kind\":\"article\",\"title\":\n\
             [1]\n\
             {\"kind\":\"article\",\"key\":\"c\",\"title\":\"C\",\"territories\":[\"commune:99999\"]}\n",
        ),
        ("names.toml", "listn = \"127.0.0.1:8000\"\n[limits]\ncots = 1\n"),
        ("values.toml", "listen = 8000\nconnections = \"many\"\n"),
        ("broken.toml", "listen = \n"),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn the_errors_that_operators_meet() {
    let place = folder();
    let files = || std::fs::read_dir(place.path()).unwrap().count();
    let before = files();
    let mut page = Page::new(place.path(), "sqlite:network.db");

    page.part("What is not understood");
    page.tried(&["serv"]);
    page.tried(&["member", "list", "--everybody"]);
    page.tried(&["member", "create", "--name", "Ana"]);
    page.tried(&["member", "create", "--name", "Ana", "--email", "ana@example.org", "--role", "chief"]);
    page.tried(&["member", "invite", "--name", "Ana", "--email", "ana@example.org", "--territory", "brest"]);
    page.tried(&["backup"]);
    page.tried(&["import"]);
    page.tried(&["import", "--origin", "Our Site", "rows.ndjson"]);
    page.tried(&["import", "--origin", "site", "--dry-run", "--strict", "rows.ndjson"]);
    page.tried(&["import", "--origin", "site", "--format", "xml", "rows.ndjson"]);
    page.tried(&["import", "wordpress", "rows.ndjson"]);
    page.tried(&["session", "revoke", "7"]);
    page.tried(&["token", "create", "--name", "site", "--scope", "everything"]);
    page.tried(&["audit", "prune"]);
    page.tried(&["migrate", "--down", "0"]);
    page.tried(&["reference", "everything"]);

    page.part("There is no database");
    let commands: [&[&str]; 13] = [
        &["doctor"],
        &["member", "list"],
        &["audit"],
        &["session", "list", "ana@example.org"],
        &["token", "list"],
        &["media", "sweep"],
        &["mail", "list"],
        &["export"],
        &["backup", "copy.db"],
        &["migrate", "--status"],
        &["key", "rotate"],
        &["import", "--dry-run", "rows.ndjson"],
        &["copy", "sqlite:network.db", "sqlite:other.db"],
    ];
    for command in commands {
        page.tried(command);
    }

    page.part("Files");
    page.tried(&["import", "--origin", "site", "nothing.ndjson"]);
    page.tried(&["import", "--origin", "site", "brochure.pdf"]);
    page.tried(&["import", "--origin", "site", "table.ndjson"]);
    page.tried(&["import", "spip", "nothing.sqlite"]);
    page.tried(&["restore", "nothing.db"]);
    page.tried(&["restore", "notes.txt"]);

    page.part("The address of the database");
    for url in ["network.db", "", "mysql://ana:s3cret@db.test/network", "postgres://ana:s3cret@127.0.0.1:1/network"] {
        page.tried_with(&[("BC_DATABASE_URL", url)], &["doctor"]);
    }

    page.part("Settings");
    for file in ["nothing.toml", "names.toml", "values.toml", "broken.toml"] {
        page.tried(&["--config", file, "config"]);
    }
    for (name, value) in [
        ("BC_LISTN", "127.0.0.1:8000"),
        ("BC_LIMITS__DEPHT", "1"),
        ("BC_LIMITS__DEPTH", "0"),
        ("BC_LISTEN", "8000"),
        ("BC_CONNECTIONS", "many"),
        ("BC_DIAGNOSTICS", "maybe"),
        ("BC_TRUSTED_PROXIES", "proxy"),
        ("BC_SITE_URL", "www.example.org"),
        ("BC_ENTRY_URL", "https://www.example.org/"),
        ("BC_KIND_WORDS", "recette=recettes"),
        ("BC_KIND_WORDS", "recipe=recettes"),
        ("BC_SMTP_URL", "smtp://ana:s3cret@mail.example.org"),
        ("BC_MEDIA_URL", "s3://B"),
        ("BC_ADMIN_PASSWORD", "s3cret"),
        ("BC_DOCUMENTS_ONLY", "true"),
    ] {
        page.tried_with(&[(name, value)], &["config"]);
    }
    assert_eq!(files(), before, "what fails leaves nothing behind");

    page.part("A SQLite database");
    page.made(&["migrate"]);
    page.tried(&["backup", "network.db"]);
    page.tried(&["restore", "network.db"]);

    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("errors_of_commands", page.told.replace("s3cret", "SECRET"));
    });
}

/// The same page on both databases.
async fn the_errors_that_a_database_is_asked_for(app: TestApp) {
    let place = folder();
    let url = app.database_url();
    let mut page = Page::new(place.path(), &url);
    let config = page.command(&["config"], &[]).output().unwrap();
    let config = String::from_utf8(config.stdout).unwrap();
    let shown = config.lines().find_map(|it| it.strip_prefix("database_url = ")).unwrap();
    let status = String::from_utf8(app.run(&["migrate", "--status"]).stdout).unwrap();
    let last = status.lines().filter_map(|it| it.strip_prefix("applied  ")).next_back().unwrap();
    let file = shown.strip_prefix("sqlite:").unwrap_or(shown);
    for (text, name) in [(url.as_str(), "[url]"), (shown, "[database]"), (file, "[database]"), (last, "[step]")] {
        page.written.push((text.to_owned(), name));
    }
    let mut create = page.command(&["member", "create", "--name", "Ana", "--email", "ana@example.org"], &[]);
    std::fs::write(place.path().join("password"), PASSWORD).unwrap();
    let typed = std::fs::File::open(place.path().join("password")).unwrap();
    let made = create.stdin(Stdio::from(typed)).output().unwrap();
    assert!(made.status.success(), "{made:?}");

    page.part("People");
    page.tried(&["member", "create", "--name", "Zoé", "--email", "zoe@example.org"]);
    page.tried(&["member", "create", "--name", "Zoé", "--email", "zoe at example.org"]);
    page.tried(&["member", "create", "--name", "Zoé", "--email", "zoe@example.org", "--role", "editor"]);
    page.tried(&["member", "role", "nobody@example.org", "admin"]);
    page.tried(&["member", "suspend", "nobody@example.org"]);
    page.tried(&["session", "list", "nobody@example.org"]);
    page.tried(&["session", "revoke", "0199f1a2-0000-7000-8000-000000000001"]);
    page.tried(&["token", "revoke", "0199f1a2-0000-7000-8000-000000000001"]);

    page.part("Rows");
    page.tried(&["import", "rows.ndjson"]);
    page.tried(&["import", "--origin", "site", "wrong.ndjson"]);
    page.tried(&["import", "--origin", "site", "--strict", "wrong.ndjson"]);

    page.part("The database");
    page.tried(&["migrate", "--down", "1"]);
    page.tried(&["copy", &url, &url]);
    page.tried(&["copy", &url, "oracle:network"]);

    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("errors_of_commands_on_a_database", page.told);
    });
}

on_both! {
    empty:
        the_errors_that_a_database_is_asked_for,
    ;
}
