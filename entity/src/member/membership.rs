//! Who belongs to which organisation, with which function, since when, and whether they may write for it.

use std::sync::Arc;

use chrono::NaiveDate;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

use crate::act::Act;
use crate::db::turn::{Committed, Turn};
use crate::error::{Error, Result};
use crate::journal::{self, Action};
use crate::model::account::row as account;
use crate::model::mandate::{Gave, Gifts};
use crate::model::member::{Kind, Member};
use crate::policy::subject::reach;
use crate::reader::Reader;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::limit::optional_line;
use crate::value::problem::parameter::{Quoted, Thing};
use crate::value::problem::{Case, Problem};
use crate::writer::Writer;

/// The most members of an organisation, and organisations of a member, that are listed.
const MOST: u64 = 250;
/// The most characters of a function.
const MAX_FUNCTION: usize = 200;

/// Somebody who belongs to an organisation.
#[derive(Debug, Clone)]
pub struct Membership {
    /// Its id.
    pub id: Id,
    /// Who belongs.
    pub member: Arc<Member>,
    /// To whom.
    pub organisation: Arc<Member>,
    /// With which function.
    pub function: Option<String>,
    /// Since which day.
    pub starts_on: Option<NaiveDate>,
    /// Until which day, the last one included.
    pub ends_on: Option<NaiveDate>,
    /// Whether they may write for the organisation.
    pub may_write: bool,
    /// Where they stand among the others: the lowest first.
    pub position: i64,
}

/// What is to be said of a membership.
#[derive(Debug, Clone)]
pub struct Wished {
    /// Who belongs.
    pub member: Id,
    /// To whom.
    pub organisation: Id,
    /// With which function, on one line.
    pub function: Option<String>,
    /// Since which day.
    pub starts_on: Option<NaiveDate>,
    /// Until which day, the last one included.
    pub ends_on: Option<NaiveDate>,
    /// Whether they may write for the organisation.
    pub may_write: bool,
    /// Where they stand among the others: the lowest first.
    pub position: i64,
}

/// A membership that was said anew, or that ended.
#[derive(Debug, Clone)]
pub struct Said {
    /// Its id.
    pub membership: Id,
    /// The organisation.
    pub organisation: Id,
    /// What its member gave to others for the organisation and that is still held, where the member may write for it no more.
    pub remaining_grants: Option<Gifts>,
}

/// The table `membership`.
pub(crate) mod row {
    use sea_orm::entity::prelude::*;

    use crate::value::clock::Instant;
    use crate::value::id::Id;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "membership")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub seq: i64,
        pub id: Id,
        pub member_seq: i64,
        pub organisation_seq: i64,
        pub title: Option<String>,
        pub since: Option<String>,
        pub until: Option<String>,
        pub may_write: bool,
        pub position: i64,
        pub granted_by_seq: Option<i64>,
        pub created_at: Instant,
        pub updated_at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The organisations that a member may write for at this moment, by row number; and when that changes by itself: some
/// memberships begin or end with a day.
pub(crate) async fn writes_for(
    db: &impl ConnectionTrait,
    member: Option<i64>,
    now: Instant,
) -> Result<(Vec<i64>, Option<Instant>)> {
    let Some(member) = member else { return Ok((Vec::new(), None)) };
    let today = now.utc().date_naive().to_string();
    let rows = row::Entity::find()
        .filter(row::Column::MemberSeq.eq(member))
        .filter(row::Column::MayWrite.eq(true))
        .all(db)
        .await?;
    let in_force = |it: &row::Model| {
        it.since.as_ref().is_none_or(|since| *since <= today) && it.until.as_ref().is_none_or(|until| *until >= today)
    };
    let bounded = rows.iter().any(|it| it.since.is_some() || it.until.is_some());
    let organisations = rows.into_iter().filter(in_force).map(|it| it.organisation_seq).collect();
    Ok((organisations, Some(now.next_day()).filter(|_| bounded)))
}

impl Reader {
    /// The memberships of these members, and in these organisations, that the viewer may see, in one statement; by position.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn memberships(&self, of: &[i64]) -> Result<Vec<Membership>> {
        let either = sea_orm::Condition::any()
            .add(row::Column::MemberSeq.is_in(of.iter().copied()))
            .add(row::Column::OrganisationSeq.is_in(of.iter().copied()));
        let asked = row::Entity::find()
            .filter(either)
            .order_by_asc(row::Column::Position)
            .order_by_asc(row::Column::Seq)
            .limit(MOST * of.len() as u64);
        let rows = self.rows(&asked.into_query()).await?;
        let held = rows.iter().map(|it| row::Model::from_query_result(it, ""));
        Ok(held.collect::<std::result::Result<Vec<_>, _>>()?.into_iter().filter_map(|it| self.membership(it)).collect())
    }

    fn membership(&self, held: row::Model) -> Option<Membership> {
        let day = |it: Option<String>| it.and_then(|it| it.parse().ok());
        Some(Membership {
            id: held.id,
            member: self.member_by_key(held.member_seq)?.clone(),
            organisation: self.member_by_key(held.organisation_seq)?.clone(),
            function: held.title,
            starts_on: day(held.since),
            ends_on: day(held.until),
            may_write: held.may_write,
            position: held.position,
        })
    }
}

impl Writer {
    /// Says that somebody belongs to an organisation, or says it anew. Where that takes the right to write away, what its holder
    /// gave and could not give any more stays or goes as `gave` says.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`]; [`Error::Invalid`] for what is wrong.
    pub async fn set_membership(&self, wished: Wished, gave: Gave) -> Result<Committed<Said>> {
        let (clock, now) = (&self.inner.clock, self.inner.clock.now());
        let txn = self.turn().await?;
        let organisation = self.member_row(&txn, wished.organisation).await?;
        self.permit_with(&txn, Act::Entrust, &organisation).await?;
        let unknown = Case::Unknown { thing: Thing::Member, name: Quoted::of(&wished.member.to_string()) };
        let member = self.member_row(&txn, wished.member).await.map_err(|it| match it {
            Error::NotFound => Problem::new("member", unknown).into(),
            other => other,
        })?;
        if organisation.kind == Kind::Person {
            return Err(Problem::new("organisation", Case::PersonHasNoMembers).into());
        }
        if member.seq == organisation.seq {
            return Err(Problem::new("member", Case::BelongsToItself).into());
        }
        let function = wished.function.map(|it| optional_line("function", &it, MAX_FUNCTION)).transpose()?.flatten();
        if wished.starts_on.zip(wished.ends_on).is_some_and(|(first, last)| first > last) {
            return Err(Problem::new("endsOn", Case::Before("startsOn")).into());
        }
        let of_organisation = row::Entity::find().filter(row::Column::OrganisationSeq.eq(organisation.seq));
        let known = of_organisation.clone().filter(row::Column::MemberSeq.eq(member.seq)).one(&txn).await?;
        let of_member = row::Entity::find().filter(row::Column::MemberSeq.eq(member.seq));
        for (field, others) in [("organisation", of_organisation), ("member", of_member)] {
            if known.is_none() && others.count(&txn).await? >= MOST {
                return Err(Problem::new(field, Case::MembershipsFull(MOST)).into());
            }
        }
        // who said it first goes on having given it
        let before = known.as_ref().filter(|it| it.may_write).map(|it| it.granted_by_seq);
        let giver = || self.viewer.grant().map(|it| it.account_seq);
        let granted_by = if wished.may_write { before.unwrap_or_else(giver) } else { None };
        let wrote = self.writes(&txn, member.seq, organisation.seq).await?;
        let fields = row::ActiveModel {
            member_seq: Set(member.seq),
            organisation_seq: Set(organisation.seq),
            title: Set(function),
            since: Set(wished.starts_on.map(|it| it.to_string())),
            until: Set(wished.ends_on.map(|it| it.to_string())),
            may_write: Set(wished.may_write),
            position: Set(wished.position),
            granted_by_seq: Set(granted_by),
            updated_at: Set(now),
            ..Default::default()
        };
        let id = match known {
            Some(held) => {
                row::ActiveModel { seq: Set(held.seq), id: Set(held.id), ..fields }.update(&txn).await?;
                held.id
            }
            None => {
                let id = clock.new_id();
                row::ActiveModel { seq: NotSet, id: Set(id), created_at: Set(now), ..fields }.insert(&txn).await?;
                id
            }
        };
        journal::log(&txn, "member", organisation.id, Action::Upsert, now).await?;
        let detail = Some(format!("{}{}", member.id, if wished.may_write { " may write" } else { "" }));
        journal::note(&txn, clock, &self.viewer, "membershipSet", ("member", organisation.id), detail).await?;
        let remaining_grants = match wrote {
            true => self.given_for(&txn, member.seq, organisation.seq, gave).await?,
            false => None,
        };
        self.inner.commit_rights(txn, Said { membership: id, organisation: organisation.id, remaining_grants }).await
    }

    /// Whether a member may write for an organisation at this moment, by row number.
    async fn writes(&self, db: &impl ConnectionTrait, member: i64, organisation: i64) -> Result<bool> {
        let (organisations, _) = writes_for(db, Some(member), self.inner.clock.now()).await?;
        Ok(organisations.contains(&organisation))
    }

    /// What a member who could write for an organisation gave to others for it and that is still held; none where the member
    /// still may write.
    async fn given_for(&self, db: &Turn, member: i64, organisation: i64, gave: Gave) -> Result<Option<Gifts>> {
        if self.writes(db, member, organisation).await? {
            return Ok(None);
        }
        let holder = account::Entity::find().filter(account::Column::MemberSeq.eq(member)).one(db).await?;
        let Some(holder) = holder else { return Ok(Some(Gifts::default())) };
        if gave == Gave::Goes {
            let left = reach(db, &holder, self.inner.clock.now()).await?;
            self.take_gifts(db, &holder, left).await?;
        }
        // what else the account gave rests on other rights, and is not everybody's to know
        let organisation = self.inner.reference().members.by_seq(organisation).map(|it| it.id);
        let mut writers = self.gifts_of(db, holder.seq).await?.writers;
        writers.retain(|it| it.organisation == organisation);
        Ok(Some(Gifts { writers, ..Default::default() }))
    }

    /// Ends a membership: nothing of it is kept but the audit. Its member may do so, too. Where that takes the right to write
    /// away, what its holder gave and could not give any more stays or goes as `gave` says.
    ///
    /// # Errors
    /// [`Error::NotFound`], for one that the viewer may not end as well.
    pub async fn remove_membership(&self, id: Id, gave: Gave) -> Result<Committed<Said>> {
        let clock = &self.inner.clock;
        let txn = self.turn().await?;
        let held = row::Entity::find().filter(row::Column::Id.eq(id)).one(&txn).await?.ok_or(Error::NotFound)?;
        let reference = self.inner.reference();
        let organisation = reference.members.by_seq(held.organisation_seq).ok_or(Error::NotFound)?;
        let organisation = self.member_row(&txn, organisation.id).await?;
        if self.viewer.grant().and_then(|it| it.member) != Some(held.member_seq) {
            self.permit_with(&txn, Act::Entrust, &organisation).await.map_err(Error::hidden)?;
        }
        let (member, wrote) = (held.member_seq, self.writes(&txn, held.member_seq, organisation.seq).await?);
        held.into_active_model().delete(&txn).await?;
        journal::log(&txn, "member", organisation.id, Action::Upsert, clock.now()).await?;
        journal::note(&txn, clock, &self.viewer, "membershipRemove", ("member", organisation.id), None).await?;
        let remaining_grants = match wrote {
            true => self.given_for(&txn, member, organisation.seq, gave).await?,
            false => None,
        };
        self.inner.commit_rights(txn, Said { membership: id, organisation: organisation.id, remaining_grants }).await
    }
}
