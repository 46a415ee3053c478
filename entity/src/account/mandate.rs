//! Mandates: the territories that an account looks after, and how they are granted, revoked and listed.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::account::last_admin;
use crate::act::Act;
use crate::db::turn::Committed;
use crate::entry::validate::unknown_territory;
use crate::error::{Error, Result};
use crate::mail::outbox::{MailKind, MailParams};
use crate::model::account::{Status, mandate, row as account};
use crate::model::mandate::{Gave, Less, Mandate};
use crate::policy::subject::reach;
use crate::reference::Snapshot;
use crate::value::clock::{Clock, Instant};
use crate::value::id::Id;
use crate::value::problem::{Case, Problem};
use crate::value::role::Role;
use crate::value::territory::TerritoryRef;
use crate::viewer::Reach;
use crate::writer::Writer;
use crate::{journal, policy};

/// The most mandates of an account.
const MOST: usize = 50;

/// Gives an account mandates for all these places: for good, or for as long as those of the account `by` which they come
/// from.
pub(crate) async fn give(
    db: &impl ConnectionTrait,
    clock: &Clock,
    reference: &Snapshot,
    account_seq: i64,
    by: Option<i64>,
    reach: &Reach,
) -> Result<()> {
    let now = clock.now();
    let places: Vec<Option<i64>> = match reach {
        Reach::Whole => vec![None],
        Reach::Inside(roots) => roots.iter().copied().map(Some).collect(),
    };
    for place in places {
        let until = match by {
            // who has none for the place gives none that lasts
            Some(by) => end(db, reference, by, place, now).await?.unwrap_or(Some(now)),
            None => None,
        };
        let row = mandate::ActiveModel {
            seq: NotSet,
            id: Set(clock.new_id()),
            account_seq: Set(account_seq),
            territory_seq: Set(place),
            granted_by_seq: Set(by),
            granted_at: Set(now),
            until: Set(until),
        };
        mandate::Entity::insert(row).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Until when an account looks after a place, by the mandate that lasts longest: `Some(None)` for good, `None` when it does
/// not.
async fn end(
    db: &impl ConnectionTrait,
    reference: &Snapshot,
    account_seq: i64,
    place: Option<i64>,
    now: Instant,
) -> Result<Option<Option<Instant>>> {
    let held = mandate::Entity::find().filter(mandate::Column::AccountSeq.eq(account_seq)).all(db).await?;
    let around = held.into_iter().filter(|it| it.until.is_none_or(|it| it > now)).filter(|it| {
        let reach = it.territory_seq.map_or(Reach::Whole, |it| Reach::Inside(vec![it]));
        reach.covers(place, reference)
    });
    // without an end is later than any end
    Ok(around.map(|it| it.until).max_by_key(|it| it.map_or((1, None), |it| (0, Some(it)))))
}

/// Takes all mandates of an account away.
pub(crate) async fn take(db: &impl ConnectionTrait, account_seq: i64) -> Result<()> {
    mandate::Entity::delete_many().filter(mandate::Column::AccountSeq.eq(account_seq)).exec(db).await?;
    Ok(())
}

/// The places that references name; none is the whole network.
pub(crate) fn reach_of(territories: &[TerritoryRef], reference: &Snapshot) -> Result<Reach> {
    if territories.is_empty() {
        return Ok(Reach::Whole);
    }
    let (mut places, mut unknown) = (BTreeSet::new(), Vec::new());
    for (at, it) in territories.iter().enumerate() {
        match reference.territory(it) {
            Some(it) => drop(places.insert(it.seq)),
            None => unknown.push(unknown_territory(&format!("territories.{at}"), it)),
        }
    }
    if unknown.is_empty() { Ok(Reach::Inside(places.into_iter().collect())) } else { Err(Error::Invalid(unknown)) }
}

/// Territories as a token keeps them: references separated by spaces, `*` for the whole network.
pub(crate) fn named(territories: &[TerritoryRef]) -> String {
    if territories.is_empty() {
        return "*".to_owned();
    }
    territories.iter().map(TerritoryRef::as_str).collect::<Vec<_>>().join(" ")
}

/// What [`named`] wrote.
pub(crate) fn places(text: &str) -> Result<Vec<TerritoryRef>> {
    if text == "*" {
        return Ok(Vec::new());
    }
    let read = |it: &str| it.parse().map_err(|cause| Error::Internal(Box::new(cause)));
    text.split(' ').map(read).collect::<Result<Vec<TerritoryRef>>>()
}

/// A mandate as it is listed.
pub(crate) fn listed(held: &mandate::Model, reference: &Snapshot) -> Mandate {
    Mandate {
        id: held.id,
        territory: held.territory_seq.and_then(|it| reference.territories.by_seq(it).cloned()),
        granted_at: held.granted_at,
        until: held.until,
    }
}

impl Writer {
    /// Gives somebody a mandate for a territory with all that lies inside, or for the whole network, for good or until a
    /// moment. A contributor becomes an editor by it. `who` is the account, or the member who has it.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Denied`] for more than the viewer has; [`Error::Invalid`] for what is wrong.
    pub async fn grant_mandate(
        &self,
        who: Id,
        place: Option<&TerritoryRef>,
        until: Option<Instant>,
    ) -> Result<Committed<Mandate>> {
        let (clock, reference, now) = (&self.inner.clock, self.inner.reference(), self.inner.clock.now());
        if until.is_some_and(|it| it <= now) {
            return Err(Problem::new("expiresAt", Case::InThePast).into());
        }
        let (reach, territory_seq, name) = match place {
            None => (Reach::Whole, None, None),
            Some(place) => {
                let found = reference.territory(place).ok_or_else(|| unknown_territory("territory", place))?;
                (Reach::Inside(vec![found.seq]), Some(found.seq), Some(found.name.clone()))
            }
        };
        let txn = self.turn().await?;
        let holder = self.holder_by_id(&txn, who, Act::Mandate).await?;
        if holder.status == Status::Erased {
            return Err(Error::NotFound);
        }
        policy::permit_grant(&self.viewer, Act::Mandate, Role::Editor, &reach, &reference).map_err(Error::Denied)?;
        self.no_longer_than_ours(&txn, territory_seq, until).await?;
        let held = mandate::Entity::find().filter(mandate::Column::AccountSeq.eq(holder.seq)).all(&txn).await?;
        let (place, held_already) = (place.map_or_else(|| "*".to_owned(), ToString::to_string), held.len());
        let detail = until.map_or_else(|| place.clone(), |it| format!("{place} until {it}"));
        if let Some(held) = held.into_iter().find(|it| it.territory_seq == territory_seq) {
            if held.territory_seq.is_none() && until.is_some() {
                last_admin::another(&txn, &holder, "expiresAt").await?;
            }
            let mut held = held.into_active_model();
            held.until = Set(until);
            let held = held.update(&txn).await?;
            journal::note(&txn, clock, &self.viewer, "mandateGrant", ("account", holder.id), Some(detail)).await?;
            return self.inner.commit_rights(txn, listed(&held, &reference)).await;
        }
        if held_already >= MOST {
            return Err(Problem::new("account", Case::MandatesFull(MOST as u64)).into());
        }
        let row = mandate::ActiveModel {
            seq: NotSet,
            id: Set(clock.new_id()),
            account_seq: Set(holder.seq),
            territory_seq: Set(territory_seq),
            granted_by_seq: Set(self.viewer.grant().map(|it| it.account_seq)),
            granted_at: Set(now),
            until: Set(until),
        };
        let granted = row.insert(&txn).await?;
        if holder.role == Role::Contributor {
            let mut risen = holder.clone().into_active_model();
            risen.role = Set(Role::Editor);
            risen.updated_at = Set(now);
            risen.update(&txn).await?;
        }
        journal::note(&txn, clock, &self.viewer, "mandateGrant", ("account", holder.id), Some(detail)).await?;
        let particulars = MailParams { place: name, until, ..Default::default() };
        self.tell_accounts(&txn, &[holder], MailKind::MandateGranted, &particulars).await?;
        self.inner.commit_rights(txn, listed(&granted, &reference)).await
    }

    /// Refuses a mandate that would last longer than the one by which the viewer gives it.
    async fn no_longer_than_ours(
        &self,
        db: &impl ConnectionTrait,
        place: Option<i64>,
        until: Option<Instant>,
    ) -> Result<()> {
        let Some(grant) = self.viewer.grant() else { return Ok(()) };
        let (reference, now) = (self.inner.reference(), self.inner.clock.now());
        let ours = end(db, &reference, grant.account_seq, place, now).await?;
        match ours.is_some_and(|ours| ours.is_none_or(|ours| until.is_some_and(|it| it <= ours))) {
            true => Ok(()),
            false => Err(Problem::new("expiresAt", Case::AfterOwnMandate).into()),
        }
    }

    /// Takes a mandate away; rights that rest on it end with the next request. An editor without any is a contributor again. What
    /// its holder gave and could not give without it stays or goes as `gave` says.
    ///
    /// # Errors
    /// [`Error::NotFound`] for one that the viewer may not take away, too; [`Error::Denied`] for one of their own.
    pub async fn revoke_mandate(&self, id: Id, gave: Gave) -> Result<Committed<Less>> {
        let (reference, now) = (self.inner.reference(), self.inner.clock.now());
        let txn = self.turn().await?;
        let held = mandate::Entity::find().filter(mandate::Column::Id.eq(id)).one(&txn).await?;
        let held = held.ok_or(Error::NotFound)?;
        let holder = account::Entity::find_by_id(held.account_seq).one(&txn).await?.ok_or(Error::NotFound)?;
        let mut person = self.person_of(&txn, &holder).await?;
        person.given_by_viewer =
            held.granted_by_seq.is_some() && held.granted_by_seq == self.viewer.grant().map(|it| it.account_seq);
        let refused = |act| if person.own { Error::Denied(act) } else { Error::NotFound };
        policy::permit_person(&self.viewer, Act::Mandate, &person, &reference).map_err(refused)?;
        let holder = self.withdraw_mandate(&txn, held, holder, "id").await?;
        if gave == Gave::Goes {
            let left = reach(&txn, &holder, now).await?;
            self.take_gifts(&txn, &holder, left).await?;
        }
        let gifts = self.gifts_of(&txn, holder.seq).await?;
        self.inner.commit_rights(txn, Less { account: holder.id, gifts }).await
    }
}
