//! What is done to a server on bad days, and how it stands it:
//!
//! ```sh
//! cargo bench --bench load -- sockets     # 2,000 idle and dribbling connections
//! cargo bench --bench load -- overload    # ten times what it can do, for a minute
//! cargo bench --bench load -- cut         # the database taken away and given back 50 times
//! cargo bench --bench load -- stop        # told to stop under load, 100 times
//! ```
//!
//! Each prints its figures and ends with a failure when a promise of `docs/operating.md` is not kept.
#![allow(missing_docs, clippy::unwrap_used, reason = "a measurement that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "it measures real time, and reads its own arguments")]
#![allow(clippy::cast_precision_loss, reason = "counts are small")]

#[path = "../tests/support/postgres.rs"]
#[allow(dead_code)]
mod postgres;
#[path = "../tests/support/proxy.rs"]
#[expect(dead_code, reason = "stories cut in ways that measurements do not")]
mod proxy;
#[path = "../tests/support/served.rs"]
#[allow(dead_code)]
mod served;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use proxy::{Proxy, Way};
use served::Served;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const PROGRAM: &str = env!("CARGO_BIN_EXE_bretagne-creative");
/// Lists that take ten milliseconds, so that ten times the capacity can be asked for from the same machine.
const DEAR: &str = r#"{"query":"{ initiatives(first: 100) { ...E } articles(first: 100) { ...A } a: entries(first: 100) { ...X } b: entries(first: 100) { ...X } } fragment E on InitiativeConnection { nodes { title summary body(format: HTML) attribution themes { name } authors { name } } } fragment A on ArticleConnection { nodes { title summary body(format: HTML) attribution themes { name } authors { name } } } fragment X on EntryConnection { nodes { title summary body(format: HTML) attribution themes { name } authors { name } } }"}"#;
/// A list that takes one.
const CHEAP: &str = r#"{"query":"{ initiatives(first: 20) { nodes { title url } totalCount } }"}"#;

fn main() {
    let wished: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with('-')).collect();
    let all = ["sockets", "overload", "cut", "stop"];
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let _room = rlimit::increase_nofile_limit(8_192);
    for name in all.into_iter().filter(|name| wished.is_empty() || wished.iter().any(|it| it == name)) {
        println!("== {name}");
        runtime.block_on(async {
            match name {
                "sockets" => sockets().await,
                "overload" => overload().await,
                "cut" => cut().await,
                _ => stop().await,
            }
        });
    }
}

/// A keep-alive connection that asks and reads whole answers.
struct Client(TcpStream);

impl Client {
    async fn connect(address: SocketAddr) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self(stream))
    }

    /// The status of an answer that came whole.
    async fn ask(&mut self, body: &str) -> std::io::Result<(u16, bool)> {
        let head = format!(
            "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.0.write_all(head.as_bytes()).await?;
        let (mut answer, mut buffer) = (Vec::new(), vec![0; 64 * 1024]);
        let cut_short = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
        let (end, length, status, closes) = loop {
            let read = self.0.read(&mut buffer).await?;
            if read == 0 {
                return Err(cut_short());
            }
            answer.extend_from_slice(&buffer[..read]);
            let Some(at) = answer.windows(4).position(|it| it == b"\r\n\r\n") else { continue };
            let head = String::from_utf8_lossy(&answer[..at]).to_lowercase();
            let length = head.lines().find_map(|it| it.strip_prefix("content-length: ")?.trim().parse().ok());
            let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).ok_or_else(cut_short)?;
            break (at + 4, length.unwrap_or(0_usize), status, head.contains("\nconnection: close"));
        };
        while answer.len() < end + length {
            let read = self.0.read(&mut buffer).await?;
            if read == 0 {
                return Err(cut_short());
            }
            answer.extend_from_slice(&buffer[..read]);
        }
        Ok((status, closes))
    }
}

fn demo(folder: &std::path::Path, settings: &[(&str, &str)]) -> Served {
    let database = format!("sqlite:{}", folder.join("load.db").display());
    filled(&database);
    Served::start(PROGRAM, &database, &[&[("BC_LOG", "error")], settings].concat())
}

/// The demo corpus, as the first start would load it.
fn filled(database: &str) {
    let rows = concat!(env!("CARGO_MANIFEST_DIR"), "/data/demo.ndjson");
    let mut import = std::process::Command::new(PROGRAM);
    import
        .args(["import", rows, "--origin", "demo", "--quiet"])
        .env("BC_DATABASE_URL", database)
        .env("BC_LOG", "error");
    assert!(import.output().unwrap().status.success());
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

async fn times(address: SocketAddr, body: &str, count: usize) -> Vec<Duration> {
    let mut client = Client::connect(address).await.unwrap();
    let mut times = Vec::new();
    for _ in 0..count {
        let begun = Instant::now();
        assert_eq!(client.ask(body).await.unwrap().0, 200);
        times.push(begun.elapsed());
    }
    times
}

/// 1,000 idle connections and 1,000 that send a byte now and then: others are served as before.
async fn sockets() {
    let folder = tempfile::tempdir().unwrap();
    let served = demo(folder.path(), &[]);
    let alone = median(times(served.address, CHEAP, 300).await);
    let before = served.resident();
    let mut idle = Vec::new();
    for _ in 0..1_000 {
        idle.push(TcpStream::connect(served.address).await.unwrap());
    }
    let ended = Arc::new(AtomicU64::new(0));
    for _ in 0..1_000 {
        let mut stream = TcpStream::connect(served.address).await.unwrap();
        let ended = Arc::clone(&ended);
        tokio::spawn(async move {
            let head =
                b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";
            for byte in head.iter().chain([b' '; 1_000].iter()) {
                if stream.write_all(&[*byte]).await.is_err() {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            ended.fetch_add(1, Ordering::Relaxed);
        });
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let among = median(times(served.address, CHEAP, 300).await);
    let during = served.resident();
    println!(
        "2,000 connections: {} KiB more memory, {:.1} KiB each",
        during - before,
        (during - before) as f64 / 2_000.0
    );
    println!("an answer alone {alone:?}, among them {among:?} (median of 300)");
    let begun = Instant::now();
    while ended.load(Ordering::Relaxed) < 1_000 && begun.elapsed() < Duration::from_secs(40) {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    println!(
        "{} of 1,000 dribbling connections were ended within {:?}",
        ended.load(Ordering::Relaxed),
        begun.elapsed()
    );
    assert_eq!(ended.load(Ordering::Relaxed), 1_000);
    assert!(among < alone * 4 + Duration::from_millis(5));
    assert!(during - before < 100 * 1_024);
    drop(idle);
}

/// Ten times as many requests as it can answer, for a minute.
async fn overload() {
    let folder = tempfile::tempdir().unwrap();
    let served = demo(folder.path(), &[]);
    let address = served.address;
    let capacity = closed_loop(address, 32, Duration::from_secs(8)).await;
    let calm = median(times(address, DEAR, 50).await);
    let offered = capacity * 10.0;
    println!("capacity {capacity:.0} requests/s, an answer takes {calm:?}; offered {offered:.0} requests/s");
    let (good, shed, failed) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let (begun, lasts) = (Instant::now(), Duration::from_secs(60));
    let senders = 1_000_u32;
    let pause = Duration::from_secs_f64(f64::from(senders) / offered);
    let mut tasks = Vec::new();
    for number in 0..senders {
        let (good, shed, failed) = (Arc::clone(&good), Arc::clone(&shed), Arc::clone(&failed));
        tasks.push(tokio::spawn(async move {
            let mut next = begun + pause.mul_f64(f64::from(number) / f64::from(senders));
            let mut client = None;
            while begun.elapsed() < lasts {
                tokio::time::sleep_until(next.into()).await;
                next += pause;
                if client.is_none() {
                    client = Client::connect(address).await.ok();
                }
                let Some(it) = &mut client else {
                    failed.fetch_add(1, Ordering::Relaxed);
                    continue;
                };
                match it.ask(DEAR).await {
                    Ok((200, _)) => good.fetch_add(1, Ordering::Relaxed),
                    Ok((429 | 503, _)) => shed.fetch_add(1, Ordering::Relaxed),
                    Ok(_) | Err(_) => {
                        client = None;
                        failed.fetch_add(1, Ordering::Relaxed)
                    }
                };
            }
        }));
    }
    let mut most = 0;
    while begun.elapsed() < lasts {
        most = most.max(served.resident());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    for task in tasks {
        task.await.unwrap();
    }
    let ended = Instant::now();
    let counts = [&good, &shed, &failed].map(|it| it.load(Ordering::Relaxed));
    let goodput = counts[0] as f64 / begun.elapsed().as_secs_f64();
    println!(
        "answered {}, sent away {}, failed {}: {goodput:.0} requests/s, {:.0} % of capacity",
        counts[0],
        counts[1],
        counts[2],
        goodput / capacity * 100.0
    );
    println!("at most {} MB of memory", most / 1_024);
    while median(times(address, DEAR, 5).await) > calm * 2 {
        assert!(ended.elapsed() < Duration::from_secs(5), "not normal again");
    }
    println!("normal again after {:?}", ended.elapsed());
    assert!(goodput >= capacity * 0.8 && counts[2] == 0);
    assert!(most < 512 * 1_024);
}

/// How many requests a second some connections get answered.
async fn closed_loop(address: SocketAddr, connections: usize, lasts: Duration) -> f64 {
    let (begun, answered) = (Instant::now(), Arc::new(AtomicU64::new(0)));
    let tasks: Vec<_> = (0..connections)
        .map(|_| {
            let answered = Arc::clone(&answered);
            tokio::spawn(async move {
                let mut client = Client::connect(address).await.unwrap();
                while begun.elapsed() < lasts {
                    assert_eq!(client.ask(DEAR).await.unwrap().0, 200);
                    answered.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    answered.load(Ordering::Relaxed) as f64 / begun.elapsed().as_secs_f64()
}

/// The database goes and comes 50 times: told within two seconds, well within two seconds, nobody waits ten.
async fn cut() {
    let server = postgres::server().expect("PostgreSQL is installed");
    let database = server.create(None).await;
    filled(&database.url());
    let proxy = Proxy::before(&database.url());
    let served = Served::start(PROGRAM, proxy.url(), &[("BC_LOG", "off")]);
    let (slowest, stopped) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let askers: Vec<_> = (0..8)
        .map(|_| {
            let (address, slowest, stopped) = (served.address, Arc::clone(&slowest), Arc::clone(&stopped));
            tokio::spawn(async move {
                let mut asked = 0_u64;
                while !stopped.load(Ordering::Relaxed) {
                    let Ok(mut client) = Client::connect(address).await else { continue };
                    loop {
                        let begun = Instant::now();
                        let answer = client.ask(CHEAP).await;
                        let took = u64::try_from(begun.elapsed().as_millis()).unwrap();
                        slowest.fetch_max(took, Ordering::Relaxed);
                        asked += 1;
                        if answer.is_err() || stopped.load(Ordering::Relaxed) {
                            break;
                        }
                        tokio::time::sleep(Duration::from_millis(2)).await;
                    }
                }
                asked
            })
        })
        .collect();
    let (mut told, mut well) = (Duration::ZERO, Duration::ZERO);
    for round in 0..50 {
        tokio::time::sleep(Duration::from_millis(200)).await;
        proxy.set([Way::Cut, Way::Silent, Way::Lost][round % 3]);
        told = told.max(until(served.address, 503).await);
        tokio::time::sleep(Duration::from_millis(200)).await;
        proxy.set(Way::Open);
        well = well.max(until(served.address, 200).await);
    }
    stopped.store(true, Ordering::Relaxed);
    let mut asked = 0;
    for asker in askers {
        asked += asker.await.unwrap();
    }
    let slowest = Duration::from_millis(slowest.load(Ordering::Relaxed));
    println!("50 times: told at the latest after {told:?}, well at the latest after {well:?}");
    println!("{asked} requests meanwhile, the slowest took {slowest:?}");
    assert!(told < Duration::from_secs(2) && well < Duration::from_secs(2) && slowest < Duration::from_secs(10));
}

/// How long it takes until a question that needs the database has this status.
async fn until(address: SocketAddr, status: u16) -> Duration {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(20) {
        if let Ok(mut client) = Client::connect(address).await
            && client.ask(CHEAP).await.is_ok_and(|it| it.0 == status)
        {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    begun.elapsed()
}

/// Told to stop while it is asked by 16 connections, 100 times: whatever it has accepted is answered.
async fn stop() {
    let folder = tempfile::tempdir().unwrap();
    let (mut answered, mut cut_short, mut slowest) = (0, 0, Duration::ZERO);
    let database = format!("sqlite:{}", folder.path().join("load.db").display());
    filled(&database);
    for _ in 0..100 {
        let mut served = Served::start(PROGRAM, &database, &[("BC_LOG", "error")]);
        let address = served.address;
        let askers: Vec<_> = (0..16)
            .map(|_| {
                tokio::spawn(async move {
                    let (mut answered, mut cut_short) = (0_u64, 0_u64);
                    // a server that is gone refuses the connection: then nothing was accepted
                    while let Ok(mut client) = Client::connect(address).await {
                        let mut accepted = false;
                        loop {
                            match client.ask(CHEAP).await {
                                Ok((200, closes)) => {
                                    accepted = true;
                                    answered += 1;
                                    if closes {
                                        break;
                                    }
                                }
                                Ok((status, _)) => panic!("answered {status}"),
                                // one that still stood in the system's queue when the listener was closed is reset
                                Err(cause) if !accepted && cause.kind() == std::io::ErrorKind::ConnectionReset => break,
                                Err(_) => {
                                    cut_short += 1;
                                    break;
                                }
                            }
                        }
                    }
                    (answered, cut_short)
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(150)).await;
        let begun = Instant::now();
        served.terminate();
        for asker in askers {
            let (some, short) = asker.await.unwrap();
            answered += some;
            cut_short += short;
        }
        let ended = tokio::task::block_in_place(|| served.wait(Duration::from_secs(30)));
        assert_eq!(ended, Some(0), "it ends well");
        slowest = slowest.max(begun.elapsed());
    }
    println!("100 times: {answered} requests answered, {cut_short} cut short; ended at the latest after {slowest:?}");
    assert_eq!(cut_short, 0);
}
