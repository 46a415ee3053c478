//! A PostgreSQL for the run: the one that `BC_TEST_POSTGRES_URL` offers, else a temporary cluster of our own, which
//! ends with the test process however that ends.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sqlx::{Connection, Executor, PgConnection};

/// A server that databases can be made on.
#[derive(Debug)]
pub(crate) struct Server {
    before: String,
    after: String,
}

/// A database that goes when it is dropped.
#[derive(Debug)]
pub(crate) struct Database {
    name: String,
}

/// The server of this run; none when the machine has no PostgreSQL, which is said loudly, and is a failure when
/// `BC_TEST_REQUIRE_POSTGRES` is set.
pub(crate) fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER
        .get_or_init(|| {
            if let Ok(url) = std::env::var("BC_TEST_POSTGRES_URL") {
                return Some(Server::at(&url));
            }
            let found = binaries().map(|it| cluster(&it));
            if found.is_none() {
                let required = std::env::var_os("BC_TEST_REQUIRE_POSTGRES").is_some();
                assert!(!required, "PostgreSQL is required, and neither initdb nor BC_TEST_POSTGRES_URL was found");
                say_skipped();
            }
            found
        })
        .as_ref()
}

/// Says on the real standard error, which the test runner does not swallow, that half of the tests is left out.
fn say_skipped() {
    let banner = "\n*** The PostgreSQL half of the tests is SKIPPED: no initdb was found.\n*** Install PostgreSQL 15 or later \
                  (apt-get install postgresql), or offer one by BC_TEST_POSTGRES_URL.\n\n";
    let _told = std::thread::spawn(move || std::io::stderr().write_all(banner.as_bytes())).join();
}

impl Server {
    /// Splits an address around the name of its database.
    fn at(url: &str) -> Self {
        let (base, query) =
            url.split_once('?').map_or((url, String::new()), |(base, query)| (base, format!("?{query}")));
        let scheme = base.find("://").expect("a PostgreSQL address has a scheme") + 3;
        let end = base[scheme..].find('/').map_or(base.len(), |at| scheme + at);
        Self { before: format!("{}/", &base[..end]), after: query }
    }

    /// The address of a database.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("{}{database}{}", self.before, self.after)
    }

    /// Makes a database of a new name, as a copy of another when one is named.
    pub(crate) async fn create(&self, template: Option<&str>) -> Database {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
        let name = format!("bc_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let template = template.map(|it| format!(" TEMPLATE {it}")).unwrap_or_default();
        let _turn = ONE_AT_A_TIME.lock().await;
        self.administer(&format!("CREATE DATABASE {name}{template}")).await;
        Database { name }
    }

    async fn administer(&self, statement: &str) {
        let mut connection = PgConnection::connect(&self.url("postgres")).await.expect("the server answers");
        let statement = sqlx::AssertSqlSafe(statement.to_owned());
        connection.execute(statement).await.expect("the statement is ours and right");
        let _closed = connection.close().await;
    }
}

impl Database {
    /// Its name on the server.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        server().expect("a database has a server").url(&self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let statement = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
            runtime.block_on(server().expect("a database has a server").administer(&statement));
        });
        let _done = dropped.join();
    }
}

/// The folder that holds `initdb` and `postgres`, version 15 or later.
fn binaries() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").map(|it| std::env::split_paths(&it).collect::<Vec<_>>()).unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|it| Some(it.ok()?.path().join("bin")))
        .collect();
    folders.sort();
    folders.reverse();
    folders.extend(on_path);
    folders.extend(["/usr/local/bin", "/opt/homebrew/bin"].map(PathBuf::from));
    folders.into_iter().find(|folder| folder.join("postgres").is_file() && version(&folder.join("initdb")) >= Some(15))
}

fn version(program: &Path) -> Option<u32> {
    let output = Command::new(program).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split_whitespace().find_map(|it| it.split('.').next()?.parse().ok())
}

/// Makes a cluster in a temporary folder and starts it on a socket in that folder. A watchdog, which holds nothing but
/// the reading end of a pipe of ours, stops it and removes the folder when the pipe closes.
fn cluster(binaries: &Path) -> Server {
    let folder =
        tempfile::Builder::new().prefix("bc-postgres-").tempdir().expect("a temporary folder can be made").keep();
    let data = folder.join("data");
    let as_root = Command::new("id").arg("-u").output().is_ok_and(|it| it.stdout.trim_ascii() == b"0");
    if as_root {
        let user = if Command::new("id").arg("postgres").output().is_ok_and(|it| it.status.success()) {
            "postgres"
        } else {
            "nobody"
        };
        let given = Command::new("chown").arg(user).arg(&folder).status().expect("chown runs");
        assert!(given.success(), "the temporary folder could not be given to {user}");
        return start(binaries, &folder, &data, Some(user));
    }
    start(binaries, &folder, &data, None)
}

#[expect(clippy::zombie_processes, reason = "the watchdog ends the server, whose parent may be gone by then")]
fn start(binaries: &Path, folder: &Path, data: &Path, user: Option<&str>) -> Server {
    let program = |name: &str| {
        let path = binaries.join(name);
        match user {
            Some(user) => {
                let mut command = Command::new("setpriv");
                command
                    .args([&format!("--reuid={user}"), &format!("--regid={user}"), "--clear-groups", "--"])
                    .arg(path);
                if user == "nobody" {
                    command = Command::new("setpriv");
                    command
                        .args(["--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"])
                        .arg(binaries.join(name));
                }
                command
            }
            None => Command::new(path),
        }
    };
    let made = program("initdb")
        .args(["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-D"])
        .arg(data)
        .current_dir(folder)
        .output()
        .expect("initdb runs");
    assert!(made.status.success(), "initdb failed: {}", String::from_utf8_lossy(&made.stderr));
    let log = std::fs::File::create(folder.join("log")).expect("the folder can be written");
    let server = program("postgres")
        .arg("-D")
        .arg(data)
        .arg("-k")
        .arg(folder)
        .args([
            "-c",
            "listen_addresses=",
            "-c",
            "fsync=off",
            "-c",
            "synchronous_commit=off",
            "-c",
            "full_page_writes=off",
        ])
        .args(["-c", "max_connections=300", "-c", "shared_buffers=64MB"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .expect("postgres starts");
    watch(server.id(), folder);
    let socket: String = folder.to_string_lossy().replace('/', "%2F");
    let server = Server { before: "postgres://postgres@localhost/".to_owned(), after: format!("?host={socket}") };
    wait(&server);
    server
}

fn watch(server: u32, folder: &Path) {
    let script = format!(
        "read _; kill -INT {server} 2>/dev/null; sleep 0.3; kill -QUIT {server} 2>/dev/null; sleep 0.3; rm -rf '{}'",
        folder.display()
    );
    let mut watchdog = Command::new("setsid");
    watchdog.args(["sh", "-c", &script]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let watchdog = watchdog.spawn().expect("a shell runs");
    // the pipe closes when this process ends, in whatever way
    std::mem::forget(watchdog);
}

fn wait(server: &Server) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    let url = server.url("postgres");
    let ready = std::thread::spawn(move || {
        runtime.block_on(async {
            for _ in 0..300 {
                if let Ok(connection) = PgConnection::connect(&url).await {
                    let _closed = connection.close().await;
                    return true;
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            false
        })
    });
    assert!(ready.join().expect("waiting does not panic"), "the temporary PostgreSQL did not answer within 30 s");
}
