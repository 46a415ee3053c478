//! Erasure: deletes what is held about a person at their request (Regulation (EU) 2016/679, article 17), and purges
//! content for legal reasons, of which a tombstone stays. No import brings either back.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use crate::account::session::end_all;
use crate::act::Act;
use crate::db::counter;
use crate::db::turn::Committed;
use crate::entry::draft::Draft;
use crate::entry::saver::Accepted;
use crate::entry::{gone, revisions, searched, vocabulary};
use crate::error::{Error, Found, Result};
use crate::journal::{self, Action, Shown};
use crate::mail::{one_time_code, outbox};
use crate::media::references;
use crate::member::membership;
use crate::model::account::{Status, mandate, refresh, row as account, token};
use crate::model::entry::row;
use crate::model::external_identity::row as identity;
use crate::model::history::{change, external, notes, revision, slugs};
use crate::model::mandate::{Gave, Gifts};
use crate::model::media::{of_member, of_version, sender};
use crate::model::member::{self, Status as Standing, territories};
use crate::model::preview;
use crate::value::id::Id;
use crate::value::limit::unfit_word;
use crate::value::problem::Problem;
use crate::value::role::Role;
use crate::value::slug::Slug;
use crate::value::status::Status as State;
use crate::value::text;
use crate::viewer::{Reach, allowance};
use crate::writer::Writer;
use crate::{attempt, policy, search};

/// What stands in place of a name.
const NOBODY: &str = "Anonyme";

/// What becomes of the name in the credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credits {
    /// It stays: whoever wrote something is named.
    Keep,
    /// It goes, everywhere.
    Anonymise,
}

/// An account of which no data are held any more.
#[derive(Debug, Clone)]
pub struct Erased {
    /// The account; none of a member who had none.
    pub account: Option<Id>,
    /// What it gave to others and that is still held; none where there was no account.
    pub gifts: Option<Gifts>,
}

/// Somebody of whom something is held: their account, their member by row number, or both.
pub(crate) struct Held {
    pub(crate) account: Option<account::Model>,
    pub(crate) member: Option<i64>,
    named: Option<Id>,
}

impl Held {
    /// What the audit names: the account, and the member.
    fn objects(&self) -> impl Iterator<Item = (&'static str, Id)> {
        let account = self.account.as_ref().map(|it| ("account", it.id));
        account.into_iter().chain(self.named.map(|it| ("member", it)))
    }

    /// The account, or the member, where there is no account.
    pub(crate) fn object(&self) -> (&'static str, Id) {
        self.objects().next().expect("somebody has an account or is a member")
    }

    /// The ids of both.
    pub(crate) fn ids(&self) -> Vec<Id> {
        self.objects().map(|(_, id)| id).collect()
    }
}

/// Forgets what an import said of something; its key goes on standing for it.
async fn forget_import(db: &impl ConnectionTrait, id: Id) -> Result<()> {
    external::Entity::update_many()
        .col_expr(external::Column::Imported, Expr::value("{}"))
        .filter(external::Column::ObjectId.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

impl Writer {
    /// Whose private data the viewer may see and erase: by an account, or by a member, who may have none.
    pub(crate) async fn private(&self, db: &impl ConnectionTrait, who: Id) -> Result<Held> {
        let reference = self.inner.reference();
        let member = reference.members.by_id(who).cloned();
        match self.holder_by_id(db, who, Act::Private).await {
            Ok(account) => {
                let member = account.member_seq;
                let named = member.and_then(|it| reference.members.by_seq(it)).map(|it| it.id);
                Ok(Held { account: Some(account), member, named })
            }
            // somebody whom an import brought: an administrator speaks for them
            Err(Error::NotFound) => {
                let member = member.ok_or(Error::NotFound)?;
                Ok(Held { account: None, member: Some(member.seq), named: Some(member.id) })
            }
            Err(other) => Err(other),
        }
    }

    /// Erases what is held about somebody: address, password, sessions, tokens, mandates, what their profile says of them.
    /// Their name stays in the credits, or goes. An import does not bring back what is gone. What their account gave to others
    /// stays or goes as `gave` says.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`]; [`Error::Invalid`] for the last administrator.
    pub async fn erase_person(&self, who: Id, credits: Credits, gave: Gave) -> Result<Committed<Erased>> {
        let clock = &self.inner.clock;
        let txn = self.turn().await?;
        let held = self.private(&txn, who).await?;
        for object in held.objects() {
            gone::remember(&txn, object, clock.now()).await?;
            journal::note(&txn, clock, &self.viewer, "memberErase", object, None).await?;
        }
        if let Some(account) = &held.account {
            self.erase_account(&txn, account.clone()).await?;
            if gave == Gave::Goes {
                let giver = account::Model { status: Status::Erased, ..account.clone() };
                self.take_gifts(&txn, &giver, Reach::Inside(Vec::new())).await?;
            }
        }
        if let Some(member_seq) = held.member {
            self.erase_profile(&txn, member_seq, credits).await?;
        }
        let gifts = match &held.account {
            Some(account) => Some(self.gifts_of(&txn, account.seq).await?),
            None => None,
        };
        counter::touch_reference(&txn).await?;
        let done = self.inner.commit_rights(txn, Erased { account: held.account.map(|it| it.id), gifts }).await?;
        self.inner.write_through().await;
        self.inner.catch_up().await;
        Ok(done)
    }

    async fn erase_account(&self, db: &impl ConnectionTrait, held: account::Model) -> Result<()> {
        crate::account::last_admin::another(db, &held, "account").await?;
        let (seq, email) = (held.seq, held.email.clone());
        end_all(db, seq, self.inner.clock.now()).await?;
        one_time_code::row::Entity::delete_many()
            .filter(one_time_code::row::Column::AccountSeq.eq(seq))
            .exec(db)
            .await?;
        refresh::Entity::delete_many().filter(refresh::Column::AccountSeq.eq(seq)).exec(db).await?;
        token::Entity::delete_many().filter(token::Column::AccountSeq.eq(seq)).exec(db).await?;
        identity::Entity::delete_many().filter(identity::Column::AccountSeq.eq(seq)).exec(db).await?;
        mandate::Entity::delete_many().filter(mandate::Column::AccountSeq.eq(seq)).exec(db).await?;
        allowance::forget_account(db, seq).await?;
        preview::row::Entity::delete_many().filter(preview::row::Column::CreatedBySeq.eq(seq)).exec(db).await?;
        if let Some(email) = email {
            attempt::forgive(db, &email).await?;
            outbox::row::Entity::delete_many().filter(outbox::row::Column::Recipient.eq(email)).exec(db).await?;
        }
        let held = account::Entity::find_by_id(seq).one(db).await?.ok_or(Error::NotFound)?;
        let mut held = held.into_active_model();
        held.status = Set(Status::Erased);
        held.role = Set(Role::Contributor);
        held.email = Set(None);
        held.email_verified_at = Set(None);
        held.password_hash = Set(None);
        held.name = Set(None);
        held.member_seq = Set(None);
        held.seen_at = Set(None);
        held.suspended_by_role = Set(None);
        held.invited_at = Set(None);
        held.update(db).await?;
        Ok(())
    }

    async fn erase_profile(&self, db: &impl ConnectionTrait, seq: i64, credits: Credits) -> Result<()> {
        let (clock, now) = (&self.inner.clock, self.inner.clock.now());
        let Some(held) = member::row::Entity::find_by_id(seq).one(db).await? else { return Ok(()) };
        let (id, version, before) = (held.id, held.version + 1, held.clone());
        let either = sea_orm::Condition::any()
            .add(membership::row::Column::MemberSeq.eq(seq))
            .add(membership::row::Column::OrganisationSeq.eq(seq));
        membership::row::Entity::delete_many().filter(either).exec(db).await?;
        territories::Entity::delete_many().filter(territories::Column::MemberSeq.eq(seq)).exec(db).await?;
        self.erase_files(db, seq).await?;
        forget_import(db, id).await?;
        slugs::Entity::delete_many().filter(slugs::Column::ObjectId.eq(id)).exec(db).await?;
        let mut held = held.into_active_model();
        if credits == Credits::Anonymise {
            held.name = Set(NOBODY.to_owned());
            held.name_sort = Set(text::sort_key(NOBODY));
        }
        held.slug = Set(Slug::from_title(&format!("{NOBODY} {id}")));
        held.status = Set(Standing::Hidden);
        held.bio = Set(None);
        held.website = Set(None);
        held.version = Set(version);
        held.updated_at = Set(now);
        search::members::put(db, &held.update(db).await?).await?;
        vocabulary::forget(db, &search::members::document(&before), &self.inner.reference(), now).await?;
        journal::forget_future(db, id, now).await?;
        journal::log(db, "member", id, Action::Remove, clock.now()).await?;
        journal::touch(db, Shown::Member(seq), clock.now()).await
    }

    /// Takes the picture off a profile, and does away with what the member sent and nothing shows.
    async fn erase_files(&self, db: &impl ConnectionTrait, seq: i64) -> Result<()> {
        let now = self.inner.clock.now();
        let shown = of_member::Entity::find().filter(of_member::Column::MemberSeq.eq(seq)).all(db).await?;
        let sent = sender::Entity::find().filter(sender::Column::MemberSeq.eq(seq)).all(db).await?;
        of_member::Entity::delete_many().filter(of_member::Column::MemberSeq.eq(seq)).exec(db).await?;
        sender::Entity::delete_many().filter(sender::Column::MemberSeq.eq(seq)).exec(db).await?;
        let theirs: BTreeSet<i64> =
            shown.iter().map(|it| it.media_seq).chain(sent.iter().map(|it| it.media_seq)).collect();
        let unused = references::unused(db, &theirs.into_iter().collect::<Vec<_>>(), now).await?;
        let others = sender::Entity::find().filter(sender::Column::MediaSeq.is_in(unused.iter().map(|it| it.seq)));
        let others: BTreeSet<i64> = others.all(db).await?.into_iter().map(|it| it.media_seq).collect();
        let gone: Vec<_> = unused.into_iter().filter(|it| !others.contains(&it.seq)).collect();
        references::remove(db, &gone, now).await
    }

    /// Takes an entry out of everything but the knowledge that it was: its text, its versions, notes, previews and former
    /// addresses go; a withdrawn tombstone stays.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`].
    pub async fn purge(&self, id: Id, reason: &str) -> Result<Committed<()>> {
        policy::permit(&self.viewer, Act::Purge).map_err(Error::Denied)?;
        if let Some(case) = unfit_word(reason, 500) {
            return Err(Problem::new("reason", case).into());
        }
        let reference = self.inner.reference();
        let txn = self.turn().await?;
        let (entry, _) = self.find(&txn, id, None).await?;
        let shown = references::of_versions(&txn, entry.seq).await?;
        let mut fields = revisions::snapshot(&txn, &entry).await?;
        let before = revisions::read(entry.kind, &fields, &mut Found::default());
        // an event goes on having had its hours: they say nothing
        fields.retain(|name, _| ["language", "timings", "timeZone"].contains(&name.as_str()));
        fields.insert("title".to_owned(), json!("—"));
        let mut draft = Draft::read(entry.kind, &fields).map_err(Error::Invalid)?;
        draft.state.status = Some(State::Withdrawn);
        draft.state.slug = Some(Slug::from_title(&format!("purged {id}")));
        let saved = self.desk(&txn, &reference).update(&entry, &Accepted::tombstone(&draft)).await?;
        let erased = searched::document(&before, entry.language.as_str(), searched::marks(&before, &reference));
        vocabulary::forget(&txn, &erased, &reference, self.inner.clock.now()).await?;
        // no version is left that others could be credited from
        let nothing = row::ActiveModel {
            seq: Set(saved.seq),
            public_version: Set(None),
            first_public_version: Set(None),
            ..Default::default()
        };
        nothing.update(&txn).await?;
        let earlier = revision::Column::Version.lt(saved.version);
        let of_entry = revision::Column::EntrySeq.eq(entry.seq);
        revision::Entity::delete_many().filter(of_entry).filter(earlier).exec(&txn).await?;
        notes::Entity::delete_many().filter(notes::Column::EntrySeq.eq(entry.seq)).exec(&txn).await?;
        preview::row::Entity::delete_many().filter(preview::row::Column::EntrySeq.eq(entry.seq)).exec(&txn).await?;
        of_version::Entity::delete_many().filter(of_version::Column::EntrySeq.eq(entry.seq)).exec(&txn).await?;
        // what nothing else shows goes with it
        let now = self.inner.clock.now();
        references::remove(&txn, &references::unused(&txn, &shown, now).await?, now).await?;
        slugs::Entity::delete_many().filter(slugs::Column::ObjectId.eq(id)).exec(&txn).await?;
        forget_import(&txn, id).await?;
        // mails that have not left yet name it
        let about = outbox::row::Column::Payload.contains(id.to_string());
        outbox::row::Entity::delete_many().filter(about).exec(&txn).await?;
        let told = change::Column::Action.eq("UPSERT");
        change::Entity::delete_many().filter(change::Column::Id.eq(id)).filter(told).exec(&txn).await?;
        let object = (entry.kind.word(), id);
        gone::remember(&txn, object, self.inner.clock.now()).await?;
        journal::note(&txn, &self.inner.clock, &self.viewer, "entryPurge", object, Some(reason.to_owned())).await?;
        let done = txn.commit(()).await?;
        self.inner.write_through().await;
        Ok(done)
    }
}
