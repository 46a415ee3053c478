//! The two steps of signing in with another issuer that a browser takes through us: away to the issuer, and back with a code
//! for the front end. No session and no token stands in an address; the code behind `#` is good once, for two minutes, and
//! only for the front end that began.

use std::net::IpAddr;

use axum::extract::{Extension, Path, Query, State};
use axum::http::header::{CACHE_CONTROL, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use entity::error::Error;
use entity::viewer::Viewer;
use entity::writer::Writer;
use serde::Deserialize;

use crate::admission::Turn;
use crate::app::App;
use crate::auth::Trouble;
use crate::caller;
use crate::error::{Code, WireError, of_data};
use crate::graphql::mutation::payload::carried_for;
use crate::http::client_ip::{self, Peer};
use crate::http::{error_response, graphql_response};

/// The characters of a challenge (RFC 7636 §4.2): SHA-256 in base64url.
const CHALLENGE: usize = 43;
/// The most bytes of what an issuer sends back.
const MAX_BACK: usize = 4_096;

/// What a front end shows when somebody begins.
#[derive(Deserialize)]
pub(crate) struct Begun {
    challenge: Option<String>,
}

/// What an issuer sends back (RFC 6749 §4.1.2).
#[derive(Deserialize)]
pub(crate) struct Back {
    code: Option<String>,
    state: Option<String>,
    error: Option<String>,
}

/// Away to the issuer.
pub(crate) async fn start(
    State(app): State<App>,
    Path(key): Path<String>,
    Query(begun): Query<Begun>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let sent = async {
        let _turn = turn(&app, client_ip::of(&app, peer, &headers)).await?;
        let plain = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
        let challenge = begun.challenge.filter(|it| it.len() == CHALLENGE && it.chars().all(plain));
        let challenge = challenge.ok_or_else(|| WireError::new(Code::Malformed, "challenge-malformed"))?;
        app.auth().send_away(&key, &back(&app, &key), &challenge).await.map_err(|it| match it {
            Trouble::Unknown | Trouble::Refused => WireError::new(Code::NotFound, "not-found"),
            Trouble::Unreachable => WireError::new(Code::Unavailable, "issuer-unreachable"),
        })
    };
    match sent.await {
        Ok(sent) => go(sent.to.as_str(), &cookie(&app, &sent.kept, 600)),
        Err(told) => graphql_response::later(error_response::sentence(&app, &headers, &told)),
    }
}

/// Back from the issuer: on to the front end, with a code, or with what went wrong as `#error=…`.
pub(crate) async fn callback(
    State(app): State<App>,
    Path(key): Path<String>,
    Query(back): Query<Back>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let Some(page) = app.site().account_page("sign-in").filter(|_| app.auth().doors().any(|(it, _)| it == key)) else {
        return error_response::sentence(&app, &headers, &WireError::new(Code::NotFound, "not-found"));
    };
    let taken = async {
        let _turn = turn(&app, client_ip::of(&app, peer, &headers)).await.map_err(|it| it.code.word())?;
        taken_in(&app, &key, back, &headers).await
    };
    let end = match taken.await {
        Ok(code) => code,
        Err(word) => format!("error={word}"),
    };
    go(&format!("{page}#{end}"), &cookie(&app, "", 0))
}

/// A turn of a client who has not tried too often.
async fn turn(app: &App, client: Option<IpAddr>) -> Result<Turn<'_>, WireError> {
    let turn = app.gate().enter(client).await?;
    if !app.auth().attempts.of_client(client) {
        return Err(WireError::new(Code::TooManyRequests, "too-many-requests").number("seconds", 10));
    }
    Ok(turn)
}

async fn taken_in(app: &App, key: &str, came: Back, headers: &HeaderMap) -> Result<String, &'static str> {
    // somebody changed their mind, or the issuer did not want them
    if came.error.is_some() {
        return Err("DENIED_BY_ISSUER");
    }
    let kept = kept(app, headers).ok_or("SIGN_IN_EXPIRED")?;
    let (Some(code), Some(state)) = (came.code, came.state) else { return Err("SIGN_IN_EXPIRED") };
    if code.len() + state.len() > MAX_BACK {
        return Err("SIGN_IN_EXPIRED");
    }
    let returned = app.auth().take_in(key, &back(app, key), kept, (&state, &code)).await;
    let returned = returned.map_err(|it| match it {
        Trouble::Unknown | Trouble::Refused => "SIGN_IN_REFUSED",
        Trouble::Unreachable => "ISSUER_UNREACHABLE",
    })?;
    // a browser that goes away meanwhile cuts nothing short
    let enter = |writer: Writer| async move { writer.enter(&returned.identity, &returned.challenge).await };
    match carried_for(&caller::of_task(), app.writer(Viewer::visitor()), enter).await {
        Ok(Some(code)) => Ok(code),
        Ok(None) => Err("SIGN_IN_REFUSED"),
        Err(Error::Invalid(_)) => Err("ADDRESS_TAKEN"),
        Err(cause) => Err(of_data(&cause).code.word()),
    }
}

/// Where the issuer sends people back to.
fn back(app: &App, key: &str) -> String {
    format!("{}/oidc/{key}/callback", app.site().api_url())
}

fn go(to: &str, cookie: &str) -> Response {
    let (Ok(to), Ok(cookie)) = (HeaderValue::from_str(to), HeaderValue::from_str(cookie)) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let headers = [(LOCATION, to), (SET_COOKIE, cookie), (CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// The name of the cookie; over TLS no other host and no plain connection can set it (RFC 6265bis §4.1.3.2).
fn name(app: &App) -> (&'static str, &'static str) {
    match app.site().api_url().starts_with("https://") {
        true => ("__Host-sign-in", "; Secure"),
        false => ("sign-in", ""),
    }
}

fn cookie(app: &App, value: &str, seconds: u32) -> String {
    let (name, secure) = name(app);
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

fn kept<'a>(app: &App, headers: &'a HeaderMap) -> Option<&'a str> {
    let (name, _) = name(app);
    let lines = headers.get_all(COOKIE).iter().filter_map(|it| it.to_str().ok());
    let pairs = lines.flat_map(|it| it.split(';')).filter_map(|it| it.trim().split_once('='));
    pairs.filter(|(known, _)| *known == name).map(|(_, value)| value).next()
}
