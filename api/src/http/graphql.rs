//! GraphQL over HTTP: what comes in is read and bounded here, what goes out says what it is. After the draft of
//! <https://graphql.github.io/graphql-over-http/draft/>.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

use async_graphql::{Response as Outcome, Variables};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Extension, RawQuery, State};
use axum::http::header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_TYPE, VARY, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::app::{App, CarriedOut};
use crate::caller;
use crate::error::{Code, Told, of_server};
use crate::graphql::engine::documents::Naming;
use crate::graphql::execution::{Asked, refusal};
use crate::guard::{Limit, text};
use crate::http::asker::Asker;
use crate::http::client_ip::{self, Peer};
use crate::http::request_log::REQUEST_ID;
use crate::http::unread::{fault, is_too_long, malformed};
use crate::http::{accept, accept_language, error_response, etag};

/// The media type of answers that follow the specification.
const GRAPHQL_JSON: &str = "application/graphql-response+json";
/// The media type of before.
const JSON: &str = "application/json";
/// The header that tells how many statements an answer took.
pub(crate) const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");
/// How long a body may take to come in.
const BODY: Duration = Duration::from_secs(5);

/// A request as it comes in.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Message {
    query: Option<String>,
    document_id: Option<String>,
    operation_name: Option<String>,
    variables: Option<Map<String, Value>>,
    extensions: Option<Extensions>,
}

/// The extensions that are looked at; others are let be.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Extensions {
    persisted_query: Option<PersistedQuery>,
}

/// Automatic persisted queries, as Apollo's clients send them.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PersistedQuery {
    sha256_hash: String,
}

/// One request, or several in one body.
enum Sent {
    One(Message),
    Many(Vec<Message>),
}

pub(crate) async fn by_post(
    State(app): State<App>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let bytes = match received(&app, &headers, body).await {
        Ok(bytes) => bytes,
        Err(told) => return refused(&app, &headers, told),
    };
    // only now: a body that comes slowly takes nobody's turn
    let client = client_ip::of(&app, peer, &headers);
    let _turn = match app.gate().enter(client).await {
        Ok(turn) => turn,
        Err(told) => return refused(&app, &headers, told),
    };
    match read(&app, &bytes) {
        Ok(Sent::One(message)) => one(&app, &headers, client, message, false).await,
        Ok(Sent::Many(messages)) => many(&app, &headers, client, messages).await,
        Err(told) => refused(&app, &headers, told),
    }
}

pub(crate) async fn by_get(
    State(app): State<App>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let message = match of_address(query.as_deref().unwrap_or_default(), &app) {
        Ok(message) => message,
        Err(told) => return refused(&app, &headers, told),
    };
    if message.is_empty() && accept::prefers_page(&headers) {
        return ([(VARY, "Accept"), (CACHE_CONTROL, "no-store")], Redirect::to("/graphiql")).into_response();
    }
    let client = client_ip::of(&app, peer, &headers);
    match app.gate().enter(client).await {
        Ok(_turn) => one(&app, &headers, client, message, true).await,
        Err(told) => refused(&app, &headers, told),
    }
}

/// Whatever else is tried.
pub(crate) async fn by_other(State(app): State<App>, headers: HeaderMap) -> Response {
    let told = Told::new(Code::MethodNotAllowed, "method-not-allowed").text("allowed", "GET, POST");
    allowing(refused(&app, &headers, told), "GET, POST, OPTIONS")
}

async fn received(app: &App, headers: &HeaderMap, body: Body) -> Result<Bytes, Told> {
    if !headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).is_some_and(is_json) {
        return Err(Told::new(Code::UnsupportedMediaType, "unsupported-media-type"));
    }
    let limits = app.limits();
    let bytes = tokio::time::timeout(BODY, to_bytes(body, limits.body_bytes)).await;
    let bytes =
        bytes.map_err(|_| Told::new(Code::RequestTimeout, "request-timeout").number("seconds", BODY.as_secs()))?;
    bytes.map_err(|cause| unread(app, &cause))
}

fn read(app: &App, bytes: &[u8]) -> Result<Sent, Told> {
    let limits = app.limits();
    text::scan_json(bytes, limits)?;
    if bytes.trim_ascii_start().first() != Some(&b'[') {
        return serde_json::from_slice(bytes).map(Sent::One).map_err(|it| malformed(fault::<Message>(bytes, &it)));
    }
    let messages: Vec<Message> =
        serde_json::from_slice(bytes).map_err(|it| malformed(fault::<Vec<Message>>(bytes, &it)))?;
    if messages.is_empty() {
        return Err(Told::new(Code::Malformed, "query-absent"));
    }
    if messages.len() > limits.batch {
        return Err(Limit::Batch.refuse(limits.batch, messages.len(), None).into());
    }
    Ok(Sent::Many(messages))
}

/// A body that is too long, cannot be unpacked, or ended too early.
fn unread(app: &App, cause: &axum::Error) -> Told {
    let max = app.limits().body_bytes;
    if is_too_long(cause) {
        Limit::BodyBytes.refuse(max, max + 1, None).into()
    } else {
        Told::new(Code::Malformed, "body-unreadable")
    }
}

fn of_address(query: &str, app: &App) -> Result<Message, Told> {
    let limits = app.limits();
    if query.len() > limits.body_bytes {
        return Err(Limit::BodyBytes.refuse(limits.body_bytes, query.len(), None).into());
    }
    let mut message = Message::default();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let value = value.into_owned();
        match name.as_ref() {
            "query" => message.query = Some(value),
            "documentId" => message.document_id = Some(value),
            "operationName" => message.operation_name = Some(value),
            "variables" => message.variables = json_in_address(&value, app, "variables")?,
            "extensions" => message.extensions = json_in_address(&value, app, "extensions")?,
            _ => {}
        }
    }
    Ok(message)
}

fn json_in_address<T: DeserializeOwned>(text: &str, app: &App, name: &str) -> Result<Option<T>, Told> {
    if text.is_empty() {
        return Ok(None);
    }
    text::scan_json(text.as_bytes(), app.limits())?;
    serde_json::from_str(text).map_err(|cause| {
        let mut problem = fault::<T>(text.as_bytes(), &cause);
        problem.path.insert(0, name.to_owned());
        malformed(problem)
    })
}

async fn one(app: &App, headers: &HeaderMap, client: Option<IpAddr>, message: Message, by_get: bool) -> Response {
    let asker = match Asker::of(app, headers, client).await {
        Ok(asker) => asker,
        Err(told) => return refused(app, headers, told),
    };
    let plan = match message.asked().and_then(|it| app.plan(vec![it])).map(|mut it| it.pop()) {
        Ok(Some(plan)) => plan,
        Ok(None) => return refused(app, headers, Told::new(Code::Malformed, "query-absent")),
        Err(told) => Err(told),
    };
    let public = match asker.viewer(&plan) {
        Ok(viewer) => viewer.is_visitor(),
        Err(told) => return refused(app, headers, told),
    };
    if by_get && plan.as_ref().is_ok_and(|it| it.is_mutation) {
        return allowing(refused(app, headers, Told::new(Code::MethodNotAllowed, "mutation-by-get")), "POST");
    }
    let fault = plan.as_ref().err().map(|it| it.code);
    let CarriedOut { response: mut outcome, statements, budget, has_changed } = asker.run(app, plan).await;
    number(app, headers, std::slice::from_mut(&mut outcome));
    let mut response = written(headers, status(headers, fault, has_changed, &outcome), &Written::of(&outcome));
    if by_get && public && outcome.errors.is_empty() {
        response = etag::tag(headers.clone(), response).await;
    }
    error_response::holding(timed(app, response, statements), budget.into_iter().collect())
}

async fn many(app: &App, headers: &HeaderMap, client: Option<IpAddr>, messages: Vec<Message>) -> Response {
    let asker = match Asker::of(app, headers, client).await {
        Ok(asker) => asker,
        Err(told) => return refused(app, headers, told),
    };
    let asked: Result<Vec<Asked>, Told> = messages.into_iter().map(Message::asked).collect();
    let plans = match asked.and_then(|it| app.plan(it)) {
        Ok(plans) => plans,
        // one answer for several requests is none of GraphQL's
        Err(told) => return refused_with(app, headers, told.code.status(), told),
    };
    if let Some(told) = plans
        .iter()
        .map(|it| asker.viewer(it).err())
        .collect::<Option<Vec<Told>>>()
        .and_then(|it| it.into_iter().next())
    {
        return refused(app, headers, told);
    }
    let runs = plans.into_iter().map(|plan| asker.run(app, plan));
    let done = futures_util::future::join_all(runs).await;
    let statements = done.iter().map(|it| it.statements).sum();
    let budgets = done.iter().filter_map(|it| it.budget.clone()).collect();
    let mut outcomes: Vec<Outcome> = done.into_iter().map(|it| it.response).collect();
    number(app, headers, &mut outcomes);
    let failed: Option<Vec<Code>> = outcomes.iter().map(|it| of_server(&it.errors)).collect();
    let failed = failed.filter(|_| !caller::of_task().has_committed());
    let status = failed.and_then(|it| it.first().copied()).map_or(StatusCode::OK, Code::status);
    let bodies: Vec<Written<'_>> = outcomes.iter().map(Written::of).collect();
    error_response::holding(timed(app, written(headers, status, &bodies), statements), budgets)
}

impl Message {
    /// Whether it names nothing that could be carried out.
    fn is_empty(&self) -> bool {
        self.query.is_none() && self.document_id.is_none() && self.extensions.is_none()
    }

    fn asked(self) -> Result<Asked, Told> {
        let hash = self.extensions.and_then(|it| it.persisted_query).map(|it| it.sha256_hash);
        // the draft's "persisted documents" write the hash with its algorithm before it
        let id = self.document_id.map(|it| it.strip_prefix("sha256:").map_or(it.clone(), str::to_owned)).or(hash);
        if self.query.is_none() && id.is_none() {
            return Err(Told::new(Code::Malformed, "query-absent"));
        }
        let variables = self.variables.map(|it| Variables::from_json(Value::Object(it))).unwrap_or_default();
        // clients that always send the field send it empty where there is nothing to name
        let operation = self.operation_name.filter(|it| !it.is_empty());
        Ok(Asked { naming: Naming { text: self.query, id }, operation, variables })
    }
}

/// The older media type answers 200 where the newer tells by 400 what could not be begun.
fn status(headers: &HeaderMap, fault: Option<Code>, has_changed: bool, outcome: &Outcome) -> StatusCode {
    // a query may be asked again; who has changed something is not told to
    let done = has_changed || caller::of_task().has_committed();
    if let Some(code) = of_server(&outcome.errors).filter(|code| !done || !code.status().is_server_error()) {
        return code.status();
    }
    match (fault, begun(outcome), media_type(headers)) {
        (Some(code), ..) if !code.is_of_graphql() => code.status(),
        (Some(_), _, GRAPHQL_JSON) | (None, false, GRAPHQL_JSON) => StatusCode::BAD_REQUEST,
        _ => StatusCode::OK,
    }
}

/// An answer that is nothing but an error, as the client of GraphQL expects it.
pub(crate) fn refused(app: &App, headers: &HeaderMap, told: Told) -> Response {
    let code = told.code;
    let status = match code.is_of_graphql() && media_type(headers) == JSON {
        true => StatusCode::OK,
        false => code.status(),
    };
    refused_with(app, headers, status, told)
}

fn refused_with(app: &App, headers: &HeaderMap, status: StatusCode, told: Told) -> Response {
    let mut outcome = refusal(told, &accept_language::wished(headers));
    number(app, headers, std::slice::from_mut(&mut outcome));
    written(headers, status, &Written::of(&outcome))
}

/// Puts the number of the request into every error, and counts them.
fn number(app: &App, headers: &HeaderMap, outcomes: &mut [Outcome]) {
    let id = headers.get(REQUEST_ID).and_then(|it| it.to_str().ok()).unwrap_or_default();
    for error in outcomes.iter_mut().flat_map(|it| &mut it.errors) {
        let values = error.extensions.get_or_insert_default();
        values.set("requestId", id);
        if let Some(async_graphql::Value::String(code)) = values.get("code") {
            app.metrics().refused(Code::known(code));
        }
    }
}

/// An answer as it is written: without `data` when nothing was begun (GraphQL §7.1).
#[derive(Serialize)]
struct Written<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a async_graphql::Value>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [async_graphql::ServerError],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'a BTreeMap<String, async_graphql::Value>,
}

impl<'a> Written<'a> {
    fn of(outcome: &'a Outcome) -> Self {
        let data = Some(&outcome.data).filter(|_| begun(outcome));
        Self { data, errors: &outcome.errors, extensions: &outcome.extensions }
    }
}

/// Whether anything was carried out: an error in a field has a path.
fn begun(outcome: &Outcome) -> bool {
    outcome.errors.is_empty() || outcome.errors.iter().any(|it| !it.path.is_empty())
}

fn written(headers: &HeaderMap, status: StatusCode, body: &impl Serialize) -> Response {
    let bytes = serde_json::to_vec(body).unwrap_or_default();
    let headers = [
        (CONTENT_TYPE, format!("{}; charset=utf-8", media_type(headers))),
        (CACHE_CONTROL, "no-store".to_owned()),
        (VARY, "Accept, Accept-Language, Authorization, Content-View".to_owned()),
    ];
    let mut response = (status, headers, bytes).into_response();
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    error_response::later(response)
}

fn allowing(mut response: Response, methods: &'static str) -> Response {
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(methods));
    response
}

fn timed(app: &App, mut response: Response, statements: u32) -> Response {
    if app.diagnostics()
        && let Ok(timing) = HeaderValue::from_str(&format!("sql;desc=\"{statements} statements\""))
    {
        response.headers_mut().insert(SERVER_TIMING, timing);
    }
    response
}

/// The media type of the answer: the newer when it is asked for and not less wished for than the older.
fn media_type(headers: &HeaderMap) -> &'static str {
    let accepted = headers.get_all(ACCEPT).iter().filter_map(|it| it.to_str().ok()).flat_map(|it| it.split(','));
    let (mut newer, mut older) = (None::<f32>, None::<f32>);
    for wish in accepted {
        let mut parts = wish.split(';').map(str::trim);
        let named = parts.next().unwrap_or_default();
        let weight = parts.find_map(|it| it.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
        match named {
            GRAPHQL_JSON if newer.is_none() => newer = Some(weight),
            JSON | "*/*" | "application/*" => older = Some(older.unwrap_or(0.0).max(weight)),
            _ => {}
        }
    }
    if newer.is_some_and(|it| it > 0.0 && it >= older.unwrap_or(0.0)) { GRAPHQL_JSON } else { JSON }
}

/// JSON, in UTF-8 when it says in what.
fn is_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let plain = parts.next().unwrap_or_default();
    let named = plain.eq_ignore_ascii_case(JSON) || plain.eq_ignore_ascii_case(GRAPHQL_JSON);
    let charset =
        parts.filter_map(|it| it.split_once('=')).find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    named && charset.is_none_or(|(_, it)| it.trim().trim_matches('"').eq_ignore_ascii_case("utf-8"))
}
