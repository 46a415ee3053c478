//! The lists of what is held in memory: members, licences, territories, themes, sources.

use async_graphql::{Context, Enum, InputObject, Object, Result};
use entity::db::paging::Direction;
use entity::reader::Reader;
use entity::value::text;

use crate::graphql::engine::connection::{Connection, PageArguments, connection};
use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::{MemberKind, OrderDirection, SourcePermission, TerritoryKind};
use crate::graphql::input::filter::LicenceFilter;
use crate::graphql::input::scalar::{Slug, TerritoryRef};
use crate::graphql::types::licence::Licence;
use crate::graphql::types::member::Member;
use crate::graphql::types::source::Source;
use crate::graphql::types::territory::Territory;
use crate::graphql::types::theme::Theme;

/// What members may be narrowed by.
#[derive(InputObject, Debug, Default)]
pub struct MemberFilter {
    /// Of one of these kinds.
    pub kind: Option<Vec<MemberKind>>,
    /// Active in one of these territories, or in one inside them.
    pub territory: Option<Vec<TerritoryRef>>,
    /// With all of these words in the name; accents and case do not matter.
    pub search: Option<String>,
}

/// What territories may be narrowed by.
#[derive(InputObject, Debug, Default)]
pub struct TerritoryFilter {
    /// Of one of these kinds.
    pub kind: Option<Vec<TerritoryKind>>,
    /// Inside one of these territories, at any depth.
    pub inside: Option<Vec<TerritoryRef>>,
    /// With this postal code; several may share it.
    pub postal_code: Option<String>,
    /// With all of these words in the name; accents and case do not matter.
    pub search: Option<String>,
}

/// What themes may be narrowed by.
#[derive(InputObject, Debug, Default)]
pub struct ThemeFilter {
    /// Directly under one of these themes (slugs).
    pub parent: Option<Vec<Slug>>,
    /// At the root of the tree (true), or under another theme (false).
    pub is_root: Option<bool>,
    /// With all of these words in one of the names; accents and case do not matter.
    pub search: Option<String>,
}

/// What sources may be narrowed by.
#[derive(InputObject, Debug, Default)]
pub struct SourceFilter {
    /// With one of these permissions.
    pub permission: Option<Vec<SourcePermission>>,
    /// With all of these words in the name; accents and case do not matter.
    pub search: Option<String>,
}

/// By what members are ordered. The list may grow.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberOrderField {
    /// Their name; accents and case do not matter.
    Name,
}

/// One part of an order of members.
#[derive(InputObject, Debug)]
pub struct MemberOrder {
    /// By what.
    pub field: MemberOrderField,
    /// Which way.
    pub direction: OrderDirection,
}

/// The lists of what is held in memory.
pub struct Catalogues;

#[Object(name = "CatalogueLists")]
impl Catalogues {
    /// The members of the network, by name.
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows, 1 to 100; 20 when absent.")] first: Option<i32>,
        #[graphql(desc = "Go on after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Go back before this cursor.")] before: Option<String>,
        #[graphql(desc = "The n-th page, from 1; page × perPage at most 10,000.")] page: Option<i32>,
        #[graphql(desc = "Rows a page, 1 to 100; 20 when absent.")] per_page: Option<i32>,
        #[graphql(desc = "Narrows the list.")] filter: Option<MemberFilter>,
        #[graphql(desc = "The order; by name when absent.")] order_by: Option<Vec<MemberOrder>>,
    ) -> Result<Connection<Member>> {
        let page = PageArguments { first, after, last, before, page, per_page };
        let reader = &Request::of(ctx).reader;
        let mark = format!("members {filter:?} {order_by:?}");
        let direction = order_by.and_then(|it| it.into_iter().next()).map_or(Direction::Asc, |it| it.direction.into());
        let filter = filter.unwrap_or_default();
        let rows = reader.members().filter(|it| member_fits(reader, it, &filter)).cloned().collect();
        connection(rows, direction, mark, page, Member)
    }

    /// All licences that are known here, the freest families first.
    async fn licences(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows, 1 to 100; 20 when absent.")] first: Option<i32>,
        #[graphql(desc = "Go on after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Go back before this cursor.")] before: Option<String>,
        #[graphql(desc = "The n-th page, from 1; page × perPage at most 10,000.")] page: Option<i32>,
        #[graphql(desc = "Rows a page, 1 to 100; 20 when absent.")] per_page: Option<i32>,
        #[graphql(desc = "Narrows the list.")] filter: Option<LicenceFilter>,
    ) -> Result<Connection<Licence>> {
        let page = PageArguments { first, after, last, before, page, per_page };
        let reader = &Request::of(ctx).reader;
        let mark = format!("licences {filter:?}");
        let rows =
            reader.reference().licences.all().iter().filter(|it| licence_fits(it, filter.as_ref())).cloned().collect();
        connection(rows, Direction::Asc, mark, page, Licence)
    }

    /// The territories of historic Brittany, by name.
    async fn territories(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows, 1 to 100; 20 when absent.")] first: Option<i32>,
        #[graphql(desc = "Go on after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Go back before this cursor.")] before: Option<String>,
        #[graphql(desc = "The n-th page, from 1; page × perPage at most 10,000.")] page: Option<i32>,
        #[graphql(desc = "Rows a page, 1 to 100; 20 when absent.")] per_page: Option<i32>,
        #[graphql(desc = "Narrows the list.")] filter: Option<TerritoryFilter>,
    ) -> Result<Connection<Territory>> {
        let page = PageArguments { first, after, last, before, page, per_page };
        let reader = &Request::of(ctx).reader;
        let mark = format!("territories {filter:?}");
        let filter = filter.unwrap_or_default();
        let rows = reader
            .reference()
            .territories
            .all()
            .iter()
            .filter(|it| territory_fits(reader, it, &filter))
            .cloned()
            .collect();
        connection(rows, Direction::Asc, mark, page, Territory)
    }

    /// The themes, by name.
    async fn themes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows, 1 to 100; 20 when absent.")] first: Option<i32>,
        #[graphql(desc = "Go on after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Go back before this cursor.")] before: Option<String>,
        #[graphql(desc = "The n-th page, from 1; page × perPage at most 10,000.")] page: Option<i32>,
        #[graphql(desc = "Rows a page, 1 to 100; 20 when absent.")] per_page: Option<i32>,
        #[graphql(desc = "Narrows the list.")] filter: Option<ThemeFilter>,
    ) -> Result<Connection<Theme>> {
        let page = PageArguments { first, after, last, before, page, per_page };
        let reader = &Request::of(ctx).reader;
        let mark = format!("themes {filter:?}");
        let filter = filter.unwrap_or_default();
        let rows =
            reader.reference().themes.all().iter().filter(|it| theme_fits(reader, it, &filter)).cloned().collect();
        connection(rows, Direction::Asc, mark, page, Theme)
    }

    /// The partner sites that articles come from, by name.
    async fn sources(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows, 1 to 100; 20 when absent.")] first: Option<i32>,
        #[graphql(desc = "Go on after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Go back before this cursor.")] before: Option<String>,
        #[graphql(desc = "The n-th page, from 1; page × perPage at most 10,000.")] page: Option<i32>,
        #[graphql(desc = "Rows a page, 1 to 100; 20 when absent.")] per_page: Option<i32>,
        #[graphql(desc = "Narrows the list.")] filter: Option<SourceFilter>,
    ) -> Result<Connection<Source>> {
        let page = PageArguments { first, after, last, before, page, per_page };
        let reader = &Request::of(ctx).reader;
        let mark = format!("sources {filter:?}");
        let filter = filter.unwrap_or_default();
        let rows = reader.reference().sources.all().iter().filter(|it| source_fits(it, &filter)).cloned().collect();
        connection(rows, Direction::Asc, mark, page, Source)
    }
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
        && named(&[&territory.name], filter.search.as_ref())
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
