//! How often somebody may try: per client, and per address that one client tries, across aliases, batches and paths. What
//! several servers must agree on, the passwords that are tried of one address, is counted in the database.

use std::hash::{BuildHasher, RandomState};
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Tries at once of one client for one address, and how long until there is one more.
const OF_ADDRESS: (u32, Duration) = (10, Duration::from_secs(60));
/// The same for one client.
const OF_CLIENT: (u32, Duration) = (30, Duration::from_secs(10));
/// After how many keys those that are whole again are forgotten.
const KEPT: usize = 10_000;

/// Counts who tries.
pub(crate) struct RateLimit {
    chance: RandomState,
    of_address: DefaultKeyedRateLimiter<u64>,
    of_client: DefaultKeyedRateLimiter<u64>,
}

impl RateLimit {
    pub(super) fn new() -> Self {
        let limiter = |(burst, each): (u32, Duration)| {
            let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
            let quota = Quota::with_period(each).unwrap_or_else(|| Quota::per_minute(burst));
            RateLimiter::keyed(quota.allow_burst(burst))
        };
        Self { chance: RandomState::new(), of_address: limiter(OF_ADDRESS), of_client: limiter(OF_CLIENT) }
    }

    /// Whether one more try of a client is let through.
    pub(crate) fn of_client(&self, client: Option<IpAddr>) -> bool {
        forget(&self.of_client);
        client.is_none_or(|it| self.of_client.check_key(&self.chance.hash_one(network(it))).is_ok())
    }

    /// Whether one more try is let through: of what, with an address (or what stands for it), by a client. Known addresses and
    /// unknown ones count alike; who asks for codes in somebody's name keeps nobody else from asking for them.
    pub(crate) fn let_through(&self, what: &str, address: &str, client: Option<IpAddr>) -> bool {
        forget(&self.of_address);
        let key = self.chance.hash_one((what, entity::value::email::key(address), client.map(network)));
        self.of_client(client) && self.of_address.check_key(&key).is_ok()
    }
}

/// Forgets those who are whole again, once there are many.
fn forget(limiter: &DefaultKeyedRateLimiter<u64>) {
    if limiter.len() > KEPT {
        limiter.retain_recent();
        limiter.shrink_to_fit();
    }
}

/// A client as it is counted: of IPv6, the 64 bits that one subscriber is given.
pub(crate) fn network(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V4(_) => client,
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
    }
}
