//! Mandates that are given and taken away, and accounts that are taken out of use.

use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::kinds::ViewerRole;
use crate::graphql::payload::{carry, id_of, payloads};
use crate::graphql::scalar::{DateTime, TerritoryRef};

/// The mutations of mandates.
#[derive(Default)]
pub struct MandateMutation;

/// Which account is suspended.
#[derive(InputObject)]
pub struct AccountSuspendInput {
    /// The account, or the member who has it.
    account: ID,
    /// Out of use (true, when absent), or into use again (false).
    #[graphql(default = true)]
    suspended: bool,
}

/// Another role for somebody.
#[derive(InputObject)]
pub struct AccountRoleSetInput {
    /// The account, or the member who has it.
    account: ID,
    /// The role.
    role: ViewerRole,
    /// Where, with all that lies inside, of who edits or administers; absent is the whole network.
    territories: Option<Vec<TerritoryRef>>,
}

/// A mandate to be given.
#[derive(InputObject)]
pub struct MandateGrantInput {
    /// The account, or the member who has it.
    account: ID,
    /// The territory, with all that lies inside; absent is the whole network.
    territory: Option<TerritoryRef>,
    /// Until when; for good when absent.
    until: Option<DateTime>,
}

/// A mandate to be taken away.
#[derive(InputObject)]
pub struct MandateRevokeInput {
    /// Which mandate.
    id: ID,
}

payloads! {
    /// What became of an account.
    AccountSuspendPayload { /** Whether it was done. */ done: bool }
    /// What became of a mandate.
    MandateGrantPayload { /** The mandate's identifier. */ mandate_id: Option<ID> }
    /// What became of somebody's role.
    AccountRoleSetPayload { /** Whether it was done. */ done: bool }
    /// What became of a mandate that was to go.
    MandateRevokePayload { /** Whether it was revoked. */ revoked: bool }
}

#[Object]
impl MandateMutation {
    /// Takes an account out of use, or into use again: whatever it is signed in with ends. Editors may do so with
    /// contributors of their territories.
    async fn account_suspend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which account.")] input: AccountSuspendInput,
    ) -> Result<AccountSuspendPayload> {
        let who = input.account.to_string();
        let done = carry(ctx, |writer| async move { writer.suspend_account(id_of(&who)?, input.suspended).await });
        Ok(AccountSuspendPayload::of(done.await?.map(|_| true)))
    }

    /// Gives an account another role, with mandates for these territories in place of those that it had; whatever it is signed in
    /// with ends. The last administrator stays one. Needs the scope `admin`.
    async fn account_role_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose, and which.")] input: AccountRoleSetInput,
    ) -> Result<AccountRoleSetPayload> {
        let (who, role) = (input.account.to_string(), input.role.into());
        let places: Vec<_> = input.territories.unwrap_or_default().into_iter().map(|it| it.0).collect();
        let done = carry(ctx, |writer| async move { writer.set_role_of(id_of(&who)?, role, &places).await }).await?;
        Ok(AccountRoleSetPayload::of(done.map(|_| true)))
    }

    /// Gives somebody a mandate for a territory: never more than you have. A contributor becomes an editor by it.
    async fn mandate_grant(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To whom, and where.")] input: MandateGrantInput,
    ) -> Result<MandateGrantPayload> {
        let who = input.account.to_string();
        let (place, until) = (input.territory.map(|it| it.0), input.until.map(|it| it.0));
        let done = carry(ctx, |writer| async move { writer.grant_mandate(id_of(&who)?, place.as_ref(), until).await });
        Ok(MandateGrantPayload::of(done.await?.map(|it| Some(it.to_string().into()))))
    }

    /// Takes a mandate away: rights that rest on it end with the next request. An editor without any is a contributor again.
    async fn mandate_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: MandateRevokeInput,
    ) -> Result<MandateRevokePayload> {
        let id = input.id.to_string();
        let done = carry(ctx, |writer| async move { writer.revoke_mandate(id_of(&id)?).await }).await?;
        Ok(MandateRevokePayload::of(done.map(|()| true)))
    }
}
