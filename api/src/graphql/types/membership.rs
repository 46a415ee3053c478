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

/// Somebody who belongs to an organisation or a collective.
#[Object]
impl Membership {
    /// Its identifier.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Who belongs.
    async fn member(&self) -> Member {
        Member(Arc::clone(&self.0.member))
    }

    /// To which organisation or collective.
    async fn organisation(&self) -> Member {
        Member(Arc::clone(&self.0.organisation))
    }

    /// With which function.
    async fn function(&self) -> Option<&str> {
        self.0.function.as_deref()
    }

    /// Whether they may write for the organisation: what is credited to it is then their own.
    async fn may_write(&self) -> bool {
        self.0.may_write
    }

    /// Since which day.
    async fn starts_on(&self) -> Option<Date> {
        self.0.starts_on.map(Date)
    }

    /// Until which day, the last one included.
    async fn ends_on(&self) -> Option<Date> {
        self.0.ends_on.map(Date)
    }
}

/// The memberships of a member, and in it.
pub(crate) async fn of(ctx: &Context<'_>, member: i64) -> Result<Vec<Membership>> {
    let found = Request::of(ctx).batches.load(MembershipKey(member)).await.map_err(told_shared)?;
    Ok(found.unwrap_or_default().into_iter().map(Membership).collect())
}
