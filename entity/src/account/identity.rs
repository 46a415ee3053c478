//! External identities (OpenID Connect): links a person of another issuer to an account, applies the rights that the
//! issuer claims for them, and hands the session to the front end. The configuration says which claims of an issuer are
//! trusted.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use sha2::{Digest, Sha256};

use crate::account::address::address;
use crate::account::grant::{Claimed, Credential};
use crate::account::last_admin;
use crate::account::mandate::{give, take};
use crate::account::session::Opened;
use crate::db::counter;
use crate::db::turn::{Committed, Turn};
use crate::error::Result;
use crate::journal;
use crate::mail::one_time_code::{self, Purpose};
use crate::member::profile::{self, NewProfile};
use crate::model::account::{Scope, Status, locked, row as account};
use crate::model::external_identity::row::{self, Column, Entity};
use crate::model::external_identity::{Identity, Places};
use crate::model::member::{Kind, Status as Standing};
use crate::policy::subject::reach;
use crate::store::Store;
use crate::value::problem::{Case, Problem};
use crate::value::role::Role;
use crate::value::territory::TerritoryRef;
use crate::viewer::grant_cache::{Granted, Shown};
use crate::viewer::{Reach, Viewer};
use crate::writer::Writer;

impl Store {
    /// Who shows a token that another issuer has signed; none when their account is not in use, or cannot be told from
    /// somebody else's. Whoever comes for the first time is given an account.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn identified(&self, identity: &Identity) -> Result<Option<Viewer>> {
        let read = async {
            let known = self.write(Viewer::visitor()).identify(identity).await?;
            let Some(held) = known.ok().filter(|it| it.status == Status::Active) else { return Ok(None) };
            self.good_identity(&held, identity).await.map(Some)
        };
        let shown = Shown::Foreign(Box::new(identity.clone()));
        let good = self.inner.read.while_up(self.inner.good(shown, read)).await?;
        Ok(good.map(|it| Viewer::account(it.grant)))
    }

    async fn good_identity(&self, held: &account::Model, identity: &Identity) -> Result<Granted> {
        let role = identity.role.unwrap_or(held.role);
        let scopes = identity.scopes.clone().unwrap_or_else(|| Scope::of_role(role));
        let reference = self.inner.reference();
        let known = |it: &Vec<TerritoryRef>| {
            it.iter().filter(|it| reference.territory(it).is_some()).cloned().collect::<Vec<_>>()
        };
        let named = match &identity.places {
            Some(Places::Inside(named)) if role > Role::Contributor => Some(known(named)),
            Some(_) | None => None,
        };
        let claimed = Claimed { role, scopes: &scopes, territories: named.as_deref() };
        let by = Credential { name: format!("issuer:{}", identity.by), session: None, until: None, origins: None };
        self.inner.grant(held, &claimed, by).await
    }
}

impl Writer {
    /// Lets somebody in whom another issuer knows: a code by which the front end that sent them there is given their session,
    /// within two minutes, by the client that knows what `challenge` was made of (RFC 7636, S256). None for suspended people.
    ///
    /// # Errors
    /// [`Error::Invalid`](crate::error::Error::Invalid) when their address belongs to an account that was not linked.
    pub async fn enter(&self, identity: &Identity, challenge: &str) -> Result<Committed<Option<String>>> {
        let held = self.identify(identity).await??;
        if held.status != Status::Active {
            return Ok(Committed::already(None));
        }
        let txn = self.transaction().await?;
        let payload = format!("{} {challenge}", identity.by);
        let code = one_time_code::make(&txn, &self.inner.clock, held.seq, Purpose::SignIn, Some(payload)).await?;
        txn.commit(Some(code)).await
    }

    /// Begins the session of the person who was let in; none when the code is not good, or `verifier` is not what its challenge was made
    /// of. The code is spent in either case.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn exchange(&self, shown: &str, verifier: &str) -> Result<Committed<Option<Opened>>> {
        let now = self.inner.clock.now();
        let txn = self.transaction().await?;
        let spent = match one_time_code::spend(&txn, shown, &[Purpose::SignIn], now).await {
            Ok(spent) => spent,
            Err(crate::error::Error::Invalid(_)) => return Ok(Committed::already(None)),
            Err(cause) => return Err(cause),
        };
        let held = locked(&txn, spent.account_seq).await?;
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
        let payload = spent.payload.unwrap_or_default();
        let by = payload.strip_suffix(&format!(" {challenge}"));
        let (Some(by), Some(held)) = (by, held.filter(|it| it.status == Status::Active)) else {
            return txn.commit(None).await;
        };
        let opened = self.open(&txn, &held, self.inner.clock.new_id(), None).await?;
        let mut seen = held.into_active_model();
        seen.seen_at = Set(Some(now));
        seen.update(&txn).await?;
        self.note_session(&txn, &opened, "sessionExchange", &format!("issuer:{by}")).await?;
        txn.commit(Some(opened)).await
    }

    /// The account of somebody whom another issuer knows, with the rights that it gives them; a new one for a person who is not known
    /// here. A problem when their address belongs to an account that was not linked.
    async fn identify(&self, identity: &Identity) -> Result<std::result::Result<account::Model, Problem>> {
        let asked = || {
            let of_issuer = Entity::find().filter(Column::Issuer.eq(&identity.issuer));
            of_issuer.filter(Column::Subject.eq(&identity.subject))
        };
        let db = &self.inner.look_up;
        let nothing_new = |it: &row::Model| identity.role.is_none() || it.claimed_at >= identity.claimed_at;
        if let Some(known) = asked().one(db).await?.filter(nothing_new)
            && let Some(held) = account::Entity::find_by_id(known.account_seq).one(db).await?
        {
            return Ok(Ok(held));
        }
        let txn = self.turn().await?;
        let ((held, raised), fresh) = match asked().one(&txn).await? {
            Some(known) => {
                let held = account::Entity::find_by_id(known.account_seq).one(&txn).await?;
                let held = held.ok_or(crate::error::Error::NotFound)?;
                let newer = known.claimed_at < identity.claimed_at;
                let mut known = known.into_active_model();
                if newer {
                    known.claimed_at = Set(identity.claimed_at);
                    known.update(&txn).await?;
                }
                (if newer { self.raised(&txn, held, identity).await? } else { (held, false) }, false)
            }
            None => {
                let known = match self.holder_of_address(&txn, identity).await? {
                    Ok(known) => known,
                    Err(taken) => return Ok(Err(taken)),
                };
                let held = match known {
                    Some(linked) if linked.member_seq.is_some() => linked,
                    known => self.newcomer(&txn, known, identity).await?,
                };
                self.link(&txn, &held, identity).await?;
                (self.raised(&txn, held, identity).await?, true)
            }
        };
        if fresh {
            counter::touch_reference(&txn).await?;
        }
        let held = match raised {
            true => self.inner.commit_rights(txn, held).await?,
            false => txn.commit(held).await?,
        };
        if fresh {
            self.inner.catch_up().await;
        }
        Ok(Ok(held.into_inner()))
    }

    async fn link(&self, db: &Turn, held: &account::Model, identity: &Identity) -> Result<()> {
        let row = row::ActiveModel {
            seq: NotSet,
            issuer: Set(identity.issuer.clone()),
            subject: Set(identity.subject.clone()),
            account_seq: Set(held.seq),
            claimed_at: Set(identity.claimed_at),
            created_at: Set(self.inner.clock.now()),
        };
        row::Entity::insert(row).exec_without_returning(db).await?;
        let by = (format!("account:{}", held.id), format!("issuer:{}", identity.by));
        journal::note_by(db, &self.inner.clock, by, "accountIdentify", ("account", held.id), None).await
    }

    /// The account here that has the address of somebody who is not known yet, when it is theirs.
    async fn holder_of_address(
        &self,
        db: &Turn,
        identity: &Identity,
    ) -> Result<std::result::Result<Option<account::Model>, Problem>> {
        let Some(email) = identity.email.as_deref().and_then(|it| address(it).ok()) else { return Ok(Ok(None)) };
        let found = account::Entity::find().filter(account::Column::Email.eq(&email)).one(db).await?;
        let Some(held) = found else { return Ok(Ok(None)) };
        let (shown, now) = (held.email_verified_at.is_some(), self.inner.clock.now());
        if shown && identity.links_by_email {
            return Ok(Ok(Some(held)));
        }
        if !identity.links_by_email && !shown {
            // whoever registered with the address goes on waiting for its mail; this is somebody without an address
            return Ok(Ok(None));
        }
        if !shown {
            // whoever registered, or will take the invitation, has not shown that the address is theirs; now somebody has
            one_time_code::end(db, held.seq, &[Purpose::VerifyEmail, Purpose::Invitation], now).await?;
            let mut changed = held.into_active_model();
            changed.password_hash = Set(None);
            changed.email_verified_at = Set(Some(now));
            return Ok(Ok(Some(changed.update(db).await?)));
        }
        Ok(Err(Problem::new("email", Case::AccountNotLinked)))
    }

    /// A profile for people who have none yet, and an account where there is none either: the profile waits for an editor, unless they
    /// were invited, or the issuer says that they are one.
    async fn newcomer(&self, db: &Turn, linked: Option<account::Model>, identity: &Identity) -> Result<account::Model> {
        let (clock, reference) = (&self.inner.clock, self.inner.reference());
        let plain =
            |it: &String| it.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(100).collect::<String>();
        let name = identity.name.as_ref().and_then(|it| profile::checked_name(&plain(it)).ok());
        let edits = identity.role.max(linked.as_ref().map(|it| it.role)) > Some(Role::Contributor);
        let new = NewProfile {
            name: name.unwrap_or_else(|| "Membre".to_owned()),
            kind: Kind::Person,
            status: if edits { Standing::Listed } else { Standing::Pending },
            territories: Vec::new(),
        };
        let member_seq = profile::make(db, clock, &new).await?;
        if let Some(linked) = linked {
            let mut linked = linked.into_active_model();
            linked.member_seq = Set(Some(member_seq));
            return Ok(linked.update(db).await?);
        }
        // an address that the issuer is not trusted to vouch for stays free for whom it belongs to
        let email = identity.email.as_deref().and_then(|it| address(it).ok()).filter(|_| identity.links_by_email);
        let row = account::ActiveModel {
            member_seq: Set(Some(member_seq)),
            email_verified_at: Set(email.is_some().then(|| clock.now())),
            email: Set(email),
            name: Set(Some(new.name)),
            ..account::fresh(clock, Role::Contributor, reference.settings.language().as_str())
        };
        Ok(row.insert(db).await?)
    }

    /// The account with the rights that the issuer gives, and whether they are others than before; those that are given here
    /// stay where it says nothing of them. The last administrator remains one.
    async fn raised(&self, db: &Turn, held: account::Model, identity: &Identity) -> Result<(account::Model, bool)> {
        let Some(role) = identity.role else { return Ok((held, false)) };
        let (clock, reference) = (&self.inner.clock, self.inner.reference());
        let whole = role == Role::Admin && matches!(identity.places, None | Some(Places::Whole));
        let alone = match whole {
            true => false,
            false => match last_admin::another(db, &held, "role").await {
                Ok(()) => false,
                Err(crate::error::Error::Invalid(_)) => true,
                Err(cause) => return Err(cause),
            },
        };
        if alone {
            tracing::warn!(account = %held.id, "an issuer would leave the network without an administrator");
            return Ok((held, false));
        }
        let now = reach(db, &held, clock.now()).await?;
        let wished = match &identity.places {
            _ if role == Role::Contributor => Reach::Inside(Vec::new()),
            None => now.clone(),
            Some(Places::Whole) => Reach::Whole,
            Some(Places::Inside(named)) => {
                let mut seqs: Vec<i64> =
                    named.iter().filter_map(|it| reference.territory(it)).map(|it| it.seq).collect();
                seqs.sort_unstable();
                seqs.dedup();
                Reach::Inside(seqs)
            }
        };
        let sorted = |reach: Reach| match reach {
            Reach::Whole => Reach::Whole,
            Reach::Inside(mut seqs) => {
                seqs.sort_unstable();
                Reach::Inside(seqs)
            }
        };
        let moved = sorted(now) != sorted(wished.clone());
        if held.role == role && !moved {
            return Ok((held, false));
        }
        // those that stay keep their end, and who gave them
        if moved {
            take(db, held.seq).await?;
            give(db, clock, &reference, held.seq, None, &wished).await?;
        }
        let by = (format!("account:{}", held.id), format!("issuer:{}", identity.by));
        let detail = Some(role.word().to_owned());
        journal::note_by(db, clock, by, "accountRole", ("account", held.id), detail).await?;
        let mut held = held.into_active_model();
        held.role = Set(role);
        held.updated_at = Set(clock.now());
        Ok((held.update(db).await?, true))
    }
}
