//! The credit line of an entry: what it is made of, taken from the entry's own fields.

use entity::commons::attribution::{self, Format, Language, Parts, Person, Republished};
use entity::entry::{Credited, Entry, Own, Role};
use entity::language::LanguageTag;

use crate::graphql::kinds::AttributionFormat;
use crate::graphql::request::Request;

/// The credit line of an entry, in its own language unless another is asked for. What was taken over from elsewhere is
/// credited to its own authors, at its own address.
pub(crate) fn of_entry(
    entry: &Entry,
    request: &Request,
    language: Option<&LanguageTag>,
    format: AttributionFormat,
) -> String {
    let network = &request.reader.reference().settings.name;
    let url = request.url(entry);
    let language = Language::of(language.unwrap_or(&entry.language).as_str());
    let names = entry.credited(Role::Author).map(|it| match &it.who {
        Credited::Member(member) => {
            let site = member.website.as_ref().filter(|_| request.reader.sees(member));
            Person { name: &member.name, url: site.map(entity::web::WebAddress::as_str) }
        }
        Credited::Name { name, url } => Person { name, url: url.as_ref().map(entity::web::WebAddress::as_str) },
    });
    let mut parts = Parts {
        title: &entry.title,
        authors: names.collect(),
        site: Some(network),
        url: Some(&url),
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
    attribution::credit_line(&parts, language, form(format))
}

fn form(format: AttributionFormat) -> Format {
    match format {
        AttributionFormat::Text => Format::Text,
        AttributionFormat::Html => Format::Html,
        AttributionFormat::Markdown => Format::Markdown,
    }
}
