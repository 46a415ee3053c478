//! The running server: what it tells who runs it, how it stands what is done to it, and how it ends.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{Engine, Proxy, Served, TestApp, Way, on_both};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");

async fn it_tells_who_runs_it_how_it_is(app: TestApp) {
    let counts = "127.0.0.1:0";
    let served =
        Served::start(PROGRAM, &app.database_url(), &[("BC_METRICS_LISTEN", counts), ("BC_LOG_FORMAT", "json")]);
    assert_eq!(served.get("/health/ready").unwrap().json(), json!({ "status": "ready", "database": "up" }));
    assert_eq!(served.get("/metrics").unwrap().status, 404, "counts are not for the public");
    let secret = "{ initiatives(filter: { search: \"mot-secret\" }) { totalCount } nothing }";
    assert_eq!(served.query(secret).unwrap().code(), "VALIDATION_FAILED");
    assert_eq!(served.query("{ initiatives { totalCount } }").unwrap().status, 200);
    let mut stream = TcpStream::connect(served.counts().unwrap()).unwrap();
    stream.write_all(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    for line in [
        "bretagne_creative_http_requests_total{method=\"POST\",route=\"/graphql\",status=\"200\"} 2",
        "bretagne_creative_errors_total{code=\"VALIDATION_FAILED\"} 1",
        "bretagne_creative_sql_statements_total 1",
        "bretagne_creative_database_up 1",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    let log = served.log();
    let line = log.lines().find(|it| it.contains("\"route\":\"/graphql\"")).unwrap_or_else(|| panic!("{log}"));
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    assert!(
        line["span"]["id"].is_string() && line["fields"]["ms"].is_number() && line["fields"]["status"] == 200,
        "{line}"
    );
    assert!(!log.contains("mot-secret") && !log.contains("127.0.0.1"), "{log}");
}

async fn told_to_stop_it_answers_what_it_has_accepted(app: TestApp) {
    let mut served = Served::start(PROGRAM, &app.database_url(), &[]);
    let mut slow = TcpStream::connect(served.address).unwrap();
    slow.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let body = br#"{"query":"{ initiatives { totalCount } }"}"#;
    let head = format!(
        "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    slow.write_all(head.as_bytes()).unwrap();
    let mut idle = TcpStream::connect(served.address).unwrap();
    // what came after is answered: by then the request before has been begun, on a busy machine as well
    for _ in 0..5 {
        assert!(served.get("/health/live").is_some_and(|it| it.status == 200));
        std::thread::sleep(Duration::from_millis(60));
    }
    served.terminate();
    std::thread::sleep(Duration::from_millis(300));
    // it is not ready for more, but who comes is answered while it lasts
    let told = served.get("/health/ready").unwrap();
    assert_eq!((told.status, told.json()["status"].clone()), (503, json!("stopping")));
    slow.write_all(body).unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("connection: close") && answer.contains("\"totalCount\""), "{answer}");
    assert_eq!(served.wait(Duration::from_secs(10)), Some(0));
    assert_eq!(idle.read(&mut [0; 10]).unwrap_or_default(), 0, "an idle connection is ended");
    assert!(served.get("/health/live").is_none());
}

async fn slow_and_silent_clients_take_nobodys_place(app: TestApp) {
    let served = Served::start(
        PROGRAM,
        &app.database_url(),
        &[("BC_CONNECTIONS", "60"), ("BC_REQUESTS_AT_ONCE", "2"), ("BC_REQUESTS_WAITING", "2")],
    );
    let head = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    let dribbling: Vec<TcpStream> = (0..20)
        .map(|_| {
            let mut stream = TcpStream::connect(served.address).unwrap();
            stream.write_all(head.as_bytes()).unwrap();
            stream
        })
        .collect();
    let silent: Vec<TcpStream> = (0..20).map(|_| TcpStream::connect(served.address).unwrap()).collect();
    std::thread::sleep(Duration::from_millis(100));
    let reply = served.query("{ initiatives { totalCount } }").unwrap();
    assert_eq!((reply.status, reply.code().as_str()), (200, ""));
    // beyond the room for connections one is told, and told when to come back
    let more: Vec<TcpStream> = (0..20).map(|_| TcpStream::connect(served.address).unwrap()).collect();
    let begun = Instant::now();
    let full = loop {
        let reply = served.get("/health/live").unwrap();
        if reply.status == 503 || begun.elapsed() > Duration::from_secs(3) {
            break reply;
        }
    };
    assert!(full.status == 503 && full.has("retry-after: 1"), "{full:?}");
    // a body that does not come is given up
    let mut first = dribbling.into_iter().next().unwrap();
    first.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut answer = [0; 4096];
    let read = first.read(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer[..read]).into_owned();
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("REQUEST_TIMEOUT"), "{answer}");
    drop((silent, more));
}

on_both! {
    demo:
        it_tells_who_runs_it_how_it_is,
        told_to_stop_it_answers_what_it_has_accepted,
        slow_and_silent_clients_take_nobodys_place,
    ;
}
/// The database is taken away in two ways: its connections end, or nothing comes any more and nobody says so.
#[test]
fn a_database_that_goes_and_comes_is_told_truly() {
    Engine::Postgres.tell(TestApp::demo, async |app: TestApp| {
        let proxy = Proxy::before(&app.database_url());
        let served = Served::start(PROGRAM, proxy.url(), &[("BC_LOG", "error")]);
        let token = crate::editing::token(&app, entity::value::role::Role::Editor, &[], None).await;
        let head = format!("Authorization: Bearer {token}\r\n");
        let write = br#"{"query":"mutation { articleCreate(input: { title: \"T\" }) { userErrors { code } } }"}"#;
        for way in [Way::Cut, Way::Silent, Way::Lost, Way::Cut] {
            assert_eq!(served.query("{ initiatives { totalCount } }").unwrap().code(), "");
            proxy.set(way);
            let begun = Instant::now();
            while served.get("/health/ready").unwrap().status != 503 {
                assert!(begun.elapsed() < Duration::from_secs(2), "{way:?}: not told in time");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            let refused = served.query("{ initiatives { totalCount } }").unwrap();
            assert_eq!((refused.status, refused.code().as_str()), (503, "UNAVAILABLE"), "{way:?}");
            assert!(refused.has("retry-after: 1") && refused.took < Duration::from_secs(2), "{refused:?}");
            let refused = served.post("application/json", &head, write).unwrap();
            assert!(refused.status == 503 && refused.took < Duration::from_secs(2), "{way:?}: {refused:?}");
            assert_eq!(served.get("/health/live").unwrap().status, 200);
            // what is in memory is answered all the same
            assert_eq!(served.query("{ network { name } }").unwrap().status, 200);
            proxy.set(Way::Open);
            let begun = Instant::now();
            while served.query("{ initiatives { totalCount } }").is_none_or(|it| it.status != 200) {
                assert!(begun.elapsed() < Duration::from_secs(2), "{way:?}: not well in time: {}", served.log());
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            assert_eq!(served.post("application/json", &head, write).unwrap().status, 200, "{way:?}");
        }
    });
}

/// Requests that wait for a lock take the places; whoever comes then is sent away at once, and told when to come back.
#[test]
fn what_is_too_much_at_once_is_sent_away() {
    Engine::Postgres.tell(TestApp::demo, async |app: TestApp| {
        let settings = [
            ("BC_REQUESTS_AT_ONCE", "2"),
            ("BC_REQUESTS_WAITING", "3"),
            ("BC_TRUSTED_PROXIES", "127.0.0.0/8"),
            ("BC_LIMITS__SECONDS", "5"),
            ("BC_LOG", "error"),
        ];
        let served = std::sync::Arc::new(Served::start(PROGRAM, &app.database_url(), &settings));
        let mut holder = <sqlx::PgConnection as sqlx::Connection>::connect(&app.database_url()).await.unwrap();
        sqlx::raw_sql("BEGIN; LOCK TABLE entry IN ACCESS EXCLUSIVE MODE").execute(&mut holder).await.unwrap();
        let ask = |client: &'static str| {
            let served = std::sync::Arc::clone(&served);
            std::thread::spawn(move || {
                let head = format!("X-Forwarded-For: {client}\r\n");
                served.post("application/json", &head, br#"{"query":"{ initiatives { totalCount } }"}"#).unwrap()
            })
        };
        // one client has half of the two turns, and no more than half of the five places
        let running = [ask("192.0.2.1"), ask("192.0.2.1"), ask("192.0.2.1")];
        std::thread::sleep(Duration::from_millis(150));
        let greedy = ask("192.0.2.1").join().unwrap();
        assert_eq!(
            (greedy.status, greedy.code().as_str(), greedy.has("retry-after: 1")),
            (429, "TOO_MANY_REQUESTS", true)
        );
        // the second turn is another client's, and a third one waits
        let [second, third] = ["192.0.2.2", "192.0.2.3"].map(|client| {
            let asked = ask(client);
            std::thread::sleep(Duration::from_millis(150));
            asked
        });
        let begun = Instant::now();
        let late = ask("192.0.2.4").join().unwrap();
        assert_eq!((late.status, late.code().as_str(), late.has("retry-after: 1")), (503, "OVERLOADED", true));
        assert!(begun.elapsed() < Duration::from_millis(500), "it is sent away at once");
        // who has waited for a second is sent away too
        assert_eq!(third.join().unwrap().code(), "OVERLOADED");
        sqlx::raw_sql("ROLLBACK").execute(&mut holder).await.unwrap();
        let mut answered = running.map(|it| it.join().unwrap().status);
        answered.sort_unstable();
        assert_eq!((answered, second.join().unwrap().status), ([200, 503, 503], 200));
        assert_eq!(ask("192.0.2.1").join().unwrap().status, 200);
    });
}

#[test]
fn errors_are_bounded_and_suggest_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("a.db").display());
    let served = Served::start(PROGRAM, &database, &[]);
    let unknown: String = (0..60).map(|n| format!("initiativ{n} ")).collect();
    let reply = served.query(&format!("{{ network {{ {unknown} }} }}")).unwrap();
    assert_eq!(reply.json()["errors"].as_array().unwrap().len(), 20);
    let near = String::from_utf8(served.query("{ initiativs { totalCount } }").unwrap().body).unwrap();
    assert!(near.contains("initiativs") && !near.contains("initiatives\"") && !near.contains("Did you mean"), "{near}");
}

#[test]
fn a_server_that_cannot_be_put_together_says_why() {
    for (name, value, says) in [
        ("BC_LIMITS__COST", "0", "limits.cost is 0"),
        ("BC_LIMITS__COTS", "5", "there is no such setting; did you mean BC_LIMITS__COST?"),
        ("BC_DOCUMENTS", "/nothing.json", "/nothing.json: cannot be read"),
        ("BC_DOCUMENTS_ONLY", "true", "documents_only needs a list"),
        ("BC_TRUSTED_PROXIES", "10.0.0.0/8,here", "\"here\" is neither an address nor a network"),
        ("BC_OTLP_ENDPOINT", "https://collector.test", "begin with http://"),
        ("BC_LOG", "[", "the setting log cannot be used"),
        ("BC_METRICS_LISTEN", "203.0.113.1:9", "set BC_METRICS_LISTEN"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().join("a.db").display());
        let output = std::process::Command::new(PROGRAM)
            .arg("serve")
            .env("BC_DATABASE_URL", database)
            .env("BC_LISTEN", "127.0.0.1:0")
            .env(name, value)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && told.contains(says), "{name}={value}: {told}");
    }
}

/// What a request began in the database ends with it: the statement waits for a lock that is never given.
#[test]
fn a_request_that_takes_too_long_stops_its_statement_in_postgresql() {
    Engine::Postgres.tell(TestApp::demo, async |app: TestApp| {
        let served = Served::start(PROGRAM, &app.database_url(), &[("BC_LIMITS__SECONDS", "1"), ("BC_LOG", "error")]);
        let mut holder = <sqlx::PgConnection as sqlx::Connection>::connect(&app.database_url()).await.unwrap();
        sqlx::raw_sql("BEGIN; LOCK TABLE entry IN ACCESS EXCLUSIVE MODE").execute(&mut holder).await.unwrap();
        let late = served.query("{ initiatives { totalCount } }").unwrap();
        assert_eq!((late.status, late.code().as_str()), (503, "TIMEOUT"));
        assert!(late.took < Duration::from_secs(2), "{:?}", late.took);
        let waiting =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        let begun = Instant::now();
        loop {
            let left: i64 = sqlx::query_scalar(waiting).fetch_one(&mut holder).await.unwrap();
            if left == 0 {
                break;
            }
            assert!(begun.elapsed() < Duration::from_secs(2), "{left} statements still wait");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        sqlx::raw_sql("ROLLBACK").execute(&mut holder).await.unwrap();
        assert_eq!(served.query("{ initiatives { totalCount } }").unwrap().status, 200);
    });
}

/// The same on SQLite, where nothing waits: the statement computes until it is stopped.
#[test]
fn a_request_that_takes_too_long_stops_its_statement_in_sqlite() {
    Engine::Sqlite.tell(TestApp::empty, async |app: TestApp| {
        // phrases that begin at every word of long texts
        let ends: Vec<String> = (0..49).map(|n| format!("fin{n}")).collect();
        let body = "ba ".repeat(20_000) + &ends.join(" ");
        let rows: String = (0..300)
            .map(|n| format!("{{\"kind\":\"initiative\",\"key\":\"i{n}\",\"title\":\"I\",\"status\":\"PUBLISHED\",\"publishedAt\":\"2026-01-01T00:00:00Z\",\"authors\":[{{\"name\":\"X\"}}],\"body\":\"{body}\"}}\n"))
            .collect();
        assert_eq!(app.import(&rows).await.summary().created, 300);
        let served = Served::start(PROGRAM, &app.database_url(), &[("BC_LIMITS__SECONDS", "1"), ("BC_LOG", "error")]);
        let phrase = |end: &String| format!("{{ search: \"\\\"{}{end}\\\"\" }} ", "ba ".repeat(15));
        let words: String = ends.iter().map(phrase).collect();
        let late = served.query(&format!("{{ initiatives(filter: {{ or: [{words}] }}) {{ totalCount }} }}")).unwrap();
        assert_eq!((late.status, late.code().as_str()), (503, "TIMEOUT"), "{:?}", late.took);
        std::thread::sleep(Duration::from_millis(300));
        let before = served.processor_time();
        std::thread::sleep(Duration::from_secs(1));
        let spent = served.processor_time() - before;
        assert!(spent < Duration::from_millis(300), "it goes on: {spent:?} in a second");
        assert_eq!(served.query("{ initiatives { totalCount } }").unwrap().status, 200);
    });
}

#[test]
fn traces_go_to_a_collector_when_one_is_named() {
    let collector = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}/v1/traces", collector.local_addr().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("a.db").display());
    let mut served = Served::start(PROGRAM, &database, &[("BC_OTLP_ENDPOINT", &endpoint)]);
    // the end of the first may come after its answer, not after that of the second
    for _ in 0..2 {
        assert_eq!(served.query("{ network { name } }").unwrap().status, 200);
    }
    let received = std::thread::spawn(move || {
        collector.set_nonblocking(true).unwrap();
        let told = std::iter::repeat_with(|| {
            std::thread::sleep(Duration::from_millis(20));
            collector.accept()
        });
        let (mut stream, _) = told.take(3_000).find_map(Result::ok).expect("the collector was told nothing at all");
        stream.set_nonblocking(false).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let (mut received, mut buffer) = (Vec::new(), vec![0; 64 * 1024]);
        while !String::from_utf8_lossy(&received).contains("/graphql") {
            let read = stream.read(&mut buffer).unwrap();
            assert!(read > 0, "the collector was told nothing of the request");
            received.extend_from_slice(&buffer[..read]);
        }
        let _answered = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        String::from_utf8_lossy(&received).into_owned()
    });
    served.terminate();
    let received = received.join().unwrap();
    assert!(received.starts_with("POST /v1/traces") && received.contains("bretagne-creative"), "{received}");
    assert_eq!(served.wait(Duration::from_secs(15)), Some(0));
}
