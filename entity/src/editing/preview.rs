//! Previews: one version of one entry, shown to somebody without an account, for a while. Only the hash of what they show
//! is kept; it ends with the account that made it.

use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::account::grant::{Claimed, Credential};
use crate::act::Act;
use crate::db::turn::Committed;
use crate::entry::latest;
use crate::entry::revisions::PROPOSED;
use crate::error::{Error, Result};
use crate::journal;
use crate::model::account::{Scope, Status, row as account};
use crate::model::history::revision;
use crate::model::preview::row;
use crate::policy;
use crate::query::history::Preview;
use crate::store::Store;
use crate::value::id::Id;
use crate::value::kind::Kind;
use crate::value::problem::{Case, Problem};
use crate::value::secret::{hash, hexadecimal};
use crate::value::slug::Slug;
use crate::viewer::Viewer;
use crate::writer::Writer;

/// What every preview token begins with.
const PREFIX: &str = "bcp_";
/// For how many hours a preview lasts: when nothing is said, and at most.
const HOURS: i64 = 72;
const MOST_HOURS: i64 = 24 * 30;

/// A preview that was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// The preview as it is listed.
    pub listed: Preview,
    /// What is to be shown. It is not kept: this is the only time that it is seen.
    pub token: String,
    /// The entry.
    pub entry: Id,
    /// Its kind.
    pub kind: Kind,
    /// Its slug.
    pub slug: Slug,
}

impl Writer {
    /// Makes a preview of a version of an entry, the newest when none is named; for so many hours.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`]; [`Error::Invalid`] for a version that it never had, or too long a time.
    pub async fn make_preview(&self, id: Id, version: Option<i64>, hours: Option<i64>) -> Result<Committed<Made>> {
        let (clock, now) = (&self.inner.clock, self.inner.clock.now());
        let hours = hours.unwrap_or(HOURS);
        if !(1..=MOST_HOURS).contains(&hours) {
            return Err(
                Problem::new("expiresInHours", Case::OutOfRange { value: hours, min: 1, max: MOST_HOURS }).into()
            );
        }
        let txn = self.transaction().await?;
        let (entry, subject) = self.find(&txn, id, None).await?;
        self.permit(Act::Preview, subject, &self.inner.reference())?;
        let mut asked = revision::Entity::find().filter(revision::Column::EntrySeq.eq(entry.seq));
        asked = match version {
            Some(version) => asked.filter(revision::Column::Version.eq(version)),
            // the newest that stands or waits; what was turned down is not what comes next
            None => asked.filter(revision::Column::State.is_in(["ACCEPTED", PROPOSED])),
        };
        let unknown = || Problem::new("version", Case::UnknownVersion(version.unwrap_or(entry.version)));
        let held = asked.order_by_desc(revision::Column::Version).one(&txn).await?.ok_or_else(unknown)?;
        let token = format!("{PREFIX}{}", hexadecimal(&clock.secret()));
        let (preview, expires_at) = (clock.new_id(), now.plus_milliseconds(hours * 3_600_000));
        let row = row::ActiveModel {
            hash: Set(hash(&token)),
            id: Set(preview),
            entry_seq: Set(entry.seq),
            version: Set(held.version),
            created_by_seq: Set(self.viewer.grant().map(|it| it.account_seq)),
            created_at: Set(now),
            expires_at: Set(expires_at),
            revoked_at: Set(None),
        };
        row::Entity::insert(row).exec_without_returning(&txn).await?;
        let detail = Some(format!("version {}", held.version));
        journal::note(&txn, clock, &self.viewer, "previewCreate", (entry.kind.word(), id), detail).await?;
        let (kind, slug) = (entry.kind, entry.slug);
        let listed = Preview { id: preview, version: held.version, created_at: now, expires_at };
        txn.commit(Made { listed, token, entry: id, kind, slug }).await
    }

    /// Ends a preview: it is good for nothing from the next request on. Again changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`], for one that the viewer could not have made as well.
    pub async fn revoke_preview(&self, id: Id) -> Result<Committed<Preview>> {
        let txn = self.transaction().await?;
        let held = row::Entity::find().filter(row::Column::Id.eq(id)).one(&txn).await?.ok_or(Error::NotFound)?;
        let (entry, subject) = self.find_by_seq(&txn, held.entry_seq).await?;
        self.permit(Act::Preview, subject, &self.inner.reference()).map_err(Error::hidden)?;
        let preview = Preview::of(&held);
        if held.revoked_at.is_none() {
            let mut held = held.into_active_model();
            held.revoked_at = Set(Some(self.inner.clock.now()));
            held.update(&txn).await?;
            let object = (entry.kind.word(), entry.id);
            journal::note(&txn, &self.inner.clock, &self.viewer, "previewRevoke", object, None).await?;
        }
        txn.commit(preview).await
    }
}

impl Store {
    /// The visitor who shows a preview token; none when it is not good. Asked anew for each request.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn previewed(&self, token: &str) -> Result<Option<Viewer>> {
        if !token.starts_with(PREFIX) || token.len() > 100 || !token.is_ascii() {
            return Ok(None);
        }
        let (db, now) = (&self.inner.look_up, self.inner.clock.now());
        let asked = async {
            let lasting = row::Entity::find_by_id(hash(token))
                .filter(row::Column::RevokedAt.is_null())
                .filter(row::Column::ExpiresAt.gt(now));
            let Some(held) = lasting.one(db).await? else { return Ok(None) };
            // a preview is good for no more than who made it is
            if let Some(maker) = held.created_by_seq
                && !self.may_preview(maker, held.entry_seq).await?
            {
                return Ok(None);
            }
            Ok(Some(Viewer::preview(held.entry_seq, held.version)))
        };
        self.inner.read.while_up(asked).await
    }

    /// Whether an account may still show an entry to somebody.
    async fn may_preview(&self, maker: i64, entry: i64) -> Result<bool> {
        let maker = account::Entity::find_by_id(maker).one(&self.inner.look_up).await?;
        let Some(maker) = maker.filter(|it| it.status == Status::Active) else { return Ok(false) };
        let claimed = Claimed { role: maker.role, scopes: &Scope::of_role(maker.role), territories: None };
        let by = Credential { name: "preview".to_owned(), session: None, until: None, origins: None };
        let good = self.inner.grant(&maker, &claimed, by).await?;
        let viewer = Viewer::account(good.grant);
        match latest::by_seq(&self.inner.look_up, (&viewer, self.inner.clock.now()), entry).await {
            Ok((_, subject)) => Ok(policy::permit_on(&viewer, Act::Preview, subject, &self.inner.reference()).is_ok()),
            Err(Error::NotFound) => Ok(false),
            Err(cause) => Err(cause),
        }
    }
}
