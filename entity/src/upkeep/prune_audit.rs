//! Deletes old lines of the audit, a few at a time, so that nobody waits.

use sea_orm::ColumnTrait;
use sea_orm::EntityTrait;
use sea_orm::QueryFilter;
use sea_orm::QueryOrder;
use sea_orm::QuerySelect;
use sea_orm::QueryTrait;
use std::time::Duration;

use crate::act::Act;
use crate::db::turn::Turn;
use crate::error::{Error, Result};
use crate::model::audit::table;
use crate::value::clock::Instant;
use crate::writer::Writer;
use crate::{journal, policy};

/// How many lines one transaction deletes: few enough that it takes milliseconds.
pub(crate) const BATCH: u64 = 1_000;

/// How long the database is left to others between two such transactions.
pub(crate) const PAUSE: Duration = Duration::from_millis(50);

/// Deletes the oldest lines from before a moment, up to a row number.
pub(crate) async fn delete_some(db: &Turn, before: Instant, newest: i64) -> Result<u64> {
    let oldest = table::Entity::find()
        .select_only()
        .column(table::Column::Seq)
        .filter(table::Column::At.lt(before))
        .filter(table::Column::Seq.lte(newest))
        .order_by_asc(table::Column::At)
        .order_by_asc(table::Column::Seq)
        .limit(BATCH)
        .into_query();
    let done = table::Entity::delete_many().filter(table::Column::Seq.in_subquery(oldest)).exec(db).await?;
    Ok(done.rows_affected)
}

impl Writer {
    /// Deletes all lines from before a moment, but for those that this call writes itself; how many. A line tells of the moment, a
    /// second one of the number. Others write meanwhile: each transaction deletes a thousand lines at most.
    ///
    /// # Errors
    /// [`Error::Denied`] for a viewer who may not read the audit; those of the database, after which the lines of earlier transactions
    /// are gone, and the call can be repeated.
    pub async fn prune_audit(&self, before: Instant) -> Result<u64> {
        policy::permit(&self.viewer, Act::Audit).map_err(Error::Denied)?;
        let (clock, moment) = (&self.inner.clock, format!("before {before}"));
        let txn = self.transaction().await?;
        let newest: Option<i64> =
            table::Entity::find().select_only().expr(table::Column::Seq.max()).into_tuple().one(&txn).await?.flatten();
        journal::note(&txn, clock, &self.viewer, "auditPrune", None, Some(moment.clone())).await?;
        txn.commit(()).await?;
        let newest = newest.unwrap_or_default();
        let mut deleted = 0;
        loop {
            let txn = self.transaction().await?;
            let batch = delete_some(&txn, before, newest).await?;
            deleted += batch;
            if batch < BATCH {
                let detail = Some(format!("{deleted} lines {moment}"));
                journal::note(&txn, clock, &self.viewer, "auditPruned", None, detail).await?;
                txn.commit(()).await?;
                break;
            }
            txn.commit(()).await?;
            tokio::time::sleep(PAUSE).await;
        }
        self.inner.write_through().await;
        Ok(deleted)
    }
}
