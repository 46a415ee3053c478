//! How much is worked on at once. Some requests run, some wait for a moment, the rest are told to come back: so that
//! those who are let in are answered quickly, however many stand outside. One client never has more than half of the turns,
//! nor of the places.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};

use crate::auth::network;
use crate::error::{Code, WireError};

/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(1);

/// The gate.
pub(crate) struct Admission {
    turns: Semaphore,
    /// Those who run and those who wait.
    inside: AtomicUsize,
    most: usize,
    /// How many turns one client has at most.
    share: usize,
    clients: Mutex<HashMap<IpAddr, Client>>,
}

/// A client who is inside: how many of their requests are, and the turns that they share.
struct Client {
    inside: usize,
    turns: Arc<Semaphore>,
}

/// A turn; it ends with this value.
pub(crate) struct Turn<'a> {
    _permit: SemaphorePermit<'a>,
    _share: Option<OwnedSemaphorePermit>,
    _place: Place<'a>,
}

/// A place inside, given back by itself.
struct Place<'a> {
    gate: &'a Admission,
    client: Option<IpAddr>,
    share: Option<Arc<Semaphore>>,
}

impl Admission {
    /// A gate through which `running` go at once while `waiting` stand in line.
    pub(crate) fn new(running: usize, waiting: usize) -> Arc<Self> {
        let turns = Semaphore::new(running.max(1));
        let most = running.max(1) + waiting;
        let share = running.div_ceil(2).max(1);
        Arc::new(Self { turns, inside: AtomicUsize::new(0), most, share, clients: Mutex::default() })
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// `OVERLOADED`, or `TOO_MANY_REQUESTS` for a client who takes half of all places.
    pub(crate) async fn enter(&self, client: Option<IpAddr>) -> Result<Turn<'_>, WireError> {
        let place = self.place(client.map(network))?;
        let overloaded = || WireError::new(Code::Overloaded, "overloaded").number("seconds", 1);
        let waited = tokio::time::timeout(PATIENCE, async {
            let share = match &place.share {
                Some(share) => Some(Arc::clone(share).acquire_owned().await.ok()?),
                None => None,
            };
            Some((self.turns.acquire().await.ok()?, share))
        });
        let (permit, share) = waited.await.ok().flatten().ok_or_else(overloaded)?;
        Ok(Turn { _permit: permit, _share: share, _place: place })
    }

    fn place(&self, client: Option<IpAddr>) -> Result<Place<'_>, WireError> {
        if self.inside.fetch_add(1, Ordering::Relaxed) >= self.most {
            self.inside.fetch_sub(1, Ordering::Relaxed);
            return Err(WireError::new(Code::Overloaded, "overloaded").number("seconds", 1));
        }
        // from here on the place is given back by itself
        let mut place = Place { gate: self, client: None, share: None };
        let Some(client) = client else { return Ok(place) };
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = || Client { inside: 0, turns: Arc::new(Semaphore::new(self.share)) };
        let held = clients.entry(client).or_insert_with(fresh);
        if held.inside > self.most / 2 {
            drop(clients);
            return Err(WireError::new(Code::TooManyRequests, "too-many-requests").number("seconds", 1));
        }
        held.inside += 1;
        place.share = Some(Arc::clone(&held.turns));
        drop(clients);
        place.client = Some(client);
        Ok(place)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.gate.inside.fetch_sub(1, Ordering::Relaxed);
        let Some(client) = self.client else { return };
        let mut clients = self.gate.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = clients.get_mut(&client) {
            held.inside -= 1;
            if held.inside == 0 {
                clients.remove(&client);
            }
        }
    }
}
