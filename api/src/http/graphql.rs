//! GraphQL over HTTP: what comes in is read and bounded here, what goes out says what it is. After the draft of
//! <https://graphql.github.io/graphql-over-http/draft/>.

use std::net::IpAddr;
use std::time::Duration;

use async_graphql::{Response as Outcome, Variables};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Extension, RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::app::{App, CarriedOut};
use crate::caller;
use crate::error::{Code, WireError, of_server};
use crate::graphql::engine::documents::Naming;
use crate::graphql::execution::Asked;
use crate::guard::{Limit, text};
use crate::http::asker::Asker;
use crate::http::client_ip::{self, Peer};
use crate::http::graphql_response::{
    self, allowing, bytes, bytes_of_all, is_json, number, refused, refused_with, status, timed, written,
};
use crate::http::unread::{fault, is_too_long, malformed};
use crate::http::{accept, etag};

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
        let page = if app.trusts_only_its_list() { "/" } else { "/graphiql" };
        return ([(VARY, "Accept"), (CACHE_CONTROL, "no-store")], Redirect::to(page)).into_response();
    }
    let client = client_ip::of(&app, peer, &headers);
    match app.gate().enter(client).await {
        Ok(_turn) => one(&app, &headers, client, message, true).await,
        Err(told) => refused(&app, &headers, told),
    }
}

/// Whatever else is tried.
pub(crate) async fn by_other(State(app): State<App>, headers: HeaderMap) -> Response {
    let told = WireError::new(Code::MethodNotAllowed, "method-not-allowed").text("allowed", "GET, POST");
    allowing(refused(&app, &headers, told), "GET, POST, OPTIONS")
}

async fn received(app: &App, headers: &HeaderMap, body: Body) -> Result<Bytes, WireError> {
    if !headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).is_some_and(is_json) {
        return Err(WireError::new(Code::UnsupportedMediaType, "unsupported-media-type"));
    }
    let limits = app.limits();
    let bytes = tokio::time::timeout(BODY, to_bytes(body, limits.body_bytes)).await;
    let bytes =
        bytes.map_err(|_| WireError::new(Code::RequestTimeout, "request-timeout").number("seconds", BODY.as_secs()))?;
    bytes.map_err(|cause| unread(app, &cause))
}

fn read(app: &App, bytes: &[u8]) -> Result<Sent, WireError> {
    let limits = app.limits();
    text::scan_json(bytes, limits)?;
    if bytes.trim_ascii_start().first() != Some(&b'[') {
        return serde_json::from_slice(bytes).map(Sent::One).map_err(|it| malformed(fault::<Message>(bytes, &it)));
    }
    let messages: Vec<Message> =
        serde_json::from_slice(bytes).map_err(|it| malformed(fault::<Vec<Message>>(bytes, &it)))?;
    if messages.is_empty() {
        return Err(WireError::new(Code::Malformed, "query-absent"));
    }
    if messages.len() > limits.batch {
        return Err(Limit::Batch.refuse(limits.batch, messages.len(), None).into());
    }
    Ok(Sent::Many(messages))
}

/// A body that is too long, cannot be unpacked, or ended too early.
fn unread(app: &App, cause: &axum::Error) -> WireError {
    let max = app.limits().body_bytes;
    if is_too_long(cause) {
        Limit::BodyBytes.refuse(max, max + 1, None).into()
    } else {
        WireError::new(Code::Malformed, "body-unreadable")
    }
}

fn of_address(query: &str, app: &App) -> Result<Message, WireError> {
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

fn json_in_address<T: DeserializeOwned>(text: &str, app: &App, name: &str) -> Result<Option<T>, WireError> {
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
        Ok(None) => return refused(app, headers, WireError::new(Code::Malformed, "query-absent")),
        Err(told) => Err(told),
    };
    let public = match asker.viewer(&plan) {
        Ok(viewer) => viewer.is_visitor(),
        Err(told) => return refused(app, headers, told),
    };
    if by_get && plan.as_ref().is_ok_and(|it| it.is_mutation) {
        return allowing(refused(app, headers, WireError::new(Code::MethodNotAllowed, "mutation-by-get")), "POST");
    }
    let fault = plan.as_ref().err().map(|it| it.code);
    let CarriedOut { response: mut outcome, statements, budget, has_changed } = asker.run(app, plan).await;
    number(app, headers, std::slice::from_mut(&mut outcome));
    let mut response = written(headers, status(headers, fault, has_changed, &outcome), bytes(&outcome));
    if by_get && public && outcome.errors.is_empty() {
        response = etag::tag(headers.clone(), response).await;
    }
    graphql_response::holding(timed(app, response, statements), budget.into_iter().collect())
}

async fn many(app: &App, headers: &HeaderMap, client: Option<IpAddr>, messages: Vec<Message>) -> Response {
    let asker = match Asker::of(app, headers, client).await {
        Ok(asker) => asker,
        Err(told) => return refused(app, headers, told),
    };
    let asked: Result<Vec<Asked>, WireError> = messages.into_iter().map(Message::asked).collect();
    let plans = match asked.and_then(|it| app.plan(it)) {
        Ok(plans) => plans,
        // one answer for several requests is none of GraphQL's
        Err(told) => return refused_with(app, headers, told.code.status(), told),
    };
    if let Some(told) = plans
        .iter()
        .map(|it| asker.viewer(it).err())
        .collect::<Option<Vec<WireError>>>()
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
    graphql_response::holding(timed(app, written(headers, status, bytes_of_all(&outcomes)), statements), budgets)
}

impl Message {
    /// Whether it names nothing that could be carried out.
    fn is_empty(&self) -> bool {
        self.query.is_none() && self.document_id.is_none() && self.extensions.is_none()
    }

    fn asked(self) -> Result<Asked, WireError> {
        let hash = self.extensions.and_then(|it| it.persisted_query).map(|it| it.sha256_hash);
        // the draft's "persisted documents" write the hash with its algorithm before it
        let id = self.document_id.map(|it| it.strip_prefix("sha256:").map_or(it.clone(), str::to_owned)).or(hash);
        if self.query.is_none() && id.is_none() {
            return Err(WireError::new(Code::Malformed, "query-absent"));
        }
        let variables = self.variables.map(|it| Variables::from_json(Value::Object(it))).unwrap_or_default();
        // clients that always send the field send it empty where there is nothing to name
        let operation = self.operation_name.filter(|it| !it.is_empty());
        Ok(Asked { naming: Naming { text: self.query, id }, operation, variables })
    }
}
