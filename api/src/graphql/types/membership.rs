//! Who belongs to which organisation, with which function.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};
use entity::member::membership::Membership as Row;

use crate::error::told_shared;
use crate::graphql::engine::batches::MembershipKey;
use crate::graphql::engine::request::Request;
use crate::graphql::input::scalar::Date;
use crate::graphql::types::member::Member;

/// Somebody who belongs to an organisation.
#[derive(Clone)]
pub struct Membership(pub(crate) Arc<Row>);

/// Membership of a member in an organisation or a collective.
#[Object]
impl Membership {
    /// Identifier of the membership, for `membershipRemove`.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Member who belongs to the organisation.
    async fn member(&self) -> Member {
        Member(Arc::clone(&self.0.member))
    }

    /// Organisation or collective that the member belongs to.
    async fn organisation(&self) -> Member {
        Member(Arc::clone(&self.0.organisation))
    }

    /// Function of the member in the organisation, such as "treasurer".
    async fn function(&self) -> Option<&str> {
        self.0.function.as_deref()
    }

    /// Whether the member may write for the organisation: entries credited to it then count as the member's own.
    async fn may_write(&self) -> bool {
        self.0.may_write
    }

    /// First day of the membership. Null if unknown.
    async fn starts_on(&self) -> Option<Date> {
        self.0.starts_on.map(Date)
    }

    /// Last day of the membership, inclusive. Null if it has no end.
    async fn ends_on(&self) -> Option<Date> {
        self.0.ends_on.map(Date)
    }
}

/// The memberships of a member, and in it.
pub(crate) async fn of(ctx: &Context<'_>, member: i64) -> Result<Vec<Membership>> {
    let found = Request::of(ctx).batches.load(MembershipKey(member)).await.map_err(told_shared)?;
    Ok(found.unwrap_or_default().into_iter().map(Membership).collect())
}
