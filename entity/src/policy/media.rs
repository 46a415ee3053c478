//! The law of pictures and documents: who sees which, who changes which. Whoever may see what shows one sees it; what the public
//! sees is changed by those who may publish everything that shows it.

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition};

use crate::act::Act;
use crate::model::account::Scope;
use crate::model::entry::row as entry;
use crate::model::media::{of_entry, of_member, of_version, row as media, sender};
use crate::model::member::{Status, row as member};
use crate::model::settings;
use crate::policy::{Person, Subject, behind, has, permit, permit_on, permit_person, public};
use crate::reference::Snapshot;
use crate::value::clock::Instant;
use crate::value::role::Role;
use crate::viewer::{Grant, Principal, Reach, View, Viewer};

/// What the law needs to know of a picture or a document.
#[derive(Debug, Clone, Default)]
pub(crate) struct File {
    /// Whether the viewer brought it in.
    pub(crate) made: bool,
    /// Whether something shows it to everybody, or is going to.
    pub(crate) public: bool,
    /// The entries that show it to everybody; where none does, all that refer to it.
    pub(crate) entries: Vec<Subject>,
    /// The members who show it.
    pub(crate) people: Vec<Person>,
    /// Whether it is the logo of the network.
    pub(crate) of_network: bool,
}

/// The pictures and documents that the viewer may see at this moment, as a condition on the table `media`.
pub(crate) fn media_readable(viewer: &Viewer, now: Instant) -> Condition {
    let shown = media_public(now);
    match (&viewer.standing, viewer.view) {
        (Principal::Operator { .. }, _) => Condition::all(),
        (Principal::Visitor, _) | (Principal::Account(_), View::Published) => shown,
        (Principal::Preview { entry, version }, _) => {
            let previewed = of_version::Column::EntrySeq.eq(*entry).and(of_version::Column::Version.eq(*version));
            shown.add(in_version(Condition::all().add(previewed)))
        }
        (Principal::Account(grant), View::Latest) if sees_all(grant) => Condition::all(),
        (Principal::Account(grant), View::Latest) => {
            let own = grant.member.map(|it| media::Column::Seq.in_subquery(sent_by(it)));
            let of_member = |it: i64| by_member(Condition::all().add(member::Column::Seq.eq(it)));
            shown
                .add(in_version(behind(viewer)))
                .add_option(own)
                .add_option(grant.member.map(of_member))
                .add_option(manages(grant).then(|| by_member(Condition::all())))
        }
    }
}

/// The pictures and documents that everybody sees: those that a public entry, a listed member or the network itself shows.
pub(crate) fn media_public(now: Instant) -> Condition {
    use of_entry::Column::{EntrySeq, MediaSeq};
    let same = Expr::col((of_entry::Entity, EntrySeq)).equals((entry::Entity, entry::Column::Seq));
    let this = Expr::col((of_entry::Entity, MediaSeq)).equals((media::Entity, media::Column::Seq));
    let mut entries = Query::select().expr(Expr::cust("1")).from(of_entry::Entity).take();
    entries.inner_join(entry::Entity, same).and_where(this).cond_where(public(now));
    Condition::any().add(Expr::exists(entries)).add(by_member(listed(now))).add(by_network())
}

/// What the settings of the network show.
pub(crate) fn by_network() -> Expr {
    use settings::row::{Column, Entity};
    let this = Expr::col((media::Entity, media::Column::Seq)).cast_as("text");
    let mut setting = Query::select().expr(Expr::cust("1")).from(Entity).take();
    setting.and_where(Column::Name.eq(settings::LOGO)).and_where(Expr::col((Entity, Column::Value)).eq(this));
    Expr::exists(setting)
}

/// The members whom everybody sees.
fn listed(now: Instant) -> Condition {
    let due = Condition::all().add(member::Column::Status.eq(Status::Pending)).add(member::Column::ListedFrom.lte(now));
    Condition::any().add(member::Column::Status.eq(Status::Listed)).add(due)
}

/// What one of these members shows.
fn by_member(which: Condition) -> Expr {
    use of_member::Column::{MediaSeq, MemberSeq};
    let same = Expr::col((of_member::Entity, MemberSeq)).equals((member::Entity, member::Column::Seq));
    let this = Expr::col((of_member::Entity, MediaSeq)).equals((media::Entity, media::Column::Seq));
    let mut members = Query::select().expr(Expr::cust("1")).from(of_member::Entity).take();
    members.inner_join(member::Entity, same).and_where(this).cond_where(which);
    Expr::exists(members)
}

/// What a version of one of these entries refers to.
fn in_version(which: Condition) -> Expr {
    use of_version::Column::{EntrySeq, MediaSeq};
    let same = Expr::col((of_version::Entity, EntrySeq)).equals((entry::Entity, entry::Column::Seq));
    let this = Expr::col((of_version::Entity, MediaSeq)).equals((media::Entity, media::Column::Seq));
    let mut versions = Query::select().expr(Expr::cust("1")).from(of_version::Entity).take();
    versions.inner_join(entry::Entity, same).and_where(this).cond_where(which);
    Expr::exists(versions)
}

/// The pictures and documents that a member has sent, by row number.
pub(crate) fn sent_by(member: i64) -> SelectStatement {
    let theirs = sender::Column::MemberSeq.eq(member);
    Query::select().column(sender::Column::MediaSeq).from(sender::Entity).and_where(theirs).take()
}

/// Whether somebody reads the drafts of the whole network, and so all that these may show.
fn sees_all(grant: &Grant) -> bool {
    grant.role >= Role::Editor && grant.reach == Reach::Whole && has(grant, &[Scope::ContentRead])
}

/// Whether somebody sees members who are not listed.
fn manages(grant: &Grant) -> bool {
    grant.role >= Role::Editor && has(grant, &[Scope::MembersManage])
}

/// Decides whether the viewer may do `act` with a picture or a document that they see.
///
/// # Errors
/// The act, when it is not permitted.
pub(crate) fn permit_media(viewer: &Viewer, act: Act, file: &File, reference: &Snapshot) -> Result<(), Act> {
    let all = |of_entries: Act| {
        file.entries.iter().all(|it| permit_on(viewer, of_entries, *it, reference).is_ok())
            && file.people.iter().all(|it| permit_person(viewer, Act::Profile, it, reference).is_ok())
            && (!file.of_network || permit(viewer, Act::Settings).is_ok())
    };
    let permitted = match (&viewer.standing, act) {
        (Principal::Operator { .. }, _) => true,
        (Principal::Visitor | Principal::Preview { .. }, _) => false,
        (Principal::Account(grant), Act::ChangeMedia | Act::DeleteMedia) => {
            let edits = grant.role >= Role::Editor && grant.reach != Reach::Inside(Vec::new()) && all(Act::Arrange);
            let shown = file.public && act == Act::ChangeMedia;
            has(grant, &[Scope::ContentWrite]) && if shown { all(Act::Publish) } else { file.made || edits }
        }
        (Principal::Account(_), _) => false,
    };
    if permitted { Ok(()) } else { Err(act) }
}
