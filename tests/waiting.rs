//! Nobody waits for an import, of whichever kind, by this process or another.

use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};

use entity::import::row::{Manner, Mode};
use entity::value::role::Role;
use entity::viewer::Viewer;
use serde_json::Value;

use crate::sessions::{person, sign_in};
use crate::support::{TestApp, on_both};

/// More rows than are taken while anybody is asked.
const ROWS: usize = 20_000;
/// How long somebody waits at most.
const PATIENCE: Duration = Duration::from_secs(2);
/// For how long they are asked.
const ASKED: Duration = Duration::from_secs(3);

fn rows(many: usize) -> String {
    let row = |at: usize| {
        let body = "Un paragraphe de l'archive. ".repeat(40);
        format!(
            "{{\"kind\":\"initiative\",\"key\":\"row-{at}\",\"title\":\"Row {at}\",\"body\":\"{body}\",\
             \"authors\":[{{\"name\":\"Ana\"}}],\"status\":\"PUBLISHED\"}}\n"
        )
    };
    (0..many).map(row).collect()
}

/// The longest that a sign-in or a mutation took while something else goes on.
async fn longest_wait(app: &TestApp) -> Duration {
    let (begun, mut longest) = (Instant::now(), Duration::ZERO);
    let (access, _) = sign_in(app, "ana").await;
    longest = longest.max(begun.elapsed());
    while begun.elapsed() < ASKED {
        let asked = Instant::now();
        let draft = "mutation { recipeCreate(input: { title: \"Le four\" }) { recipe { id } } }";
        let made = app.post_as(&access, "published", draft, Value::Null).await.data();
        assert!(made["recipeCreate"]["recipe"]["id"].is_string(), "{made}");
        longest = longest.max(asked.elapsed());
    }
    longest
}

async fn writers_waited_for_an_import_of_another_process(app: TestApp) {
    person(&app, "ana", Role::Admin, &[]).await;
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), rows(ROWS)).unwrap();
    for kind in ["--dry-run", "--strict", "--quiet"] {
        let mut command = app.command(&["import", file.path().to_str().unwrap(), "--origin", "other", kind]);
        let mut import = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // a machine that stands still for a moment does so once
        let waits = [longest_wait(&app).await, longest_wait(&app).await];
        assert!(import.try_wait().unwrap().is_none(), "{kind}: it was under way all the time");
        import.kill().unwrap();
        import.wait().unwrap();
        assert!(waits.iter().any(|it| *it < PATIENCE), "{kind}: {waits:?}");
    }
    let kept = app.query("{ initiatives { totalCount totalCountIsExact } }").await;
    assert!(kept["initiatives"]["totalCount"].as_i64().unwrap() > 0, "the last of them wrote");
}

async fn writers_waited_for_an_import_of_the_same_process(app: TestApp) {
    person(&app, "ana", Role::Admin, &[]).await;
    let batch = Arc::new(api::transfer::Batch::read(rows(ROWS).as_bytes()).unwrap());
    for mode in [Mode::DryRun, Mode::Strict, Mode::Lenient] {
        let (store, batch) = (app.store.clone(), Arc::clone(&batch));
        let import = tokio::spawn(async move {
            batch.import(&store, Viewer::operator("test"), "other", Manner::from(mode), || ()).await.map(drop)
        });
        let waits = [longest_wait(&app).await, longest_wait(&app).await];
        assert!(!import.is_finished(), "{mode:?}: it was under way all the time");
        import.abort();
        let _ended = import.await;
        assert!(waits.iter().any(|it| *it < PATIENCE), "{mode:?}: {waits:?}");
    }
}

async fn a_strict_import_that_was_killed_is_finished_by_the_next(app: TestApp) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), rows(300)).unwrap();
    let arguments = ["import", "--origin", "import", file.path().to_str().unwrap(), "--strict", "--quiet"];
    let mut import = app.command(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let kept =
        async || app.query("{ initiatives { totalCount } }").await["initiatives"]["totalCount"].as_i64().unwrap();
    while kept().await == 0 && import.try_wait().unwrap().is_none() {}
    let _ended = import.kill();
    import.wait().unwrap();
    let again = app.run(&arguments);
    assert!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
    assert_eq!(kept().await, 300);
    assert!(String::from_utf8_lossy(&again.stdout).contains("conflicts 0, refused 0"));
}

async fn a_dry_run_leaves_nothing_behind(app: TestApp) {
    let rows = "{\"kind\":\"theme\",\"key\":\"pain\",\"name\":{\"fr\":\"Pain\"}}\n\
            {\"kind\":\"initiative\",\"key\":\"a\",\"title\":\"A\",\"themes\":[\"pain\"]}\n\
            {\"kind\":\"initiative\",\"key\":\"b\",\"title\":\"B\",\"themes\":[\"pain\"]}";
    let counts = async || {
        let all = ["entry", "theme", "revision", "change", "audit", "import_run", "external_id"];
        let mut counted = Vec::new();
        for table in all {
            counted.push(app.number(&format!("SELECT count(*) FROM {table}")).await);
        }
        counted.push(app.number("SELECT max(value) FROM clock").await);
        counted
    };
    let before = counts().await;
    let report = app.import_in("dry", Mode::DryRun.into(), rows).await;
    assert_eq!((report.summary().created, report.kept), (3, false), "{:?}", report.rows());
    assert_eq!(counts().await, before);
    assert!(app.files().iter().all(|it| !it.contains("trial")), "{:?}", app.files());
    // the same rows go in afterwards
    assert_eq!(app.import_in("dry", Mode::Strict.into(), rows).await.summary().created, 3);
    assert!(app.run(&["doctor"]).status.success());
}

on_both! {
    empty:
        writers_waited_for_an_import_of_another_process,
        writers_waited_for_an_import_of_the_same_process,
        a_strict_import_that_was_killed_is_finished_by_the_next,
        a_dry_run_leaves_nothing_behind,
    ;
}
