//! Who belongs to which organisation, with which function.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use entity::member::membership::Membership as Row;
use entity::model::mandate::Gifts;

use crate::error::told_shared;
use crate::graphql::engine::batches::MembershipKey;
use crate::graphql::engine::request::Request;
use crate::graphql::input::scalar::Date;
use crate::graphql::mutation::payload::Done;
use crate::graphql::query::Query;
use crate::graphql::query::administration::StillGiven;
use crate::graphql::types::member::Member;
use crate::graphql::types::user_error::UserError;

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
    async fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }

    /// Whether they may write for the organisation: what is credited to it is then their own.
    async fn may_write(&self) -> bool {
        self.0.may_write
    }

    /// Since which day.
    async fn since(&self) -> Option<Date> {
        self.0.since.map(Date)
    }

    /// Until which day, the last one included.
    async fn until(&self) -> Option<Date> {
        self.0.until.map(Date)
    }
}

/// What became of a membership.
#[derive(SimpleObject)]
pub struct MembershipSetPayload {
    /// The organisation.
    organisation: Option<Member>,
    /// What the member gave to others for the organisation and that is still held, where this took the right to write away; else
    /// null.
    still_given: Option<StillGiven>,
    /// What is to be mended; empty when it was done.
    user_errors: Vec<UserError>,
    /// The queries, to read on in the same request.
    query: Query,
}

/// What became of a membership that ends.
#[derive(SimpleObject)]
pub struct MembershipRemovePayload {
    /// Whether it ended.
    removed: bool,
    /// What the member gave to others for the organisation and that is still held, where the member could write for it; else null.
    still_given: Option<StillGiven>,
    /// What is to be mended; empty when it was done.
    user_errors: Vec<UserError>,
    /// The queries, to read on in the same request.
    query: Query,
}

impl MembershipSetPayload {
    pub(crate) fn of(done: Done<(Option<Member>, Option<Gifts>)>, request: &Request) -> Self {
        let ((organisation, gifts), user_errors) = match done {
            Ok(said) => (said, Vec::new()),
            Err(user_errors) => ((None, None), user_errors),
        };
        let still_given = gifts.map(|it| StillGiven::of(&it, request));
        Self { organisation, still_given, user_errors, query: Query }
    }
}

impl MembershipRemovePayload {
    pub(crate) fn of(done: Done<Option<Gifts>>, request: &Request) -> Self {
        let removed = done.is_ok();
        let (gifts, user_errors) = match done {
            Ok(gifts) => (gifts, Vec::new()),
            Err(user_errors) => (None, user_errors),
        };
        Self { removed, still_given: gifts.map(|it| StillGiven::of(&it, request)), user_errors, query: Query }
    }
}

/// The memberships of a member, and in it.
pub(crate) async fn of(ctx: &Context<'_>, member: i64) -> Result<Vec<Membership>> {
    let found = Request::of(ctx).batches.load(MembershipKey(member)).await.map_err(told_shared)?;
    Ok(found.unwrap_or_default().into_iter().map(Membership).collect())
}
