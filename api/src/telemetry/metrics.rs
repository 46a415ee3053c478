//! What is counted, in the form of OpenMetrics. Labels come from closed lists; nothing that a client writes is one.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use entity::db::replica::Following;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use crate::media::counts::Counts;

/// A request, as it is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Coded {
    code: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Ended {
    job: &'static str,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Named {
    job: &'static str,
}

/// A gauge of seconds.
type Seconds = Gauge<f64, AtomicU64>;

/// The counts of the work in the background. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct JobCounts {
    runs: Family<Ended, Counter>,
    last: Family<Named, Seconds>,
    oldest: Family<Named, Seconds>,
}

impl JobCounts {
    /// Counts a run of a job that ended.
    pub(crate) fn ended(&self, job: &'static str, outcome: &'static str, took: Duration) {
        self.runs.get_or_create(&Ended { job, outcome }).inc();
        self.last.get_or_create(&Named { job }).set(took.as_secs_f64());
    }

    /// Notes for how long the oldest item of a job has waited.
    pub(crate) fn waits(&self, job: &'static str, age: Duration) {
        self.oldest.get_or_create(&Named { job }).set(age.as_secs_f64());
    }
}

/// The counts of a server.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    durations: Family<Route, Histogram>,
    refusals: Family<Coded, Counter>,
    statements: Counter,
    cost: Histogram,
    /// Requests that are being answered.
    pub(crate) in_flight: Gauge,
    /// Connections that are open.
    pub(crate) connections: Gauge,
    database: Gauge<i64, std::sync::atomic::AtomicI64>,
    writable: Gauge<i64, std::sync::atomic::AtomicI64>,
    replica: ReplicaCounts,
    /// Work in the background.
    pub(crate) jobs: JobCounts,
}

/// What is told of the read replica; zeros where none is named.
#[derive(Default)]
struct ReplicaCounts {
    used: Gauge,
    behind: Seconds,
    statements: Family<Read, Counter>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Read {
    outcome: &'static str,
}

impl ReplicaCounts {
    fn register(&self, registry: &mut Registry) {
        registry.register("replica_used", "1 while visitors' reads go to the read replica", self.used.clone());
        registry.register(
            "replica_lag_seconds",
            "How old the content of the read replica is at most, in seconds",
            self.behind.clone(),
        );
        registry.register(
            "replica_statements",
            "Statements sent to the read replica, by whether it answered or gave them back",
            self.statements.clone(),
        );
    }

    fn say(&self, replica: Option<Following>) {
        let Some(it) = replica else { return };
        self.used.set(i64::from(it.used));
        if let Some(behind) = it.behind {
            self.behind.set(behind.as_secs_f64());
        }
        for (outcome, count) in [("answered", it.answered), ("given back", it.given_back)] {
            let counter = self.statements.get_or_create(&Read { outcome });
            counter.inc_by(count.saturating_sub(counter.get()));
        }
    }
}

impl Metrics {
    pub(crate) fn new(media: &Counts) -> Self {
        let mut registry = Registry::with_prefix("bretagne_creative");
        let metrics = Self {
            requests: Family::default(),
            durations: Family::new_with_constructor(|| Histogram::new(exponential_buckets(0.000_5, 2.0, 15))),
            refusals: Family::default(),
            statements: Counter::<u64, AtomicU64>::default(),
            cost: Histogram::new(exponential_buckets(10.0, 4.0, 8)),
            in_flight: Gauge::default(),
            connections: Gauge::default(),
            database: Gauge::default(),
            writable: Gauge::default(),
            replica: ReplicaCounts::default(),
            jobs: JobCounts::default(),
            registry: Registry::default(),
        };
        registry.register("http_requests", "Requests that were answered", metrics.requests.clone());
        registry.register(
            "http_request_duration_seconds",
            "How long answers took, in seconds",
            metrics.durations.clone(),
        );
        registry.register("http_requests_in_flight", "Requests that are being answered", metrics.in_flight.clone());
        registry.register("http_connections", "Connections that are open", metrics.connections.clone());
        registry.register("errors", "Errors in answers, by code", metrics.refusals.clone());
        registry.register("sql_statements", "SQL statements that requests sent", metrics.statements.clone());
        registry.register(
            "graphql_cost",
            "What operations cost, as it was found in their answers",
            metrics.cost.clone(),
        );
        registry.register(
            "database_up",
            "1 when the database answered when it was last asked",
            metrics.database.clone(),
        );
        registry.register(
            "database_writable",
            "1 when the disk of the database took what was written last",
            metrics.writable.clone(),
        );
        metrics.replica.register(&mut registry);
        registry.register("job_runs", "Runs of jobs in the background, by how they ended", metrics.jobs.runs.clone());
        registry.register(
            "job_last_run_seconds",
            "How long the last run of a job took, in seconds",
            metrics.jobs.last.clone(),
        );
        registry.register(
            "job_oldest_waiting_seconds",
            "How long the oldest item has waited for a job, in seconds, when it was last looked at",
            metrics.jobs.oldest.clone(),
        );
        media.register(&mut registry);
        registry.register("build", "The version that runs", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        Self { registry, ..metrics }
    }

    /// Counts a request that was answered.
    pub(crate) fn answered(&self, method: &axum::http::Method, route: &str, status: u16, took: Duration) {
        let method = match method.as_str() {
            "GET" => "GET",
            "HEAD" => "HEAD",
            "OPTIONS" => "OPTIONS",
            "POST" => "POST",
            _ => "other",
        };
        self.requests.get_or_create(&Answered { method, route: route.to_owned(), status }).inc();
        self.durations.get_or_create(&Route { route: route.to_owned() }).observe(took.as_secs_f64());
    }

    /// Counts an error in an answer.
    pub(crate) fn refused(&self, code: &'static str) {
        self.refusals.get_or_create(&Coded { code }).inc();
    }

    /// Counts what an operation cost and how many statements it took.
    pub(crate) fn carried_out(&self, cost: u64, statements: u32) {
        #[expect(clippy::cast_precision_loss, reason = "a cost is far below 2^52")]
        self.cost.observe(cost as f64);
        self.statements.inc_by(u64::from(statements));
    }

    /// All counts as text.
    pub(crate) fn text(&self, database_up: bool, writable: bool, replica: Option<Following>) -> String {
        self.replica.say(replica);
        self.database.set(i64::from(database_up));
        self.writable.set(i64::from(writable));
        let mut text = String::new();
        // writing to a string does not fail
        let _written = encode(&mut text, &self.registry);
        text
    }
}
