//! What a save costs does not depend on how much is there already.

use std::time::{Duration, Instant};

use entity::import::row::{Manner, Mode};
use entity::viewer::Viewer;

use crate::support::{Engine, TestApp};

/// How many entries are there already.
const ARCHIVE: usize = 20_000;
/// How many rows are timed in a round.
const ROWS: usize = 40;
/// How many rounds are compared.
const ROUNDS: usize = 6;

#[test]
fn every_save_read_the_whole_archive_of_sqlite() {
    saved_as_fast_as_at_first(Engine::Sqlite);
}

#[test]
fn every_save_read_the_whole_archive_of_postgres() {
    saved_as_fast_as_at_first(Engine::Postgres);
}

/// Takes turns between a database that holds nothing and one that holds an archive, so that whatever else the machine does meets
/// both; compares medians, in which single slow rows do not count; and asks again before it complains.
fn saved_as_fast_as_at_first(engine: Engine) {
    engine.tell(TestApp::empty, |small| async move {
        let large = TestApp::empty(engine).await;
        timed(&large, "first").await;
        fill(&large, engine).await;
        let mut compared = Vec::new();
        for trial in 0..3 {
            let (mut few, mut many) = (Vec::new(), Vec::new());
            for round in 0..ROUNDS {
                let name = format!("{trial}-{round}");
                few.extend(timed(&small, &name).await);
                many.extend(timed(&large, &name).await);
            }
            let (few, many) = (median(few), median(many));
            if many <= few * 3 / 2 {
                return;
            }
            compared.push((few, many));
        }
        panic!("a row took so long in an empty database, and among {ARCHIVE} entries: {compared:?}");
    });
}

/// How long each of some new published rows takes.
async fn timed(app: &TestApp, name: &str) -> Vec<Duration> {
    let row = |at: usize| {
        format!(
            concat!(
                r#"{{"kind":"article","key":"{0}-{1}","title":"Titre {1}","body":"Un texte.","status":"PUBLISHED","#,
                r#""authors":[{{"name":"Ana"}}],"territories":["commune:29019"],"articleKind":"SUMMARY","#,
                r#""originalUrl":"https://a.example/{0}/{1}"}}"#
            ),
            name, at
        )
    };
    let rows: Vec<String> = (0..ROWS).map(row).collect();
    let batch = api::transfer::Batch::read(rows.join("\n").as_bytes()).unwrap();
    let (mut times, mut begun) = (Vec::new(), Instant::now());
    let step = || {
        times.push(begun.elapsed());
        begun = Instant::now();
    };
    let manner = Manner::from(Mode::Lenient);
    let report = batch.import(&app.store, Viewer::operator("test"), name, manner, step).await.unwrap();
    assert_eq!(report.summary().created, ROWS, "{:?}", report.rows());
    times
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Puts an archive into every table that a save asks.
async fn fill(app: &TestApp, engine: Engine) {
    let id = match engine {
        Engine::Sqlite => "randomblob(16)",
        Engine::Postgres => "gen_random_uuid()",
    };
    let nothing = match engine {
        Engine::Sqlite => "x''",
        Engine::Postgres => "''::bytea",
    };
    let body = "Un texte de l'archive. ".replace('\'', "''").repeat(50);
    app.statement(&format!(
        "INSERT INTO entry (id, kind, slug, status, title, title_sort, language, licence_seq, version, created_at, updated_at, \
         published_at, listed_at, body) \
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ARCHIVE}) \
         SELECT {id}, 'ARTICLE', 'archive-' || i, 'PUBLISHED', 'Archive ' || i, 'archive ' || i, 'fr', \
         (SELECT min(seq) FROM licence), 1, 1700000000000 + i, 1700000000000 + i, 1700000000000 + i, 1700000000000 + i, '{body}' FROM n"
    ))
    .await;
    let of_archive = "FROM entry WHERE slug LIKE 'archive-%'";
    for statement in [
        format!("INSERT INTO search_doc (doc, version, facts) SELECT seq, 1, {nothing} {of_archive}"),
        format!(
            "INSERT INTO entry_credit (entry_seq, role, position, name) SELECT seq, 'AUTHOR', 0, 'Ana' {of_archive}"
        ),
        format!(
            "INSERT INTO article (entry_seq, kind, original_authors, original_url_key) \
             SELECT seq, 'SUMMARY', '[]', 'archive.example/' || seq {of_archive}"
        ),
        format!(
            "INSERT INTO revision (id, entry_seq, version, state, format, credential, created_at, snapshot) \
             SELECT {id}, seq, 1, 'ACCEPTED', 1, 'operator:test', created_at, '{{}}' {of_archive}"
        ),
        format!(
            "INSERT INTO change (seq, kind, id, action, at) SELECT -seq, 'article', id, 'UPSERT', created_at \
                {of_archive}"
        ),
        format!(
            "INSERT INTO audit (at, actor, credential, action, object_kind, object_id) \
             SELECT created_at, 'operator:test', 'operator:test', 'create', 'article', id {of_archive}"
        ),
        format!(
            "INSERT INTO external_id (origin, kind, key, object_id, imported, run_seq) \
             SELECT 'archive', 'article', slug, id, '{{}}', (SELECT max(seq) FROM import_run) {of_archive}"
        ),
    ] {
        app.statement(&statement).await;
    }
}
