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

/// Whether an account is in use. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "entity::model::account::Status")]
pub enum AccountStatus {
    /// It is.
    Active,
    /// Not for now.
    Suspended,
    /// Its data are gone.
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

/// An account: the private side of somebody, or of a script. Seen by themselves and by administrators.
#[Object]
impl Account {
    /// Its identifier.
    async fn id(&self) -> ID {
        self.0.account.to_string().into()
    }

    /// The e-mail address; null for scripts and for erased accounts.
    async fn email(&self) -> Option<&str> {
        self.0.email.as_deref()
    }

    /// What it is called, of a script; how somebody wrote their name who has no profile yet.
    async fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// The member as whom they write.
    async fn member(&self, ctx: &Context<'_>) -> Option<Member> {
        let slug = self.0.member.as_ref()?;
        Request::of(ctx).latest().reader.member_by_slug(slug.as_str()).cloned().map(Member)
    }

    /// What they may do at most.
    async fn role(&self) -> ViewerRole {
        self.0.role.into()
    }

    /// Whether it is in use.
    async fn status(&self) -> AccountStatus {
        self.0.status.into()
    }

    /// Whether its holder has shown that the address is theirs. False while somebody who registered or was invited has not come;
    /// true for every script.
    async fn is_confirmed(&self) -> bool {
        !self.0.unconfirmed
    }

    /// The language of the mails that they get.
    async fn language(&self) -> &str {
        &self.0.language
    }

    /// Their mandates; at most 50.
    async fn mandates(&self) -> Vec<Mandate> {
        self.0.mandates.iter().take(50).map(Mandate::of).collect()
    }

    /// The mandates that it gave to others and that are still held, the newest first; at most 1,000.
    async fn mandates_granted(&self, ctx: &Context<'_>) -> Result<Vec<GrantedMandate>> {
        GrantedMandate::all(ctx, Some(self.0.account)).await
    }

    /// The rights to write for an organisation that it gave to others and that are still held, the newest first; at most 1,000.
    async fn writers_granted(&self, ctx: &Context<'_>) -> Result<Vec<GrantedWriter>> {
        let request = Request::of(ctx);
        let gifts = request.reader.gifts(Some(self.0.account)).await.map_err(told)?;
        Ok(gifts.writers.iter().map(|it| GrantedWriter::of(it, request)).collect())
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When somebody last signed in.
    async fn last_signed_in_at(&self) -> Option<DateTime> {
        self.0.seen_at.map(DateTime)
    }

    /// Its sessions that last, who was there last first; at most 100.
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

    /// Its API tokens, the newest first; at most 1,000.
    async fn api_tokens(&self, ctx: &Context<'_>) -> Result<Vec<ApiToken>> {
        let found = Request::of(ctx).reader.tokens_of(Some(self.0.account)).await.map_err(told)?;
        Ok(found.into_iter().map(ApiToken::of).collect())
    }
}

/// A mandate that an account gave.
#[derive(SimpleObject)]
pub struct GrantedMandate {
    /// The account that holds it.
    account: ID,
    /// The member whose account that is, if you may see them.
    member: Option<Member>,
    /// The mandate.
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

/// The right to write for an organisation that an account gave.
#[derive(SimpleObject)]
pub struct GrantedWriter {
    /// The identifier of the membership.
    membership: ID,
    /// Who may write, if you may see them.
    member: Option<Member>,
    /// For whom, if you may see them.
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

/// What an account gave to others and that is still held, whatever became of the account.
#[derive(SimpleObject)]
pub struct RemainingGrants {
    /// Mandates, the newest first; at most 1,000.
    mandates: Vec<GrantedMandate>,
    /// Rights to write for an organisation, the newest first; at most 1,000.
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

/// The territories that an account looks after.
#[derive(SimpleObject)]
pub struct Mandate {
    /// Its identifier, by which it is revoked.
    id: ID,
    /// The territory, with all that lies inside; null is the whole network.
    territory: Option<Territory>,
    /// Since when.
    granted_at: DateTime,
    /// Until when.
    expires_at: Option<DateTime>,
}

/// A session that lasts.
#[derive(SimpleObject)]
pub struct AccountSession {
    /// Its identifier, by which it is revoked.
    id: ID,
    /// When somebody signed in.
    created_at: DateTime,
    /// When it was last carried on.
    last_refreshed_at: DateTime,
    /// Until when it lasts, unless it is carried on.
    expires_at: DateTime,
    /// Whether it is the one in which this is asked.
    is_current: bool,
}
