//! Two PostgreSQL of a story's own: one, and another that follows it by streaming replication. Both end with the process.

use std::fs;
use std::path::PathBuf;
use std::process::Child;

use sqlx::{AssertSqlSafe, Connection, Executor};

use crate::support::postgres::{self, Cluster, Failure};

const FIRST: u16 = 5432;
const SECOND: u16 = 5433;

/// Two servers.
pub(crate) struct Pair {
    binaries: PathBuf,
    cluster: Cluster,
    _first: Child,
    second: Option<Child>,
}

impl Pair {
    /// Starts both; none when the machine has no PostgreSQL.
    pub(crate) fn start() -> Option<Self> {
        postgres::server()?;
        Some(Self::started().unwrap_or_else(|why| panic!("no pair of PostgreSQL can be started: {why}")))
    }

    fn started() -> Result<Self, Failure> {
        let binaries = postgres::binaries()?;
        // the programs beside it are not always linked beside its links
        let binaries = fs::canonicalize(binaries.join("postgres"))?.parent().map(PathBuf::from).unwrap_or(binaries);
        let cluster = Cluster::watched(&binaries)?;
        let first = cluster.start(&binaries, "data", FIRST)?;
        let mut copy = cluster.command(binaries.join("pg_basebackup"));
        copy.arg("-h").arg(&cluster.folder).args(["-p", "5432", "-U", "postgres", "-R", "-X", "stream", "-c", "fast"]);
        let copied = copy.arg("-D").arg(cluster.folder.join("second")).output()?;
        if !copied.status.success() {
            return Err(String::from_utf8_lossy(&copied.stderr).into_owned().into());
        }
        let mut pair = Self { binaries, cluster, _first: first, second: None };
        pair.begin();
        Ok(pair)
    }

    /// The address of the first.
    pub(crate) fn first(&self) -> String {
        self.cluster.url(FIRST).expect("an address").into()
    }

    /// The address of the second.
    pub(crate) fn second(&self) -> String {
        self.cluster.url(SECOND).expect("an address").into()
    }

    /// Starts the second.
    pub(crate) fn begin(&mut self) {
        let second = self.cluster.start(&self.binaries, "second", SECOND);
        self.second = Some(second.unwrap_or_else(|why| panic!("the replica does not start: {why}")));
    }

    /// Ends the second at once, as a machine that goes away.
    pub(crate) fn end(&mut self) {
        let mut stop = self.cluster.command(self.binaries.join("pg_ctl"));
        stop.arg("-D").arg(self.cluster.folder.join("second")).args(["stop", "-m", "immediate"]);
        let stopped = stop.output().expect("pg_ctl runs");
        assert!(stopped.status.success(), "{}", String::from_utf8_lossy(&stopped.stderr));
        if let Some(mut second) = self.second.take() {
            second.wait().expect("it ends");
        }
    }

    /// Has the second stay where it is, or go on.
    pub(crate) async fn hold(&self, still: bool) {
        let text = if still { "SELECT pg_wal_replay_pause()" } else { "SELECT pg_wal_replay_resume()" };
        let mut connection = sqlx::PgConnection::connect(&self.second()).await.expect("the replica answers");
        connection.execute(AssertSqlSafe(text)).await.expect("it can be held");
        connection.close().await.expect("it closes");
    }
}
