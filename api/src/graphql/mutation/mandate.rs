//! Mandates that are given and taken away, and accounts that are taken out of use.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use entity::model::mandate::{Gave, Less};

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::ViewerRole;
use crate::graphql::input::typed::{DateTime, TerritoryRef, each};
use crate::graphql::mutation::payload::{Done, carry, id_of, payloads};
use crate::graphql::query::Query;
use crate::graphql::types::account::StillGiven;
use crate::graphql::types::user_error::UserError;

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
    /// Whether what the account gave to others goes as well, and what they gave on, as far as you may take it away.
    #[graphql(default)]
    with_given: bool,
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
    with_given: bool,
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
    /// Whether what its holder gave to others, and could not give without it, goes as well, and what they gave on, as far as you may
    /// take it away.
    #[graphql(default)]
    with_given: bool,
}

payloads! {
    /// What became of a mandate.
    MandateGrantPayload { /** The mandate's identifier. */ mandate_id: Option<ID> }
}

/// Payloads of what takes rights away: whether it was done, and what goes on all the same.
macro_rules! less {
    ($($(#[$doc:meta])* $name:ident { $(#[$field_doc:meta])* $field:ident })*) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            $(#[$field_doc])*
            $field: bool,
            /// What the account gave to others and that is still held; null when nothing was done.
            still_given: Option<StillGiven>,
            /// What is to be mended; empty when it was done.
            user_errors: Vec<UserError>,
            /// The queries, to read on in the same request.
            query: Query,
        }

        impl $name {
            fn of(done: Done<Less>, request: &Request) -> Self {
                match done {
                    Ok(less) => {
                        let still_given = Some(StillGiven::of(&less.gifts, request));
                        Self { $field: true, still_given, user_errors: Vec::new(), query: Query }
                    }
                    Err(user_errors) => Self { $field: false, still_given: None, user_errors, query: Query },
                }
            }
        }
    )*};
}

less! {
    /// What became of an account.
    AccountSuspendPayload { /** Whether it was done. */ done }
    /// What became of somebody's role.
    AccountRoleSetPayload { /** Whether it was done. */ done }
    /// What became of a mandate that was to go.
    MandateRevokePayload { /** Whether it was revoked. */ revoked }
}

/// What becomes of what an account gave.
pub(crate) fn gave(with_given: bool) -> Gave {
    if with_given { Gave::Goes } else { Gave::Stays }
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
        let (who, suspended, gave) = (input.account.to_string(), input.suspended, gave(input.with_given));
        let done = carry(ctx, |writer| async move { writer.suspend_account(id_of(&who)?, suspended, gave).await });
        Ok(AccountSuspendPayload::of(done.await?, Request::of(ctx)))
    }

    /// Gives an account another role, with mandates for these territories in place of those that it had; whatever it is signed in
    /// with ends. The last administrator stays one. Needs the scope `admin`.
    async fn account_role_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose, and which.")] input: AccountRoleSetInput,
    ) -> Result<AccountRoleSetPayload> {
        let (who, role, gave) = (input.account.to_string(), input.role.into(), gave(input.with_given));
        let places = each(input.territories.unwrap_or_default(), |it| it.0);
        let done = carry(ctx, |writer| async move { writer.set_role_of(id_of(&who)?, role, &places, gave).await });
        Ok(AccountRoleSetPayload::of(done.await?, Request::of(ctx)))
    }

    /// Gives somebody a mandate for a territory: never more than you have. A contributor becomes an editor by it.
    async fn mandate_grant(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To whom, and where.")] input: MandateGrantInput,
    ) -> Result<MandateGrantPayload> {
        let who = input.account.to_string();
        let (place, until) = (
            input.territory.and_then(TerritoryRef::read).map(|it| it.0),
            input.until.and_then(DateTime::read).map(|it| it.0),
        );
        let done = carry(ctx, |writer| async move { writer.grant_mandate(id_of(&who)?, place.as_ref(), until).await });
        Ok(MandateGrantPayload::of(done.await?.map(|it| Some(it.to_string().into()))))
    }

    /// Takes a mandate away: rights that rest on it end with the next request. An editor without any is a contributor again.
    async fn mandate_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: MandateRevokeInput,
    ) -> Result<MandateRevokePayload> {
        let (id, gave) = (input.id.to_string(), gave(input.with_given));
        let done = carry(ctx, |writer| async move { writer.revoke_mandate(id_of(&id)?, gave).await });
        Ok(MandateRevokePayload::of(done.await?, Request::of(ctx)))
    }
}
