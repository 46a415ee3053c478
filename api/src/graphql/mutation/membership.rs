//! What mutations of memberships answer.

use async_graphql::{Context, SimpleObject};
use entity::member::membership::Said;

use crate::graphql::engine::request::Request;
use crate::graphql::mutation::payload::{Done, member_now};
use crate::graphql::query::Query;
use crate::graphql::types::account::RemainingGrants;
use crate::graphql::types::member::Member;
use crate::graphql::types::user_error::UserError;

/// Payloads of what is done with a membership.
macro_rules! memberships {
    ($($(#[$doc:meta])* $name:ident { $(#[$organisation:meta])* organisation, $(#[$remaining:meta])* remaining_grants })*) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            $(#[$organisation])*
            organisation: Option<Member>,
            $(#[$remaining])*
            remaining_grants: Option<RemainingGrants>,
            /// What is to be mended; empty when it was done.
            user_errors: Vec<UserError>,
            /// The queries, to read on in the same request.
            query: Query,
        }

        impl $name {
            pub(crate) fn of(done: Done<Said>, ctx: &Context<'_>) -> Self {
                match done {
                    Ok(said) => Self {
                        organisation: member_now(ctx, "organisation", said.organisation),
                        remaining_grants: said.remaining_grants.map(|it| RemainingGrants::of(&it, Request::of(ctx))),
                        user_errors: Vec::new(),
                        query: Query,
                    },
                    Err(user_errors) => Self { organisation: None, remaining_grants: None, user_errors, query: Query },
                }
            }
        }
    )*};
}

memberships! {
    /// What became of a membership.
    MembershipSetPayload {
        /// The organisation.
        organisation,
        /// What the member gave to others for the organisation and that is still held, where this took the right to write away; else
        /// null.
        remaining_grants
    }
    /// What became of a membership that ends.
    MembershipRemovePayload {
        /// The organisation that the member belonged to; null when nothing was done.
        organisation,
        /// What the member gave to others for the organisation and that is still held, where the member could write for it; else null.
        remaining_grants
    }
}
