//! The search over entries and members, as people type it.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use entity::db::paging::Slice;
use entity::query::filter::Filter;
use entity::query::search::find::{Hit, Matches, Order, Ranked, Search as Asked};
use entity::query::search::suggest::Suggested;
use entity::reader::Reader;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::{Code, WireError, of_data, told};
use crate::graphql::engine::connection::{PageArguments, PageInfo};
use crate::graphql::engine::edge::Edge;
use crate::graphql::engine::lookahead;
use crate::graphql::engine::request::Request;
use crate::graphql::input::filter::{self, EntryFilter};
use crate::graphql::query::facets::SearchFacets;
use crate::graphql::types::entry::Entry;
use crate::graphql::types::member::Member;

/// How many suggestions of words are returned at most.
pub(crate) const MAX_SUGGESTIONS: i32 = 20;

/// Order of the hits of a search. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchOrder {
    /// Best match first: words in the title count more than in the summary, in names, and in the text; recent entries a little more.
    Relevance,
    /// Latest publication first.
    Newest,
    /// Shortest distance first. Requires `near` in the filter; entries without a point are left out.
    Nearest,
}

impl From<SearchOrder> for Order {
    fn from(order: SearchOrder) -> Self {
        match order {
            SearchOrder::Relevance => Self::Relevance,
            SearchOrder::Newest => Self::Newest,
            SearchOrder::Nearest => Self::Nearest,
        }
    }
}

/// One hit of a search: an entry or a member.
#[derive(Clone)]
pub struct SearchHit {
    matches: Arc<Matches>,
    ranked: Ranked,
    hit: Hit,
}

/// One hit of a search: an entry or a member.
#[Object]
impl SearchHit {
    /// Entry that was found. Null for members.
    async fn entry(&self) -> Option<Entry> {
        match &self.hit {
            Hit::Entry(it) => Some(it.as_ref().clone().into()),
            Hit::Member(_) => None,
        }
    }

    /// Member that was found. Null for entries.
    async fn member(&self) -> Option<Member> {
        match &self.hit {
            Hit::Entry(_) => None,
            Hit::Member(it) => Some(Member(Arc::clone(it))),
        }
    }

    /// Fragments of the summary and the text around the words that match, at most 2, as HTML in which `<mark>` is the only tag. The
    /// beginning of the text where none matches.
    async fn highlight(&self) -> Vec<String> {
        self.matches.highlights(&self.hit)
    }

    /// Title of the entry or name of the member with the words that match inside `<mark>`, as HTML.
    async fn highlighted_title(&self) -> String {
        self.matches.highlighted_title(&self.hit)
    }

    /// Distance from the centre of `near` in kilometres. Null without `near` in the filter, and for hits without a point.
    async fn distance_km(&self) -> Option<f64> {
        self.ranked.metres().map(|it| f64::from(it) / 1_000.0)
    }
}

/// One page of the hits of a search, best match first.
pub struct SearchConnection {
    reader: Reader,
    matches: Arc<Matches>,
    slice: Slice<SearchHit>,
    asked: Asked,
}

/// One page of the hits of a search, best match first.
#[Object]
impl SearchConnection {
    /// Hits of the page, in order.
    async fn nodes(&self) -> &[SearchHit] {
        &self.slice.rows
    }

    /// Edges of the page: each hit with its cursor.
    async fn edges(&self) -> Vec<Edge<SearchHit>> {
        self.slice.rows.iter().map(|it| Edge::new(it.clone(), self.matches.cursor(&it.ranked))).collect()
    }

    /// Cursors of the page, and whether the search has hits before or after it.
    async fn page_info(&self) -> PageInfo {
        let cursor = |it: Option<&SearchHit>| it.map(|it| self.matches.cursor(&it.ranked));
        PageInfo::new(&self.slice, cursor(self.slice.rows.first()), cursor(self.slice.rows.last()))
    }

    /// Number of hits. At most 10,000 entries, the newest, and 1,000 members are ranked and counted.
    async fn total_count(&self) -> i32 {
        i32::try_from(self.matches.count()).unwrap_or(i32::MAX)
    }

    /// Whether `totalCount` and the facets are exact. False for searches with more than 10,000 entries, and for beginnings of words
    /// with more than 64 different ends.
    async fn total_count_is_exact(&self) -> bool {
        self.matches.is_exact
    }

    /// Numbers of entries found, by kind, theme, territory, licence, language and year. Members are not counted.
    async fn facets(&self) -> SearchFacets {
        SearchFacets { matches: Arc::clone(&self.matches) }
    }

    /// Similar searches that find something, nearest first, at most 3. Empty if the search itself finds something.
    async fn suggestions(&self) -> Result<Vec<String>> {
        self.reader.nearest(&self.asked, &self.matches).await.map_err(told)
    }
}

/// Completion of a search while it is typed.
#[derive(SimpleObject, Serialize, ToSchema)]
pub struct Suggestion {
    /// Whole text of the search with its last word completed.
    text: String,
    /// Number of public entries with the completed word in title or text, counted up to 100.
    count: i32,
}

impl From<Suggested> for Suggestion {
    fn from(it: Suggested) -> Self {
        Self { text: it.text, count: i32::try_from(it.count).unwrap_or(i32::MAX) }
    }
}

/// Completions of the last word of a search.
///
/// # Errors
/// `OUT_OF_RANGE` for too many of them, and those of the database.
pub(crate) async fn completions(
    text: &str,
    first: Option<i32>,
    request: &Request,
) -> std::result::Result<Vec<Suggestion>, WireError> {
    let first = first.unwrap_or(8);
    if !(1..=MAX_SUGGESTIONS).contains(&first) {
        let told = WireError::new(Code::OutOfRange, "out-of-range").text("name", "first").number("found", first);
        return Err(told.number("min", 1).number("max", MAX_SUGGESTIONS));
    }
    let found = request.reader.suggest(text, first.unsigned_abs() as usize).await.map_err(|it| of_data(&it))?;
    Ok(found.into_iter().map(Into::into).collect())
}

/// Grid by which entries of a map are joined.
#[derive(InputObject, Debug)]
pub struct MapGridInput {
    /// Cells of the grid per 360 degrees of longitude, as a power of two: 2 to 20. 9 suits all of Brittany, 14 a town.
    pub precision: i32,
    /// Whether entries without a point are shown at the middle of their commune.
    #[graphql(default)]
    pub include_communes: bool,
}

/// Entries of a map that lie close together.
#[derive(SimpleObject)]
pub struct MapCluster {
    /// Latitude of the middle of the entries, in degrees north (WGS 84).
    latitude: f64,
    /// Longitude of the middle of the entries, in degrees east (WGS 84).
    longitude: f64,
    /// Number of entries of the cluster.
    count: i32,
    /// Entry of a cluster of one. Null for larger clusters.
    entry: Option<Entry>,
}

/// The fields of the query root that search.
pub struct Searches;

#[Object(name = "SearchFields")]
impl Searches {
    /// Entries and members by their words, best match first. Accents, case, elisions, plurals and conjugations do not matter. All words
    /// must match; `"a phrase"` matches words in a row, `-word` excludes, `word*` matches beginnings. The first 8 words count. Members are
    /// found by searches without a filter.
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Text as people type it. Every text is a valid search. Without a text all entries that meet the filter are found, newest first."
        )]
        text: Option<String>,
        #[graphql(desc = "Conditions that the entries meet.")] filter: Option<EntryFilter>,
        #[graphql(desc = "Order of the hits. Defaults to relevance.")] order_by: Option<SearchOrder>,
        #[graphql(desc = "Number of nodes to return from the start, 1 to 100. Defaults to 20.")] first: Option<i32>,
        #[graphql(desc = "Return the nodes after this cursor, such as the `endCursor` of a page.")] after: Option<
            String,
        >,
        #[graphql(desc = "Number of nodes to return from the end, 1 to 100. Excludes `first`.")] last: Option<i32>,
        #[graphql(desc = "Return the nodes before this cursor, such as the `startCursor` of a page.")] before: Option<
            String,
        >,
    ) -> Result<SearchConnection> {
        let page = PageArguments { first, after, last, before, page: None, per_page: None }.page()?;
        let filter = filter::filter(filter)?.flattened();
        let order = order_by.map_or(Order::Relevance, Into::into);
        if order == Order::Nearest && filter.near().is_none() {
            return Err(WireError::new(Code::BadInput, "nearest-without-near").into());
        }
        let reader = Request::of(ctx).reader.clone();
        let asked = Asked { text, filter, order };
        let matches = Arc::new(reader.search(&asked, lookahead::selects(ctx, &["facets"])).await.map_err(told)?);
        let slice = matches.page(&page).map_err(told)?;
        let (_, rows) = lookahead::of_rows(ctx);
        let hits = if rows {
            let mut wanted = lookahead::of_field(ctx, "entry");
            if lookahead::selects(ctx, &["highlight"]) {
                (wanted.body, wanted.initiative, wanted.recipe, wanted.article) = (true, true, true, true);
            }
            reader.hits(&slice.rows, wanted).await.map_err(told)?
        } else {
            Vec::new()
        };
        let of = |(ranked, hit)| SearchHit { matches: Arc::clone(&matches), ranked, hit };
        let slice = Slice {
            rows: hits.into_iter().map(of).collect(),
            has_next: slice.has_next,
            has_previous: slice.has_previous,
        };
        Ok(SearchConnection { reader, matches, slice, asked })
    }

    /// Completions of the last word of a search, while somebody types it, most frequent first.
    async fn suggest(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Text of the search as typed so far.")] text: String,
        #[graphql(desc = "Number of completions to return, 1 to 20. Defaults to 8.")] first: Option<i32>,
    ) -> Result<Vec<Suggestion>> {
        Ok(completions(&text, first, Request::of(ctx)).await?)
    }

    /// Entries on a map, those close together as one. At most 500 clusters, those with the most entries, out of the 10,000 newest
    /// entries.
    async fn map(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Conditions that the entries meet; `within` has the frame of the map.")] filter: Option<
            EntryFilter,
        >,
        #[graphql(desc = "Size of the clusters, and what is shown.")] cluster: MapGridInput,
    ) -> Result<Vec<MapCluster>> {
        const PRECISIONS: std::ops::RangeInclusive<i32> = 2..=20;
        let precision = u8::try_from(cluster.precision).ok().filter(|_| PRECISIONS.contains(&cluster.precision));
        let Some(precision) = precision else {
            let told = WireError::new(Code::OutOfRange, "out-of-range").text("name", "precision");
            let told = told.number("found", cluster.precision).number("min", 2).number("max", 20);
            return Err(told.into());
        };
        let filter: Filter = filter::filter(filter)?.flattened();
        let wanted = lookahead::selects(ctx, &["entry"]).then(|| lookahead::of_field(ctx, "entry"));
        let reader = &Request::of(ctx).reader;
        let clusters = reader.clusters(&filter, precision, cluster.include_communes, wanted).await.map_err(told)?;
        Ok(clusters
            .into_iter()
            .map(|it| MapCluster {
                latitude: it.latitude,
                longitude: it.longitude,
                count: i32::try_from(it.count).unwrap_or(i32::MAX),
                entry: it.entry.map(Into::into),
            })
            .collect())
    }
}
