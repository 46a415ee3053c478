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

/// Who signs in.
#[derive(InputObject)]
pub struct SessionCreateInput {
    /// The e-mail address of the account.
    email: String,
    /// Its password.
    password: String,
    /// The `deviceToken` that came with an earlier session of this account on this device: whoever else tries passwords of the
    /// address does not get in its way then.
    device_token: Option<String>,
}

/// Who comes back from another issuer.
#[derive(InputObject)]
pub struct SessionExchangeInput {
    /// The code that stood behind `#` in the address to which they came back: good once, for two minutes.
    code: String,
    /// The secret whose challenge was shown when they left (RFC 7636): 43 to 128 of A-Z, a-z, 0-9, `-`, `.`, `_`, `~`.
    verifier: String,
}

/// Which session goes on.
#[derive(InputObject)]
pub struct SessionRefreshInput {
    /// The refresh token that came with the session, or with the answer that carried it on last.
    refresh_token: String,
}

/// What ends.
#[derive(InputObject)]
pub struct SessionDeleteInput {
    /// All sessions of the account, and every token that was signed for it, in place of this session alone.
    #[graphql(default)]
    everywhere: bool,
    /// The refresh token of the session, in place of the access token that the request shows.
    refresh_token: Option<String>,
}

/// What became of signing in.
#[derive(SimpleObject)]
pub struct SessionCreatePayload {
    /// The session.
    session: Option<Session>,
    /// What is to be kept on this device, after signing out as well, and shown when somebody signs in again. It opens nothing.
    device_token: Option<String>,
    /// What is to be mended; empty when it was done.
    user_errors: Vec<UserError>,
    /// The queries, to read on in the same request.
    query: Query,
}

/// What became of the sign-in through another issuer.
#[derive(SimpleObject)]
pub struct SessionExchangePayload {
    /// The session.
    session: Option<Session>,
    /// What is to be mended; empty when it was done.
    user_errors: Vec<UserError>,
    /// The queries, to read on in the same request.
    query: Query,
}

/// What became of a session that was to go on.
#[derive(SimpleObject)]
pub struct SessionRefreshPayload {
    /// The session.
    session: Option<Session>,
    /// What is to be mended; empty when it was done.
    user_errors: Vec<UserError>,
    /// The queries, to read on in the same request.
    query: Query,
}

/// What became of signing out.
#[derive(SimpleObject)]
pub struct SessionDeletePayload {
    /// What is to be mended; empty when it was done.
    user_errors: Vec<UserError>,
    /// The queries, to read on in the same request.
    query: Query,
}

#[Object]
impl SessionMutation {
    /// Signs in with an e-mail address and a password. Who is not known, suspended, or tries too often is answered alike.
    async fn session_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who signs in.")] input: SessionCreateInput,
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
        let done = carried(request, work).await;
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

    /// Begins the session of somebody who has signed in with one of `Network.identityProviders`, and came back with a code. A code
    /// that is not good, or a verifier that does not belong to it, is `WRONG_CREDENTIALS`.
    async fn session_exchange(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who comes back.")] input: SessionExchangeInput,
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
        let done = carried(request, |writer| async move { writer.exchange(&input.code, &input.verifier).await }).await;
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

    /// Carries a session on: the refresh token is good once, and another comes with the answer. Within ten seconds, and as long as
    /// that other one is unused, the same token is answered with it again. A token that comes again later ends the session, for
    /// somebody else may have it; a token that is not good is `UNAUTHENTICATED`.
    async fn session_refresh(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which session.")] input: SessionRefreshInput,
    ) -> Result<SessionRefreshPayload> {
        let request = Request::of(ctx);
        request.auth.ready().await.map_err(told)?;
        let done = carried(request, |writer| async move { writer.refresh(&input.refresh_token).await }).await;
        match done.map_err(told)? {
            Refreshed::Opened(opened) => {
                let session = Some(signed(request, *opened).await?);
                Ok(SessionRefreshPayload { session, user_errors: Vec::new(), query: Query })
            }
            Refreshed::Raced => Err(WireError::new(Code::RefreshRaced, "refresh-raced").into()),
            Refreshed::Refused => Err(WireError::new(Code::Unauthenticated, "unauthenticated").into()),
        }
    }

    /// Signs out: what the session was given is good for nothing from the next request on, on every server. An access token whose
    /// time is over ends its session all the same.
    async fn session_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What ends.")] input: SessionDeleteInput,
    ) -> Result<SessionDeletePayload> {
        let request = Request::of(ctx);
        let SessionDeleteInput { everywhere, refresh_token } = input;
        let lapsed = request.lapsed.clone();
        let is_visitor = request.reader.viewer().is_visitor();
        let done = carried(request, move |writer| async move {
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
