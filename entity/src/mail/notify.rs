//! Mails to the accounts behind a member, queued in the transaction that they tell of.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::error::Result;
use crate::mail::outbox::{self, MailKind, MailParams};
use crate::model::account::row as account;
use crate::reference::Snapshot;
use crate::writer::Writer;

impl Writer {
    /// Puts down a mail to the accounts of these members, the viewer's own apart.
    pub(crate) async fn tell(
        &self,
        db: &impl ConnectionTrait,
        members: &[i64],
        occasion: MailKind,
        particulars: &MailParams,
    ) -> Result<()> {
        let own = self.viewer.grant().map_or(0, |it| it.account_seq);
        let accounts = account::Entity::find()
            .filter(account::Column::MemberSeq.is_in(members.iter().copied()))
            .filter(account::Column::Seq.ne(own));
        self.tell_accounts(db, &accounts.all(db).await?, occasion, particulars).await
    }

    /// Puts down a mail to those of these accounts that are in use and have an address of their own.
    pub(crate) async fn tell_accounts(
        &self,
        db: &impl ConnectionTrait,
        accounts: &[account::Model],
        occasion: MailKind,
        particulars: &MailParams,
    ) -> Result<()> {
        let in_use =
            |it: &&account::Model| it.status == crate::model::account::Status::Active && it.email_verified_at.is_some();
        for it in accounts.iter().filter(in_use) {
            if let Some(email) = &it.email {
                outbox::post(db, &self.inner.clock, email, &it.language, occasion, particulars).await?;
            }
        }
        Ok(())
    }
}

impl Writer {
    /// The name of the member as whom the viewer writes.
    pub(crate) fn viewer_name(&self, reference: &Snapshot) -> Option<String> {
        let member = self.viewer.grant().and_then(|it| it.member).and_then(|it| reference.members.by_seq(it));
        member.map(|it| it.name.clone())
    }
}
