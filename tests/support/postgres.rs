//! One PostgreSQL for the whole test process: the one that `BC_TEST_POSTGRES_URL` names, or a temporary cluster
//! that dies with the process, `kill -9` included. Makes and drops databases; knows nothing of our tables.

use std::env;
use std::error::Error;
use std::fs::{self, File, Permissions};
use std::future;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{self, Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{OnceLock, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Mutex;
use url::Url;

/// The oldest major version that the project supports.
const OLDEST: u32 = 15;

/// The advisory lock by which a run shows an external server that it is alive; its second half is the run.
const LEASE: i32 = 0xBC;

pub(super) type Failure = Box<dyn Error + Send + Sync>;

/// The PostgreSQL of this process, started by whoever asks first; `None` when the machine has none.
///
/// Panics, for every caller alike, when there is one that does not start, or none and `BC_TEST_REQUIRE_POSTGRES`
/// is set.
pub(crate) fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Result<Option<Server>, String>> = OnceLock::new();
    match SERVER.get_or_init(|| Server::find().map_err(|failure| failure.to_string())) {
        Ok(server) => server.as_ref(),
        Err(problem) => panic!("{problem}"),
    }
}

/// A PostgreSQL in which this process may make databases.
pub(crate) struct Server {
    admin: Url,
    /// Random, not the process id: runs in several containers share an external server, and their ids.
    run: u32,
    databases: AtomicU32,
    copying: Mutex<()>,
    /// The temporary cluster's only reason to live; an external server has its own.
    lifeline: Option<ChildStdin>,
}

/// A database of one test, dropped with this value.
///
/// In a `static` (a template) it outlives the process: a temporary cluster takes it along, and on an external
/// server the next run sweeps it away.
pub(crate) struct Database {
    name: String,
    server: &'static Server,
}

impl Server {
    /// Makes a database under a name that no other run uses, empty or as a copy of `template`.
    ///
    /// Nobody may be connected to the template: close its pool before.
    pub(crate) async fn create(&'static self, template: Option<&str>) -> Database {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("bc_test_{:08x}_{number}", self.run);
        if let Err(error) = self.create_database(&name, template).await {
            panic!("cannot create database `{name}` from {template:?}: {error}");
        }
        Database { name, server: self }
    }

    /// Makes an empty database that keeps texts in another encoding.
    pub(crate) async fn create_in(&'static self, encoding: &str) -> Database {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("bc_test_{:08x}_{number}", self.run);
        let create = format!(r#"CREATE DATABASE "{name}" TEMPLATE template0 ENCODING '{encoding}' LOCALE 'C'"#);
        self.execute(create).await;
        Database { name, server: self }
    }

    /// Carries out a command as its administrator.
    pub(crate) async fn execute(&self, command: String) {
        if let Err(error) = execute(&self.admin, command.clone()).await {
            panic!("{command}: {error}");
        }
    }

    /// A name for a role that no other run uses.
    pub(crate) fn role(&self) -> String {
        format!("bc_test_{:08x}_{}", self.run, self.databases.fetch_add(1, Ordering::Relaxed))
    }

    /// The address of a database on this server, for sqlx.
    pub(crate) fn url(&self, database: &str) -> String {
        let mut url = self.admin.clone();
        url.set_path(database);
        url.into()
    }

    /// Creates a database. One at a time: copies of one template hold each other up, and gain nothing at once.
    async fn create_database(&self, name: &str, template: Option<&str>) -> sqlx::Result<()> {
        let template = template.unwrap_or("template0");
        // Three times faster than the default, but by a checkpoint, which a server with `fsync` should be spared.
        let strategy = self.lifeline.as_ref().map_or("", |_| "STRATEGY FILE_COPY");
        let create = format!(r#"CREATE DATABASE "{name}" TEMPLATE "{template}" {strategy}"#);
        let _turn = self.copying.lock().await;
        execute(&self.admin, create).await
    }

    /// Drops a database and throws out whoever is still connected to it.
    async fn drop_database(&self, name: &str) -> sqlx::Result<()> {
        execute(&self.admin, format!(r#"DROP DATABASE IF EXISTS "{name}" WITH (FORCE)"#)).await
    }

    fn find() -> Result<Option<Self>, Failure> {
        if let Some(url) = setting("BC_TEST_POSTGRES_URL") {
            let found = Self::external(&url).map_err(|why| format!("BC_TEST_POSTGRES_URL: {why}"));
            return Ok(Some(found?));
        }
        let binaries = match binaries() {
            Ok(binaries) => binaries,
            Err(missing) if setting("BC_TEST_REQUIRE_POSTGRES").is_some() => return Err(missing),
            Err(missing) => {
                announce_skipped(&missing);
                return Ok(None);
            }
        };
        let started = start_cluster(&binaries);
        let (admin, lifeline) = started
            .map_err(|why| format!("{binaries:?} does not run (BC_TEST_POSTGRES_URL may name another): {why}"))?;
        Ok(Some(Self::new(admin, Some(lifeline))))
    }

    fn external(url: &str) -> Result<Self, Failure> {
        let server = Self::new(url.parse()?, None);
        server.lease()?;
        Ok(server)
    }

    fn new(admin: Url, lifeline: Option<ChildStdin>) -> Self {
        let run = RandomState::new().hash_one(process::id()) as u32;
        Self { admin, run, databases: AtomicU32::new(0), copying: Mutex::new(()), lifeline }
    }

    /// Holds this run's lock for as long as the process lives, and sweeps away what dead runs left behind.
    fn lease(&self) -> Result<(), Failure> {
        let (admin, run) = (self.admin.clone(), self.run.cast_signed());
        let (tell, told) = mpsc::channel();
        let keep = async move || match take_lease(&admin, run).await {
            Ok(_connection) => {
                tell.send(Ok(())).expect("`lease` waits for the answer");
                future::pending::<()>().await;
            }
            Err(failure) => tell.send(Err(failure)).expect("`lease` waits for the answer"),
        };
        thread::spawn(move || runtime().block_on(keep()));
        told.recv()?
    }
}

impl Database {
    /// Its name on the server.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Its address, for sqlx.
    pub(crate) fn url(&self) -> String {
        self.server.url(&self.name)
    }
}

impl Drop for Database {
    /// Waits, or the process may end before an external server has heard of it. In a thread, since the runtime of
    /// the test may be about to stop.
    fn drop(&mut self) {
        let (server, name) = (self.server, self.name.clone());
        let dropped = thread::spawn(move || runtime().block_on(server.drop_database(&name))).join();
        if !matches!(dropped, Ok(Ok(()))) {
            eprintln!("database `{}` stays behind: {dropped:?}", self.name);
        }
    }
}

fn setting(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// Each command has a connection of its own: a connection belongs to a runtime, and every test has another.
async fn execute(admin: &Url, command: String) -> sqlx::Result<()> {
    let mut connection = PgConnectOptions::from_url(admin)?.connect().await?;
    connection.execute(AssertSqlSafe(command)).await?;
    connection.close().await
}

fn runtime() -> Runtime {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime needs only a few descriptors")
}

async fn take_lease(admin: &Url, run: i32) -> Result<PgConnection, Failure> {
    let mut connection = PgConnectOptions::from_url(admin)?.connect().await?;
    let version = sqlx::query_scalar("SHOW server_version");
    let version: String = version.fetch_one(&mut connection).await?;
    if major(&version).is_none_or(|major| major < OLDEST) {
        return Err(format!("version {version}, the tests need {OLDEST} or later").into());
    }
    let lock = sqlx::query("SELECT pg_advisory_lock($1, $2)").bind(LEASE).bind(run);
    lock.execute(&mut connection).await?;
    sweep(admin, &mut connection).await?;
    Ok(connection)
}

/// Drops the databases of runs that are gone. Reads the names before the locks: a run takes its lock before it
/// makes a database, so that nobody alive is swept.
async fn sweep(admin: &Url, connection: &mut PgConnection) -> sqlx::Result<()> {
    const NAMES: &str = "SELECT datname::text FROM pg_database \
                         WHERE datname ~ '^bc_test_[0-9a-f]{8}_[0-9]+$'";
    const ALIVE: &str = "SELECT objid::bigint FROM pg_locks \
                         WHERE locktype = 'advisory' AND classid = $1::oid AND objsubid = 2";
    let names: Vec<String> = sqlx::query_scalar(NAMES).fetch_all(&mut *connection).await?;
    let alive: Vec<i64> = sqlx::query_scalar(ALIVE).bind(LEASE).fetch_all(connection).await?;
    let alive: Vec<String> = alive.iter().map(|run| format!("bc_test_{run:08x}_")).collect();
    for name in names.iter().filter(|name| !alive.iter().any(|run| name.starts_with(run))) {
        execute(admin, format!(r#"DROP DATABASE IF EXISTS "{name}" WITH (FORCE)"#)).await?;
    }
    Ok(())
}

/// The first folder that holds an `initdb` and a `postgres` of one version that we support; else how to get one.
///
/// Asks the binaries: a name in the path may hide a wrapper, an old version, or half an installation.
pub(super) fn binaries() -> Result<PathBuf, Failure> {
    let mut folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
    folders.extend(installed("/usr/lib/postgresql", "")); // Debian, Ubuntu
    folders.extend(installed("/usr", "pgsql-")); // PostgreSQL's own packages for Red Hat and its kin
    folders.push("/usr/local/bin".into());
    folders.extend(installed("/opt/homebrew/opt", "postgresql@"));
    folders.extend(installed("/usr/local/opt", "postgresql@"));
    folders.retain(|folder| folder.join("initdb").is_file());
    let mut missing = format!(
        "no PostgreSQL {OLDEST} or later was found\n\
         To get one: apt-get install postgresql, or brew install postgresql@17; it need not be running.\n\
         Or name a running one: BC_TEST_POSTGRES_URL=postgres://user:password@host:5432/postgres"
    );
    for folder in folders {
        let (initdb, postgres) = (version(&folder.join("initdb")), version(&folder.join("postgres")));
        if initdb == postgres && postgres.is_some_and(|major| major >= OLDEST) {
            return Ok(folder);
        }
        missing += &format!("\nPassed over {folder:?}: initdb is {initdb:?}, postgres {postgres:?}");
    }
    Err(missing.into())
}

/// The folders `<root>/<prefix><number>/bin`, highest number first.
fn installed(root: &str, prefix: &str) -> Vec<PathBuf> {
    let names = fs::read_dir(root).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let number = |name: &str| name.strip_prefix(prefix)?.parse().ok();
    let mut numbers: Vec<u32> = names.filter_map(|name| number(name.to_str()?)).collect();
    numbers.sort_by(|one, other| other.cmp(one));
    numbers.iter().map(|number| format!("{root}/{prefix}{number}/bin").into()).collect()
}

/// The major version that a binary claims, as in `initdb (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
fn version(binary: &Path) -> Option<u32> {
    let said = Command::new(binary).arg("--version").stdin(Stdio::null()).output().ok()?;
    let line = String::from_utf8(said.stdout).ok()?;
    major(line.split_once("(PostgreSQL) ")?.1)
}

/// `15` of `15.18 (Debian 15.18-0+deb12u1)`, `18` of `18beta1`.
fn major(version: &str) -> Option<u32> {
    version.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

/// Straight to the descriptor: the test harness captures `eprintln!` and forgets it when the test passes.
fn announce_skipped(missing: &Failure) {
    let line = "=".repeat(100);
    let banner = format!(
        "\n{line}\nSKIPPED: the PostgreSQL half of the tests; {missing}\n\
         To make this an error: BC_TEST_REQUIRE_POSTGRES=1\n{line}\n\n"
    );
    // When even that fails there is nobody left to tell.
    let _ = io::stderr().lock().write_all(banner.as_bytes());
}

/// Makes a cluster and starts it, on a socket inside its own folder. It stops, and the folder goes, as soon as the
/// returned pipe is closed, which the kernel does when the process ends in whatever way.
fn start_cluster(binaries: &Path) -> Result<(Url, ChildStdin), Failure> {
    let cluster = Cluster::watched(binaries)?;
    cluster.start(binaries, "data", 5432)?;
    Ok((cluster.url(5432)?, cluster.lifeline))
}

/// What each server is started with.
const SETTINGS: [&str; 10] = [
    "listen_addresses=",
    "max_connections=300",
    "shared_buffers=64MB",
    "max_wal_size=128MB",
    "min_wal_size=32MB",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "dynamic_shared_memory_type=mmap", // in the folder, so that it goes with the folder
];

/// The folder of a temporary cluster and the shell that watches over it.
pub(super) struct Cluster {
    pub(super) folder: PathBuf,
    /// Who runs PostgreSQL when we are root, which it refuses to be.
    servant: Option<(u32, u32)>,
    /// The watchdog's process group, and PostgreSQL's: out of reach of the terminal's Ctrl-C.
    group: i32,
    lifeline: ChildStdin,
}

impl Cluster {
    /// What the watchdog does: initialises, waits for the end of its input, ends the group, and itself last.
    ///
    /// It runs `initdb` to the end even when we are gone: cut short, that leaves shared memory behind.
    /// Both locales order by bytes; C.UTF-8 also knows the case of `é`, but not every system has it.
    const WATCH: &str = r#"
        trap '' HUP INT PIPE QUIT TERM
        for locale in C.UTF-8 C; do
            "$2/initdb" -D "$1/data" --locale=$locale -E UTF8 -A trust -U postgres --no-sync \
                </dev/null >"$1/log" 2>&1 && echo initialised && break
        done
        exec >&-
        read -r _
        kill -QUIT 0
        for _ in 1 2 3 4 5; do rm -rf "$1"; sleep 0.2; done
        kill -KILL 0
    "#;

    /// Makes a folder, hands it over to a watchdog at once and lets that initialise the cluster.
    ///
    /// No other child holds the watchdog's input open: the standard library opens it with CLOEXEC.
    pub(super) fn watched(binaries: &Path) -> Result<Self, Failure> {
        let folder = private_folder()?;
        let servant = give_to_servant(folder.path())?;
        let mut watchdog = Command::new("sh");
        watchdog.args(["-c", Self::WATCH, "bc-postgres-watchdog"]).arg(folder.path()).arg(binaries);
        watchdog.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        become_servant(&mut watchdog, servant);
        let mut watchdog = watchdog.current_dir("/").process_group(0).spawn()?;
        let group = watchdog.id().cast_signed();
        let lifeline = watchdog.stdin.take().expect("stdin was asked for as a pipe");
        let stdout = watchdog.stdout.take().expect("stdout was asked for as a pipe");
        let cluster = Self { folder: folder.keep(), servant, group, lifeline };
        let is_initialised = !io::read_to_string(stdout)?.is_empty();
        if is_initialised { Ok(cluster) } else { Err(cluster.log()) }
    }

    /// The address of a server on a port, for sqlx. The port is spelled out, or `PGPORT` would choose another name for the socket.
    pub(super) fn url(&self, port: u16) -> Result<Url, Failure> {
        let mut url = Url::parse(&format!("postgres://postgres@localhost:{port}/postgres?sslmode=disable"))?;
        url.query_pairs_mut().append_pair("host", &self.folder.to_string_lossy());
        Ok(url)
    }

    /// A command that runs as the servant, in the watchdog's group.
    pub(super) fn command(&self, program: PathBuf) -> Command {
        let mut command = Command::new(program);
        become_servant(&mut command, self.servant);
        command.stdin(Stdio::null()).current_dir("/").process_group(self.group);
        command
    }

    /// Starts the server of a data folder in the watchdog's group and waits until it is ready.
    ///
    /// Its words go to the log: an inherited stderr would hold up whoever waits for the end of our output.
    pub(super) fn start(&self, binaries: &Path, data: &str, port: u16) -> Result<Child, Failure> {
        let log = File::options().append(true).open(self.folder.join("log"))?;
        let data = self.folder.join(data);
        let mut postgres = self.command(binaries.join("postgres"));
        postgres.arg("-D").arg(&data).arg("-k").arg(&self.folder).args(["-p", &port.to_string()]);
        postgres.args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
        let mut postgres: Child = postgres.stdout(log.try_clone()?).stderr(log).spawn()?;
        let started = Instant::now();
        while !is_ready(&data) {
            if postgres.try_wait()?.is_some() || started.elapsed() > Duration::from_secs(60) {
                return Err(self.log());
            }
            thread::sleep(Duration::from_millis(10));
        }
        Ok(postgres)
    }

    pub(super) fn log(&self) -> Failure {
        fs::read_to_string(self.folder.join("log")).map_or_else(Failure::from, Failure::from)
    }
}

/// Reads what `pg_ctl --wait` reads, the eighth line of the lock file; PostgreSQL has no better sign. A server that follows another
/// says `standby`.
fn is_ready(data: &Path) -> bool {
    let lock = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
    lock.lines().nth(7).is_some_and(|status| matches!(status.trim(), "ready" | "standby"))
}

/// A new folder, in memory when there is plenty of it (a copy of a template writes hundreds of files, in a sixth
/// of the time that a busy disk takes), else where temporary files go.
///
/// A socket's path has at most 104 bytes, and an unprivileged user must be able to pass.
fn private_folder() -> io::Result<TempDir> {
    const PLENTY_KIB: u64 = 2 * 1024 * 1024;
    let is_open = |folder: &Path| fs::metadata(folder).is_ok_and(|folder| folder.mode() & 1 != 0);
    let fits = |folder: &Path| folder.as_os_str().len() <= 60 && folder.ancestors().all(is_open);
    // Whoever reaches the socket is superuser there, so nobody else may.
    let private = Permissions::from_mode(0o700);
    let make = |parent: &Path| {
        let mut folder = tempfile::Builder::new();
        folder.prefix("bc-postgres-").permissions(private.clone()).tempdir_in(parent)
    };
    let memory = Path::new("/dev/shm");
    if free_kib(memory).is_some_and(|free| free >= PLENTY_KIB)
        && let Ok(folder) = make(memory)
    {
        return Ok(folder);
    }
    let wanted = env::temp_dir();
    make(if fits(&wanted) { &wanted } else { Path::new("/tmp") })
}

fn free_kib(folder: &Path) -> Option<u64> {
    let table = Command::new("df").arg("-Pk").arg(folder).output().ok()?.stdout;
    String::from_utf8(table).ok()?.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}

/// When we are root (a new folder shows it), gives the folder to the user `postgres`, else `nobody`.
fn give_to_servant(folder: &Path) -> Result<Option<(u32, u32)>, Failure> {
    if fs::metadata(folder)?.uid() != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd")?;
    let ids = |name: &str| {
        let mut user = users.lines().map(|line| line.split(':')).find(|user| user.clone().next() == Some(name))?;
        Some((user.nth(2)?.parse().ok()?, user.next()?.parse().ok()?))
    };
    let found = ids("postgres").or_else(|| ids("nobody"));
    let (user, group) = found.ok_or("root may not run it, and there is no user `postgres` or `nobody`")?;
    chown(folder, Some(user), Some(group))?;
    Ok(Some((user, group)))
}

/// Takes root's supplementary groups away too: the standard library does so when root changes the user.
fn become_servant(command: &mut Command, servant: Option<(u32, u32)>) {
    if let Some((user, group)) = servant {
        command.uid(user).gid(group);
    }
}
