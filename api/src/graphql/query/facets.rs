//! The numbers of entries that a search finds, by one property at a time.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use entity::query::search::facets::Facets;
use entity::query::search::find::Matches;
use entity::value::kind::Kind;
use serde::Serialize;
use utoipa::ToSchema;

use crate::graphql::engine::request::Request;

/// The kinds by name, in the order of their definition.
const KINDS: [(&str, [&str; 5]); 3] = [
    ("fr", ["Initiatives", "Recettes", "Articles", "Événements", "Pages"]),
    ("en", ["Initiatives", "Recipes", "Articles", "Events", "Pages"]),
    ("br", ["Obererezhioù", "Rekipeoù", "Pennadoù", "Darvoudoù", "Pajennoù"]),
];
/// Number of hits that have one value.
#[derive(SimpleObject, Serialize, ToSchema)]
pub struct FacetCount {
    /// Value as filters take it: a kind, a slug, a reference, a licence key, a language tag or a year.
    value: String,
    /// Name of the value, for people, in the requested language.
    label: String,
    /// Number of hits with the value.
    count: i32,
}

/// Numbers of entries found, by one property at a time. Each counts without the conditions on its own property, so that other values can
/// be offered. At most 50 values each, those with the most hits first.
pub struct SearchFacets {
    pub(crate) matches: Arc<Matches>,
}

/// Numbers of entries found, by one property at a time. Each counts without the conditions on its own property, so that other values can
/// be offered. At most 50 values each, those with the most hits first.
#[Object]
impl SearchFacets {
    /// Numbers by kind, such as `INITIATIVE`.
    async fn kind(&self, ctx: &Context<'_>) -> Vec<FacetCount> {
        self.counts(|it| kinds(it, Request::of(ctx)))
    }

    /// Numbers by theme. A theme counts the entries of the themes below it.
    async fn theme(&self, ctx: &Context<'_>) -> Vec<FacetCount> {
        self.counts(|it| themes(it, Request::of(ctx)))
    }

    /// Numbers by territory. A territory counts the entries of the territories inside it.
    async fn territory(&self) -> Vec<FacetCount> {
        self.counts(territories)
    }

    /// Numbers by licence of the text.
    async fn licence(&self) -> Vec<FacetCount> {
        self.counts(licences)
    }

    /// Numbers by language of the text.
    async fn language(&self) -> Vec<FacetCount> {
        self.counts(languages)
    }

    /// Numbers by year of publication in UTC, the latest year first.
    async fn year(&self) -> Vec<FacetCount> {
        self.counts(years)
    }
}

impl SearchFacets {
    fn counts(&self, of: impl Fn(&Facets) -> Vec<FacetCount>) -> Vec<FacetCount> {
        self.matches.facets.as_ref().map(of).unwrap_or_default()
    }
}

/// Numbers by kind.
pub(crate) fn kinds(facets: &Facets, request: &Request) -> Vec<FacetCount> {
    let name = |it: Kind| {
        request
            .choose(None, |tag| KINDS.iter().find(|(known, ..)| *known == tag))
            .map_or(it.word(), |names| names.1[it as usize])
            .to_owned()
    };
    facets.kinds.iter().map(|(it, count)| counted(it.word().to_uppercase(), name(*it), *count)).collect()
}

/// Numbers by theme.
pub(crate) fn themes(facets: &Facets, request: &Request) -> Vec<FacetCount> {
    let name = |it: &entity::model::theme::Theme| {
        let named = |tag: &str| it.names.iter().find(|(known, _)| known.as_str() == tag).map(|(_, name)| name);
        request.choose(None, named).or_else(|| it.names.values().next()).cloned().unwrap_or_default()
    };
    facets.themes.iter().map(|(it, count)| counted(it.slug.to_string(), name(it), *count)).collect()
}

/// Numbers by territory.
pub(crate) fn territories(facets: &Facets) -> Vec<FacetCount> {
    let one =
        |it: &entity::model::territory::Territory, count| counted(it.reference.to_string(), it.name.clone(), count);
    facets.territories.iter().map(|(it, count)| one(it, *count)).collect()
}

/// Numbers by licence.
pub(crate) fn licences(facets: &Facets) -> Vec<FacetCount> {
    let one =
        |it: &entity::model::licence::Licence, count| counted(it.facts.key.clone(), it.facts.short_name.clone(), count);
    facets.licences.iter().map(|(it, count)| one(it, *count)).collect()
}

/// Numbers by language.
pub(crate) fn languages(facets: &Facets) -> Vec<FacetCount> {
    let one = |tag: &str, count| counted(tag.to_owned(), tag.to_owned(), count);
    facets.languages.iter().map(|(it, count)| one(it.as_str(), *count)).collect()
}

/// Numbers by year.
pub(crate) fn years(facets: &Facets) -> Vec<FacetCount> {
    facets.years.iter().map(|(it, count)| counted(it.to_string(), it.to_string(), *count)).collect()
}

fn counted(value: String, label: String, count: u64) -> FacetCount {
    FacetCount { value, label, count: i32::try_from(count).unwrap_or(i32::MAX) }
}
