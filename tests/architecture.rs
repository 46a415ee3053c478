//! The house stands as docs/ARCHITECTURE.md draws it: what the compiler does not hold, this does.

use std::path::{Path, PathBuf};

#[test]
fn the_wire_names_no_orm() {
    let manifest = read("api/Cargo.toml");
    for name in ["sea-orm", "sea-query", "migration"] {
        assert!(!manifest.contains(name), "api/Cargo.toml names {name}");
    }
    let runtime = manifest.split("[dev-dependencies]").next().unwrap();
    assert!(!runtime.contains("sqlx"), "api/Cargo.toml names sqlx outside the tests");
}

#[test]
fn full_rights_are_spelled_out_on_the_command_line_only() {
    for file in sources("api/src") {
        if !file.starts_with(root().join("api/src/cli")) {
            assert!(!text(&file).contains("Viewer::operator"), "{}", file.display());
        }
    }
}

/// Every statement that reads entries for a viewer begins at `Reader::scoped`, which asks the policy. In the rooms that read for
/// viewers a file that begins one by itself asks the policy in the same statement; `relation.rs` yields only pairs of row numbers,
/// which a scoped statement is joined with.
#[test]
fn entries_are_read_through_one_door() {
    let query = root().join("entity/src/query");
    let mut files = sources("entity/src/query");
    files.push(root().join("entity/src/reader.rs"));
    for file in files.iter().filter(|it| **it != query.join("relation.rs")) {
        let text = text(file);
        if !text.contains("model::entry::{") && !text.contains("model::entry::row") {
            continue;
        }
        assert!(!text.contains(" row::Entity::find()"), "{} reads entries past the policy", file.display());
        for (at, _) in text.match_indices("from(row::Entity)") {
            let statement = text[at..].split(';').next().unwrap_or_default();
            assert!(statement.contains("policy::"), "{} reads entries past the policy", file.display());
        }
    }
}

#[test]
fn files_have_one_subject_and_say_which() {
    for folder in ["api/src", "entity/src", "migration/src", "tests"] {
        for file in sources(folder) {
            let text = text(&file);
            let most = if folder == "tests" { 600 } else { 400 };
            assert!(text.lines().count() <= most, "{} has {} lines", file.display(), text.lines().count());
            assert!(text.starts_with("//!"), "{} does not say what lives in it", file.display());
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(!["utils", "helpers", "common", "misc"].contains(&name.as_str()), "{}", file.display());
        }
    }
}

#[test]
fn no_merge_is_left_half_done() {
    let marks = ["<".repeat(7), ">".repeat(7)].map(|it| format!("{it} "));
    for folder in ["api/src", "entity/src", "migration/src", "tests", "docs"] {
        for file in files(&root().join(folder)) {
            let Ok(text) = std::fs::read_to_string(&file) else { continue };
            let marked = text.lines().any(|line| marks.iter().any(|mark| line.starts_with(mark)));
            assert!(!marked, "{} holds the marks of a conflict", file.display());
        }
    }
}

#[test]
fn the_clock_is_asked_in_one_place() {
    for folder in ["api/src", "entity/src"] {
        for file in sources(folder) {
            let clock = file.ends_with("value/clock.rs");
            assert!(clock || !text(&file).contains("Utc::now"), "{}", file.display());
        }
    }
}

/// Whoever takes rights away commits in the one way that other servers hear of before it is answered.
#[test]
fn rights_are_taken_away_where_all_hear_of_it() {
    for path in sources("entity/src") {
        let text = text(&path);
        let takes = ["end_all(&txn", "end_family(&txn", "take(&txn, seq)"].iter().any(|it| text.contains(it));
        assert!(!takes || text.contains("commit_rights(txn"), "{}", path.display());
    }
}

/// Nothing is told as done but what a commit has returned: transactions begin and end in one file, and what mutations answer comes
/// out of one function.
#[test]
fn success_is_told_by_a_commit_alone() {
    for path in sources("entity/src") {
        let (text, name) = (text(&path), path.strip_prefix(root().join("entity/src")).unwrap().display().to_string());
        // opening a file tries its lock, before there is anything to tell
        if !["db/turn.rs", "db/connect.rs", "import/scratch.rs"].contains(&name.as_str()) {
            for door in ["DatabaseTransaction", "TransactionTrait", ".commit().await", "begin_with"] {
                assert!(!text.contains(door), "{name} has {door}");
            }
        }
        let text = text.split("#[cfg(test)]").next().unwrap();
        let keeps_house = ["upkeep/", "db/"].iter().any(|room| name.starts_with(room))
            || ["store.rs", "database.rs", "import/scratch.rs"].contains(&name.as_str())
            || name.ends_with("plans.rs");
        assert!(keeps_house || !text.contains(".maintenance()"), "{name} takes a connection that no transaction holds");
    }
    for path in sources("api/src/graphql") {
        let carries = path.ends_with("payload.rs");
        assert!(carries || !text(&path).contains("tokio::spawn"), "{} carries a write by itself", path.display());
    }
    for path in sources("api/src/http") {
        let text = text(&path);
        assert!(
            !text.contains(".writer(") || text.contains("carried_for("),
            "{} writes and carries nothing",
            path.display()
        );
    }
}

/// A `Writer` writes: each of its public methods tells what a commit has returned. What only reads is read through a `Reader`.
#[test]
fn a_writer_writes_and_a_reader_reads() {
    // an import commits as it goes; so does what deletes lines of the audit, and tells how many
    let commit_by_themselves = ["import", "prune_audit"];
    let mut writes = 0;
    for path in sources("entity/src") {
        let (text, name) = (text(&path), path.display());
        for block in blocks(&text, "impl Writer {") {
            for method in block.split("\n    pub ").skip(1) {
                let signature = method.split(" {\n").next().unwrap();
                let Some(signature) = signature.strip_prefix("async fn ") else {
                    let says_how = signature.starts_with("fn called_by(") || signature.starts_with("fn noting(");
                    assert!(says_how, "{name}: a Writer does nothing without waiting for it: {signature}");
                    continue;
                };
                let called = signature.split(['(', '<']).next().unwrap();
                let commits = signature.contains("-> Result<Committed<") || commit_by_themselves.contains(&called);
                assert!(commits, "{name}: Writer::{called} commits nothing; let a Reader read it");
                writes += 1;
            }
        }
        for block in blocks(&text, "impl Reader {") {
            for door in [".write.begin", ".turn()", ".transaction()", "Committed<"] {
                assert!(!block.contains(door), "{name}: a Reader has {door}");
            }
        }
    }
    assert!(writes > 30, "{writes} methods were found");
}

/// One connection tells whether the database is there, and stops statements. Whatever else went over it could make the server
/// believe that the database is gone.
#[test]
fn the_control_connection_carries_heartbeats_and_cancellations_alone() {
    for path in sources("entity/src") {
        let (text, name) = (text(&path), path.strip_prefix(root().join("entity/src")).unwrap().display().to_string());
        // a replica has a control connection of its own, which asks how far it is
        let most = usize::from(name == "store.rs" || name == "db/replica.rs");
        assert!(text.matches(".heartbeat()").count() <= most, "{name} takes the control connection");
    }
    let store = read("entity/src/store.rs");
    let asks = store.split("pub async fn ask_whether_up(").nth(1).unwrap().split("\n    }\n").next().unwrap();
    assert!(asks.contains(".heartbeat()"), "it is taken to ask whether the database is up");
    // its field is private to this file, which takes it to cancel, to close it, and to tell which database it is
    let pool = read("entity/src/db/pool.rs");
    let statements = ["control.query", "control.execute", "control.stream", "control.begin"];
    let sent: usize = statements.iter().map(|it| pool.matches(it).count()).sum();
    assert_eq!(
        (sent, pool.matches("pg_cancel_backend").count()),
        (1, 1),
        "pool.rs cancels over it, and sends nothing else"
    );
}

/// Old lines of the audit can be deleted because nothing rests on them: the journal writes them, one file reads them, one deletes
/// them, and no text of SQL names the table.
#[test]
fn the_audit_is_read_in_one_place() {
    for folder in ["entity/src", "api/src"] {
        for path in sources(folder) {
            let (text, file) = (text(&path), path.strip_prefix(root().join(folder)).unwrap().display().to_string());
            for named in ["FROM audit", "JOIN audit", "Alias::new(\"audit\")"] {
                assert!(!text.contains(named), "{file} reads the audit by a text of SQL");
            }
            match file.as_str() {
                "query/audit.rs" | "upkeep/prune_audit.rs" => {}
                "journal.rs" => assert!(!text.contains("table::Entity::find"), "the journal reads the audit"),
                _ => assert!(!text.contains("model::audit::"), "{file} names the table of the audit"),
            }
        }
    }
}

#[test]
fn every_operation_of_the_documentation_is_there() {
    let readme = read("README.md");
    assert!(readme.contains("cargo run --release -- serve --demo"));
    assert!(readme.contains("cargo test --workspace"));
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn read(path: &str) -> String {
    text(&root().join(path))
}

pub(crate) fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// What stands between a line that begins a block and the line that ends it, wherever the block is.
fn blocks<'a>(text: &'a str, beginning: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(beginning).skip(1).map(|rest| rest.split("\n}\n").next().unwrap_or_default())
}

/// The Rust files below a folder.
pub(crate) fn sources(folder: &str) -> Vec<PathBuf> {
    let mut files = files(&root().join(folder));
    files.retain(|it| it.extension().is_some_and(|it| it == "rs"));
    files
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut folders, mut files) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            // what npm installs is not ours
            if path.ends_with("node_modules") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files
}
