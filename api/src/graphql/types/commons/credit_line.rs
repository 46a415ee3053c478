//! The credit line of an entry: what it is made of, taken from the entry's own fields.

use std::sync::Arc;

use entity::commons::attribution::{self, Language, Parts, Person, Republished};
use entity::commons::escape::Format;
use entity::commons::licence::Facts;
use entity::model::entry::{Credited, Entry, Own, Role};
use entity::model::media::Media;
use entity::query::lineage::{Ancestor, Origin};
use entity::value::id::Id;
use entity::value::language::LanguageTag;

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::AttributionFormat;
use crate::graphql::types::commons::attribution::{AttributedMedia, AttributionParts};
use crate::graphql::types::commons::licence::Licence;

/// The credit line of an entry, in its own language unless another is asked for. What was taken over from elsewhere is
/// credited to its own authors, at its own address; so is what it shows under a licence that is not its own.
pub(crate) fn of_entry(
    entry: &Entry,
    origins: &[Origin],
    media: &[Arc<Media>],
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
    for it in media {
        let (parts, is_picture) = (parts_of_media(it, &entry.language, request), it.file.picture.is_some());
        let of = parts.line(language, form(format));
        line.push_str(&attribution::beside(&of, is_picture, language));
    }
    line
}

/// All that an entry shows and its texts refer to.
pub(crate) fn named(entry: &Entry) -> Vec<Id> {
    let mut ids: Vec<Id> = Vec::new();
    for id in entry.media.iter().map(|it| it.id).chain(entry.mentioned.iter().copied()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// Whether a picture or a document has another licence than the entry that shows it, or none.
pub(crate) fn is_under_another(media: &Media, entry: &Entry) -> bool {
    media.licence.as_ref().is_none_or(|it| it.facts.key != entry.licence.facts.key)
}

/// The credit line of a picture or a document.
pub(crate) fn of_media(media: &Media, request: &Request, language: &LanguageTag, format: AttributionFormat) -> String {
    parts_of_media(media, language, request).line(Language::of(language.as_str()), form(format))
}

/// What the credit line of a picture or a document is made of.
struct OfMedia<'a> {
    title: String,
    by: Option<Person<'a>>,
    licence: &'a Facts,
}

impl OfMedia<'_> {
    fn line(&self, language: Language, format: Format) -> String {
        let parts = Parts {
            title: &self.title,
            authors: self.by.into_iter().collect(),
            site: None,
            url: None,
            licence: self.licence,
            updated_on: None,
            changes: None,
            republished: None,
        };
        attribution::credit_line(&parts, language, format)
    }
}

/// A picture is called by its caption, else by what is seen in it, else by the name of its file; long texts are cut.
fn parts_of_media<'a>(media: &'a Media, language: &LanguageTag, request: &'a Request) -> OfMedia<'a> {
    const LONGEST: usize = 120;
    let said =
        media.caption_in(language).or_else(|| media.alt_in(language)).map_or_else(|| media.label(), str::to_owned);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = match said.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", said[..end].trim_end()),
        None => said,
    };
    let licence = licence_of_media(media, request);
    OfMedia { title, by: media.credit.as_ref().map(|it| person(it, request)), licence }
}

/// The licence of a picture or a document; where none is known, that one which says so.
pub(crate) fn licence_of_media<'a>(media: &'a Media, request: &'a Request) -> &'a Facts {
    let reference = request.reader.reference();
    let unknown = reference.licences.by_key("LicenseRef-inconnue").unwrap_or(&reference.settings.default_licence);
    &media.licence.as_ref().unwrap_or(unknown).facts
}

/// Somebody as a credit line names them.
fn person<'a>(credited: &'a Credited, request: &Request) -> Person<'a> {
    match credited {
        Credited::Member(member) => {
            let site = member.website.as_ref().filter(|_| request.reader.sees(member));
            Person { name: &member.name, url: site.map(entity::value::url::WebAddress::as_str) }
        }
        Credited::Name { name, url } => Person { name, url: url.as_ref().map(entity::value::url::WebAddress::as_str) },
    }
}

/// What the credit line of an entry is made of.
pub(crate) fn parts_of(entry: &Entry, media: &[Arc<Media>], request: &Request) -> AttributionParts {
    let url = request.url(entry);
    let beside = media.iter().map(|it| {
        let parts = parts_of_media(it, &entry.language, request);
        AttributedMedia::of(&parts.title, parts.by.as_ref(), it)
    });
    AttributionParts::of(&parts(entry, request, Some(&url)), Licence(entry.licence.clone()), beside.collect())
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
    let names = entry.credited(Role::Author).map(|it| person(&it.who, request));
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
