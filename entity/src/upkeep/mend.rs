//! `doctor --mend`: what is derived from the entries is made anew.

use crate::error::Result;
use crate::listing;
use crate::store::Store;

impl Store {
    /// Makes anew what is derived from the entries: the lists of what is published under themes, territories, members, sources and
    /// licences. What was read of them before stays right until this is committed.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn mend(&self) -> Result<()> {
        let turn = self.inner.write.begin_turn().await?;
        listing::rebuild(&turn).await?;
        turn.commit(()).await?;
        Ok(())
    }
}
