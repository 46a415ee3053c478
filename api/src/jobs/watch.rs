//! What every answer rests on: whether the database is there, and the reference data in memory. Jobs of their own, because reading it all anew,
//! or trying a disk, may take longer than asking whether the database is there.

use std::time::Duration;

use entity::error::Error;
use entity::store::Store;

use crate::jobs::{Job, Rhythm, Round};

/// How often the database is asked.
const EVERY: Duration = Duration::from_millis(250);

/// Asks whether the database is there.
pub(crate) struct Heartbeat(pub(crate) Store);

/// Asks how far the read replica is.
pub(crate) struct Following(pub(crate) Store);

/// Keeps what is in memory true while other processes write.
pub(crate) struct Reference(pub(crate) Store);

impl Job for Heartbeat {
    const NAME: &'static str = "heartbeat";

    fn rhythm(&self) -> Rhythm {
        Rhythm { every: EVERY, at_most: EVERY }
    }

    async fn run(&self, _: Round) -> Result<(), Error> {
        self.0.ask_whether_up().await;
        Ok(())
    }
}

impl Job for Following {
    const NAME: &'static str = "replica";

    fn rhythm(&self) -> Rhythm {
        Rhythm { every: EVERY, at_most: EVERY }
    }

    async fn run(&self, _: Round) -> Result<(), Error> {
        self.0.ask_replica().await;
        Ok(())
    }
}

impl Job for Reference {
    const NAME: &'static str = "reference";

    fn rhythm(&self) -> Rhythm {
        Rhythm { every: EVERY, at_most: Duration::from_secs(2) }
    }

    async fn run(&self, _: Round) -> Result<(), Error> {
        self.0.follow().await
    }
}
