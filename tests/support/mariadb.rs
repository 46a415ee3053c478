//! One MariaDB for the whole test process, in a folder of its own: it stops, and the folder goes, when the process ends in whatever way.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use crate::support::tool;

/// Starts the server that follows, waits until the pipe is closed, and leaves nothing behind.
const WATCH: &str = r#"folder=$1; shift; "$@" & server=$!; cat >/dev/null; kill -9 $server; wait; rm -rf "$folder""#;

/// A MariaDB whose administrator needs no password.
pub(crate) struct Mariadb {
    folder: PathBuf,
    client: PathBuf,
    pub(crate) port: u16,
    /// Its pipe is the server's only reason to live.
    _watch: Child,
}

/// The MariaDB of this process, started by whoever asks first; none when the machine has none.
pub(crate) fn mariadb() -> Option<&'static Mariadb> {
    static SERVER: OnceLock<Option<Mariadb>> = OnceLock::new();
    SERVER.get_or_init(Mariadb::start).as_ref()
}

impl Mariadb {
    fn start() -> Option<Self> {
        let (server, install) = (tool("mariadbd")?, tool("mariadb-install-db")?);
        let (client, _) = (tool("mariadb")?, tool("mariadb-dump")?);
        let folder = tempfile::Builder::new().prefix("bc-mariadb-").tempdir().unwrap().keep();
        let user = Command::new("id").arg("-un").output().unwrap().stdout;
        let own = [format!("--datadir={}", folder.join("data").display()), {
            // who starts it as the administrator of the machine has to say so
            format!("--user={}", String::from_utf8(user).unwrap().trim())
        }];
        let made = Command::new(install)
            .args(["--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db"])
            .args(&own)
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let watch = Command::new("sh")
            .args(["-c", WATCH, "sh"])
            .args([&folder, &server])
            .arg("--no-defaults")
            .args(&own)
            .arg(format!("--socket={}", folder.join("socket").display()))
            .arg(format!("--pid-file={}", folder.join("pid").display()))
            .arg(format!("--log-error={}", folder.join("log").display()))
            .arg(format!("--port={port}"))
            .args(["--bind-address=127.0.0.1", "--skip-name-resolve", "--skip-log-bin"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let it = Self { folder, client, port, _watch: watch };
        for _ in 0..600 {
            if it.client(&["--execute=SELECT 1"]).output().unwrap().status.success() {
                return Some(it);
            }
            thread::sleep(Duration::from_millis(100));
        }
        panic!("{}", std::fs::read_to_string(it.folder.join("log")).unwrap_or_default());
    }

    /// The client program, as the administrator.
    pub(crate) fn client(&self, more: &[&str]) -> Command {
        let mut client = Command::new(&self.client);
        client.args(["--no-defaults", "--user=root", "--default-character-set=utf8mb4"]);
        client.arg(format!("--socket={}", self.folder.join("socket").display())).args(more);
        client
    }

    /// Carries out statements.
    pub(crate) fn execute(&self, statements: &str) {
        let done = self.client(&[&format!("--execute={statements}")]).output().unwrap();
        assert!(done.status.success(), "{statements}: {done:?}");
    }

    /// Loads a file of statements into a database.
    pub(crate) fn load(&self, database: &str, file: &Path) {
        let file = std::fs::File::open(file).unwrap();
        let done = self.client(&[database]).stdin(file).output().unwrap();
        assert!(done.status.success(), "{done:?}");
    }
}
