//! What refers to a picture or a document: entries, versions that wait or are shown, members. What nothing refers to can go.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::error::Result;
use crate::model::entry::row as entry;
use crate::model::history::{external, revision};
use crate::model::media::{of_entry, of_member, of_version, removed, row, sender};
use crate::model::member::{row as member, territories};
use crate::model::preview::row as preview;
use crate::model::settings;
use crate::policy::media::{File, by_network};
use crate::policy::{Person, Subject};
use crate::value::clock::Instant;
use crate::value::status::Status;
use crate::viewer::Viewer;

/// The state of a version that waits, as it stands in the table of revisions.
const PROPOSED: &str = "PROPOSED";
/// The most entries and members that are looked at before somebody changes what they show.
const MOST: u64 = 1_000;

/// What something refers to at this moment, as a condition on the table `media`.
pub(crate) fn used(now: Instant) -> Condition {
    let this = |column: Expr| column.equals((row::Entity, row::Column::Seq));
    let one = || Query::select().expr(Expr::cust("1")).take();
    let mut entries = one();
    entries.from(of_entry::Entity).and_where(this(Expr::col((of_entry::Entity, of_entry::Column::MediaSeq))));
    let mut members = one();
    members.from(of_member::Entity).and_where(this(Expr::col((of_member::Entity, of_member::Column::MediaSeq))));
    let of_versions = || this(Expr::col((of_version::Entity, of_version::Column::MediaSeq)));
    let (entry_of, version_of) = (
        || Expr::col((of_version::Entity, of_version::Column::EntrySeq)),
        || Expr::col((of_version::Entity, of_version::Column::Version)),
    );
    let proposal = entry_of()
        .equals((revision::Entity, revision::Column::EntrySeq))
        .and(version_of().equals((revision::Entity, revision::Column::Version)));
    let mut proposals = one();
    proposals.from(of_version::Entity).inner_join(revision::Entity, proposal).and_where(of_versions());
    proposals.and_where(revision::Column::State.eq(PROPOSED));
    let shown = entry_of()
        .equals((preview::Entity, preview::Column::EntrySeq))
        .and(version_of().equals((preview::Entity, preview::Column::Version)));
    let mut previews = one();
    previews.from(of_version::Entity).inner_join(preview::Entity, shown).and_where(of_versions());
    previews.and_where(preview::Column::RevokedAt.is_null()).and_where(preview::Column::ExpiresAt.gt(now));
    let all = [entries, members, proposals, previews].into_iter();
    all.fold(Condition::any().add(by_network()), |any, it| any.add(Expr::exists(it)))
}

/// Those of these (by row number) to which nothing refers at this moment.
pub(crate) async fn unused(db: &impl ConnectionTrait, of: &[i64], now: Instant) -> Result<Vec<row::Model>> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let asked = row::Entity::find().filter(row::Column::Seq.is_in(of.iter().copied())).filter(used(now).not());
    Ok(asked.all(db).await?)
}

/// Takes out the rows of these, and leaves their files to be deleted.
pub(crate) async fn remove(db: &impl ConnectionTrait, of: &[row::Model], now: Instant) -> Result<()> {
    for media in of {
        of_version::Entity::delete_many().filter(of_version::Column::MediaSeq.eq(media.seq)).exec(db).await?;
        sender::Entity::delete_many().filter(sender::Column::MediaSeq.eq(media.seq)).exec(db).await?;
        // where it was fetched from: it may be fetched from there again
        external::Entity::delete_many().filter(external::Column::ObjectId.eq(media.id)).exec(db).await?;
        row::Entity::delete_by_id(media.seq).exec(db).await?;
        leave_file(db, (&media.checksum, &media.extension), now).await?;
    }
    Ok(())
}

/// Notes that a file has no row any more: it is deleted after this is committed, if not now, then later.
pub(crate) async fn leave_file(
    db: &impl ConnectionTrait,
    (checksum, extension): (&str, &str),
    now: Instant,
) -> Result<()> {
    let row = removed::ActiveModel {
        checksum: Set(checksum.to_owned()),
        extension: Set(extension.to_owned()),
        removed_at: Set(now),
    };
    let again = OnConflict::column(removed::Column::Checksum).update_column(removed::Column::RemovedAt).to_owned();
    removed::Entity::insert(row).on_conflict(again).exec_without_returning(db).await?;
    Ok(())
}

/// Notes since when these (by row number) are referred to no more.
pub(crate) async fn release(db: &impl ConnectionTrait, of: &[i64], now: Instant) -> Result<()> {
    if of.is_empty() {
        return Ok(());
    }
    row::Entity::update_many()
        .col_expr(row::Column::ReleasedAt, Expr::value(now))
        .filter(row::Column::Seq.is_in(of.iter().copied()))
        .exec(db)
        .await?;
    Ok(())
}

/// What the versions of an entry refer to, by row number.
pub(crate) async fn of_versions(db: &impl ConnectionTrait, entry_seq: i64) -> Result<Vec<i64>> {
    let asked = of_version::Entity::find().select_only().column(of_version::Column::MediaSeq);
    let found: Vec<i64> = asked.filter(of_version::Column::EntrySeq.eq(entry_seq)).into_tuple().all(db).await?;
    Ok(found.into_iter().collect::<BTreeSet<_>>().into_iter().collect())
}

/// What the law needs to know of a picture or a document. Where more refers to it than is looked at, it counts as the whole
/// network's.
pub(crate) async fn judged(db: &impl ConnectionTrait, viewer: &Viewer, media_seq: i64) -> Result<File> {
    let me = viewer.grant().and_then(|it| it.member);
    let sent = match me {
        Some(member) => sender::Entity::find_by_id((member, media_seq)).one(db).await?,
        None => None,
    };
    let mut entries = Query::select().distinct().from(of_version::Entity).take();
    for column in [entry::Column::Kind, entry::Column::HomeTerritorySeq, entry::Column::Status] {
        entries.column((entry::Entity, column));
    }
    let same =
        Expr::col((of_version::Entity, of_version::Column::EntrySeq)).equals((entry::Entity, entry::Column::Seq));
    let stands = Expr::col((of_version::Entity, of_version::Column::Version));
    let stands = stands.equals((entry::Entity, entry::Column::Version)).or(entry::Column::Status.ne(Status::Published));
    entries.inner_join(entry::Entity, same).and_where(of_version::Column::MediaSeq.eq(media_seq)).and_where(stands);
    entries.limit(MOST + 1);
    let (mut public, mut hidden) = (Vec::new(), Vec::new());
    for row in db.query_all(&entries).await? {
        let status: Status = row.try_get_by_index(2)?;
        let (kind, home) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let subject = Subject { kind, home, own: false, made: false };
        let list = if status == Status::Published { &mut public } else { &mut hidden };
        list.push(subject);
    }
    let members = of_member::Entity::find().filter(of_member::Column::MediaSeq.eq(media_seq)).limit(MOST);
    let (mut people, mut seen) = (Vec::new(), false);
    for shown in members.all(db).await? {
        let own = viewer.writes_as(shown.member_seq);
        let standing = member::Entity::find_by_id(shown.member_seq).one(db).await?.map(|it| it.status);
        // who waits may be listed any day
        seen |= standing.is_some_and(|it| it != crate::model::member::Status::Hidden);
        let places = territories::Entity::find().filter(territories::Column::MemberSeq.eq(shown.member_seq));
        let places = places.all(db).await?.into_iter().map(|it| it.territory_seq).collect();
        people.push(Person { places, own, ..Person::default() });
    }
    let made = sent.is_some();
    let mut entries = if public.is_empty() { hidden } else { public.clone() };
    if entries.len() as u64 > MOST {
        let network = Subject { kind: crate::value::kind::Kind::Page, home: None, own: false, made: false };
        entries.push(network);
    }
    let logo = settings::row::Entity::find_by_id(settings::LOGO).one(db).await?;
    let of_network = logo.is_some_and(|it| it.value == media_seq.to_string());
    Ok(File { made, public: !public.is_empty() || seen || of_network, entries, people, of_network })
}
