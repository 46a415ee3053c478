//! The database of a SPIP site on a server of MySQL or MariaDB. The server's own program for dumps reads it, in one transaction that
//! locks nothing and writes nothing; its output is read as it comes. So this program needs no driver, and a live database and a dump of
//! it are read the same way.

use std::io::{self, BufReader, Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use url::Url;

use crate::media::name::percent_decoded;
use crate::transfer::spip::dump;
use crate::transfer::spip::tables::Read;

/// The programs that make dumps, the preferred one first.
const PROGRAMS: [&str; 2] = ["mariadb-dump", "mysqldump"];
/// How the programs are called. They read their first file of options from standard input, and no other.
const ARGUMENTS: [&str; 10] = [
    "--defaults-file=/dev/stdin",
    // one state of the database, without a lock: visitors and editors go on
    "--single-transaction",
    "--skip-lock-tables",
    // rows come as they are read, and are not gathered in memory
    "--quick",
    // what needs more rights than those to read
    "--skip-triggers",
    "--no-tablespaces",
    // the line at the end, which tells that the dump is whole
    "--comments",
    // texts as UTF-8, whatever the tables keep them in
    "--default-character-set=utf8mb4",
    // of MySQL alone, where they ask for more rights, or for a table that MariaDB does not have
    "--loose-set-gtid-purged=OFF",
    "--loose-column-statistics=0",
];
/// How the last line of a whole dump begins.
const WHOLE: &[u8] = b"-- Dump completed";
/// How long the first byte may take: the program writes it when the server has answered.
const FIRST: Duration = Duration::from_secs(20);
/// How long any other byte may take.
const NEXT: Duration = Duration::from_secs(300);
/// The most bytes of a part of an address.
const LONGEST: usize = 500;
/// The most bytes that are kept of what the program complains of.
const COMPLAINT: u64 = 16 * 1024;

/// What an address says.
struct Address {
    user: String,
    password: String,
    host: String,
    port: Option<u16>,
    database: String,
}

/// Reads the tables whose names are wanted from the database at an address.
///
/// # Errors
/// One sentence, without the password: what is wrong with the address, why the server gives nothing, or that the dump is not whole.
pub(super) fn read(address: &str, password: Option<&str>, wanted: impl Fn(&str) -> bool) -> Result<Vec<Read>, String> {
    let address = Address::read(address, password)?;
    let mut running = Running::start(&address)?;
    let read = dump::read(BufReader::new(&mut running.output), wanted);
    let Output { reached_end, is_silent, tail, .. } = &running.output;
    if *is_silent {
        return Err(format!("the server {} does not answer", address.place()));
    }
    if !reached_end {
        // the reader gave up, not the program
        return read.map_err(|it| it.to_string());
    }
    let is_whole = tail.windows(WHOLE.len()).any(|it| it == WHOLE);
    running.ended(&address)?;
    if !is_whole {
        return Err(
            "the dump ends before its last line: the server or the program was stopped; run it again".to_owned()
        );
    }
    read.map_err(|it| it.to_string())
}

impl Address {
    fn read(text: &str, password: Option<&str>) -> Result<Self, String> {
        const FORM: &str = "the address has not the form mysql://USER[:PASSWORD]@HOST[:PORT]/DATABASE; in a user or a password, \
                            the characters @ : / ? # % are written as %40 %3A %2F %3F %23 %25";
        let form = || FORM.to_owned();
        let url = Url::parse(text).map_err(|_| form())?;
        if url.query().is_some() || url.fragment().is_some() {
            return Err(form());
        }
        let decoded = |part: &str| percent_decoded(part).filter(|it| it.len() <= LONGEST && !it.contains('\0'));
        let host = url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
        let given = match (url.password(), password) {
            (Some(_), Some(_)) => return Err("the password stands in the address, and is asked for as well".to_owned()),
            (Some(it), None) => decoded(it),
            (None, given) => Some(given.unwrap_or_default().to_owned()).filter(|it| it.len() <= LONGEST),
        };
        let read = Self {
            user: decoded(url.username()).ok_or_else(form)?,
            password: given.ok_or_else(form)?,
            host: decoded(host).ok_or_else(form)?,
            port: url.port(),
            database: decoded(url.path().trim_start_matches('/')).ok_or_else(form)?,
        };
        let lacks = [&read.user, &read.host, &read.database].iter().any(|it| it.is_empty());
        if lacks || read.database.contains('/') { Err(form()) } else { Ok(read) }
    }

    /// The server, as it is told of.
    fn place(&self) -> String {
        self.port.map_or_else(|| self.host.clone(), |port| format!("{}:{port}", self.host))
    }

    /// The file of options by which the program connects.
    fn options(&self) -> String {
        let mut text = "[client]\n".to_owned();
        let mut put = |name: &str, value: &str| text.push_str(&format!("{name}=\"{}\"\n", escaped(value)));
        put("host", &self.host);
        put("user", &self.user);
        if !self.password.is_empty() {
            put("password", &self.password);
        }
        if let Some(port) = self.port {
            put("port", &port.to_string());
            // without it, `localhost` means a socket of this machine, whatever the port
            put("protocol", "tcp");
        }
        text
    }
}

/// A value as it stands between quotation marks in a file of options.
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for letter in value.chars() {
        match letter {
            '\\' | '"' => text.extend(['\\', letter]),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            other => text.push(other),
        }
    }
    text
}

/// A program that makes a dump. It ends with this value.
struct Running {
    program: &'static str,
    child: Child,
    output: Output,
    complaint: Option<JoinHandle<Vec<u8>>>,
}

impl Running {
    fn start(address: &Address) -> Result<Self, String> {
        for program in PROGRAMS {
            let mut command = Command::new(program);
            command.args(ARGUMENTS).arg("--").arg(&address.database);
            // neither may take the place of what the address says
            command.env_remove("MYSQL_PWD").env_remove("MYSQL_HOST");
            match command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn() {
                Ok(child) => return Ok(Self::of(program, child, address)),
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
                Err(cause) => return Err(format!("{program} cannot be started: {cause}")),
            }
        }
        Err("neither mariadb-dump nor mysqldump is installed; install the Debian package mariadb-client, or make a dump on the \
             server and import that file"
            .to_owned())
    }

    fn of(program: &'static str, mut child: Child, address: &Address) -> Self {
        let (input, output, complaint) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let complaint = complaint.map(|it| {
            thread::spawn(move || {
                let (mut said, mut it) = (Vec::new(), it);
                let _cut = it.by_ref().take(COMPLAINT).read_to_end(&mut said);
                let _rest = io::copy(&mut it, &mut io::sink());
                said
            })
        });
        let (sender, parts) = sync_channel(4);
        if let Some(mut output) = output {
            thread::spawn(move || {
                let mut part = vec![0; 64 * 1024];
                while let Ok(length @ 1..) = output.read(&mut part)
                    && sender.send(part[..length].to_vec()).is_ok()
                {}
            });
        }
        let output = Output { parts, part: Vec::new(), at: 0, tail: Vec::new(), reached_end: false, is_silent: false };
        let running = Self { program, child, output, complaint };
        // The password goes through a pipe: the list of processes does not show it, and no file is left behind by a program that is
        // killed. A program that has ended already says why itself.
        if let Some(mut input) = input {
            let _ended = input.write_all(address.options().as_bytes());
        }
        running
    }

    /// Waits for the end of the program.
    fn ended(&mut self, address: &Address) -> Result<(), String> {
        let program = self.program;
        let status = self.child.wait().map_err(|it| format!("the end of {program} is not known: {it}"))?;
        let complaint = self.complaint.take().and_then(|it| it.join().ok()).unwrap_or_default();
        if status.success() { Ok(()) } else { Err(told(program, address, &String::from_utf8_lossy(&complaint))) }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _status = self.child.wait();
    }
}

/// What a program writes, as it comes.
struct Output {
    parts: Receiver<Vec<u8>>,
    part: Vec<u8>,
    at: usize,
    /// The last bytes that came.
    tail: Vec<u8>,
    reached_end: bool,
    /// Whether it wrote nothing for too long.
    is_silent: bool,
}

impl io::Read for Output {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        /// How many of the last bytes are kept.
        const KEPT: usize = 200;
        if self.at == self.part.len() {
            let wait = if self.tail.is_empty() { FIRST } else { NEXT };
            match self.parts.recv_timeout(wait) {
                Ok(part) => {
                    self.tail.extend(&part[part.len().saturating_sub(KEPT)..]);
                    self.tail.drain(..self.tail.len().saturating_sub(KEPT));
                    (self.part, self.at) = (part, 0);
                }
                Err(RecvTimeoutError::Disconnected) => {
                    self.reached_end = true;
                    return Ok(0);
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.is_silent = true;
                    return Err(io::ErrorKind::TimedOut.into());
                }
            }
        }
        let length = buffer.len().min(self.part.len() - self.at);
        buffer[..length].copy_from_slice(&self.part[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}

/// Why a program ended early, by what it complained of.
fn told(program: &str, address: &Address, complaint: &str) -> String {
    let lines: Vec<&str> = complaint.lines().map(str::trim).filter(|it| !it.is_empty()).collect();
    let said = lines.iter().find(|it| it.contains("rror")).or(lines.last()).copied().unwrap_or("it did not say why");
    let said: String = said.chars().filter(|it| !it.is_control()).take(300).collect();
    let said = said.strip_prefix(program).map_or(said.as_str(), |it| it.trim_start_matches(':').trim_start());
    match number(said) {
        Some(2002 | 2003 | 2005) => format!("the server {} does not answer ({said})", address.place()),
        Some(1044 | 1045 | 1130 | 1142 | 1143 | 1227 | 1251 | 1698 | 2054 | 2059) => {
            format!("the server refuses the user, who needs the right SELECT on the database ({said})")
        }
        Some(1049) => format!("the server has no database of this name ({said})"),
        Some(2006 | 2013 | 2055) => format!("the server ended the connection before the dump was whole ({said})"),
        _ => format!("{program} ended early ({said})"),
    }
}

/// The number of an error of the server or its client: behind the word, or in brackets.
fn number(said: &str) -> Option<u32> {
    let digits = |it: &str| {
        let it = it.trim_start_matches([':', ' ', '(']);
        it[..it.bytes().take_while(u8::is_ascii_digit).count()].parse().ok()
    };
    let behind = said.match_indices("rror").find_map(|(at, word)| digits(&said[at + word.len()..]));
    behind.or_else(|| said.rsplit('(').find_map(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        let it = Address::read("mysql://ana%40brest:p%40s%2Fs%25@db.test:3307/spip_43", None).unwrap();
        assert_eq!(
            (it.user.as_str(), it.password.as_str(), it.place().as_str()),
            ("ana@brest", "p@s/s%", "db.test:3307")
        );
        assert_eq!(it.database, "spip_43");
        let it = Address::read("mariadb://ana@[::1]/spip", Some("x y")).unwrap();
        assert_eq!((it.host.as_str(), it.password.as_str(), it.port), ("::1", "x y", None));
        for wrong in [
            "mysql://db.test/spip",
            "mysql://ana@db.test",
            "mysql://ana@db.test/",
            "mysql://ana@/spip",
            "mysql://ana:hun/ter2@db.test/spip",
            "mysql://ana:1/ter2@db.test/spip",
            "mysql://ana:hun#ter2@db.test/spip",
            "mysql://ana:hun?ter2@db.test/spip",
            "mysql://ana:%zz@db.test/spip",
            "mysql://ana@db.test/spip/more",
            "mysql://ana@db.test/spip?ssl=1",
            "mysql://",
        ] {
            let said = Address::read(wrong, None).err().unwrap();
            assert!(said.contains("has not the form") && !said.contains("ter2"), "{wrong}: {said}");
        }
        assert!(Address::read("mysql://ana:x@db.test/spip", Some("y")).is_err());
    }

    #[test]
    fn options_hold_any_password() {
        let it = Address::read("mysql://ana:%22%5C%23%20%27%0A@localhost/spip", None).unwrap();
        assert_eq!(it.options(), "[client]\nhost=\"localhost\"\nuser=\"ana\"\npassword=\"\\\"\\\\# '\\n\"\n");
    }

    #[test]
    fn errors_are_told_by_their_number() {
        let address = Address::read("mysql://ana:x@db.test/spip", None).unwrap();
        for (complaint, said) in [
            (
                "mariadb-dump: Got error: 2002: \"Can't connect to server on 'db.test' (115)\" when trying to connect",
                "the server db.test does not answer (Got error: 2002",
            ),
            (
                "mariadb-dump: [Warning] unknown option\nmariadb-dump: Got error: 1045: \"Access denied for user 'ana'\"",
                "the server refuses the user",
            ),
            ("mysqldump: Got error: 1049: Unknown database 'spip' when selecting the database", "has no database"),
            ("mysqldump: Error 2013: Lost connection to server during query", "ended the connection before"),
            ("mysqldump: Couldn't execute 'SHOW FIELDS': SELECT command denied to user (1142)", "the server refuses"),
            ("Killed", "mariadb-dump ended early (Killed)"),
            ("", "mariadb-dump ended early (it did not say why)"),
        ] {
            let told = told("mariadb-dump", &address, complaint);
            assert!(told.contains(said), "{told}");
        }
    }
}
