//! Caches what a credential may do. A cached grant is used for at most [`LEASE`] after the counter of rights was last
//! read. Every change of rights moves that counter in its transaction, and is answered only after the lease.

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwapOption;
use quick_cache::sync::Cache;
use tokio::sync::Mutex;
use tokio::time::Instant as Elapsed;

use crate::model::claims::Claims;
use crate::model::external_identity::Identity;
use crate::value::clock::Instant;
use crate::viewer::Grant;

/// For how long what was heard of the clock of rights is gone by.
pub(crate) const LEASE: Duration = Duration::from_millis(100);
/// How many credentials are remembered.
const MOST: usize = 10_000;
/// For how long, in milliseconds, one is remembered: what somebody changes by hand in the tables moves no clock.
pub(crate) const REMEMBERED: i64 = 10_000;

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
pub(crate) struct Granted {
    pub(crate) grant: Arc<Grant>,
    /// When a mandate, a membership or the credential begins or ends.
    pub(crate) until: Option<Instant>,
}

/// What is remembered of credentials.
pub(crate) struct GrantCache {
    pub(crate) known: Cache<Shown, Known>,
    pub(crate) heard: ArcSwapOption<Heard>,
    pub(crate) hearing: Mutex<()>,
}

#[derive(Clone)]
pub(crate) struct Known {
    pub(crate) good: Granted,
    /// The clocks of rights and of reference data under which it was read.
    pub(crate) clocks: (i64, i64),
    pub(crate) until: Instant,
}

pub(crate) struct Heard {
    pub(crate) rights: i64,
    pub(crate) until: Elapsed,
}

impl GrantCache {
    pub(crate) fn new() -> Self {
        Self { known: Cache::new(MOST), heard: ArcSwapOption::empty(), hearing: Mutex::new(()) }
    }
}
