//! Accounts as administrators see them: mandates, sessions and tokens.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject};
use entity::account::directory::{self};
use entity::model::mandate::{self, Gifts};
use entity::value::id::Id;

use crate::error::told;
use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::ViewerRole;
use crate::graphql::input::scalar::DateTime;
use crate::graphql::types::api_token::ApiToken;
use crate::graphql::types::member::Member;
use crate::graphql::types::territory::Territory;

/// Status of an account. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::account::Status")]
pub enum AccountStatus {
    /// Active: its holder can sign in.
    Active,
    /// Suspended: nobody can sign in until it is restored.
    Suspended,
    /// Erased: its personal data are deleted.
    Erased,
}

/// An account: the private side of somebody, or of a script.
#[derive(Clone)]
pub struct Account(pub(crate) Arc<directory::Person>);

impl AsRef<directory::Person> for Account {
    fn as_ref(&self) -> &directory::Person {
        &self.0
    }
}

/// Account of a person or of a script. Readable by its holder and by administrators.
#[Object]
impl Account {
    /// Identifier of the account.
    async fn id(&self) -> ID {
        self.0.account.to_string().into()
    }

    /// E-mail address of the account. Null for scripts, for erased accounts, and for some people who sign in through another
    /// issuer.
    async fn email(&self) -> Option<&str> {
        self.0.email.as_deref()
    }

    /// Name of a script, or the name that a person without a profile registered with.
    async fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// Member that the account writes as. Null for scripts and for people without a profile.
    async fn member(&self, ctx: &Context<'_>) -> Option<Member> {
        let slug = self.0.member.as_ref()?;
        Request::of(ctx).latest().reader.member_by_slug(slug.as_str()).cloned().map(Member)
    }

    /// Role of the account: the upper bound of its rights.
    async fn role(&self) -> ViewerRole {
        self.0.role.into()
    }

    /// Status of the account.
    async fn status(&self) -> AccountStatus {
        self.0.status.into()
    }

    /// Whether the holder has confirmed the address. False for people who registered or were invited and have not yet used their
    /// code; true for scripts.
    async fn is_confirmed(&self) -> bool {
        !self.0.unconfirmed
    }

    /// Language of the mails to the account, such as `fr`.
    async fn language(&self) -> &str {
        &self.0.language
    }

    /// Mandates of the account that are in force, at most 50.
    async fn mandates(&self) -> Vec<Mandate> {
        self.0.mandates.iter().take(50).map(Mandate::of).collect()
    }

    /// Mandates that the account granted to others and that are in force, newest first, at most 1,000.
    async fn mandates_granted(&self, ctx: &Context<'_>) -> Result<Vec<GrantedMandate>> {
        GrantedMandate::all(ctx, Some(self.0.account)).await
    }

    /// Rights to write for an organisation that the account granted to others and that are in force, newest first, at most 1,000.
    async fn writers_granted(&self, ctx: &Context<'_>) -> Result<Vec<GrantedWriter>> {
        let request = Request::of(ctx);
        let gifts = request.reader.gifts(Some(self.0.account)).await.map_err(told)?;
        Ok(gifts.writers.iter().map(|it| GrantedWriter::of(it, request)).collect())
    }

    /// Instant at which the account was created.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// Instant of the last sign-in. Null before the first.
    async fn last_signed_in_at(&self) -> Option<DateTime> {
        self.0.seen_at.map(DateTime)
    }

    /// Unexpired sessions of the account, most recently renewed first, at most 100.
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<AccountSession>> {
        let found = Request::of(ctx).reader.sessions(Some(self.0.account)).await.map_err(told)?;
        let listed = found.into_iter().map(|it| AccountSession {
            id: it.id.to_string().into(),
            created_at: DateTime(it.begun_at),
            last_refreshed_at: DateTime(it.seen_at),
            expires_at: DateTime(it.expires_at),
            is_current: it.current,
        });
        Ok(listed.collect())
    }

    /// API tokens of the account, revoked and expired ones included, newest first, at most 1,000.
    async fn api_tokens(&self, ctx: &Context<'_>) -> Result<Vec<ApiToken>> {
        let found = Request::of(ctx).reader.tokens_of(Some(self.0.account)).await.map_err(told)?;
        Ok(found.into_iter().map(ApiToken::of).collect())
    }
}

/// A mandate that an account granted to another account.
#[derive(SimpleObject)]
pub struct GrantedMandate {
    /// Identifier of the account that holds the mandate.
    account: ID,
    /// Member of the account that holds the mandate. Null if the viewer may not see the member.
    member: Option<Member>,
    /// The granted mandate.
    mandate: Mandate,
}

impl GrantedMandate {
    fn of(given: &entity::model::mandate::GrantedMandate, request: &Request) -> Self {
        Self {
            account: given.account.to_string().into(),
            member: given.member.and_then(|id| request.reader.member_now(id)).map(Member),
            mandate: Mandate::of(&given.mandate),
        }
    }

    /// Those that an account gave; the viewer's own account when none is named.
    pub(crate) async fn all(ctx: &Context<'_>, account: Option<Id>) -> Result<Vec<Self>> {
        let request = Request::of(ctx);
        let gifts = request.reader.gifts(account).await.map_err(told)?;
        Ok(gifts.mandates.iter().map(|it| Self::of(it, request)).collect())
    }
}

/// A right to write for an organisation that an account granted to a member.
#[derive(SimpleObject)]
pub struct GrantedWriter {
    /// Identifier of the membership that carries the right.
    membership: ID,
    /// Member who may write. Null if the viewer may not see the member.
    member: Option<Member>,
    /// Organisation that the member may write for. Null if the viewer may not see it.
    organisation: Option<Member>,
}

impl GrantedWriter {
    fn of(given: &entity::model::mandate::GrantedWriter, request: &Request) -> Self {
        let member = |id: Option<Id>| id.and_then(|id| request.reader.member_now(id)).map(Member);
        Self {
            membership: given.membership.to_string().into(),
            member: member(given.member),
            organisation: member(given.organisation),
        }
    }
}

/// Rights that an account granted to others and that remain in force.
#[derive(SimpleObject)]
pub struct RemainingGrants {
    /// Mandates in force that the account granted, newest first, at most 1,000.
    mandates: Vec<GrantedMandate>,
    /// Rights in force to write for an organisation that the account granted, newest first, at most 1,000.
    writers: Vec<GrantedWriter>,
}

impl RemainingGrants {
    pub(crate) fn of(gifts: &Gifts, request: &Request) -> Self {
        Self {
            mandates: gifts.mandates.iter().map(|it| GrantedMandate::of(it, request)).collect(),
            writers: gifts.writers.iter().map(|it| GrantedWriter::of(it, request)).collect(),
        }
    }
}

impl Mandate {
    pub(crate) fn of(it: &mandate::Mandate) -> Self {
        Self {
            id: it.id.to_string().into(),
            territory: it.territory.clone().map(Territory),
            granted_at: DateTime(it.granted_at),
            expires_at: it.until.map(DateTime),
        }
    }
}

/// The right of an account over the content of a territory.
#[derive(SimpleObject)]
pub struct Mandate {
    /// Identifier of the mandate, for `mandateRevoke`.
    id: ID,
    /// Territory of the mandate, with all territories inside. Null for the whole network.
    territory: Option<Territory>,
    /// Instant at which the mandate was granted.
    granted_at: DateTime,
    /// Instant at which the mandate ends. Null if it is unlimited.
    expires_at: Option<DateTime>,
}

/// A session in which a person is signed in.
#[derive(SimpleObject)]
pub struct AccountSession {
    /// Identifier of the session, for `sessionRevoke`.
    id: ID,
    /// Instant of the sign-in.
    created_at: DateTime,
    /// Instant at which the session was last renewed.
    last_refreshed_at: DateTime,
    /// Instant at which the session expires unless it is renewed.
    expires_at: DateTime,
    /// Whether the session is the one of this request.
    is_current: bool,
}
