//! The memory that operations may take: the bytes that one reads and answers, and the bytes that all of a process hold
//! together. Every byte is counted when it comes in, so that what is too much is refused before it is held.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

/// What every operation holds without asking the pool: ordinary answers never compete for it.
const FREE: u64 = 256 * 1024;
/// In which steps an operation takes from the pool.
const STEP: u64 = 256 * 1024;

/// Why an operation gets no more memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Exceeded {
    /// It reads or answers more bytes than one operation may.
    #[error("an operation reads and answers at most {most} bytes")]
    Operation {
        /// The most bytes.
        most: u64,
    },
    /// The operations that run hold all that there is, or all that one client may hold.
    #[error("too much memory is in use at this moment")]
    Pool,
}

/// The memory that all operations of a process may hold together, beyond what each has for free. One client never holds
/// more than half of it.
#[derive(Debug)]
pub struct Pool {
    most: u64,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    all: u64,
    clients: HashMap<IpAddr, u64>,
}

impl Pool {
    /// A pool of so many bytes.
    pub fn new(most: u64) -> Arc<Self> {
        Arc::new(Self { most, held: Mutex::default() })
    }

    /// How many bytes are held.
    pub fn held(&self) -> u64 {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).all
    }

    fn take(&self, client: Option<IpAddr>, bytes: u64) -> Result<(), Exceeded> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let theirs = client.and_then(|it| held.clients.get(&it)).copied().unwrap_or_default();
        let half = self.most.div_ceil(2);
        if held.all + bytes > self.most || (client.is_some() && theirs + bytes > half) {
            return Err(Exceeded::Pool);
        }
        held.all += bytes;
        if let Some(client) = client {
            held.clients.insert(client, theirs + bytes);
        }
        Ok(())
    }

    fn give_back(&self, client: Option<IpAddr>, bytes: u64) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.all -= bytes;
        let Some(client) = client else { return };
        if let Some(theirs) = held.clients.get_mut(&client) {
            *theirs -= bytes;
            if *theirs == 0 {
                held.clients.remove(&client);
            }
        }
    }
}

/// What one operation may read and answer. It gives back what it holds when it is dropped: with the last byte that was
/// sent.
#[derive(Debug)]
pub struct Budget {
    pool: Arc<Pool>,
    client: Option<IpAddr>,
    most: u64,
    read: AtomicU64,
    answered: AtomicU64,
    /// What is held of the pool.
    held: Mutex<u64>,
    exceeded: Mutex<Option<Exceeded>>,
    stopped: Notify,
}

impl Budget {
    /// The budget of an operation: `most` bytes to read, and as many to answer.
    pub fn new(pool: Arc<Pool>, client: Option<IpAddr>, most: u64) -> Arc<Self> {
        Arc::new(Self {
            pool,
            client,
            most,
            read: AtomicU64::new(0),
            answered: AtomicU64::new(0),
            held: Mutex::new(0),
            exceeded: Mutex::new(None),
            stopped: Notify::new(),
        })
    }

    /// Counts bytes that were read.
    ///
    /// # Errors
    /// When it is too much: then, and ever after.
    pub fn read(&self, bytes: usize) -> Result<(), Exceeded> {
        self.count(&self.read, bytes as u64)
    }

    /// Counts bytes that are to be answered.
    ///
    /// # Errors
    /// When it is too much: then, and ever after.
    pub fn answer(&self, bytes: usize) -> Result<(), Exceeded> {
        self.count(&self.answered, bytes as u64)
    }

    /// How many bytes were read and are to be answered.
    pub fn taken(&self) -> (u64, u64) {
        (self.read.load(Ordering::Relaxed), self.answered.load(Ordering::Relaxed))
    }

    /// Waits until it is exceeded: for ever, as a rule.
    pub async fn exceeded(&self) -> Exceeded {
        loop {
            let stopped = self.stopped.notified();
            if let Some(exceeded) = self.refusal() {
                return exceeded;
            }
            stopped.await;
        }
    }

    /// Why it was exceeded, once it is.
    pub fn refusal(&self) -> Option<Exceeded> {
        *self.exceeded.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn count(&self, counter: &AtomicU64, bytes: u64) -> Result<(), Exceeded> {
        let counted = counter.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if counted > self.most {
            return Err(self.refuse(Exceeded::Operation { most: self.most }));
        }
        let (read, answered) = self.taken();
        let needed = (read + answered).saturating_sub(FREE);
        if needed == 0 {
            return Ok(());
        }
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if needed <= *held {
            return Ok(());
        }
        let more = (needed - *held).next_multiple_of(STEP);
        self.pool.take(self.client, more).map_err(|it| self.refuse(it))?;
        *held += more;
        Ok(())
    }

    /// The first refusal stands.
    fn refuse(&self, exceeded: Exceeded) -> Exceeded {
        let first = *self.exceeded.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(exceeded);
        self.stopped.notify_waiters();
        first
    }
}

impl Drop for Budget {
    fn drop(&mut self) {
        let held = *self.held.get_mut().unwrap_or_else(PoisonError::into_inner);
        if held > 0 {
            self.pool.give_back(self.client, held);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_operation_takes_no_more_than_its_own() {
        let pool = Pool::new(32 << 20);
        let budget = Budget::new(Arc::clone(&pool), None, 8 << 20);
        assert_eq!((budget.read(8 << 20), budget.answer(8 << 20)), (Ok(()), Ok(())));
        assert_eq!(budget.answer(1), Err(Exceeded::Operation { most: 8 << 20 }));
        assert_eq!(budget.read(1), Err(Exceeded::Operation { most: 8 << 20 }));
        drop(budget);
        assert_eq!(pool.held(), 0);
    }

    #[test]
    fn one_client_leaves_half_of_the_pool_to_others() {
        let pool = Pool::new(16 << 20);
        let budget = |client: &str| Budget::new(Arc::clone(&pool), client.parse().ok(), 8 << 20);
        let (one, two, other) = (budget("10.0.0.1"), budget("10.0.0.1"), budget("10.0.0.2"));
        assert_eq!(one.read(8 << 20), Ok(()));
        // small answers need nothing of the pool
        assert_eq!((two.read(200 << 10), two.read(1 << 20)), (Ok(()), Err(Exceeded::Pool)));
        assert_eq!(other.read(8 << 20), Ok(()));
        assert_eq!(budget("10.0.0.3").read(2 << 20), Err(Exceeded::Pool), "all is held");
        drop((one, other));
        assert_eq!((pool.held(), budget("10.0.0.1").read(8 << 20)), (0, Ok(())));
    }
}
