//! The network itself: its name, its languages, its menu.

use std::sync::Arc;

use async_graphql::{Context, Object, Result, SimpleObject};
use entity::db::paging::{Between, MAX_ROWS, Page as Part};
use entity::model::entry::Own;
use entity::query::filter::Filter;
use entity::reference::Reference;

use crate::error::told;
use crate::graphql::engine::lookahead;
use crate::graphql::engine::request::Request;
use crate::graphql::input::scalar::{LanguageTag, Url};
use crate::graphql::types::licence::Licence;
use crate::graphql::types::lists::pages_in_order;
use crate::graphql::types::page::Page;

/// The network that this API serves.
pub struct Network(Arc<Reference>);

impl Network {
    /// The network as it was when the request came.
    pub(crate) fn of(request: &Request) -> Self {
        Self(request.reader.shared_reference())
    }

    /// The network as it is now, with what was written since.
    pub(crate) fn now(request: &Request) -> Self {
        Self(request.reader.reference_now())
    }
}

/// One line of the network's menu.
#[derive(SimpleObject)]
pub struct MenuItem {
    /// What it says.
    label: String,
    /// Where it leads.
    page: Page,
}

/// Another issuer that people can sign in with.
#[derive(SimpleObject)]
pub struct IdentityProvider {
    /// What it is called in addresses.
    key: String,
    /// What people call it.
    name: String,
    /// Where signing in begins: send the browser there with `?challenge=`, the SHA-256 of a secret in base64url (RFC 7636, S256).
    url: Url,
}

/// The network that this API serves.
#[Object]
impl Network {
    /// Its name.
    async fn name(&self) -> &str {
        &self.0.settings.name
    }

    /// The address of its site; of this API when there is none.
    async fn url(&self, ctx: &Context<'_>) -> Url {
        Url(Request::of(ctx).site.home_url().to_owned())
    }

    /// The languages it speaks, the first one by default.
    async fn languages(&self) -> Vec<LanguageTag> {
        self.0.settings.languages.iter().cloned().map(LanguageTag).collect()
    }

    /// The licence of entries that name none.
    async fn default_licence(&self) -> Licence {
        Licence(self.0.settings.default_licence.clone())
    }

    /// The time zone of events that name none, a name of the IANA database.
    async fn time_zone(&self) -> &str {
        &self.0.settings.time_zone
    }

    /// Whether the network counts as non-commercial, as licences ask.
    async fn is_non_commercial(&self) -> bool {
        self.0.settings.non_commercial
    }

    /// Where to write to: an address or a page, as the network gives it.
    async fn contact(&self) -> &Option<String> {
        &self.0.settings.contact
    }

    /// With whom people can sign in, beside an address and a password.
    async fn identity_providers(&self, ctx: &Context<'_>) -> Vec<IdentityProvider> {
        let request = Request::of(ctx);
        let url = |key: &str| Url(format!("{}/oidc/{key}/start", request.site.api_url()));
        let doors = request.auth.doors();
        doors.map(|(key, name)| IdentityProvider { key: key.into(), name: name.into(), url: url(key) }).collect()
    }

    /// The pages that its menu shows, in order; at most 100.
    async fn menu(&self, ctx: &Context<'_>) -> Result<Vec<MenuItem>> {
        let reader = &Request::of(ctx).reader;
        let list = entity::query::list::List { filter: Filter::InMenu(true), ..pages_in_order() };
        let wanted = entity::query::projection::Projection { page: true, ..lookahead::of_field(ctx, "page") };
        let pages = reader.entries(&list, wanted, &Part::First(MAX_ROWS, Between::default())).await.map_err(told)?;
        let label = |row: &entity::model::entry::Entry| match &row.own {
            Some(Own::Page(page)) => page.menu_label.clone().unwrap_or_else(|| row.title.clone()),
            Some(Own::Initiative(_) | Own::Recipe(_) | Own::Article(_) | Own::Event(_)) | None => row.title.clone(),
        };
        Ok(pages.rows.into_iter().map(|row| MenuItem { label: label(&row), page: row.into() }).collect())
    }
}
