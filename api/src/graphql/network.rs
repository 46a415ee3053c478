//! The network itself: its name, its languages, its menu.

use async_graphql::{Context, Object, Result, SimpleObject};
use entity::entry::Own;
use entity::filter::Filter;
use entity::paging::{MAX_ROWS, Page as Part};

use crate::error::told;
use crate::graphql::licence::Licence;
use crate::graphql::lists::pages_in_order;
use crate::graphql::page::Page;
use crate::graphql::request::Request;
use crate::graphql::scalar::{LanguageTag, Url};
use crate::graphql::wanted;

/// The network that this API serves.
pub struct Network;

/// One line of the network's menu.
#[derive(SimpleObject)]
pub struct MenuItem {
    /// What it says.
    label: String,
    /// Where it leads.
    page: Page,
}

/// The network that this API serves.
#[Object]
impl Network {
    /// Its name.
    async fn name<'a>(&self, ctx: &Context<'a>) -> &'a str {
        &Request::of(ctx).reader.reference().settings.name
    }

    /// The address of its site; of this API when there is none.
    async fn url(&self, ctx: &Context<'_>) -> Url {
        Url(Request::of(ctx).site.home_url().to_owned())
    }

    /// The languages it speaks, the first one by default.
    async fn languages(&self, ctx: &Context<'_>) -> Vec<LanguageTag> {
        Request::of(ctx).reader.reference().settings.languages.iter().cloned().map(LanguageTag).collect()
    }

    /// The licence of what names none.
    async fn default_licence(&self, ctx: &Context<'_>) -> Licence {
        Licence(Request::of(ctx).reader.reference().settings.default_licence.clone())
    }

    /// The time zone of events that name none, a name of the IANA database.
    async fn time_zone<'a>(&self, ctx: &Context<'a>) -> &'a str {
        &Request::of(ctx).reader.reference().settings.time_zone
    }

    /// Where to write to: an address or a page, as the network gives it.
    async fn contact<'a>(&self, ctx: &Context<'a>) -> &'a Option<String> {
        &Request::of(ctx).reader.reference().settings.contact
    }

    /// The pages that its menu shows, in order; at most 100.
    async fn menu(&self, ctx: &Context<'_>) -> Result<Vec<MenuItem>> {
        let reader = &Request::of(ctx).reader;
        let list = entity::list::List { filter: Filter::InMenu(true), ..pages_in_order() };
        let wanted = entity::selection::Wanted { page: true, ..wanted::of_field(ctx, "page") };
        let pages = reader.entries(&list, wanted, &Part::First(MAX_ROWS, None)).await.map_err(told)?;
        let label = |row: &entity::entry::Entry| match &row.own {
            Some(Own::Page(page)) => page.menu_label.clone().unwrap_or_else(|| row.title.clone()),
            Some(Own::Initiative(_) | Own::Recipe(_) | Own::Article(_) | Own::Event(_)) | None => row.title.clone(),
        };
        Ok(pages.rows.into_iter().map(|row| MenuItem { label: label(&row), page: row.into() }).collect())
    }
}
