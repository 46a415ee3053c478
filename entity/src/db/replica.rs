//! A second PostgreSQL that follows the first by streaming replication. What everybody reads is read there, as long as it is there and
//! not too far behind, and never before it has what this process has written: who has just written reads their own writes. All else, and
//! all that it cannot answer, is read from the first.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use tokio::time::{Instant, timeout};

use crate::db::pool::Pool;

/// How long either database has to answer when it is asked how far it is.
const PATIENCE: Duration = Duration::from_millis(1_000);
/// How many places of the first database are remembered that the second has not reached.
const MOST: usize = 64;
/// Bytes of a page of PostgreSQL's log, and of the headers that a page may begin with.
const PAGE: i64 = 8_192;
const HEADERS: [i64; 2] = [24, 40];

/// Which database cluster, and where its log ends.
const FIRST: &str = "SELECT (SELECT system_identifier::text FROM pg_control_system()), \
     (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint";
/// Which cluster it follows, how far, and its clock of reference data.
const SECOND: &str = "SELECT (SELECT system_identifier::text FROM pg_control_system()), \
     (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::bigint, (SELECT value FROM clock WHERE name = 'reference')";

/// What is told of a read replica.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Following {
    /// Whether it answered when it was last asked, as a replica of this database.
    pub up: bool,
    /// Whether it is read from: it answers, and is not too far behind.
    pub used: bool,
    /// How old what it has is at most; none before it has ever caught up.
    pub behind: Option<Duration>,
    /// How many statements it has answered.
    pub answered: u64,
    /// How many it could not answer, so that the first database did.
    pub given_back: u64,
}

/// The connections to it, and what is known of it.
pub(crate) struct Replica {
    pub(crate) pool: Pool,
    most_behind: Duration,
    known: Mutex<Known>,
    warned: AtomicBool,
    answered: AtomicU64,
    given_back: AtomicU64,
}

#[derive(Default)]
struct Known {
    /// Everything that was written before this moment is there.
    as_of: Option<Instant>,
    /// Where its clock of reference data stands.
    reference: i64,
    /// When the log of the first database ended where, as far as the second has not come there.
    ends: VecDeque<(Instant, i64)>,
}

impl Replica {
    pub(crate) fn new(pool: Pool, most_behind: Duration) -> Self {
        pool.set_up(false);
        let (known, warned) = (Mutex::default(), AtomicBool::new(false));
        Self { pool, most_behind, known, warned, answered: AtomicU64::new(0), given_back: AtomicU64::new(0) }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it may answer a reader of this state of the reference data, when this process wrote last at `written`.
    pub(crate) fn may_answer(&self, reference: i64, written: Option<Instant>) -> bool {
        let known = self.known();
        let fresh = |it: Instant| it.elapsed() <= self.most_behind && written.is_none_or(|written| written < it);
        self.pool.is_up() && known.reference >= reference && known.as_of.is_some_and(fresh)
    }

    /// Counts a statement that it has answered.
    pub(crate) fn has_answered(&self) {
        self.answered.fetch_add(1, Ordering::Relaxed);
    }

    /// Notes that it could not: it is not asked again before the next time that it says how far it is.
    pub(crate) fn has_failed(&self, cause: &impl std::fmt::Display) {
        self.given_back.fetch_add(1, Ordering::Relaxed);
        self.known().as_of = None;
        if !self.warned.swap(true, Ordering::Relaxed) {
            tracing::warn!(error = %cause, "the read replica could not answer; the database itself does");
        }
    }

    /// What is told of it.
    pub(crate) fn following(&self) -> Following {
        let behind = self.known().as_of.map(|it| it.elapsed());
        let up = self.pool.is_up();
        Following {
            up,
            used: up && behind.is_some_and(|it| it <= self.most_behind),
            behind,
            answered: self.answered.load(Ordering::Relaxed),
            given_back: self.given_back.load(Ordering::Relaxed),
        }
    }

    /// Asks both databases how far they are.
    pub(crate) async fn ask(&self, first: &impl ConnectionTrait) {
        let begun = Instant::now();
        // while the first does not answer, nothing is known of how far the second is behind
        let Ok(Ok(Some((cluster, end)))) = timeout(PATIENCE, self::end(first)).await else { return };
        let reached = timeout(PATIENCE, reached(self.pool.heartbeat())).await;
        let problem = match reached {
            Ok(Ok(Some((its_cluster, Some(place), reference)))) if its_cluster == cluster => {
                self.note(begun, end, place, reference);
                None
            }
            Ok(Ok(_)) => Some("it is no streaming replica of this database".to_owned()),
            Ok(Err(cause)) => Some(cause.to_string()),
            Err(_) => Some("it does not answer in time".to_owned()),
        };
        let up = problem.is_none();
        if self.pool.set_up(up) && up {
            self.warned.store(false, Ordering::Relaxed);
            tracing::info!("the read replica answers");
        }
        if let Some(problem) = problem
            && !self.warned.swap(true, Ordering::Relaxed)
        {
            tracing::warn!("the read replica is not read from: {problem}");
        }
    }

    fn note(&self, begun: Instant, end: i64, place: i64, reference: i64) {
        let mut known = self.known();
        known.ends.push_back((begun, end));
        while let Some((moment, end)) = known.ends.front().copied() {
            if !has_reached(place, end) {
                break;
            }
            (known.as_of, known.reference) = (Some(moment), reference);
            known.ends.pop_front();
        }
        // what it has not reached for long counts for little: the newest are kept, and the moment that is known stays as old as it is
        while known.ends.len() > MOST {
            known.ends.pop_front();
        }
    }
}

/// Whether a replica that has replayed the log up to `place` has all of a log that ends at `end`. A log whose last page holds nothing but
/// its header ends where that page begins.
fn has_reached(place: i64, end: i64) -> bool {
    let into_page = end % PAGE;
    let end = if HEADERS.contains(&into_page) { end - into_page } else { end };
    place >= end
}

async fn end(first: &impl ConnectionTrait) -> Result<Option<(String, i64)>, DbErr> {
    let row = first.query_one_raw(Statement::from_string(DbBackend::Postgres, FIRST)).await?;
    row.map(|it| Ok((it.try_get_by_index(0)?, it.try_get_by_index(1)?))).transpose()
}

async fn reached(second: &impl ConnectionTrait) -> Result<Option<(String, Option<i64>, i64)>, DbErr> {
    let row = second.query_one_raw(Statement::from_string(DbBackend::Postgres, SECOND)).await?;
    row.map(|it| Ok((it.try_get_by_index(0)?, it.try_get_by_index(1)?, it.try_get_by_index(2)?))).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_ends_where_its_last_record_does() {
        let page = 3 * PAGE;
        assert!(has_reached(page + 100, page + 100) && !has_reached(page + 99, page + 100));
        // nothing stands on the last page but its header
        assert!(has_reached(page, page + 24) && has_reached(page, page + 40) && !has_reached(page - 8, page + 40));
        assert!(!has_reached(page, page + 48));
    }
}
