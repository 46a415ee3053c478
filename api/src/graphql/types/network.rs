//! The network itself: its name, its languages, its menu.

use std::sync::Arc;

use async_graphql::{Context, Object, Result, SimpleObject};
use entity::db::paging::{Between, MAX_ROWS, Page as Part};
use entity::model::entry::Own;
use entity::query::filter::Filter;
use entity::reference::Snapshot;

use crate::error::told;
use crate::graphql::engine::lookahead;
use crate::graphql::engine::request::Request;
use crate::graphql::input::scalar::{LanguageTag, Url};
use crate::graphql::types::commons::licence::Licence;
use crate::graphql::types::lists::pages_in_order;
use crate::graphql::types::media::{self, Media};
use crate::graphql::types::page::Page;

/// The network that this API serves, with its settings.
pub struct Network(Arc<Snapshot>);

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

/// An item of the network's menu.
#[derive(SimpleObject)]
pub struct MenuItem {
    /// Text of the menu item: the page's menu label, else its title.
    label: String,
    /// Page that the menu item links to.
    page: Page,
}

/// An issuer of identities that people can sign in through, such as a single sign-on.
#[derive(SimpleObject)]
pub struct IdentityProvider {
    /// Key of the issuer in addresses, such as `sso`.
    key: String,
    /// Name of the issuer, to be shown on a sign-in page.
    name: String,
    /// Address at which the sign-in begins. Send the browser there with `?challenge=`, the SHA-256 of a secret in base64url (RFC
    /// 7636, S256).
    url: Url,
}

/// The network that this API serves, with its settings.
#[Object]
impl Network {
    /// Name of the network.
    async fn name(&self) -> &str {
        &self.0.settings.name
    }

    /// Address of the network's web site; the address of this API if none is configured.
    async fn url(&self, ctx: &Context<'_>) -> Url {
        Url(Request::of(ctx).site.home_url().to_owned())
    }

    /// Languages of the network, the default language first.
    async fn languages(&self) -> Vec<LanguageTag> {
        self.0.settings.languages.iter().cloned().map(LanguageTag).collect()
    }

    /// Licence of entries that name none.
    async fn default_licence(&self) -> Licence {
        Licence(self.0.settings.default_licence.clone())
    }

    /// Time zone of events that name none, a name of the IANA database such as `Europe/Paris`.
    async fn time_zone(&self) -> &str {
        &self.0.settings.time_zone
    }

    /// Whether the network counts as non-commercial, in the sense of licences.
    async fn is_non_commercial(&self) -> bool {
        self.0.settings.non_commercial
    }

    /// Public e-mail address of the network, or address of its contact page. Null if not set.
    async fn contact(&self) -> &Option<String> {
        &self.0.settings.contact
    }

    /// Picture that stands for the network, to show in headers and where pages without a picture are shared. Null if not set.
    async fn logo(&self, ctx: &Context<'_>) -> Result<Option<Media>> {
        media::one(ctx, self.0.settings.logo).await
    }

    /// Issuers that people can sign in through, besides address and password.
    async fn identity_providers(&self, ctx: &Context<'_>) -> Vec<IdentityProvider> {
        let request = Request::of(ctx);
        let url = |key: &str| Url(format!("{}/oidc/{key}/start", request.site.api_url()));
        let doors = request.auth.doors();
        doors.map(|(key, name)| IdentityProvider { key: key.into(), name: name.into(), url: url(key) }).collect()
    }

    /// Items of the network's menu, in order, at most 100.
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
