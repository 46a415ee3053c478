//! API tokens of scripts: opaque, shown once, stored as a hash. A token has at most the role, scopes and territories of
//! its account, and ends with it.

mod list;

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

pub use self::list::Token;
use crate::account::grant::{Claimed, Credential};
use crate::account::mandate::{self, named, places, reach_of};
use crate::act::Act;
use crate::db::turn::{Committed, Turn};
use crate::error::{Error, Result};
use crate::model::account::{Scope, Status, row as account, token};
use crate::model::claims::Claims;
use crate::policy::subject::reach;
use crate::reference::Snapshot;
use crate::store::Store;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::limit::one_line;
use crate::value::problem::parameter::{Quoted, Thing};
use crate::value::problem::{Case, Problem};
use crate::value::role::Role;
use crate::value::secret::{hash, hexadecimal};
use crate::value::slug::Slug;
use crate::value::territory::TerritoryRef;
use crate::viewer::grant_cache::{Granted, Shown};
use crate::viewer::{Reach, Viewer};
use crate::writer::Writer;
use crate::{journal, policy};

/// What every token begins with, so that one that was left lying about is known for what it is.
const PREFIX: &str = "bc_";
/// The most bytes of what is looked at as a token.
const MAX_SECRET: usize = 200;
/// How often the use of a token is written down: once in so many milliseconds.
const USE_NOTED: i64 = 60_000;

/// For how many days a token is good of which nothing is said.
const YEAR: u16 = 365;

/// A token to be made.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// What it is for, for people: at most 100 characters.
    pub name: String,
    /// The account that holds it; none makes one for it.
    pub account: Option<Id>,
    /// The member as whom a new account writes.
    pub member: Option<Slug>,
    /// What it may do at most.
    pub role: Role,
    /// Where: with all that lies inside; none is the whole network.
    pub territories: Vec<TerritoryRef>,
    /// For what; none is all that the role can make use of.
    pub scopes: Vec<Scope>,
    /// When it ceases to be good.
    pub expires_at: Option<Instant>,
}

/// A token that was made.
#[derive(Debug, Clone)]
pub struct MadeToken {
    /// Its id, by which it is revoked.
    pub id: Id,
    /// The account that holds it.
    pub account: Id,
    /// The token itself. It is not kept: this is the only time that it is seen.
    pub secret: String,
    /// What a signed token (JWT) in its place claims.
    pub claims: Claims,
    /// The token as it is listed from now on.
    pub listed: Token,
}

impl Writer {
    /// Makes a token, and an account for it when none is named.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not; [`Error::Invalid`] for what is not known, or more than the account has.
    pub async fn make_token(&self, mut new: NewToken) -> Result<Committed<MadeToken>> {
        // a territory that cannot be read is not the whole network
        self.found().end()?;
        let reference = self.inner.reference();
        self.permit_token(&mut new, &reference)?;
        new.name = one_line("name", &new.name, 100)?;
        if new.role == Role::Contributor && new.account.is_none() && new.member.is_none() {
            return Err(Problem::new("member", Case::MissingMember).into());
        }
        let now = self.inner.clock.now();
        if new.expires_at.is_some_and(|it| it <= now) {
            return Err(Problem::new("expiresAt", Case::InThePast).into());
        }
        if !new.scopes.is_empty() && new.scopes.iter().all(|it| !Scope::of_role(new.role).contains(it)) {
            return Err(Problem::new("scopes", Case::UselessScopes(new.role)).into());
        }
        let wished = reach_of(&new.territories, &reference)?;
        let txn = self.transaction().await?;
        let holder = match new.account {
            Some(id) => self.holder(&txn, id, &new, &wished, &reference).await?,
            None => self.make_account(&txn, &new, &wished, &reference).await?,
        };
        let secret = format!("{PREFIX}{}", hexadecimal(&self.inner.clock.secret()));
        let all = Scope::of_role(new.role);
        let scopes = if new.scopes.is_empty() { all } else { new.scopes };
        let id = self.inner.clock.new_id();
        let listed = Token {
            id,
            name: new.name.clone(),
            role: new.role,
            scopes: scopes.iter().map(|it| it.name()).collect::<Vec<_>>().join(" "),
            territories: named(&new.territories),
            created_at: now,
            expires_at: new.expires_at,
            revoked_at: None,
            used_at: None,
        };
        let row = token::ActiveModel {
            seq: NotSet,
            id: Set(id),
            hash: Set(hash(&secret)),
            account_seq: Set(holder.seq),
            name: Set(new.name),
            role: Set(new.role),
            scopes: Set(listed.scopes.clone()),
            territories: Set(listed.territories.clone()),
            origin: Set(None),
            created_at: Set(now),
            expires_at: Set(new.expires_at),
            revoked_at: Set(None),
            used_at: Set(None),
        };
        token::Entity::insert(row).exec_without_returning(&txn).await?;
        journal::note(&txn, &self.inner.clock, &self.viewer, "apiTokenCreate", ("token", id), None).await?;
        // what a signed token claims other services read, too: as far as its account reaches is spelled out
        let territories = match reach(&txn, &holder, now).await? {
            Reach::Inside(roots) if new.territories.is_empty() => {
                let named = roots.iter().filter_map(|it| reference.territories.by_seq(*it));
                Some(named.map(|it| it.reference.clone()).collect())
            }
            Reach::Inside(_) | Reach::Whole => Some(new.territories).filter(|it| !it.is_empty()),
        };
        let claims = Claims {
            account: holder.id,
            id,
            session: None,
            epoch: holder.epoch,
            role: new.role,
            scopes,
            territories,
            expires_at: new.expires_at,
        };
        txn.commit(MadeToken { id, account: holder.id, secret, claims, listed }).await
    }

    /// Lets a token import from these origins alone; none is from any, as far as its role goes.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not manage tokens, [`Error::NotFound`] when there is none.
    pub async fn bind_token(&self, id: Id, origins: &[String]) -> Result<Committed<()>> {
        policy::permit(&self.viewer, Act::ManageTokens).map_err(Error::Denied)?;
        let txn = self.transaction().await?;
        let held = token::Entity::find().filter(token::Column::Id.eq(id)).one(&txn).await?.ok_or(Error::NotFound)?;
        let mut bound = held.into_active_model();
        bound.origin = Set(Some(origins.join(" ")).filter(|it| !it.is_empty()));
        bound.update(&txn).await?;
        journal::note(&txn, &self.inner.clock, &self.viewer, "apiTokenBind", ("token", id), None).await?;
        self.inner.commit_rights(txn, ()).await
    }

    /// Revokes a token: it is good for nothing from the next request on. Again changes nothing.
    ///
    /// # Errors
    /// [`Error::Denied`] for viewers who may not, [`Error::NotFound`] when there is none.
    pub async fn revoke_token(&self, id: Id) -> Result<Committed<Token>> {
        let txn = self.transaction().await?;
        let held = token::Entity::find().filter(token::Column::Id.eq(id)).one(&txn).await?;
        // one's own, by a session; a script its own and no other
        let own = self.viewer.grant().map(|it| it.account_seq);
        let itself = self.viewer.credential() == format!("token:{id}");
        let mine = own.is_some() && held.as_ref().map(|it| it.account_seq) == own;
        if !(itself || mine && policy::permit(&self.viewer, Act::KeepAccount).is_ok()) {
            policy::permit(&self.viewer, Act::ManageTokens).map_err(Error::Denied)?;
        }
        let mut held = held.ok_or(Error::NotFound)?;
        if held.revoked_at.is_none() {
            let mut revoked = held.into_active_model();
            revoked.revoked_at = Set(Some(self.inner.clock.now()));
            held = revoked.update(&txn).await?;
            journal::note(&txn, &self.inner.clock, &self.viewer, "apiTokenRevoke", ("token", id), None).await?;
        }
        self.inner.commit_rights(txn, Token::of(held)).await
    }

    /// Whether the viewer may make this token: for their own account anybody, for others who may manage them; in either case
    /// at most with what the credential has that they show.
    fn permit_token(&self, new: &mut NewToken, reference: &Snapshot) -> Result<()> {
        let Some(grant) = self.viewer.grant() else {
            return policy::permit(&self.viewer, Act::ManageTokens).map_err(Error::Denied);
        };
        policy::permit(&self.viewer, Act::KeepAccount).map_err(Error::Denied)?;
        if policy::permit(&self.viewer, Act::ManageTokens).is_err() {
            if new.account.is_some_and(|it| it != grant.account) || new.member.is_some() {
                return Err(Error::Denied(Act::ManageTokens));
            }
            new.account = Some(grant.account);
        }
        if new.scopes.is_empty() {
            new.scopes = Scope::of_role(new.role).into_iter().filter(|it| grant.scopes.contains(it)).collect();
        }
        let more = |field: &str| Problem::new(field, Case::MoreThanYours).into();
        if new.role > grant.role {
            return Err(more("role"));
        }
        if new.scopes.is_empty() || new.scopes.iter().any(|it| !grant.scopes.contains(it)) {
            return Err(more("scopes"));
        }
        let year = self.inner.clock.now().plus_days(YEAR);
        let wished = *new.expires_at.get_or_insert(grant.ends.map_or(year, |it| it.min(year)));
        if grant.ends.is_some_and(|it| wished > it) {
            return Err(more("expiresAt"));
        }
        if let (Reach::Inside(roots), true) = (&grant.reach, new.territories.is_empty()) {
            let named = roots.iter().filter_map(|it| reference.territories.by_seq(*it));
            new.territories = named.map(|it| it.reference.clone()).collect();
        }
        let wished = reach_of(&new.territories, reference)?;
        // who has no place at all has nothing to narrow
        let nowhere = grant.reach == Reach::Inside(Vec::new()) && new.territories.is_empty();
        if !nowhere && grant.reach.narrowed(&wished, reference) != wished {
            return Err(more("territories"));
        }
        Ok(())
    }

    /// The account that is to hold one more token, which may not be more than the account.
    async fn holder(
        &self,
        db: &Turn,
        id: Id,
        new: &NewToken,
        wished: &Reach,
        reference: &Snapshot,
    ) -> Result<account::Model> {
        let unknown =
            || Problem::new("account", Case::Unknown { thing: Thing::Account, name: Quoted::of(&id.to_string()) });
        let held = account::Entity::find().filter(account::Column::Id.eq(id)).one(db).await?;
        let held = held.filter(|it| it.status == Status::Active).ok_or_else(unknown)?;
        if new.member.is_some() {
            return Err(Problem::new("member", Case::AccountKeepsMember).into());
        }
        if held.role < new.role {
            return Err(Problem::new("role", Case::MoreThanAccount).into());
        }
        // none named is as far as the account reaches
        let has = reach(db, &held, self.inner.clock.now()).await?;
        if !new.territories.is_empty() && has.narrowed(wished, reference) != wished.clone() {
            return Err(Problem::new("territories", Case::MoreThanAccount).into());
        }
        Ok(held)
    }

    /// A service account for one token: its role, with a mandate for each territory.
    async fn make_account(
        &self,
        db: &Turn,
        new: &NewToken,
        wished: &Reach,
        reference: &Snapshot,
    ) -> Result<account::Model> {
        let clock = &self.inner.clock;
        let member = match &new.member {
            Some(slug) => {
                let name = Quoted::of(slug.as_str());
                let unknown = || Problem::new("member", Case::Unknown { thing: Thing::Member, name });
                Some(reference.members.by_key(slug.as_str()).ok_or_else(unknown)?.seq)
            }
            None => None,
        };
        let taken = match member {
            Some(member) => account::Entity::find().filter(account::Column::MemberSeq.eq(member)).one(db).await?,
            None => None,
        };
        if let Some(taken) = taken {
            return Err(Problem::new("member", Case::HasThisAccount(taken.id)).into());
        }
        let row = account::ActiveModel {
            member_seq: Set(member),
            service: Set(true),
            name: Set(Some(new.name.clone())),
            ..account::fresh(clock, new.role, reference.settings.language().as_str())
        };
        let made = row.insert(db).await?;
        mandate::give(db, clock, reference, made.seq, None, wished).await?;
        journal::note(db, clock, &self.viewer, "accountCreate", ("account", made.id), None).await?;
        Ok(made)
    }
}

impl Store {
    /// Who shows this token; none when it is not good. What is taken away is gone at the next request, on every server.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn authenticate(&self, secret: &str) -> Result<Option<Viewer>> {
        if !secret.starts_with(PREFIX) || secret.len() > MAX_SECRET || !secret.is_ascii() {
            return Ok(None);
        }
        let hash = hash(secret);
        let kept = async {
            let asked = token::Entity::find().filter(token::Column::Hash.eq(&hash));
            match asked.one(&self.inner.look_up).await? {
                Some(shown) => self.good_token(shown).await,
                None => Ok(None),
            }
        };
        let good = self.inner.read.while_up(self.inner.good(Shown::Opaque(hash.clone()), kept)).await?;
        Ok(good.map(|it| Viewer::account(it.grant)))
    }

    /// What a token that was found is good for; none when it is not good any more.
    pub(crate) async fn good_token(&self, shown: token::Model) -> Result<Option<Granted>> {
        let (db, now) = (&self.inner.look_up, self.inner.clock.now());
        if shown.revoked_at.is_some() || shown.expires_at.is_some_and(|it| it <= now) {
            return Ok(None);
        }
        let Some(holder) = account::Entity::find_by_id(shown.account_seq).one(db).await? else { return Ok(None) };
        if holder.status != Status::Active {
            return Ok(None);
        }
        let scopes: Vec<Scope> = shown.scopes.split(' ').filter_map(|it| it.parse().ok()).collect();
        let named = places(&shown.territories)?;
        let territories = Some(named.as_slice()).filter(|it| !it.is_empty());
        let claimed = Claimed { role: shown.role, scopes: &scopes, territories };
        let origins = shown.origin.as_ref().map(|it| it.split(' ').map(str::to_owned).collect());
        let by = Credential { name: format!("token:{}", shown.id), session: None, until: shown.expires_at, origins };
        let good = self.inner.grant(&holder, &claimed, by).await?;
        if shown.used_at.is_none_or(|it| now.milliseconds() - it.milliseconds() >= USE_NOTED) {
            self.note_use(shown, now);
        }
        Ok(Some(good))
    }

    /// Writes down that a token was shown, beside the request: it need not wait for whoever is writing.
    fn note_use(&self, shown: token::Model, now: Instant) {
        let shown = token::ActiveModel { used_at: Set(Some(now)), ..shown.into_active_model() };
        let inner = std::sync::Arc::clone(&self.inner);
        tokio::spawn(async move {
            let noted = async {
                let txn = inner.write.begin().await?;
                shown.update(&txn).await?;
                txn.commit(()).await
            };
            if let Err(cause) = noted.await {
                tracing::warn!(error = %cause, "the use of a token could not be written down");
            }
        });
    }
}
