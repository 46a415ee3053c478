//! An import that is killed at any moment leaves whole rows, and the same import again ends with the same content. `BC_TEST_KILLS` says how
//! often each is killed.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use serde_json::json;

use crate::support::{Engine, TestApp, on_both};

/// How many rows are imported.
const ROWS: usize = 400;

/// Rows of which each names others; `round` changes some.
fn rows(round: usize) -> String {
    let mut text = String::new();
    for it in 0..20 {
        let member = json!({ "kind": "member", "key": format!("m{it}"), "id": format!("0190a000-0000-7000-8000-0000000001{it:02}"),
            "memberKind": "PERSON", "name": format!("Membre {it}") });
        let theme = json!({ "kind": "theme", "key": format!("t{it}"), "id": format!("0190a000-0000-7000-8000-0000000002{it:02}"),
            "name": { "fr": format!("Thème {it}") } });
        text.push_str(&format!("{member}\n{theme}\n"));
    }
    for it in 0..ROWS {
        let title = if it % 3 == 0 { format!("Recette {it}, version {round}") } else { format!("Recette {it}") };
        let row = json!({
            "kind": "recipe", "key": format!("r{it}"), "id": format!("0190a000-0000-7000-8000-00000001{it:04}"),
            "title": title, "body": format!("Du texte sur le numéro {it}."), "status": "PUBLISHED",
            "publishedAt": "2026-01-02T03:04:05Z", "authors": [format!("m{}", it % 20)], "themes": [format!("t{}", it % 20)],
            "territories": ["commune:29019"], "steps": [{ "text": "Commencer." }, { "text": "Finir." }],
        });
        text.push_str(&format!("{row}\n"));
    }
    text
}

/// A number below another, by chance.
fn chance(below: u64) -> u64 {
    RandomState::new().hash_one(below) % below
}

fn kills() -> u64 {
    std::env::var("BC_TEST_KILLS").ok().and_then(|it| it.parse().ok()).unwrap_or(4)
}

/// What a database holds, but for moments at which rows were written.
async fn held(app: &TestApp) -> (String, Vec<i64>) {
    let done = app.run(&["export"]);
    assert!(done.status.success(), "{done:?}");
    let mut counts = Vec::new();
    for table in ["entry", "revision", "external_id", "entry_credit", "entry_theme", "recipe", "search_doc", "member"] {
        counts.push(app.number(&format!("SELECT count(*) FROM {table}")).await);
    }
    counts.push(app.number("SELECT count(*) FROM audit WHERE action IN ('create', 'update')").await);
    (String::from_utf8(done.stdout).unwrap(), counts)
}

async fn killed_imports_end_with_the_same_content(app: TestApp) {
    let engine = if app.database_url().starts_with("sqlite:") { Engine::Sqlite } else { Engine::Postgres };
    let whole = TestApp::empty(engine).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.ndjson");
    let arguments = ["import", file.to_str().unwrap(), "--origin", "x", "--quiet"];
    for round in 1..=2 {
        std::fs::write(&file, rows(round)).unwrap();
        let began = std::time::Instant::now();
        let done = whole.run(&arguments);
        assert!(done.status.success(), "{done:?}");
        let longest = u64::try_from(began.elapsed().as_millis()).unwrap().max(50);
        let mut cut = 0;
        for _ in 0..kills() {
            let mut running = app.command(&arguments).stdout(std::process::Stdio::null()).spawn().unwrap();
            let patience = Duration::from_millis(chance(longest));
            tokio::time::sleep(patience).await;
            running.kill().unwrap();
            cut += u64::from(!running.wait().unwrap().success());
            // no half rows: each entry has its version, its key and its own part
            for (one, other) in [("entry", "revision"), ("entry", "recipe")] {
                let missing = match other {
                    "revision" => {
                        "NOT EXISTS (SELECT 1 FROM revision r WHERE r.entry_seq = entry.seq AND r.version = entry.version)"
                    }
                    _ => "NOT EXISTS (SELECT 1 FROM recipe r WHERE r.entry_seq = entry.seq)",
                };
                let half = app.number(&format!("SELECT count(*) FROM {one} WHERE {missing}")).await;
                assert_eq!(half, 0, "killed after {patience:?}: {other}");
            }
            let keys = "SELECT count(*) FROM entry WHERE NOT EXISTS (SELECT 1 FROM external_id x WHERE x.object_id = entry.id)";
            assert_eq!(app.number(keys).await, 0, "killed after {patience:?}");
        }
        eprintln!("round {round}: {cut} of {} imports were killed before their end", kills());
        let done = app.run(&arguments);
        assert!(done.status.success(), "{done:?}");
        let (killed, unkilled) = (held(&app).await, held(&whole).await);
        assert_eq!(killed.1, unkilled.1);
        assert!(killed.0 == unkilled.0, "the content differs");
    }
}

on_both! {
    empty: killed_imports_end_with_the_same_content,;
}
