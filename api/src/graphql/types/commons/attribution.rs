//! The credit line in its parts, for those who set it themselves.

use std::sync::Arc;

use async_graphql::SimpleObject;
use entity::commons::attribution::{Parts, Person};
use entity::model::media::Media as Row;

use crate::graphql::input::scalar::{Date, Url};
use crate::graphql::types::commons::licence::Licence;
use crate::graphql::types::media::Media;

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
    /// Pictures and documents that the work shows under a licence other than its own, each to be credited as well.
    media: Vec<AttributedMedia>,
}

/// A picture or document that a credit line names.
#[derive(SimpleObject, Clone)]
pub struct AttributedMedia {
    /// Title: the caption, else the alternative text, else the name of the file.
    title: String,
    /// Person or organisation who made the picture or document.
    author: Option<AttributedPerson>,
    /// Licence. Null if it is unknown.
    licence: Option<Licence>,
    /// The picture or document itself.
    media: Media,
}

impl AttributedMedia {
    pub(crate) fn of(title: &str, author: Option<&Person<'_>>, media: &Arc<Row>) -> Self {
        Self {
            title: title.to_owned(),
            author: author.map(AttributedPerson::of),
            licence: media.licence.clone().map(Licence),
            media: Media::of(Arc::clone(media)),
        }
    }
}

/// A person or organisation that the credit line names.
#[derive(SimpleObject, Clone)]
pub struct AttributedPerson {
    /// Name of the person or organisation.
    name: String,
    /// Web page of the person or organisation.
    url: Option<Url>,
}

impl AttributedPerson {
    fn of(it: &Person<'_>) -> Self {
        Self { name: it.name.to_owned(), url: it.url.map(|it| Url(it.to_owned())) }
    }
}

impl AttributionParts {
    pub(crate) fn of(parts: &Parts, licence: Licence, media: Vec<AttributedMedia>) -> Self {
        let url = |it: Option<&str>| it.map(|it| Url(it.to_owned()));
        Self {
            title: parts.title.to_owned(),
            authors: parts.authors.iter().map(AttributedPerson::of).collect(),
            site: parts.site.map(str::to_owned),
            url: url(parts.url),
            licence,
            updated_on: parts.updated_on.map(Date),
            republished_by: parts.republished.map(|it| it.site.to_owned()),
            republished_on: parts.republished.map(|it| Date(it.on)),
            media,
        }
    }
}
