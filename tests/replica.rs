//! A second PostgreSQL that follows the first: what everybody reads is read there, nobody meets what is older than they may, and its
//! absence is survived.

use std::time::Duration;

use entity::db::replica::Following;

use crate::support::{Pair, TestApp, value};

/// How old what it has may be, in these stories.
const MOST: Duration = Duration::from_secs(3);
/// How long a story waits for what is to come about.
const PATIENCE: Duration = Duration::from_secs(30);

fn told<F: Future<Output = ()>>(story: impl FnOnce(Pair) -> F) {
    let Some(pair) = Pair::start() else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(story(pair));
}

fn row(key: &str) -> String {
    format!(
        r#"{{"kind":"initiative","key":"{key}","title":"{key}","body":"x","status":"PUBLISHED","publishedAt":"2026-01-01T00:00:00Z","authors":[{{"name":"X"}}],"themes":[]}}"#
    )
}

/// The slugs that a visitor is listed.
async fn listed(app: &TestApp) -> Vec<String> {
    let data = app.query("{ initiatives(orderBy: [{ field: TITLE, direction: ASC }]) { nodes { slug } } }").await;
    let nodes = value(&data, "initiatives/nodes").as_array().unwrap().clone();
    nodes.iter().map(|it| it["slug"].as_str().unwrap().to_owned()).collect()
}

fn following(app: &TestApp) -> Following {
    app.store.following().unwrap()
}

/// Asks how far the replica is, as the server does, until that is as it is to be.
async fn until(app: &TestApp, is_so: impl Fn(Following) -> bool) {
    let begun = std::time::Instant::now();
    loop {
        app.store.ask_replica().await;
        if is_so(following(app)) {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "{:?}", following(app));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Waits until the replica answers what visitors ask.
async fn until_it_answers(app: &TestApp) {
    let (begun, before) = (std::time::Instant::now(), following(app).answered);
    loop {
        app.store.ask_replica().await;
        listed(app).await;
        if following(app).answered > before {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "{:?}", following(app));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[test]
fn visitors_are_read_to_from_the_replica_and_never_before_what_was_written() {
    told(async |pair| {
        let app = TestApp::following(pair.first(), pair.second(), MOST).await;
        assert_eq!(app.import(&row("abri")).await.summary().refused, 0);
        until_it_answers(&app).await;
        assert_eq!(listed(&app).await, ["abri"]);

        // it stays behind: who has written reads what they wrote, from the database itself
        pair.hold(true).await;
        let answered = following(&app).answered;
        assert_eq!(app.import(&row("bac")).await.summary().refused, 0);
        assert_eq!(listed(&app).await, ["abri", "bac"]);
        app.store.ask_replica().await;
        assert_eq!(listed(&app).await, ["abri", "bac"]);
        assert_eq!(following(&app).answered, answered);

        // too far behind, it is told so
        until(&app, |it| it.up && !it.used).await;
        assert!(following(&app).behind.unwrap() > MOST);
        let ready = app.get("/health/ready").await.json();
        assert_eq!((&ready["status"], &ready["replica"]["state"]), (&"ready".into(), &"late".into()));
        assert!(ready["replica"]["lagMs"].as_u64().unwrap() > 3_000);

        pair.hold(false).await;
        until_it_answers(&app).await;
        assert_eq!(listed(&app).await, ["abri", "bac"]);
        assert_eq!(app.get("/health/ready").await.json()["replica"]["state"], "up");
    });
}

#[test]
fn a_server_that_wrote_nothing_reads_what_others_wrote_within_the_bound() {
    told(async |pair| {
        let writes = TestApp::following(pair.first(), pair.second(), MOST).await;
        let reads = TestApp::following(pair.first(), pair.second(), MOST).await;
        until_it_answers(&reads).await;
        pair.hold(true).await;
        assert_eq!(writes.import(&row("abri")).await.summary().refused, 0);
        // at once: from the replica, which has not heard of it; once it is too far behind: from the database
        until(&reads, |it| !it.used).await;
        assert_eq!(listed(&reads).await, ["abri"]);
        pair.hold(false).await;
        until_it_answers(&reads).await;
        assert_eq!(listed(&reads).await, ["abri"]);
    });
}

#[test]
fn the_absence_of_the_replica_is_survived() {
    told(async |mut pair| {
        let app = TestApp::following(pair.first(), pair.second(), MOST).await;
        assert_eq!(app.import(&row("abri")).await.summary().refused, 0);
        until_it_answers(&app).await;
        pair.end();
        // the first that it does not answer is answered by the database
        assert_eq!(listed(&app).await, ["abri"]);
        until(&app, |it| !it.up).await;
        assert_eq!(listed(&app).await, ["abri"]);
        let ready = app.get("/health/ready").await;
        assert_eq!((ready.status.as_u16(), ready.json()["replica"]["state"].as_str()), (200, Some("down")));
        pair.begin();
        until_it_answers(&app).await;
        assert_eq!(listed(&app).await, ["abri"]);
    });
}

#[test]
fn another_database_is_no_replica() {
    told(async |pair| {
        let app = TestApp::following(pair.first(), pair.first(), MOST).await;
        app.store.ask_replica().await;
        assert!(!following(&app).up, "it follows nobody");
        assert_eq!(listed(&app).await, Vec::<String>::new());
        assert_eq!(following(&app).answered, 0);
    });
}

#[test]
fn sqlite_has_no_replica() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("a.db").display());
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_bretagne-creative"));
    let program = program.arg("migrate").env("BC_DATABASE_URL", url).env("BC_DATABASE_READ_URL", "postgres://other/db");
    let output = program.current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("BC_DATABASE_READ_URL"), "{said}");
}
