//! Who adapted whose text, across the network.

use std::collections::BTreeMap;

use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use entity::model::entry::Nature;
use entity::query::lineage::{self, Ancestor, MAX_DEPTH};
use entity::query::relation::Relation;

use crate::error::{Code, WireError, told_shared};
use crate::graphql::engine::batches::{FamilyKey, IdKey, StepKey};
use crate::graphql::engine::connection::{Connection, PageArguments};
use crate::graphql::engine::lookahead;
use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::AttributionFormat;
use crate::graphql::input::scalar::{LanguageTag, Url};
use crate::graphql::types::entry::Entry;
use crate::graphql::types::licence::Licence;
use crate::graphql::types::territory::Territory;
use crate::graphql::types::{credit_line, lists};

/// How something was made from something else. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Nature")]
pub enum AdaptationNature {
    /// It says the same in another language.
    Translation,
    /// It goes on from it.
    NewVersion,
    /// It was changed for another place or purpose.
    Adaptation,
}

/// What an entry was made from.
#[derive(SimpleObject)]
pub struct AdaptedFrom {
    /// How.
    nature: AdaptationNature,
    /// What was changed.
    note: Option<String>,
    /// What it is.
    origin: LineageNode,
}

impl AdaptedFrom {
    pub(crate) fn of(origin: lineage::Origin) -> Self {
        let origin_node = LineageNode { key: String::new(), what: origin.what };
        Self { nature: origin.nature.into(), note: origin.note, origin: origin_node }
    }
}

/// A work in the family of an entry: an entry, what was one, or a work outside the network.
#[derive(Clone)]
pub struct LineageNode {
    key: String,
    what: Ancestor,
}

/// A work in the family of an entry: an entry, what was one, or a work outside the network.
#[Object]
impl LineageNode {
    /// What the edges of this answer call it: the identifier of an entry; empty outside `lineage`.
    async fn key(&self) -> &str {
        &self.key
    }

    /// Its title, plain text.
    async fn title(&self) -> Option<&str> {
        match &self.what {
            Ancestor::Entry(it) | Ancestor::Tombstone(it) => Some(&it.title),
            Ancestor::Outside { title, .. } => title.as_deref(),
        }
    }

    /// Its public address; null when it was withdrawn.
    async fn url(&self, ctx: &Context<'_>) -> Option<Url> {
        match &self.what {
            Ancestor::Entry(it) => Some(Url(Request::of(ctx).url(it))),
            Ancestor::Tombstone(_) => None,
            Ancestor::Outside { url, .. } => url.as_ref().map(|it| Url(it.to_string())),
        }
    }

    /// Its licence; null when nobody has said.
    async fn licence(&self) -> Option<Licence> {
        match &self.what {
            Ancestor::Entry(it) | Ancestor::Tombstone(it) => Some(Licence(it.licence.clone())),
            Ancestor::Outside { licence, .. } => licence.clone().map(Licence),
        }
    }

    /// The entry, when it is one that you may see.
    async fn entry(&self, ctx: &Context<'_>) -> Result<Option<Entry>> {
        let Ancestor::Entry(it) = &self.what else { return Ok(None) };
        let found = Request::of(ctx).batches.load(IdKey(it.id, lookahead::of_entry(ctx))).await.map_err(told_shared)?;
        Ok(found.map(Into::into))
    }

    /// Whether it was public and was taken back: its title, its licence and its credit stay.
    async fn is_withdrawn(&self) -> bool {
        matches!(self.what, Ancestor::Tombstone(_))
    }

    /// The territory whose editors look after it.
    async fn territory(&self) -> Option<Territory> {
        match &self.what {
            Ancestor::Entry(it) | Ancestor::Tombstone(it) => it.territories.first().cloned().map(Territory),
            Ancestor::Outside { .. } => None,
        }
    }

    /// Its credit line.
    async fn attribution(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its language: French, English or Breton. The entry's own when absent.")] language: Option<
            LanguageTag,
        >,
        #[graphql(default, desc = "In which form.")] format: AttributionFormat,
    ) -> Option<String> {
        credit_line::of_ancestor(&self.what, Request::of(ctx), language.map(|it| it.0).as_ref(), format)
    }
}

/// Something that was made from an entry.
#[derive(Clone)]
pub struct Adaptation {
    origin: i64,
    entry: Entry,
}

/// Something that was made from an entry.
#[Object]
impl Adaptation {
    /// How.
    async fn nature(&self, ctx: &Context<'_>) -> Result<AdaptationNature> {
        Ok(self.step(ctx).await?.map_or(AdaptationNature::Adaptation, |it| it.nature.into()))
    }

    /// What was changed.
    async fn note(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(self.step(ctx).await?.and_then(|it| it.note))
    }

    /// What was made.
    async fn entry(&self) -> &Entry {
        &self.entry
    }
}

impl Adaptation {
    async fn step(&self, ctx: &Context<'_>) -> Result<Option<lineage::Step>> {
        let key = StepKey(self.origin, self.entry.row().key());
        Request::of(ctx).batches.load(key).await.map_err(told_shared)
    }
}

/// The family of an entry across the network: which work was made from which, in both directions.
pub struct Lineage(lineage::Family);

/// That one work was made from another.
#[derive(SimpleObject)]
pub struct LineageEdge {
    /// The key of the origin.
    origin_key: String,
    /// The key of the work that was made from it.
    adaptation_key: String,
    /// How.
    nature: AdaptationNature,
    /// What was changed.
    note: Option<String>,
}

/// How many of a family belong to a territory.
#[derive(SimpleObject)]
pub struct TerritoryCount {
    /// The territory.
    territory: Territory,
    /// How many have it as their home.
    count: i32,
}

/// The family of an entry across the network: which work was made from which, in both directions.
#[Object]
impl Lineage {
    /// The works, the entry that is asked about first, then by how near they are; at most 200 entries, and the works outside
    /// the network that they were made from.
    async fn nodes(&self) -> Vec<LineageNode> {
        self.0.members.iter().map(|it| LineageNode { key: it.key.clone(), what: it.what.clone() }).collect()
    }

    /// Which work was made from which.
    async fn edges(&self) -> Vec<LineageEdge> {
        let edge = |it: &lineage::Link| LineageEdge {
            origin_key: it.origin.clone(),
            adaptation_key: it.adaptation.clone(),
            nature: it.nature.into(),
            note: it.note.clone(),
        };
        self.0.links.iter().map(edge).collect()
    }

    /// How many belong to which home territory, the most first.
    async fn territories(&self) -> Vec<TerritoryCount> {
        let mut counts: BTreeMap<String, TerritoryCount> = BTreeMap::new();
        for it in &self.0.members {
            let (Ancestor::Entry(entry) | Ancestor::Tombstone(entry)) = &it.what else { continue };
            if let Some(home) = entry.territories.first() {
                let held = counts.entry(home.reference.to_string());
                held.or_insert_with(|| TerritoryCount { territory: Territory(home.clone()), count: 0 }).count += 1;
            }
        }
        let mut counts: Vec<TerritoryCount> = counts.into_values().collect();
        counts.sort_by_key(|it| std::cmp::Reverse(it.count));
        counts
    }

    /// Whether there are more than are shown.
    async fn is_truncated(&self) -> bool {
        self.0.cut
    }
}

/// The family of an entry (by row number).
pub(crate) async fn family(ctx: &Context<'_>, of: i64, depth: Option<i32>) -> Result<Lineage> {
    let found = depth.unwrap_or(3);
    let depth = u32::try_from(found).ok().filter(|it| (1..=MAX_DEPTH).contains(it)).ok_or_else(|| {
        let told = WireError::new(Code::OutOfRange, "out-of-range").text("name", "depth").number("found", found);
        told.number("min", 1).number("max", MAX_DEPTH)
    })?;
    let found = Request::of(ctx).batches.load(FamilyKey(of, depth)).await.map_err(told_shared)?;
    Ok(Lineage(found.unwrap_or_default()))
}

/// What was made from an entry (by row number): a page of what the viewer may see.
pub(crate) async fn adaptations(ctx: &Context<'_>, of: i64, page: PageArguments) -> Result<Connection<Adaptation>> {
    let list = entity::query::list::List::newest(None);
    let found: Connection<Entry> =
        lists::nested_of(ctx, Relation::Adaptations, of, list, page.page()?, "entry").await?;
    Ok(found.map(move |entry| Adaptation { origin: of, entry }, |it| &it.entry))
}
