//! Every statement of a save is a look-up by key: none reads what grows with the archive.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Map, Value, json};

use crate::Options;
use crate::import::row::{Manner, Mode, Outcome, Row, RowKind};
use crate::store::Store;
use crate::value::clock::Clock;
use crate::viewer::Viewer;

/// The tables that grow with what is written.
const GROWING: [&str; 25] = [
    "entry",
    "search_doc",
    "search_word",
    "entry_credit",
    "entry_theme",
    "entry_territory",
    "entry_relation",
    "entry_reference",
    "adaptation",
    "article",
    "event_timing",
    "page",
    "revision",
    "change",
    "audit",
    "external_id",
    "slug_history",
    "licence_history",
    "listing",
    "listing_count",
    "gone",
    "media",
    "entry_media",
    "version_media",
    "member_media",
];
/// Columns of few values: an index that is entered by these alone is read from end to end.
const COARSE: [&str; 6] = ["status", "kind", "state", "action", "language", "nature"];

/// One life of one entry of every kind, with all that an entry can have.
fn rows() -> Vec<Row> {
    let row = |mut it: Value| {
        let fields = it.as_object_mut().unwrap();
        let kind = RowKind::of_word(fields.remove("kind").unwrap().as_str().unwrap()).unwrap();
        let key = fields.remove("key").unwrap().as_str().unwrap().to_owned();
        Row { kind, key, deleted: false, fields: std::mem::take(fields) }
    };
    let entries = |turn: &str, status: &str| {
        let all = json!({ "body": format!("Un texte, {turn}."), "authors": ["ana", { "name": "Bob" }], "themes": ["pain"],
            "territories": ["commune:29019"], "location": { "commune": "commune:29019" }, "references": ["https://a.example/"],
            "initiatives": ["jardin"], "status": status, "title": format!("Titre, {turn}"), "translationGroup": Value::Null });
        let own = [
            json!({ "kind": "recipe", "key": "four", "licence": "CC-BY-SA-4.0", "translationGroup": "fours", "slug": format!("four-{turn}") }),
            json!({ "kind": "recipe", "key": "forn", "licence": "CC-BY-SA-4.0", "language": "br", "translationGroup": "fours",
                "adaptedFrom": [{ "entry": "four", "nature": "TRANSLATION" }] }),
            json!({ "kind": "article", "key": "presse", "articleKind": "SUMMARY", "originalUrl": "https://a.example/1" }),
            json!({ "kind": "event", "key": "fête", "timings": [{ "start": "2027-01-01T10:00:00Z", "end": "2027-01-01T12:00:00Z" }] }),
            json!({ "kind": "page", "key": "accueil" }),
            json!({ "kind": "page", "key": "dessous", "parent": "accueil" }),
        ];
        own.map(|own| {
            let mut fields: Map<String, Value> = all.as_object().unwrap().clone();
            fields.extend(own.as_object().unwrap().clone());
            row(Value::Object(fields))
        })
    };
    let first = [
        json!({ "kind": "theme", "key": "pain", "name": { "fr": "Pain" } }),
        json!({ "kind": "member", "key": "ana", "memberKind": "PERSON", "name": "Ana" }),
        json!({ "kind": "initiative", "key": "jardin", "title": "Jardin", "body": "Un jardin.", "authors": [{ "name": "Bob" }], "status": "PUBLISHED" }),
    ];
    let lives = [("un", "DRAFT"), ("deux", "PUBLISHED"), ("trois", "PUBLISHED"), ("quatre", "WITHDRAWN")];
    first.into_iter().map(row).chain(lives.iter().flat_map(|(turn, status)| entries(turn, status))).collect()
}

#[tokio::test]
async fn every_statement_of_a_save_is_a_look_up_by_key() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("plans.db").display());
    let options = Options {
        url,
        readers: 1,
        statement_timeout: Duration::from_secs(10),
        allowance: Default::default(),
        replica: None,
    };
    let (mut store, _) = Store::open(&options, Arc::new(Clock::system())).await.unwrap();
    let (sent, recording) = (Arc::new(Mutex::new(Vec::<Statement>::new())), Arc::new(AtomicBool::new(false)));
    let (kept, on) = (Arc::clone(&sent), Arc::clone(&recording));
    Arc::get_mut(&mut store.inner).unwrap().write.maintenance_mut().set_metric_callback(move |it| {
        if on.load(Ordering::Relaxed) {
            kept.lock().unwrap().push(it.statement.clone());
        }
    });
    for row in rows() {
        let manner = Manner::from(Mode::Lenient);
        let mut import = store.write(Viewer::operator("test")).import("test", "", manner).await.unwrap();
        recording.store(true, Ordering::Relaxed);
        let outcome = import.row(&row).await.unwrap();
        assert!(matches!(outcome, Outcome::Created | Outcome::Updated(_)), "{row:?}: {outcome:?}");
        import.finish("").await.unwrap();
        recording.store(false, Ordering::Relaxed);
        // somebody who is not listed yet is looked at with every text that names them
        store.inner.write.maintenance().execute_unprepared("UPDATE member SET status = 'PENDING'").await.unwrap();
    }
    let sent = std::mem::take(&mut *sent.lock().unwrap());
    assert!(sent.iter().any(|it| it.sql.contains("MIN(")), "the first text of somebody is asked for");
    assert!(sent.iter().any(|it| it.sql.contains("; INSERT INTO")), "what is not read is sent together");
    for asked in sent.iter().flat_map(|it| it.sql.split("; ")) {
        let statement = Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {asked}"));
        // an insertion lists the tables that refer to its own as well, which SQLite reads only where a reference is broken already
        let read = match asked.starts_with("INSERT") {
            true => asked.find(" SELECT ").map_or("", |it| &asked[it..]),
            false => asked,
        };
        for step in store.inner.write.maintenance().query_all_raw(statement).await.unwrap() {
            let step: String = step.try_get_by_index(3).unwrap();
            // the name of counted rows, not the table: an import that takes long lists a batch early
            if step == "SCAN gone" && asked.contains(") gone WHERE") {
                continue;
            }
            assert!(!reads_all(&step, read), "{step}\nin {asked}");
        }
    }
}

/// Whether a step of the plan of a statement reads a table that grows by more than a key. A step names a table as the statement does.
fn reads_all(step: &str, asked: &str) -> bool {
    let mut words = step.split(' ');
    let (verb, name) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let asked = asked.replace(['"', ',', ')'], " ");
    let is_named = |table: &str| {
        let alone = table == name && (asked.contains(&format!(" {table} ")) || asked.ends_with(table));
        alone || asked.contains(&format!(" {table} {name} ")) || asked.contains(&format!(" {table} AS {name} "))
    };
    if !GROWING.iter().any(|it| is_named(it)) {
        return false;
    }
    let keys = step.rsplit_once('(').map_or("", |(_, keys)| keys.trim_end_matches(')'));
    let fine = |key: &str| !COARSE.contains(&key.split(['=', '>', '<']).next().unwrap_or_default().trim());
    verb == "SCAN" || !keys.split(" AND ").any(fine)
}
