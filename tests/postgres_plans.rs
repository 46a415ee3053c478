//! What PostgreSQL reads for the lists of an archive of 20,000 initiatives, as it says itself (`auto_explain`): no step of any plan reads
//! more rows than the page, or than what it is counted among, calls for. Without statistics, as a new database is, and with them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Engine, TestApp, postgres_server};

/// How many initiatives there are.
const ARCHIVE: usize = 20_000;
/// How many rows a step may read for a page, over all its repetitions.
const PAGE: u64 = 1_500;
/// The same where rows are counted: counting ends at 10,001, and two owners may be counted by merging what is listed under both.
const COUNT: u64 = 10_500;

const CARD: &str =
    "id title slug summary publishedAt licence { shortName } authors { name } homeTerritory { name } themes { name }";

/// PostgreSQL has to know that most entries are public to go through them in the order of their dates. An import tells it, and within a
/// minute it counts for itself.
const OF_ALL_KINDS: &str = "{ entries(first: 20) { nodes { id title } } }";
/// One of 400 is in Breton, which it has to know likewise.
const IN_BRETON: &str = "{ entries(first: 20, filter: { language: [\"br\"] }) { totalCount nodes { title } } }";
/// Where it has counted, it goes through small tables whole, and through a long list for the few that end.
const TO_COME: &str = "{ events(first: 20, filter: { endsAfter: \"2026-12-01T00:00:00Z\" }, orderBy: [{ field: STARTS_AT, direction: ASC }]) { nodes { title timings { start } } } }";
const OF_A_REGION: &str =
    "{ initiatives(first: 20, filter: { territory: [\"region:53\"] }) { totalCount nodes { CARD } } }";
const OF_THEMES: &str = "{ themes(first: 50) { nodes { slug initiatives(first: 1) { totalCount nodes { title } } } } }";
const FAR_BEHIND: &str = "{ initiatives(page: 190, perPage: 20) { nodes { CARD } } }";

/// The questions, each with how many rows a step may read.
const QUESTIONS: &[(&str, u64)] = &[
    ("{ initiatives(first: 20) { nodes { CARD } pageInfo { endCursor } } }", PAGE),
    ("{ initiatives(last: 20) { nodes { CARD } } }", PAGE),
    ("{ initiatives(first: 20) { totalCount nodes { CARD } } }", COUNT),
    (OF_ALL_KINDS, PAGE),
    (FAR_BEHIND, 4_000),
    ("{ initiatives(first: 20, orderBy: [{ field: TITLE, direction: ASC }]) { nodes { CARD } } }", PAGE),
    ("{ initiatives(first: 20, orderBy: [{ field: UPDATED_AT, direction: DESC }]) { nodes { CARD } } }", PAGE),
    ("{ initiatives(first: 20, filter: { publishedBefore: \"2023-11-15T00:00:00Z\" }) { nodes { CARD } } }", PAGE),
    (
        "{ initiative(by: { slug: \"archive-7\" }) { CARD body articles(first: 5) { totalCount nodes { title } } } }",
        PAGE,
    ),
    ("{ initiatives(first: 20, filter: { theme: [\"t-3\"] }) { totalCount nodes { CARD } } }", PAGE),
    (OF_A_REGION, PAGE),
    ("{ initiatives(first: 20, filter: { author: [\"m-7\"] }) { totalCount nodes { CARD } } }", PAGE),
    (
        "{ initiatives(first: 20, filter: { theme: [\"t-3\"], territory: [\"departement:29\"] }) { totalCount nodes { CARD } } }",
        COUNT,
    ),
    ("{ initiatives(first: 20, filter: { theme: [\"t-3\", \"t-4\"] }) { nodes { CARD } } }", PAGE),
    ("{ members(first: 20) { nodes { name initiatives(first: 5) { nodes { title slug themes { name } } } } } }", PAGE),
    (OF_THEMES, PAGE),
    ("{ themes(first: 20) { nodes { slug entries(first: 3) { nodes { title } } } } }", PAGE),
    (IN_BRETON, PAGE),
    ("{ entries(first: 20, filter: { language: [\"br\"], territory: [\"region:53\"] }) { nodes { title } } }", PAGE),
    (TO_COME, PAGE),
    ("{ occurrences(from: \"2026-12-01T00:00:00Z\", first: 20) { nodes { start event { title } } } }", PAGE),
];

/// Where the server of this run writes what it does; none of a server that somebody else started.
fn log() -> Option<PathBuf> {
    let url: url::Url = postgres_server()?.url("postgres").parse().ok()?;
    let folder = url.query_pairs().find(|(name, _)| name == "host")?.1.into_owned();
    Some(PathBuf::from(folder).join("log")).filter(|it| it.is_file())
}

/// The plans in the log from a place on.
fn plans(log: &PathBuf, from: usize) -> Vec<Value> {
    let text = String::from_utf8_lossy(&std::fs::read(log).unwrap()[from..]).into_owned();
    let mut plans = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if !line.ends_with("plan:") {
            continue;
        }
        let mut plan = String::new();
        while let Some(more) = lines.next_if(|it| it.starts_with('\t')) {
            plan.push_str(more);
            plan.push('\n');
        }
        plans.push(serde_json::from_str(&plan).unwrap_or_else(|why| panic!("{why}: {plan}")));
    }
    plans
}

/// The steps of a plan that read tables, with how many rows they have read.
fn steps(node: &Value, found: &mut Vec<(String, u64)>) {
    let number = |name: &str| node[name].as_f64().unwrap_or_default();
    if let Some(table) = node["Relation Name"].as_str() {
        let rows = number("Actual Rows") + number("Rows Removed by Filter") + number("Rows Removed by Index Recheck");
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of rows")]
        let rows = (rows * number("Actual Loops")) as u64;
        found.push((format!("{} on {table} {}", node["Node Type"], node["Index Name"]), rows));
    }
    for inner in node["Plans"].as_array().into_iter().flatten() {
        steps(inner, found);
    }
}

async fn fill(app: &TestApp) {
    let mut rows = String::new();
    for at in 0..50 {
        rows.push_str(&format!(
            "{{\"kind\":\"theme\",\"key\":\"t{at}\",\"slug\":\"t-{at}\",\"name\":{{\"fr\":\"T {at}\"}}}}\n"
        ));
    }
    for at in 0..100 {
        rows.push_str(&format!(
            "{{\"kind\":\"member\",\"key\":\"m{at}\",\"slug\":\"m-{at}\",\"memberKind\":\"PERSON\",\"name\":\"M {at:03}\"}}\n"
        ));
    }
    for at in 0..120 {
        let month = at % 12 + 1;
        let year = if at < 100 { 2020 } else { 2027 };
        rows.push_str(&format!(
            "{{\"kind\":\"event\",\"key\":\"e{at}\",\"title\":\"E {at}\",\"body\":\"x\",\"status\":\"PUBLISHED\",\
             \"publishedAt\":\"2020-01-01T00:00:00Z\",\"authors\":[{{\"name\":\"X\"}}],\"territories\":[\"commune:29019\"],\
             \"timings\":[{{\"start\":\"{year}-{month:02}-01T10:00:00Z\",\"end\":\"{year}-{month:02}-01T12:00:00Z\"}}]}}\n"
        ));
    }
    let report = app.import(&rows).await;
    assert_eq!(report.summary().refused, 0, "{:?}", report.rows());
    app.statement("UPDATE member SET status = 'LISTED'").await;
    for statement in [
        format!(
            "INSERT INTO entry (id, kind, slug, status, title, title_sort, language, licence_seq, version, created_at, updated_at, \
             published_at, listed_at, body) \
             SELECT gen_random_uuid(), 'INITIATIVE', 'archive-' || i, 'PUBLISHED', 'Archive ' || i, 'archive ' || i, \
             CASE WHEN i % 400 = 0 THEN 'br' ELSE 'fr' END, (SELECT min(seq) FROM licence), 1, 1700000000000 + i, 1700000000000 + i, 1700000000000 + i, 1700000000000 + i, \
             repeat('Un texte de l''archive. ', 100) FROM generate_series(1, {ARCHIVE}) i"
        ),
        "INSERT INTO initiative (entry_seq) SELECT seq FROM entry WHERE kind = 'INITIATIVE'".to_owned(),
        "INSERT INTO entry_theme (entry_seq, theme_seq, position) SELECT e.seq, t.seq, 0 FROM entry e JOIN \
         (SELECT seq, row_number() OVER (ORDER BY seq) AS n FROM theme) t ON t.n = e.seq % 50 + 1 WHERE e.kind = 'INITIATIVE'"
            .to_owned(),
        "INSERT INTO entry_territory (entry_seq, territory_seq, position) SELECT e.seq, t.seq, 0 FROM entry e JOIN \
         (SELECT seq, row_number() OVER (ORDER BY seq) AS n FROM territory WHERE kind = 'COMMUNE') t ON t.n = e.seq % 1000 + 1 \
         WHERE e.kind = 'INITIATIVE'"
            .to_owned(),
        "INSERT INTO entry_credit (entry_seq, role, position, member_seq) SELECT e.seq, 'AUTHOR', 0, m.seq FROM entry e JOIN \
         (SELECT seq, row_number() OVER (ORDER BY seq) AS n FROM member) m ON m.n = e.seq % 100 + 1 WHERE e.kind = 'INITIATIVE'"
            .to_owned(),
    ] {
        app.statement(&statement).await;
    }
    // it complains of what else is not there, and makes the listings
    app.run(&["doctor", "--mend"]);
    assert!(app.number("SELECT count(*) FROM listing").await > 6 * 20_000);
}

#[test]
fn no_list_reads_the_archive_of_postgres() {
    let Some(log) = log() else { return };
    Engine::Postgres.tell(TestApp::empty, |filled| async move {
        fill(&filled).await;
        let url: url::Url = filled.database_url().parse().unwrap();
        let database = url.path().trim_start_matches('/');
        for setting in [
            "session_preload_libraries = 'auto_explain'",
            "auto_explain.log_min_duration = 0",
            "auto_explain.log_analyze = on",
            "auto_explain.log_timing = off",
            "auto_explain.log_format = json",
        ] {
            // the server knows the settings of the library once it is loaded
            filled.statement(&format!("LOAD 'auto_explain'; ALTER DATABASE \"{database}\" SET {setting}")).await;
        }
        for analysed in [false, true] {
            if analysed {
                filled.statement("VACUUM ANALYZE").await;
            }
            let app = filled.beside().await;
            let mut wrong = BTreeMap::new();
            let other = if analysed { &[TO_COME][..] } else { &[OF_ALL_KINDS, FAR_BEHIND, IN_BRETON] };
            let fair = |it: &&(&str, u64)| !other.contains(&it.0);
            for (question, most) in QUESTIONS.iter().filter(fair) {
                let question = question.replace("CARD", CARD);
                // the second time the driver has the statement prepared, and PostgreSQL may take another plan
                for _ in 0..8 {
                    let from = usize::try_from(std::fs::metadata(&log).unwrap().len()).unwrap();
                    app.query(&question).await;
                    let plans = plans(&log, from);
                    assert!(!plans.is_empty(), "the log tells no plan");
                    for plan in plans {
                        let mut found = Vec::new();
                        steps(&plan["Plan"], &mut found);
                        for (step, rows) in found.into_iter().filter(|(_, rows)| rows > most) {
                            wrong.entry((question.clone(), step)).or_insert((rows, plan["Query Text"].to_string()));
                        }
                    }
                }
            }
            assert!(wrong.is_empty(), "with statistics: {analysed}; read too much: {wrong:#?}");
        }
    });
}
