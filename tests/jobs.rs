//! Work in the background: it is counted, goes on after failures, and ends between two mails.

use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::sessions::PASSWORD;
use crate::support::{SECRET, Served, Smtp, TestApp, on_both};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");
const REGISTER: &str = include_str!("jobs/register.graphql");
const SENT: &str = "SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL";

fn registers(served: &Served, name: &str) {
    let input = json!({ "name": name, "email": format!("{name}@example.org"), "password": PASSWORD });
    let body = json!({ "query": REGISTER, "variables": { "input": input } }).to_string();
    let answer = served.post("application/json", "", body.as_bytes()).unwrap().json();
    assert_eq!(answer["data"], json!({ "accountRegister": { "userErrors": [] } }), "{answer}");
}

/// The value of a count; none before there is one.
fn count(served: &Served, name: &str) -> Option<f64> {
    let ask = b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let reply = Served::raw_to(served.counts().unwrap(), ask).unwrap();
    let text = String::from_utf8(reply.body).unwrap();
    let value = text.lines().find_map(|it| it.strip_prefix("bretagne_creative_")?.strip_prefix(name));
    value.map(|it| it.trim().parse().unwrap())
}

/// Waits until a count is above a value; what it is then.
fn above(served: &Served, name: &str, value: f64) -> f64 {
    let begun = Instant::now();
    loop {
        match count(served, name) {
            Some(counted) if counted > value => return counted,
            counted => assert!(begun.elapsed() < Duration::from_secs(60), "{name} is {counted:?}: {}", served.log()),
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

async fn a_mail_that_is_leaving_when_the_server_stops_leaves_once(app: TestApp) {
    let smtp = Smtp::silent();
    let url = format!("smtp://{}", smtp.address);
    let settings = [("BC_SECRET", SECRET), ("BC_SMTP_URL", url.as_str()), ("BC_MAIL_FROM", "bonjour@site.test")];
    let mut served = Served::start(PROGRAM, &app.database_url(), &settings);
    registers(&served, "ana");
    registers(&served, "bob");
    smtp.texts(1);
    assert_eq!(app.number(SENT).await, 0, "nobody has answered yet that it was taken");
    served.terminate();
    while TcpStream::connect(served.address).is_ok() {
        std::thread::sleep(Duration::from_millis(50));
    }
    // all requests are answered, and the mail is waited for
    assert_eq!(served.wait(Duration::from_secs(3)), None, "{}", served.log());
    smtp.answer();
    assert_eq!(served.wait(Duration::from_secs(60)), Some(0), "{}", served.log());
    assert_eq!((smtp.texts(1).len(), app.number(SENT).await), (1, 1), "it has left, and no other was begun");
    // the next server sends what waits, and nothing else
    app.statement("UPDATE outbox SET next_try_at = 0").await;
    let mut served = Served::start(PROGRAM, &app.database_url(), &settings);
    smtp.texts(2);
    registers(&served, "carole");
    let texts = smtp.texts(3);
    for name in ["ana", "bob", "carole"] {
        let to = format!("To: {name}@example.org");
        assert_eq!(texts.iter().filter(|it| it.contains(&to)).count(), 1, "{name}: {texts:?}");
    }
    served.terminate();
    assert_eq!(served.wait(Duration::from_secs(60)), Some(0));
    assert_eq!(app.number(SENT).await, 3);
}

async fn a_job_that_fails_is_counted_and_goes_on(app: TestApp) {
    let folder = tempfile::tempdir().unwrap();
    let settings = [("BC_METRICS_LISTEN", "127.0.0.1:0"), ("BC_MAIL_FOLDER", folder.path().to_str().unwrap())];
    let served = Served::start(PROGRAM, &app.database_url(), &settings);
    for job in ["heartbeat", "reference", "mail", "cleanup", "log"] {
        above(&served, &format!("job_runs_total{{job=\"{job}\",outcome=\"ok\"}}"), 0.0);
        assert!(count(&served, &format!("job_last_run_seconds{{job=\"{job}\"}}")).unwrap() >= 0.0);
        assert_eq!(count(&served, &format!("job_runs_total{{job=\"{job}\",outcome=\"failed\"}}")), None, "{job}");
    }
    let (well, failed) =
        ("job_runs_total{job=\"mail\",outcome=\"ok\"}", "job_runs_total{job=\"mail\",outcome=\"failed\"}");
    let (beats, oldest) =
        ("job_runs_total{job=\"heartbeat\",outcome=\"ok\"}", "job_oldest_waiting_seconds{job=\"mail\"}");
    assert_eq!(count(&served, oldest), Some(0.0), "no mail waits");
    app.statement("ALTER TABLE outbox RENAME TO elsewhere").await;
    above(&served, failed, 0.0);
    above(&served, beats, count(&served, beats).unwrap());
    assert!(served.log().contains("a job failed"), "{}", served.log());
    app.statement("ALTER TABLE elsewhere RENAME TO outbox").await;
    above(&served, well, count(&served, well).unwrap());
    // a mail that is not to leave yet waits, too
    let input = json!({ "input": { "name": "Ana", "email": "ana@example.org", "password": PASSWORD } });
    app.post(REGISTER, input).await.data();
    app.statement("UPDATE outbox SET created_at = 0, next_try_at = 9000000000000").await;
    above(&served, oldest, 1_000_000.0);
    let counted = Served::raw_to(
        served.counts().unwrap(),
        b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    )
    .unwrap();
    let text = String::from_utf8(counted.body).unwrap();
    assert!(!text.contains('@') && !served.log().contains('@'), "nobody is named");
}

on_both! {
    empty:
        a_mail_that_is_leaving_when_the_server_stops_leaves_once,
        a_job_that_fails_is_counted_and_goes_on,
    ;
}
