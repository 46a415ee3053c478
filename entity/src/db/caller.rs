//! The request that waits for a write.

use std::sync::Arc;

use tokio::sync::watch;

/// The request that waits for a write. A write that has not begun when its request is given up never begins; one that has begun
/// comes to its end.
#[derive(Debug, Clone, Default)]
pub struct Caller(Arc<watch::Sender<Stage>>);

#[derive(Debug, Clone, Copy, Default)]
struct Stage {
    given_up: bool,
    begun: bool,
    committed: bool,
}

impl Caller {
    /// Gives up what has not begun; whether anything has.
    pub fn give_up(&self) -> bool {
        self.0.send_modify(|it| it.given_up = true);
        self.0.borrow().begun
    }

    /// Whether anything was committed for it.
    pub fn has_committed(&self) -> bool {
        self.0.borrow().committed
    }

    /// Marks that a write has begun; false when the request was given up before.
    pub(super) fn begin(&self) -> bool {
        let mut may = false;
        self.0.send_modify(|stage| {
            may = !stage.given_up;
            stage.begun |= may;
        });
        may
    }

    /// Waits until the request is given up.
    pub(super) async fn gone(&self) {
        let mut stage = self.0.subscribe();
        if stage.wait_for(|it| it.given_up).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Marks that something was committed for it.
    pub(crate) fn note_committed(&self) {
        self.0.send_modify(|it| it.committed = true);
    }
}
