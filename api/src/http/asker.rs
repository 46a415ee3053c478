//! Who asks: as whom the operations of one body are carried out.

use std::net::IpAddr;
use std::sync::Arc;

use axum::http::HeaderMap;
use entity::model::claims::Claims;
use entity::value::language::LanguageTag;
use entity::viewer::Viewer;

use crate::app::{App, CarriedOut};
use crate::error::{Code, WireError};
use crate::graphql::execution::Plan;
use crate::http::{accept_language, credentials};

/// Who asks. Where the credential is not good, operations that bring a proof of their own are carried out all the same: they
/// are how another is come by.
pub(crate) struct Asker {
    shown: Result<Viewer, WireError>,
    lapsed: Option<Claims>,
    languages: Arc<[LanguageTag]>,
    client: Option<IpAddr>,
}

impl Asker {
    /// # Errors
    /// What is wrong with the request, other than its credential.
    pub(crate) async fn of(app: &App, headers: &HeaderMap, client: Option<IpAddr>) -> Result<Self, WireError> {
        let languages = accept_language::wished(headers);
        match credentials::of(app, headers).await {
            Ok(viewer) => Ok(Self { shown: Ok(viewer), lapsed: None, languages, client }),
            Err(told) if told.code == Code::Unauthenticated => {
                let lapsed = credentials::lapsed(app, headers).await;
                Ok(Self { shown: Err(told), lapsed, languages, client })
            }
            Err(told) => Err(told),
        }
    }

    /// As whom a plan is carried out.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` when the credential is not good and the plan needs one.
    pub(crate) fn viewer(&self, plan: &Result<Plan, WireError>) -> Result<Viewer, WireError> {
        match &self.shown {
            Err(_) if plan.as_ref().is_ok_and(|it| it.brings_its_proof) => Ok(Viewer::visitor()),
            shown => shown.clone(),
        }
    }

    /// Carries a plan out, or says why it is refused.
    pub(crate) async fn run(&self, app: &App, plan: Result<Plan, WireError>) -> CarriedOut {
        let (viewer, plan) = match self.viewer(&plan) {
            Ok(viewer) => (viewer, plan),
            Err(told) => (Viewer::visitor(), Err(told)),
        };
        app.run(viewer, self.lapsed.clone(), Arc::clone(&self.languages), self.client, plan).await
    }
}
