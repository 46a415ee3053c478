//! An import that is killed at any moment leaves whole rows, and the same import again ends with the same content. `BC_TEST_KILLS` says how
//! many are killed on each database, and `BC_TEST_SEED` repeats the moments of a run that printed it.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use serde_json::json;

use crate::support::{Engine, TestApp, on_both};

/// How many entries are imported at first.
const ROWS: usize = 400;
/// How many more each round has.
const MORE: usize = 10;
/// How many imports are killed unless it is said, and how many of them with the same content.
const KILLS: usize = 8;
const A_ROUND: usize = 4;
/// What no moment may leave behind: rows of which a part is missing, and what is there twice.
const HALF: [(&str, &str); 7] = [
    (
        "an entry without its version",
        "entry WHERE NOT EXISTS (SELECT 1 FROM revision r WHERE r.entry_seq = entry.seq AND r.version = entry.version)",
    ),
    ("a recipe without its own part", "entry WHERE NOT EXISTS (SELECT 1 FROM recipe r WHERE r.entry_seq = entry.seq)"),
    (
        "an entry without its author",
        "entry WHERE NOT EXISTS (SELECT 1 FROM entry_credit c WHERE c.entry_seq = entry.seq)",
    ),
    (
        "an entry without its theme",
        "entry WHERE NOT EXISTS (SELECT 1 FROM entry_theme t WHERE t.entry_seq = entry.seq)",
    ),
    ("an entry without its key", "entry WHERE NOT EXISTS (SELECT 1 FROM external_id x WHERE x.object_id = entry.id)"),
    (
        "a key without its entry",
        "external_id x WHERE x.kind = 'recipe' AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.id = x.object_id)",
    ),
    ("two keys of one thing", "(SELECT object_id FROM external_id GROUP BY object_id HAVING count(*) > 1) x"),
];

/// How many entries a round has.
fn entries(round: usize) -> usize {
    ROWS + MORE * (round - 1)
}

/// Rows of which each names others; each round changes some, and has some more.
fn rows(round: usize) -> String {
    let mut text = String::new();
    for it in 0..20 {
        let member = json!({ "kind": "member", "key": format!("m{it}"), "id": format!("0190a000-0000-7000-8000-0000000001{it:02}"),
            "memberKind": "PERSON", "name": format!("Membre {it}") });
        let theme = json!({ "kind": "theme", "key": format!("t{it}"), "id": format!("0190a000-0000-7000-8000-0000000002{it:02}"),
            "name": { "fr": format!("Thème {it}") } });
        text.push_str(&format!("{member}\n{theme}\n"));
    }
    for it in 0..entries(round) {
        let changes = (it + round).is_multiple_of(3);
        let title = if changes { format!("Recette {it}, version {round}") } else { format!("Recette {it}") };
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

/// Numbers by chance, the same ones for the same seed (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % most
    }
}

/// A number that the environment says.
fn said<T: std::str::FromStr>(name: &str) -> Option<T> {
    let said = std::env::var(name).ok()?;
    Some(said.parse().unwrap_or_else(|_| panic!("{name} is no number: {said}")))
}

/// What a database holds, but for moments at which rows were written.
async fn held(app: &TestApp) -> (String, Vec<i64>) {
    let done = app.run(&["export"]);
    assert!(done.status.success(), "{done:?}");
    let mut counts = Vec::new();
    for table in
        ["entry", "revision", "external_id", "entry_credit", "entry_theme", "recipe", "search_doc", "member", "listing"]
    {
        counts.push(app.number(&format!("SELECT count(*) FROM {table}")).await);
    }
    counts.push(app.number("SELECT count(*) FROM audit WHERE action IN ('create', 'update')").await);
    (String::from_utf8(done.stdout).unwrap(), counts)
}

async fn killed_imports_end_with_the_same_content(app: TestApp) {
    let engine = if app.database_url().starts_with("sqlite:") { Engine::Sqlite } else { Engine::Postgres };
    let (kills, seed) = (said("BC_TEST_KILLS").unwrap_or(KILLS), said("BC_TEST_SEED"));
    let seed = seed.unwrap_or_else(|| RandomState::new().hash_one(0));
    eprintln!("{engine:?}: {kills} imports are killed; BC_TEST_SEED={seed}");
    let (mut chance, mut left, mut round) = (Chance(seed), kills, 0);
    let whole = TestApp::empty(engine).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.ndjson");
    let arguments = ["import", file.to_str().unwrap(), "--origin", "x", "--quiet"];
    while left > 0 {
        round += 1;
        let at_once = left.min(A_ROUND);
        left -= at_once;
        std::fs::write(&file, rows(round)).unwrap();
        let began = std::time::Instant::now();
        let done = whole.run(&arguments);
        assert!(done.status.success(), "{done:?}");
        let longest = u64::try_from(began.elapsed().as_millis()).unwrap().max(50);
        let mut cut = 0;
        for _ in 0..at_once {
            let mut running = app.command(&arguments).stdout(std::process::Stdio::null()).spawn().unwrap();
            let patience = Duration::from_millis(chance.below(longest));
            tokio::time::sleep(patience).await;
            running.kill().unwrap();
            cut += usize::from(!running.wait().unwrap().success());
            let when = format!("seed {seed}, round {round}, killed after {patience:?}");
            for (what, rows) in HALF {
                assert_eq!(app.number(&format!("SELECT count(*) FROM {rows}")).await, 0, "{when}: {what}");
            }
            let there = app.number("SELECT count(*) FROM entry").await;
            assert!(usize::try_from(there).unwrap() <= entries(round), "{when}: {there} entries");
        }
        eprintln!("{engine:?}, round {round}: {cut} of {at_once} imports were killed before their end");
        let done = app.run(&arguments);
        assert!(done.status.success(), "{done:?}");
        let (killed, unkilled) = (held(&app).await, held(&whole).await);
        assert_eq!(killed.1, unkilled.1, "seed {seed}, round {round}");
        let differs = killed.0.lines().zip(unkilled.0.lines()).find(|(one, other)| one != other);
        assert!(killed.0 == unkilled.0, "seed {seed}, round {round}: the content differs: {differs:?}");
    }
}

on_both! {
    empty: killed_imports_end_with_the_same_content,;
}
