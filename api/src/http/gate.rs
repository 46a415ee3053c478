//! How much is worked on at once. Some requests run, some wait for a moment, the rest are told to come back: so that
//! those who are let in are answered quickly, however many stand outside. One client never takes more than half.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::error::{Code, Told};

/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(1);

/// The gate.
pub(crate) struct Gate {
    turns: Semaphore,
    /// Those who run and those who wait.
    inside: AtomicUsize,
    most: usize,
    clients: Mutex<HashMap<IpAddr, usize>>,
}

/// A turn; it ends with this value.
pub(crate) struct Turn<'a> {
    _permit: SemaphorePermit<'a>,
    _place: Place<'a>,
}

/// A place inside, given back by itself.
struct Place<'a> {
    gate: &'a Gate,
    client: Option<IpAddr>,
}

impl Gate {
    /// A gate through which `running` go at once while `waiting` stand in line.
    pub(crate) fn new(running: usize, waiting: usize) -> Arc<Self> {
        let turns = Semaphore::new(running.max(1));
        let most = running.max(1) + waiting;
        Arc::new(Self { turns, inside: AtomicUsize::new(0), most, clients: Mutex::default() })
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// `OVERLOADED`, or `TOO_MANY_REQUESTS` for a client who takes half of all places.
    pub(crate) async fn enter(&self, client: Option<IpAddr>) -> Result<Turn<'_>, Told> {
        let place = self.place(client)?;
        let overloaded = || Told::new(Code::Overloaded, "overloaded").number("seconds", 1);
        let permit = match self.turns.try_acquire() {
            Ok(permit) => permit,
            Err(_) => {
                let waited = tokio::time::timeout(PATIENCE, self.turns.acquire()).await;
                waited.ok().and_then(Result::ok).ok_or_else(overloaded)?
            }
        };
        Ok(Turn { _permit: permit, _place: place })
    }

    fn place(&self, client: Option<IpAddr>) -> Result<Place<'_>, Told> {
        if self.inside.fetch_add(1, Ordering::Relaxed) >= self.most {
            self.inside.fetch_sub(1, Ordering::Relaxed);
            return Err(Told::new(Code::Overloaded, "overloaded").number("seconds", 1));
        }
        // from here on the place is given back by itself
        let mut place = Place { gate: self, client: None };
        let Some(client) = client else { return Ok(place) };
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let held = clients.entry(client).or_default();
        if *held > self.most / 2 {
            drop(clients);
            return Err(Told::new(Code::TooManyRequests, "too-many-requests").number("seconds", 1));
        }
        *held += 1;
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
            *held -= 1;
            if *held == 0 {
                clients.remove(&client);
            }
        }
    }
}
