//! Mandates that are given and taken away, and accounts that are taken out of use.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use entity::model::mandate::{Gave, Less};

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::ViewerRole;
use crate::graphql::input::typed::{DateTime, TerritoryRef, each};
use crate::graphql::mutation::payload::{Done, account_now, carry, id_of, payloads};
use crate::graphql::query::Query;
use crate::graphql::types::account::{Account, Mandate, RemainingGrants};
use crate::graphql::types::user_error::UserError;

/// The mutations of mandates.
#[derive(Default)]
pub struct MandateMutation;

/// An account to suspend.
#[derive(InputObject)]
pub struct AccountSuspendInput {
    /// Identifier of the account, or of the member who has it.
    account: ID,
    /// Whether to revoke the rights that the account granted to others, including those granted on by their holders, as far as
    /// the viewer may revoke them.
    #[graphql(default)]
    revoke_grants: bool,
}

/// A suspended account to restore.
#[derive(InputObject)]
pub struct AccountUnsuspendInput {
    /// Identifier of the account, or of the member who has it.
    account: ID,
}

/// A new role for an account.
#[derive(InputObject)]
pub struct AccountRoleSetInput {
    /// Identifier of the account, or of the member who has it.
    account: ID,
    /// New role of the account.
    role: ViewerRole,
    /// Territories of an editor or administrator, each with all territories inside. The whole network when absent.
    territories: Option<Vec<TerritoryRef>>,
    /// Whether to revoke the rights that the account granted to others and could no longer grant, including those granted on by
    /// their holders, as far as the viewer may revoke them.
    #[graphql(default)]
    revoke_grants: bool,
}

/// A mandate to grant.
#[derive(InputObject)]
pub struct MandateGrantInput {
    /// Identifier of the account, or of the member who has it.
    account: ID,
    /// Territory of the mandate, with all territories inside. The whole network when absent.
    territory: Option<TerritoryRef>,
    /// Instant at which the mandate ends. Unlimited when absent.
    expires_at: Option<DateTime>,
}

/// A mandate to revoke.
#[derive(InputObject)]
pub struct MandateRevokeInput {
    /// Identifier of the mandate to revoke.
    id: ID,
    /// Whether to revoke the rights that the holder granted to others and could not grant without the mandate, including those
    /// granted on, as far as the viewer may revoke them.
    #[graphql(default)]
    revoke_grants: bool,
}

payloads! {
    /// Result of `mandateGrant`.
    MandateGrantPayload { /** The granted mandate. Null when validation failed. */ mandate: Option<Mandate> }
    /// Result of `accountUnsuspend`.
    AccountUnsuspendPayload {
        /// The account after the mutation. Null for viewers who may not read it, and when validation failed.
        account: Option<Account>
    }
}

/// Payloads of what takes rights away: the account that has fewer, and what goes on all the same.
macro_rules! less {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// The account after the mutation. Null for viewers who may not read it, and when validation failed.
            account: Option<Account>,
            /// Rights that the account granted to others and that remain in force. Null when validation failed.
            remaining_grants: Option<RemainingGrants>,
            /// Validation errors. Empty when the mutation succeeded.
            user_errors: Vec<UserError>,
            /// The query root, so that a client can read more in the same request.
            query: Query,
        }

        impl $name {
            async fn of(done: Done<Less>, ctx: &Context<'_>) -> Self {
                match done {
                    Ok(less) => Self {
                        account: account_now(ctx, less.account).await,
                        remaining_grants: Some(RemainingGrants::of(&less.gifts, Request::of(ctx))),
                        user_errors: Vec::new(),
                        query: Query,
                    },
                    Err(user_errors) => Self { account: None, remaining_grants: None, user_errors, query: Query },
                }
            }
        }
    )*};
}

less! {
    /// Result of `accountSuspend`.
    AccountSuspendPayload
    /// Result of `accountRoleSet`.
    AccountRoleSetPayload
    /// Result of `mandateRevoke`.
    MandateRevokePayload
}

/// What becomes of what an account gave.
pub(crate) fn gave(revoke_grants: bool) -> Gave {
    if revoke_grants { Gave::Goes } else { Gave::Stays }
}

#[Object]
impl MandateMutation {
    /// Suspends an account and ends its sessions; its API tokens stop working. Editors may suspend contributors of their
    /// territories.
    async fn account_suspend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Account to suspend.")] input: AccountSuspendInput,
    ) -> Result<AccountSuspendPayload> {
        let (who, gave) = (input.account.to_string(), gave(input.revoke_grants));
        let done = carry(ctx, |writer| async move { writer.suspend_account(id_of(&who)?, true, gave).await });
        Ok(AccountSuspendPayload::of(done.await?, ctx).await)
    }

    /// Restores a suspended account, which can sign in again. Editors may restore contributors of their territories whom no
    /// administrator suspended.
    async fn account_unsuspend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Account to restore.")] input: AccountUnsuspendInput,
    ) -> Result<AccountUnsuspendPayload> {
        let who = input.account.to_string();
        let done = carry(ctx, |writer| async move { writer.suspend_account(id_of(&who)?, false, Gave::Stays).await });
        Ok(AccountUnsuspendPayload::of(match done.await? {
            Ok(less) => Ok(account_now(ctx, less.account).await),
            Err(user_errors) => Err(user_errors),
        }))
    }

    /// Sets the role of an account and replaces its mandates by mandates for the given territories. Ends its sessions. The last
    /// administrator keeps the role. Requires the scope `admin`.
    async fn account_role_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Account, and the role and territories to give.")] input: AccountRoleSetInput,
    ) -> Result<AccountRoleSetPayload> {
        let (who, role, gave) = (input.account.to_string(), input.role.into(), gave(input.revoke_grants));
        let places = each(input.territories.unwrap_or_default(), |it| it.0);
        let done = carry(ctx, |writer| async move { writer.set_role_of(id_of(&who)?, role, &places, gave).await });
        Ok(AccountRoleSetPayload::of(done.await?, ctx).await)
    }

    /// Grants an account a mandate for a territory, within the viewer's own rights. Makes a contributor an editor.
    async fn mandate_grant(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Account and territory of the mandate.")] input: MandateGrantInput,
    ) -> Result<MandateGrantPayload> {
        let who = input.account.to_string();
        let (place, until) = (
            input.territory.and_then(TerritoryRef::read).map(|it| it.0),
            input.expires_at.and_then(DateTime::read).map(|it| it.0),
        );
        let done = carry(ctx, |writer| async move { writer.grant_mandate(id_of(&who)?, place.as_ref(), until).await });
        Ok(MandateGrantPayload::of(done.await?.map(|it| Some(Mandate::of(&it)))))
    }

    /// Revokes a mandate. Its rights end with the next request; an editor without mandates becomes a contributor.
    async fn mandate_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Mandate to revoke.")] input: MandateRevokeInput,
    ) -> Result<MandateRevokePayload> {
        let (id, gave) = (input.id.to_string(), gave(input.revoke_grants));
        let done = carry(ctx, |writer| async move { writer.revoke_mandate(id_of(&id)?, gave).await });
        Ok(MandateRevokePayload::of(done.await?, ctx).await)
    }
}
