//! A whole server on a fresh database, spoken to through its front door.

use std::future::Future;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use api::app::App;
use api::auth::{Issuer, Seal};
use api::media::Media;
use api::site::{KindWords, Pages, Site};
use api::transfer::{Batch, Report};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use entity::Options;
use entity::account::api_token::{MadeToken, NewToken};
use entity::import::row::{Manner, Mode};
use entity::mail::outbox::{Mail, MailKind};
use entity::store::Store;
use entity::value::clock::{Clock, Instant};
use entity::viewer::Viewer;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::postgres::{self, Database};

/// When the stories take place: all of the demo corpus is out by then.
const NOW: &str = "2026-12-01T12:00:00Z";
/// What the keys of a story are sealed with.
pub(crate) const SECRET: &str = "a secret for stories, as long as it must be";
/// The demo corpus.
const DEMO: &str = include_str!("../../api/data/demo.ndjson");

/// The databases that a story is told on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// Where a story's rows lie; they go with it.
enum Place {
    File(tempfile::TempDir),
    Server(Database),
    /// A server that the story itself has started.
    Named(String),
}

/// A server of a story's own.
pub(crate) struct TestApp {
    pub(crate) store: Store,
    pub(crate) clock: Arc<Clock>,
    router: Router,
    place: Arc<Place>,
}

/// What a server answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Engine {
    /// Tells a story on this engine; PostgreSQL's is left out when there is none.
    pub(crate) fn tell<S: Future<Output = TestApp>, F: Future<Output = ()>>(
        self,
        start: impl FnOnce(Engine) -> S,
        story: impl FnOnce(TestApp) -> F,
    ) {
        if self == Self::Postgres && postgres::server().is_none() {
            return;
        }
        template(self, false);
        template(self, true);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.expect("a runtime starts").block_on(async { story(start(self).await).await });
    }
}

impl TestApp {
    /// A server on a database that holds reference data only.
    pub(crate) async fn empty(engine: Engine) -> Self {
        Self::on(copy(engine, template(engine, false)).await).await
    }

    /// A server on a database that holds the demo corpus.
    pub(crate) async fn demo(engine: Engine) -> Self {
        Self::on(copy(engine, template(engine, true)).await).await
    }

    async fn on(place: Place) -> Self {
        let clock = Arc::new(Clock::held(NOW.parse().expect("a moment"), seed()));
        Self::at_the_time_of(clock, Arc::new(place)).await
    }

    /// Another server on the same database, with a memory of its own.
    pub(crate) async fn beside(&self) -> Self {
        Self::at_the_time_of(Arc::clone(&self.clock), Arc::clone(&self.place)).await
    }

    /// Another server on the same database, that knows other issuers, with a front end.
    pub(crate) async fn beside_with(&self, issuers: Vec<Value>) -> Self {
        let pages = Pages { account: Some("https://site.test/compte/{purpose}".to_owned()), ..Default::default() };
        let issuers = issuers.into_iter().map(|it| serde_json::from_value(it).expect("an issuer")).collect();
        Self::made(Arc::clone(&self.clock), Arc::clone(&self.place), pages, issuers).await
    }

    /// Another server on the same database, whose site has words of its own for kinds.
    pub(crate) async fn beside_with_words(&self, words: &[&str]) -> Self {
        let (store, _) = Store::open(&options(&self.place), Arc::clone(&self.clock)).await.expect("the database opens");
        let site = Site::new("http://api.test", Some("https://site.test"), Some("https://site.test/{kind}/{slug}"));
        let words = KindWords::of_texts(words.iter().copied()).expect("words that can be used");
        let seal = Some(Seal::of_secret(SECRET).expect("a secret"));
        let options = api::options::Options { diagnostics: true, seal, ..Default::default() };
        let app = App::new(store.clone(), site.with_words(words), options).expect("the schema has rules");
        let (clock, place) = (Arc::clone(&self.clock), Arc::clone(&self.place));
        Self { router: api::http::router(app), store, clock, place }
    }

    async fn at_the_time_of(clock: Arc<Clock>, place: Arc<Place>) -> Self {
        Self::made(clock, place, Pages::default(), Vec::new()).await
    }

    async fn made(clock: Arc<Clock>, place: Arc<Place>, pages: Pages, issuers: Vec<Issuer>) -> Self {
        let (store, _) = Store::open(&options(&place), Arc::clone(&clock)).await.expect("the database opens");
        let site = Site::new("http://api.test", Some("https://site.test"), Some("https://site.test/{kind}/{slug}"));
        let seal = Seal::of_secret(SECRET).expect("a secret");
        let options = api::options::Options { diagnostics: true, seal: Some(seal), issuers, ..Default::default() };
        let app = App::new(store.clone(), site.with_pages(pages), options).expect("the schema has rules");
        Self { router: api::http::router(app), store, clock, place }
    }

    /// Another server on the same database, which it reaches by another address.
    pub(crate) async fn through(&self, url: &str) -> Self {
        let options = Options { url: url.to_owned(), ..options(&self.place) };
        Self::opened(&options, Arc::clone(&self.clock), Arc::clone(&self.place)).await
    }

    /// A server on the database at an address.
    pub(crate) async fn of_database(url: &str) -> Self {
        let clock = Arc::new(Clock::held(NOW.parse().expect("a moment"), seed()));
        Self::at_the_time_of(clock, Arc::new(Place::Named(url.to_owned()))).await
    }

    /// A server on a PostgreSQL that the story has started, with a read replica.
    pub(crate) async fn following(url: String, second: String, most_behind: Duration) -> Self {
        let clock = Arc::new(Clock::held(NOW.parse().expect("a moment"), seed()));
        let place = Arc::new(Place::Named(url));
        let replica = Some(entity::ReadReplica { url: second, most_behind });
        Self::opened(&Options { replica, ..options(&place) }, clock, place).await
    }

    async fn opened(options: &Options, clock: Arc<Clock>, place: Arc<Place>) -> Self {
        let (store, _) = Store::open(options, Arc::clone(&clock)).await.expect("the database opens");
        let seal = Some(Seal::of_secret(SECRET).expect("a secret"));
        let site = Site::new("http://api.test", Some("https://site.test"), None);
        let options = api::options::Options { diagnostics: true, seal, ..Default::default() };
        let app = App::new(store.clone(), site, options).expect("the schema has rules");
        Self { router: api::http::router(app), store, clock, place }
    }

    /// Another server on the same database, which keeps files elsewhere.
    pub(crate) async fn keeping(&self, media: Media) -> Self {
        let (store, _) = Store::open(&options(&self.place), Arc::clone(&self.clock)).await.expect("the database opens");
        let seal = Some(Seal::of_secret(SECRET).expect("a secret"));
        let site = Site::new("http://api.test", Some("https://site.test"), Some("https://site.test/{kind}/{slug}"));
        let options = api::options::Options { diagnostics: true, seal, media, ..Default::default() };
        let app = App::new(store.clone(), site, options).expect("the schema has rules");
        let (clock, place) = (Arc::clone(&self.clock), Arc::clone(&self.place));
        Self { router: api::http::router(app), store, clock, place }
    }

    /// Puts another server on the same database, as another process would.
    pub(crate) async fn another(&self) -> Store {
        Store::open(&options(&self.place), Arc::clone(&self.clock)).await.expect("the database opens").0
    }

    /// The address of its database, for the command line.
    pub(crate) fn database_url(&self) -> String {
        options(&self.place).url
    }

    /// The mails that are to leave now; they count as sent.
    pub(crate) async fn mails(&self) -> Vec<Mail> {
        let mails = self.store.take_mails(100).await.expect("the outbox can be read");
        for mail in &mails {
            self.store.mail_left(mail.id, entity::mail::outbox::Fate::Left).await.expect("a mail can be settled");
        }
        mails
    }

    /// The only mail that is to leave now: to whom, why, and the code that it carries.
    pub(crate) async fn mail(&self) -> (String, MailKind, String) {
        let mut mails = self.mails().await;
        assert_eq!(mails.len(), 1, "{mails:?}");
        let mail = mails.remove(0);
        (mail.to, mail.occasion, mail.code.unwrap_or_default())
    }

    /// Moves time.
    pub(crate) fn at(&self, moment: &str) {
        self.clock.set(moment.parse::<Instant>().expect("a moment"));
    }

    /// Sends a request.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        // on a worker, as a connection would: there, whoever yields lets all others go first
        let answering = tokio::spawn(self.router.clone().oneshot(request));
        let response = answering.await.expect("nothing panics").expect("the router answers");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body").to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Sends a request and goes away as soon as something has come about, before it is answered.
    pub(crate) async fn leaves_when(&self, request: Request<Body>, comes_about: impl Future<Output = ()>) {
        tokio::select! {
            answer = self.router.clone().oneshot(request) => panic!("answered before: {:?}", answer.map(|it| it.status())),
            () = comes_about => {}
        }
    }

    /// Gets a path.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).expect("a request")).await
    }

    /// Sends a GraphQL request.
    pub(crate) async fn post(&self, query: &str, variables: Value) -> Answer {
        self.post_in("fr", query, variables).await
    }

    /// Sends a GraphQL request from somebody who wishes for languages.
    pub(crate) async fn post_in(&self, languages: &str, query: &str, variables: Value) -> Answer {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let request =
            Request::post("/graphql").header("content-type", "application/json").header("accept-language", languages);
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// Makes a token, as the command line would.
    pub(crate) async fn token(&self, new: NewToken) -> MadeToken {
        self.store.write(Viewer::operator("test")).make_token(new).await.expect("a token can be made").into_inner()
    }

    /// Sends a GraphQL request with a token, in a view of the content.
    pub(crate) async fn post_as(&self, token: &str, view: &str, query: &str, variables: Value) -> Answer {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let request =
            Request::post("/graphql").header("content-type", "application/json").header("accept-language", "en");
        let request = request.header("authorization", format!("Bearer {token}")).header("content-view", view);
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// Sends a GraphQL request with headers of one's own.
    pub(crate) async fn post_with(&self, headers: &[(&str, &str)], query: &str, variables: Value) -> Answer {
        let body = json!({ "query": query, "variables": variables }).to_string();
        let request = Request::post("/graphql").header("content-type", "application/json");
        let request = headers.iter().fold(request, |it, (name, value)| it.header(*name, *value));
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// The data that a GraphQL query answers; an error fails the story.
    pub(crate) async fn query(&self, query: &str) -> Value {
        self.post(query, Value::Null).await.data()
    }

    /// The code of the first error that a GraphQL query answers.
    pub(crate) async fn refusal(&self, query: &str) -> String {
        let answer = self.post(query, Value::Null).await.json();
        answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("no refusal: {answer}")).to_owned()
    }

    /// Imports rows, as the command line would.
    pub(crate) async fn import(&self, rows: &str) -> Report {
        self.import_as("test", Mode::Lenient, rows).await
    }

    /// Imports rows from an origin in a mode; what they say is public is taken as it was, since most stories say no more of
    /// an entry than they need.
    pub(crate) async fn import_as(&self, origin: &str, mode: Mode, rows: &str) -> Report {
        self.import_in(origin, Manner { as_published: true, ..Manner::from(mode) }, rows).await
    }

    /// Imports rows by the rule of what may be public.
    pub(crate) async fn import_by_rule(&self, rows: &str) -> Report {
        self.import_in("test", Mode::Lenient.into(), rows).await
    }

    /// Imports rows from an origin, in a manner of one's own.
    pub(crate) async fn import_in(&self, origin: &str, manner: Manner, rows: &str) -> Report {
        let batch = Batch::read(rows.as_bytes()).expect("bytes can be read");
        batch.import(&self.store, Viewer::operator("test"), origin, manner, || ()).await.expect("the import runs")
    }

    /// Changes the database behind the program's back.
    pub(crate) async fn statement(&self, statement: &str) {
        use sqlx::{AssertSqlSafe, Connection, Executor};
        let statement = AssertSqlSafe(statement);
        let url = self.database_url();
        if url.starts_with("sqlite:") {
            let mut connection = sqlx::SqliteConnection::connect(&url).await.expect("the file opens");
            connection.execute(statement).await.expect("a statement that is right");
            connection.close().await.expect("it closes");
        } else {
            let mut connection = sqlx::PgConnection::connect(&url).await.expect("the server answers");
            connection.execute(statement).await.expect("a statement that is right");
            connection.close().await.expect("it closes");
        }
    }

    /// What a statement counts, behind the program's back.
    pub(crate) async fn number(&self, statement: &str) -> i64 {
        use sqlx::{AssertSqlSafe, Connection};
        let (url, statement) = (self.database_url(), AssertSqlSafe(statement.to_owned()));
        if url.starts_with("sqlite:") {
            let mut connection = sqlx::SqliteConnection::connect(&url).await.expect("the file opens");
            sqlx::query_scalar(statement).fetch_one(&mut connection).await.expect("a number")
        } else {
            let mut connection = sqlx::PgConnection::connect(&url).await.expect("the server answers");
            sqlx::query_scalar(statement).fetch_one(&mut connection).await.expect("a number")
        }
    }

    /// The names of the files that its database lies in; none on a server.
    pub(crate) fn files(&self) -> Vec<String> {
        let Place::File(folder) = self.place.as_ref() else { return Vec::new() };
        let files = std::fs::read_dir(folder.path()).expect("the folder is there");
        files.map(|it| it.expect("a file").file_name().to_string_lossy().into_owned()).collect()
    }

    /// Runs the program on this story's database.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        run(&self.database_url(), arguments)
    }

    /// The same, yet to be started.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        command(&self.database_url(), arguments)
    }
}

/// Runs the program on a database.
pub(crate) fn run(database: &str, arguments: &[&str]) -> Output {
    command(database, arguments).output().expect("the program runs")
}

fn command(database: &str, arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bretagne-creative"));
    program
        .args(arguments)
        .env("BC_DATABASE_URL", database)
        .env("BC_LOG", "warn")
        .env("BC_LISTEN", "127.0.0.1:0")
        .current_dir(std::env::temp_dir());
    program
}

impl Answer {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.text()))
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The data of a GraphQL answer; an error fails the story.
    pub(crate) fn data(&self) -> Value {
        let mut answer = self.json();
        assert!(answer.get("errors").is_none(), "errors: {}", answer["errors"]);
        answer["data"].take()
    }

    /// How many SQL statements it took.
    pub(crate) fn statements(&self) -> u32 {
        self.statements_or_none().expect("diagnostics are on")
    }

    /// How many SQL statements it took; none when it does not say.
    pub(crate) fn statements_or_none(&self) -> Option<u32> {
        let timing = self.headers.get("server-timing")?.to_str().ok()?;
        timing.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()
    }
}

/// The value at a path such as `initiatives/nodes/0/title`.
pub(crate) fn value<'a>(answer: &'a Value, path: &str) -> &'a Value {
    answer.pointer(&format!("/{path}")).unwrap_or_else(|| panic!("nothing at {path} in {answer}"))
}

/// What chance begins with: the same in every run, another for every server.
fn seed() -> u64 {
    static SEEDS: AtomicU64 = AtomicU64::new(1);
    SEEDS.fetch_add(1, Ordering::Relaxed)
}

fn options(place: &Place) -> Options {
    let url = match place {
        Place::File(folder) => format!("sqlite:{}", folder.path().join("test.db").display()),
        Place::Server(database) => database.url(),
        Place::Named(url) => url.clone(),
    };
    Options {
        url,
        readers: 3,
        statement_timeout: Duration::from_secs(10),
        allowance: Default::default(),
        replica: None,
    }
}

/// A database that stories copy: made once a run.
fn template(engine: Engine, demo: bool) -> &'static Template {
    static TEMPLATES: [OnceLock<Template>; 4] = [const { OnceLock::new() }; 4];
    let at = match (engine, demo) {
        (Engine::Sqlite, false) => 0,
        (Engine::Sqlite, true) => 1,
        (Engine::Postgres, false) => 2,
        (Engine::Postgres, true) => 3,
    };
    TEMPLATES[at].get_or_init(|| {
        let made = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
            runtime.block_on(make_template(engine, demo))
        });
        made.join().expect("the template can be made")
    })
}

enum Template {
    File(PathBuf),
    Server(String),
}

async fn make_template(engine: Engine, demo: bool) -> Template {
    let place = match engine {
        Engine::Sqlite => Place::File(tempfile::tempdir().expect("a temporary folder")),
        Engine::Postgres => Place::Server(postgres::server().expect("a server").create(None).await),
    };
    let app = TestApp::on(place).await;
    if demo {
        let report = app.import_in("demo", Mode::Lenient.into(), DEMO).await;
        assert!(report.summary().is_clean(), "{}", report.summary());
    }
    let TestApp { store, place, router, .. } = app;
    drop(router);
    store.close().await;
    match Arc::into_inner(place).expect("nobody else has it") {
        Place::File(folder) => Template::File(folder.keep().join("test.db")),
        Place::Server(database) => {
            let name = database.name().to_owned();
            std::mem::forget(database);
            Template::Server(name)
        }
        Place::Named(url) => panic!("{url} is no template"),
    }
}

async fn copy(engine: Engine, template: &Template) -> Place {
    match (engine, template) {
        (_, Template::File(path)) => {
            let folder = tempfile::tempdir().expect("a temporary folder");
            std::fs::copy(path, folder.path().join("test.db")).expect("a file can be copied");
            Place::File(folder)
        }
        (_, Template::Server(name)) => Place::Server(postgres::server().expect("a server").create(Some(name)).await),
    }
}
