//! How one thing is named: by one of the ways that it has.

use async_graphql::{ID, InputObject, OneofObject, Result};
use entity::query::by::By;
use entity::value::id::Id;
use entity::value::kind::Kind;

use crate::error::bad_input;
use crate::graphql::input::scalar::{LicenceKey, Slug, TerritoryRef, Url};

/// Key of an object in the system that it was imported from.
#[derive(InputObject, Debug)]
pub struct ExternalIdInput {
    /// Origin that the import named, such as `demo`.
    pub origin: String,
    /// Key of the object at that origin.
    pub key: String,
}

/// Names one entry of a known kind. Exactly one field is set.
#[derive(OneofObject, Debug)]
pub enum EntryBy {
    /// Identifier of the entry.
    Id(ID),
    /// Slug of the entry. A former slug finds the entry as well; its field `slug` then has the present one.
    Slug(Slug),
    /// Key that the entry had where it was imported from.
    ExternalId(ExternalIdInput),
    /// Address of an article's original. Trivial variants of the address match too, such as `www` or tracking parameters.
    OriginalUrl(Url),
}

/// Names one entry of any kind. Exactly one field is set.
#[derive(OneofObject, Debug)]
pub enum AnyEntryBy {
    /// Identifier of the entry.
    Id(ID),
    /// Key that the entry had where it was imported from.
    ExternalId(ExternalIdInput),
    /// Address of an article's original. Trivial variants of the address match too, such as `www` or tracking parameters.
    OriginalUrl(Url),
}

/// Names one member, theme or source. Exactly one field is set.
#[derive(OneofObject, Debug)]
pub enum NamedBy {
    /// Identifier of the member, theme or source.
    Id(ID),
    /// Slug of the member, theme or source.
    Slug(Slug),
}

/// Names one territory. Exactly one field is set.
#[derive(OneofObject, Debug)]
pub enum TerritoryBy {
    /// Identifier of the territory.
    Id(ID),
    /// Slug of the territory.
    Slug(Slug),
    /// Reference of the territory, such as `commune:29019`. Former INSEE codes match too.
    Ref(TerritoryRef),
}

/// Names one licence. Exactly one field is set.
#[derive(OneofObject, Debug)]
pub enum LicenceBy {
    /// Identifier of the licence.
    Id(ID),
    /// Key of the licence, such as `CC-BY-SA-4.0`.
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
    id.parse().map_err(|it: entity::value::id::BadId| bad_input("by.id", it))
}

fn address(url: &Url) -> Result<entity::value::url::WebAddress> {
    url.0.parse().map_err(|it: entity::value::url::BadWebAddress| bad_input("by.originalUrl", it))
}
