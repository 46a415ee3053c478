//! The program itself, run as a process and spoken to over its socket, byte by byte when need be.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A server in a process of its own; it ends with this value.
pub(crate) struct Served {
    child: Child,
    pub(crate) address: SocketAddr,
    out: std::path::PathBuf,
    log: std::path::PathBuf,
    _folder: tempfile::TempDir,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
    pub(crate) took: Duration,
}

impl Served {
    /// Starts the program on a database and waits until it answers.
    pub(crate) fn start(program: &str, database: &str, settings: &[(&str, &str)]) -> Self {
        Self::start_with(program, database, settings, None)
    }

    /// The same, with its log in another file.
    pub(crate) fn start_with(
        program: &str,
        database: &str,
        settings: &[(&str, &str)],
        other: Option<std::fs::File>,
    ) -> Self {
        Self::start_as(program, &["serve"], database, settings, other)
    }

    /// The same, with the demo.
    pub(crate) fn demo(program: &str, database: &str, settings: &[(&str, &str)]) -> Self {
        Self::start_as(program, &["serve", "--demo"], database, settings, None)
    }

    /// The same, with arguments of one's own.
    pub(crate) fn start_as(
        program: &str,
        arguments: &[&str],
        database: &str,
        settings: &[(&str, &str)],
        other: Option<std::fs::File>,
    ) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (out, log) = (folder.path().join("out"), folder.path().join("log"));
        let [said, told] = [&out, &log].map(|it| std::fs::File::create(it).expect("a file for what it says"));
        let mut command = Command::new(program);
        command.args(arguments).current_dir(folder.path()).stdout(Stdio::from(said)).stderr(other.unwrap_or(told));
        command.env("BC_DATABASE_URL", database).env("BC_LISTEN", "127.0.0.1:0");
        command.envs(settings.iter().copied());
        let child = command.spawn().expect("the program starts");
        let nowhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut served = Self { child, address: nowhere, out, log, _folder: folder };
        let begun = Instant::now();
        // the port is the system's choice: the program says which one it was given
        while served.get("/health/live").is_none_or(|it| it.status != 200) {
            assert!(begun.elapsed() < Duration::from_secs(60), "it does not answer: {}", served.log());
            std::thread::sleep(Duration::from_millis(20));
            served.address = served.says("listening", "").unwrap_or(nowhere);
        }
        served
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> i32 {
        i32::try_from(self.child.id()).expect("a number of a process")
    }

    /// Where the counts are read from.
    pub(crate) fn counts(&self) -> Option<SocketAddr> {
        self.says("counts", "/metrics")
    }

    /// The address in a line of what it prints at its start.
    fn says(&self, name: &str, path: &str) -> Option<SocketAddr> {
        let said = std::fs::read_to_string(&self.out).unwrap_or_default();
        let line = said.lines().find_map(|it| it.strip_prefix(name))?;
        line.trim().strip_prefix("http://")?.strip_suffix(path)?.parse().ok()
    }

    /// Sends bytes on a new connection and reads until the server ends it; none when it cannot be spoken to.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Option<Reply> {
        Self::raw_to(self.address, bytes)
    }

    /// The same, to another address.
    pub(crate) fn raw_to(address: SocketAddr, bytes: &[u8]) -> Option<Reply> {
        let begun = Instant::now();
        let mut stream = TcpStream::connect(address).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(120))).ok()?;
        // a server that refuses may end the connection before it has read everything
        let _sent = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _read = stream.read_to_end(&mut answer);
        let at = answer.windows(4).position(|it| it == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&answer[..at]).into_owned();
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Reply { status, head, body: answer[at + 4..].to_vec(), took: begun.elapsed() })
    }

    /// Gets a path.
    pub(crate) fn get(&self, path: &str) -> Option<Reply> {
        self.raw(format!("GET {path} HTTP/1.1\r\nHost: api.test\r\nConnection: close\r\n\r\n").as_bytes())
    }

    /// Posts a body of a content type, with more header lines.
    pub(crate) fn post(&self, kind: &str, headers: &str, body: &[u8]) -> Option<Reply> {
        let length = body.len();
        let head = format!(
            "POST /graphql HTTP/1.1\r\nHost: api.test\r\nConnection: close\r\nContent-Type: {kind}\r\nContent-Length: \
                {length}\r\n{headers}\r\n"
        );
        self.raw(&[head.as_bytes(), body].concat())
    }

    /// Asks a GraphQL query.
    pub(crate) fn query(&self, query: &str) -> Option<Reply> {
        self.post("application/json", "", serde_json::json!({ "query": query }).to_string().as_bytes())
    }

    /// How much memory it holds, in KiB.
    pub(crate) fn resident(&self) -> u64 {
        self.memory("VmRSS:")
    }

    /// The same without the pages of files that it maps.
    pub(crate) fn private(&self) -> u64 {
        self.memory("RssAnon:")
    }

    fn memory(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find(|it| it.starts_with(name)).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|it| it.parse().ok()).unwrap_or_default()
    }

    /// How much time it has computed.
    pub(crate) fn processor_time(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        let ticks: u64 = after_name.split_whitespace().skip(11).take(2).filter_map(|it| it.parse::<u64>().ok()).sum();
        // a tick is 10 ms on every Linux that this runs on
        Duration::from_millis(ticks * 10)
    }

    /// The number of its process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// What it has printed.
    pub(crate) fn said(&self) -> String {
        std::fs::read_to_string(&self.out).unwrap_or_default()
    }

    /// What it has logged.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Tells it to stop, as an operating system does.
    pub(crate) fn terminate(&self) {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(told.is_ok_and(|it| it.success()), "it is there to be told");
    }

    /// Waits until it has ended; how it went.
    pub(crate) fn wait(&mut self, at_most: Duration) -> Option<i32> {
        let begun = Instant::now();
        while begun.elapsed() < at_most {
            if let Ok(Some(status)) = self.child.try_wait() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        None
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

impl Reply {
    /// The body as JSON; null when it is none.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// The code of the first error.
    pub(crate) fn code(&self) -> String {
        self.json()["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }

    /// Whether the head has a line like this.
    pub(crate) fn has(&self, line: &str) -> bool {
        self.head.to_lowercase().lines().any(|it| it == line.to_lowercase())
    }
}
