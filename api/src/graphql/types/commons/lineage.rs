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
use crate::graphql::types::commons::credit_line;
use crate::graphql::types::commons::licence::Licence;
use crate::graphql::types::entry::Entry;
use crate::graphql::types::lists;
use crate::graphql::types::territory::Territory;

/// Relation of an adaptation to its origin. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Nature")]
pub enum AdaptationNature {
    /// The same content in another language.
    Translation,
    /// A continuation or update of the origin.
    NewVersion,
    /// A change of the origin for another place or purpose.
    Adaptation,
}

/// A work that an entry is an adaptation of.
#[derive(SimpleObject)]
pub struct AdaptedFrom {
    /// Relation of the entry to the origin.
    nature: AdaptationNature,
    /// Changes made to the origin, as stated by the author.
    note: Option<String>,
    /// The work that was adapted.
    origin: LineageNode,
}

impl AdaptedFrom {
    pub(crate) fn of(origin: lineage::Origin) -> Self {
        let origin_node = LineageNode { key: String::new(), what: origin.what };
        Self { nature: origin.nature.into(), note: origin.note, origin: origin_node }
    }
}

/// A work in a lineage: an entry, an entry that was withdrawn, or an external work.
#[derive(Clone)]
pub struct LineageNode {
    key: String,
    what: Ancestor,
}

/// A work in a lineage: an entry, an entry that was withdrawn, or an external work.
#[Object]
impl LineageNode {
    /// Key of the work in the edges of this answer: the identifier for entries. Empty outside `lineage`.
    async fn key(&self) -> &str {
        &self.key
    }

    /// Title of the work, plain text.
    async fn title(&self) -> Option<&str> {
        match &self.what {
            Ancestor::Entry(it) | Ancestor::Tombstone(it) => Some(&it.title),
            Ancestor::Outside { title, .. } => title.as_deref(),
        }
    }

    /// Public address of the work. Null for withdrawn entries.
    async fn url(&self, ctx: &Context<'_>) -> Option<Url> {
        match &self.what {
            Ancestor::Entry(it) => Some(Url(Request::of(ctx).url(it))),
            Ancestor::Tombstone(_) => None,
            Ancestor::Outside { url, .. } => url.as_ref().map(|it| Url(it.to_string())),
        }
    }

    /// Licence of the work. Null if nobody stated one.
    async fn licence(&self) -> Option<Licence> {
        match &self.what {
            Ancestor::Entry(it) | Ancestor::Tombstone(it) => Some(Licence(it.licence.clone())),
            Ancestor::Outside { licence, .. } => licence.clone().map(Licence),
        }
    }

    /// The entry itself. Null for external works, and for entries that the viewer may not read.
    async fn entry(&self, ctx: &Context<'_>) -> Result<Option<Entry>> {
        let Ancestor::Entry(it) = &self.what else { return Ok(None) };
        let found = Request::of(ctx).batches.load(IdKey(it.id, lookahead::of_entry(ctx))).await.map_err(told_shared)?;
        Ok(found.map(Into::into))
    }

    /// Whether the work was public and is withdrawn. Its title, licence and credit line are kept.
    async fn is_withdrawn(&self) -> bool {
        matches!(self.what, Ancestor::Tombstone(_))
    }

    /// Home territory of the entry. Null for external works.
    async fn territory(&self) -> Option<Territory> {
        match &self.what {
            Ancestor::Entry(it) | Ancestor::Tombstone(it) => it.territories.first().cloned().map(Territory),
            Ancestor::Outside { .. } => None,
        }
    }

    /// Credit line of the work.
    async fn attribution(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Language of the credit line: French, English or Breton. Defaults to the language of the entry."
        )]
        language: Option<LanguageTag>,
        #[graphql(default, desc = "Format of the credit line. Defaults to plain text.")] format: AttributionFormat,
    ) -> Option<String> {
        credit_line::of_ancestor(&self.what, Request::of(ctx), language.map(|it| it.0).as_ref(), format)
    }
}

/// An adaptation of an entry.
#[derive(Clone)]
pub struct Adaptation {
    origin: i64,
    entry: Entry,
}

/// An adaptation of an entry.
#[Object]
impl Adaptation {
    /// Relation of the adaptation to the entry.
    async fn nature(&self, ctx: &Context<'_>) -> Result<AdaptationNature> {
        Ok(self.step(ctx).await?.map_or(AdaptationNature::Adaptation, |it| it.nature.into()))
    }

    /// Changes made to the entry, as stated by the author.
    async fn note(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(self.step(ctx).await?.and_then(|it| it.note))
    }

    /// Entry that is the adaptation.
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

/// Graph of an entry's origins and adaptations across the network.
pub struct Lineage(lineage::Family);

/// An edge of a lineage: one work is an adaptation of another.
#[derive(SimpleObject)]
pub struct LineageEdge {
    /// Key of the node that was adapted.
    origin_key: String,
    /// Key of the node that is the adaptation.
    adaptation_key: String,
    /// Relation of the adaptation to the origin.
    nature: AdaptationNature,
    /// Changes made to the origin, as stated by the author.
    note: Option<String>,
}

/// Number of works of a lineage in one home territory.
#[derive(SimpleObject)]
pub struct TerritoryCount {
    /// Home territory of the works.
    territory: Territory,
    /// Number of works with this home territory.
    count: i32,
}

/// Graph of an entry's origins and adaptations across the network.
#[Object]
impl Lineage {
    /// Works of the lineage: the requested entry first, then by distance. At most 200 entries, and the external works that they
    /// adapt.
    async fn nodes(&self) -> Vec<LineageNode> {
        self.0.members.iter().map(|it| LineageNode { key: it.key.clone(), what: it.what.clone() }).collect()
    }

    /// Edges of the lineage, from origins to adaptations.
    async fn edges(&self) -> Vec<LineageEdge> {
        let edge = |it: &lineage::Link| LineageEdge {
            origin_key: it.origin.clone(),
            adaptation_key: it.adaptation.clone(),
            nature: it.nature.into(),
            note: it.note.clone(),
        };
        self.0.links.iter().map(edge).collect()
    }

    /// Number of works per home territory, largest first.
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

    /// Whether the lineage has more works than are returned.
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
