//! API tokens: what scripts show. And sessions that are ended from elsewhere.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use entity::account::api_token::NewToken;
use entity::act::Act;
use entity::error::Error;
use entity::model::account::Scope;
use entity::value::problem::{Case, Problem};

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::ViewerRole;
use crate::graphql::input::typed::{DateTime, TerritoryRef, each};
use crate::graphql::mutation::payload::{account_now, carry, id_of, payloads};
use crate::graphql::query::Query;
use crate::graphql::types::account::Account;
use crate::graphql::types::api_token::ApiToken;
use crate::graphql::types::user_error::UserError;

/// The mutations of tokens.
#[derive(Default)]
pub struct TokenMutation;

/// An API token to create.
#[derive(InputObject)]
pub struct ApiTokenCreateInput {
    /// Name that says the purpose of the token, at most 100 characters.
    name: String,
    /// Identifier of the account that the token belongs to. Defaults to the viewer's account; others require the scope `admin`.
    account: Option<ID>,
    /// Role of the token: the upper bound of its rights. Defaults to the viewer's role.
    role: Option<ViewerRole>,
    /// Scopes of the token, such as `content:read`. Defaults to all scopes of the viewer.
    scopes: Option<Vec<String>>,
    /// Territories that the token is limited to, each with all territories inside. Defaults to all territories of the viewer.
    territories: Option<Vec<TerritoryRef>>,
    /// Instant at which the token expires. Defaults to one year from now; never later than the credential of the request.
    expires_at: Option<DateTime>,
}

/// An API token to revoke.
#[derive(InputObject)]
pub struct ApiTokenRevokeInput {
    /// Identifier of the token to revoke.
    id: ID,
}

/// A session to revoke.
#[derive(InputObject)]
pub struct SessionRevokeInput {
    /// Identifier of the session to revoke.
    id: ID,
}

/// Result of `apiTokenCreate`.
#[derive(SimpleObject)]
pub struct ApiTokenCreatePayload {
    /// The new API token, without its secret. Null when validation failed.
    api_token: Option<ApiToken>,
    /// Secret of the token, which scripts send as `Authorization: Bearer …`. Not stored: only this answer has it. Null when
    /// validation failed.
    secret: Option<String>,
    /// Validation errors. Empty when the mutation succeeded.
    user_errors: Vec<UserError>,
    /// The query root, so that a client can read more in the same request.
    query: Query,
}

payloads! {
    /// Result of `apiTokenRevoke`.
    ApiTokenRevokePayload {
        /// The revoked token, also if it was revoked before. Null when validation failed.
        api_token: Option<ApiToken>
    }
    /// Result of `sessionRevoke`.
    SessionRevokePayload {
        /// Account whose session has ended, also if it had ended before. Null when validation failed.
        account: Option<Account>
    }
}

#[Object]
impl TokenMutation {
    /// Creates an API token for a script, within the rights of the credential of the request. The secret is returned once and not
    /// stored.
    async fn api_token_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Name, rights and lifetime of the token.")] input: ApiTokenCreateInput,
    ) -> Result<ApiTokenCreatePayload> {
        let viewer = Request::of(ctx).reader.viewer();
        let (role, account) = (viewer.role(), viewer.account_id());
        let done = carry(ctx, |writer| async move {
            let own = role.ok_or(Error::Denied(Act::ManageTokens))?;
            if input.scopes.as_ref().is_some_and(Vec::is_empty) {
                return Err(Problem::new("scopes", Case::NoneNamed).into());
            }
            let named = input.scopes.unwrap_or_default();
            let scope = |(at, it): (usize, &String)| {
                it.parse::<Scope>().map_err(|bad| Error::from(Problem::new(&format!("scopes.{at}"), bad.into())))
            };
            let new = NewToken {
                name: input.name,
                account: match input.account {
                    Some(id) => Some(id_of(&id)?),
                    None => Some(account.ok_or(Error::Denied(Act::Private))?),
                },
                member: None,
                role: input.role.map_or(own, Into::into),
                territories: each(input.territories.unwrap_or_default(), |it| it.0),
                scopes: named.iter().enumerate().map(scope).collect::<std::result::Result<_, _>>()?,
                expires_at: input.expires_at.and_then(DateTime::read).map(|it| it.0),
            };
            writer.make_token(new).await
        });
        let (api_token, secret, user_errors) = match done.await? {
            Ok(made) => (Some(ApiToken::of(made.listed)), Some(made.secret), Vec::new()),
            Err(user_errors) => (None, None, user_errors),
        };
        Ok(ApiTokenCreatePayload { api_token, secret, user_errors, query: Query })
    }

    /// Revokes an API token, which becomes invalid with the next request. For its owner and for administrators.
    async fn api_token_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "API token to revoke.")] input: ApiTokenRevokeInput,
    ) -> Result<ApiTokenRevokePayload> {
        let id = input.id.to_string();
        let done = carry(ctx, |writer| async move { writer.revoke_token(id_of(&id)?).await }).await?;
        Ok(ApiTokenRevokePayload::of(done.map(|it| Some(ApiToken::of(it)))))
    }

    /// Ends a session of an account. For its owner and for administrators.
    async fn session_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Session to revoke.")] input: SessionRevokeInput,
    ) -> Result<SessionRevokePayload> {
        let id = input.id.to_string();
        let done = carry(ctx, |writer| async move { writer.revoke_session(id_of(&id)?).await }).await?;
        Ok(SessionRevokePayload::of(match done {
            Ok(account) => Ok(account_now(ctx, account).await),
            Err(user_errors) => Err(user_errors),
        }))
    }
}
