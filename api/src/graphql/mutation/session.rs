//! Signing in, staying signed in, signing out.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use entity::account::refresh_token::Refreshed;
use entity::account::session::Opened;
use entity::attempt::Origin;
use entity::error::Error;
use entity::writer::Writer;

use crate::error::{Code, WireError, told};
use crate::graphql::engine::request::Request;
use crate::graphql::input::scalar::DateTime;
use crate::graphql::mutation::payload::carried;
use crate::graphql::query::Query;
use crate::graphql::types::session::Session;
use crate::graphql::types::user_error::{self, UserError, UserErrorCode};

/// The mutations of sessions.
#[derive(Default)]
pub struct SessionMutation;

/// Credentials to sign in with.
#[derive(InputObject)]
pub struct SessionCreateInput {
    /// E-mail address of the account.
    email: String,
    /// Password of the account.
    password: String,
    /// The `deviceToken` of an earlier session of the account on this device. Attempts by others to guess the password then do
    /// not delay this sign-in.
    device_token: Option<String>,
}

/// Code and verifier of a sign-in through another issuer.
#[derive(InputObject)]
pub struct SessionExchangeInput {
    /// Code from the fragment (`#`) of the address that the browser returned to. Valid once, for two minutes.
    code: String,
    /// Code verifier whose challenge was sent to the issuer (RFC 7636): 43 to 128 of the characters `A-Z`, `a-z`, `0-9`, `-`,
    /// `.`, `_` and `~`.
    verifier: String,
}

/// A session to renew.
#[derive(InputObject)]
pub struct SessionRefreshInput {
    /// Refresh token from the last answer of the session. Valid once.
    refresh_token: String,
}

/// A session to sign out of.
#[derive(InputObject)]
pub struct SessionDeleteInput {
    /// Whether to end all sessions of the account and all tokens signed for it, instead of this session only.
    #[graphql(default)]
    everywhere: bool,
    /// Refresh token of the session to end. Defaults to the session of the access token in the request.
    refresh_token: Option<String>,
}

/// Result of `sessionCreate`.
#[derive(SimpleObject)]
pub struct SessionCreatePayload {
    /// Tokens of the new session. Null when the sign-in failed.
    session: Option<Session>,
    /// Token to store on the device, after signing out as well, and to send with the next sign-in. Grants no access.
    device_token: Option<String>,
    /// Validation errors. Empty when the mutation succeeded.
    user_errors: Vec<UserError>,
    /// The query root, so that a client can read more in the same request.
    query: Query,
}

/// Result of `sessionExchange`.
#[derive(SimpleObject)]
pub struct SessionExchangePayload {
    /// Tokens of the new session. Null when the sign-in failed.
    session: Option<Session>,
    /// Validation errors. Empty when the mutation succeeded.
    user_errors: Vec<UserError>,
    /// The query root, so that a client can read more in the same request.
    query: Query,
}

/// Result of `sessionRefresh`.
#[derive(SimpleObject)]
pub struct SessionRefreshPayload {
    /// New tokens of the session.
    session: Option<Session>,
    /// Validation errors. Empty when the mutation succeeded.
    user_errors: Vec<UserError>,
    /// The query root, so that a client can read more in the same request.
    query: Query,
}

/// Result of `sessionDelete`.
#[derive(SimpleObject)]
pub struct SessionDeletePayload {
    /// Validation errors. Empty when the mutation succeeded.
    user_errors: Vec<UserError>,
    /// The query root, so that a client can read more in the same request.
    query: Query,
}

#[Object]
impl SessionMutation {
    /// Signs in with an e-mail address and a password. An unknown address, a wrong password, and an account that is suspended,
    /// unconfirmed or locked for a while have the same answer, `WRONG_CREDENTIALS`.
    async fn session_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Address and password of the account.")] input: SessionCreateInput,
    ) -> Result<SessionCreatePayload> {
        let request = Request::of(ctx);
        if !request.auth.can_sign() {
            return Err(WireError::new(Code::SessionsOff, "sessions-off").into());
        }
        let failed =
            |user_errors| Ok(SessionCreatePayload { session: None, device_token: None, user_errors, query: Query });
        if !request.auth.attempts.of_client(request.client) {
            let code = UserErrorCode::TooManyAttempts;
            return failed(user_error::of_attempt(code, "problem-too-many-attempts", request));
        }
        let device = match &input.device_token {
            Some(shown) => request.auth.device(shown).await.map_err(told)?,
            None => None,
        };
        let origin = Origin { device, ..request.origin() };
        request.auth.ready().await.map_err(told)?;
        let work = |writer: Writer| async move { writer.sign_in(&input.email, &input.password, &origin).await };
        let done = carried(ctx, work).await;
        match done {
            Err(cause) => failed(user_error::of(cause, request)?),
            Ok(Some(opened)) => {
                let device_token = request.auth.sign_device(opened.claims.account, device).await.map_err(told)?;
                let session = Some(signed(request, opened).await?);
                Ok(SessionCreatePayload { session, device_token, user_errors: Vec::new(), query: Query })
            }
            Ok(None) => {
                let code = UserErrorCode::WrongCredentials;
                failed(user_error::of_attempt(code, "problem-wrong-credentials", request))
            }
        }
    }

    /// Creates a session for a person who signed in with one of `Network.identityProviders` and returned with a code. An invalid
    /// code or verifier is `WRONG_CREDENTIALS`.
    async fn session_exchange(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code and verifier of the sign-in.")] input: SessionExchangeInput,
    ) -> Result<SessionExchangePayload> {
        let request = Request::of(ctx);
        if !request.auth.can_sign() {
            return Err(WireError::new(Code::SessionsOff, "sessions-off").into());
        }
        let failed = |user_errors| Ok(SessionExchangePayload { session: None, user_errors, query: Query });
        if !request.auth.attempts.let_through("sessionExchange", &input.code, request.client) {
            let code = UserErrorCode::TooManyAttempts;
            return failed(user_error::of_attempt(code, "problem-too-many-attempts", request));
        }
        request.auth.ready().await.map_err(told)?;
        let done = carried(ctx, |writer| async move { writer.exchange(&input.code, &input.verifier).await }).await;
        match done.map_err(told)? {
            Some(opened) => {
                let session = Some(signed(request, opened).await?);
                Ok(SessionExchangePayload { session, user_errors: Vec::new(), query: Query })
            }
            None => {
                let code = UserErrorCode::WrongCredentials;
                failed(user_error::of_attempt(code, "problem-wrong-exchange", request))
            }
        }
    }

    /// Renews a session. A refresh token is valid once; the answer has the next one. Within ten seconds, and while the next one
    /// is unused, the same token returns the same answer again. A token that is used again later ends the session, because it may
    /// be stolen; an invalid token is `UNAUTHENTICATED`.
    async fn session_refresh(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Session to renew, by its refresh token.")] input: SessionRefreshInput,
    ) -> Result<SessionRefreshPayload> {
        let request = Request::of(ctx);
        request.auth.ready().await.map_err(told)?;
        let done = carried(ctx, |writer| async move { writer.refresh(&input.refresh_token).await }).await;
        match done.map_err(told)? {
            Refreshed::Opened(opened) => {
                let session = Some(signed(request, *opened).await?);
                Ok(SessionRefreshPayload { session, user_errors: Vec::new(), query: Query })
            }
            Refreshed::Raced => Err(WireError::new(Code::RefreshRaced, "refresh-raced").into()),
            Refreshed::Refused => Err(WireError::new(Code::Unauthenticated, "unauthenticated").into()),
        }
    }

    /// Signs out: the tokens of the session become invalid with the next request, on every server. An expired access token ends
    /// its session too.
    async fn session_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Session to end. Defaults to the session of the request.")] input: SessionDeleteInput,
    ) -> Result<SessionDeletePayload> {
        let request = Request::of(ctx);
        let SessionDeleteInput { everywhere, refresh_token } = input;
        let lapsed = request.lapsed.clone();
        let is_visitor = request.reader.viewer().is_visitor();
        let done = carried(ctx, move |writer| async move {
            match (refresh_token, lapsed) {
                (Some(token), _) => writer.end_session_of(&token, everywhere).await,
                (None, Some(claims)) => writer.end_lapsed_session(&claims, everywhere).await,
                (None, None) if is_visitor => Err(Error::NotFound),
                (None, None) => writer.end_session(everywhere).await,
            }
        });
        let user_errors = match done.await {
            Ok(()) => Vec::new(),
            Err(Error::NotFound) => return Err(WireError::new(Code::Unauthenticated, "unauthenticated").into()),
            Err(cause) => user_error::of(cause, request)?,
        };
        Ok(SessionDeletePayload { user_errors, query: Query })
    }
}

async fn signed(request: &Request, opened: Opened) -> Result<Session> {
    let off = || WireError::new(Code::SessionsOff, "sessions-off");
    let signed = request.auth.sign(&opened.claims).await.map_err(told)?.ok_or_else(off)?;
    Ok(Session {
        access_token: signed.token,
        access_token_expires_at: DateTime(signed.expires_at),
        refresh_token: opened.refresh,
        refresh_token_expires_at: DateTime(opened.refresh_expires_at),
    })
}
