//! How somebody comes to an account and keeps it, and how members are invited, accepted and shown.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, Result};
use entity::account::registration::{Invitation, Registration};
use entity::member::membership::Wished;
use entity::member::profile::ProfileChange;

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::ViewerRole;
use crate::graphql::input::typed::{Date, LanguageTag, TerritoryRef, Url, each};
use crate::graphql::mutation::mandate::gave;
use crate::graphql::mutation::membership::{MembershipRemovePayload, MembershipSetPayload};
use crate::graphql::mutation::payload::{attempt, carry, id_of, payloads, unshown};
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
    title: Option<String>,
    /// Since which day.
    since: Option<Date>,
    /// Until which day, the last one included.
    until: Option<Date>,
    /// Whether they may write for the organisation: what is credited to it is then their own.
    #[graphql(default)]
    may_write: bool,
    /// Where they stand among the others: the lowest first.
    #[graphql(default)]
    position: i32,
    /// Where this takes the right to write away: whether what its holder gave to others, and could not give any more, goes as well,
    /// and what they gave on, as far as you may take it away.
    #[graphql(default)]
    with_given: bool,
}

/// A membership that ends.
#[derive(InputObject)]
pub struct MembershipRemoveInput {
    /// Which membership.
    id: ID,
    /// Where its member could write: whether what the member gave to others, and could not give any more, goes as well, and what
    /// they gave on, as far as you may take it away.
    #[graphql(default)]
    with_given: bool,
}

payloads! {
    /// What became of a wish to join.
    AccountRegisterPayload {
        /// Whether it was written down: a mail tells how it goes on. It does not tell whether the address was known.
        registered: bool
    }
    /// What became of a code.
    AccountVerifyPayload {
        /// The member, when everybody may see them by now; else they wait for an editor.
        member: Option<Member>
    }
    /// What became of the request to set another password.
    PasswordResetRequestPayload {
        /// Whether it was written down. It does not tell whether the address has an account.
        requested: bool
    }
    /// What became of another password.
    PasswordResetPayload { /** Whether it was set. */ reset: bool }
    /// What became of the request to take another address.
    EmailChangeRequestPayload { /** Whether it was written down: a mail goes to the new address. */ requested: bool }
    /// What became of another address.
    EmailChangePayload { /** Whether it was taken. */ changed: bool }
    /// What became of an invitation.
    MemberInvitePayload {
        /// Whether it was written down. It does not tell whether the address was known.
        invited: bool
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
        Ok(AccountRegisterPayload::of(done.map(|()| true)))
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
        Ok(PasswordResetRequestPayload::of(done.map(|()| true)))
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
        Ok(PasswordResetPayload::of(done.map(|()| true)))
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
        Ok(EmailChangeRequestPayload::of(done.map(|()| true)))
    }

    /// Takes the address that a code was sent to; the one before is told.
    async fn email_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code.")] input: EmailChangeInput,
    ) -> Result<EmailChangePayload> {
        let key = input.code.clone();
        let done = attempt(ctx, &key, |writer| async move { writer.change_email(&input.code).await }).await?;
        Ok(EmailChangePayload::of(done.map(|()| true)))
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
        Ok(MemberInvitePayload::of(done.map(|()| true)))
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
        Ok(MemberAcceptPayload::of(done.await?.map(|it| fresh(ctx, "member", it))))
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
        };
        let member = input.member.to_string();
        let done = carry(ctx, |writer| async move {
            let id = id_of(&member)?;
            writer.change_profile(id, change).await.map(|it| it.map(|()| id))
        });
        Ok(MemberUpdatePayload::of(done.await?.map(|it| fresh(ctx, "member", it))))
    }

    /// Says that somebody belongs to an organisation, with which function, and whether they may write for it; said again,
    /// it is said anew.
    async fn membership_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which member belongs to which organisation.")] input: MembershipSetInput,
    ) -> Result<MembershipSetPayload> {
        let done = carry(ctx, |writer| async move {
            let organisation = id_of(&input.organisation)?;
            let wished = Wished {
                member: id_of(&input.member)?,
                organisation,
                title: input.title,
                since: input.since.and_then(Date::read).map(|it| it.0),
                until: input.until.and_then(Date::read).map(|it| it.0),
                may_write: input.may_write,
                position: input.position.into(),
            };
            let said = writer.set_membership(wished, gave(input.with_given)).await?;
            Ok(said.map(|it| (organisation, it.still_given)))
        });
        let done = done.await?.map(|(id, gifts)| (fresh(ctx, "organisation", id), gifts));
        Ok(MembershipSetPayload::of(done, Request::of(ctx)))
    }

    /// Ends a membership; who belongs may do so, too.
    async fn membership_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: MembershipRemoveInput,
    ) -> Result<MembershipRemovePayload> {
        let (id, gave) = (input.id.to_string(), gave(input.with_given));
        let done = carry(ctx, |writer| async move { writer.remove_membership(id_of(&id)?, gave).await }).await?;
        Ok(MembershipRemovePayload::of(done.map(|it| it.still_given), Request::of(ctx)))
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

/// A member as they stand after what was done, in a field of the payload.
fn fresh(ctx: &Context<'_>, field: &str, id: entity::value::id::Id) -> Option<Member> {
    let member = Request::of(ctx).reader.member_now(id).map(Member);
    if member.is_none() {
        unshown(ctx, field, id);
    }
    member
}
