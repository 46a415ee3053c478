//! The credit line of an entry: what it is made of, taken from the entry's own fields.

use entity::commons::attribution::{self, Language, Parts, Person, Republished};
use entity::commons::escape::Format;
use entity::model::entry::{Credited, Entry, Own, Role};
use entity::query::lineage::{Ancestor, Origin};
use entity::value::language::LanguageTag;

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::AttributionFormat;
use crate::graphql::types::commons::attribution::AttributionParts;
use crate::graphql::types::commons::licence::Licence;

/// The credit line of an entry, in its own language unless another is asked for. What was taken over from elsewhere is
/// credited to its own authors, at its own address.
pub(crate) fn of_entry(
    entry: &Entry,
    origins: &[Origin],
    request: &Request,
    language: Option<&LanguageTag>,
    format: AttributionFormat,
) -> String {
    let language = Language::of(language.unwrap_or(&entry.language).as_str());
    let url = request.url(entry);
    let parts = parts(entry, request, Some(&url));
    let mut line = attribution::credit_line(&parts, language, form(format));
    for origin in origins {
        if let Some(of) = ancestor(&origin.what, request, language, form(format)) {
            line.push_str(&attribution::based_on(&of, language));
        }
    }
    line
}

/// What the credit line of an entry is made of.
pub(crate) fn parts_of(entry: &Entry, request: &Request) -> AttributionParts {
    let url = request.url(entry);
    AttributionParts::of(&parts(entry, request, Some(&url)), Licence(entry.licence.clone()))
}

/// The credit line of what something was made from, in its own language unless another is asked for; none when nothing is
/// known of it.
pub(crate) fn of_ancestor(
    what: &Ancestor,
    request: &Request,
    language: Option<&LanguageTag>,
    format: AttributionFormat,
) -> Option<String> {
    let own = match what {
        Ancestor::Entry(it) | Ancestor::Tombstone(it) => it.language.as_str(),
        Ancestor::Outside { .. } => request.reader.reference().settings.language().as_str(),
    };
    ancestor(what, request, Language::of(language.map_or(own, LanguageTag::as_str)), form(format))
}

fn ancestor(what: &Ancestor, request: &Request, language: Language, format: Format) -> Option<String> {
    match what {
        Ancestor::Entry(it) => {
            let url = request.url(it);
            Some(attribution::credit_line(&parts(it, request, Some(&url)), language, format))
        }
        Ancestor::Tombstone(it) => Some(attribution::credit_line(&parts(it, request, None), language, format)),
        Ancestor::Outside { url, title, authors, licence } => {
            let unknown = request.reader.reference().licences.by_key("LicenseRef-inconnue");
            let title = title.as_deref().or(url.as_ref().map(entity::value::url::WebAddress::as_str))?;
            let parts = Parts {
                title,
                authors: authors.iter().map(|name| Person { name, url: None }).collect(),
                site: None,
                url: url.as_ref().map(entity::value::url::WebAddress::as_str),
                licence: &licence.as_ref().or(unknown)?.facts,
                updated_on: None,
                changes: None,
                republished: None,
            };
            Some(attribution::credit_line(&parts, language, format))
        }
    }
}

/// What the credit line of an entry is made of; without an address for what has none any more.
fn parts<'a>(entry: &'a Entry, request: &'a Request, url: Option<&'a str>) -> Parts<'a> {
    let network = &request.reader.reference().settings.name;
    let names = entry.credited(Role::Author).map(|it| match &it.who {
        Credited::Member(member) => {
            let site = member.website.as_ref().filter(|_| request.reader.sees(member));
            Person { name: &member.name, url: site.map(entity::value::url::WebAddress::as_str) }
        }
        Credited::Name { name, url } => Person { name, url: url.as_ref().map(entity::value::url::WebAddress::as_str) },
    });
    let mut parts = Parts {
        title: &entry.title,
        authors: names.collect(),
        site: Some(network),
        url,
        licence: &entry.licence.facts,
        updated_on: Some(entry.updated_at.utc().date_naive()),
        changes: None,
        republished: None,
    };
    if let Some(Own::Article(article)) = &entry.own
        && article.kind.is_taken_over()
        && let Some(original) = &article.original_url
    {
        if !article.original_authors.is_empty() {
            parts.authors = article.original_authors.iter().map(|name| Person { name, url: None }).collect();
        }
        parts.site = article.source.as_ref().map(|it| it.name.as_str());
        parts.url = Some(original.as_str());
        parts.updated_on =
            article.original_updated_at.or(article.original_published_at).map(|it| it.utc().date_naive());
        parts.republished = entry.published_at.map(|it| Republished { site: network, on: it.utc().date_naive() });
    }
    parts
}

fn form(format: AttributionFormat) -> Format {
    match format {
        AttributionFormat::Text => Format::Text,
        AttributionFormat::Html => Format::Html,
        AttributionFormat::Markdown => Format::Markdown,
    }
}
