//! The lists of what is held in memory: members, licences, territories, themes, sources.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, Result};
use entity::db::paging::Direction;
use entity::reader::Reader;
use entity::reference::place_search::PlaceSearch;
use entity::value::id::Id;
use entity::value::text;

use crate::graphql::engine::connection::{Connection, PageArguments, connection, connection_by};
use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::{MemberKind, OrderDirection, SourcePermission, TerritoryKind};
use crate::graphql::input::filter::LicenceFilter;
use crate::graphql::input::scalar::{Slug, TerritoryRef};
use crate::graphql::types::commons::licence::Licence;
use crate::graphql::types::member::Member;
use crate::graphql::types::source::Source;
use crate::graphql::types::territory::Territory;
use crate::graphql::types::theme::Theme;

/// Conditions on members. A member meets all that are set.
#[derive(InputObject, Debug, Default)]
pub struct MemberFilter {
    /// Kinds of members. Matches members of one of them.
    pub kind: Option<Vec<MemberKind>>,
    /// References of territories. Matches members active in one of them or in a territory inside one of them.
    pub territory: Option<Vec<TerritoryRef>>,
    /// Words that all occur in the name. Case and accents are ignored.
    pub search: Option<String>,
}

/// Conditions on territories. A territory meets all that are set.
#[derive(InputObject, Debug, Default)]
pub struct TerritoryFilter {
    /// Kinds of territories. Matches territories of one of them.
    pub kind: Option<Vec<TerritoryKind>>,
    /// References of territories. Matches territories inside one of them, at any depth.
    pub inside: Option<Vec<TerritoryRef>>,
    /// Postal code. Several communes may share it.
    pub postal_code: Option<String>,
    /// Text that somebody types: a name, a postal code (at least two digits), an INSEE code or a reference. Accents, case and hyphens
    /// are ignored, and `st` is read as `saint`. All words must match. The list is then sorted by relevance: the whole name, whole
    /// words, the beginning of the name, beginnings of words, other matches; communes first, then by population.
    pub search: Option<String>,
}

/// Conditions on themes. A theme meets all that are set.
#[derive(InputObject, Debug, Default)]
pub struct ThemeFilter {
    /// Slugs of themes. Matches themes directly below one of them.
    pub parent: Option<Vec<Slug>>,
    /// Whether the theme is at the root of the tree, without a parent.
    pub is_root: Option<bool>,
    /// Words that all occur in the name in one of the languages. Case and accents are ignored.
    pub search: Option<String>,
}

/// Conditions on sources. A source meets all that are set.
#[derive(InputObject, Debug, Default)]
pub struct SourceFilter {
    /// Permissions to republish. Matches sources with one of them.
    pub permission: Option<Vec<SourcePermission>>,
    /// Words that all occur in the name. Case and accents are ignored.
    pub search: Option<String>,
}

/// Sort key of members. Values may be added.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberOrderField {
    /// Name of the member, ignoring case and accents.
    Name,
}

/// One sort key of a list of members.
#[derive(InputObject, Debug)]
pub struct MemberOrder {
    /// Field to sort the list by.
    pub field: MemberOrderField,
    /// Direction of the sort.
    pub direction: OrderDirection,
}

/// The lists of what is held in memory.
pub struct Catalogues;

#[Object(name = "CatalogueLists")]
impl Catalogues {
    /// Members of the network, by name unless `orderBy` says otherwise.
    async fn members(
        &self,
        ctx: &Context<'_>,
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
        #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<MemberFilter>,
        #[graphql(desc = "Sort keys, most significant first. Defaults to the name. Ties are sorted by identifier.")]
        order_by: Option<Vec<MemberOrder>>,
    ) -> Result<Connection<Member>> {
        let page = PageArguments { first, after, last, before, page, per_page };
        members(&Request::of(ctx).reader, page, filter, order_by)
    }

    /// Licences known to the network, the freest families first.
    async fn licences(
        &self,
        ctx: &Context<'_>,
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
        #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<LicenceFilter>,
    ) -> Result<Connection<Licence>> {
        let page = PageArguments { first, after, last, before, page, per_page };
        licences(&Request::of(ctx).reader, page, filter)
    }

    /// Territories of historic Brittany, by name, or by relevance with `search`.
    async fn territories(
        &self,
        ctx: &Context<'_>,
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
        #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<TerritoryFilter>,
    ) -> Result<Connection<Territory>> {
        let page = PageArguments { first, after, last, before, page, per_page };
        territories(&Request::of(ctx).reader, page, filter)
    }

    /// Themes of the network, by name.
    async fn themes(
        &self,
        ctx: &Context<'_>,
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
        #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<ThemeFilter>,
    ) -> Result<Connection<Theme>> {
        let page = PageArguments { first, after, last, before, page, per_page };
        themes(&Request::of(ctx).reader, page, filter)
    }

    /// Partner sites that articles come from, by name.
    async fn sources(
        &self,
        ctx: &Context<'_>,
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
        #[graphql(desc = "Conditions that the returned nodes meet.")] filter: Option<SourceFilter>,
    ) -> Result<Connection<Source>> {
        let page = PageArguments { first, after, last, before, page, per_page };
        sources(&Request::of(ctx).reader, page, filter)
    }
}

/// A page of the members that the viewer may see.
///
/// # Errors
/// Those of the arguments.
pub(crate) fn members(
    reader: &Reader,
    page: PageArguments,
    filter: Option<MemberFilter>,
    order_by: Option<Vec<MemberOrder>>,
) -> Result<Connection<Member>> {
    let mark = format!("members {filter:?} {order_by:?}");
    let direction = order_by.and_then(|it| it.into_iter().next()).map_or(Direction::Asc, |it| it.direction.into());
    let filter = filter.unwrap_or_default();
    let rows = reader.members().filter(|it| member_fits(reader, it, &filter)).cloned().collect();
    connection(rows, direction, mark, page, Member)
}

/// A page of the licences.
///
/// # Errors
/// Those of the arguments.
pub(crate) fn licences(
    reader: &Reader,
    page: PageArguments,
    filter: Option<LicenceFilter>,
) -> Result<Connection<Licence>> {
    let mark = format!("licences {filter:?}");
    let rows =
        reader.reference().licences.all().iter().filter(|it| licence_fits(it, filter.as_ref())).cloned().collect();
    connection(rows, Direction::Asc, mark, page, Licence)
}

/// A page of the territories.
///
/// # Errors
/// Those of the arguments.
pub(crate) fn territories(
    reader: &Reader,
    page: PageArguments,
    filter: Option<TerritoryFilter>,
) -> Result<Connection<Territory>> {
    let mark = format!("territories {filter:?}");
    let filter = filter.unwrap_or_default();
    let rows = reader.reference().territories.all().iter().filter(|it| territory_fits(reader, it, &filter));
    let Some(search) = &filter.search else {
        return connection(rows.cloned().collect(), Direction::Asc, mark, page, Territory);
    };
    let search = PlaceSearch::new(search, reader.reference());
    let found = rows.filter_map(|it| Some((search.sort_key(it)?, it.id, it)));
    let ranked: BTreeMap<(String, Id), _> = found.map(|(key, id, it)| ((key, id), Arc::clone(it))).collect();
    let key = move |it: &entity::model::territory::Territory| search.sort_key(it).unwrap_or_default();
    connection_by(ranked.into_values().collect(), key, Direction::Asc, mark, page, Territory)
}

/// A page of the themes.
///
/// # Errors
/// Those of the arguments.
pub(crate) fn themes(reader: &Reader, page: PageArguments, filter: Option<ThemeFilter>) -> Result<Connection<Theme>> {
    let mark = format!("themes {filter:?}");
    let filter = filter.unwrap_or_default();
    let rows = reader.reference().themes.all().iter().filter(|it| theme_fits(reader, it, &filter)).cloned().collect();
    connection(rows, Direction::Asc, mark, page, Theme)
}

/// A page of the sources.
///
/// # Errors
/// Those of the arguments.
pub(crate) fn sources(
    reader: &Reader,
    page: PageArguments,
    filter: Option<SourceFilter>,
) -> Result<Connection<Source>> {
    let mark = format!("sources {filter:?}");
    let filter = filter.unwrap_or_default();
    let rows = reader.reference().sources.all().iter().filter(|it| source_fits(it, &filter)).cloned().collect();
    connection(rows, Direction::Asc, mark, page, Source)
}

fn member_fits(reader: &Reader, member: &entity::model::member::Member, filter: &MemberFilter) -> bool {
    let kinds = filter.kind.as_ref();
    let places = filter.territory.as_ref();
    kinds.is_none_or(|it| it.contains(&member.kind.into()))
        && places.is_none_or(|it| member.territories.iter().any(|home| lies_in(reader, home, it)))
        && named(&[&member.name], filter.search.as_ref())
}

fn licence_fits(licence: &entity::model::licence::Licence, filter: Option<&LicenceFilter>) -> bool {
    let (Some(filter), facts) = (filter, &licence.facts) else { return true };
    filter.key.as_ref().is_none_or(|it| it.iter().any(|key| key.0 == facts.key))
        && filter.is_free_cultural.is_none_or(|it| it == facts.free_cultural)
        && filter.permits_adaptation.is_none_or(|it| it == facts.permits.adaptation)
        && filter.permits_commercial_use.is_none_or(|it| it == facts.permits.commercial_use)
}

fn territory_fits(reader: &Reader, territory: &entity::model::territory::Territory, filter: &TerritoryFilter) -> bool {
    let (kinds, places) = (filter.kind.as_ref(), filter.inside.as_ref());
    kinds.is_none_or(|it| it.contains(&territory.kind.into()))
        && places.is_none_or(|it| lies_in(reader, territory, it))
        && filter.postal_code.as_ref().is_none_or(|it| territory.postal_codes.contains(it))
}

fn theme_fits(reader: &Reader, theme: &entity::model::theme::Theme, filter: &ThemeFilter) -> bool {
    let parent = reader.reference().theme_parent(theme);
    let under = |slugs: &Vec<Slug>| parent.as_ref().is_some_and(|it| slugs.iter().any(|slug| slug.0 == it.slug));
    let names: Vec<&String> = theme.names.values().collect();
    filter.parent.as_ref().is_none_or(under)
        && filter.is_root.is_none_or(|it| it == parent.is_none())
        && named(&names, filter.search.as_ref())
}

fn source_fits(source: &entity::model::source::Source, filter: &SourceFilter) -> bool {
    filter.permission.as_ref().is_none_or(|it| it.contains(&source.permission.into()))
        && named(&[&source.name], filter.search.as_ref())
}

fn lies_in(reader: &Reader, territory: &entity::model::territory::Territory, places: &[TerritoryRef]) -> bool {
    let reference = reader.reference();
    places.iter().filter_map(|it| reference.territory(&it.0)).any(|it| reference.lies_in(territory, it))
}

/// True when one of the names holds all the words that are looked for; a search without words finds nothing.
fn named(names: &[&String], search: Option<&String>) -> bool {
    search.is_none_or(|search| {
        let words = text::search_words(search);
        !words.is_empty() && names.iter().any(|it| text::contains_all(&text::fold(it), &words))
    })
}
