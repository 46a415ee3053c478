//! How one thing is named: by one of the ways that it has.

use async_graphql::{ID, InputObject, OneofObject, Result};
use entity::query::by::By;
use entity::value::id::Id;
use entity::value::kind::Kind;

use crate::error::bad_input;
use crate::graphql::input::scalar::{LicenceKey, Slug, TerritoryRef, Url};

/// The key that something had where it was imported from.
#[derive(InputObject, Debug)]
pub struct ExternalIdInput {
    /// The origin of the import, such as `demo`.
    pub origin: String,
    /// Its key there.
    pub key: String,
}

/// Names one entry of a known kind.
#[derive(OneofObject, Debug)]
pub enum EntryBy {
    /// By its identifier.
    Id(ID),
    /// By its slug; a former slug finds it too, and `slug` tells the new one.
    Slug(Slug),
    /// By the key it had where it was imported from.
    ExternalId(ExternalIdInput),
    /// By the address of its original (articles), trivial variants of the address included.
    OriginalUrl(Url),
}

/// Names one entry of any kind.
#[derive(OneofObject, Debug)]
pub enum AnyEntryBy {
    /// By its identifier.
    Id(ID),
    /// By the key it had where it was imported from.
    ExternalId(ExternalIdInput),
    /// By the address of its original (articles), trivial variants of the address included.
    OriginalUrl(Url),
}

/// Names one member, theme or source.
#[derive(OneofObject, Debug)]
pub enum NamedBy {
    /// By its identifier.
    Id(ID),
    /// By its slug.
    Slug(Slug),
}

/// Names one territory.
#[derive(OneofObject, Debug)]
pub enum TerritoryBy {
    /// By its identifier.
    Id(ID),
    /// By its slug.
    Slug(Slug),
    /// By its reference, a former INSEE code included.
    Ref(TerritoryRef),
}

/// Names one licence.
#[derive(OneofObject, Debug)]
pub enum LicenceBy {
    /// By its identifier.
    Id(ID),
    /// By its key.
    Key(LicenceKey),
}

impl EntryBy {
    pub(crate) fn of(self, kind: Kind) -> Result<By> {
        Ok(match self {
            Self::Id(id) => By::Id(parse(&id)?),
            Self::Slug(slug) => By::Slug(kind, slug.0),
            Self::ExternalId(it) => By::External { origin: it.origin, kind: Some(kind), key: it.key },
            Self::OriginalUrl(url) => By::OriginalUrl(address(&url)?),
        })
    }
}

impl AnyEntryBy {
    pub(crate) fn named(self) -> Result<By> {
        Ok(match self {
            Self::Id(id) => By::Id(parse(&id)?),
            Self::ExternalId(it) => By::External { origin: it.origin, kind: None, key: it.key },
            Self::OriginalUrl(url) => By::OriginalUrl(address(&url)?),
        })
    }
}

pub(crate) fn parse(id: &ID) -> Result<Id> {
    id.parse().map_err(|it: entity::value::id::BadId| bad_input(it))
}

fn address(url: &Url) -> Result<entity::value::url::WebAddress> {
    url.0.parse().map_err(|it: entity::value::url::BadWebAddress| bad_input(it))
}
