//! Compares the claims of a credential with the rights that its account has now, at each request, so that a revoked
//! right ends at the next request on every server.

use std::collections::BTreeSet;
use std::sync::Arc;

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::database::Inner;
use crate::error::Result;
use crate::member::membership;
use crate::model::account::{Scope, Status, refresh, row as account, token};
use crate::model::claims::Claims;
use crate::policy::subject::reach_until;
use crate::store::Store;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::role::Role;
use crate::value::territory::TerritoryRef;
use crate::viewer::grant_cache::{Granted, Shown};
use crate::viewer::{Grant, Reach, Viewer};

/// What is written down of a credential.
pub(crate) struct Credential {
    /// Its kind and id.
    pub(crate) name: String,
    /// The session that it belongs to.
    pub(crate) session: Option<Id>,
    /// When it ends, where that is kept with it.
    pub(crate) until: Option<Instant>,
    /// The origins that it may import from, where they are listed.
    pub(crate) origins: Option<Vec<String>>,
}

/// What a credential claims of its account.
pub(crate) struct Claimed<'a> {
    pub(crate) role: Role,
    pub(crate) scopes: &'a [Scope],
    pub(crate) territories: Option<&'a [TerritoryRef]>,
}

impl Store {
    /// Who shows a signed token with these claims; none when what it claims is not so any more.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn claimed(&self, claims: &Claims) -> Result<Option<Viewer>> {
        let shown = Shown::Signed(Box::new(claims.clone()));
        let good = self.inner.read.while_up(self.inner.good(shown, self.good_of(claims))).await?;
        Ok(good.map(|it| Viewer::account(it.grant)))
    }

    async fn good_of(&self, claims: &Claims) -> Result<Option<Granted>> {
        let db = &self.inner.look_up;
        let held = account::Entity::find().filter(account::Column::Id.eq(claims.account)).one(db).await?;
        let Some(held) = held.filter(|it| it.status == Status::Active && it.epoch == claims.epoch) else {
            return Ok(None);
        };
        let Some(family) = claims.session else {
            let kept = token::Entity::find().filter(token::Column::Id.eq(claims.id)).one(db).await?;
            return match kept.filter(|it| it.account_seq == held.seq) {
                Some(kept) => self.good_token(kept).await,
                None => Ok(None),
            };
        };
        let of_family = refresh::Entity::find()
            .filter(refresh::Column::Family.eq(family))
            .filter(refresh::Column::AccountSeq.eq(held.seq))
            .filter(refresh::Column::EndedAt.is_null());
        if of_family.count(db).await? == 0 {
            return Ok(None);
        }
        let claimed = Claimed { role: claims.role, scopes: &claims.scopes, territories: claims.territories.as_deref() };
        let by = Credential { name: format!("session:{family}"), session: Some(family), until: None, origins: None };
        self.inner.grant(&held, &claimed, by).await.map(Some)
    }
}

impl Inner {
    /// What an account may do by a credential: what both have.
    pub(crate) async fn grant(&self, held: &account::Model, claimed: &Claimed<'_>, by: Credential) -> Result<Granted> {
        let reference = self.reference();
        // a territory that is not known any more is nowhere
        let known_place = |it: &TerritoryRef| reference.territory(it).map(|it| it.seq);
        let wished = claimed
            .territories
            .map_or(Reach::Whole, |named| Reach::Inside(named.iter().filter_map(known_place).collect()));
        let (db, now) = (&self.look_up, self.clock.now());
        let (has, mandate_ends) = reach_until(db, held, now).await?;
        // an editor whose mandates have all ended is a contributor
        let idle = held.role == Role::Editor && has == Reach::Inside(Vec::new());
        let role = std::cmp::min(claimed.role, if idle { Role::Contributor } else { held.role });
        let known: BTreeSet<Scope> = Scope::of_role(role).into_iter().collect();
        let (organisations, membership_changes) = membership::writes_for(db, held.member_seq, now).await?;
        let grant = Grant {
            account: held.id,
            account_seq: held.seq,
            member: held.member_seq,
            organisations,
            role,
            scopes: claimed.scopes.iter().filter(|it| known.contains(it)).copied().collect(),
            reach: has.narrowed(&wished, &reference),
            credential: by.name,
            ends: by.until,
            origins: by.origins,
            session: by.session,
            allowance: self.allowance.of_role(if idle { Role::Contributor } else { held.role }),
        };
        let until = [by.until, mandate_ends, membership_changes].into_iter().flatten().min();
        Ok(Granted { grant: Arc::new(grant), until })
    }
}
