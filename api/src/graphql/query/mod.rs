//! What can be asked at the root, beside the lists.

pub mod administration;
pub mod changes;
pub mod commons;
pub mod facets;
pub mod media;
pub mod node;
pub mod redirects;
pub mod reference_lists;
pub mod review_queue;
pub mod search;

use async_graphql::{Context, ID, Object, Result};
use entity::query::agenda::Agenda;
use entity::query::by::By;
use entity::query::relation::Relation;
use entity::value::id::Id;
use entity::value::kind::Kind;

use crate::error::{Code, WireError, told, told_shared};
use crate::graphql::engine::batches::IdKey;
use crate::graphql::engine::connection::{Connection, Count, PageArguments};
use crate::graphql::engine::lookahead;
use crate::graphql::engine::request::Request;
use crate::graphql::input::by::{AnyEntryBy, EntryBy, LicenceBy, NamedBy, TerritoryBy, parse};
use crate::graphql::input::filter::{self, EventFilter};
use crate::graphql::input::scalar::DateTime;
use crate::graphql::query::administration::Administration;
use crate::graphql::query::changes::Log;
use crate::graphql::query::commons::Commons;
use crate::graphql::query::media::MediaQueries;
use crate::graphql::query::node::Node;
use crate::graphql::query::redirects::OldAddresses;
use crate::graphql::query::reference_lists::Catalogues;
use crate::graphql::query::review_queue::Desk;
use crate::graphql::query::search::Searches;
use crate::graphql::types::article::Article;
use crate::graphql::types::commons::licence::Licence;
use crate::graphql::types::entry::Entry;
use crate::graphql::types::event::{Event, Occurrence};
use crate::graphql::types::initiative::Initiative;
use crate::graphql::types::lists::{self, Under, lists};
use crate::graphql::types::media as shown;
use crate::graphql::types::member::Member;
use crate::graphql::types::network::Network;
use crate::graphql::types::page::Page;
use crate::graphql::types::recipe::Recipe;
use crate::graphql::types::source::Source;
use crate::graphql::types::territory::Territory;
use crate::graphql::types::theme::Theme;
use crate::graphql::types::viewer::Viewer;

/// How many objects `nodes` takes at once.
const MAX_NODES: usize = 100;

/// The lists of the whole network.
pub struct Lists;

impl Under for Lists {
    fn under(&self, (): ()) -> Option<(Relation, i64)> {
        None
    }
}

lists! {
    /// The lists of the whole network.
    Lists {}
}

/// The query root: every field that a client can read.
pub struct Query;

/// The query root: every field that a client can read.
#[Object]
impl Query {
    #[graphql(flatten)]
    async fn lists(&self) -> Lists {
        Lists
    }

    #[graphql(flatten)]
    async fn commons(&self) -> Commons {
        Commons
    }

    #[graphql(flatten)]
    async fn log(&self) -> Log {
        Log
    }

    #[graphql(flatten)]
    async fn old_addresses(&self) -> OldAddresses {
        OldAddresses
    }

    #[graphql(flatten)]
    async fn desk(&self) -> Desk {
        Desk
    }

    #[graphql(flatten)]
    async fn administration(&self) -> Administration {
        Administration
    }

    #[graphql(flatten)]
    async fn media_queries(&self) -> MediaQueries {
        MediaQueries
    }

    #[graphql(flatten)]
    async fn searches(&self) -> Searches {
        Searches
    }

    #[graphql(flatten)]
    async fn catalogues(&self) -> Catalogues {
        Catalogues
    }

    /// The network that this API serves: name, languages, menu and settings.
    async fn network(&self, ctx: &Context<'_>) -> Network {
        Network::of(Request::of(ctx))
    }

    /// The authenticated viewer and their rights. Null for requests without a credential.
    async fn viewer(&self, ctx: &Context<'_>) -> Option<Viewer> {
        Viewer::of(ctx)
    }

    /// One initiative. Null if there is none that the viewer may read.
    async fn initiative(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identifier, slug or other key of the initiative.")] by: EntryBy,
    ) -> Result<Option<Initiative>> {
        Ok(entry(ctx, by.of(Kind::Initiative)?, Some(Kind::Initiative)).await?.map(Into::into))
    }

    /// One recipe. Null if there is none that the viewer may read.
    async fn recipe(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identifier, slug or other key of the recipe.")] by: EntryBy,
    ) -> Result<Option<Recipe>> {
        Ok(entry(ctx, by.of(Kind::Recipe)?, Some(Kind::Recipe)).await?.map(Into::into))
    }

    /// One article. Null if there is none that the viewer may read.
    async fn article(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identifier, slug or other key of the article.")] by: EntryBy,
    ) -> Result<Option<Article>> {
        Ok(entry(ctx, by.of(Kind::Article)?, Some(Kind::Article)).await?.map(Into::into))
    }

    /// One event. Null if there is none that the viewer may read.
    async fn event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identifier, slug or other key of the event.")] by: EntryBy,
    ) -> Result<Option<Event>> {
        Ok(entry(ctx, by.of(Kind::Event)?, Some(Kind::Event)).await?.map(Into::into))
    }

    /// One page of the network itself. Null if there is none that the viewer may read.
    async fn page(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identifier, slug or other key of the page.")] by: EntryBy,
    ) -> Result<Option<Page>> {
        Ok(entry(ctx, by.of(Kind::Page)?, Some(Kind::Page)).await?.map(Into::into))
    }

    /// One entry of any kind. Null if there is none that the viewer may read. `originalUrl` finds out whether a text from
    /// elsewhere is already here.
    async fn entry(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identifier or other key of the entry.")] by: AnyEntryBy,
    ) -> Result<Option<Entry>> {
        Ok(entry(ctx, by.named()?, None).await?.map(Into::into))
    }

    /// One member. Null if there is none that the viewer may see.
    async fn member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identifier or slug of the member.")] by: NamedBy,
    ) -> Result<Option<Member>> {
        let reader = &Request::of(ctx).reader;
        Ok(match by {
            NamedBy::Id(id) => reader.member(parse(&id)?),
            NamedBy::Slug(slug) => reader.member_by_slug(slug.0.as_str()),
        }
        .cloned()
        .map(Member))
    }

    /// One licence. Null if there is none by the given key.
    async fn licence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identifier or key of the licence.")] by: LicenceBy,
    ) -> Result<Option<Licence>> {
        let licences = &Request::of(ctx).reader.reference().licences;
        Ok(match by {
            LicenceBy::Id(id) => licences.by_id(parse(&id)?),
            LicenceBy::Key(key) => licences.by_key(&key.0),
        }
        .cloned()
        .map(Licence))
    }

    /// One territory. Null if there is none by the given key.
    async fn territory(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identifier, slug or reference of the territory.")] by: TerritoryBy,
    ) -> Result<Option<Territory>> {
        let reference = Request::of(ctx).reader.reference();
        Ok(match by {
            TerritoryBy::Id(id) => reference.territories.by_id(parse(&id)?),
            TerritoryBy::Slug(slug) => reference.territory_by_slug(slug.0.as_str()),
            TerritoryBy::Ref(it) => reference.territory(&it.0),
        }
        .cloned()
        .map(Territory))
    }

    /// One theme. Null if there is none by the given key.
    async fn theme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identifier or slug of the theme.")] by: NamedBy,
    ) -> Result<Option<Theme>> {
        let themes = &Request::of(ctx).reader.reference().themes;
        Ok(match by {
            NamedBy::Id(id) => themes.by_id(parse(&id)?),
            NamedBy::Slug(slug) => themes.by_key(slug.0.as_str()),
        }
        .cloned()
        .map(Theme))
    }

    /// One source. Null if there is none by the given key.
    async fn source(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Identifier or slug of the source.")] by: NamedBy,
    ) -> Result<Option<Source>> {
        let sources = &Request::of(ctx).reader.reference().sources;
        Ok(match by {
            NamedBy::Id(id) => sources.by_id(parse(&id)?),
            NamedBy::Slug(slug) => sources.by_key(slug.0.as_str()),
        }
        .cloned()
        .map(Source))
    }

    /// An object by its identifier. Null if there is none that the viewer may read.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Globally unique identifier of the object.")] id: ID,
    ) -> Result<Option<Node>> {
        node(ctx, &id).await
    }

    /// Several objects by their identifiers, in the same order. Null in place of objects that the viewer may not read.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Globally unique identifiers of the objects, at most 100.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > MAX_NODES {
            let told = WireError::new(Code::OutOfRange, "out-of-range").text("name", "ids").number("found", ids.len());
            return Err(told.number("min", 0).number("max", MAX_NODES).into());
        }
        futures_util::future::try_join_all(ids.iter().map(|id| node(ctx, id))).await
    }

    /// Agenda: one node per timing of an event, so that a repeated event appears each time, earliest first.
    async fn occurrences(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Instant after which the timings end.")] from: DateTime,
        #[graphql(desc = "Instant before which the timings begin. Unlimited when absent.")] to: Option<DateTime>,
        #[graphql(desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20.")] first: Option<i32>,
        #[graphql(desc = "Return the nodes after this cursor, such as the `endCursor` of a page.")] after: Option<
            String,
        >,
        #[graphql(desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`.")] last: Option<i32>,
        #[graphql(desc = "Return the nodes before this cursor, such as the `startCursor` of a page.")] before: Option<
            String,
        >,
        #[graphql(desc = "Number of the page, from 1. `page` × `perPage` is at most 10,000.")] page: Option<i32>,
        #[graphql(desc = "Number of nodes on a numbered page, 1 to 100. Defaults to 20.")] per_page: Option<i32>,
        #[graphql(desc = "Conditions that the events meet.")] filter: Option<EventFilter>,
    ) -> Result<Connection<Occurrence>> {
        let page = PageArguments { first, after, last, before, page, per_page }.page()?;
        let agenda = Agenda { from: from.0, to: to.map(|it| it.0), filter: filter::filter(filter)? };
        let reader = &Request::of(ctx).reader;
        let slice = reader.occurrences(&agenda, lookahead::of_field(ctx, "event"), &page).await.map_err(told)?;
        let (count, reader) = (Count::Agenda(Box::new(agenda.clone())), reader.clone());
        let cursor = move |row: &Occurrence| reader.occurrence_cursor(&agenda, &row.0);
        Ok(Connection::new(slice.map(|it| Occurrence(it.into())), cursor, count))
    }
}

async fn entry(ctx: &Context<'_>, by: By, kind: Option<Kind>) -> Result<Option<entity::model::entry::Entry>> {
    Request::of(ctx).reader.entry(&by, kind, lookahead::of_entry(ctx)).await.map_err(told)
}

async fn node(ctx: &Context<'_>, id: &ID) -> Result<Option<Node>> {
    let Ok(id) = id.parse::<Id>() else { return Ok(None) };
    let request = Request::of(ctx);
    let reference = request.reader.reference();
    let held = request
        .reader
        .member(id)
        .map(|it| Node::Member(Member(it.clone())))
        .or_else(|| reference.licences.by_id(id).map(|it| Node::Licence(Licence(it.clone()))))
        .or_else(|| reference.territories.by_id(id).map(|it| Node::Territory(Territory(it.clone()))))
        .or_else(|| reference.themes.by_id(id).map(|it| Node::Theme(Theme(it.clone()))))
        .or_else(|| reference.sources.by_id(id).map(|it| Node::Source(Source(it.clone()))));
    if held.is_some() {
        return Ok(held);
    }
    let found = request.batches.load(IdKey(id, lookahead::of_entry(ctx))).await.map_err(told_shared)?;
    match found {
        Some(entry) => Ok(Some(Entry::from(entry).into())),
        None => Ok(shown::one(ctx, Some(id)).await?.map(Node::Media)),
    }
}
