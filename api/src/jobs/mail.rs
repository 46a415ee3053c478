//! Brings mails away. A unit of work is one mail: from the moment at which it is taken until it is written down what became of it.

use std::time::Duration;

use entity::error::Error;
use entity::store::Store;

use crate::jobs::{Job, Rhythm, Round};
use crate::mail::Mailer;

/// Empties the outbox.
pub(crate) struct Mails {
    store: Store,
    post: Mailer,
}

impl Mails {
    /// Brings the mails of a store away by a post.
    pub(crate) fn new(store: Store, post: Mailer) -> Self {
        Self { store, post }
    }

    /// Counts for how long the oldest mail has waited; zero when none waits.
    async fn look(&self, round: &Round) -> Result<(), Error> {
        let age = self.store.oldest_mail().await?.map_or(0, |it| self.store.now().milliseconds() - it.milliseconds());
        round.waits(Duration::from_millis(u64::try_from(age).unwrap_or_default()));
        Ok(())
    }
}

impl Job for Mails {
    const NAME: &'static str = "mail";

    fn rhythm(&self) -> Rhythm {
        Rhythm { every: Duration::from_secs(2), at_most: Duration::from_secs(60) }
    }

    async fn run(&self, round: Round) -> Result<(), Error> {
        self.look(&round).await?;
        let mut brought = false;
        while !round.ends() && self.post.bring_next(&self.store).await?.is_some() {
            brought = true;
        }
        if brought { self.look(&round).await } else { Ok(()) }
    }
}
