//! From rows to [`Item`]s: what feeds, calendars, maps and pages say of an entry. The credit line is the one that GraphQL answers.

use std::collections::HashMap;
use std::sync::Arc;

use entity::error::Result;
use entity::model::entry::{Credited, Entry, Own, Role};
use entity::model::member;
use entity::query::lineage::{Ancestor, Origin};
use entity::query::projection::Projection;
use entity::value::kind::Kind;

use crate::graphql::engine::request::Request;
use crate::graphql::input::enums::AttributionFormat;
use crate::graphql::types::channel::parts;
use crate::graphql::types::channel::pictures::Pictures;
use crate::graphql::types::commons::credit_line;
use crate::message::{self, Message};
use crate::render::item::{Item, Licence, Named, Original, Person};

/// How much of each entry is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// What lists show: no texts.
    Listed,
    /// What programs read beside the texts: the materials and steps of a recipe as well.
    Structured,
    /// Everything, texts rendered.
    Whole,
}

impl Depth {
    /// What is read of each entry for that.
    pub(crate) fn projection(self) -> Projection {
        match self {
            Self::Whole => Projection::everything(),
            Self::Structured => Projection { recipe: true, ..Self::Listed.projection() },
            Self::Listed => Projection {
                body: false,
                references: false,
                initiative: false,
                recipe: false,
                page: false,
                ..Projection::everything()
            },
        }
    }
}

/// Makes items of entries that were read with [`Depth::projection`]. Labels are in `language`, else in that of each entry.
///
/// # Errors
/// Those of the database.
pub(crate) async fn of_entries(
    entries: Vec<Entry>,
    request: &Request,
    depth: Depth,
    language: Option<&'static str>,
) -> Result<Vec<Item>> {
    let adapted: Vec<i64> = entries.iter().filter(|it| it.adapted).map(Entry::key).collect();
    let origins = if adapted.is_empty() { HashMap::new() } else { request.reader.origins(&adapted).await? };
    let pictures = Pictures::read(entries.iter(), request).await?;
    let mut items = Vec::with_capacity(entries.len());
    for entry in entries {
        let origins = origins.get(&entry.key()).map_or(&[][..], Vec::as_slice);
        items.push(of_entry(&entry, (origins, &pictures), request, depth, language).await?);
    }
    Ok(items)
}

/// Makes an item of one entry, with the origins that it was made from and the pictures that it shows.
///
/// # Errors
/// A fault of ours, inside.
pub(crate) async fn of_entry(
    entry: &Entry,
    (origins, pictures): (&[Origin], &Pictures),
    request: &Request,
    depth: Depth,
    language: Option<&'static str>,
) -> Result<Item> {
    let language = language.unwrap_or_else(|| message::language(std::slice::from_ref(&entry.language)));
    let content = match depth {
        Depth::Listed => None,
        Depth::Structured => Some(parts::structure(entry, &pictures.in_texts(entry, request), language).await?),
        Depth::Whole => Some(parts::content(entry, &pictures.in_texts(entry, request), language).await?),
    };
    let others = pictures.under_other_licences(entry);
    let credit = |format| credit_line::of_entry(entry, origins, &others, request, None, format);
    let facts = &entry.licence.facts;
    let beside = pictures.beside(entry, request);
    Ok(Item {
        id: entry.id,
        kind: entry.kind,
        kind_name: kind_name(entry.kind, language),
        title: entry.title.clone(),
        summary: entry.summary.clone(),
        language: entry.language.as_str().to_owned(),
        url: request.url(entry),
        embed_url: request.site.page_url(entry.kind, &entry.slug),
        // what a preview shows may have no date yet
        published: entry.published_at.unwrap_or(entry.updated_at).utc(),
        updated: entry.updated_at.utc(),
        authors: authors(entry, request),
        licence: Licence { key: facts.key.clone(), name: facts.short_name.clone(), url: facts.url.clone() },
        credit_html: credit(AttributionFormat::Html),
        credit_text: credit(AttributionFormat::Text),
        original: original(entry),
        based_on: origins.iter().filter_map(|it| address(&it.what, request)).collect(),
        themes: entry.themes.iter().map(|it| named(it.slug.as_str(), theme_name(it, request, language))).collect(),
        territories: entry.territories.iter().map(|it| named(it.reference.as_str(), it.name.clone())).collect(),
        point: entry.location.as_ref().and_then(|it| it.point),
        commune: entry.location.as_ref().and_then(|it| it.commune.as_ref()).map(|it| it.name.clone()),
        picture: beside.cover,
        gallery: beside.gallery,
        files: beside.files,
        content,
        event: match &entry.own {
            Some(Own::Event(event)) => Some(Arc::new((**event).clone())),
            Some(Own::Initiative(_) | Own::Recipe(_) | Own::Article(_) | Own::Page(_)) | None => None,
        },
    })
}

/// What a kind is called.
pub(crate) fn kind_name(kind: Kind, language: &str) -> String {
    let id = match kind {
        Kind::Initiative => "kind-initiative",
        Kind::Recipe => "kind-recipe",
        Kind::Article => "kind-article",
        Kind::Event => "kind-event",
        Kind::Page => "kind-page",
    };
    Message::new(id).say_in(language)
}

/// The name of a theme in a language, else in the network's own.
pub(crate) fn theme_name(theme: &entity::model::theme::Theme, request: &Request, language: &str) -> String {
    let tag = language.parse().ok();
    let known = |wanted: &str| theme.names.iter().find(|(it, _)| it.as_str() == wanted).map(|(_, name)| name);
    let name = request.choose(tag.as_ref(), known).or_else(|| theme.names.values().next());
    name.cloned().unwrap_or_else(|| theme.slug.to_string())
}

fn named(key: &str, name: String) -> Named {
    Named { key: key.to_owned(), name }
}

/// Those who made the work: of what was taken over, the authors of the original.
fn authors(entry: &Entry, request: &Request) -> Vec<Person> {
    if let Some(Own::Article(article)) = &entry.own
        && article.kind.is_taken_over()
        && !article.original_authors.is_empty()
    {
        let plain = |name: &String| Person { name: name.clone(), url: None, is_organisation: false };
        return article.original_authors.iter().map(plain).collect();
    }
    let person = |who: &Credited| match who {
        Credited::Member(member) => {
            let site = member.website.as_ref().filter(|_| request.reader.sees(member));
            Person {
                name: member.name.clone(),
                url: site.map(ToString::to_string),
                is_organisation: member.kind != member::Kind::Person,
            }
        }
        Credited::Name { name, url } => {
            Person { name: name.clone(), url: url.as_ref().map(ToString::to_string), is_organisation: false }
        }
    };
    entry.credited(Role::Author).map(|it| person(&it.who)).collect()
}

fn original(entry: &Entry) -> Option<Original> {
    let Some(Own::Article(article)) = &entry.own else { return None };
    let url = article.original_url.as_ref()?.to_string();
    let source = article.source.as_ref();
    Some(Original { url, site: source.map(|it| it.name.clone()), home: source.map(|it| it.homepage.to_string()) })
}

/// Where the work is that something was made from.
fn address(what: &Ancestor, request: &Request) -> Option<String> {
    match what {
        Ancestor::Entry(it) => Some(request.url(it)),
        Ancestor::Tombstone(_) => None,
        Ancestor::Outside { url, .. } => url.as_ref().map(ToString::to_string),
    }
}
