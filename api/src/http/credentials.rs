//! Who asks, from the headers of a request: a credential, and which state of the content is wished for.

use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderName};
use entity::model::claims::Claims;
use entity::viewer::{View, Viewer};

use crate::app::App;
use crate::error::{Code, WireError, of_data};

/// The header that asks for what is not published, too: `latest`; `published` is what goes without saying.
pub(crate) const CONTENT_VIEW: HeaderName = HeaderName::from_static("content-view");

/// What a token claims whose time is over, when nothing else is wrong with it: enough to end its session.
pub(crate) async fn lapsed(app: &App, headers: &HeaderMap) -> Option<Claims> {
    let mut shown = headers.get_all(AUTHORIZATION).iter();
    let (Some(credential), None) = (shown.next(), shown.next()) else { return None };
    let (kind, token) = credential.to_str().ok()?.split_once(' ')?;
    if !kind.eq_ignore_ascii_case("bearer") {
        return None;
    }
    match app.auth().lapsed(token.trim()).await {
        Ok(claims) => claims,
        Err(cause) => {
            tracing::warn!(error = %cause, "a token whose time is over could not be read");
            None
        }
    }
}

/// The viewer of a request.
///
/// # Errors
/// `UNAUTHENTICATED` for a credential that is not good, whatever is wrong with it; `MALFORMED` for an unknown view.
pub(crate) async fn of(app: &App, headers: &HeaderMap) -> Result<Viewer, WireError> {
    let mut shown = headers.get_all(AUTHORIZATION).iter();
    let viewer = match (shown.next(), shown.next()) {
        (None, _) => Viewer::visitor(),
        // a client that holds no credential often sends the header all the same
        (Some(credential), None) if credential.as_bytes().trim_ascii().is_empty() => Viewer::visitor(),
        (Some(credential), None) => {
            let unauthenticated = || WireError::new(Code::Unauthenticated, "unauthenticated");
            let text = credential.to_str().ok().and_then(|it| it.split_once(' '));
            let found = match text {
                Some((kind, token)) if kind.eq_ignore_ascii_case("bearer") => app.authenticate(token.trim()).await,
                Some((kind, token)) if kind.eq_ignore_ascii_case("preview") => app.previewed(token.trim()).await,
                Some(_) => return Err(WireError::new(Code::Unauthenticated, "credential-unknown-scheme")),
                None => return Err(unauthenticated()),
            };
            found.map_err(|it| of_data(&it))?.ok_or_else(unauthenticated)?
        }
        (Some(_), Some(_)) => return Err(WireError::new(Code::Unauthenticated, "unauthenticated")),
    };
    match headers.get(CONTENT_VIEW).map(|it| it.to_str().unwrap_or_default()) {
        None | Some("published") => Ok(viewer),
        Some("latest") => Ok(viewer.seeing(View::Latest)),
        Some(_) => Err(WireError::new(Code::Malformed, "view-unknown")),
    }
}
