//! The content as plain JSON below `/api`, its description, and the page to explore it. Whatever is wrong is told as problem details
//! (RFC 9457); who asks is nobody in particular.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path, RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LOCATION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LINK, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{Html, IntoResponse, Redirect, Response};
use entity::viewer::Viewer;
use serde_json::Value;

use crate::app::App;
use crate::error::{Code, WireError};
use crate::graphql::engine::request::Request;
use crate::http::client_ip::{self, Peer};
use crate::http::{accept, accept_language, error_response, etag, graphql_response, landing, request_log};
use crate::json::explorer::Explored;
use crate::json::resource::Resource;
use crate::json::{changes, explorer, list, one, openapi, query, search, values};
use crate::message;

/// What has an address beside the lists, and no items with an address of their own.
const OTHERS: [&str; 3] = ["changes", "search", "suggest"];

/// An answer that is yet to be written.
struct Answer {
    body: Value,
    links: Vec<(&'static str, String)>,
    request: Request,
}

pub(crate) async fn list(
    State(app): State<App>,
    Path(word): Path<String>,
    RawQuery(text): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    answered(&app, &headers, peer, async |request: Request| {
        let text = text.as_deref().unwrap_or_default();
        let list::Answer { body, links } = list::page(resource(&word)?, text, &request, app.limits().cost).await?;
        Ok(Answer { body, links, request })
    })
    .await
}

pub(crate) async fn item(
    State(app): State<App>,
    path: Result<Path<(String, String)>, PathRejection>,
    RawQuery(text): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let Ok(Path((word, name))) = path else { return nothing(State(app), headers).await };
    if OTHERS.contains(&word.as_str()) {
        return nothing(State(app), headers).await;
    }
    answered(&app, &headers, peer, async |request: Request| {
        let resource = resource(&word)?;
        let selection = query::of_one(resource, text.as_deref().unwrap_or_default())?;
        let one::Found { body, links } = one::find(resource, &name, &selection, &request).await?;
        Ok(Answer { body, links, request })
    })
    .await
}

pub(crate) async fn log(
    State(app): State<App>,
    RawQuery(text): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    answered(&app, &headers, peer, async |request: Request| {
        let (list::Answer { body, links }, request) =
            changes::page(text.as_deref().unwrap_or_default(), request).await?;
        Ok(Answer { body, links, request })
    })
    .await
}

pub(crate) async fn find(
    State(app): State<App>,
    RawQuery(text): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    answered(&app, &headers, peer, async |request: Request| {
        let text = text.as_deref().unwrap_or_default();
        let list::Answer { body, links } = search::page(text, &request, app.limits().cost).await?;
        Ok(Answer { body, links, request })
    })
    .await
}

pub(crate) async fn suggest(
    State(app): State<App>,
    RawQuery(text): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    answered(&app, &headers, peer, async |request: Request| {
        let list::Answer { body, links } = search::suggest(text.as_deref().unwrap_or_default(), &request).await?;
        Ok(Answer { body, links, request })
    })
    .await
}

/// The description of it all (OpenAPI 3.1).
pub(crate) async fn description(State(app): State<App>, headers: HeaderMap) -> Response {
    let text = openapi::text(app.site().api_url());
    let described = ([(CONTENT_TYPE, "application/json; charset=utf-8")], text).into_response();
    etag::tag(headers, described).await
}

/// A page for people that says what there is; its description for programs.
pub(crate) async fn overview(State(app): State<App>, RawQuery(text): RawQuery, headers: HeaderMap) -> Response {
    if accept::speaks_json(&headers) {
        return ([(VARY, "Accept"), (CACHE_CONTROL, "no-store")], Redirect::to("/openapi.json")).into_response();
    }
    let language = message::language(&accept_language::of_page(&headers, text.as_deref()));
    let reader = app.reader(Viewer::visitor());
    let html = explorer::overview(language, &reader.reference().settings.name, app.site().api_url());
    shown(language, html, headers).await
}

/// A page on which the address of a list is put together and tried.
pub(crate) async fn explore(
    State(app): State<App>,
    Path(word): Path<String>,
    RawQuery(text): RawQuery,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let wished = accept_language::wished(&headers);
    let language = message::language(&wished);
    let done = async {
        let _turn = app.gate().enter(client_ip::of(&app, peer, &headers)).await?;
        let explored = match word.as_str() {
            "search" => Explored::Search,
            word => Explored::List(resource(word)?),
        };
        let text = text.as_deref().unwrap_or_default();
        let request = app.request(Viewer::visitor(), Arc::clone(&wished), None);
        let answer = match explored {
            Explored::Search => search::page(text, &request, app.limits().cost).await,
            Explored::List(resource) => list::page(resource, text, &request, app.limits().cost).await,
        };
        let answer = match answer {
            Ok(answer) => answer.body,
            // what is wrong with an address is what somebody explores
            Err(told) if told.code.status_of_page().is_client_error() => {
                error_response::described(&headers, &told, &wished)
            }
            Err(told) => return Err(told),
        };
        let network = &request.reader.reference().settings.name;
        Ok::<_, WireError>(explorer::shown(explored, (language, network), app.site().api_url(), text, &answer))
    };
    match done.await {
        Ok(html) => shown(language, html, headers).await,
        Err(told) => error_response::sentence(&app, &headers, &told),
    }
}

async fn shown(language: &'static str, html: String, headers: HeaderMap) -> Response {
    let told = [(CONTENT_SECURITY_POLICY, landing::POLICY), (request_log::OPENER_POLICY, request_log::APART)];
    etag::tag(headers, landing::in_language(language, (told, Html(html)).into_response())).await
}

fn resource(word: &str) -> Result<Resource, WireError> {
    let known = Resource::ALL.map(Resource::word);
    let all: Vec<&str> = known.into_iter().chain(OTHERS).collect();
    Resource::of_word(word).ok_or_else(|| values::refused("resource-unknown", "kind", word, &all))
}

/// Answers in turn, as everybody reads it: with a tag, so that what is unchanged is not sent again.
async fn answered(
    app: &App,
    headers: &HeaderMap,
    peer: Option<Extension<Peer>>,
    work: impl AsyncFnOnce(Request) -> Result<Answer, WireError>,
) -> Response {
    let client = client_ip::of(app, peer, headers);
    let done = async {
        let _turn = app.gate().enter(client).await?;
        let request = app.request(Viewer::visitor(), accept_language::wished(headers), client);
        let budget = request.reader.budget().cloned();
        let answer = work(request).await?;
        let bytes = serde_json::to_vec(&answer.body).map_err(one::unwritten)?;
        if let Some(budget) = &budget {
            budget.answer(bytes.len())?;
        }
        Ok::<_, WireError>((answer, bytes, budget))
    };
    let (answer, bytes, budget) = match done.await {
        Ok(done) => done,
        Err(told) => return error_response::details(app, headers, &told),
    };
    let statements = answer.request.reader.statements();
    let mut response = bytes.into_response();
    let said = response.headers_mut();
    said.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    said.insert(VARY, HeaderValue::from_static("Accept-Language"));
    if let Some((_, this)) = answer.links.iter().find(|it| it.0 == "self") {
        put(said, CONTENT_LOCATION, this);
    }
    let links: Vec<String> = answer.links.iter().map(|(name, url)| format!("<{url}>; rel=\"{name}\"")).collect();
    put(said, LINK, &links.join(", "));
    let response = etag::tag(headers.clone(), response).await;
    graphql_response::holding(graphql_response::timed(app, response, statements), budget.into_iter().collect())
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value)
        && !value.is_empty()
    {
        headers.insert(name, value);
    }
}

/// What is answered where no kind, or nothing at all, has the address.
pub(crate) async fn nothing(State(app): State<App>, headers: HeaderMap) -> Response {
    error_response::details(&app, &headers, &WireError::new(Code::NotFound, "not-found"))
}
