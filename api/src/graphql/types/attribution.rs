//! The credit line in its parts, for those who set it themselves.

use async_graphql::SimpleObject;
use entity::commons::attribution::Parts;

use crate::graphql::input::scalar::{Date, Url};
use crate::graphql::types::licence::Licence;

/// What a credit line is made of. Whoever sets it themselves names all of it: none of its parts may be left out.
#[derive(SimpleObject, Clone)]
pub struct AttributionParts {
    /// The title of the work, plain text.
    title: String,
    /// Who made it, in order.
    authors: Vec<AttributedPerson>,
    /// The site that it was published on.
    site: Option<String>,
    /// Its address there.
    url: Option<Url>,
    /// Its licence.
    licence: Licence,
    /// When it last changed, for licences that ask for it.
    updated_on: Option<Date>,
    /// The site that took it over.
    republished_by: Option<String>,
    /// On which day.
    republished_on: Option<Date>,
}

/// Somebody to be named.
#[derive(SimpleObject, Clone)]
pub struct AttributedPerson {
    /// Their name.
    name: String,
    /// Their page.
    url: Option<Url>,
}

impl AttributionParts {
    pub(crate) fn of(parts: &Parts, licence: Licence) -> Self {
        let url = |it: Option<&str>| it.map(|it| Url(it.to_owned()));
        let person =
            |it: &entity::commons::attribution::Person| AttributedPerson { name: it.name.to_owned(), url: url(it.url) };
        Self {
            title: parts.title.to_owned(),
            authors: parts.authors.iter().map(person).collect(),
            site: parts.site.map(str::to_owned),
            url: url(parts.url),
            licence,
            updated_on: parts.updated_on.map(Date),
            republished_by: parts.republished.map(|it| it.site.to_owned()),
            republished_on: parts.republished.map(|it| Date(it.on)),
        }
    }
}
