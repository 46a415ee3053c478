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
            /// Validation errors. Empty when the mutation succeeded.
            user_errors: Vec<UserError>,
            /// The query root, so that a client can read more in the same request.
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
    /// Result of `membershipSet`.
    MembershipSetPayload {
        /// Organisation of the membership. Null when validation failed.
        organisation,
        /// Rights that the member granted for the organisation and that remain in force, if the mutation ended the member's right
        /// to write. Otherwise null.
        remaining_grants
    }
    /// Result of `membershipRemove`.
    MembershipRemovePayload {
        /// Organisation that the member belonged to. Null when validation failed.
        organisation,
        /// Rights that the member granted for the organisation and that remain in force, if the member could write for it.
        /// Otherwise null.
        remaining_grants
    }
}
