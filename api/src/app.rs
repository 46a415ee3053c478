//! What the server is made of: a store, a schema with what stands before it, the addresses. Every request begins here.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_graphql::Response;
use entity::budget::{Budget, Pool};
use entity::db::replica::Following;
use entity::error::Error;
use entity::model::claims::Claims;
use entity::reader::Reader;
use entity::store::Store;
use entity::value::language::LanguageTag;
use entity::viewer::{View, Viewer};
use entity::writer::Writer;
use ipnet::IpNet;

use crate::admission::Admission;
use crate::auth::{Auth, network};
use crate::caller;
use crate::error::WireError;
use crate::graphql::engine::documents::{BadList, Documents};
use crate::graphql::engine::request::Request;
use crate::graphql::execution::{Asked, Done, Executor, Plan, refusal};
use crate::graphql::{schema, sdl};
use crate::guard::Limits;
use crate::guard::cost::{Rules, Unreadable};
use crate::guard::types::{self, Types};
use crate::media::Media;
use crate::options::Options;
use crate::site::Site;
use crate::telemetry::metrics::Metrics;

/// Why a server cannot be put together: one sentence.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// Its list of trusted documents.
    #[error(transparent)]
    Documents(#[from] BadList),
    /// Its own schema: a fault of ours.
    #[error(transparent)]
    Rules(#[from] Unreadable),
    /// The types of its own schema: a fault of ours.
    #[error(transparent)]
    Types(#[from] types::Unreadable),
    /// Other issuers cannot be asked.
    #[error("{0}")]
    Issuers(String),
    /// A limit that is zero.
    #[error("the limit {0} is 0; every limit is at least 1")]
    Limit(&'static str),
}

/// What the server is made of. Cheap to clone.
#[derive(Clone)]
pub struct App {
    store: Store,
    executor: Arc<Executor>,
    site: Arc<Site>,
    diagnostics: bool,
    gate: Arc<Admission>,
    metrics: Arc<Metrics>,
    trusted: Arc<[IpNet]>,
    auth: Arc<Auth>,
    draining: Arc<AtomicBool>,
    /// The memory that all operations share.
    memory: Arc<Pool>,
    media: Media,
}

/// An operation that was carried out.
pub(crate) struct CarriedOut {
    pub(crate) response: Response,
    /// How many SQL statements it took.
    pub(crate) statements: u32,
    /// What the answer is counted by; it is held until the answer has been sent.
    pub(crate) budget: Option<Arc<Budget>>,
    /// Whether a mutation was done, though what failed beside it may have taken the answer along.
    pub(crate) has_changed: bool,
}

impl App {
    /// Puts a server together.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn new(store: Store, site: Site, options: Options) -> Result<Self, Unfit> {
        let Options {
            limits,
            diagnostics,
            documents,
            documents_only,
            at_once,
            trusted_proxies,
            seal,
            keys,
            issuers,
            media,
        } = options;
        if let Some(name) = limits.unset() {
            return Err(Unfit::Limit(name));
        }
        let sdl = sdl();
        let types = Arc::new(Types::of_schema(&sdl)?);
        let known = Documents::new(limits.clone(), Arc::clone(&types), diagnostics);
        let documents = match documents {
            Some(file) => known.trust(&file, documents_only)?,
            None => known,
        };
        let (schema, rules) = (schema(&limits, diagnostics), Arc::new(Rules::of_schema(&sdl)?));
        let memory = Pool::new(limits.memory_bytes);
        let executor = Arc::new(Executor { schema, documents, types, rules, limits });
        let auth = Auth::new(store.clone(), site.api_url().to_owned(), seal, keys);
        let auth = Arc::new(auth.with_issuers(issuers).map_err(Unfit::Issuers)?);
        Ok(Self {
            store,
            executor,
            site: Arc::new(site),
            diagnostics,
            gate: Admission::new(at_once.running, at_once.waiting),
            metrics: Arc::new(Metrics::new(media.counts())),
            trusted: trusted_proxies.into(),
            auth,
            draining: Arc::default(),
            memory,
            media,
        })
    }

    /// The public addresses.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The bytes of pictures and documents.
    pub(crate) fn media(&self) -> &Media {
        &self.media
    }

    /// Whether answers tell how many statements they took.
    pub fn diagnostics(&self) -> bool {
        self.diagnostics
    }

    /// Whether it carries out no documents but those of its list.
    pub(crate) fn trusts_only_its_list(&self) -> bool {
        self.executor.documents.trusts_only_its_list()
    }

    /// How much a request may ask for.
    pub fn limits(&self) -> &Limits {
        &self.executor.limits
    }

    /// Whether the database answered when it was last asked.
    pub(crate) fn is_up(&self) -> bool {
        self.store.is_up()
    }

    /// Whether the database took no changes when it was last asked.
    pub fn is_read_only(&self) -> bool {
        self.store.is_read_only()
    }

    /// Whether the disk of the database took what was written last.
    pub(crate) fn is_writable(&self) -> bool {
        self.store.is_writable()
    }

    /// What is known of the read replica; none where none is named.
    pub(crate) fn following(&self) -> Option<Following> {
        self.store.following()
    }

    /// Whether it was told to stop.
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    /// Tells it to stop: answers ask their clients to close the connection, and it is not ready any more.
    pub(crate) fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// What it has counted.
    pub(crate) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// The gate that requests pass before they cost anything.
    pub(crate) fn gate(&self) -> &Admission {
        &self.gate
    }

    /// The proxies that are trusted to say whom they speak for.
    pub(crate) fn trusted_proxies(&self) -> &[IpNet] {
        &self.trusted
    }

    /// Who shows a token; none when it is not good.
    pub(crate) async fn authenticate(&self, token: &str) -> Result<Option<Viewer>, Error> {
        self.auth.viewer(token).await
    }

    /// The visitor who shows a preview token; none when it is not good.
    pub(crate) async fn previewed(&self, token: &str) -> Result<Option<Viewer>, Error> {
        self.store.previewed(token).await
    }

    /// Signs tokens, and says who shows one.
    pub(crate) fn auth(&self) -> &Auth {
        &self.auth
    }

    /// The open database, for what goes on beyond one request of one viewer.
    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// A door for reading, for this request of this viewer.
    pub fn reader(&self, viewer: Viewer) -> Reader {
        self.store.read(viewer)
    }

    /// A door for writing, for this request of this viewer.
    pub(crate) fn writer(&self, viewer: Viewer) -> Writer {
        self.store.write(viewer).called_by(caller::of_task())
    }

    /// Finds, bounds and prices what is asked, all of one body together.
    pub(crate) fn plan(&self, asked: Vec<Asked>) -> Result<Vec<Result<Plan, WireError>>, WireError> {
        let plans: Vec<Result<Plan, WireError>> = asked.into_iter().map(|it| self.executor.plan(it)).collect();
        self.executor.check_cost(plans.iter().flatten())?;
        Ok(plans)
    }

    /// Carries out a plan for a viewer who wishes for these languages and asks from there, and may have shown a token whose time
    /// is over.
    pub(crate) async fn run(
        &self,
        viewer: Viewer,
        lapsed: Option<Claims>,
        languages: Arc<[LanguageTag]>,
        client: Option<IpAddr>,
        plan: Result<Plan, WireError>,
    ) -> CarriedOut {
        match plan {
            Ok(plan) => {
                // what was just written is read back as it stands
                let viewer = if plan.is_mutation { viewer.seeing(View::Latest) } else { viewer };
                let mut request = self.request(viewer, languages, client);
                request.lapsed = lapsed;
                let reader = request.reader.clone();
                let Done { response, cost, has_changed } = self.executor.run(plan, request).await;
                self.metrics.carried_out(cost, reader.statements());
                let (statements, budget) = (reader.statements(), reader.budget().cloned());
                CarriedOut { response, statements, budget, has_changed }
            }
            Err(told) => {
                CarriedOut { response: refusal(told, &languages), statements: 0, budget: None, has_changed: false }
            }
        }
    }

    /// What a request carries, also outside GraphQL.
    pub fn request(&self, viewer: Viewer, languages: Arc<[LanguageTag]>, client: Option<IpAddr>) -> Request {
        let writer = self.writer(viewer.clone());
        let budget = Budget::new(Arc::clone(&self.memory), client.map(network), self.limits().answer_bytes);
        let reader = self.reader(viewer).within(budget);
        Request::new(reader, writer, languages, Arc::clone(&self.site), Arc::clone(&self.auth), client)
    }
}
