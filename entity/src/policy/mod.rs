//! THE law: who may read which row, who may do what. No other file of any floor decides it.
//!
//! What is permitted is role ∩ scope ∩ territory. Rights over an entry follow its home territory; **own** is what the
//! viewer made, is credited with as an author, or what is credited to an organisation that they may write for.

pub(crate) mod media;
pub(crate) mod public;
mod rows;
pub(crate) mod subject;
#[cfg(test)]
mod tests;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, Condition};

use crate::act::Act;
use crate::model::account::Scope;
use crate::model::entry::{Role as Credit, row as entry};
use crate::model::member;
use crate::policy::rows::{credited_to, inside, made_by, written_by};
use crate::reference::Snapshot;
use crate::value::clock::Instant;
use crate::value::kind::Kind;
use crate::value::role::Role;
use crate::value::status::Status;
use crate::viewer::{Grant, Principal, Reach, View, Viewer};

/// What the law needs to know of an entry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject {
    /// What it is: the network's own pages are administrators' alone.
    pub(crate) kind: Kind,
    /// Its home territory, by row number; none: the whole network.
    pub(crate) home: Option<i64>,
    /// Whether it is the viewer's own.
    pub(crate) own: bool,
    /// Whether the viewer made it: a draft, or a proposal, is not its co-authors' to do away with.
    pub(crate) made: bool,
}

/// What the law needs to know of a person.
#[derive(Debug, Clone, Default)]
pub(crate) struct Person {
    /// The role of their account, when they have one.
    pub(crate) role: Option<Role>,
    /// Where they are active, by row number.
    pub(crate) places: Vec<i64>,
    /// Where the mandates of their account reach.
    pub(crate) reach: Reach,
    /// Who took their account out of use, when it is.
    pub(crate) suspended_by: Option<Role>,
    /// Whether the viewer is, or may write for, this member.
    pub(crate) own: bool,
    /// Whether what is to be taken away was given by the viewer.
    pub(crate) given_by_viewer: bool,
}

/// The entries that the viewer may read at this moment, as a condition on the table `entry`.
///
/// Everybody reads what is published and due, and not yet due to go. Who asks for the latest view reads their own as
/// well, editors what has its home inside their mandates, administrators everything. Who is shown one version meets it in lists
/// as long as it is the one that stands: they filter and order by what stands, which another version is not to tell of.
pub(crate) fn readable(viewer: &Viewer, now: Instant) -> Condition {
    match &viewer.standing {
        Principal::Preview { version, .. } => readable_by_name(viewer, now, Some(*version)),
        Principal::Visitor | Principal::Operator { .. } | Principal::Account(_) => readable_by_name(viewer, now, None),
    }
}

/// The same of entries named by id, slug or relation. Who is shown one version finds its entry so, in whatever version it stands.
pub(crate) fn findable(viewer: &Viewer, now: Instant) -> Condition {
    readable_by_name(viewer, now, None)
}

/// [`findable`] of those that are named, [`readable`] of all others.
pub(crate) fn allowed(viewer: &Viewer, now: Instant, by_name: bool) -> Condition {
    if by_name { findable(viewer, now) } else { readable(viewer, now) }
}

fn readable_by_name(viewer: &Viewer, now: Instant, standing: Option<i64>) -> Condition {
    use entry::Column::{Seq, Version};
    let published = public(now);
    match (&viewer.standing, viewer.view) {
        (Principal::Operator { .. }, _) => Condition::all(),
        (Principal::Visitor, _) | (Principal::Account(_), View::Published) => published,
        (Principal::Preview { entry, .. }, _) => {
            let shown = Condition::all().add(Seq.eq(*entry)).add_option(standing.map(|it| Version.eq(it)));
            Condition::any().add(published).add(shown)
        }
        (Principal::Account(_), View::Latest) => Condition::any().add(published).add(behind(viewer)),
    }
}

/// The entries that everybody reads.
fn public(now: Instant) -> Condition {
    use entry::Column::{PublishedAt, Status as State, UnpublishAt};
    Condition::all()
        .add(State.eq(Status::Published))
        .add(PublishedAt.lte(now))
        .add(UnpublishAt.is_null().or(UnpublishAt.gt(now)))
}

/// The entries of which a refusal may tell the viewer: what everybody reads, and their own.
pub(crate) fn public_or_own(viewer: &Viewer, now: Instant) -> Condition {
    match &viewer.standing {
        Principal::Operator { .. } => Condition::all(),
        Principal::Visitor | Principal::Preview { .. } => public(now),
        Principal::Account(grant) => own(grant, Condition::any().add(public(now))),
    }
}

/// The entries of a condition, and those that are an account's own: the same as [`is_own`] says of one.
fn own(grant: &Grant, mut any: Condition) -> Condition {
    use entry::Column::{CreatedBySeq, Seq};
    if let Some(member) = grant.member {
        any = any.add(CreatedBySeq.eq(member)).add(Seq.in_subquery(written_by(member)));
    }
    if !grant.organisations.is_empty() {
        any = any.add(Seq.in_subquery(credited_to(&grant.organisations)));
    }
    any
}

/// The row numbers of the entries that meet a condition, whoever may read them: a reader joins them with what the viewer may read.
pub(crate) fn numbers(condition: Expr) -> SelectStatement {
    let number = Expr::col((entry::Entity, entry::Column::Seq));
    Query::select().expr_as(number, Alias::new("entry_seq")).from(entry::Entity).and_where(condition).take()
}

/// The row numbers of the entries that are the viewer's own, in one list that a statement can begin with: as [`is_own`] says of one.
pub(crate) fn own_entries(viewer: &Viewer) -> Option<SelectStatement> {
    let grant = viewer.grant()?;
    let of_member = grant.member.map(|it| [made_by(it), written_by(it)]).into_iter().flatten();
    let of_organisations = (!grant.organisations.is_empty()).then(|| credited_to(&grant.organisations));
    of_member.chain(of_organisations).reduce(|mut all, part| all.union(UnionType::Distinct, part).take())
}

/// The entries of which everybody may know that they were: title, authors and licence that the public saw last stay for the
/// credit of what was made from them.
pub(crate) fn remembered(now: Instant) -> Condition {
    use entry::Column::{PublicVersion, UnpublishAt};
    let ran_out = seen(now).add(UnpublishAt.lte(now));
    let before = Condition::all().add(PublicVersion.is_not_null()).add(seen(now).not());
    Condition::any().add(ran_out).add(before)
}

/// The entries whose version that stands has been public by this moment, or is; what is saved after its time ran out is not.
pub(crate) fn seen(now: Instant) -> Condition {
    use entry::Column::{PublishedAt, Status as State, UnpublishAt, UpdatedAt};
    // no value where there is none would make neither this nor its contrary true
    let from = PublishedAt.is_not_null().and(PublishedAt.lte(now));
    let lasted = UnpublishAt.is_null().or(UnpublishAt.into_expr().gt(UpdatedAt.into_expr()));
    Condition::all().add(State.eq(Status::Published)).add(from).add(lasted)
}

/// The entries of which the viewer may read what is not published: drafts, submissions, proposals, versions.
pub(crate) fn behind(viewer: &Viewer) -> Condition {
    use entry::Column::{HomeTerritorySeq, Seq};
    let nothing = Condition::any().add(Seq.is_null());
    let grant = match &viewer.standing {
        Principal::Operator { .. } => return Condition::all(),
        Principal::Visitor | Principal::Preview { .. } => return nothing,
        Principal::Account(grant) if !grant.scopes.contains(&Scope::ContentRead) => return nothing,
        Principal::Account(grant) => grant,
    };
    let mut any = nothing;
    match (grant.role, &grant.reach) {
        (Role::Admin | Role::Editor, Reach::Whole) => return Condition::all(),
        (Role::Admin | Role::Editor, Reach::Inside(roots)) => {
            any = any.add(HomeTerritorySeq.in_subquery(inside(roots)));
        }
        (Role::Contributor, _) => {}
    }
    own(grant, any)
}

/// The entries that wait for the viewer, because they may publish them; none for viewers who may publish nowhere.
pub(crate) fn in_charge(viewer: &Viewer) -> Option<Condition> {
    let grant = match &viewer.standing {
        Principal::Operator { .. } => return Some(Condition::all()),
        Principal::Visitor | Principal::Preview { .. } => return None,
        Principal::Account(grant) => grant,
    };
    if grant.role < Role::Editor || !has(grant, &[Scope::ContentRead, Scope::ContentPublish]) {
        return None;
    }
    let mut mine = Condition::all();
    if grant.role < Role::Admin {
        mine = mine.add(entry::Column::Kind.ne(Kind::Page));
    }
    Some(match &grant.reach {
        Reach::Whole => mine,
        Reach::Inside(roots) => mine.add(entry::Column::HomeTerritorySeq.in_subquery(inside(roots))),
    })
}

/// Whether an entry made by `creator`, with these credits, is the viewer's own.
pub(crate) fn is_own(viewer: &Viewer, creator: Option<i64>, credits: &[(i64, Credit)]) -> bool {
    let Some(grant) = viewer.grant() else { return false };
    let credited = |(member, role): &(i64, Credit)| {
        (grant.member == Some(*member) && *role == Credit::Author)
            || (grant.organisations.contains(member) && *role != Credit::Translator)
    };
    is_maker(viewer, creator) || credits.iter().any(credited)
}

/// Whether the viewer, as a member, is who made something.
pub(crate) fn is_maker(viewer: &Viewer, creator: Option<i64>) -> bool {
    creator.is_some() && viewer.grant().is_some_and(|it| it.member == creator)
}

/// True when the viewer may see a member of this standing.
pub(crate) fn member_readable(viewer: &Viewer, member: i64, status: member::Status) -> bool {
    match (&viewer.standing, status) {
        (_, member::Status::Listed) | (Principal::Operator { .. }, _) => true,
        (Principal::Visitor | Principal::Preview { .. }, member::Status::Pending | member::Status::Hidden) => false,
        (Principal::Account(grant), member::Status::Pending | member::Status::Hidden) => {
            let manages = grant.role >= Role::Editor && grant.scopes.contains(&Scope::MembersManage);
            grant.member == Some(member) || (viewer.view == View::Latest && manages)
        }
    }
}

/// Decides whether the viewer may do what concerns no entry.
///
/// # Errors
/// The act, when it is not permitted.
pub(crate) fn permit(viewer: &Viewer, act: Act) -> Result<(), Act> {
    let permitted = match (&viewer.standing, act) {
        (Principal::Operator { .. }, _) => true,
        (Principal::Visitor | Principal::Preview { .. }, _) => false,
        (Principal::Account(grant), Act::Import) => {
            grant.role == Role::Admin && grant.reach == Reach::Whole && has(grant, &[Scope::Import, Scope::Admin])
        }
        (
            Principal::Account(grant),
            Act::ManageTokens | Act::Audit | Act::Purge | Act::Private | Act::Settings | Act::Licence,
        ) => grant.role == Role::Admin && grant.reach == Reach::Whole && has(grant, &[Scope::Admin]),
        // the whole network has them: whoever publishes anywhere keeps them
        (Principal::Account(grant), Act::Catalogue | Act::Redirect) => {
            let somewhere = grant.reach != Reach::Inside(Vec::new());
            grant.role >= Role::Editor && somewhere && has(grant, &[Scope::ContentPublish])
        }
        // what a script shows is good for what it was made for, not for the account that made it
        (Principal::Account(grant), Act::KeepAccount) => {
            grant.session.is_some() || permit(viewer, Act::Private).is_ok()
        }
        (Principal::Account(grant), Act::Backdate) => {
            grant.role >= Role::Editor && (has(grant, &[Scope::Import]) || has(grant, &[Scope::Admin]))
        }
        (Principal::Account(grant), Act::Create | Act::UploadMedia) => has(grant, &[Scope::ContentWrite]),
        (Principal::Account(_), _) => false,
    };
    if permitted { Ok(()) } else { Err(act) }
}

/// Decides whether the viewer may do `act` with an entry.
///
/// # Errors
/// The act, when it is not permitted.
pub(crate) fn permit_on(viewer: &Viewer, act: Act, subject: Subject, reference: &Snapshot) -> Result<(), Act> {
    let permitted = match &viewer.standing {
        Principal::Operator { .. } => true,
        Principal::Visitor | Principal::Preview { .. } => false,
        Principal::Account(grant) => {
            let (least, own) = match subject.kind {
                Kind::Page => (Role::Admin, false),
                Kind::Initiative | Kind::Recipe | Kind::Article | Kind::Event => (Role::Editor, subject.own),
            };
            let edits = grant.role >= least && grant.reach.covers(subject.home, reference);
            match act {
                Act::Create | Act::Edit | Act::Submit | Act::Unsubmit | Act::Propose => {
                    has(grant, &[Scope::ContentWrite]) && (own || edits)
                }
                // who is credited with something changes it, and does not do away with what another has made
                Act::Delete => has(grant, &[Scope::ContentWrite]) && (own && subject.made || edits),
                Act::Arrange => has(grant, &[Scope::ContentWrite]) && edits,
                Act::Preview | Act::LookBack => has(grant, &[Scope::ContentRead]) && (own || edits),
                Act::Publish | Act::RequestChanges | Act::Refuse | Act::Withdraw | Act::Note => {
                    has(grant, &[Scope::ContentPublish]) && edits
                }
                Act::Import
                | Act::ManageTokens
                | Act::Backdate
                | Act::Accept
                | Act::Invite
                | Act::Suspend
                | Act::Mandate
                | Act::Profile
                | Act::Entrust
                | Act::KeepAccount
                | Act::Private
                | Act::Audit
                | Act::Purge
                | Act::Settings
                | Act::Catalogue
                | Act::Redirect
                | Act::Licence
                | Act::UploadMedia
                | Act::ChangeMedia
                | Act::DeleteMedia => false,
            }
        }
    };
    if permitted { Ok(()) } else { Err(act) }
}

/// Decides whether the viewer may do `act` with a person: an editor with contributors of their territories, or who named
/// none; an administrator with everybody whose rights are no more than theirs. What an administrator has taken out of use, no
/// editor takes into use again. Who belongs to an organisation says who writes for it, or who looks after all of its territories.
///
/// # Errors
/// The act, when it is not permitted.
pub(crate) fn permit_person(viewer: &Viewer, act: Act, person: &Person, reference: &Snapshot) -> Result<(), Act> {
    let permitted = match &viewer.standing {
        Principal::Operator { .. } => true,
        Principal::Visitor | Principal::Preview { .. } => false,
        Principal::Account(grant) => {
            let somewhere = grant.reach != Reach::Inside(Vec::new());
            let near =
                person.places.is_empty() || person.places.iter().any(|it| grant.reach.covers(Some(*it), reference));
            let whole = grant.reach == Reach::Whole;
            let all_near =
                !person.places.is_empty() && person.places.iter().all(|it| grant.reach.covers(Some(*it), reference));
            let theirs = match grant.role {
                Role::Contributor => false,
                Role::Editor => person.role.is_none_or(|it| it == Role::Contributor) || person.given_by_viewer,
                Role::Admin => whole || person.role != Some(Role::Admin) && grant.reach.holds(&person.reach, reference),
            };
            let theirs = theirs && person.suspended_by.is_none_or(|it| it <= grant.role);
            let manages = has(grant, &[Scope::MembersManage]) && theirs && somewhere && near;
            let writes = person.own && has(grant, &[Scope::ContentWrite]);
            match act {
                Act::Accept | Act::Invite | Act::Suspend | Act::Mandate => manages,
                Act::Profile => manages || writes,
                Act::Entrust => writes || manages && (whole || all_near),
                Act::Private => person.own && permit(viewer, Act::KeepAccount).is_ok() || permit(viewer, act).is_ok(),
                Act::Import
                | Act::ManageTokens
                | Act::Create
                | Act::Edit
                | Act::Submit
                | Act::Unsubmit
                | Act::Publish
                | Act::Backdate
                | Act::RequestChanges
                | Act::Refuse
                | Act::Withdraw
                | Act::Propose
                | Act::Delete
                | Act::Arrange
                | Act::Preview
                | Act::LookBack
                | Act::Note
                | Act::KeepAccount
                | Act::Audit
                | Act::Purge
                | Act::Settings
                | Act::Catalogue
                | Act::Redirect
                | Act::Licence
                | Act::UploadMedia
                | Act::ChangeMedia
                | Act::DeleteMedia => false,
            }
        }
    };
    if permitted { Ok(()) } else { Err(act) }
}

/// Decides whether the viewer may give somebody a role, and mandates that reach so far: never more than they have.
///
/// # Errors
/// The act, when it is not permitted.
pub(crate) fn permit_grant(
    viewer: &Viewer,
    act: Act,
    role: Role,
    reach: &Reach,
    reference: &Snapshot,
) -> Result<(), Act> {
    let permitted = match &viewer.standing {
        Principal::Operator { .. } => true,
        Principal::Visitor | Principal::Preview { .. } => false,
        Principal::Account(grant) => {
            let within = grant.reach.holds(reach, reference);
            let most = match (grant.role, act) {
                (Role::Contributor, _) => None,
                (Role::Editor, Act::Invite) => Some(Role::Contributor),
                (Role::Editor | Role::Admin, _) => Some(grant.role),
            };
            has(grant, &[Scope::MembersManage]) && within && most.is_some_and(|most| role <= most)
        }
    };
    if permitted { Ok(()) } else { Err(act) }
}

fn has(grant: &Grant, scopes: &[Scope]) -> bool {
    scopes.iter().all(|it| grant.scopes.contains(it))
}
