//! Work in the background: each job runs at a rhythm of its own beside the others, and ends between two units of work.

mod cleanup;
mod log;
mod mail;
mod media;
mod watch;

use std::sync::Arc;
use std::time::Duration;

pub(crate) use cleanup::Cleanup;
use entity::error::Error;
pub(crate) use log::Log;
pub(crate) use mail::Mails;
pub(crate) use media::Removals;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_util::sync::CancellationToken;
pub(crate) use watch::{Following, Heartbeat, Reference};

use crate::telemetry::metrics::JobCounts;

/// Work that is done again and again.
pub(crate) trait Job: Send + Sync + 'static {
    /// What logs and counts call it.
    const NAME: &'static str;

    /// When it runs.
    fn rhythm(&self) -> Rhythm;

    /// Runs once: all that is to be done now, unless the round is to end before.
    fn run(&self, round: Round) -> impl Future<Output = Result<(), Error>> + Send;
}

/// When a job runs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rhythm {
    /// From the beginning of one run to that of the next; a run that takes longer is followed by the next at once.
    pub(crate) every: Duration,
    /// The same after runs that failed, at most: it doubles with each.
    pub(crate) at_most: Duration,
}

impl Rhythm {
    /// From the beginning of a run to that of the next, after so many runs in a row that failed.
    fn pause(self, failures: u32) -> Duration {
        self.every.saturating_mul(2_u32.saturating_pow(failures)).min(self.at_most.max(self.every))
    }
}

/// One run of a job, as the job sees it.
pub(crate) struct Round {
    name: &'static str,
    stop: CancellationToken,
    counts: JobCounts,
}

impl Round {
    /// Whether no further unit of work is to begin.
    pub(crate) fn ends(&self) -> bool {
        self.stop.is_cancelled()
    }

    /// Notes for how long the oldest item has waited.
    pub(crate) fn waits(&self, age: Duration) {
        self.counts.waits(self.name, age);
    }
}

/// The jobs that run.
pub(crate) struct Jobs {
    running: JoinSet<()>,
    /// Ends everything.
    stop: CancellationToken,
    /// Ends what has nothing to do with answers that are still to be given.
    work: CancellationToken,
    counts: JobCounts,
}

impl Jobs {
    /// No job yet; what they do is counted here.
    pub(crate) fn new(counts: JobCounts) -> Self {
        let stop = CancellationToken::new();
        Self { running: JoinSet::new(), work: stop.child_token(), stop, counts }
    }

    /// Starts a job that answers do not depend on.
    pub(crate) fn start(&mut self, job: impl Job) {
        self.running.spawn(repeat(Arc::new(job), self.work.clone(), self.counts.clone()));
    }

    /// Starts a job that answers depend on until the last of them is given.
    pub(crate) fn start_watch(&mut self, job: impl Job) {
        self.running.spawn(repeat(Arc::new(job), self.stop.clone(), self.counts.clone()));
    }

    /// What ends the jobs that answers do not depend on.
    pub(crate) fn work(&self) -> CancellationToken {
        self.work.clone()
    }

    /// Ends all jobs, each after the unit of work that it is at; those that do not end in time are cut off.
    pub(crate) async fn end(mut self, grace: Duration) {
        self.stop.cancel();
        let drained = timeout(grace, async { while self.running.join_next().await.is_some() {} }).await;
        if drained.is_err() {
            tracing::warn!(jobs = self.running.len(), "some jobs did not end in time");
        }
    }
}

/// Runs a job at its rhythm until it is to stop.
async fn repeat<J: Job>(job: Arc<J>, stop: CancellationToken, counts: JobCounts) {
    let mut failures: u32 = 0;
    while !stop.is_cancelled() {
        let begun = Instant::now();
        let round = Round { name: J::NAME, stop: stop.clone(), counts: counts.clone() };
        let running = Arc::clone(&job);
        // a task of its own: where it panics, it alone ends
        let ended = tokio::spawn(async move { running.run(round).await }).await;
        let outcome = match &ended {
            Ok(Ok(())) => "ok",
            Ok(Err(cause)) => {
                tracing::warn!(job = J::NAME, error = %cause, "a job failed; it is tried again");
                "failed"
            }
            Err(_) => {
                tracing::error!(job = J::NAME, "a job panicked; it is tried again");
                "panicked"
            }
        };
        counts.ended(J::NAME, outcome, begun.elapsed());
        failures = if matches!(ended, Ok(Ok(()))) { 0 } else { failures.saturating_add(1) };
        tokio::select! {
            () = stop.cancelled() => {}
            () = sleep_until(begun + job.rhythm().pause(failures)) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use tokio::sync::Notify;

    use super::*;

    /// Panics, fails, and works from then on.
    struct Clumsy {
        runs: AtomicU32,
        worked: Arc<Notify>,
    }

    impl Job for Clumsy {
        const NAME: &'static str = "clumsy";

        fn rhythm(&self) -> Rhythm {
            Rhythm { every: Duration::from_millis(1), at_most: Duration::from_millis(2) }
        }

        async fn run(&self, _: Round) -> Result<(), Error> {
            match self.runs.fetch_add(1, Ordering::Relaxed) {
                0 => panic!("the first time"),
                1 => Err(Error::NotFound),
                _ => {
                    self.worked.notify_one();
                    Ok(())
                }
            }
        }
    }

    /// Never ends by itself.
    struct Endless;

    impl Job for Endless {
        const NAME: &'static str = "endless";

        fn rhythm(&self) -> Rhythm {
            Rhythm { every: Duration::from_secs(1), at_most: Duration::from_secs(1) }
        }

        async fn run(&self, _: Round) -> Result<(), Error> {
            std::future::pending().await
        }
    }

    #[tokio::test]
    async fn a_job_that_fails_goes_on_and_holds_no_other() {
        let worked = Arc::new(Notify::new());
        let mut jobs = Jobs::new(JobCounts::default());
        jobs.start_watch(Endless);
        jobs.start(Clumsy { runs: AtomicU32::default(), worked: Arc::clone(&worked) });
        worked.notified().await;
        // what does not end is cut off
        jobs.end(Duration::from_millis(10)).await;
    }

    #[test]
    fn failures_slow_a_job_down_to_a_bound() {
        let rhythm = Rhythm { every: Duration::from_secs(2), at_most: Duration::from_secs(60) };
        assert_eq!([0, 1, 2, 5, 99].map(|it| rhythm.pause(it).as_secs()), [2, 4, 8, 60, 60]);
    }
}
