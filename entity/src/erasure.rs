//! What people may ask of what is held about them (Regulation (EU) 2016/679): all of it (articles 15 and 20), and its erasure
//! (article 17). And content that must go for legal reasons, of which only a tombstone stays.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use serde_json::{Value, json};

use crate::account::{Role, Status, mandate, refresh, row as account, token};
use crate::code::{self, Purpose};
use crate::content::Draft;
use crate::entry::{Status as State, row};
use crate::error::{Error, Problem, ProblemCode, Result};
use crate::history::{audit, change, external, notes, revision, slugs};
use crate::id::Id;
use crate::identity;
use crate::journal::{self, Action};
use crate::member::{self, Status as Standing, territories};
use crate::membership;
use crate::parts::credit;
use crate::policy::{self, Act};
use crate::preview;
use crate::session::end_all;
use crate::slug::Slug;
use crate::text;
use crate::writer::Writer;
use crate::{outbox, store};

/// The most rows of one kind that are given out.
const MOST: u64 = 10_000;
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

impl Writer {
    /// All that is held about somebody, as one JSON object: the viewer themselves, or whom an administrator names. Hashes
    /// and what others wrote about them apart.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`].
    pub async fn export_person(&self, who: Id) -> Result<Value> {
        let reference = self.inner.reference();
        let txn = store::begin(&self.inner.write).await?;
        let held = self.holder_by_id(&txn, who, Act::Private).await?;
        let of_account = |it: i64| reference.territories.by_seq(it).map(|it| it.reference.to_string());
        let mandates = mandate::Entity::find().filter(mandate::Column::AccountSeq.eq(held.seq)).all(&txn).await?;
        let sessions = refresh::Entity::find().filter(refresh::Column::AccountSeq.eq(held.seq)).limit(MOST);
        let tokens = token::Entity::find().filter(token::Column::AccountSeq.eq(held.seq)).limit(MOST);
        let acts = audit::Entity::find()
            .filter(audit::Column::Actor.eq(format!("account:{}", held.id)))
            .order_by_asc(audit::Column::Seq)
            .limit(MOST);
        let member_seq = held.member_seq.unwrap_or_default();
        let member = member::row::Entity::find_by_id(member_seq).one(&txn).await?;
        let organisations = membership::row::Entity::find().filter(membership::row::Column::MemberSeq.eq(member_seq));
        let credits = credit::Entity::find().select_only().column(credit::Column::EntrySeq);
        let credits = credits.filter(credit::Column::MemberSeq.eq(member_seq)).into_query();
        let credited = row::Entity::find().filter(row::Column::Seq.in_subquery(credits)).limit(MOST).all(&txn).await?;
        let made = row::Entity::find().filter(row::Column::CreatedBySeq.eq(member_seq)).limit(MOST).all(&txn).await?;
        let versions: Vec<(Id, i64, crate::clock::Instant)> = revision::Entity::find()
            .select_only()
            .column(revision::Column::Id)
            .column(revision::Column::Version)
            .column(revision::Column::CreatedAt)
            .filter(revision::Column::AuthorSeq.eq(member_seq))
            .limit(MOST)
            .into_tuple()
            .all(&txn)
            .await?;
        let wrote = notes::Entity::find().filter(notes::Column::AuthorSeq.eq(member_seq)).limit(MOST);
        let entry =
            |it: &row::Model| json!({ "id": it.id, "kind": it.kind.word(), "slug": it.slug, "title": it.title });
        let identities = identity::Entity::find().filter(identity::Column::AccountSeq.eq(held.seq)).limit(MOST);
        let all = json!({
            "account": {
                "id": held.id, "email": held.email, "emailVerifiedAt": held.email_verified_at, "name": held.name,
                "role": held.role, "language": held.language, "createdAt": held.created_at, "lastSignedInAt": held.seen_at,
                "hasPassword": held.password_hash.is_some(),
            },
            "mandates": mandates.iter().map(|it| json!({ "territory": it.territory_seq.and_then(of_account), "grantedAt": it.granted_at, "until": it.until })).collect::<Vec<_>>(),
            "sessions": sessions.all(&txn).await?.iter().map(|it| json!({ "id": it.family, "issuedAt": it.issued_at, "expiresAt": it.expires_at, "endedAt": it.ended_at })).collect::<Vec<_>>(),
            "identities": identities.all(&txn).await?.iter().map(|it| json!({ "issuer": it.issuer, "subject": it.subject, "createdAt": it.created_at })).collect::<Vec<_>>(),
            "tokens": tokens.all(&txn).await?.iter().map(|it| json!({ "id": it.id, "name": it.name, "createdAt": it.created_at, "expiresAt": it.expires_at, "revokedAt": it.revoked_at, "usedAt": it.used_at })).collect::<Vec<_>>(),
            "member": member.map(|it| json!({ "id": it.id, "slug": it.slug, "name": it.name, "bio": it.bio, "website": it.website, "createdAt": it.created_at, "updatedAt": it.updated_at })),
            "memberships": organisations.all(&txn).await?.iter().map(|it| json!({ "organisation": reference.members.by_seq(it.organisation_seq).map(|it| it.name.clone()), "title": it.title, "since": it.since, "until": it.until, "mayWrite": it.may_write })).collect::<Vec<_>>(),
            "credited": credited.iter().map(entry).collect::<Vec<_>>(),
            "created": made.iter().map(entry).collect::<Vec<_>>(),
            "versions": versions.iter().map(|(id, version, at)| json!({ "id": id, "version": version, "at": at })).collect::<Vec<_>>(),
            "notes": wrote.all(&txn).await?.iter().map(|it| json!({ "at": it.created_at, "note": it.note })).collect::<Vec<_>>(),
            "acts": acts.all(&txn).await?.iter().map(|it| json!({ "at": it.at, "action": it.action, "object": it.object_id, "credential": it.credential })).collect::<Vec<_>>(),
        });
        journal::note(&txn, &self.inner.clock, &self.viewer, "memberExport", ("account", held.id), None).await?;
        txn.commit().await?;
        Ok(all)
    }

    /// Erases what is held about somebody: address, password, sessions, tokens, mandates, what their profile says of them.
    /// Their name stays in the credits, or goes.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`]; [`Error::Invalid`] for the last administrator.
    pub async fn erase_person(&self, who: Id, credits: Credits) -> Result<()> {
        let (clock, now) = (&self.inner.clock, self.inner.clock.now());
        let txn = store::begin_turn(&self.inner.write).await?;
        let held = self.holder_by_id(&txn, who, Act::Private).await?;
        crate::people::another_admin(&txn, &held).await?;
        let (seq, id, member_seq, email) = (held.seq, held.id, held.member_seq, held.email.clone());
        end_all(&txn, seq, now).await?;
        let all =
            [Purpose::VerifyEmail, Purpose::ResetPassword, Purpose::ChangeEmail, Purpose::Invitation, Purpose::SignIn];
        code::end(&txn, seq, &all, now).await?;
        code::row::Entity::delete_many().filter(code::row::Column::AccountSeq.eq(seq)).exec(&txn).await?;
        refresh::Entity::delete_many().filter(refresh::Column::AccountSeq.eq(seq)).exec(&txn).await?;
        token::Entity::delete_many().filter(token::Column::AccountSeq.eq(seq)).exec(&txn).await?;
        identity::Entity::delete_many().filter(identity::Column::AccountSeq.eq(seq)).exec(&txn).await?;
        mandate::Entity::delete_many().filter(mandate::Column::AccountSeq.eq(seq)).exec(&txn).await?;
        preview::row::Entity::delete_many().filter(preview::row::Column::CreatedBySeq.eq(seq)).exec(&txn).await?;
        if let Some(email) = email {
            let mails = outbox::row::Entity::delete_many().filter(outbox::row::Column::Recipient.eq(email));
            mails.exec(&txn).await?;
        }
        let mut held = account::Entity::find_by_id(seq).one(&txn).await?.ok_or(Error::NotFound)?.into_active_model();
        held.status = Set(Status::Erased);
        held.role = Set(Role::Contributor);
        held.email = Set(None);
        held.email_verified_at = Set(None);
        held.password_hash = Set(None);
        held.name = Set(None);
        held.member_seq = Set(None);
        held.seen_at = Set(None);
        held.update(&txn).await?;
        if let Some(member_seq) = member_seq {
            self.erase_profile(&txn, member_seq, credits).await?;
        }
        journal::note(&txn, clock, &self.viewer, "memberErase", ("account", id), None).await?;
        store::touch_reference(&txn).await?;
        self.inner.commit_rights(txn).await?;
        self.inner.refresh().await
    }

    async fn erase_profile(&self, db: &impl ConnectionTrait, seq: i64, credits: Credits) -> Result<()> {
        let (clock, now) = (&self.inner.clock, self.inner.clock.now());
        let Some(held) = member::row::Entity::find_by_id(seq).one(db).await? else { return Ok(()) };
        let (id, version) = (held.id, held.version + 1);
        let either = sea_orm::Condition::any()
            .add(membership::row::Column::MemberSeq.eq(seq))
            .add(membership::row::Column::OrganisationSeq.eq(seq));
        membership::row::Entity::delete_many().filter(either).exec(db).await?;
        territories::Entity::delete_many().filter(territories::Column::MemberSeq.eq(seq)).exec(db).await?;
        external::Entity::delete_many().filter(external::Column::ObjectId.eq(id)).exec(db).await?;
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
        held.update(db).await?;
        journal::log(db, "member", id, Action::Remove, clock.now()).await
    }

    /// Takes an entry out of everything but the knowledge that it was: its text, its versions, notes, previews and former
    /// addresses go; a withdrawn tombstone stays.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`].
    pub async fn purge(&self, id: Id, reason: &str) -> Result<()> {
        policy::permit(&self.viewer, Act::Purge).map_err(Error::Denied)?;
        if reason.trim().is_empty() || reason.chars().count() > 500 || reason.contains(char::is_control) {
            let message = "has 1 to 500 characters, on one line";
            return Err(Problem::new(ProblemCode::Required, "reason", message).into());
        }
        let reference = self.inner.reference();
        let txn = self.turn().await?;
        let (entry, _) = self.find(&txn, id, None).await?;
        let mut fields = crate::edit::snapshot(&txn, &entry).await?;
        // an event goes on having had its hours: they say nothing
        fields.retain(|name, _| ["language", "timings", "timeZone"].contains(&name.as_str()));
        fields.insert("title".to_owned(), json!("—"));
        let mut draft = Draft::read(entry.kind, &fields).map_err(Error::Invalid)?;
        draft.state.status = Some(State::Withdrawn);
        draft.state.slug = Some(Slug::from_title(&format!("purged {id}")));
        let saved = self.desk(&txn, &reference).update(&entry, &draft).await?;
        let earlier = revision::Column::Version.lt(saved.version);
        let of_entry = revision::Column::EntrySeq.eq(entry.seq);
        revision::Entity::delete_many().filter(of_entry).filter(earlier).exec(&txn).await?;
        notes::Entity::delete_many().filter(notes::Column::EntrySeq.eq(entry.seq)).exec(&txn).await?;
        preview::row::Entity::delete_many().filter(preview::row::Column::EntrySeq.eq(entry.seq)).exec(&txn).await?;
        slugs::Entity::delete_many().filter(slugs::Column::ObjectId.eq(id)).exec(&txn).await?;
        external::Entity::update_many()
            .col_expr(external::Column::Imported, Expr::value("{}"))
            .filter(external::Column::ObjectId.eq(id))
            .exec(&txn)
            .await?;
        let told = change::Column::Action.eq("UPSERT");
        change::Entity::delete_many().filter(change::Column::Id.eq(id)).filter(told).exec(&txn).await?;
        let object = (entry.kind.word(), id);
        journal::note(&txn, &self.inner.clock, &self.viewer, "entryPurge", object, Some(reason.to_owned())).await?;
        txn.commit().await?;
        Ok(())
    }
}
