//! API tokens: what scripts show. And sessions that are ended from elsewhere.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use entity::account::api_token::NewToken;
use entity::act::Act;
use entity::error::Error;
use entity::model::account::Scope;
use entity::value::problem::{Case, Problem};

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::ViewerRole;
use crate::graphql::input::scalar::{DateTime, TerritoryRef};
use crate::graphql::mutation::payload::{account_now, carry, id_of, payloads};
use crate::graphql::query::Query;
use crate::graphql::types::account::Account;
use crate::graphql::types::api_token::ApiToken;
use crate::graphql::types::user_error::UserError;

/// The mutations of tokens.
#[derive(Default)]
pub struct TokenMutation;

/// A token to be made.
#[derive(InputObject)]
pub struct ApiTokenCreateInput {
    /// What it is for, at most 100 characters.
    name: String,
    /// The account that is to hold it; your own when absent. Others need the scope `admin`.
    account: Option<ID>,
    /// What it may do at most; your own role when absent.
    role: Option<ViewerRole>,
    /// For what, such as `content:read`; all that you have when absent.
    scopes: Option<Vec<String>>,
    /// Where, with all that lies inside; as far as you reach when absent.
    territories: Option<Vec<TerritoryRef>>,
    /// When it ceases to be good; a year from now when absent, never later than what makes it.
    expires_at: Option<DateTime>,
}

/// A token to be revoked.
#[derive(InputObject)]
pub struct ApiTokenRevokeInput {
    /// Which token.
    id: ID,
}

/// A session to be ended.
#[derive(InputObject)]
pub struct SessionRevokeInput {
    /// Which session.
    id: ID,
}

/// What became of a token.
#[derive(SimpleObject)]
pub struct ApiTokenCreatePayload {
    /// The token, without what scripts show; null when none was made.
    api_token: Option<ApiToken>,
    /// What scripts show as `Authorization: Bearer …`. It is not kept: this is the only answer that holds it.
    secret: Option<String>,
    /// What is to be mended; empty when it was done.
    user_errors: Vec<UserError>,
    /// The queries, to read on in the same request.
    query: Query,
}

payloads! {
    /// What became of a token that was to go.
    ApiTokenRevokePayload { /** The token, with the moment at which it was revoked; null when nothing was done. Again is no error. */ api_token: Option<ApiToken> }
    /// What became of a session that was to end.
    SessionRevokePayload { /** The account whose session it was; null when nothing was done. Again is no error. */ account: Option<Account> }
}

#[Object]
impl TokenMutation {
    /// Makes a token for a script, with no more rights than the credential that you show. It is seen this once.
    async fn api_token_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What for.")] input: ApiTokenCreateInput,
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
                territories: input.territories.unwrap_or_default().into_iter().map(|it| it.0).collect(),
                scopes: named.iter().enumerate().map(scope).collect::<std::result::Result<_, _>>()?,
                expires_at: input.expires_at.map(|it| it.0),
            };
            writer.make_token(new).await
        });
        let (api_token, secret, user_errors) = match done.await? {
            Ok(made) => (Some(ApiToken::of(made.listed)), Some(made.secret), Vec::new()),
            Err(user_errors) => (None, None, user_errors),
        };
        Ok(ApiTokenCreatePayload { api_token, secret, user_errors, query: Query })
    }

    /// Revokes a token, your own or as an administrator: it is good for nothing from the next request on.
    async fn api_token_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: ApiTokenRevokeInput,
    ) -> Result<ApiTokenRevokePayload> {
        let id = input.id.to_string();
        let done = carry(ctx, |writer| async move { writer.revoke_token(id_of(&id)?).await }).await?;
        Ok(ApiTokenRevokePayload::of(done.map(|it| Some(ApiToken::of(it)))))
    }

    /// Ends a session, your own or as an administrator.
    async fn session_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: SessionRevokeInput,
    ) -> Result<SessionRevokePayload> {
        let id = input.id.to_string();
        let done = carry(ctx, |writer| async move { writer.revoke_session(id_of(&id)?).await }).await?;
        Ok(SessionRevokePayload::of(match done {
            Ok(account) => Ok(account_now(ctx, account).await),
            Err(user_errors) => Err(user_errors),
        }))
    }
}
