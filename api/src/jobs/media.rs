//! Deletes the files of pictures and documents whose rows are gone: replaced, deleted, erased, purged. The row that notes each of
//! them goes last, so that nothing stays behind however the server ends.

use std::time::Duration;

use entity::error::Error;
use entity::store::Store;
use entity::viewer::Viewer;

use crate::jobs::{Job, Rhythm, Round};
use crate::media::Media;

/// How often it is looked for.
const EVERY: Duration = Duration::from_secs(10);
/// The same while storage does not answer, at most.
const AT_MOST: Duration = Duration::from_secs(10 * 60);
/// How many are deleted between two looks: one, since the same bytes may be sent again at any moment, and are kept then.
const AT_ONCE: u64 = 1;

/// Deletes files.
pub(crate) struct Removals {
    pub(crate) store: Store,
    /// Who may do so.
    pub(crate) operator: Viewer,
    pub(crate) media: Media,
}

impl Job for Removals {
    const NAME: &'static str = "media";

    fn rhythm(&self) -> Rhythm {
        Rhythm { every: EVERY, at_most: AT_MOST }
    }

    async fn run(&self, round: Round) -> Result<(), Error> {
        while !round.ends() && self.some().await? > 0 {}
        Ok(())
    }
}

impl Removals {
    /// Deletes some; how many.
    ///
    /// # Errors
    /// Those of the database, and of storage.
    pub(crate) async fn some(&self) -> Result<usize, Error> {
        let gone = self.store.read(self.operator.clone()).media_removed(AT_ONCE).await?;
        for file in &gone {
            let removed = self.media.remove(&file.checksum, &file.extension).await;
            removed.map_err(|it| Error::Internal(it.to_string().into()))?;
        }
        let checksums: Vec<String> = gone.into_iter().map(|it| it.checksum).collect();
        if !checksums.is_empty() {
            self.store.write(self.operator.clone()).media_removed_done(&checksums).await?;
        }
        Ok(checksums.len())
    }
}
