//! How somebody comes to an account and keeps it, and how members are invited, accepted and shown.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, Result};
use entity::account::registration::{Invitation, Registration};
use entity::member::membership::Wished;
use entity::member::profile::ProfileChange;

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::ViewerRole;
use crate::graphql::input::scalar::{Date, LanguageTag, TerritoryRef, Url};
use crate::graphql::mutation::mandate::gave;
use crate::graphql::mutation::membership::{MembershipRemovePayload, MembershipSetPayload};
use crate::graphql::mutation::payload::{account_now, attempt, carry, id_of, member_now, payloads, plain_payloads};
use crate::graphql::types::account::Account;
use crate::graphql::types::member::Member;
use crate::message;

/// The mutations of accounts and members.
#[derive(Default)]
pub struct AccountMutation;

/// Somebody who wishes to join.
#[derive(InputObject)]
pub struct AccountRegisterInput {
    /// Their name, as they write it, at most 200 characters.
    name: String,
    /// Their e-mail address. It is shown to nobody.
    email: String,
    /// Their password: 12 to 128 characters, not one of those that are guessed first.
    password: String,
    /// The language of the mails that they get: `fr`, `br` or `en`; that of the request when absent.
    language: Option<LanguageTag>,
    /// Where they are active, so that its editors find them; at most 50.
    territories: Option<Vec<TerritoryRef>>,
}

/// A code that came by mail.
#[derive(InputObject)]
pub struct AccountVerifyInput {
    /// The code.
    code: String,
    /// The password to set. People who were invited must set one; people who registered may replace the one that they chose.
    password: Option<String>,
}

/// Who asks to set another password.
#[derive(InputObject)]
pub struct PasswordResetRequestInput {
    /// The e-mail address of the account.
    email: String,
}

/// Another password.
#[derive(InputObject)]
pub struct PasswordResetInput {
    /// The code that came by mail.
    code: String,
    /// The password to set: 12 to 128 characters.
    password: String,
}

/// Another address.
#[derive(InputObject)]
pub struct EmailChangeRequestInput {
    /// The e-mail address to take.
    email: String,
    /// The password of the account, once more; not needed by people who sign in elsewhere and have no address here yet.
    #[graphql(default)]
    password: String,
}

/// A code that came to another address.
#[derive(InputObject)]
pub struct EmailChangeInput {
    /// The code.
    code: String,
}

/// Somebody who is invited.
#[derive(InputObject)]
pub struct MemberInviteInput {
    /// Their name.
    name: String,
    /// Their e-mail address.
    email: String,
    /// What they may do at most; a contributor when absent. Editors invite contributors.
    role: Option<ViewerRole>,
    /// Where they are active. For editors and administrators it is where their rights reach, with all that lies inside; absent
    /// is then the whole network.
    territories: Option<Vec<TerritoryRef>>,
    /// The language of the mails that they get; that of the request when absent.
    language: Option<LanguageTag>,
}

/// A member who waits.
#[derive(InputObject)]
pub struct MemberAcceptInput {
    /// Which member.
    member: ID,
}

/// What is to change in a profile: what is not sent is left alone, null clears.
#[derive(InputObject)]
pub struct MemberUpdateInput {
    /// Which member.
    member: ID,
    /// The name, as they write it, at most 200 characters.
    name: Option<String>,
    /// What they say of themselves, Markdown, at most 64 KB.
    bio: MaybeUndefined<String>,
    /// Their site.
    website: MaybeUndefined<Url>,
    /// Where they are active, in order; at most 50.
    territories: Option<Vec<TerritoryRef>>,
}

/// Who belongs to an organisation.
#[derive(InputObject)]
pub struct MembershipSetInput {
    /// Who belongs.
    member: ID,
    /// To which organisation or collective.
    organisation: ID,
    /// With which function, on one line, at most 200 characters.
    function: Option<String>,
    /// Since which day.
    starts_on: Option<Date>,
    /// Until which day, the last one included.
    ends_on: Option<Date>,
    /// Whether they may write for the organisation: what is credited to it is then their own.
    #[graphql(default)]
    may_write: bool,
    /// Where they stand among the others: the lowest first.
    #[graphql(default)]
    position: i32,
    /// Where this takes the right to write away: whether what its holder gave to others, and could not give any more, goes as well,
    /// and what they gave on, as far as you may take it away.
    #[graphql(default)]
    revoke_grants: bool,
}

/// A membership that ends.
#[derive(InputObject)]
pub struct MembershipRemoveInput {
    /// Which membership.
    id: ID,
    /// Where its member could write: whether what the member gave to others, and could not give any more, goes as well, and what
    /// they gave on, as far as you may take it away.
    #[graphql(default)]
    revoke_grants: bool,
}

plain_payloads! {
    /// What became of a wish to join: a mail tells how it goes on. The answer does not tell whether the address was known.
    AccountRegisterPayload
    /// What became of the request to set another password. The answer does not tell whether the address has an account.
    PasswordResetRequestPayload
    /// What became of another password.
    PasswordResetPayload
    /// What became of the request to take another address: a mail goes to the new address.
    EmailChangeRequestPayload
    /// What became of an invitation: a mail goes to the address. The answer does not tell whether the address was known.
    MemberInvitePayload
}

payloads! {
    /// What became of a code.
    AccountVerifyPayload {
        /// The member, when everybody may see them by now; else they wait for an editor.
        member: Option<Member>
    }
    /// What became of another address.
    EmailChangePayload {
        /// The account, with its new address; null for viewers who are not signed in as its holder.
        account: Option<Account>
    }
    /// What became of a member who waited.
    MemberAcceptPayload { /** The member. */ member: Option<Member> }
    /// What became of a profile.
    MemberUpdatePayload { /** The member. */ member: Option<Member> }
}

#[Object]
impl AccountMutation {
    /// Asks to join. A mail with a code goes to the address; `accountVerify` takes it. Whether the address is known is not
    /// told: who reads its mails learns it.
    async fn account_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who wishes to join.")] input: AccountRegisterInput,
    ) -> Result<AccountRegisterPayload> {
        let new = Registration {
            name: input.name,
            email: input.email,
            password: input.password,
            language: language(ctx, input.language),
            territories: refs(input.territories),
        };
        let email = new.email.clone();
        let done = attempt(ctx, &email, |writer| async move { writer.register(new).await }).await?;
        Ok(AccountRegisterPayload::of(done))
    }

    /// Shows, by a code that came by mail, that an address is one's own; takes up an invitation as well. Then one signs in.
    async fn account_verify(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code.")] input: AccountVerifyInput,
    ) -> Result<AccountVerifyPayload> {
        let AccountVerifyInput { code, password } = input;
        let key = code.clone();
        let done = attempt(ctx, &key, |writer| async move { writer.verify(&code, password).await }).await?;
        Ok(AccountVerifyPayload::of(done.map(|it| Request::of(ctx).reader.member_now(it).map(Member))))
    }

    /// Asks to set another password: a mail with a code goes to the address, if it has an account.
    async fn password_reset_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who asks.")] input: PasswordResetRequestInput,
    ) -> Result<PasswordResetRequestPayload> {
        let (email, wished) = (input.email.clone(), language(ctx, None));
        let done =
            attempt(ctx, &input.email, |writer| async move { writer.request_reset(&email, &wished).await }).await?;
        Ok(PasswordResetRequestPayload::of(done))
    }

    /// Sets another password by a code that came by mail; whatever the account is signed in with ends.
    async fn password_reset(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code, and the password.")] input: PasswordResetInput,
    ) -> Result<PasswordResetPayload> {
        let PasswordResetInput { code, password } = input;
        let key = code.clone();
        let done = attempt(ctx, &key, |writer| async move { writer.reset_password(&code, password).await }).await?;
        Ok(PasswordResetPayload::of(done))
    }

    /// Asks to take another address: a mail with a code goes there.
    async fn email_change_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which address.")] input: EmailChangeRequestInput,
    ) -> Result<EmailChangeRequestPayload> {
        let EmailChangeRequestInput { email, password } = input;
        // a password is tried: what counts is whose, not the address that is wished for
        let own = Request::of(ctx).reader.viewer().account_id();
        let key = own.map_or_else(|| email.clone(), |it| it.to_string());
        let origin = Request::of(ctx).origin();
        let done =
            attempt(ctx, &key, |writer| async move { writer.request_email(&email, password, &origin).await }).await?;
        Ok(EmailChangeRequestPayload::of(done))
    }

    /// Takes the address that a code was sent to; the one before is told.
    async fn email_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code.")] input: EmailChangeInput,
    ) -> Result<EmailChangePayload> {
        let key = input.code.clone();
        let done = attempt(ctx, &key, |writer| async move { writer.change_email(&input.code).await }).await?;
        Ok(EmailChangePayload::of(match done {
            Ok(id) => Ok(account_now(ctx, id).await),
            Err(user_errors) => Err(user_errors),
        }))
    }

    /// Invites somebody: a mail with a code goes to the address; `accountVerify` takes it, with the password to set. Needs
    /// the scope `members:manage`.
    async fn member_invite(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who is invited.")] input: MemberInviteInput,
    ) -> Result<MemberInvitePayload> {
        let new = Invitation {
            name: input.name,
            email: input.email,
            language: language(ctx, input.language),
            role: input.role.unwrap_or(ViewerRole::Contributor).into(),
            territories: refs(input.territories),
        };
        let email = new.email.clone();
        let done = attempt(ctx, &email, |writer| async move { writer.invite(new).await }).await?;
        Ok(MemberInvitePayload::of(done))
    }

    /// Accepts a member who waits: from now on everybody sees them. Needs the scope `members:manage`.
    async fn member_accept(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who waits.")] input: MemberAcceptInput,
    ) -> Result<MemberAcceptPayload> {
        let member = input.member.to_string();
        let done = carry(ctx, |writer| async move {
            let id = id_of(&member)?;
            writer.accept_member(id).await.map(|it| it.map(|()| id))
        });
        Ok(MemberAcceptPayload::of(done.await?.map(|it| member_now(ctx, "member", it))))
    }

    /// Changes a profile: one's own, that of an organisation that one may write for, or as an editor.
    async fn member_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to change.")] input: MemberUpdateInput,
    ) -> Result<MemberUpdatePayload> {
        let website = match input.website {
            MaybeUndefined::Undefined => None,
            MaybeUndefined::Null => Some(None),
            MaybeUndefined::Value(url) => Some(url.0.parse().ok()),
        };
        let change = ProfileChange {
            name: input.name,
            bio: match input.bio {
                MaybeUndefined::Undefined => None,
                MaybeUndefined::Null => Some(None),
                MaybeUndefined::Value(text) => Some(Some(text)),
            },
            website,
            territories: input.territories.map(|it| refs(Some(it))),
        };
        let member = input.member.to_string();
        let done = carry(ctx, |writer| async move {
            let id = id_of(&member)?;
            writer.change_profile(id, change).await.map(|it| it.map(|()| id))
        });
        Ok(MemberUpdatePayload::of(done.await?.map(|it| member_now(ctx, "member", it))))
    }

    /// Says that somebody belongs to an organisation, with which function, and whether they may write for it; said again,
    /// it is said anew.
    async fn membership_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which member belongs to which organisation.")] input: MembershipSetInput,
    ) -> Result<MembershipSetPayload> {
        let done = carry(ctx, |writer| async move {
            let wished = Wished {
                member: id_of(&input.member)?,
                organisation: id_of(&input.organisation)?,
                function: input.function,
                starts_on: input.starts_on.map(|it| it.0),
                ends_on: input.ends_on.map(|it| it.0),
                may_write: input.may_write,
                position: input.position.into(),
            };
            writer.set_membership(wished, gave(input.revoke_grants)).await
        });
        Ok(MembershipSetPayload::of(done.await?, ctx))
    }

    /// Ends a membership; who belongs may do so, too.
    async fn membership_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: MembershipRemoveInput,
    ) -> Result<MembershipRemovePayload> {
        let (id, gave) = (input.id.to_string(), gave(input.revoke_grants));
        let done = carry(ctx, |writer| async move { writer.remove_membership(id_of(&id)?, gave).await }).await?;
        Ok(MembershipRemovePayload::of(done, ctx))
    }
}

/// The language of mails: the wished one, else that of the request, of those that they are written in.
fn language(ctx: &Context<'_>, wished: Option<LanguageTag>) -> String {
    match wished {
        Some(wished) => message::language(&[wished.0]).to_owned(),
        None => message::language(&Request::of(ctx).languages).to_owned(),
    }
}

fn refs(named: Option<Vec<TerritoryRef>>) -> Vec<entity::value::territory::TerritoryRef> {
    named.unwrap_or_default().into_iter().map(|it| it.0).collect()
}
