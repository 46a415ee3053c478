//! THE law: who may read which row, who may do what. No other file of any floor decides it.
//!
//! What is permitted is role ∩ scope ∩ territory. Rights over an entry follow its home territory; **own** is what the
//! viewer made, or is credited with as an author.

use std::fmt;

use sea_orm::sea_query::{ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition};

use crate::account::{Role, Scope};
use crate::clock::Instant;
use crate::entry::{Role as Credit, Status, row as entry};
use crate::member;
use crate::parts::credit;
use crate::reference::Reference;
use crate::territory::closure;
use crate::viewer::{Grant, Reach, Standing, View, Viewer};

/// What somebody may ask to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Bring in content with its own dates, statuses and owners.
    Import,
    /// Make and revoke accounts and their tokens.
    ManageTokens,
    /// Make a draft.
    Create,
    /// Change a draft.
    Edit,
    /// Hand a draft in.
    Submit,
    /// Make something public, now or later.
    Publish,
    /// Give something back to its author.
    Return,
    /// Decline something that was handed in.
    Refuse,
    /// Take something back from the public.
    Withdraw,
}

/// What the law needs to know of an entry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject {
    /// Its home territory, by row number; none: the whole network.
    pub(crate) home: Option<i64>,
    /// Whether it is the viewer's own.
    pub(crate) own: bool,
}

/// The entries that the viewer may read at this moment, as a condition on the table `entry`.
///
/// Everybody reads what is published and due, and not yet due to go. Who asks for the latest view reads their own as
/// well, editors what has its home inside their mandates, administrators everything.
pub(crate) fn readable(viewer: &Viewer, now: Instant) -> Condition {
    use entry::Column::{CreatedBySeq, HomeTerritorySeq, PublishedAt, Seq, Status as State, UnpublishAt};
    let published = Condition::all()
        .add(State.eq(Status::Published))
        .add(PublishedAt.lte(now))
        .add(UnpublishAt.is_null().or(UnpublishAt.gt(now)));
    let grant = match (&viewer.standing, viewer.view) {
        (Standing::Operator { .. }, _) => return Condition::all(),
        (Standing::Visitor, _) | (Standing::Account(_), View::Published) => return published,
        (Standing::Account(grant), View::Latest) => grant,
    };
    if !grant.scopes.contains(&Scope::ContentRead) {
        return published;
    }
    let mut any = Condition::any().add(published);
    match (grant.role, &grant.reach) {
        (Role::Admin, Reach::Whole) | (Role::Editor, Reach::Whole) => return Condition::all(),
        (Role::Admin | Role::Editor, Reach::Inside(roots)) => {
            any = any.add(HomeTerritorySeq.in_subquery(inside(roots)));
        }
        (Role::Contributor, _) => {}
    }
    if let Some(member) = grant.member {
        any = any.add(CreatedBySeq.eq(member)).add(Seq.in_subquery(written_by(member)));
    }
    any
}

fn inside(roots: &[i64]) -> SelectStatement {
    Query::select()
        .column(closure::Column::DescendantSeq)
        .from(closure::Entity)
        .and_where(closure::Column::AncestorSeq.is_in(roots.iter().copied()))
        .take()
}

fn written_by(member: i64) -> SelectStatement {
    Query::select()
        .column(credit::Column::EntrySeq)
        .from(credit::Entity)
        .and_where(credit::Column::MemberSeq.eq(member))
        .and_where(credit::Column::Role.eq(Credit::Author))
        .take()
}

/// True when the viewer may see a member of this standing.
pub(crate) fn member_readable(viewer: &Viewer, member: i64, status: member::Status) -> bool {
    match (&viewer.standing, status) {
        (_, member::Status::Listed) | (Standing::Operator { .. }, _) => true,
        (Standing::Visitor, member::Status::Pending | member::Status::Hidden) => false,
        (Standing::Account(grant), member::Status::Pending | member::Status::Hidden) => {
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
        (Standing::Operator { .. }, _) => true,
        (Standing::Visitor, _) => false,
        (Standing::Account(grant), Act::Import) => {
            grant.role == Role::Admin && grant.reach == Reach::Whole && has(grant, &[Scope::Import, Scope::Admin])
        }
        (Standing::Account(grant), Act::ManageTokens) => grant.role == Role::Admin && has(grant, &[Scope::Admin]),
        (Standing::Account(grant), Act::Create) => has(grant, &[Scope::ContentWrite]),
        (Standing::Account(_), _) => false,
    };
    if permitted { Ok(()) } else { Err(act) }
}

/// Decides whether the viewer may do `act` with an entry.
///
/// # Errors
/// The act, when it is not permitted.
pub(crate) fn permit_on(viewer: &Viewer, act: Act, subject: Subject, reference: &Reference) -> Result<(), Act> {
    let permitted = match &viewer.standing {
        Standing::Operator { .. } => true,
        Standing::Visitor => false,
        Standing::Account(grant) => {
            let edits = grant.role >= Role::Editor && grant.reach.covers(subject.home, reference);
            match act {
                Act::Create | Act::Edit | Act::Submit => has(grant, &[Scope::ContentWrite]) && (subject.own || edits),
                Act::Publish | Act::Return | Act::Refuse | Act::Withdraw => {
                    has(grant, &[Scope::ContentPublish]) && edits
                }
                Act::Import | Act::ManageTokens => false,
            }
        }
    };
    if permitted { Ok(()) } else { Err(act) }
}

fn has(grant: &Grant, scopes: &[Scope]) -> bool {
    scopes.iter().all(|it| grant.scopes.contains(it))
}

impl Act {
    /// One word for it, for messages and programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::ManageTokens => "tokens",
            Self::Create => "create",
            Self::Edit => "edit",
            Self::Submit => "submit",
            Self::Publish => "publish",
            Self::Return => "return",
            Self::Refuse => "refuse",
            Self::Withdraw => "withdraw",
        }
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
