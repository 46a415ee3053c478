//! The credit line in its parts, for those who set it themselves.

use async_graphql::SimpleObject;
use entity::commons::attribution::Parts;

use crate::graphql::input::scalar::{Date, Url};
use crate::graphql::types::commons::licence::Licence;

/// Parts of a credit line, for clients that typeset it themselves. A complete credit line shows all of them.
#[derive(SimpleObject, Clone)]
pub struct AttributionParts {
    /// Title of the work, plain text.
    title: String,
    /// Authors of the work, in order.
    authors: Vec<AttributedPerson>,
    /// Name of the site that published the work.
    site: Option<String>,
    /// Address of the work on that site.
    url: Option<Url>,
    /// Licence of the work.
    licence: Licence,
    /// Day of the last change. Null unless the licence requires it in the credit line.
    updated_on: Option<Date>,
    /// Name of the site that republished the work. Null for works that were not republished.
    republished_by: Option<String>,
    /// Day of the republication. Null for works that were not republished.
    republished_on: Option<Date>,
}

/// A person or organisation that the credit line names.
#[derive(SimpleObject, Clone)]
pub struct AttributedPerson {
    /// Name of the person or organisation.
    name: String,
    /// Web page of the person or organisation.
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
