//! Mandates that are given and taken away, and accounts that are taken out of use.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use entity::model::mandate::{Gave, Less};

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::ViewerRole;
use crate::graphql::input::scalar::{DateTime, TerritoryRef};
use crate::graphql::mutation::payload::{Done, account_now, carry, id_of, payloads};
use crate::graphql::query::Query;
use crate::graphql::types::account::{Account, Mandate, RemainingGrants};
use crate::graphql::types::user_error::UserError;

/// The mutations of mandates.
#[derive(Default)]
pub struct MandateMutation;

/// Which account is suspended.
#[derive(InputObject)]
pub struct AccountSuspendInput {
    /// The account, or the member who has it.
    account: ID,
    /// Whether what the account gave to others goes as well, and what they gave on, as far as you may take it away.
    #[graphql(default)]
    revoke_grants: bool,
}

/// Which account is taken into use again.
#[derive(InputObject)]
pub struct AccountUnsuspendInput {
    /// The account, or the member who has it.
    account: ID,
}

/// Another role for somebody.
#[derive(InputObject)]
pub struct AccountRoleSetInput {
    /// The account, or the member who has it.
    account: ID,
    /// The role.
    role: ViewerRole,
    /// Where an editor or administrator has the role, with all that lies inside; absent is the whole network.
    territories: Option<Vec<TerritoryRef>>,
    /// Whether what the account gave to others, and could not give any more, goes as well, and what they gave on, as far as you may
    /// take it away.
    #[graphql(default)]
    revoke_grants: bool,
}

/// A mandate to be given.
#[derive(InputObject)]
pub struct MandateGrantInput {
    /// The account, or the member who has it.
    account: ID,
    /// The territory, with all that lies inside; absent is the whole network.
    territory: Option<TerritoryRef>,
    /// Until when; for good when absent.
    expires_at: Option<DateTime>,
}

/// A mandate to be taken away.
#[derive(InputObject)]
pub struct MandateRevokeInput {
    /// Which mandate.
    id: ID,
    /// Whether what its holder gave to others, and could not give without it, goes as well, and what they gave on, as far as you may
    /// take it away.
    #[graphql(default)]
    revoke_grants: bool,
}

payloads! {
    /// What became of a mandate.
    MandateGrantPayload { /** The mandate. */ mandate: Option<Mandate> }
    /// What became of an account that is taken into use again.
    AccountUnsuspendPayload {
        /// The account; null for viewers who may not read it, and when nothing was done.
        account: Option<Account>
    }
}

/// Payloads of what takes rights away: the account that has fewer, and what goes on all the same.
macro_rules! less {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// The account; null for viewers who may not read it, and when nothing was done.
            account: Option<Account>,
            /// What the account gave to others and that is still held; null when nothing was done.
            remaining_grants: Option<RemainingGrants>,
            /// What is to be mended; empty when it was done.
            user_errors: Vec<UserError>,
            /// The queries, to read on in the same request.
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
    /// What became of an account.
    AccountSuspendPayload
    /// What became of somebody's role.
    AccountRoleSetPayload
    /// What became of a mandate that was to go.
    MandateRevokePayload
}

/// What becomes of what an account gave.
pub(crate) fn gave(revoke_grants: bool) -> Gave {
    if revoke_grants { Gave::Goes } else { Gave::Stays }
}

#[Object]
impl MandateMutation {
    /// Takes an account out of use: whatever it is signed in with ends. Editors may do so with contributors of their territories.
    async fn account_suspend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which account.")] input: AccountSuspendInput,
    ) -> Result<AccountSuspendPayload> {
        let (who, gave) = (input.account.to_string(), gave(input.revoke_grants));
        let done = carry(ctx, |writer| async move { writer.suspend_account(id_of(&who)?, true, gave).await });
        Ok(AccountSuspendPayload::of(done.await?, ctx).await)
    }

    /// Takes an account into use again that was suspended. Editors may do so with contributors of their territories whom no
    /// administrator has suspended.
    async fn account_unsuspend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which account.")] input: AccountUnsuspendInput,
    ) -> Result<AccountUnsuspendPayload> {
        let who = input.account.to_string();
        let done = carry(ctx, |writer| async move { writer.suspend_account(id_of(&who)?, false, Gave::Stays).await });
        Ok(AccountUnsuspendPayload::of(match done.await? {
            Ok(less) => Ok(account_now(ctx, less.account).await),
            Err(user_errors) => Err(user_errors),
        }))
    }

    /// Gives an account another role, with mandates for these territories in place of those that it had; whatever it is signed in
    /// with ends. The last administrator stays one. Needs the scope `admin`.
    async fn account_role_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose, and which.")] input: AccountRoleSetInput,
    ) -> Result<AccountRoleSetPayload> {
        let (who, role, gave) = (input.account.to_string(), input.role.into(), gave(input.revoke_grants));
        let places: Vec<_> = input.territories.unwrap_or_default().into_iter().map(|it| it.0).collect();
        let done = carry(ctx, |writer| async move { writer.set_role_of(id_of(&who)?, role, &places, gave).await });
        Ok(AccountRoleSetPayload::of(done.await?, ctx).await)
    }

    /// Gives somebody a mandate for a territory: never more than you have. A contributor becomes an editor by it.
    async fn mandate_grant(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To whom, and where.")] input: MandateGrantInput,
    ) -> Result<MandateGrantPayload> {
        let who = input.account.to_string();
        let (place, until) = (input.territory.map(|it| it.0), input.expires_at.map(|it| it.0));
        let done = carry(ctx, |writer| async move { writer.grant_mandate(id_of(&who)?, place.as_ref(), until).await });
        Ok(MandateGrantPayload::of(done.await?.map(|it| Some(Mandate::of(&it)))))
    }

    /// Takes a mandate away: rights that rest on it end with the next request. An editor without any is a contributor again.
    async fn mandate_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: MandateRevokeInput,
    ) -> Result<MandateRevokePayload> {
        let (id, gave) = (input.id.to_string(), gave(input.revoke_grants));
        let done = carry(ctx, |writer| async move { writer.revoke_mandate(id_of(&id)?, gave).await });
        Ok(MandateRevokePayload::of(done.await?, ctx).await)
    }
}
