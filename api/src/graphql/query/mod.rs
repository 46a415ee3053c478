//! What can be asked at the root, beside the lists.

pub mod administration;
pub mod commons;
pub mod reference_lists;
pub mod review_queue;

use async_graphql::{Context, ID, Interface, Object, Result, SimpleObject};
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
use crate::graphql::input::scalar::{DateTime, Url};
use crate::graphql::query::administration::Administration;
use crate::graphql::query::commons::Commons;
use crate::graphql::query::reference_lists::Catalogues;
use crate::graphql::query::review_queue::Desk;
use crate::graphql::types::article::Article;
use crate::graphql::types::entry::Entry;
use crate::graphql::types::event::{Event, Occurrence};
use crate::graphql::types::initiative::Initiative;
use crate::graphql::types::licence::Licence;
use crate::graphql::types::lists::{self, Under, lists};
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

/// Everything that can be asked.
pub struct Query;

/// Anything that has an identity.
#[derive(Interface, Clone)]
#[graphql(field(name = "id", ty = "ID", desc = "Its identifier: stable, never reused."))]
pub enum Node {
    /// An initiative.
    Initiative(Initiative),
    /// A recipe.
    Recipe(Recipe),
    /// An article.
    Article(Article),
    /// An event.
    Event(Event),
    /// A page.
    Page(Page),
    /// A member.
    Member(Member),
    /// A licence.
    Licence(Licence),
    /// A territory.
    Territory(Territory),
    /// A theme.
    Theme(Theme),
    /// A source.
    Source(Source),
}

impl From<Entry> for Node {
    fn from(entry: Entry) -> Self {
        match entry {
            Entry::Initiative(it) => Self::Initiative(it),
            Entry::Recipe(it) => Self::Recipe(it),
            Entry::Article(it) => Self::Article(it),
            Entry::Event(it) => Self::Event(it),
            Entry::Page(it) => Self::Page(it),
        }
    }
}

/// What became of an old address.
#[derive(SimpleObject)]
pub struct Resolution {
    /// The status to answer with: 200 when the address is good, 301 or 302 when it moved, 410 when it is gone.
    http_status: i32,
    /// Where it moved to.
    location: Option<Url>,
    /// The entry that is there now.
    entry: Option<Entry>,
}

/// Everything that can be asked.
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
    async fn desk(&self) -> Desk {
        Desk
    }

    #[graphql(flatten)]
    async fn administration(&self) -> Administration {
        Administration
    }

    #[graphql(flatten)]
    async fn catalogues(&self) -> Catalogues {
        Catalogues
    }

    /// The network itself: its name, its languages, its menu.
    async fn network(&self, ctx: &Context<'_>) -> Network {
        Network::of(Request::of(ctx))
    }

    /// Who asks, and what they may do; null for requests without a credential.
    async fn viewer(&self, ctx: &Context<'_>) -> Option<Viewer> {
        Viewer::of(ctx)
    }

    /// One initiative; null when there is none that you may see.
    async fn initiative(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] by: EntryBy,
    ) -> Result<Option<Initiative>> {
        Ok(entry(ctx, by.of(Kind::Initiative)?, Some(Kind::Initiative)).await?.map(Into::into))
    }

    /// One recipe; null when there is none that you may see.
    async fn recipe(&self, ctx: &Context<'_>, #[graphql(desc = "Which one.")] by: EntryBy) -> Result<Option<Recipe>> {
        Ok(entry(ctx, by.of(Kind::Recipe)?, Some(Kind::Recipe)).await?.map(Into::into))
    }

    /// One article; null when there is none that you may see.
    async fn article(&self, ctx: &Context<'_>, #[graphql(desc = "Which one.")] by: EntryBy) -> Result<Option<Article>> {
        Ok(entry(ctx, by.of(Kind::Article)?, Some(Kind::Article)).await?.map(Into::into))
    }

    /// One event; null when there is none that you may see.
    async fn event(&self, ctx: &Context<'_>, #[graphql(desc = "Which one.")] by: EntryBy) -> Result<Option<Event>> {
        Ok(entry(ctx, by.of(Kind::Event)?, Some(Kind::Event)).await?.map(Into::into))
    }

    /// One of the network's own pages; null when there is none that you may see.
    async fn page(&self, ctx: &Context<'_>, #[graphql(desc = "Which one.")] by: EntryBy) -> Result<Option<Page>> {
        Ok(entry(ctx, by.of(Kind::Page)?, Some(Kind::Page)).await?.map(Into::into))
    }

    /// One entry of any kind; null when there is none that you may see. `originalUrl` answers "do you already have this?".
    async fn entry(&self, ctx: &Context<'_>, #[graphql(desc = "Which one.")] by: AnyEntryBy) -> Result<Option<Entry>> {
        Ok(entry(ctx, by.named()?, None).await?.map(Into::into))
    }

    /// One member; null when there is none that you may see.
    async fn member(&self, ctx: &Context<'_>, #[graphql(desc = "Which one.")] by: NamedBy) -> Result<Option<Member>> {
        let reader = &Request::of(ctx).reader;
        Ok(match by {
            NamedBy::Id(id) => reader.member(parse(&id)?),
            NamedBy::Slug(slug) => reader.member_by_slug(slug.0.as_str()),
        }
        .cloned()
        .map(Member))
    }

    /// One licence.
    async fn licence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] by: LicenceBy,
    ) -> Result<Option<Licence>> {
        let licences = &Request::of(ctx).reader.reference().licences;
        Ok(match by {
            LicenceBy::Id(id) => licences.by_id(parse(&id)?),
            LicenceBy::Key(key) => licences.by_key(&key.0),
        }
        .cloned()
        .map(Licence))
    }

    /// One territory.
    async fn territory(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] by: TerritoryBy,
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

    /// One theme.
    async fn theme(&self, ctx: &Context<'_>, #[graphql(desc = "Which one.")] by: NamedBy) -> Result<Option<Theme>> {
        let themes = &Request::of(ctx).reader.reference().themes;
        Ok(match by {
            NamedBy::Id(id) => themes.by_id(parse(&id)?),
            NamedBy::Slug(slug) => themes.by_key(slug.0.as_str()),
        }
        .cloned()
        .map(Theme))
    }

    /// One source.
    async fn source(&self, ctx: &Context<'_>, #[graphql(desc = "Which one.")] by: NamedBy) -> Result<Option<Source>> {
        let sources = &Request::of(ctx).reader.reference().sources;
        Ok(match by {
            NamedBy::Id(id) => sources.by_id(parse(&id)?),
            NamedBy::Slug(slug) => sources.by_key(slug.0.as_str()),
        }
        .cloned()
        .map(Source))
    }

    /// Anything by its identifier; null when there is nothing that you may see.
    async fn node(&self, ctx: &Context<'_>, #[graphql(desc = "Its identifier.")] id: ID) -> Result<Option<Node>> {
        node(ctx, &id).await
    }

    /// Several things by their identifiers, in the same order; null where there is nothing that you may see.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Their identifiers; at most 100.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > MAX_NODES {
            let told = WireError::new(Code::OutOfRange, "out-of-range").text("name", "ids").number("found", ids.len());
            return Err(told.number("min", 0).number("max", MAX_NODES).into());
        }
        futures_util::future::try_join_all(ids.iter().map(|id| node(ctx, id))).await
    }

    /// The agenda: one row a timing, so that what repeats appears each time; the earliest first.
    async fn occurrences(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Timings that end after this moment.")] from: DateTime,
        #[graphql(desc = "Timings that begin before this moment; no limit when absent.")] to: Option<DateTime>,
        #[graphql(desc = "How many rows, 1 to 100; 20 when absent.")] first: Option<i32>,
        #[graphql(desc = "Go on after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Go back before this cursor.")] before: Option<String>,
        #[graphql(desc = "The n-th page, from 1; page × perPage at most 10,000.")] page: Option<i32>,
        #[graphql(desc = "Rows a page, 1 to 100; 20 when absent.")] per_page: Option<i32>,
        #[graphql(desc = "Narrows the events.")] filter: Option<EventFilter>,
    ) -> Result<Connection<Occurrence>> {
        let page = PageArguments { first, after, last, before, page, per_page }.page()?;
        let agenda = Agenda { from: from.0, to: to.map(|it| it.0), filter: filter::filter(filter)? };
        let reader = &Request::of(ctx).reader;
        let slice = reader.occurrences(&agenda, lookahead::of_field(ctx, "event"), &page).await.map_err(told)?;
        let (count, reader) = (Count::Agenda(Box::new(agenda.clone())), reader.clone());
        let cursor = move |row: &Occurrence| reader.occurrence_cursor(&agenda, &row.0);
        Ok(Connection::new(slice.map(|it| Occurrence(it.into())), cursor, count))
    }

    /// What became of an old address of the site: `/article97.html`, a former slug. Null when nothing is known of it.
    async fn resolve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The path of the old address, from the first slash on.")] path: String,
    ) -> Result<Option<Resolution>> {
        let request = Request::of(ctx);
        let found = request.reader.resolve(&path, lookahead::of_field(ctx, "entry")).await.map_err(told)?;
        let found = match found {
            Some(found) => found,
            None => match request.site.entry_at(&path) {
                Some((kind, slug)) => {
                    let by = By::Slug(kind, slug.clone());
                    let entry =
                        request.reader.entry(&by, Some(kind), lookahead::of_field(ctx, "entry")).await.map_err(told)?;
                    let Some(entry) = entry else { return Ok(None) };
                    let status = if entry.slug == slug { 200 } else { 301 };
                    entity::query::redirect::Found { status, location: None, entry: Some(entry) }
                }
                None => return Ok(None),
            },
        };
        let location = found.location.map(Url).or_else(|| found.entry.as_ref().map(|it| Url(request.url(it))));
        Ok(Some(Resolution { http_status: found.status, location, entry: found.entry.map(Into::into) }))
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
    Ok(found.map(|it| Entry::from(it).into()))
}
