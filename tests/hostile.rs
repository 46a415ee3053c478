//! Requests that are meant to do harm, each with the status and the code that it gets. After all of them the server
//! lives, holds no more memory than before, and answers as ever.

mod rows;

use std::time::Duration;

use serde_json::{Value, json};

use self::rows::rows;
use crate::support::{Reply, Served, TestApp, on_both};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");
/// How long a refusal may take: 50 ms as it is released, more as it is built for tests. What explodes takes minutes.
const PATIENCE: Duration = Duration::from_millis(if cfg!(debug_assertions) { 1_000 } else { 50 });
/// How much more memory may be held after all of it, in KiB.
const MEMORY: u64 = 20 * 1024;

/// A hostile request.
enum Sent {
    /// A query.
    Query(String),
    /// A query with variables.
    With(String, Value),
    /// A body of JSON, or what is said to be.
    Body(Vec<u8>),
    /// A body of some content type, with more lines in the head.
    As(&'static str, &'static str, Vec<u8>),
    /// An address.
    Get(String),
    /// Bytes on the socket.
    Raw(Vec<u8>),
}

/// Name, request, status, code; no code where the answer is data or no JSON.
type Row = (&'static str, Sent, u16, &'static str);

async fn what_is_meant_to_harm_is_refused_and_leaves_nothing(app: TestApp) {
    let served = Served::start(PROGRAM, &app.database_url(), &[("BC_LOG", "error")]);
    // what is made once and kept is not counted: documents, buffers, connections
    for row in rows() {
        send(&served, &row.1);
    }
    let before = served.resident();
    let mut wrong = Vec::new();
    for (name, sent, status, code) in rows() {
        let Some(reply) = send(&served, &sent) else {
            wrong.push(format!("{name}: no answer"));
            continue;
        };
        if (reply.status, reply.code().as_str()) != (status, code) || reply.took > PATIENCE {
            let body = String::from_utf8_lossy(&reply.body[..reply.body.len().min(300)]).into_owned();
            wrong.push(format!("{name}: {} {} in {:?}: {body}", reply.status, reply.code(), reply.took));
        }
        let said = String::from_utf8_lossy(&reply.body);
        if ["sqlx", "sea_orm", "panicked", "SELECT ", "/src/", "0x"].iter().any(|it| said.contains(it)) {
            wrong.push(format!("{name}: tells of the inside: {said}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows().len(), wrong.join("\n"));
    assert!(rows().len() >= 100, "{}", rows().len());
    let after = served.resident();
    assert!(after <= before + MEMORY, "{before} KiB before, {after} KiB after");
    // documents that nobody sends twice fill no memory
    let name = "N".repeat(200_000);
    for n in 0..600 {
        assert_eq!(served.query(&format!("{{ {name}{n} }}")).unwrap().code(), "VALIDATION_FAILED");
    }
    let filled = served.resident();
    assert!(filled <= before + 3 * MEMORY, "{before} KiB before, {filled} KiB after 120 MB of documents");
    let well = served.query("{ initiatives { totalCount } }").unwrap();
    assert!(well.status == 200 && well.code().is_empty() && well.took < PATIENCE);
}

on_both! {
    demo:
        what_is_meant_to_harm_is_refused_and_leaves_nothing,
    ;
}
fn send(served: &Served, sent: &Sent) -> Option<Reply> {
    match sent {
        Sent::Query(query) => served.query(query),
        Sent::With(query, variables) => {
            let body = json!({ "query": query, "variables": variables }).to_string();
            served.post("application/json", "", body.as_bytes())
        }
        Sent::Body(body) => served.post("application/json", "", body),
        Sent::As(kind, head, body) => served.post(kind, head, body),
        Sent::Get(path) => served.get(path),
        Sent::Raw(bytes) => served.raw(bytes),
    }
}
