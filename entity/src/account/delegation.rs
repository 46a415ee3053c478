//! Delegation: mandates and rights to write that an account has given to others, and that go on without it. Whoever
//! takes rights away from the giver sees them and can revoke them in the same step.

use sea_orm::ActiveValue::Set;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use crate::account::last_admin;
use crate::account::mandate::listed;
use crate::act::Act;
use crate::db::turn::Turn;
use crate::error::{Error, Result};
use crate::journal::{self, Action};
use crate::member::membership::{row as membership, writes_for};
use crate::model::account::{Status, mandate, row as account};
use crate::model::mandate::{Gifts, GrantedMandate, GrantedWriter};
use crate::model::member;
use crate::policy;
use crate::policy::subject::reach;
use crate::reader::Reader;
use crate::reference::Snapshot;
use crate::value::id::Id;
use crate::value::role::Role;
use crate::viewer::Reach;
use crate::writer::Writer;

/// The most of each kind that are listed.
const MOST: u64 = 1_000;

impl Reader {
    /// What an account gave and that is still held: the viewer's own, or that of an account that they manage.
    ///
    /// # Errors
    /// [`Error::Denied`] for a viewer who may not.
    pub async fn gifts(&self, account: Option<Id>) -> Result<Gifts> {
        let own = self.viewer().grant().map(|it| it.account);
        let Some(whose) = account.or(own) else { return Ok(Gifts::default()) };
        if own != Some(whose) {
            policy::permit(self.viewer(), Act::ManageTokens).map_err(Error::Denied)?;
        }
        let db = &self.private();
        let asked = async {
            let held = account::Entity::find().filter(account::Column::Id.eq(whose)).one(db).await?;
            match held {
                Some(held) => gifts_of(db, &self.inner.reference(), held.seq).await,
                None => Ok(Gifts::default()),
            }
        };
        self.read_privately(asked).await
    }
}

impl Writer {
    /// What an account gave and that is still held.
    pub(crate) async fn gifts_of(&self, db: &impl ConnectionTrait, giver: i64) -> Result<Gifts> {
        gifts_of(db, &self.inner.reference(), giver).await
    }

    /// Takes away the gifts of an account that it could not give any more with the reach that is `left` to it, and so on with the
    /// accounts that held them. Those that the viewer may not take away stay.
    ///
    /// # Errors
    /// [`Error::Invalid`] for the last administrator.
    pub(crate) async fn take_gifts(&self, db: &Turn, giver: &account::Model, left: Reach) -> Result<()> {
        let (reference, now) = (self.inner.reference(), self.inner.clock.now());
        let own = self.viewer.grant().map(|it| it.account_seq);
        // whoever is put here has just lost something, of which there is only so much
        let mut givers = vec![(giver.clone(), left)];
        while let Some((giver, left)) = givers.pop() {
            for held in mandates_of(giver.seq).all(db).await? {
                let Some(holder) = account::Entity::find_by_id(held.account_seq).one(db).await? else { continue };
                let mut person = self.person_of(db, &holder).await?;
                person.given_by_viewer = own == Some(giver.seq);
                let may = policy::permit_person(&self.viewer, Act::Mandate, &person, &reference).is_ok();
                if !may || left.covers(held.territory_seq, &reference) {
                    continue;
                }
                let holder = self.withdraw_mandate(db, held, holder, "account").await?;
                let left = reach(db, &holder, now).await?;
                givers.push((holder, left));
            }
            let (organisations, _) = writes_for(db, giver.member_seq, now).await?;
            // an account that is out of use gives nothing for an organisation of its own either
            let own = match giver.status {
                Status::Active => organisations,
                Status::Suspended | Status::Erased => Vec::new(),
            };
            for held in writers_of(giver.seq).all(db).await? {
                let Some(organisation) = member::row::Entity::find_by_id(held.organisation_seq).one(db).await? else {
                    continue;
                };
                let places = reference.members.by_seq(organisation.seq).map(|it| it.territories.clone());
                let places = places.unwrap_or_default();
                let covered = !places.is_empty() && places.iter().all(|it| left.covers(Some(it.seq), &reference));
                let may = self.permit_with(db, Act::Entrust, &organisation).await;
                if covered || own.contains(&organisation.seq) || may.is_err() {
                    continue;
                }
                let writer = account::Entity::find().filter(account::Column::MemberSeq.eq(held.member_seq));
                let mut held = held.into_active_model();
                held.may_write = Set(false);
                held.granted_by_seq = Set(None);
                held.updated_at = Set(now);
                let held = held.update(db).await?;
                journal::log(db, "member", organisation.id, Action::Upsert, now).await?;
                let detail = reference.members.by_seq(held.member_seq).map(|it| it.id.to_string());
                let object = ("member", organisation.id);
                journal::note(db, &self.inner.clock, &self.viewer, "membershipSet", object, detail).await?;
                if let Some(writer) = writer.one(db).await? {
                    let left = reach(db, &writer, now).await?;
                    givers.push((writer, left));
                }
            }
        }
        Ok(())
    }

    /// Takes a mandate away; an editor without any is a contributor again.
    pub(crate) async fn withdraw_mandate(
        &self,
        db: &Turn,
        held: mandate::Model,
        holder: account::Model,
        path: &str,
    ) -> Result<account::Model> {
        if held.territory_seq.is_none() {
            last_admin::another(db, &holder, path).await?;
        }
        let reference = self.inner.reference();
        let place = held.territory_seq.and_then(|it| reference.territories.by_seq(it));
        let place = Some(place.map_or_else(|| "*".to_owned(), |it| it.reference.to_string()));
        held.into_active_model().delete(db).await?;
        let object = ("account", holder.id);
        let left = mandate::Entity::find().filter(mandate::Column::AccountSeq.eq(holder.seq)).one(db).await?;
        let holder = if left.is_none() && holder.role == Role::Editor {
            let mut less = holder.into_active_model();
            less.role = Set(Role::Contributor);
            less.updated_at = Set(self.inner.clock.now());
            less.update(db).await?
        } else {
            holder
        };
        journal::note(db, &self.inner.clock, &self.viewer, "mandateRevoke", object, place).await?;
        Ok(holder)
    }
}

/// What an account gave and that is still held.
async fn gifts_of(db: &impl ConnectionTrait, reference: &Snapshot, giver: i64) -> Result<Gifts> {
    let given = mandates_of(giver).all(db).await?;
    let holders = account::Column::Seq.is_in(given.iter().map(|it| it.account_seq));
    let holders = account::Entity::find().filter(holders).all(db).await?;
    let member = |seq: i64| reference.members.by_seq(seq).map(|it| it.id);
    let mandates = given.iter().filter_map(|it| {
        let holder = holders.iter().find(|held| held.seq == it.account_seq)?;
        let member = holder.member_seq.and_then(member);
        Some(GrantedMandate { account: holder.id, member, mandate: listed(it, reference) })
    });
    let writers = writers_of(giver).all(db).await?.into_iter().map(|it| GrantedWriter {
        membership: it.id,
        member: member(it.member_seq),
        organisation: member(it.organisation_seq),
    });
    Ok(Gifts { mandates: mandates.collect(), writers: writers.collect() })
}

fn mandates_of(giver: i64) -> sea_orm::Select<mandate::Entity> {
    let given = mandate::Entity::find().filter(mandate::Column::GrantedBySeq.eq(giver));
    given.order_by_desc(mandate::Column::Seq).limit(MOST)
}

fn writers_of(giver: i64) -> sea_orm::Select<membership::Entity> {
    let given = membership::Entity::find()
        .filter(membership::Column::GrantedBySeq.eq(giver))
        .filter(membership::Column::MayWrite.eq(true));
    given.order_by_desc(membership::Column::Seq).limit(MOST)
}
