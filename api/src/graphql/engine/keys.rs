//! The keys that resolvers ask for in batches.

use std::sync::Arc;

use entity::query::projection::Projection;
use entity::value::id::Id;

use crate::graphql::engine::nested::Nested;

/// The page of a nested list under one parent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct PageKey(pub(crate) i64, pub(crate) Arc<Nested>);

/// The memberships of a member, and in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct MembershipKey(pub(crate) i64);

/// What the viewer can do with an entry (by row number).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ProspectKey(pub(crate) i64);

/// What an entry (by row number) was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct OriginsKey(pub(crate) i64);

/// How the second entry (by row number) was made from the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct StepKey(pub(crate) i64, pub(crate) i64);

/// The family of an entry (by row number), so many steps away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct FamilyKey(pub(crate) i64, pub(crate) u32);

/// The licences that an entry once carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct FormerKey(pub(crate) Id);

/// One picture or document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct MediaKey(pub(crate) Id);

/// What shows a picture or a document (by row number).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct UsersKey(pub(crate) i64);

/// A picture or a document, by row number: whether the viewer may change it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ChangeableKey(pub(crate) i64);

/// The entries that are most like one (by row number), at most so many.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct RelatedKey(pub(crate) i64, pub(crate) (usize, Projection));

/// The number of rows of a nested list under one parent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct CountKey(pub(crate) i64, pub(crate) Arc<Nested>);

/// One entry by row number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct EntryKey(pub(crate) i64, pub(crate) Projection);

/// One entry by id.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct IdKey(pub(crate) Id, pub(crate) Projection);

/// The language versions of one translation group.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct GroupKey(pub(crate) Id);
