//! Deletes what has expired: unconfirmed accounts, codes, sessions, previews and mails.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::attempt;
use crate::error::Result;
use crate::mail::{one_time_code, outbox};
use crate::model::account::{Status, mandate, refresh, row as account, token};
use crate::model::external_identity::row as identity;
use crate::model::preview;
use crate::store::Store;
use crate::value::clock::Instant;
use crate::viewer::allowance;

/// For how many days somebody who registered or was invited may wait with showing that the address is theirs; and for how
/// many it is known that something is over.
const DAYS: i64 = 30;
/// The most accounts that are swept away at once.
const MOST: u64 = 500;

impl Store {
    /// Sweeps away what is over: how many accounts of people who registered, or were invited, and never came.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sweep(&self) -> Result<usize> {
        let long_ago = self.inner.clock.now().plus_milliseconds(-DAYS * 24 * 3_600_000);
        let txn = self.inner.write.begin_turn().await?;
        let codes =
            one_time_code::row::Entity::delete_many().filter(one_time_code::row::Column::ExpiresAt.lt(long_ago));
        codes.exec(&txn).await?;
        let sessions =
            Condition::any().add(refresh::Column::ExpiresAt.lt(long_ago)).add(refresh::Column::EndedAt.lt(long_ago));
        refresh::Entity::delete_many().filter(sessions).exec(&txn).await?;
        let previews = preview::row::Entity::delete_many().filter(preview::row::Column::ExpiresAt.lt(long_ago));
        previews.exec(&txn).await?;
        let gone = Condition::any()
            .add(outbox::row::Column::SentAt.lt(long_ago))
            .add(outbox::row::Column::GivenUpAt.lt(long_ago));
        outbox::row::Entity::delete_many().filter(gone).exec(&txn).await?;
        attempt::sweep(&txn, self.inner.clock.now()).await?;
        allowance::forget(&txn, long_ago).await?;
        txn.commit(()).await?;
        self.sweep_accounts(long_ago).await
    }

    /// Accounts that something else rests on stay.
    async fn sweep_accounts(&self, long_ago: Instant) -> Result<usize> {
        use account::Column::{EmailVerifiedAt, MemberSeq, Seq, Service, UpdatedAt};
        let txn = self.inner.write.begin_turn().await?;
        let with_tokens = token::Entity::find().select_only().column(token::Column::AccountSeq).into_query();
        let known_elsewhere = identity::Entity::find().select_only().column(identity::Column::AccountSeq).into_query();
        let gave = mandate::Entity::find()
            .select_only()
            .column(mandate::Column::GrantedBySeq)
            .filter(mandate::Column::GrantedBySeq.is_not_null())
            .into_query();
        let waiting = account::Entity::find()
            .filter(EmailVerifiedAt.is_null())
            .filter(MemberSeq.is_null())
            .filter(Service.eq(false))
            .filter(account::Column::Status.eq(Status::Active))
            .filter(UpdatedAt.lt(long_ago))
            .filter(Seq.not_in_subquery(with_tokens))
            .filter(Seq.not_in_subquery(known_elsewhere))
            .filter(Seq.not_in_subquery(gave))
            .order_by_asc(Seq)
            .limit(MOST);
        let seqs: Vec<i64> = waiting.all(&txn).await?.into_iter().map(|it| it.seq).collect();
        let these = || seqs.iter().copied();
        one_time_code::row::Entity::delete_many()
            .filter(one_time_code::row::Column::AccountSeq.is_in(these()))
            .exec(&txn)
            .await?;
        mandate::Entity::delete_many().filter(mandate::Column::AccountSeq.is_in(these())).exec(&txn).await?;
        account::Entity::delete_many().filter(Seq.is_in(these())).exec(&txn).await?;
        Ok(txn.commit(seqs.len()).await?.into_inner())
    }
}
