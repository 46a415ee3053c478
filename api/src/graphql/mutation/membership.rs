//! What mutations of memberships answer.

use async_graphql::SimpleObject;
use entity::model::mandate::Gifts;

use crate::graphql::engine::request::Request;
use crate::graphql::mutation::payload::Done;
use crate::graphql::query::Query;
use crate::graphql::types::account::StillGiven;
use crate::graphql::types::member::Member;
use crate::graphql::types::user_error::UserError;

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
