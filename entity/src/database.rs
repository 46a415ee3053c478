//! An open database as the doors share it: its connections, what is in memory, and the counters that tell of changes.

use sea_orm::ConnectionTrait;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use arc_swap::ArcSwap;
use tokio::time::Instant as Elapsed;

use crate::db::counter::{tick, ticks};
use crate::db::pool::Pool;
use crate::db::rendered::Kept;
use crate::db::replica::Replica;
use crate::db::turn::{Committed, Turn, WritePool};
use crate::db::write_ahead_log::{self};
use crate::error::Result;
use crate::model::allowance::Allowance;
use crate::reference::Snapshot;
use crate::value::clock::Clock;
use crate::viewer::grant_cache::{GrantCache, Granted, Heard, Known, LEASE, REMEMBERED, Shown};

pub(crate) struct Inner {
    /// Reads lists and what hangs on them.
    pub(crate) read: Pool,
    /// Reads what answers begin with: who asks, and what they may do.
    pub(crate) look_up: Pool,
    /// Reads what accounts see of their own desk.
    pub(crate) private: Pool,
    pub(crate) write: WritePool,
    pub(crate) replica: Option<Replica>,
    pub(crate) clock: Arc<Clock>,
    pub(crate) rights: GrantCache,
    pub(crate) allowance: Allowance,
    pub(crate) reference: ArcSwap<Snapshot>,
    /// Statements that were written out before.
    pub(crate) rendered: Kept,
    /// The greatest row number of an entry that a search has found.
    pub(crate) newest: AtomicI64,
}

impl Inner {
    /// What is in memory now.
    pub(crate) fn reference(&self) -> Arc<Snapshot> {
        self.reference.load_full()
    }

    /// Reads the reference data again if the database has newer; never goes back to older.
    pub(crate) async fn refresh(&self) -> Result<()> {
        if tick(&self.look_up).await? == self.reference().tick {
            return Ok(());
        }
        let fresh = Arc::new(Snapshot::load(&self.look_up).await?);
        self.reference.rcu(|held| if fresh.tick >= held.tick { Arc::clone(&fresh) } else { Arc::clone(held) });
        Ok(())
    }

    /// The same after something was written: it is done, and must not look as if it were not when this fails. Whoever watches
    /// the clock tries again.
    pub(crate) async fn catch_up(&self) {
        if let Err(cause) = self.refresh().await {
            tracing::warn!(error = %cause, "the reference data could not be read again");
        }
    }
}

impl Inner {
    /// Has SQLite put what it wrote beside the file into it, so that nothing of what was erased lies there.
    pub(crate) async fn write_through(&self) {
        write_ahead_log::write_through(self.write.maintenance()).await;
    }
}

impl Inner {
    /// What a credential is good for: remembered, or found by `read`. What is good for nothing is not remembered.
    pub(crate) async fn good(
        &self,
        shown: Shown,
        read: impl Future<Output = Result<Option<Granted>>>,
    ) -> Result<Option<Granted>> {
        let clocks = (self.heard().await?, self.reference().tick);
        let now = self.clock.now();
        if let Some(known) = self.rights.known.get(&shown).filter(|it| it.clocks == clocks && now < it.until) {
            return Ok(Some(known.good));
        }
        let found = read.await?;
        if let Some(good) = &found {
            let forgotten = now.plus_milliseconds(REMEMBERED);
            let until = good.until.map_or(forgotten, |it| it.min(forgotten));
            self.rights.known.insert(shown, Known { good: good.clone(), clocks, until });
        }
        Ok(found)
    }

    /// Commits what changes what somebody may do, and comes back when no server goes by what was before.
    pub(crate) async fn commit_rights<T>(&self, txn: Turn, value: T) -> Result<Committed<T>> {
        // the last lock that is taken, so that nobody waits for another in a circle
        txn.execute_unprepared("UPDATE clock SET value = value + 1 WHERE name = 'rights'").await?;
        let done = txn.commit(value).await?;
        self.rights.heard.store(None);
        tokio::time::sleep(LEASE).await;
        Ok(done)
    }

    /// The clock of rights, as it stood at most a lease ago.
    pub(crate) async fn heard(&self) -> Result<i64> {
        let good = || self.rights.heard.load_full().filter(|it| Elapsed::now() < it.until);
        if let Some(heard) = good() {
            return Ok(heard.rights);
        }
        let _alone = self.rights.hearing.lock().await;
        if let Some(heard) = good() {
            return Ok(heard.rights);
        }
        // counted from before it is asked: what is committed after that is heard of in time
        let until = Elapsed::now() + LEASE;
        let rights = ticks(&self.look_up, "rights").await?;
        self.rights.heard.store(Some(Arc::new(Heard { rights, until })));
        Ok(rights)
    }
}
