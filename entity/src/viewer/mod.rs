//! The viewer of a request: made from its credentials, or spelled out by a command of the operator.

pub mod allowance;
pub(crate) mod grant_cache;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::account::Scope;
use crate::model::allowance::Allowance;
use crate::reference::Snapshot;
use crate::value::clock::Instant;
use crate::value::id::Id;
use crate::value::role::Role;

/// Who reads or writes: every [`Reader`](crate::reader::Reader) and [`Writer`](crate::writer::Writer) has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    pub(crate) standing: Principal,
    pub(crate) view: View,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Principal {
    Visitor,
    Operator {
        command: &'static str,
    },
    Account(Arc<Grant>),
    /// A visitor who was shown one version of one entry.
    Preview {
        entry: i64,
        version: i64,
    },
}

/// Which state of the content a request sees, relations included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// What is published and due.
    #[default]
    Published,
    /// What the viewer may read of what is not published, too.
    Latest,
}

/// What an account may do by the credential that it shows: role, scopes and territories, each at most what the account
/// itself has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) account: Id,
    pub(crate) account_seq: i64,
    pub(crate) member: Option<i64>,
    /// The organisations that the member may write for, by row number.
    pub(crate) organisations: Vec<i64>,
    pub(crate) role: Role,
    pub(crate) scopes: BTreeSet<Scope>,
    pub(crate) reach: Reach,
    pub(crate) credential: String,
    /// When the credential ceases to be good, where that is kept with it.
    pub(crate) ends: Option<Instant>,
    /// The origins that it may import from, where they are listed.
    pub(crate) origins: Option<Vec<String>>,
    /// The session that it belongs to, when somebody signed in.
    pub(crate) session: Option<Id>,
    /// How much it may write; none where nobody counts.
    pub(crate) allowance: Option<Allowance>,
}

/// The territories that a mandate covers, each with all that lies inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The whole network.
    Whole,
    /// These, by row number, and what lies inside; none is nowhere.
    Inside(Vec<i64>),
}

impl Default for Reach {
    /// Nowhere.
    fn default() -> Self {
        Self::Inside(Vec::new())
    }
}

impl Reach {
    /// What lies in both.
    pub(crate) fn narrowed(&self, other: &Self, reference: &Snapshot) -> Self {
        let (Self::Inside(ours), Self::Inside(theirs)) = (self, other) else {
            return if *self == Self::Whole { other.clone() } else { self.clone() };
        };
        let inside = |one: &&i64, of: &[i64]| of.iter().any(|it| lies_in(reference, **one, *it));
        let both = ours.iter().filter(|it| inside(it, theirs)).chain(theirs.iter().filter(|it| inside(it, ours)));
        let both: BTreeSet<i64> = both.copied().collect();
        Self::Inside(both.into_iter().collect())
    }

    /// Whether all of the other lies in this.
    pub(crate) fn holds(&self, other: &Self, reference: &Snapshot) -> bool {
        match (self, other) {
            (Self::Whole, _) => true,
            (Self::Inside(_), Self::Whole) => false,
            (Self::Inside(_), Self::Inside(roots)) => roots.iter().all(|it| self.covers(Some(*it), reference)),
        }
    }

    /// Whether something whose home is there is covered; without a home it belongs to the whole network.
    pub(crate) fn covers(&self, home: Option<i64>, reference: &Snapshot) -> bool {
        match (self, home) {
            (Self::Whole, _) => true,
            (Self::Inside(_), None) => false,
            (Self::Inside(roots), Some(home)) => roots.iter().any(|it| lies_in(reference, home, *it)),
        }
    }
}

fn lies_in(reference: &Snapshot, one: i64, around: i64) -> bool {
    let both = reference.territories.by_seq(one).zip(reference.territories.by_seq(around));
    both.is_some_and(|(one, around)| reference.lies_in(one, around))
}

impl Viewer {
    /// Somebody who shows no credential.
    pub fn visitor() -> Self {
        Self { standing: Principal::Visitor, view: View::Published }
    }

    /// Whoever runs the program on its own machine, with full rights; `command` is what the audit will name.
    pub fn operator(command: &'static str) -> Self {
        Self { standing: Principal::Operator { command }, view: View::Latest }
    }

    pub(crate) fn account(grant: Arc<Grant>) -> Self {
        Self { standing: Principal::Account(grant), view: View::Published }
    }

    /// The same viewer with another view.
    #[must_use]
    pub fn seeing(mut self, view: View) -> Self {
        self.view = view;
        self
    }

    pub(crate) fn preview(entry: i64, version: i64) -> Self {
        Self { standing: Principal::Preview { entry, version }, view: View::Published }
    }

    /// Whether they are this member, or may write for it.
    pub(crate) fn writes_as(&self, member: i64) -> bool {
        self.grant().is_some_and(|it| it.member == Some(member) || it.organisations.contains(&member))
    }

    /// Whether this is nobody in particular.
    pub fn is_visitor(&self) -> bool {
        self.standing == Principal::Visitor
    }

    /// The account, for viewers who have one.
    pub fn account_id(&self) -> Option<Id> {
        self.grant().map(|it| it.account)
    }

    /// The role, for viewers who have one.
    pub fn role(&self) -> Option<Role> {
        self.grant().map(|it| it.role)
    }

    /// The scopes of the credential, in order.
    pub fn scopes(&self) -> Vec<Scope> {
        self.grant().map(|it| it.scopes.iter().copied().collect()).unwrap_or_default()
    }

    pub(crate) fn grant(&self) -> Option<&Grant> {
        match &self.standing {
            Principal::Account(grant) => Some(grant),
            Principal::Visitor | Principal::Operator { .. } | Principal::Preview { .. } => None,
        }
    }

    /// What the audit writes down as the credential: its kind, never its value.
    pub(crate) fn credential(&self) -> String {
        match &self.standing {
            Principal::Visitor => "none".to_owned(),
            Principal::Preview { .. } => "preview".to_owned(),
            Principal::Operator { command } => format!("operator:{command}"),
            Principal::Account(grant) => grant.credential.clone(),
        }
    }

    /// What the audit writes down as who it was.
    pub(crate) fn actor(&self) -> String {
        match &self.standing {
            Principal::Visitor | Principal::Operator { .. } | Principal::Preview { .. } => self.credential(),
            Principal::Account(grant) => format!("account:{}", grant.account),
        }
    }
}
