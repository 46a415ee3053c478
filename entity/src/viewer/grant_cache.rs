//! What credentials are good for, as it was read a moment ago: so that a request does not ask for it all anew. Never goes by
//! what is not so any more: what changes rights moves a clock in its transaction, every server asks for that clock at least
//! every [`LEASE`], and whoever changed something answers after that time only.

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwapOption;
use quick_cache::sync::Cache;
use sea_orm::ConnectionTrait;
use tokio::sync::Mutex;
use tokio::time::Instant as Elapsed;

use crate::account::grant::Claims;
use crate::account::identity::Identity;
use crate::db::turn::{Committed, Turn};
use crate::error::Result;
use crate::store::{Inner, ticks};
use crate::value::clock::Instant;
use crate::viewer::Grant;

/// For how long what was heard of the clock of rights is gone by.
const LEASE: Duration = Duration::from_millis(100);
/// How many credentials are remembered.
const MOST: usize = 10_000;
/// For how long, in milliseconds, one is remembered: what somebody changes by hand in the tables moves no clock.
const REMEMBERED: i64 = 10_000;

/// A credential that was shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Shown {
    /// A signed token.
    Signed(Box<Claims>),
    /// An opaque one, by its hash.
    Opaque(String),
    /// One that another issuer has signed.
    Foreign(Box<Identity>),
}

/// What a credential is good for, and how long that stays so by itself.
#[derive(Debug, Clone)]
pub(crate) struct Good {
    pub(crate) grant: Arc<Grant>,
    /// When a mandate, a membership or the credential begins or ends.
    pub(crate) until: Option<Instant>,
}

/// What is remembered of credentials.
pub(crate) struct Rights {
    known: Cache<Shown, Known>,
    heard: ArcSwapOption<Heard>,
    hearing: Mutex<()>,
}

#[derive(Clone)]
struct Known {
    good: Good,
    /// The clocks of rights and of reference data under which it was read.
    clocks: (i64, i64),
    until: Instant,
}

struct Heard {
    rights: i64,
    until: Elapsed,
}

impl Rights {
    pub(crate) fn new() -> Self {
        Self { known: Cache::new(MOST), heard: ArcSwapOption::empty(), hearing: Mutex::new(()) }
    }
}

impl Inner {
    /// What a credential is good for: remembered, or found by `read`. What is good for nothing is not remembered.
    pub(crate) async fn good(
        &self,
        shown: Shown,
        read: impl Future<Output = Result<Option<Good>>>,
    ) -> Result<Option<Good>> {
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
