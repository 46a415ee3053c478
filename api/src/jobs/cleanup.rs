//! Deletes what is over: accounts whose address nobody confirmed, codes, sessions, previews and mails of long ago, and what an index keeps
//! of erased texts.

use std::time::Duration;

use entity::error::Error;
use entity::store::Store;

use crate::jobs::{Job, Rhythm, Round};

/// How often it is looked for.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Sweeps the store.
pub(crate) struct Cleanup(pub(crate) Store);

impl Job for Cleanup {
    const NAME: &'static str = "cleanup";

    fn rhythm(&self) -> Rhythm {
        Rhythm { every: EVERY, at_most: EVERY }
    }

    async fn run(&self, round: Round) -> Result<(), Error> {
        let accounts = self.0.sweep().await?;
        if accounts > 0 {
            tracing::info!(accounts, "swept away accounts whose address was never shown to be theirs");
        }
        self.0.merge_erased(|| !round.ends()).await
    }
}
