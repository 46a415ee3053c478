//! How somebody comes to an account and keeps it, and how members are invited, accepted and shown.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, Result};
use entity::account::registration::{Invitation, Registration};
use entity::member::membership::Wished;
use entity::member::profile::ProfileChange;

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::ViewerRole;
use crate::graphql::input::typed::{Date, LanguageTag, TerritoryRef, Url, each};
use crate::graphql::mutation::mandate::gave;
use crate::graphql::mutation::media::picture_of;
use crate::graphql::mutation::membership::{MembershipRemovePayload, MembershipSetPayload};
use crate::graphql::mutation::payload::{account_now, attempt, carry, id_of, member_now, payloads, plain_payloads};
use crate::graphql::types::account::Account;
use crate::graphql::types::member::Member;
use crate::message;

/// The mutations of accounts and members.
#[derive(Default)]
pub struct AccountMutation;

/// A person who registers an account.
#[derive(InputObject)]
pub struct AccountRegisterInput {
    /// Name of the person, as they write it, at most 200 characters.
    name: String,
    /// E-mail address of the person. Never public.
    email: String,
    /// Password of the new account: 12 to 128 characters, and none of the most common passwords.
    password: String,
    /// Language of the mails to the account: `fr`, `br` or `en`. Defaults to the language of the request.
    language: Option<LanguageTag>,
    /// Territories in which the person is active, so that their editors find the profile, at most 50.
    territories: Option<Vec<TerritoryRef>>,
}

/// A code from a mail that confirms an address or accepts an invitation.
#[derive(InputObject)]
pub struct AccountVerifyInput {
    /// Code from the mail, of 32 characters. Valid once.
    code: String,
    /// Password to set, 12 to 128 characters. Required for invitations; otherwise it replaces the password chosen at
    /// registration.
    password: Option<String>,
}

/// Account whose password is to be reset.
#[derive(InputObject)]
pub struct PasswordResetRequestInput {
    /// E-mail address of the account.
    email: String,
}

/// A new password, with the code from the mail.
#[derive(InputObject)]
pub struct PasswordResetInput {
    /// Code from the mail, of 32 characters. Valid once, for one hour.
    code: String,
    /// New password, 12 to 128 characters.
    password: String,
}

/// A new e-mail address for the viewer's account.
#[derive(InputObject)]
pub struct EmailChangeRequestInput {
    /// New e-mail address. The code is sent there.
    email: String,
    /// Current password of the account. Not required for accounts without an address that sign in through another issuer.
    #[graphql(default)]
    password: String,
}

/// A code that confirms a new e-mail address.
#[derive(InputObject)]
pub struct EmailChangeInput {
    /// Code from the mail to the new address, of 32 characters. Valid once.
    code: String,
}

/// A person to invite.
#[derive(InputObject)]
pub struct MemberInviteInput {
    /// Name of the invited person, at most 200 characters.
    name: String,
    /// E-mail address that the invitation is sent to.
    email: String,
    /// Role of the new account. Defaults to `CONTRIBUTOR`, the only role that editors may give.
    role: Option<ViewerRole>,
    /// Territories in which the person is active. For editors and administrators, the territories of their mandates, with all
    /// territories inside; the whole network when absent.
    territories: Option<Vec<TerritoryRef>>,
    /// Language of the mails to the account. Defaults to the language of the request.
    language: Option<LanguageTag>,
}

/// A pending member to accept.
#[derive(InputObject)]
pub struct MemberAcceptInput {
    /// Identifier of the pending member.
    member: ID,
}

/// Changes to a profile. Absent fields are unchanged; null clears `bio`, `website`, `picture` and `logo`.
#[derive(InputObject)]
pub struct MemberUpdateInput {
    /// Identifier of the member to change.
    member: ID,
    /// New name, as the member writes it, on one line, at most 200 characters.
    name: Option<String>,
    /// New biography, Markdown, at most 64 KB. Null clears it.
    bio: MaybeUndefined<String>,
    /// New web site of the member. Null clears it.
    website: MaybeUndefined<Url>,
    /// New list of territories in which the member is active, in order, at most 50. Replaces the old list.
    territories: Option<Vec<TerritoryRef>>,
    /// Identifier of the picture to show as the member's portrait. Null clears it.
    picture: MaybeUndefined<ID>,
    /// Identifier of the picture to show as the logo of the organisation or collective. Null clears it.
    logo: MaybeUndefined<ID>,
}

/// A membership to create or to replace.
#[derive(InputObject)]
pub struct MembershipSetInput {
    /// Identifier of the member who belongs to the organisation.
    member: ID,
    /// Identifier of the organisation or collective.
    organisation: ID,
    /// Function in the organisation, such as "treasurer", on one line, at most 200 characters.
    function: Option<String>,
    /// First day of the membership. Unlimited when absent.
    starts_on: Option<Date>,
    /// Last day of the membership, inclusive. Unlimited when absent.
    ends_on: Option<Date>,
    /// Whether the member may write for the organisation: entries credited to it then count as the member's own.
    #[graphql(default)]
    may_write: bool,
    /// Position in lists of memberships, lowest first.
    #[graphql(default)]
    position: i32,
    /// Whether to revoke, if the right to write ends, the rights that the member granted for the organisation and could no longer
    /// grant, including those granted on by their holders, as far as the viewer may revoke them.
    #[graphql(default)]
    revoke_grants: bool,
}

/// A membership to remove.
#[derive(InputObject)]
pub struct MembershipRemoveInput {
    /// Identifier of the membership to remove.
    id: ID,
    /// Whether to revoke, if the member could write, the rights that the member granted for the organisation and could no longer
    /// grant, including those granted on by their holders, as far as the viewer may revoke them.
    #[graphql(default)]
    revoke_grants: bool,
}

plain_payloads! {
    /// Result of `accountRegister`. The same whether the address has an account or not: the mail tells.
    AccountRegisterPayload
    /// Result of `passwordResetRequest`. The same whether the address has an account or not.
    PasswordResetRequestPayload
    /// Result of `passwordReset`.
    PasswordResetPayload
    /// Result of `emailChangeRequest`. A mail with a code is sent to the new address.
    EmailChangeRequestPayload
    /// Result of `memberInvite`. The same whether the address has an account or not: the mail tells.
    MemberInvitePayload
}

payloads! {
    /// Result of `accountVerify`.
    AccountVerifyPayload {
        /// Profile of the member, if it is public already. Null while the profile waits for an editor.
        member: Option<Member>
    }
    /// Result of `emailChange`.
    EmailChangePayload {
        /// The account with its new address. Null for viewers who are not signed in as its holder, and when validation failed.
        account: Option<Account>
    }
    /// Result of `memberAccept`.
    MemberAcceptPayload { /** The accepted member. Null when validation failed. */ member: Option<Member> }
    /// Result of `memberUpdate`.
    MemberUpdatePayload { /** The changed profile. Null when validation failed. */ member: Option<Member> }
}

#[Object]
impl AccountMutation {
    /// Registers an account. A mail with a code is sent to the address; `accountVerify` takes the code. The answer does not
    /// reveal whether the address has an account; the mail does.
    async fn account_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Name, address and password of the person.")] input: AccountRegisterInput,
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

    /// Confirms the address of an account, or accepts an invitation, with a code from a mail. Does not sign in: `sessionCreate`
    /// does.
    async fn account_verify(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code from the mail, with a password where one is required.")] input: AccountVerifyInput,
    ) -> Result<AccountVerifyPayload> {
        let AccountVerifyInput { code, password } = input;
        let key = code.clone();
        let done = attempt(ctx, &key, |writer| async move { writer.verify(&code, password).await }).await?;
        Ok(AccountVerifyPayload::of(done.map(|it| Request::of(ctx).reader.member_now(it).map(Member))))
    }

    /// Requests a password reset. A mail with a code is sent to the address if it has an account; `passwordReset` takes the code.
    async fn password_reset_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Address of the account.")] input: PasswordResetRequestInput,
    ) -> Result<PasswordResetRequestPayload> {
        let (email, wished) = (input.email.clone(), language(ctx, None));
        let done =
            attempt(ctx, &input.email, |writer| async move { writer.request_reset(&email, &wished).await }).await?;
        Ok(PasswordResetRequestPayload::of(done))
    }

    /// Sets a new password with a code from a mail. Ends all sessions and signed tokens of the account.
    async fn password_reset(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code from the mail and the new password.")] input: PasswordResetInput,
    ) -> Result<PasswordResetPayload> {
        let PasswordResetInput { code, password } = input;
        let key = code.clone();
        let done = attempt(ctx, &key, |writer| async move { writer.reset_password(&code, password).await }).await?;
        Ok(PasswordResetPayload::of(done))
    }

    /// Requests another e-mail address for the viewer's account. A mail with a code is sent to the new address; `emailChange`
    /// takes the code.
    async fn email_change_request(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "New address, with the current password.")] input: EmailChangeRequestInput,
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

    /// Changes the e-mail address of an account with a code from a mail. A notice is sent to the former address; sessions
    /// continue.
    async fn email_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code from the mail to the new address.")] input: EmailChangeInput,
    ) -> Result<EmailChangePayload> {
        let key = input.code.clone();
        let done = attempt(ctx, &key, |writer| async move { writer.change_email(&input.code).await }).await?;
        Ok(EmailChangePayload::of(match done {
            Ok(id) => Ok(account_now(ctx, id).await),
            Err(user_errors) => Err(user_errors),
        }))
    }

    /// Invites a person. A mail with a code is sent to the address; `accountVerify` takes the code, with a password. Requires the
    /// scope `members:manage`.
    async fn member_invite(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Person to invite, with the rights to give.")] input: MemberInviteInput,
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

    /// Accepts a pending member, whose profile becomes public. Requires the scope `members:manage`.
    async fn member_accept(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Pending member to accept.")] input: MemberAcceptInput,
    ) -> Result<MemberAcceptPayload> {
        let member = input.member.to_string();
        let done = carry(ctx, |writer| async move {
            let id = id_of(&member)?;
            writer.accept_member(id).await.map(|it| it.map(|()| id))
        });
        Ok(MemberAcceptPayload::of(done.await?.map(|it| member_now(ctx, "member", it))))
    }

    /// Changes a profile: the viewer's own, that of an organisation that the viewer may write for, or that of a member whom the
    /// viewer manages (scope `members:manage`).
    async fn member_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Member and fields to change.")] input: MemberUpdateInput,
    ) -> Result<MemberUpdatePayload> {
        let website = match input.website {
            MaybeUndefined::Undefined => None,
            MaybeUndefined::Null => Some(None),
            MaybeUndefined::Value(url) => Some(url.read().and_then(|it| it.0.parse().ok())),
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
            ..ProfileChange::default()
        };
        let (picture, logo) = (input.picture, input.logo);
        let member = input.member.to_string();
        let done = carry(ctx, |writer| async move {
            let id = id_of(&member)?;
            let (picture, logo) = (picture_of("picture", picture)?, picture_of("logo", logo)?);
            let change = ProfileChange { picture, logo, ..change };
            writer.change_profile(id, change).await.map(|it| it.map(|()| id))
        });
        Ok(MemberUpdatePayload::of(done.await?.map(|it| member_now(ctx, "member", it))))
    }

    /// Creates the membership of a member in an organisation, or replaces it entirely if there is one. Defines the function, the
    /// period, and the right to write for the organisation.
    async fn membership_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Membership to create or to replace.")] input: MembershipSetInput,
    ) -> Result<MembershipSetPayload> {
        let done = carry(ctx, |writer| async move {
            let wished = Wished {
                member: id_of(&input.member)?,
                organisation: id_of(&input.organisation)?,
                function: input.function,
                starts_on: input.starts_on.and_then(Date::read).map(|it| it.0),
                ends_on: input.ends_on.and_then(Date::read).map(|it| it.0),
                may_write: input.may_write,
                position: input.position.into(),
            };
            writer.set_membership(wished, gave(input.revoke_grants)).await
        });
        Ok(MembershipSetPayload::of(done.await?, ctx))
    }

    /// Removes a membership. Members may remove their own.
    async fn membership_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Membership to remove.")] input: MembershipRemoveInput,
    ) -> Result<MembershipRemovePayload> {
        let (id, gave) = (input.id.to_string(), gave(input.revoke_grants));
        let done = carry(ctx, |writer| async move { writer.remove_membership(id_of(&id)?, gave).await }).await?;
        Ok(MembershipRemovePayload::of(done, ctx))
    }
}

/// The language of mails: the wished one, else that of the request, of those that they are written in.
fn language(ctx: &Context<'_>, wished: Option<LanguageTag>) -> String {
    match wished.and_then(LanguageTag::read) {
        Some(wished) => message::language(&[wished.0]).to_owned(),
        None => message::language(&Request::of(ctx).languages).to_owned(),
    }
}

fn refs(named: Option<Vec<TerritoryRef>>) -> Vec<entity::value::territory::TerritoryRef> {
    each(named.unwrap_or_default(), |it| it.0)
}
