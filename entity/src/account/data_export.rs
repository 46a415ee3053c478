//! All that is held about somebody, given out to them (Regulation (EU) 2016/679, articles 15 and 20). A test goes through the
//! columns of the database that point at an account or a member, so that none is forgotten (`tests/disclosing.rs`).

use sea_orm::{
    ActiveEnum, ColumnTrait, EntityTrait, ExprTrait, ModelTrait, QueryFilter, QuerySelect, QueryTrait, Select,
};
use serde_json::{Map, Value, json};

use crate::account::erasure::Held;
use crate::db::turn::{Committed, Turn};
use crate::error::Result;
use crate::journal;
use crate::mail::one_time_code::{self, Purpose};
use crate::mail::outbox;
use crate::member::membership;
use crate::model::account::{mandate, refresh, row as account, token};
use crate::model::entry::row;
use crate::model::entry_tables::credit;
use crate::model::external_identity::row as identity;
use crate::model::history::{external, idempotency, notes, revision, slugs};
use crate::model::media::{of_member, row as media, sender};
use crate::model::{member, preview};
use crate::query::audit::{self, Record};
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::viewer::allowance;
use crate::writer::Writer;

/// The most rows of one kind that are given out.
const MOST: u64 = 10_000;

impl Writer {
    /// All that is held about somebody, as one JSON object: the viewer themselves, or whom an administrator names, by their
    /// account or their member. Hashes apart, and what others wrote about them.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::error::Error::NotFound), [`Error::Denied`](crate::error::Error::Denied).
    pub async fn export_person(&self, who: Id) -> Result<Committed<Value>> {
        let txn = self.transaction().await?;
        let held = self.private(&txn, who).await?;
        let mut all = Map::new();
        if let Some(account) = &held.account {
            self.of_account(&txn, account, &mut all).await?;
        }
        if let Some(member) = held.member {
            self.of_member(&txn, member, &mut all).await?;
        }
        self.of_imports(&txn, &held, &mut all).await?;
        self.of_log(&txn, &held, &mut all).await?;
        journal::note(&txn, &self.inner.clock, &self.viewer, "memberExport", held.object(), None).await?;
        txn.commit(Value::Object(all)).await
    }

    async fn of_account(&self, db: &Turn, held: &account::Model, all: &mut Map<String, Value>) -> Result<()> {
        let account = json!({
            "id": held.id, "email": held.email, "emailVerifiedAt": held.email_verified_at, "name": held.name,
            "role": held.role, "language": held.language, "createdAt": held.created_at, "lastSignedInAt": held.seen_at,
            "hasPassword": held.password_hash.is_some(),
        });
        all.insert("account".to_owned(), account);
        let reference = self.inner.reference();
        let place = |it: i64| reference.territories.by_seq(it).map(|it| it.reference.to_string());
        let seq = held.seq;
        let mandates = mandate::Entity::find().filter(mandate::Column::AccountSeq.eq(seq));
        let mandate = |it: mandate::Model| {
            let territory = it.territory_seq.map_or_else(|| Some("*".to_owned()), place);
            json!({ "territory": territory, "grantedAt": it.granted_at, "expiresAt": it.until })
        };
        list(db, all, "mandates", mandates, mandate).await?;
        let sessions = refresh::Entity::find().filter(refresh::Column::AccountSeq.eq(seq));
        let session = |it: refresh::Model| json!({ "id": it.family, "issuedAt": it.issued_at, "expiresAt": it.expires_at, "endedAt": it.ended_at, "client": it.client });
        list(db, all, "sessions", sessions, session).await?;
        let identities = identity::Entity::find().filter(identity::Column::AccountSeq.eq(seq));
        let identity =
            |it: identity::Model| json!({ "issuer": it.issuer, "subject": it.subject, "createdAt": it.created_at });
        list(db, all, "identities", identities, identity).await?;
        let tokens = token::Entity::find().filter(token::Column::AccountSeq.eq(seq));
        let token = |it: token::Model| {
            json!({ "id": it.id, "name": it.name, "createdAt": it.created_at, "expiresAt": it.expires_at,
                "revokedAt": it.revoked_at, "lastUsedAt": it.used_at })
        };
        list(db, all, "tokens", tokens, token).await?;
        let previews = preview::row::Entity::find().filter(preview::row::Column::CreatedBySeq.eq(seq));
        let preview = |it: preview::row::Model| {
            json!({ "id": it.id, "version": it.version, "createdAt": it.created_at, "expiresAt": it.expires_at,
                "revokedAt": it.revoked_at })
        };
        list(db, all, "previews", previews, preview).await?;
        let codes = one_time_code::row::Entity::find().filter(one_time_code::row::Column::AccountSeq.eq(seq));
        let code = |it: one_time_code::row::Model| {
            // the new address is theirs; everything else that a code brings with it is a secret, or stands in the account
            let email = it.payload.filter(|_| it.purpose == Purpose::ChangeEmail);
            json!({ "purpose": it.purpose.to_value(), "email": email, "createdAt": it.created_at,
                "expiresAt": it.expires_at, "usedAt": it.used_at })
        };
        list(db, all, "codes", codes, code).await?;
        let given = mandate::Entity::find().filter(mandate::Column::GrantedBySeq.eq(seq));
        let gift = |it: mandate::Model| {
            let territory = it.territory_seq.map_or_else(|| Some("*".to_owned()), place);
            json!({ "id": it.id, "territory": territory, "grantedAt": it.granted_at, "expiresAt": it.until })
        };
        list(db, all, "mandatesGranted", given, gift).await?;
        let writers = membership::row::Entity::find().filter(membership::row::Column::GrantedBySeq.eq(seq));
        let writer = |it: membership::row::Model| {
            let organisation = reference.members.by_seq(it.organisation_seq).map(|it| it.name.clone());
            json!({ "id": it.id, "organisation": organisation, "mayWrite": it.may_write })
        };
        list(db, all, "writersGranted", writers, writer).await?;
        let keys = idempotency::Entity::find().filter(idempotency::Column::Owner.eq(format!("account:{}", held.id)));
        let key = |it: idempotency::Model| json!({ "key": it.key, "operation": it.operation, "object": it.object_id, "createdAt": it.created_at });
        list(db, all, "idempotencyKeys", keys, key).await?;
        all.insert("usage".to_owned(), json!(allowance::used(db, seq).await?));
        if let Some(email) = &held.email {
            let mails = outbox::row::Entity::find().filter(outbox::row::Column::Recipient.eq(email));
            let mail =
                |it: outbox::row::Model| json!({ "occasion": it.template.to_value(), "createdAt": it.created_at });
            list(db, all, "mailsToLeave", mails, mail).await?;
        }
        Ok(())
    }

    async fn of_member(&self, db: &Turn, seq: i64, all: &mut Map<String, Value>) -> Result<()> {
        let reference = self.inner.reference();
        let held = member::row::Entity::find_by_id(seq).one(db).await?;
        let places = reference.members.by_seq(seq).map(|it| it.territories.clone()).unwrap_or_default();
        let places: Vec<String> = places.iter().map(|it| it.reference.to_string()).collect();
        let member = held.map(|it| {
            json!({ "id": it.id, "slug": it.slug, "kind": it.kind, "status": it.status, "name": it.name,
                "bio": it.bio, "website": it.website, "territories": places, "createdAt": it.created_at,
                "updatedAt": it.updated_at })
        });
        all.insert("member".to_owned(), member.unwrap_or_default());
        let organisations = membership::row::Entity::find().filter(membership::row::Column::MemberSeq.eq(seq));
        let membership = |it: membership::row::Model| {
            let organisation = reference.members.by_seq(it.organisation_seq).map(|it| it.name.clone());
            json!({ "organisation": organisation, "function": it.title, "startsOn": it.since, "endsOn": it.until,
                "mayWrite": it.may_write })
        };
        list(db, all, "memberships", organisations, membership).await?;
        let entry = |it: row::Model| json!({ "id": it.id, "kind": it.kind.word(), "slug": it.slug, "title": it.title, "status": it.status });
        let credits = credit::Entity::find().select_only().column(credit::Column::EntrySeq);
        let credits = credits.filter(credit::Column::MemberSeq.eq(seq)).into_query();
        list(db, all, "credited", row::Entity::find().filter(row::Column::Seq.in_subquery(credits)), entry).await?;
        list(db, all, "created", row::Entity::find().filter(row::Column::CreatedBySeq.eq(seq)), entry).await?;
        let sent = sender::Entity::find().select_only().column(sender::Column::MediaSeq);
        let sent = sent.filter(sender::Column::MemberSeq.eq(seq)).into_query();
        let shown = of_member::Entity::find().select_only().column(of_member::Column::MediaSeq);
        let shown = shown.filter(of_member::Column::MemberSeq.eq(seq)).into_query();
        let file = |it: media::Model| {
            json!({ "id": it.id, "checksum": it.checksum, "type": it.media_type, "name": it.name, "alt": it.alt,
                "caption": it.caption, "createdAt": it.created_at })
        };
        let of = |which| media::Entity::find().filter(which);
        list(db, all, "filesSent", of(media::Column::Seq.in_subquery(sent)), file).await?;
        list(db, all, "filesCredited", of(media::Column::CreditMemberSeq.eq(seq)), file).await?;
        list(db, all, "pictures", of(media::Column::Seq.in_subquery(shown)), file).await?;
        // what they wrote stands in the entries: its versions are named
        let versions: Vec<(Id, i64, Instant)> = revision::Entity::find()
            .select_only()
            .column(revision::Column::Id)
            .column(revision::Column::Version)
            .column(revision::Column::CreatedAt)
            .filter(revision::Column::AuthorSeq.eq(seq).or(revision::Column::ProposedBySeq.eq(seq)))
            .limit(MOST)
            .into_tuple()
            .all(db)
            .await?;
        let version = |(id, version, at): (Id, i64, Instant)| json!({ "id": id, "version": version, "at": at });
        all.insert("versions".to_owned(), versions.into_iter().map(version).collect());
        let wrote = notes::Entity::find().filter(notes::Column::AuthorSeq.eq(seq));
        list(db, all, "notes", wrote, |it: notes::Model| json!({ "at": it.created_at, "note": it.note })).await
    }

    /// What imports said of them last, and under which names they could be found.
    async fn of_imports(&self, db: &Turn, held: &Held, all: &mut Map<String, Value>) -> Result<()> {
        let imported = external::Entity::find().filter(external::Column::ObjectId.is_in(held.ids()));
        let row = |it: external::Model| {
            let said: Value = serde_json::from_str(&it.imported).unwrap_or_default();
            json!({ "origin": it.origin, "key": it.key, "said": said })
        };
        list(db, all, "imported", imported, row).await?;
        let former = slugs::Entity::find().filter(slugs::Column::ObjectId.is_in(held.ids()));
        list(db, all, "formerSlugs", former, |it: slugs::Model| json!({ "slug": it.slug, "until": it.until })).await
    }

    /// What they did, and what was done with their account and their profile.
    async fn of_log(&self, db: &Turn, held: &Held, all: &mut Map<String, Value>) -> Result<()> {
        if let Some(account) = &held.account {
            let acts = audit::acts_of(db, account.id, MOST).await?.into_iter();
            let act = |it: Record| json!({ "at": it.at, "action": it.action, "object": it.object, "credential": it.credential });
            all.insert("acts".to_owned(), acts.map(act).collect());
        }
        let done_to_them = audit::done_to(db, held.ids(), MOST).await?.into_iter();
        let done = |it: Record| json!({ "at": it.at, "action": it.action, "detail": it.detail });
        all.insert("doneToThem".to_owned(), done_to_them.map(done).collect());
        Ok(())
    }
}

/// Rows of one kind, each as it is given out.
async fn list<E>(
    db: &Turn,
    all: &mut Map<String, Value>,
    name: &str,
    asked: Select<E>,
    shown: impl Fn(E::Model) -> Value,
) -> Result<()>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    let rows = asked.limit(MOST).all(db).await?;
    all.insert(name.to_owned(), rows.into_iter().map(shown).collect());
    Ok(())
}
