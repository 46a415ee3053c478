//! What is acknowledged is kept, and what is refused never happens: with a full disk, statements that fail, connections that are
//! cut, turns that come too late, and readers who take their time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use entity::value::role::Role;
use serde_json::{Value, json};
use sqlx::Connection;

use crate::editing::token;
use crate::support::{Engine, Last, Proxy, Reply, Served, TestApp, Way, on_both};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");
const CREATE: &str = include_str!("durable/create.graphql");

/// Runs statements on a database beside the server.
async fn sql(url: &str, text: &str) {
    let text = sqlx::raw_sql(sqlx::AssertSqlSafe(text.to_owned()));
    if url.starts_with("sqlite:") {
        text.execute(&mut sqlx::SqliteConnection::connect(url).await.unwrap()).await.unwrap();
    } else {
        text.execute(&mut sqlx::PgConnection::connect(url).await.unwrap()).await.unwrap();
    }
}

/// The tables of a database.
async fn tables(url: &str) -> Vec<String> {
    if url.starts_with("sqlite:") {
        // those of FTS5 and R*Tree are virtual, with tables of their own behind them
        let ask = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' \
            AND name NOT LIKE 'search_index%' AND name NOT LIKE 'entry_place%'";
        let mut connection = sqlx::SqliteConnection::connect(url).await.unwrap();
        sqlx::query_scalar(ask).fetch_all(&mut connection).await.unwrap()
    } else {
        let ask = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()";
        let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
        sqlx::query_scalar(ask).fetch_all(&mut connection).await.unwrap()
    }
}

/// A trigger that makes every statement of one kind on a table fail; on SQLite the transaction ends with it.
async fn break_table(url: &str, table: &str, act: &str) {
    let text = if url.starts_with("sqlite:") {
        format!("CREATE TRIGGER broken BEFORE {act} ON \"{table}\" BEGIN SELECT RAISE(ROLLBACK, 'broken'); END")
    } else {
        format!(
            "CREATE OR REPLACE FUNCTION broken() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$ LANGUAGE plpgsql; \
             CREATE TRIGGER broken BEFORE {act} ON \"{table}\" FOR EACH ROW EXECUTE FUNCTION broken()"
        )
    };
    sql(url, &text).await;
}

async fn mend_table(url: &str, table: &str) {
    let on = if url.starts_with("sqlite:") { String::new() } else { format!(" ON \"{table}\"") };
    sql(url, &format!("DROP TRIGGER broken{on}")).await;
}

/// A trigger that makes the commit fail, after every statement has gone well.
async fn break_commit(url: &str) {
    let text = if url.starts_with("sqlite:") {
        "CREATE TABLE late (of INTEGER REFERENCES entry(seq) DEFERRABLE INITIALLY DEFERRED); \
         CREATE TRIGGER broken AFTER INSERT ON entry BEGIN INSERT INTO late VALUES (-1); END"
    } else {
        "CREATE CONSTRAINT TRIGGER broken AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED \
         FOR EACH ROW EXECUTE FUNCTION broken()"
    };
    sql(url, text).await;
}

/// The identifier of the article that an answer says was made.
fn made(answer: &Value) -> Option<String> {
    answer["data"]["articleCreate"]["article"]["id"].as_str().map(str::to_owned)
}

/// How many articles somebody sees who sees all, asked of a server with a memory of its own.
async fn count(app: &TestApp, token: &str) -> u64 {
    let found = app.beside().await.post_as(token, "latest", "{ articles { totalCount } }", Value::Null).await.data();
    found["articles"]["totalCount"].as_u64().unwrap()
}

async fn are_there(app: &TestApp, token: &str, ids: &[String]) {
    let other = app.beside().await;
    for id in ids {
        let ask = format!("{{ article(by: {{ id: \"{id}\" }}) {{ id }} }}");
        let found = other.post_as(token, "latest", &ask, Value::Null);
        assert_eq!(found.await.data()["article"]["id"], json!(id), "it was acknowledged, and is gone");
    }
}

/// For every table that a mutation may touch, and for the commit itself.
async fn a_statement_that_fails_leaves_nothing_and_harms_nobody_after(app: TestApp) {
    let (url, editor) = (app.database_url(), token(&app, Role::Admin, &[], None).await);
    let (mut acknowledged, mut refused) = (Vec::new(), 0);
    let mut faults: Vec<(String, &str)> = Vec::new();
    for table in tables(&url).await {
        faults.push((table.clone(), "INSERT"));
        faults.push((table, "UPDATE"));
    }
    faults.push(("entry".to_owned(), "COMMIT"));
    for (table, act) in faults {
        match act {
            "COMMIT" => break_commit(&url).await,
            _ => break_table(&url, &table, act).await,
        }
        let broken = app.post_as(&editor, "latest", CREATE, json!({ "title": format!("{act} {table}") })).await.json();
        mend_table(&url, &table).await;
        match made(&broken) {
            Some(id) => acknowledged.push(id),
            None => refused += 1,
        }
        let after = app.post_as(&editor, "latest", CREATE, json!({ "title": "after" })).await.json();
        acknowledged.push(made(&after).unwrap_or_else(|| panic!("{act} {table} spoiled what came after: {after}")));
    }
    assert!(refused >= 5, "{refused}");
    assert_eq!(count(&app, &editor).await, acknowledged.len() as u64);
    are_there(&app, &editor, &acknowledged).await;
}

/// The turn of writers is held by somebody else: who is told to come later finds nothing of what they sent.
async fn a_write_that_is_given_up_never_begins(app: TestApp) {
    let (url, editor) = (app.database_url(), token(&app, Role::Editor, &[], None).await);
    let before = count(&app, &editor).await;
    let served = Arc::new(Served::start(PROGRAM, &url, &[("BC_LIMITS__SECONDS", "1"), ("BC_LOG", "error")]));
    let (held, release) = holder(&url, "UPDATE clock SET value = value WHERE name = 'change'").await;
    let asked: Vec<_> = (0..4).map(|_| create(&served, &editor, "given up")).collect();
    for reply in asked.into_iter().map(|it| it.join().unwrap()) {
        assert_eq!((reply.status, reply.code().as_str()), (503, "TIMEOUT"), "{reply:?}");
        assert!(reply.has("retry-after: 1") && reply.took < Duration::from_secs(3), "{reply:?}");
    }
    release.send(()).unwrap();
    held.await.unwrap();
    // what waited before this one would have been done by then
    let reply = create(&served, &editor, "kept").join().unwrap();
    assert!(made(&reply.json()).is_some(), "{reply:?}");
    assert_eq!(count(&app, &editor).await, before + 1);
}

/// A write that takes longer than requests may is answered with what became of it.
async fn a_write_that_has_begun_is_answered(app: TestApp) {
    let (url, editor) = (app.database_url(), token(&app, Role::Editor, &[], None).await);
    let before = count(&app, &editor).await;
    let slow = if url.starts_with("sqlite:") {
        "CREATE TRIGGER slow BEFORE INSERT ON revision BEGIN SELECT count(*) FROM territory a, territory b, licence c \
             WHERE a.seq + b.seq + c.seq < 0; END"
    } else {
        "CREATE FUNCTION slow() RETURNS trigger AS $$ BEGIN PERFORM pg_sleep(2); RETURN NEW; END $$ LANGUAGE plpgsql; \
             CREATE TRIGGER slow BEFORE INSERT ON revision FOR EACH ROW EXECUTE FUNCTION slow()"
    };
    sql(&url, slow).await;
    let served = Arc::new(Served::start(PROGRAM, &url, &[("BC_LIMITS__SECONDS", "1"), ("BC_LOG", "error")]));
    let reply = create(&served, &editor, "slow").join().unwrap();
    assert!(reply.took > Duration::from_secs(1), "it is not slow: {:?}", reply.took);
    assert_eq!((reply.status, made(&reply.json()).is_some()), (200, true), "{reply:?}");
    assert_eq!(count(&app, &editor).await, before + 1);
}

/// While it is written down, its author loses sight of it.
async fn what_is_done_but_cannot_be_shown_says_so(app: TestApp) {
    let url = app.database_url();
    app.import(r#"{"kind":"member","key":"ana","memberKind":"PERSON","name":"Ana"}"#).await;
    let author = token(&app, Role::Contributor, &[], Some("ana")).await;
    let hide = "UPDATE entry SET created_by_seq = NULL; DELETE FROM entry_credit;";
    let hidden = if url.starts_with("sqlite:") {
        format!("CREATE TRIGGER hidden AFTER INSERT ON audit BEGIN {hide} END")
    } else {
        format!(
            "CREATE FUNCTION hidden() RETURNS trigger AS $$ BEGIN {hide} RETURN NEW; END $$ LANGUAGE plpgsql; \
                 CREATE TRIGGER hidden AFTER INSERT ON audit FOR EACH ROW EXECUTE FUNCTION hidden()"
        )
    };
    let write = "mutation { made: articleUpdate(input: { id: \"ID\", version: 1, title: \"New\" }) { it: article { \
        title } userErrors { code } } }";
    let first = app.post_as(&author, "latest", CREATE, json!({ "title": "Old" })).await.json();
    let id = made(&first).unwrap_or_else(|| panic!("{first}"));
    sql(&url, &hidden).await;
    let answer = app.post_as(&author, "latest", &write.replace("ID", &id), Value::Null).await;
    assert_eq!(answer.status.as_u16(), 200);
    let answer = answer.json();
    assert_eq!(answer["data"], json!({ "made": { "it": null, "userErrors": [] } }), "{answer}");
    let error = &answer["errors"][0];
    assert_eq!(
        (&error["path"], &error["extensions"]["code"], &error["extensions"]["id"]),
        (&json!(["made", "it"]), &json!("COMMITTED"), &json!(id))
    );
    let admin = token(&app, Role::Admin, &[], None).await;
    let found = app
        .post_as(&admin, "latest", &format!("{{ article(by: {{ id: \"{id}\" }}) {{ title }} }}"), Value::Null)
        .await
        .data();
    assert_eq!(found["article"]["title"], "New");
}

/// Who reads much of their own waits for themselves, and nobody else for them.
async fn slow_private_reads_end_nobody_else(app: TestApp) {
    let (url, admin) = (app.database_url(), token(&app, Role::Admin, &[], None).await);
    let body = "Un paragraphe. ".repeat(2_000);
    let first = app.post_as(&admin, "latest", CREATE, json!({ "title": "Long", "body": body })).await.json();
    let id = made(&first).unwrap();
    let fresh = if url.starts_with("sqlite:") { "randomblob(16)" } else { "gen_random_uuid()" };
    sql(&url, &format!(
        "INSERT INTO revision (id, entry_seq, version, state, format, author_seq, credential, created_at, snapshot) \
             WITH RECURSIVE n(v) AS (SELECT 2 UNION ALL SELECT v + 1 FROM n WHERE v < 51) \
             SELECT {fresh}, r.entry_seq, n.v, r.state, r.format, r.author_seq, r.credential, r.created_at, r.snapshot \
             FROM n, (SELECT * FROM revision ORDER BY seq DESC LIMIT 1) r"
    )).await;
    let served = Arc::new(Served::start(PROGRAM, &url, &[("BC_LOG", "error"), ("BC_LIMITS__SECONDS", "60")]));
    let many: String = (0..3).map(|n| format!("r{n}: revisions(entry: \"{id}\") {{ version }} ")).collect();
    for reply in read_privately(&served, &admin, &format!("{{ {many} }}")) {
        // of so many at once some find no place at the door; none is ended halfway
        assert!(reply.status == 200 && reply.code().is_empty() || reply.code() == "OVERLOADED", "{}", reply.code());
    }
}

/// The same when they come to no end: each is stopped with its request, and leaves its connection to the next.
async fn endless_private_reads_end_nobody_else(app: TestApp) {
    let (url, admin) = (app.database_url(), token(&app, Role::Admin, &[], None).await);
    let id = made(&app.post_as(&admin, "latest", CREATE, json!({ "title": "Court" })).await.json()).unwrap();
    // all are let in, and leave room at the door for other clients
    let door = [("BC_REQUESTS_AT_ONCE", "120"), ("BC_TRUSTED_PROXIES", "127.0.0.0/8")];
    let settings = [&door[..], &[("BC_LOG", "error"), ("BC_LIMITS__SECONDS", "3")]].concat();
    let served = Arc::new(Served::start(PROGRAM, &url, &settings));
    let revisions = format!("{{ revisions(entry: \"{id}\") {{ version }} }}");
    let endless = match url.starts_with("sqlite:") {
        true => "WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n) SELECT count(*) AS c FROM n",
        false => "SELECT 1 AS c FROM pg_sleep(600)",
    };
    sql(&url, "ALTER TABLE revision RENAME TO revision_kept").await;
    sql(&url, &format!("CREATE VIEW revision AS SELECT r.* FROM revision_kept r, ({endless}) slow WHERE slow.c > 0"))
        .await;
    let replies = read_privately(&served, &admin, &revisions);
    let codes: Vec<String> = replies.iter().map(Reply::code).collect();
    assert!(codes.iter().all(|it| ["", "TIMEOUT", "OVERLOADED"].contains(&it.as_str())), "{codes:?}");
    assert!(codes.iter().any(|it| it == "TIMEOUT"), "{codes:?}");
    let patience = if url.starts_with("sqlite:") { "" } else { "SET lock_timeout = '5s'; " };
    sql(&url, &format!("{patience}DROP VIEW revision")).await;
    sql(&url, "ALTER TABLE revision_kept RENAME TO revision").await;
    let head = format!("Authorization: Bearer {admin}\r\n");
    let body = json!({ "query": revisions }).to_string();
    let after = served.post("application/json", &head, body.as_bytes()).unwrap();
    assert_eq!(after.json()["data"], json!({ "revisions": [{ "version": 1 }] }), "{after:?}");
}

on_both! {
    demo:
        a_write_that_is_given_up_never_begins,
        a_write_that_has_begun_is_answered,
        slow_private_reads_end_nobody_else,
        endless_private_reads_end_nobody_else,
    ;
    empty:
        a_statement_that_fails_leaves_nothing_and_harms_nobody_after,
        what_is_done_but_cannot_be_shown_says_so,
    ;
}
/// One client asks for private data fifty times at once, by turns for those of a query and for all accounts. Meanwhile another client
/// is answered, and the server is ready. Returns the replies to the first client.
fn read_privately(served: &Arc<Served>, token: &str, query: &str) -> Vec<Reply> {
    let head = format!("Authorization: Bearer {token}\r\nX-Forwarded-For: 192.0.2.1\r\n");
    let queries = [query, "{ accounts(first: 100) { nodes { email mandates { id } } } }"];
    let readers: Vec<_> = (0..50)
        .map(|number| {
            let (served, head) = (Arc::clone(served), head.clone());
            let body = json!({ "query": queries[number % 2] }).to_string();
            std::thread::spawn(move || served.post("application/json", &head, body.as_bytes()).unwrap())
        })
        .collect();
    let mut asked = 0;
    while readers.iter().any(|it| !it.is_finished()) || asked < 3 {
        let ready = served.get("/health/ready").unwrap();
        assert_eq!((ready.status, &ready.json()["database"]), (200, &json!("up")), "{ready:?}");
        let public = served.query("{ initiatives { totalCount } }").unwrap();
        assert_eq!((public.status, public.code().as_str()), (200, ""), "after {:?}", public.took);
        asked += 1;
    }
    readers.into_iter().map(|it| it.join().unwrap()).collect()
}

/// Holds what a statement locks until it is told to let go.
pub(crate) async fn holder(url: &str, lock: &str) -> (tokio::task::JoinHandle<()>, tokio::sync::oneshot::Sender<()>) {
    let (release, released) = tokio::sync::oneshot::channel();
    let (url, lock) = (url.to_owned(), lock.to_owned());
    let (holds, held) = tokio::sync::oneshot::channel();
    let task = tokio::spawn(async move {
        let begin = sqlx::raw_sql(sqlx::AssertSqlSafe(match url.starts_with("sqlite:") {
            true => "BEGIN IMMEDIATE".to_owned(),
            false => format!("BEGIN; {lock}"),
        }));
        if url.starts_with("sqlite:") {
            let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
            begin.execute(&mut connection).await.unwrap();
            holds.send(()).unwrap();
            released.await.unwrap();
            sqlx::raw_sql("ROLLBACK").execute(&mut connection).await.unwrap();
        } else {
            let mut connection = sqlx::PgConnection::connect(&url).await.unwrap();
            begin.execute(&mut connection).await.unwrap();
            holds.send(()).unwrap();
            released.await.unwrap();
            sqlx::raw_sql("ROLLBACK").execute(&mut connection).await.unwrap();
        }
    });
    held.await.unwrap();
    (task, release)
}

/// Asks a served program to make an article, on a thread of its own.
fn create(served: &Arc<Served>, token: &str, title: &str) -> std::thread::JoinHandle<Reply> {
    let served = Arc::clone(served);
    let head = format!("Authorization: Bearer {token}\r\n");
    let body = json!({ "query": CREATE, "variables": { "title": title } }).to_string();
    std::thread::spawn(move || served.post("application/json", &head, body.as_bytes()).unwrap())
}

/// No file of the server may grow any more, which is how a full disk looks; then it may again.
#[test]
fn a_full_disk_never_says_done() {
    Engine::Sqlite.tell(TestApp::demo, async |app: TestApp| {
        let (url, admin) = (app.database_url(), token(&app, Role::Admin, &[], None).await);
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("serve");
        // the limit is told as an error, not by a signal
        std::fs::write(&script, format!("#!/bin/sh\ntrap '' XFSZ\nexec \"{PROGRAM}\" \"$@\"\n")).unwrap();
        std::fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
        let script = script.display().to_string();
        let served = Arc::new(Served::start(&script, &url, &[("BC_LOG", "off")]));
        let limit = |bytes| {
            rlimit::prlimit(served.id(), rlimit::Resource::FSIZE, Some((bytes, rlimit::INFINITY)), None).unwrap()
        };
        let head = format!("Authorization: Bearer {admin}\r\n");
        let make_token = json!({ "query": "mutation { apiTokenCreate(input: { name: \"t\" }) { secret \
            userErrors { code } } }" });
        let mut acknowledged = vec![made(&create(&served, &admin, "before").join().unwrap().json()).unwrap()];
        let before = count(&app, &admin).await;

        limit(4096);
        for (language, says) in [("fr", "disque"), ("br", "pladenn"), ("en", "disk"), ("en", "full")] {
            let head = format!("{head}Accept-Language: {language}\r\n");
            let body = json!({
                "query": CREATE,
                "variables": { "title": "full", "body": "x".repeat(60_000) }
            })
            .to_string();
            let reply = served.post("application/json", &head, body.as_bytes()).unwrap();
            assert_eq!((reply.status, reply.code().as_str()), (503, "UNAVAILABLE"), "{reply:?}");
            let message = reply.json()["errors"][0]["message"].as_str().unwrap().to_owned();
            assert!(message.contains(says), "{message}");
        }
        let reply = served.post("application/json", &head, make_token.to_string().as_bytes()).unwrap();
        assert_eq!((reply.status, reply.code().as_str()), (503, "UNAVAILABLE"), "{reply:?}");
        let ready = served.get("/health/ready").unwrap();
        assert_eq!((ready.status, &ready.json()["database"]), (503, &json!("disk full")));
        // it stays so while it is so: more than one round of the watch
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_millis(2_500) {
            assert_eq!(served.get("/health/ready").unwrap().status, 503);
            assert_eq!(served.query("{ initiatives { totalCount } }").unwrap().status, 200, "reading goes on");
        }

        limit(rlimit::INFINITY);
        let begun = Instant::now();
        while served.get("/health/ready").unwrap().status != 200 {
            assert!(begun.elapsed() < Duration::from_secs(10), "it does not recover");
        }
        for _ in 0..3 {
            acknowledged.push(made(&create(&served, &admin, "after").join().unwrap().json()).unwrap());
        }
        let reply = served.post("application/json", &head, make_token.to_string().as_bytes()).unwrap();
        let secret = reply.json()["data"]["apiTokenCreate"]["secret"].as_str().unwrap().to_owned();
        drop(served);

        let again = Served::start(PROGRAM, &url, &[("BC_LOG", "off")]);
        let head = format!("Authorization: Bearer {secret}\r\n");
        let reply = again.post("application/json", &head, br#"{"query":"{ viewer { role } }"}"#).unwrap();
        assert_eq!(reply.status, 200, "what was handed out is good: {reply:?}");
        assert_eq!(count(&app, &admin).await, before + 3);
        are_there(&app, &admin, &acknowledged).await;
    });
}

/// What looks after the house names the disk as what is wrong.
#[test]
fn a_full_disk_is_named_by_doctor() {
    Engine::Sqlite.tell(TestApp::demo, async |app: TestApp| {
        let full = "trap '' XFSZ; ulimit -f 8; exec \"$0\" doctor";
        let told = std::process::Command::new("sh")
            .args(["-c", full, PROGRAM])
            .env("BC_DATABASE_URL", app.database_url())
            .env("BC_LOG", "off")
            .output()
            .unwrap();
        let text = format!("{}{}", String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
        assert!(!told.status.success() && text.contains("disk of the database is full"), "{text}");
        let told = app.run(&["doctor", "--verbose"]);
        assert!(String::from_utf8_lossy(&told.stdout).contains("takes what is written"));
    });
}

/// The connections are cut before the first statement of a mutation, before the second, and so on to the commit.
#[test]
fn a_cut_connection_never_says_done() {
    Engine::Postgres.tell(TestApp::empty, async |app: TestApp| {
        let admin = token(&app, Role::Admin, &[], None).await;
        let proxy = Proxy::before(&app.database_url());
        let far = app.through(proxy.url()).await;
        let (mut acknowledged, mut refused) = (Vec::new(), 0);
        for n in 1..200 {
            proxy.cut_before(n);
            let answer = far.post_as(&admin, "latest", CREATE, json!({ "title": format!("cut {n}") })).await.json();
            let whole = proxy.way() == Way::Open;
            proxy.set(Way::Open);
            // cut while it was read back, it is acknowledged all the same
            let error = &answer["errors"][0]["extensions"];
            let told = error["id"].as_str().filter(|_| error["code"] == "COMMITTED").map(str::to_owned);
            match made(&answer).or(told) {
                Some(id) => acknowledged.push(id),
                None => refused += 1,
            }
            let after = far.post_as(&admin, "latest", CREATE, json!({ "title": "after" })).await.json();
            acknowledged.push(made(&after).unwrap_or_else(|| panic!("after {n}: {after}")));
            if whole {
                break;
            }
        }
        assert!(refused >= 5, "{refused}");
        assert_eq!(count(&app, &admin).await, acknowledged.len() as u64);
        are_there(&app, &admin, &acknowledged).await;
    });
}

/// What is sent is passed on and its answer is not, statement by statement to the commit: while the database can be asked what
/// became of it, and while nobody can.
#[test]
fn a_commit_without_an_answer_was_said_to_have_changed_nothing() {
    Engine::Postgres.tell(TestApp::empty, async |app: TestApp| {
        let admin = token(&app, Role::Admin, &[], None).await;
        let proxy = Proxy::before(&app.database_url());
        let far = app.through(proxy.url()).await;
        for last in [Last::Unanswered, Last::Gone] {
            let (mut kept, mut unknown, mut refused) = (0, 0, 0);
            for n in 1..200 {
                let title = format!("{last:?} {n}");
                proxy.cut_at(n, last);
                let answer = far.post_as(&admin, "latest", CREATE, json!({ "title": title })).await;
                let whole = !proxy.has_cut();
                proxy.set(Way::Open);
                let held = app.number(&format!("SELECT count(*) FROM entry WHERE title = '{title}'")).await;
                let (status, told) = (answer.status.as_u16(), answer.json());
                let error = &told["errors"][0]["extensions"];
                match (made(&told).is_some(), error["code"].as_str().unwrap_or_default()) {
                    (true, _) | (_, "COMMITTED") => {
                        assert_eq!(held, 1, "{title}: it was acknowledged, and is gone: {told}");
                        kept += 1;
                    }
                    (false, "UNKNOWN_OUTCOME") => {
                        assert!(status == 504 && answer.headers.get("retry-after").is_none(), "{title}: {told}");
                        unknown += 1;
                    }
                    (false, code) => {
                        assert_eq!((held, status, code), (0, 503, "UNAVAILABLE"), "{title}: {told}");
                        refused += 1;
                    }
                }
                let after = far.post_as(&admin, "latest", CREATE, json!({ "title": "after" })).await.json();
                assert!(made(&after).is_some(), "after {title}: {after}");
                if whole {
                    break;
                }
            }
            assert!(refused >= 5 && kept >= 1, "{last:?}: {refused} {kept}");
            // PostgreSQL tells what it did as soon as it can be asked
            assert!(unknown == 0 || last == Last::Gone, "{last:?}: {unknown}");
        }
        for (last, code, held) in
            [(Last::Unanswered, "", 1), (Last::Gone, "UNKNOWN_OUTCOME", 1), (Last::Held, "UNKNOWN_OUTCOME", 0)]
        {
            let title = format!("commit {last:?}");
            proxy.cut_commit(last);
            let answer = far.post_as(&admin, "latest", CREATE, json!({ "title": title })).await.json();
            proxy.set(Way::Open);
            assert_eq!(
                answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default(),
                code,
                "{title}: {answer}"
            );
            assert_eq!(made(&answer).is_some(), code.is_empty(), "{title}: {answer}");
            let kept = app.number(&format!("SELECT count(*) FROM entry WHERE title = '{title}'")).await;
            assert_eq!(kept, held, "{title}: {answer}");
        }
    });
}
