//! Runs work that keeps a processor busy (rendering, comparing texts) beside the threads that serve requests: on at
//! most as many threads as there are cores, first come, first served.

use std::sync::LazyLock;

use tokio::sync::Semaphore;

use crate::error::{Error, Result};

/// A permit per core.
static CORES: LazyLock<Semaphore> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    Semaphore::new(cores)
});

/// Waits for a core and works on it. Whoever is no longer waited for gives up their place in the line; what has begun is
/// done.
///
/// # Errors
/// [`Error::Internal`] when the work fails inside.
pub async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let internal = |cause: Box<dyn std::error::Error + Send + Sync>| Error::Internal(cause);
    let permit = CORES.acquire().await.map_err(|it| internal(it.into()))?;
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(permit);
        done
    });
    done.await.map_err(|it| internal(it.into()))
}
