//! What the server is made of: a store, a schema, the addresses. Every request begins here.

use std::sync::Arc;

use async_graphql::{Request as Query, Response};
use entity::language::LanguageTag;
use entity::reader::Reader;
use entity::store::Store;
use entity::viewer::Viewer;

use crate::error::{code_all, unparsed};
use crate::graphql::request::Request;
use crate::graphql::{Schema, order, schema};
use crate::site::Site;

/// What the server is made of. Cheap to clone.
#[derive(Clone)]
pub struct App {
    store: Store,
    schema: Schema,
    site: Arc<Site>,
    diagnostics: bool,
}

impl App {
    /// Puts a server together.
    pub fn new(store: Store, site: Site, diagnostics: bool) -> Self {
        Self { store, schema: schema(), site: Arc::new(site), diagnostics }
    }

    /// The public addresses.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Whether answers tell how many statements they took.
    pub fn diagnostics(&self) -> bool {
        self.diagnostics
    }

    /// A door for reading, for this request of this viewer.
    pub fn reader(&self, viewer: Viewer) -> Reader {
        self.store.read(viewer)
    }

    /// Carries out a GraphQL request for a viewer who wishes for these languages; tells how many statements it took.
    pub async fn execute(&self, viewer: Viewer, languages: Vec<LanguageTag>, mut query: Query) -> (Response, u32) {
        let document = match query.parsed_query() {
            Ok(document) => document.clone(),
            Err(cause) => return (Response::from_errors(vec![unparsed(cause)]), 0),
        };
        let request = self.request(viewer, languages);
        let (reader, operation) = (request.reader.clone(), query.operation_name.clone());
        let mut response = self.schema.execute(query.data(request)).await;
        code_all(&mut response.errors);
        order::arrange(&mut response.data, &document, operation.as_deref());
        (response, reader.statements())
    }

    /// What a request carries, also outside GraphQL.
    pub fn request(&self, viewer: Viewer, languages: Vec<LanguageTag>) -> Request {
        Request::new(self.reader(viewer), languages, Arc::clone(&self.site))
    }
}
