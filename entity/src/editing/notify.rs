//! Chooses who is mailed when an entry changes state, authors or editors, and queues the mails in the same transaction.

use std::collections::BTreeSet;

use sea_orm::{ActiveEnum, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Statement};

use crate::entry::credit::authors;
use crate::error::Result;
use crate::mail::outbox::{MailKind, MailParams};
use crate::model::account::{Status as Standing, mandate, row as account};
use crate::model::entry::row;
use crate::value::clock::Instant;
use crate::value::role::Role as Rank;
use crate::viewer::Reach;
use crate::writer::Writer;

/// For how long editors are not told the same of an entry again, in milliseconds.
const QUIET: i64 = 60 * 60_000;
/// The most editors who are told of one entry.
const MOST: usize = 20;
/// The most accounts that are looked at.
const SOUGHT: u64 = 1_000;

impl Writer {
    /// Puts down the mails that tell of an entry.
    pub(crate) async fn tell_of(
        &self,
        db: &impl ConnectionTrait,
        entry: &row::Model,
        occasion: MailKind,
        note: Option<&str>,
        at: Option<Instant>,
    ) -> Result<()> {
        let particulars = self.particulars_of(entry, note, at);
        match occasion {
            MailKind::Submitted | MailKind::Proposed => {
                if !self.is_news(db, entry, occasion).await? {
                    return Ok(());
                }
                let editors = self.editors_of(db, entry.home_territory_seq).await?;
                self.tell_accounts(db, &editors, occasion, &particulars).await
            }
            _ => {
                self.answered(db, entry).await?;
                self.tell(db, &authors(db, entry).await?, occasion, &particulars).await
            }
        }
    }

    /// An editor has answered: whatever comes next is news, however soon.
    async fn answered(&self, db: &impl ConnectionTrait, entry: &row::Model) -> Result<()> {
        let text = "DELETE FROM editor_notice WHERE entry_seq = $1";
        let values = [entry.seq.into()];
        db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), text, values)).await?;
        Ok(())
    }

    /// Whether editors have not been told the same of this entry within the hour; from now on they have.
    async fn is_news(&self, db: &impl ConnectionTrait, entry: &row::Model, occasion: MailKind) -> Result<bool> {
        let now = self.inner.clock.now();
        let text = "INSERT INTO editor_notice (entry_seq, occasion, told_at) VALUES ($1, $2, $3)
            ON CONFLICT (entry_seq, occasion) DO UPDATE SET told_at = excluded.told_at
                WHERE editor_notice.told_at <= $4
            RETURNING told_at";
        let values: [sea_orm::Value; 4] =
            [entry.seq.into(), occasion.to_value().into(), now.0.into(), now.plus_milliseconds(-QUIET).0.into()];
        let told = db.query_one_raw(Statement::from_sql_and_values(db.get_database_backend(), text, values)).await?;
        Ok(told.is_some())
    }

    /// Puts down the mails that tell what became of a proposal: to its maker, and to the authors of the text.
    pub(crate) async fn tell_of_proposal(
        &self,
        db: &impl ConnectionTrait,
        entry: &row::Model,
        maker: Option<i64>,
        occasion: MailKind,
        note: Option<&str>,
    ) -> Result<()> {
        self.answered(db, entry).await?;
        let mut told = authors(db, entry).await?;
        told.extend(maker.filter(|it| !told.contains(it)));
        self.tell(db, &told, occasion, &self.particulars_of(entry, note, None)).await
    }

    /// What a mail says of an entry.
    pub(crate) fn particulars_of(&self, entry: &row::Model, note: Option<&str>, at: Option<Instant>) -> MailParams {
        MailParams {
            name: self.viewer_name(&self.inner.reference()),
            entry: Some(entry.id),
            kind: Some(entry.kind),
            slug: Some(entry.slug.clone()),
            title: Some(entry.title.clone()),
            note: note.map(str::to_owned),
            at,
            ..Default::default()
        }
    }

    /// The accounts of those who look after a place: who has a mandate around it; where nobody has, who has one for the
    /// whole network.
    async fn editors_of(&self, db: &impl ConnectionTrait, home: Option<i64>) -> Result<Vec<account::Model>> {
        let (reference, now) = (self.inner.reference(), self.inner.clock.now());
        let own = self.viewer.grant().map_or(0, |it| it.account_seq);
        let mandates =
            mandate::Entity::find().filter(mandate::Column::AccountSeq.ne(own)).limit(SOUGHT).all(db).await?;
        let in_force: Vec<_> = mandates.iter().filter(|it| it.until.is_none_or(|until| until > now)).collect();
        let around = |it: &&&mandate::Model| {
            it.territory_seq.is_some_and(|place| Reach::Inside(vec![place]).covers(home, &reference))
        };
        let near: BTreeSet<i64> = in_force.iter().filter(around).map(|it| it.account_seq).collect();
        let mut editors = in_use(db, near).await?;
        if editors.is_empty() {
            let whole = in_force.iter().filter(|it| it.territory_seq.is_none()).map(|it| it.account_seq).collect();
            editors = in_use(db, whole).await?;
        }
        Ok(editors.into_iter().take(MOST).collect())
    }
}

/// Those of these accounts who look after something, are in use and can be written to.
async fn in_use(db: &impl ConnectionTrait, accounts: BTreeSet<i64>) -> Result<Vec<account::Model>> {
    let editors = account::Entity::find()
        .filter(account::Column::Seq.is_in(accounts))
        .filter(account::Column::Role.ne(Rank::Contributor))
        .filter(account::Column::Status.eq(Standing::Active))
        .filter(account::Column::Email.is_not_null())
        .filter(account::Column::EmailVerifiedAt.is_not_null());
    Ok(editors.all(db).await?)
}
