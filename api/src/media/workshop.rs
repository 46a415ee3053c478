//! Where pictures are worked on: on few threads beside those that answer, with so much memory in all, whatever comes in at once.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::media::decode::MOST_MEMORY;
use crate::media::kind::Kind;
use crate::media::refusal::{Fault, Refusal};

/// How long somebody waits for a place.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long a picture may take to be unpacked: those within the other bounds take a second or two.
pub(super) const UNPACKING: Duration = Duration::from_secs(30);
/// How long a variant may take to be made.
pub(super) const MAKING: Duration = Duration::from_secs(180);
/// The unit in which memory is given out.
const UNIT: u64 = 1024 * 1024;
/// How much of it there is for all pictures together: enough for the largest.
const UNITS: u64 = MOST_MEMORY / UNIT + 1;

/// The places to work at.
pub(super) struct Workshop {
    benches: Arc<Semaphore>,
    memory: Arc<Semaphore>,
}

/// A place to work at; it is free again when this value and the work that was begun at it have ended.
pub(super) struct Bench(Arc<OwnedSemaphorePermit>);

impl Workshop {
    /// As many places as half of the cores, and at most four: the others answer.
    pub(super) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let units = usize::try_from(UNITS).unwrap_or(Semaphore::MAX_PERMITS);
        Self {
            benches: Arc::new(Semaphore::new(cores.div_ceil(2).clamp(1, 4))),
            memory: Arc::new(Semaphore::new(units)),
        }
    }

    /// Waits for a place.
    ///
    /// # Errors
    /// [`Fault::Busy`] where none becomes free in time.
    pub(super) async fn bench(&self) -> Result<Bench, Fault> {
        let waited = tokio::time::timeout(PATIENCE, Arc::clone(&self.benches).acquire_owned()).await;
        let permit = waited.map_err(|_| Fault::Busy)?.map_err(|_| Fault::Busy)?;
        Ok(Bench(Arc::new(permit)))
    }

    /// Waits for so many bytes of memory. Whoever has a place waits for memory, never the other way round, and there is enough for
    /// the largest picture: so nobody waits for ever.
    ///
    /// # Errors
    /// [`Fault::Busy`].
    pub(super) async fn room(&self, bytes: u64) -> Result<OwnedSemaphorePermit, Fault> {
        let units = u32::try_from(bytes.div_ceil(UNIT).clamp(1, UNITS)).map_err(|_| Fault::Busy)?;
        let waited = tokio::time::timeout(PATIENCE, Arc::clone(&self.memory).acquire_many_owned(units)).await;
        waited.map_err(|_| Fault::Busy)?.map_err(|_| Fault::Busy)
    }
}

impl Bench {
    /// Works, beside the threads that answer. A decoder that panics has met a file that is damaged.
    ///
    /// # Errors
    /// Those of the work.
    pub(super) async fn work<T: Send + 'static>(
        &self,
        kind: Kind,
        at_most: Duration,
        work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        // whoever goes away, or waits no longer, leaves the work to its end, and the place taken until then
        let place = Arc::clone(&self.0);
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(place);
            done
        });
        let Ok(done) = tokio::time::timeout(at_most, done).await else {
            tracing::warn!(kind = kind.name(), "a picture takes too long");
            return Err(Refusal::TooMuchTime { seconds: at_most.as_secs() });
        };
        done.unwrap_or_else(|cause| {
            tracing::warn!(kind = kind.name(), error = %cause, "a decoder panicked");
            Err(Refusal::Damaged { found: kind.name() })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_panics_is_damaged_and_frees_its_place() {
        let workshop = Workshop::new();
        for _ in 0..8 {
            let bench = workshop.bench().await.unwrap();
            let done: Result<(), Refusal> = bench.work(Kind::Gif, UNPACKING, || panic!("a decoder")).await;
            assert!(matches!(done, Err(Refusal::Damaged { found: "GIF" })));
        }
        let bench = workshop.bench().await.unwrap();
        let slow = || {
            std::thread::sleep(Duration::from_millis(200));
            Ok(())
        };
        let late = bench.work(Kind::Gif, Duration::from_millis(20), slow).await;
        assert!(matches!(late, Err(Refusal::TooMuchTime { .. })), "{late:?}");
        let all = workshop.room(MOST_MEMORY).await.unwrap();
        assert!(tokio::time::timeout(Duration::from_millis(20), workshop.room(2 * UNIT)).await.is_err());
        drop(all);
        assert!(workshop.room(2 * UNIT).await.is_ok());
    }
}
