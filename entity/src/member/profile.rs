//! Public profiles as people write them: created at registration, accepted by an editor, changed by their owner.
//! Imports write profiles by themselves.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::act::Act;
use crate::db::counter;
use crate::db::turn::Committed;
use crate::entry::member_listing::list;
use crate::entry::validate::unknown_territory;
use crate::error::{Error, Result};
use crate::journal::{self, Action, Shown};
use crate::mail::outbox::{MailKind, MailParams};
use crate::media::{references, rows};
use crate::model::account::row as account;
use crate::model::media::{OfMember, of_member};
use crate::model::member::{Kind, Status, row, territories};
use crate::policy;
use crate::reader::Reader;
use crate::reference::Snapshot;
use crate::search;
use crate::value::clock::Clock;
use crate::value::id::Id;
use crate::value::limit::{one_line, unfit_long_text};
use crate::value::problem::parameter::{Quoted, Thing, Unit};
use crate::value::problem::{Case, MediaCase, Problem};
use crate::value::slug::Slug;
use crate::value::territory::TerritoryRef;
use crate::value::text;
use crate::value::url::{self, WebAddress};
use crate::viewer::View;
use crate::writer::Writer;

/// The most characters of a name; the most bytes of what somebody says of themselves; the most places.
const MAX_NAME: usize = 200;
const MAX_BIO: usize = 64 * 1024;
const MAX_PLACES: usize = 50;

/// A profile to be made.
pub(crate) struct NewProfile {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) status: Status,
    /// By row number, in order.
    pub(crate) territories: Vec<i64>,
}

/// What is to change in a profile: what is absent is left alone.
#[derive(Debug, Clone, Default)]
pub struct ProfileChange {
    /// The name, as they write it.
    pub name: Option<String>,
    /// What they say of themselves, Markdown; none clears.
    pub bio: Option<Option<String>>,
    /// Their site; none clears.
    pub website: Option<Option<WebAddress>>,
    /// Where they are active, in order.
    pub territories: Option<Vec<TerritoryRef>>,
    /// Their portrait; none clears.
    pub picture: Option<Option<Id>>,
    /// Their sign, of an organisation or a collective; none clears.
    pub logo: Option<Option<Id>>,
}

/// A name as it is kept.
///
/// # Errors
/// The problem, with the field `name`.
pub(crate) fn checked_name(name: &str) -> std::result::Result<String, Problem> {
    let name = one_line("name", name, MAX_NAME)?;
    if url::holds_address(&name) {
        return Err(Problem::new("name", Case::AddressInName));
    }
    Ok(name)
}

/// Makes a profile; the row number of the member.
pub(crate) async fn make(db: &impl ConnectionTrait, clock: &Clock, new: &NewProfile) -> Result<i64> {
    let name = checked_name(&new.name)?;
    let (wished, now) = (Slug::from_title(&name), clock.now());
    let mut slug = wished.clone();
    for number in 2.. {
        if row::Entity::find().filter(row::Column::Slug.eq(slug.clone())).one(db).await?.is_none() {
            break;
        }
        slug = wished.numbered(number);
    }
    let id = clock.new_id();
    let row = row::ActiveModel {
        seq: NotSet,
        id: Set(id),
        slug: Set(slug),
        kind: Set(new.kind),
        status: Set(new.status),
        name_sort: Set(text::sort_key(&name)),
        name: Set(name),
        website: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        bio: Set(None),
        listed_from: Set(None),
    };
    let made = row.insert(db).await?;
    search::members::put(db, &made).await?;
    place(db, made.seq, &new.territories).await?;
    if new.status == Status::Listed {
        journal::log(db, "member", id, Action::Upsert, now).await?;
    }
    Ok(made.seq)
}

async fn place(db: &impl ConnectionTrait, seq: i64, places: &[i64]) -> Result<()> {
    territories::Entity::delete_many().filter(territories::Column::MemberSeq.eq(seq)).exec(db).await?;
    for (position, place) in (0..).zip(places) {
        let row =
            territories::ActiveModel { member_seq: Set(seq), territory_seq: Set(*place), position: Set(position) };
        territories::Entity::insert(row).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The row numbers of the places where somebody is active, in order.
///
/// # Errors
/// [`Error::Invalid`] for too many of them, one that is not known, and one that is named twice.
fn places(named: &[TerritoryRef], reference: &Snapshot) -> Result<Vec<i64>> {
    if named.len() > MAX_PLACES {
        let case = Case::TooLong { unit: Unit::Items, count: named.len(), max: MAX_PLACES };
        return Err(Problem::new("territories", case).into());
    }
    let (mut places, mut problems) = (Vec::new(), Vec::new());
    for (at, it) in named.iter().enumerate() {
        let path = format!("territories.{at}");
        match reference.territory(it) {
            None => problems.push(unknown_territory(&path, it)),
            Some(it) if places.contains(&it.seq) => problems.push(Problem::new(&path, Case::Twice)),
            Some(it) => places.push(it.seq),
        }
    }
    if problems.is_empty() { Ok(places) } else { Err(Error::Invalid(problems)) }
}

impl Reader {
    /// The members who wait and whom the viewer may accept, who waits longest first; at most a hundred.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn waiting_members(&self) -> Result<Vec<Id>> {
        const MOST: usize = 100;
        const LOOKED_AT: u64 = 10_000;
        let db = &self.private();
        let now = self.inner.clock.now();
        let not_yet = Condition::any().add(row::Column::ListedFrom.is_null()).add(row::Column::ListedFrom.gt(now));
        let asked = row::Entity::find()
            .filter(row::Column::Status.eq(Status::Pending))
            .filter(not_yet)
            .order_by_asc(row::Column::CreatedAt)
            .order_by_asc(row::Column::Id)
            .limit(LOOKED_AT)
            .all(db);
        let waiting = self.read_privately(async { Ok(asked.await?) }).await?;
        let reference = self.inner.reference();
        let mine = waiting.iter().filter(|it| {
            let places = reference.members.by_seq(it.seq).map(|it| it.territories.iter().map(|it| it.seq).collect());
            let person = policy::Person { places: places.unwrap_or_default(), ..Default::default() };
            policy::permit_person(self.viewer(), Act::Accept, &person, &reference).is_ok()
        });
        Ok(mine.map(|it| it.id).take(MOST).collect())
    }
}

impl Writer {
    /// Accepts a member who waits: from now on they are seen by all, and are told. Again changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`]; [`Error::Invalid`] for one who is hidden.
    pub async fn accept_member(&self, id: Id) -> Result<Committed<()>> {
        let clock = &self.inner.clock;
        let txn = self.turn().await?;
        let held = self.member_row(&txn, id).await?;
        self.permit_with(&txn, Act::Accept, &held).await?;
        match held.status {
            Status::Listed => return Ok(Committed::already(())),
            Status::Hidden => return Err(Problem::new("member", Case::MemberHidden).into()),
            Status::Pending => {}
        }
        list(&txn, clock, &[held.seq]).await?;
        journal::note(&txn, clock, &self.viewer, "memberAccept", ("member", id), None).await?;
        let particulars = MailParams { name: Some(held.name.clone()), ..Default::default() };
        self.tell(&txn, &[held.seq], MailKind::Accepted, &particulars).await?;
        let done = txn.commit(()).await?;
        self.inner.catch_up().await;
        Ok(done)
    }

    /// Changes a profile: by the person it is about, by somebody who may write for it, or by an editor.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Denied`]; [`Error::Invalid`] for what is wrong.
    pub async fn change_profile(&self, id: Id, change: ProfileChange) -> Result<Committed<()>> {
        let (clock, reference) = (&self.inner.clock, self.inner.reference());
        let mut found = self.found();
        let name = found.take(change.name.as_deref().map(checked_name).transpose())?.flatten();
        let bio = change.bio.as_ref().and_then(|it| it.as_ref()).and_then(|it| unfit_long_text(it, MAX_BIO));
        found.add(bio.map(|case| Problem::new("bio", case)).into_iter().collect());
        let places = change.territories.as_deref().map(|it| places(it, &reference));
        let places = found.take(places.transpose())?.flatten();
        // who may not change it is told that, not what is wrong
        let txn = self.turn_to_check().await?;
        let held = self.member_row(&txn, id).await?;
        self.permit_with(&txn, Act::Profile, &held).await?;
        found.end()?;
        for (role, wished) in [(OfMember::Picture, change.picture), (OfMember::Logo, change.logo)] {
            if let Some(wished) = wished {
                self.show(&txn, &held, role, wished).await?;
            }
        }
        let public = held.status.at(held.listed_from, clock.now()) == Status::Listed;
        let (seq, version, before) = (held.seq, held.version + 1, held.clone());
        let mut held = held.into_active_model();
        if let Some(name) = name {
            held.name_sort = Set(text::sort_key(&name));
            held.name = Set(name);
        }
        if let Some(bio) = change.bio {
            held.bio = Set(bio);
        }
        if let Some(website) = change.website {
            held.website = Set(website);
        }
        if let Some(places) = places {
            self.permit_move(&txn, &before, &places).await?;
            place(&txn, seq, &places).await?;
        }
        held.version = Set(version);
        held.updated_at = Set(clock.now());
        let held = held.update(&txn).await?;
        let shown = held.name != before.name || held.website != before.website;
        search::members::put(&txn, &held).await?;
        if public {
            journal::log(&txn, "member", id, Action::Upsert, clock.now()).await?;
        }
        if shown {
            journal::touch(&txn, Shown::Member(seq), clock.now()).await?;
        }
        journal::note(&txn, clock, &self.viewer, "memberUpdate", ("member", id), None).await?;
        counter::touch_reference(&txn).await?;
        let done = txn.commit(()).await?;
        self.inner.catch_up().await;
        Ok(done)
    }

    /// Shows a picture on a profile, or none.
    pub(crate) async fn show(
        &self,
        db: &impl ConnectionTrait,
        held: &row::Model,
        role: OfMember,
        wished: Option<Id>,
    ) -> Result<()> {
        let path = match role {
            OfMember::Picture => "picture",
            OfMember::Logo => "logo",
        };
        if wished.is_some() && role == OfMember::Logo && held.kind == Kind::Person {
            return Err(Problem::new(path, Case::Media(MediaCase::PersonHasNoLogo)).into());
        }
        let now = self.inner.clock.now();
        let before = of_member::Entity::find_by_id((held.seq, role)).one(db).await?;
        let picture = match wished {
            None => None,
            Some(id) => {
                let name = Quoted::of(&id.to_string());
                let unknown = || Problem::new(path, Case::Unknown { thing: Thing::Media, name });
                let found = rows::seen(db, (&self.viewer, now), id).await?.ok_or_else(unknown)?;
                if found.width.is_none() {
                    let name = found.name.unwrap_or_else(|| id.to_string());
                    return Err(Problem::new(path, Case::Media(MediaCase::NotAPicture(Quoted::of(&name)))).into());
                }
                Some(found.seq)
            }
        };
        if before.as_ref().map(|it| it.media_seq) == picture {
            return Ok(());
        }
        if let Some(before) = before {
            of_member::Entity::delete_by_id((held.seq, role)).exec(db).await?;
            references::release(db, &[before.media_seq], now).await?;
        }
        if let Some(media_seq) = picture {
            let row = of_member::ActiveModel { member_seq: Set(held.seq), role: Set(role), media_seq: Set(media_seq) };
            of_member::Entity::insert(row).exec_without_returning(db).await?;
        }
        Ok(())
    }

    /// A member whom the viewer may see, by id.
    pub(crate) async fn member_row(&self, db: &impl ConnectionTrait, id: Id) -> Result<row::Model> {
        let held = row::Entity::find().filter(row::Column::Id.eq(id)).one(db).await?.ok_or(Error::NotFound)?;
        let viewer = self.viewer.clone().seeing(View::Latest);
        let standing = held.status.at(held.listed_from, self.inner.clock.now());
        let seen = policy::member_readable(&viewer, held.seq, standing);
        seen.then_some(held).ok_or(Error::NotFound)
    }

    /// What the law needs to know of a member.
    async fn person_behind(&self, db: &impl ConnectionTrait, held: &row::Model) -> Result<policy::Person> {
        let holder = account::Entity::find().filter(account::Column::MemberSeq.eq(held.seq)).one(db).await?;
        let places = territories::Entity::find().filter(territories::Column::MemberSeq.eq(held.seq)).all(db).await?;
        let known = match &holder {
            Some(holder) => self.person_of(db, holder).await?,
            None => policy::Person::default(),
        };
        let places = places.into_iter().map(|it| it.territory_seq).collect();
        Ok(policy::Person { places, own: self.viewer.writes_as(held.seq), ..known })
    }

    /// Refuses to move an organisation out of the sight of those who look after it: whoever says that it is elsewhere looks
    /// after all of that, before and after; to write for it is not enough.
    async fn permit_move(&self, db: &impl ConnectionTrait, held: &row::Model, places: &[i64]) -> Result<()> {
        if held.kind == Kind::Person {
            return Ok(());
        }
        let before = policy::Person { own: false, ..self.person_behind(db, held).await? };
        let set = |of: &[i64]| of.iter().copied().collect::<BTreeSet<_>>();
        if set(&before.places) == set(places) {
            return Ok(());
        }
        let after = policy::Person { places: places.to_vec(), ..before.clone() };
        let reference = self.inner.reference();
        for person in [before, after] {
            policy::permit_person(&self.viewer, Act::Entrust, &person, &reference).map_err(Error::Denied)?;
        }
        Ok(())
    }

    /// Asks the law whether the viewer may do this with a member.
    pub(crate) async fn permit_with(&self, db: &impl ConnectionTrait, act: Act, held: &row::Model) -> Result<()> {
        let person = self.person_behind(db, held).await?;
        policy::permit_person(&self.viewer, act, &person, &self.inner.reference()).map_err(Error::Denied)
    }
}
